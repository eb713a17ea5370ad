//! A server that goes on where another stopped.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use support::{Imap, Server};
use viaduc_bluemind_testserver::Options;

const CARD: &str = r#"{"identification": {"formatedName": {"value": "x"}}}"#;

#[test]
fn a_saved_server_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let first = Server::start(Options::default().with_state(folder.path()));
    let key = first.user("ada");
    let uid = first.running.uid("ada");
    let card = format!("/addressbooks/book:Contacts_{uid}/a");
    assert_eq!(first.call("PUT", &card, Some(&key), CARD).status, 200);
    let mut imap = Imap::login(&first, "ada@valmont.example", "viaduc");
    imap.append("INBOX", "(\\Seen) ", "Subject: x\r\n\r\nbody\r\n").unwrap();
    let file = format!("/attachment/{}/txt/share_dedup", first.running.domain());
    assert_eq!(first.call("PUT", &file, Some(&key), "agenda").status, 200);
    first.running.save(folder.path()).unwrap();
    let mail = first.running.mail(&uid);
    let files = first.running.attachments();
    assert_eq!(files.len(), 1);
    drop(first);

    let second = Server::start(Options::default().with_state(folder.path()));
    assert_eq!(second.running.mail(&uid), mail);
    assert_eq!(second.running.attachments(), files);
    assert_eq!(second.call("GET", "/auth/ping", Some(&key), "").status, 401);
    let key = second.user("ada");
    assert_eq!(second.call("PUT", &card, Some(&key), CARD).code(), "ALREADY_EXISTS");
    let mut imap = Imap::login(&second, "ada@valmont.example", "viaduc");
    let answer = imap.append("INBOX", "", "Subject: y\r\n\r\nbody\r\n").unwrap();
    assert!(answer.contains(" 2] APPEND completed"), "{answer}");
}

#[test]
fn a_state_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("state.json"), "{").unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let options = Options::default().with_state(folder.path());
    let refused = runtime.block_on(viaduc_bluemind_testserver::BlueMind::start(options));
    assert!(refused.unwrap_err().to_string().starts_with("state in "));
}
