//! Whatever is sent, a session answers.

use bytes::Bytes;

use super::session::Session;
use super::wire::{Arg, Segment, arguments};
use crate::options::Options;

const WORDS: [&str; 34] = [
    "INBOX",
    "*",
    "1:*",
    "0",
    "4294967295",
    "1,,2",
    "(",
    ")",
    "()",
    "\"\"",
    "\"&AOk-\"",
    "{3}",
    "FLAGS",
    "+FLAGS",
    "(\\Seen)",
    "UID",
    "BODY[]",
    "BODY.PEEK[HEADER.FIELDS (A)]<0.5>",
    "BODY[1.2]<9.9>",
    "NOT",
    "OR",
    "SINCE",
    "1-Jan-2020",
    "HEADER",
    "ALL",
    "MESSAGES",
    "\"01-Jan-2020 00:00:00 +0000\"",
    "RFC822.SIZE",
    "KEYWORD",
    "CHARSET",
    "x",
    "\u{e9}",
    "BODY[",
    "LARGER",
];
const COMMANDS: [&str; 24] = [
    "LOGIN",
    "LIST",
    "LSUB",
    "STATUS",
    "SELECT",
    "EXAMINE",
    "APPEND",
    "CREATE",
    "DELETE",
    "RENAME",
    "FETCH",
    "UID FETCH",
    "STORE",
    "UID STORE",
    "SEARCH",
    "UID SEARCH",
    "COPY",
    "UID COPY",
    "EXPUNGE",
    "UID EXPUNGE",
    "CLOSE",
    "NOOP",
    "GETQUOTAROOT",
    "NAMESPACE",
];

#[test]
fn whatever_is_sent_a_session_answers() {
    let mut core = crate::seed::seed(&Options::default()).unwrap();
    viaduc_fixture_runner::search(200, |u| {
        let mut session = Session::default();
        let login = [Arg::Atom("ada@valmont.example".into()), Arg::Atom("viaduc".into())];
        session.execute(&mut core, "LOGIN", &login);
        let message =
            [Arg::Atom("INBOX".into()), Arg::Literal(Bytes::from_static(b"A: b\r\n\r\nx"))];
        session.execute(&mut core, "APPEND", &message);
        session.execute(&mut core, "SELECT", &message[..1]);
        for _ in 0..u.int_in_range(1..=8)? {
            let name = *u.choose(&COMMANDS)?;
            let mut text = String::new();
            for _ in 0..u.int_in_range(0..=6)? {
                text.push(' ');
                text.push_str(u.choose(&WORDS)?);
            }
            let Some(args) = arguments(&[Segment::Text(text.into_bytes())]) else { continue };
            let done = session.execute(&mut core, name, &args);
            assert!(["OK", "NO", "BAD"].contains(&done.status));
            let selected = session.selected.as_ref().map(|s| s.uids.is_sorted());
            assert_ne!(selected, Some(false));
        }
        Ok(())
    });
}

#[test]
fn any_line_is_read_or_refused() {
    viaduc_fixture_runner::search(200, |u| {
        let text: Vec<u8> = u.arbitrary()?;
        let literal: Vec<u8> = u.arbitrary()?;
        arguments(&[Segment::Text(text), Segment::Literal(literal.into())]);
        Ok(())
    });
}
