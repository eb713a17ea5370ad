//! Fault scripts at every point of both dialogues.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use serde_json::json;
use support::{Imap, Server};
use viaduc_bluemind_testserver::{Fault, Options, Point, Trouble};

const MAIL: &str = "Subject: x\r\n\r\nbody\r\n";
const CARD: &str = r#"{"identification": {"formatedName": {"value": "x"}}}"#;

fn book(server: &Server) -> String {
    format!("book:Contacts_{}", server.running.uid("ada"))
}

/// One card written under a fault: what the client sees, and how many cards are there.
fn write_under(fault: Fault) -> (Option<u16>, bool, usize) {
    let server = Server::start(Options::default());
    let key = server.user("ada");
    server.running.add_fault(fault);
    let head = format!("X-BM-ApiKey: {key}\r\nContent-Length: {}\r\n", CARD.len());
    let path = format!("/addressbooks/{}/a", book(&server));
    let answer = server.raw("PUT", &path, &head, CARD.as_bytes());
    let cut = answer.as_ref().is_some_and(|a| a.truncated);
    (answer.map(|a| a.status), cut, server.running.items(&book(&server)).len())
}

#[test]
fn rest_drops_before_or_after_the_write() {
    let fault = |point| Fault::new("IAddressBook.create", Trouble::Drop).at(point);
    assert_eq!(write_under(fault(Point::Before)), (None, false, 0));
    assert_eq!(write_under(fault(Point::After)), (None, false, 1));
}

#[test]
fn rest_answers_what_the_script_says() {
    let on = |trouble| Fault::new("IAddressBook.*", trouble);
    let busy = on(Trouble::Status).status(503, "TIMEOUT");
    assert_eq!(write_under(busy), (Some(503), false, 0));
    assert_eq!(write_under(on(Trouble::Status)), (Some(500), false, 0));
    assert_eq!(write_under(on(Trouble::Html)), (Some(200), false, 0));
    assert_eq!(write_under(on(Trouble::OverQuota)), (Some(500), false, 0));
    assert_eq!(write_under(on(Trouble::ExpireKey)), (Some(401), false, 0));
    assert_eq!(write_under(on(Trouble::Slow).delay_ms(1)), (Some(200), false, 1));
}

#[test]
fn rest_breaks_off_in_the_middle_of_an_answer() {
    let server = Server::start(Options::default());
    let key = server.user("ada");
    server.running.add_fault(Fault::new("IUser.allUids", Trouble::Drop).at(Point::Reply));
    let answer = server.call("GET", "/users/valmont.example/_alluids", Some(&key), "");
    assert!(answer.truncated && !answer.body.is_empty());
    server.running.clear_faults();
    let answer = server.call("GET", "/users/valmont.example/_alluids", Some(&key), "");
    assert!(!answer.truncated);
}

/// One APPEND under a fault: the tagged answer, and how many messages are there.
fn append_under(fault: Fault, waiting: bool) -> (Option<String>, usize) {
    let server = Server::start(Options::default());
    let mut imap = Imap::login(&server, "ada@valmont.example", "viaduc");
    server.running.add_fault(fault);
    let answer = if waiting {
        imap.send(format!("t APPEND INBOX {{{}}}\r\n", MAIL.len()).as_bytes());
        match imap.line() {
            Some(go_on) => {
                assert!(go_on.starts_with('+'), "{go_on}");
                imap.send(format!("{MAIL}\r\n").as_bytes());
                imap.line()
            }
            None => None,
        }
    } else {
        imap.append("INBOX", "", MAIL)
    };
    (answer, server.running.mail(&server.running.uid("ada")).len())
}

#[test]
fn imap_drops_at_every_point() {
    let fault = |point| Fault::new("imap.APPEND", Trouble::Drop).at(point);
    for (point, stored) in [
        (Point::Continuation, 0),
        (Point::Literal, 0),
        (Point::Before, 0),
        (Point::After, 1),
        (Point::Reply, 1),
    ] {
        let (answer, there) = append_under(fault(point), true);
        let ok = answer.is_some_and(|a| a.rsplit(' ').next().is_some_and(|sha1| sha1.len() == 40));
        assert_eq!((ok, there), (false, stored), "{point:?}");
    }
    let server = Server::start(Options::default());
    server
        .running
        .add_fault(Fault::new("imap.connect", Trouble::Drop).at(Point::Greeting).times(1));
    assert_eq!(server.imap().line(), None);
    assert!(server.imap().line().is_some());
}

#[test]
fn imap_answers_what_the_script_says() {
    let on = |trouble| Fault::new("imap.APPEND", trouble);
    let (answer, there) = append_under(on(Trouble::OverQuota), false);
    assert!(answer.unwrap().contains("NO Over quota") && there == 0);
    let (answer, there) = append_under(on(Trouble::ExpireKey), false);
    assert!(answer.unwrap().contains("BAD") && there == 0);
    let (answer, there) = append_under(on(Trouble::Slow).delay_ms(1), false);
    assert!(answer.unwrap().contains("OK") && there == 1);
}

#[test]
fn every_exchange_is_in_the_log_and_no_key_is() {
    let server = Server::start(Options::default());
    let key = server.user("ada");
    server.call("GET", "/no/route", Some(&key), "");
    Imap::login(&server, "ada@valmont.example", "viaduc").append("INBOX", "", MAIL).unwrap();
    let log = server.running.requests();
    let seen: Vec<(&str, u16)> = log.iter().map(|l| (l.operation.as_str(), l.status)).collect();
    assert_eq!(
        seen,
        [
            ("IAuthentication.login", 200),
            ("unknown.route", 500),
            ("imap.LOGIN", 200),
            ("imap.APPEND", 200),
        ]
    );
    assert!(!json!(format!("{log:?}")).to_string().contains(&key));
}
