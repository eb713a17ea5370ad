use http::Method;

use super::{BaseUrl, InvalidBaseUrl};
use crate::ErrorKind;

fn base() -> BaseUrl {
    BaseUrl::parse("https://graph.example/v1.0/").unwrap()
}

#[test]
fn segments_are_encoded_and_fixed_text_is_not() {
    let target =
        base().at("users").segment("a+b/c d#é@x").path("messages/$value").query("$top", "5 &+");
    assert_eq!(
        target.as_str(),
        "https://graph.example/v1.0/users/a%2Bb%2Fc%20d%23%C3%A9%40x/messages/$value?$top=5%20%26%2B"
    );
}

#[test]
fn an_id_of_dots_or_nothing_is_refused() {
    for id in ["", ".", ".."] {
        let error =
            base().at("users").segment(id).request("users.delete", Method::DELETE).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    }
    assert!(base().at("users").segment("...").request("users.get", Method::GET).is_ok());
}

#[test]
fn plain_http_is_for_loopback() {
    for good in
        ["http://127.0.0.1:80/v1", "http://[::1]:8080", "http://localhost:1/x", "HTTPS://A.example"]
    {
        assert!(BaseUrl::parse(good).is_ok(), "{good}");
    }
    for bad in
        ["http://graph.example", "http://127.0.0.1.evil.example", "http://localhost.evil.example"]
    {
        assert!(matches!(BaseUrl::parse(bad), Err(InvalidBaseUrl::PlainHttp(_))), "{bad}");
    }
    assert!(matches!(BaseUrl::parse("ftp://x.example"), Err(InvalidBaseUrl::Scheme(_))));
    assert!(matches!(BaseUrl::parse("https://u:p@x.example"), Err(InvalidBaseUrl::Credentials)));
    assert!(matches!(BaseUrl::parse("https://x.example?a=b"), Err(InvalidBaseUrl::Query)));
    assert!(matches!(BaseUrl::parse("graph.example/v1.0"), Err(InvalidBaseUrl::Syntax(_))));
}

#[test]
fn links_stay_on_the_host() {
    let same = "https://GRAPH.example:443/v1.0/users?$skiptoken='a b'";
    let link = base().link("users.list", same).unwrap();
    assert_eq!(link.as_str(), same);
    assert_eq!(
        link.get("users.list").unwrap().uri().host(),
        Some("GRAPH.example").map(|_| "graph.example")
    );
    for foreign in [
        "https://evil.example/v1.0/users",
        "http://graph.example/v1.0/users",
        "https://graph.example:444/v1.0/users",
        "https://graph.example@evil.example/",
        "https://user@graph.example/",
        "https://graph.example.evil.example/",
        "//evil.example/",
        "/v1.0/users?$skip=10",
        "javascript:alert(1)",
        "",
    ] {
        let error = base().link("users.list", foreign).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ForeignLink, "{foreign}");
    }
    // Read by URL parsers as a slash, by others not: the sent address must have our host.
    if let Ok(link) = base().link("users.list", "https://graph.example\\@evil.example/") {
        assert_eq!(link.get("x").unwrap().uri().host(), Some("graph.example"));
    }
}

#[test]
fn exact_text_is_sent() {
    let text = "https://graph.example/v1.0/users?$skiptoken=A%2fb'c";
    let request = base().link("users.list", text).unwrap().get("users.list").unwrap();
    assert_eq!(request.uri().to_string(), text);
}
