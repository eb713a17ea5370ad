//! Every bad reply under every operation, and every odd uid in every request.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

use bytes::Bytes;
use http::Response;
use percent_encoding::percent_decode_str;
use viaduc_bluemind_client::ErrorKind;
use viaduc_bluemind_client::invariants::{Shape, Visit, each_call};
use viaduc_rest::{BaseUrl, Call};

/// A reply, and the shapes for which it is a success all the same.
struct Bad {
    status: u16,
    body: &'static str,
    kind: Option<ErrorKind>,
    right_for: &'static [Shape],
}

fn bad(status: u16, body: &'static str, kind: ErrorKind) -> Bad {
    Bad { status, body, kind: Some(kind), right_for: &[] }
}

fn unless(body: &'static str, right_for: &'static [Shape]) -> Bad {
    Bad { status: 200, body, kind: None, right_for }
}

const FAULT: &str = r#"{"errorCode":"INVALID_PARAMETER","errorType":"ServerFault","message":"m"}"#;
const TRIPPED: &str = r#"{"errorType":"NullPointerException","message":null}"#;
const PAGE: &str = "<!DOCTYPE html><html><title>Sign in</title></html>";

fn table() -> Vec<Bad> {
    use Shape::{Content, List, Map, Maybe, Nothing, Number, Text};
    let mut table = vec![
        bad(200, PAGE, ErrorKind::UnexpectedReply),
        bad(200, " \n<html>", ErrorKind::UnexpectedReply),
        unless("", &[Nothing]),
        unless(" \r\n ", &[Nothing]),
        Bad { status: 204, body: "", kind: None, right_for: &[Nothing, Maybe] },
        unless("null", &[Nothing, Maybe, Content]),
        unless("{}", &[Nothing, Map, Content]),
        unless("[]", &[Nothing, List, Content]),
        unless("[{}]", &[Nothing, Content]),
        unless("[null]", &[Nothing, Content]),
        unless("5", &[Nothing, Number, Content]),
        unless("[[5]]", &[Nothing, Content]),
        unless(r#""""#, &[Nothing, Maybe, Content]),
        unless(r#""x""#, &[Nothing, Maybe, Text, Content]),
        unless(r#"{"of_tomorrow":{"a":[1]}}"#, &[Nothing, Content]),
        unless(r#"{"uid":"u","val"#, &[Content]),
        unless(r#"[{"uid":"u""#, &[Content]),
        unless("not JSON", &[Content]),
        bad(500, "", ErrorKind::UnexpectedReply),
        bad(500, "{}", ErrorKind::UnexpectedReply),
        bad(500, "{\"errorCode\"", ErrorKind::UnexpectedReply),
        bad(500, PAGE, ErrorKind::UnexpectedReply),
        bad(404, PAGE, ErrorKind::UnexpectedReply),
        bad(302, "", ErrorKind::UnexpectedReply),
        bad(201, "{}", ErrorKind::UnexpectedReply),
        bad(400, "[]", ErrorKind::UnexpectedReply),
        bad(401, "", ErrorKind::Unauthenticated),
        bad(503, PAGE, ErrorKind::Unavailable),
    ];
    for status in [200, 204, 400, 403, 404, 500] {
        table.push(Bad { status, body: FAULT, kind: Some(ErrorKind::Rejected), right_for: &[] });
        table.push(Bad { status, body: TRIPPED, kind: Some(ErrorKind::Server), right_for: &[] });
    }
    table
}

struct Under<'a>(&'a Bad);

impl Visit for Under<'_> {
    fn call<C: Call>(&mut self, call: &C, shape: Shape) {
        let Bad { status, body, kind, right_for } = self.0;
        let response =
            Response::builder().status(*status).body(Bytes::from_static(body.as_bytes()));
        let answer = call.reply(response.unwrap());
        let where_ = format!("{} under {status} {body:?}", C::NAME);
        // The raw bytes of a message may be anything that is no web page; a fault among them is not told apart.
        if shape == Shape::Content
            && *status <= 204
            && !body.trim().is_empty()
            && !body.contains('<')
        {
            return;
        }
        match answer {
            Ok(_) => assert!(right_for.contains(&shape), "{where_} was a success"),
            Err(error) => {
                let must = right_for.contains(&shape) && shape != Shape::Maybe;
                assert!(!must, "{where_}: {error}");
                assert!(
                    error.to_string().starts_with(&format!("{}: ", C::NAME)),
                    "{where_}: {error}"
                );
                assert!(kind.is_none_or(|kind| kind == error.kind()), "{where_}: {error:?}");
            }
        }
    }
}

#[test]
fn no_bad_reply_is_a_success() {
    for bad in table() {
        each_call("u", &mut Under(&bad));
    }
}

#[derive(Default)]
struct Names(Vec<&'static str>);

impl Visit for Names {
    fn call<C: Call>(&mut self, _: &C, _: Shape) {
        self.0.push(C::NAME);
    }
}

#[test]
fn every_operation_is_among_them() {
    let mut visited = Names::default();
    each_call("u", &mut visited);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut declared = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for line in text.lines().filter(|line| line.trim_start().starts_with("pub struct ")) {
            declared.extend(
                line.split_once("(\"")
                    .and_then(|(_, rest)| rest.split_once('"'))
                    .map(|d| d.0.to_owned()),
            );
        }
    }
    assert!(declared.len() > 100, "{}", declared.len());
    for name in &declared {
        assert_eq!(visited.0.iter().filter(|known| *known == name).count(), 1, "{name}");
    }
    // Signing in twice, and three kinds of batches, are written out.
    assert_eq!(visited.0.len(), declared.len() + 5);
}

/// Uids that a path would misunderstand.
const ODD: [&str; 7] =
    ["a/b+c é", "100%2F", "?x=1&y#z", "..%2f..", "日本 語", "a;b\\c\"<>^`{|}", "\u{1}\n\u{7f}"];

struct Requested(&'static str);

impl Visit for Requested {
    fn call<C: Call>(&mut self, call: &C, _: Shape) {
        let base = BaseUrl::parse("https://mail.example/api").unwrap();
        let plain = Shapes::of("uid", C::NAME);
        let request =
            call.request(&base).unwrap_or_else(|e| panic!("{} {:?}: {e}", C::NAME, self.0));
        let uri = request.uri();
        assert_eq!((uri.host(), uri.path().starts_with("/api/")), (Some("mail.example"), true));
        assert!(uri.to_string().is_ascii() && !uri.path().contains('+'), "{uri}");
        let decoded = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let segments: Vec<String> = uri.path().split('/').map(decoded).collect();
        let expected: Vec<String> = plain
            .segments
            .iter()
            .map(|s| if s == "uid" { self.0.to_owned() } else { s.clone() })
            .collect();
        assert_eq!(segments, expected, "{}", C::NAME);
    }
}

/// The segments of one operation's path.
struct Shapes {
    name: &'static str,
    segments: Vec<String>,
}

impl Shapes {
    fn of(uid: &str, name: &'static str) -> Self {
        let mut found = Self { name, segments: Vec::new() };
        each_call(uid, &mut found);
        found
    }
}

impl Visit for Shapes {
    fn call<C: Call>(&mut self, call: &C, _: Shape) {
        if C::NAME == self.name {
            let base = BaseUrl::parse("https://mail.example/api").unwrap();
            let request = call.request(&base).unwrap();
            self.segments = request.uri().path().split('/').map(str::to_owned).collect();
        }
    }
}

#[test]
fn odd_uids_are_one_segment() {
    for odd in ODD {
        each_call(odd, &mut Requested(odd));
    }
}

struct Refused;

impl Visit for Refused {
    fn call<C: Call>(&mut self, call: &C, _: Shape) {
        let base = BaseUrl::parse("https://mail.example/api").unwrap();
        let takes_one = Shapes::of("uid", C::NAME).segments.iter().any(|segment| segment == "uid");
        match call.request(&base) {
            Ok(request) => assert!(!takes_one, "{} asks {}", C::NAME, request.uri()),
            Err(error) => assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}"),
        }
    }
}

#[test]
fn uids_that_would_move_the_path_are_refused() {
    for wrong in ["", ".", ".."] {
        each_call(wrong, &mut Refused);
    }
}
