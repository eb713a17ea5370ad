//! Against the stand-in for BlueMind: its dialogue, its limits, and every fault its script knows.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

use std::time::Duration;

use viaduc_bluemind_testserver::{
    BlueMind, Fault, Options as ServerOptions, Point, Running, Trouble,
};
use viaduc_imap_append::{
    Appender, Connection, Credentials, ErrorKind, Flags, FolderName, ImapUrl, Keyword, Message,
    Options, Server,
};

fn message(number: usize) -> Message {
    let text =
        format!("Message-ID: <{number}@valmont.example>\r\nSubject: {number}\r\n\r\nHello.\r\n");
    Message::new(text.into_bytes())
}

fn url(server: &Running) -> ImapUrl {
    format!("imap://{}", server.imap_addr().unwrap()).parse().unwrap()
}

fn ada(server: &Running) -> Server {
    Server {
        url: url(server),
        credentials: Credentials::new("ada@valmont.example", server.password()),
        options: Options::default(),
    }
}

#[tokio::test]
async fn what_was_appended_is_there() {
    let server = BlueMind::start(ServerOptions::default()).await.unwrap();
    let ada = ada(&server);
    let mut connection =
        Connection::connect(&ada.url, &ada.credentials, &ada.options).await.unwrap();
    let folder = connection.ensure_folder(&["Archive", "Été & co"]).await.unwrap();
    let mut first = message(0);
    first.flags = Flags { seen: true, ..Flags::default() };
    first.keywords = vec![Keyword::new("$Forwarded").unwrap()];
    first.internal_date = Some("2001-02-03T04:05:06Z".parse().unwrap());
    let messages = [first, message(1), message(2)];
    let results = connection.append_many(&folder, &messages).await;
    let uids: Vec<_> = results.into_iter().map(|result| result.unwrap().uid).collect();
    let fetched = connection.fetch(&folder, uids[0]).await.unwrap().unwrap();
    assert_eq!(fetched.bytes, messages[0].bytes);
    assert_eq!(
        (fetched.listed.flags, &fetched.listed.keywords),
        (messages[0].flags, &messages[0].keywords)
    );
    assert_eq!(fetched.listed.internal_date, messages[0].internal_date);
    connection.store_flags(&folder, &uids[..1], Flags::default(), &[]).await.unwrap();
    connection.delete_uids(&folder, &uids[1..2]).await.unwrap();
    let listed = connection.uids(&folder, None).await.unwrap();
    assert_eq!(listed.iter().map(|one| one.uid).collect::<Vec<_>>(), [uids[0], uids[2]]);
    assert_eq!(listed[0].flags, Flags::default());
    let nowhere = connection.append(&FolderName::new("Nowhere"), &message(3)).await.unwrap_err();
    assert_eq!(nowhere.kind(), ErrorKind::NoSuchFolder);
    let wrong = Credentials::new("ada@valmont.example", "wrong");
    let refused = Connection::connect(&ada.url, &wrong, &ada.options).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Auth);
}

#[tokio::test]
async fn an_unannounced_limit_is_understood() {
    let options = ServerOptions::default().with_message_size_limit(500);
    let server = BlueMind::start(options).await.unwrap();
    let ada = ada(&server);
    let mut connection =
        Connection::connect(&ada.url, &ada.credentials, &ada.options).await.unwrap();
    let inbox = FolderName::new("INBOX");
    let large = Message::new(vec![b'x'; 501]);
    let error = connection.append(&inbox, &large).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
    // Among others the rest is stored all the same, each once.
    let mut messages: Vec<_> = (0..20).map(message).collect();
    messages[7] = large;
    let before = connection_free_count(&server);
    let mut appender = Appender::new(ada).with_patience(4, Duration::from_millis(1));
    let results = appender.append_many(&inbox, &messages).await;
    for (at, result) in results.iter().enumerate() {
        assert_eq!(result.is_err(), at == 7, "{at}: {result:?}");
    }
    assert_eq!(results[7].as_ref().unwrap_err().kind(), ErrorKind::TooLarge);
    assert_eq!(connection_free_count(&server), before + 19);
}

fn connection_free_count(server: &Running) -> usize {
    server.mail(&server.uid("ada")).len()
}

#[tokio::test]
async fn every_fault_ends_in_exactly_once() {
    let commands = [
        "connect",
        "CAPABILITY",
        "AUTHENTICATE",
        "NAMESPACE",
        "STATUS",
        "APPEND",
        "EXAMINE",
        "UID FETCH",
    ];
    let points = [
        Point::Before,
        Point::After,
        Point::Reply,
        Point::Greeting,
        Point::Continuation,
        Point::Literal,
    ];
    for command in commands {
        for point in points {
            for skip in [0, 3] {
                check(command, point, skip).await;
            }
        }
    }
}

/// A drop there, and another one at the lookup that follows.
async fn check(command: &str, point: Point, skip: u32) {
    let server = BlueMind::start(ServerOptions::default()).await.unwrap();
    let before = server.mail(&server.uid("ada")).len();
    server.add_fault(
        Fault::new(format!("imap.{command}"), Trouble::Drop).at(point).skip(skip).times(1),
    );
    server.add_fault(Fault::new("imap.UID FETCH", Trouble::Drop).at(Point::Reply).times(1));
    let mut ada = ada(&server);
    ada.options.window = 4;
    let mut appender = Appender::new(ada).with_patience(6, Duration::from_millis(1));
    let messages: Vec<_> = (0..9).map(message).collect();
    let results = appender.append_many(&FolderName::new("INBOX"), &messages).await;
    let why = format!("{command} {point:?} {skip}");
    let mut uids: Vec<_> =
        results.into_iter().map(|r| r.unwrap_or_else(|e| panic!("{why}: {e}")).uid).collect();
    uids.dedup();
    assert_eq!(uids.len(), 9, "{why}");
    assert_eq!(server.mail(&server.uid("ada")).len(), before + 9, "{why}");
}

#[tokio::test]
async fn a_full_mailbox_is_told() {
    let server = BlueMind::start(ServerOptions::default()).await.unwrap();
    server.add_fault(Fault::new("imap.APPEND", Trouble::OverQuota).times(1));
    let ada = ada(&server);
    let mut connection =
        Connection::connect(&ada.url, &ada.credentials, &ada.options).await.unwrap();
    let inbox = FolderName::new("INBOX");
    let error = connection.append(&inbox, &message(1)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OverQuota, "{error}");
    assert!(!error.is_retryable());
    connection.append(&inbox, &message(2)).await.unwrap();
}
