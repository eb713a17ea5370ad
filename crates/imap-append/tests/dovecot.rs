//! Against Dovecot 2.3 (Debian package `dovecot-imapd`), started here on a free loopback port. Where it is not installed
//! the test says so and passes, unless `CI` is set.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod dovecot_server;

use dovecot_server::Dovecot;
use viaduc_imap_append::{
    Appender, Connection, Credentials, ErrorKind, Flags, FolderName, Keyword, Mechanism, Message,
    Options, Probe, Server,
};

fn message(number: usize, size: usize) -> Message {
    let mut text = format!("Message-ID: <{number}@valmont.example>\r\nSubject: {number}\r\n\r\n");
    while text.len() < size {
        text.push_str("0123456789abcdef\r\n");
    }
    Message::new(text.into_bytes())
}

#[tokio::test]
async fn a_mailbox_is_filled_and_read_back() {
    let Some(dovecot) = Dovecot::start() else { return };
    for mechanism in [Mechanism::Plain, Mechanism::Login] {
        let mut options = Options::default();
        options.mechanism = mechanism;
        let login = format!("{mechanism:?}@valmont.example").to_lowercase();
        let mut connection = dovecot.connect(&login, &options).await.unwrap();
        round_trip(&mut connection).await;
        connection.logout().await;
    }
}

async fn round_trip(connection: &mut Connection) {
    let folder = connection.ensure_folder(&["Été", "R&D 📎"]).await.unwrap();
    assert_eq!(connection.ensure_folder(&["Été", "R&D 📎"]).await.unwrap(), folder);
    let names: Vec<_> =
        connection.folders().await.unwrap().iter().map(|f| f.to_text().into_owned()).collect();
    assert!(names.contains(&folder.to_text().into_owned()), "{names:?}");

    let before = connection.status(&folder).await.unwrap();
    let mut messages: Vec<_> = (0..120).map(|n| message(n, n * 97)).collect();
    messages.push(message(500, 3_000_000));
    messages.push(messages[7].clone());
    messages[0].flags = Flags { seen: true, answered: true, ..Flags::default() };
    messages[0].keywords = vec![Keyword::new("$Forwarded").unwrap()];
    messages[0].internal_date = Some("2001-02-03T04:05:06Z".parse().unwrap());
    let results = connection.append_many(&folder, &messages).await;
    let stored: Vec<_> = results.into_iter().map(Result::unwrap).collect();

    let probes: Vec<_> = messages.iter().map(|m| Probe::of(&m.bytes)).collect();
    let found =
        connection.arrived(&folder, before.uid_validity, before.uid_next, &probes).await.unwrap();
    assert!(found.iter().zip(&stored).all(|(found, stored)| *found == Some(stored.uid)));

    let first = connection.fetch(&folder, stored[0].uid).await.unwrap().unwrap();
    assert_eq!(first.bytes, messages[0].bytes);
    assert_eq!(
        (first.listed.flags, &first.listed.keywords),
        (messages[0].flags, &messages[0].keywords)
    );
    assert_eq!(first.listed.internal_date, messages[0].internal_date);
    let big = connection.fetch(&folder, stored[120].uid).await.unwrap().unwrap();
    assert_eq!(big.bytes, messages[120].bytes);

    let flagged = Flags { flagged: true, ..Flags::default() };
    connection.store_flags(&folder, &[stored[0].uid], flagged, &[]).await.unwrap();
    connection.delete_uids(&folder, &[stored[1].uid, stored[3].uid]).await.unwrap();
    let listed = connection.uids(&folder, None).await.unwrap();
    assert_eq!(listed.len(), messages.len() - 2);
    assert_eq!((listed[0].flags, listed[0].keywords.len()), (flagged, 0));
    assert_eq!((listed[1].uid, listed[1].size), (stored[2].uid, 194_u64.max(listed[1].size)));
}

#[tokio::test]
async fn what_dovecot_refuses_has_a_kind() {
    let Some(dovecot) = Dovecot::start() else { return };
    let mut connection = dovecot.connect("bob@valmont.example", &Options::default()).await.unwrap();
    let nowhere = FolderName::new("Nowhere");
    // Refused before its literal is sent in full: the conversation goes on all the same.
    let big = message(1, 2_000_000);
    let error = connection.append(&nowhere, &big).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoSuchFolder, "{error}");
    let size = u64::try_from(big.bytes.len()).unwrap();
    let streamed = connection.append_from(&nowhere, &big.attributes(), size, &big.bytes[..]).await;
    assert_eq!(streamed.unwrap_err().kind(), ErrorKind::NoSuchFolder);
    let inbox = FolderName::new("INBOX");
    connection.append_from(&inbox, &big.attributes(), size, &big.bytes[..]).await.unwrap();
    assert_eq!(connection.status(&inbox).await.unwrap().messages, 1);

    let credentials = Credentials::new("bob@valmont.example", "wrong");
    let error =
        Connection::connect(&dovecot.url(), &credentials, &Options::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
}

#[tokio::test]
async fn a_restart_in_the_middle_loses_and_doubles_nothing() {
    let Some(dovecot) = Dovecot::start() else { return };
    let url = dovecot.url();
    let credentials = dovecot.credentials("carol@valmont.example");
    let mut options = Options::default();
    options.multiappend = 7;
    let server = Server { url, credentials, options };
    let mut appender = Appender::new(server);
    let folder = appender.ensure_folder(&["Archive"]).await.unwrap();
    let messages: Vec<_> = (0..400).map(|n| message(n, 20_000)).collect();
    let victim = async {
        // As soon as some of it is there, every process of that user is killed.
        let mut watcher =
            dovecot.connect("carol@valmont.example", &Options::default()).await.unwrap();
        while watcher.status(&folder).await.unwrap().messages == 0 {}
        dovecot.kick();
    };
    let (results, ()) = tokio::join!(appender.append_many(&folder, &messages), victim);
    let mut uids: Vec<_> = results.into_iter().map(|result| result.unwrap().uid).collect();
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), messages.len());
    let connection = appender.connection().await.unwrap();
    let listed = connection.uids(&folder, None).await.unwrap();
    assert_eq!(listed.iter().map(|one| one.uid).collect::<Vec<_>>(), uids);
}
