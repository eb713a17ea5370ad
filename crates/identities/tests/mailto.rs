//! An address is the same after it was a URI.
use viaduc_identities::{mailto, mailto_address, percent_decoded};

#[test]
fn what_means_something_in_a_uri_is_encoded() {
    assert_eq!(mailto("ada@valmont.example"), "mailto:ada@valmont.example");
    assert_eq!(mailto("r&d@valmont.example"), "mailto:r%26d@valmont.example");
    assert_eq!(mailto("a/b?c%d#e@valmont.example"), "mailto:a%2Fb%3Fc%25d%23e@valmont.example");
    assert_eq!(mailto("zoé@valmont.example"), "mailto:zo%C3%A9@valmont.example");
    assert_eq!(mailto("a\r\nb c\"@v.example"), "mailto:a%0D%0Ab%20c%22@v.example");
}

#[test]
fn every_address_comes_back() {
    let ascii: String = (0_u8..128).map(char::from).collect();
    for address in ["ada@valmont.example", "%41@v.example", "%", "%zz", "é%C3", "", &ascii] {
        assert_eq!(mailto_address(&mailto(address)).as_deref(), Some(address));
    }
}

#[test]
fn other_writers_are_understood() {
    assert_eq!(mailto_address("MAILTO:r&d@v.example?subject=x").as_deref(), Some("r&d@v.example"));
    assert_eq!(mailto_address("mailto:50%off@v.example").as_deref(), Some("50%off@v.example"));
    assert_eq!(mailto_address("sip:ada@v.example"), None);
    assert_eq!(mailto_address("é"), None);
    assert_eq!(percent_decoded("%C3%A9%ff"), "%C3%A9%ff");
}
