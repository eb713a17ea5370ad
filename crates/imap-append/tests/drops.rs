//! Exactly once, wherever the connection breaks.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod peer;

use std::time::Duration;

use peer::{BLUEMIND, Manners, Peer};
use viaduc_imap_append::{Appender, FolderName, Message};

fn messages() -> Vec<Message> {
    let mut all: Vec<Message> = (0..6)
        .map(|n| format!("Message-ID: <{n}@valmont.example>\r\n\r\nNumber {n}\r\n"))
        .map(|text| Message::new(text.into_bytes()))
        .collect();
    // Two that are the same, and one that has no Message-ID.
    all.push(all[2].clone());
    all.push(Message::new(&b"Subject: none\r\n\r\n\r\n"[..]));
    all
}

/// Appends all, and asserts that each is there once and where the results say.
async fn check(manners: Manners, why: &str) {
    let mut peer = Peer::new(manners);
    peer.options.window = 3;
    peer.options.multiappend = 3;
    let messages = messages();
    let mut appender = Appender::new(peer.clone()).with_patience(9, Duration::from_secs(1));
    let results = appender.append_many(&FolderName::new("INBOX"), &messages).await;
    let stored = peer.stored("INBOX");
    assert_eq!(stored.len(), messages.len(), "{why}: {results:?}");
    let mut uids = Vec::new();
    for (message, result) in messages.iter().zip(results) {
        let uid = result.unwrap_or_else(|e| panic!("{why}: {e}")).uid.get();
        let there = stored.iter().find(|s| s.uid == uid).unwrap();
        assert_eq!(there.bytes, message.bytes, "{why}");
        uids.push(uid);
    }
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), messages.len(), "{why}: {uids:?}");
}

const CAPABILITIES: [&str; 4] =
    [BLUEMIND, "IMAP4rev1 UIDPLUS", "IMAP4rev1 LITERAL+", "IMAP4rev1 UIDPLUS LITERAL+ MULTIAPPEND"];

#[tokio::test(start_paused = true)]
async fn dropped_wherever_the_server_reads() {
    for capabilities in CAPABILITIES {
        for first in (0..900).step_by(if capabilities == BLUEMIND { 1 } else { 5 }) {
            let drop_after_reading = vec![first, first + 37, first * 2 % 701];
            let manners = Manners { capabilities, drop_after_reading, ..Manners::default() };
            check(manners, &format!("{capabilities}, {first} read")).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn dropped_wherever_the_server_writes() {
    for capabilities in CAPABILITIES {
        for first in (0..900).step_by(if capabilities == BLUEMIND { 1 } else { 5 }) {
            let drop_after_writing = vec![first, first + 37, first * 2 % 701];
            let manners = Manners { capabilities, drop_after_writing, ..Manners::default() };
            check(manners, &format!("{capabilities}, {first} written")).await;
        }
    }
}
