//! What resolves, what does not, and what is an address at all.
use viaduc_identities::{Identities, is_addr_spec, is_smtp_address, x500_alias};

#[test]
fn the_hyphen_is_cut_only_after_thirty_two_hexadecimal_digits() {
    assert_eq!(x500_alias("/o=T/cn=0123456789abcdef0123456789abcdef-a-b"), Some("a-b"));
    assert_eq!(x500_alias("/o=T/cn=0123456789abcdef-a"), Some("0123456789abcdef-a"));
    assert_eq!(x500_alias("/o=T/CN=Zoé"), Some("Zoé"));
    assert_eq!(x500_alias("/o=T/cn="), None);
    assert_eq!(x500_alias("/o=T"), None);
}

#[test]
fn an_entry_for_the_whole_name_wins_over_one_for_its_alias() {
    let name = "/o=T/ou=A/cn=Recipients/cn=alice";
    let people: Identities =
        [("alice", "wrong@valmont.example"), (name, "alice@valmont.example")].into_iter().collect();
    assert_eq!(people.resolve(&name.to_uppercase()), Some("alice@valmont.example"));
    assert_eq!(people.resolve("X500:/o=T/ou=B/cn=alice"), Some("wrong@valmont.example"));
}

#[test]
fn a_listed_secondary_address_becomes_the_primary_one() {
    let people: Identities =
        [("a.martin@old.example", "alice@valmont.example")].into_iter().collect();
    assert_eq!(people.resolve("A.Martin@old.example"), Some("alice@valmont.example"));
    assert_eq!(people.resolve("SMTP:bob@valmont.example"), Some("bob@valmont.example"));
}

#[test]
fn what_is_no_address_never_resolves_to_itself() {
    for text in [
        "",
        "@",
        "a@",
        "@b",
        "a b@c",
        "a@b c",
        "a@b\r\nX:1",
        "\"a\"@b",
        "a@.b",
        "a@b..c",
        "/o=T/cn=a@b",
        "a",
    ] {
        assert!(!is_smtp_address(text), "{text:?}");
        assert_eq!(Identities::new().resolve(text), None, "{text:?}");
    }
    for text in [
        "a@b",
        "a.b+c@d.example",
        "zoé@écluse.example",
        "o'neil@valmont.example",
        "a/b=c@d.example",
    ] {
        assert!(is_smtp_address(text), "{text:?}");
    }
}

#[test]
fn quoted_local_parts_and_literal_domains_are_addresses_of_another_form() {
    for text in [
        "\"a b\"@x.example",
        "\"\"@x.example",
        r#""a\"b\\"@x.example"#,
        "\"a@b\"@x.example",
        "\"zoé\"@écluse.example",
        "a@[192.0.2.1]",
        "\"a;b\"@[IPv6:2001:db8::1]",
    ] {
        assert!(is_addr_spec(text) && !is_smtp_address(text), "{text:?}");
    }
    for text in [
        "\"a\nb\"@x.example",
        r#""a\"@x.example"#,
        r#""a"b"@x.example"#,
        "\"a\"",
        "\"@x.example",
        "\"a\"@",
        "a@[]",
        "a@[1 2]",
        "a@[192.0.2.1",
        "\"a\tb\"@x.example",
    ] {
        assert!(!is_addr_spec(text), "{text:?}");
    }
    assert!(!is_addr_spec(&format!("\"{}\"@x.example", "a".repeat(320))));
}
