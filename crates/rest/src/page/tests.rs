use bytes::Bytes;
use http::{Request, Response};
use serde::Deserialize;

use super::{Page, PageLimits, Paged, Pages};
use crate::{ApiError, BaseUrl, Call, ErrorKind, json};

struct Numbers;

#[derive(Deserialize)]
struct Wire {
    value: Option<Vec<u32>>,
    next: Option<String>,
    delta: Option<String>,
}

impl Call for Numbers {
    type Reply = Page<u32>;
    const NAME: &'static str = "numbers.list";

    fn request(&self, base: &BaseUrl) -> Result<Request<Bytes>, ApiError> {
        base.at("numbers").get(Self::NAME)
    }

    fn reply(&self, response: Response<Bytes>) -> Result<Page<u32>, ApiError> {
        let wire: Wire = json::read(Self::NAME, &response)?;
        let items = wire
            .value
            .ok_or_else(|| ApiError::new(ErrorKind::UnexpectedReply, Self::NAME, "no `value`"))?;
        Ok(Page { next: wire.next, delta: wire.delta, ..Page::new(items) })
    }
}

impl Paged for Numbers {
    type Item = u32;
}

fn base() -> BaseUrl {
    BaseUrl::parse("https://n.example/v1").unwrap()
}

fn answer(text: &str) -> Response<Bytes> {
    Response::new(Bytes::copy_from_slice(text.as_bytes()))
}

#[test]
fn only_the_absence_of_a_link_ends_it() {
    let mut pages = Pages::new(Numbers);
    let mut numbers = Vec::new();
    for text in [
        r#"{"value":[1],"next":"https://n.example/v1/numbers?p=2"}"#,
        r#"{"value":[],"next":"https://n.example/v1/numbers?p=3"}"#,
        r#"{"value":[2,3],"delta":"https://n.example/v1/numbers/delta?t=9"}"#,
    ] {
        assert!(pages.request(&base()).unwrap().is_some());
        numbers.extend(pages.accept(&base(), answer(text)).unwrap().items);
    }
    assert!(pages.is_over() && pages.request(&base()).unwrap().is_none());
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(pages.delta_link().unwrap().as_str(), "https://n.example/v1/numbers/delta?t=9");
}

#[test]
fn foreign_and_repeated_links_and_pages_without_value_are_errors() {
    for (text, kind) in [
        (r#"{"value":[],"next":"https://evil.example/v1/numbers?p=2"}"#, ErrorKind::ForeignLink),
        (r#"{"value":[],"delta":"https://evil.example/v1"}"#, ErrorKind::ForeignLink),
        (r#"{"next":"https://n.example/v1/numbers?p=2"}"#, ErrorKind::UnexpectedReply),
    ] {
        let mut pages = Pages::new(Numbers);
        assert_eq!(pages.accept(&base(), answer(text)).unwrap_err().kind(), kind);
        assert!(!pages.is_over(), "the walk stands where it stood");
    }
    let mut pages = Pages::new(Numbers);
    let same = r#"{"value":[1],"next":"https://n.example/v1/numbers?skip=0"}"#;
    pages.accept(&base(), answer(same)).unwrap();
    assert_eq!(pages.accept(&base(), answer(same)).unwrap_err().kind(), ErrorKind::EndlessPages);
}

#[test]
fn a_kept_link_is_checked_and_not_followed_twice() {
    assert!(Pages::from_link(Numbers, &base(), "https://evil.example/x").is_err());
    let link = "https://n.example/v1/numbers/delta?t=1";
    let mut pages = Pages::from_link(Numbers, &base(), link).unwrap();
    assert_eq!(pages.request(&base()).unwrap().unwrap().uri().to_string(), link);
    let text = format!(r#"{{"value":[],"next":"{link}"}}"#);
    assert_eq!(pages.accept(&base(), answer(&text)).unwrap_err().kind(), ErrorKind::EndlessPages);
}

#[test]
fn empty_pages_without_end_are_an_error() {
    let limits = PageLimits { pages: 1000, empty_in_a_row: 3 };
    let mut pages = Pages::new(Numbers).with_limits(limits);
    let outcome = (0..10).try_for_each(|n| {
        let text = format!(r#"{{"value":[],"next":"https://n.example/v1/numbers?p={n}"}}"#);
        pages.accept(&base(), answer(&text)).map(|_| ())
    });
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::EndlessPages);
}
