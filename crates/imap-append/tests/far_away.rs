//! A server that is far away: 20 ms in each direction. What is asserted is how often somebody had to wait for an answer,
//! not how long it took.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod distance;
mod dovecot_server;
mod peer;

use std::sync::Arc;
use std::time::Duration;

use distance::{Way, lead_to, relay};
use dovecot_server::Dovecot;
use peer::{BLUEMIND, Manners, Peer};
use tokio::time::Instant;
use viaduc_bluemind_testserver::{BlueMind, Options as ServerOptions};
use viaduc_imap_append::{Appender, Connection, Credentials, FolderName, Message, Options, Server};

const DELAY: Duration = Duration::from_millis(20);
const MESSAGES: usize = 96;

fn messages() -> Vec<Message> {
    let text = |n| format!("Message-ID: <{n}@valmont.example>\r\n\r\nNumber {n}\r\n");
    (0..MESSAGES).map(|n| Message::new(text(n).into_bytes())).collect()
}

/// The time is virtual, and stands still while anybody has something to do: it counts the round trips exactly.
#[tokio::test(start_paused = true)]
async fn a_window_of_messages_costs_one_round_trip() {
    for (capabilities, window, multiappend, expected) in [
        (BLUEMIND, 16, 50, MESSAGES / 16),
        (BLUEMIND, 1, 50, MESSAGES),
        (BLUEMIND, 1_000, 50, 1),
        // Every literal waits to be asked for; the next command goes along with it.
        ("IMAP4rev1 UIDPLUS", 16, 50, MESSAGES + 1),
        ("IMAP4rev1 UIDPLUS LITERAL+ MULTIAPPEND", 16, 50, 1),
        ("IMAP4rev1 UIDPLUS LITERAL+ MULTIAPPEND", 2, 8, MESSAGES / 16),
    ] {
        let mut peer = Peer::new(Manners { capabilities, ..Manners::default() });
        (peer.options.window, peer.options.multiappend) = (window, multiappend);
        let way = Way { delay: DELAY, ..Way::default() };
        let (ours, near) = tokio::io::duplex(1 << 12);
        let (far, theirs) = tokio::io::duplex(1 << 12);
        tokio::spawn(relay(near, far, way, Arc::default()));
        let mut connection = peer.connect_over(ours, theirs).await.unwrap();
        let begun = Instant::now();
        let results = connection.append_many(&FolderName::new("INBOX"), &messages()).await;
        let trips = begun.elapsed().as_secs_f64() / (2.0 * DELAY.as_secs_f64());
        assert!(results.iter().all(Result::is_ok));
        assert_eq!(peer.stored("INBOX").len(), MESSAGES);
        let expected = f64::from(u32::try_from(expected).unwrap());
        assert!((trips - expected).abs() < 0.5, "{capabilities}: {trips}, {expected}");
    }
}

/// Over a port: no more round trips than a quarter of the messages, of which each would be one without a window. The login
/// is among them.
async fn fill(server: String, credentials: Credentials) -> Connection {
    let way = Way { delay: DELAY, ..Way::default() };
    let (port, rounds) = lead_to(server, way).await;
    let url = format!("imap://127.0.0.1:{port}").parse().unwrap();
    let mut connection =
        Connection::connect(&url, &credentials, &Options::default()).await.unwrap();
    let results = connection.append_many(&FolderName::new("INBOX"), &messages()).await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    let rounds = rounds.lock().unwrap().count();
    assert!((MESSAGES / 50..MESSAGES / 4).contains(&rounds), "{rounds} round trips");
    connection
}

#[tokio::test]
async fn bluemind_far_away_is_filled_a_window_at_a_time() {
    let server = BlueMind::start(ServerOptions::default()).await.unwrap();
    let before = server.mail(&server.uid("ada")).len();
    let credentials = Credentials::new("ada@valmont.example", server.password());
    fill(server.imap_addr().unwrap().to_string(), credentials).await.logout().await;
    assert_eq!(server.mail(&server.uid("ada")).len(), before + MESSAGES);
}

#[tokio::test]
async fn dovecot_far_away_is_filled_a_window_at_a_time() {
    let Some(dovecot) = Dovecot::start() else { return };
    let login = "bob@valmont.example";
    dovecot.connect(login, &Options::default()).await.unwrap().logout().await;
    let mut connection = fill(dovecot.address(), dovecot.credentials(login)).await;
    let there = connection.status(&FolderName::new("INBOX")).await.unwrap().messages;
    assert_eq!(usize::try_from(there).unwrap(), MESSAGES);
}

/// The way to Dovecot breaks at every point of the dialogue, in each direction: each message is there once.
#[tokio::test]
async fn dovecot_is_cut_off_anywhere() {
    let Some(dovecot) = Dovecot::start() else { return };
    let login = "carol@valmont.example";
    let mut reader = dovecot.connect(login, &Options::default()).await.unwrap();
    let messages = &messages()[..6];
    for cut in (0..1_200).step_by(41) {
        for asking in [true, false] {
            let mut way = Way::default();
            *(if asking { &mut way.cut_asking } else { &mut way.cut_answering }) = Some(cut);
            let (port, _) = lead_to(dovecot.address(), way).await;
            let url = format!("imap://127.0.0.1:{port}").parse().unwrap();
            let mut options = Options::default();
            options.window = 3;
            options.multiappend = if cut % 2 == 0 { 1 } else { 4 };
            let server = Server { url, credentials: dovecot.credentials(login), options };
            let mut appender = Appender::new(server).with_patience(5, Duration::from_millis(1));
            let folder = appender.ensure_folder(&[&format!("{cut} {asking}")]).await.unwrap();
            let results = appender.append_many(&folder, messages).await;
            let mut uids: Vec<_> = results.into_iter().map(|r| r.unwrap().uid).collect();
            uids.sort_unstable();
            let listed = reader.uids(&folder, None).await.unwrap();
            let there: Vec<_> = listed.iter().map(|one| one.uid).collect();
            assert_eq!((there.len(), &there), (messages.len(), &uids), "{cut} bytes, {asking}");
        }
    }
}
