//! How calls and answers travel.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use serde_json::json;
use support::Server;
use viaduc_bluemind_testserver::Options;

fn server() -> Server {
    Server::start(Options::default().with_imap(None))
}

#[test]
fn void_is_200_empty_and_null_is_204() {
    let server = server();
    let key = server.admin();
    let ping = server.call("GET", "/auth/ping", Some(&key), "");
    assert_eq!((ping.status, ping.text().as_str()), (200, ""));
    assert_eq!(ping.header("content-type"), Some("application/json"));
    let base = format!("/calendars/calendar:Default:{}", server.running.uid("ada"));
    let missing = server.call("GET", &format!("{base}/none/complete"), Some(&key), "");
    assert_eq!((missing.status, missing.text().as_str()), (204, ""));
}

#[test]
fn only_three_faults_have_a_status_of_their_own() {
    let server = server();
    let key = server.user("ada");
    let other = format!("/calendars/calendar:Default:{}/_list", server.running.uid("bruno"));
    let own = format!("/calendars/calendar:Default:{}/x/completeById", server.running.uid("ada"));
    let cases = [
        ("GET", "/calendars/nowhere/_list", 404, "NOT_FOUND"),
        ("GET", other.as_str(), 403, "PERMISSION_DENIED"),
        ("GET", "/no/such/route", 500, "NOT_FOUND"),
        ("PATCH", "/auth/ping", 500, "NOT_FOUND"),
        ("GET", own.as_str(), 500, "UNKNOWN"),
    ];
    for (verb, path, status, code) in cases {
        let answer = server.call(verb, path, Some(&key), "");
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{path}");
    }
    let expired = server.call("GET", "/auth/ping", Some("no such key"), "");
    assert_eq!((expired.status, expired.code().as_str()), (401, "AUTHENTICATION_FAIL"));
    assert_eq!(expired.header("www-authenticate"), Some("Bearer"));
    let anonymous = server.call("GET", "/domains", None, "");
    assert_eq!((anonymous.status, anonymous.code().as_str()), (403, "PERMISSION_DENIED"));
}

#[test]
fn bodies_are_read_by_their_exact_content_type() {
    let server = server();
    let key = server.user("ada");
    let path = format!("/users/valmont.example/{}/_setting/lang", server.running.uid("ada"));
    let set = |kind: &str, body: &str| {
        let head = format!(
            "X-BM-ApiKey: {key}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n",
            body.len()
        );
        let answer = server.raw("POST", &path, &head, body.as_bytes()).unwrap();
        let read = server.call("GET", &path, Some(&key), "").json();
        (answer.status, read)
    };
    assert_eq!(set("application/json", "\"en\""), (200, json!("en")));
    assert_eq!(set("text/plain", "de"), (200, json!("de")));
    assert_eq!(set("text/plain; charset=utf-8", "\"es\""), (200, json!("es")));
    assert_eq!(set("text/plain; charset=utf-8", "it").0, 500);
}

#[test]
fn without_accept_a_string_comes_raw() {
    let server = server();
    let key = server.user("ada");
    let path = format!("/users/valmont.example/{}/_setting/lang", server.running.uid("ada"));
    let head = format!("X-BM-ApiKey: {key}\r\nContent-Length: 0\r\n");
    assert_eq!(server.raw("GET", &path, &head, b"").unwrap().text(), "fr");
    assert_eq!(server.call("GET", &path, Some(&key), "").text(), "\"fr\"");
}

#[test]
fn chunks_and_more_than_ten_million_octets_are_for_streams() {
    let server = server();
    let key = server.user("ada");
    let uid = server.running.uid("ada");
    let chunked = format!("X-BM-ApiKey: {key}\r\nTransfer-Encoding: chunked\r\n");
    let mget = format!("/calendars/calendar:Default:{uid}/_mget");
    let answer = server.raw("POST", &mget, &chunked, b"2\r\n[]\r\n0\r\n\r\n").unwrap();
    assert_eq!(answer.status, 500);
    assert!(answer.text().contains("does not support chunked encoding"));
    let body = vec![b' '; 10_000_001];
    let long = format!("X-BM-ApiKey: {key}\r\nContent-Length: {}\r\n", body.len());
    let answer = server.raw("POST", &mget, &long, &body).unwrap();
    assert!(answer.status == 500 && answer.text().contains("exceeds maximum size"));
    let ics = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    let stream = format!("{:x}\r\n{ics}\r\n0\r\n\r\n", ics.len());
    let import = format!("/calendars/vevent/calendar:Default:{uid}");
    let answer = server.raw("PUT", &import, &chunked, stream.as_bytes()).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn a_plus_in_a_path_is_a_space() {
    let server = server();
    let key = server.user("ada");
    let base = format!("/addressbooks/book:Contacts_{}", server.running.uid("ada"));
    let card = r#"{"identification": {"formatedName": {"value": "x"}}}"#;
    assert_eq!(server.call("PUT", &format!("{base}/a+b"), Some(&key), card).status, 200);
    assert_eq!(server.call("PUT", &format!("{base}/a%2Bb"), Some(&key), card).status, 200);
    assert_eq!(server.call("PUT", &format!("{base}/c%2Fd"), Some(&key), card).status, 200);
    let all = server.call("GET", &format!("{base}/_all"), Some(&key), "").json();
    assert_eq!(all, json!(["a b", "a+b", "c/d"]));
}

#[test]
fn nothing_a_client_sends_brings_the_server_down() {
    let server = server();
    let key = server.admin();
    let deep = "[".repeat(100_000);
    for (path, body) in [
        ("/auth/login?login=%ff%zz&origin", "\"x\""),
        ("/users/valmont.example/x", deep.as_str()),
        ("/users/valmont.example/x", "{\"login\": 1, \"emails\": [null, 3], \"contactInfos\": []}"),
        ("/calendars/%00/%0d%0a", "{}"),
        ("/calendars/_mget", "null"),
    ] {
        for verb in ["PUT", "POST"] {
            let answer = server.call(verb, path, Some(&key), body);
            assert!(answer.status >= 200, "{path}");
        }
    }
    assert_eq!(server.call("GET", "/auth/ping", Some(&key), "").status, 200);
}
