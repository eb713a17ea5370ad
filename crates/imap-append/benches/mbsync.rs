//! Messages a second into a Dovecot, beside those of mbsync (Debian package `isync`).
//!
//! Both fill an empty folder of a second Dovecot on loopback with the messages of a first: mbsync as it works; this crate
//! reading each message with `fetch` over one connection and appending them by hundreds over another. Beside them this
//! crate appending from memory, since reading is not its business. In turns, on servers of the same configuration, so that
//! whatever else the machine does weighs on all. Without the tools it says so and measures nothing, unless `CI` is set.
//!
//! `cargo bench -p viaduc-imap-append`; with `-- --test` once, with few messages: that it runs, not how fast it is.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench reads the clock and its environment, and fails by panicking"
)]

#[path = "../tests/dovecot_server/mod.rs"]
mod dovecot_server;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use dovecot_server::Dovecot;
use viaduc_imap_append::{FolderName, Message, Options};

const READER: &str = "bob@valmont.example";
const CARRIED: &str = "carol@valmont.example";
const APPENDED: &str = "plain@valmont.example";

fn main() {
    if !is_there("mbsync") {
        let required = std::env::var_os("CI").is_some();
        assert!(!required, "mbsync (Debian: isync) is not installed");
        println!("SKIPPED: mbsync (Debian: isync) is not installed");
        return;
    }
    let once = std::env::args().any(|argument| argument == "--test");
    let (messages, rounds) = if once { (50, 1) } else { (1_000, 5) };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(measure(messages, rounds));
}

async fn measure(messages: usize, rounds: usize) {
    let Some(source) = Dovecot::start() else { return };
    let messages: Vec<Message> = (0..messages).map(message).collect();
    fill(&source, READER, &messages).await;
    let (mut appended, mut carried, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let Some(target) = Dovecot::start() else { return };
        // The first login of each waits for the server; nobody's clock runs.
        for user in [APPENDED, CARRIED, READER] {
            target.connect(user, &Options::default()).await.unwrap().logout().await;
        }
        let rate = |seconds: f64| u32::try_from(messages.len()).map(f64::from).unwrap() / seconds;
        appended.push(rate(fill(&target, APPENDED, &messages).await));
        carried.push(rate(carry(&source, &target).await));
        theirs.push(rate(mbsync(&source, &target)));
        for user in [APPENDED, CARRIED, READER] {
            let mut reader = target.connect(user, &Options::default()).await.unwrap();
            let there = reader.status(&FolderName::new("INBOX")).await.unwrap().messages;
            assert_eq!(usize::try_from(there).unwrap(), messages.len(), "{user} has not all");
        }
    }
    let [appended, carried, theirs] = [appended, carried, theirs].map(median);
    println!("mbsync                             {theirs:.0} messages/s");
    println!(
        "viaduc-imap-append                 {carried:.0} messages/s, {:.2} times",
        carried / theirs
    );
    println!(
        "viaduc-imap-append, from memory    {appended:.0} messages/s, {:.2} times",
        appended / theirs
    );
}

/// A message of a common size: from one to ten kilobytes.
fn message(number: usize) -> Message {
    let mut text = format!(
        "Message-ID: <{number}@valmont.example>\r\nFrom: ada@valmont.example\r\nSubject: {number}\r\n\
         Date: Mon, 01 Jun 2026 09:00:00 +0000\r\n\r\n"
    );
    while text.len() < 1_000 + number % 10 * 1_000 {
        text.push_str("The council meets on the first Monday of each month, at nine.\r\n");
    }
    Message::new(text.into_bytes())
}

/// Logs in and appends all; answers seconds.
async fn fill(server: &Dovecot, login: &str, messages: &[Message]) -> f64 {
    let started = Instant::now();
    let mut connection = server.connect(login, &Options::default()).await.unwrap();
    let results = connection.append_many(&FolderName::new("INBOX"), messages).await;
    let seconds = started.elapsed().as_secs_f64();
    assert!(results.iter().all(Result::is_ok));
    connection.logout().await;
    seconds
}

/// Logs in on both sides and carries all with flags and dates; answers seconds.
async fn carry(source: &Dovecot, target: &Dovecot) -> f64 {
    let inbox = FolderName::new("INBOX");
    let started = Instant::now();
    let mut from = source.connect(READER, &Options::default()).await.unwrap();
    let mut to = target.connect(CARRIED, &Options::default()).await.unwrap();
    for some in from.uids(&inbox, None).await.unwrap().chunks(100) {
        let mut messages = Vec::with_capacity(some.len());
        for one in some {
            let fetched = from.fetch(&inbox, one.uid).await.unwrap().unwrap();
            let mut message = Message::new(fetched.bytes);
            message.flags = fetched.listed.flags;
            message.keywords = fetched.listed.keywords;
            message.internal_date = fetched.listed.internal_date;
            messages.push(message);
        }
        let results = to.append_many(&inbox, &messages).await;
        assert!(results.iter().all(Result::is_ok));
    }
    let seconds = started.elapsed().as_secs_f64();
    from.logout().await;
    to.logout().await;
    seconds
}

/// Runs mbsync once, without a state from before; answers seconds.
fn mbsync(source: &Dovecot, target: &Dovecot) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("mbsyncrc");
    std::fs::write(&config, configuration(folder.path(), source, target)).unwrap();
    let started = Instant::now();
    let run = Command::new("mbsync").arg("-q").arg("-c").arg(&config).arg("copy").output().unwrap();
    let seconds = started.elapsed().as_secs_f64();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    seconds
}

fn configuration(folder: &Path, source: &Dovecot, target: &Dovecot) -> String {
    let password = folder.join("password");
    std::fs::write(&password, source.password()).unwrap();
    let store = |name: &str, server: &Dovecot| {
        format!(
            "IMAPAccount {name}\nHost 127.0.0.1\nPort {}\nUser {READER}\nPassCmd \"cat {}\"\nSSLType None\n\
             AuthMechs LOGIN\n\nIMAPStore {name}\nAccount {name}\n\n",
            server.port(),
            password.display()
        )
    };
    format!(
        "FSync no\n\n{}{}Channel copy\nFar :far:\nNear :near:\nPattern INBOX\nSync Pull New\nCopyArrivalDate yes\n\
         SyncState {}/\n",
        store("far", source),
        store("near", target),
        folder.display()
    )
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}
