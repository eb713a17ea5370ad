//! What is said, and what is made of the answers, against the peer in memory.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod peer;

use peer::{BLUEMIND, Manners, Peer};
use viaduc_imap_append::{
    Connection, Credentials, ErrorKind, Flags, FolderName, Keyword, Message, Options, Probe, Uid,
    UidValidity,
};

fn message(number: usize, size: usize) -> Message {
    let mut text = format!("Message-ID: <{number}@valmont.example>\r\n\r\n");
    while text.len() < size {
        text.push_str("0123456789abcdef\r\n");
    }
    Message::new(text.into_bytes())
}

#[tokio::test]
async fn folders_are_made_with_their_parents_and_once() {
    let peer = Peer::new(Manners::default());
    let mut connection = peer.connect_once().await.unwrap();
    let folder = connection.ensure_folder(&["Été", "R&D", "\"quoted\" \\ *"]).await.unwrap();
    assert_eq!(folder.to_text(), "Été/R&D/\"quoted\" \\ *");
    assert_eq!(folder.as_wire(), "&AMk-t&AOk-/R&-D/\"quoted\" \\ *");
    let again = connection.ensure_folder(&["Été", "R&D"]).await.unwrap();
    assert_eq!(again.to_text(), "Été/R&D");
    let created = peer.commands().iter().filter(|c| c.starts_with("CREATE")).count();
    assert_eq!(created, 3);
    assert_eq!(connection.ensure_folder(&["inbox"]).await.unwrap().as_wire(), "INBOX");
    for wrong in [&["a/b"][..], &[""], &[]] {
        let error = connection.ensure_folder(wrong).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid, "{wrong:?}");
    }
    assert_eq!(FolderName::new("Inbox/Sub").as_wire(), "INBOX/Sub");
    assert_eq!(FolderName::new("Inboxes").as_wire(), "Inboxes");
}

#[tokio::test]
async fn everything_beside_the_bytes_is_stored() {
    let peer = Peer::new(Manners::default());
    let mut connection = peer.connect_once().await.unwrap();
    let inbox = FolderName::new("INBOX");
    let mut one = message(1, 100);
    one.flags = Flags { seen: true, flagged: true, ..Flags::default() };
    one.keywords = vec![Keyword::new("$Forwarded").unwrap()];
    one.internal_date = Some("2024-02-29T23:59:58.9Z".parse().unwrap());
    let stored = connection.append(&inbox, &one).await.unwrap();
    assert_eq!((stored.uid_validity.get(), stored.uid.get()), (7, 1));
    let there = &peer.stored("INBOX")[0];
    assert_eq!(there.bytes, one.bytes);
    assert_eq!(there.flags, "\\Seen \\Flagged $Forwarded");
    assert_eq!(there.date, "29-Feb-2024 23:59:58 +0000");

    let fetched = connection.fetch(&inbox, stored.uid).await.unwrap().unwrap();
    assert_eq!(fetched.bytes, one.bytes);
    assert_eq!((fetched.listed.flags, &fetched.listed.keywords), (one.flags, &one.keywords));
    assert_eq!(fetched.listed.internal_date, Some("2024-02-29T23:59:58Z".parse().unwrap()));
    assert!(connection.fetch(&inbox, Uid::new(99).unwrap()).await.unwrap().is_none());

    connection.store_flags(&inbox, &[stored.uid], Flags::default(), &[]).await.unwrap();
    let listed = connection.uids(&inbox, None).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].flags, Flags::default());
    assert!(connection.uids(&inbox, Uid::new(2)).await.unwrap().is_empty());
    connection.append(&inbox, &message(2, 10)).await.unwrap();
    connection.delete_uids(&inbox, &[stored.uid]).await.unwrap();
    assert_eq!(peer.stored("INBOX").iter().map(|m| m.uid).collect::<Vec<_>>(), [2]);
}

#[tokio::test]
async fn every_way_of_sending_literals_stores_the_same() {
    for capabilities in [
        BLUEMIND,
        "IMAP4rev1 UIDPLUS",
        "IMAP4rev1 UIDPLUS LITERAL-",
        "IMAP4rev1",
        "IMAP4rev1 UIDPLUS LITERAL+ MULTIAPPEND",
        "IMAP4rev1 MULTIAPPEND",
    ] {
        let mut peer = Peer::new(Manners { capabilities, ..Manners::default() });
        peer.options.multiappend = 4;
        let mut connection = peer.connect_once().await.unwrap();
        let mut messages: Vec<_> = (0..40).map(|n| message(n, 1 + n * 400)).collect();
        messages.push(messages[3].clone());
        messages.push(Message::new(&b"no id\r\n"[..]));
        let results = connection.append_many(&FolderName::new("INBOX"), &messages).await;
        let uids: Vec<u32> = results.into_iter().map(|r| r.unwrap().uid.get()).collect();
        assert_eq!(uids, (1..=42).collect::<Vec<_>>(), "{capabilities}");
        let stored = peer.stored("INBOX");
        assert!(stored.iter().map(|m| &m.bytes).eq(messages.iter().map(|m| &m.bytes)));
    }
}

#[tokio::test]
async fn one_refused_message_does_not_stop_the_others() {
    for capabilities in [BLUEMIND, "IMAP4rev1 UIDPLUS", "IMAP4rev1 UIDPLUS LITERAL+ MULTIAPPEND"] {
        let peer = Peer::new(Manners { capabilities, ..Manners::default() });
        let mut connection = peer.connect_once().await.unwrap();
        let messages =
            [message(0, 9), Message::new(&b"EVIL"[..]), Message::new(&b""[..]), message(3, 9)];
        let results = connection.append_many(&FolderName::new("INBOX"), &messages).await;
        let kinds: Vec<_> =
            results.iter().map(|r| r.as_ref().map_err(|e| e.kind()).err()).collect();
        let expected = [None, Some(ErrorKind::Rejected), Some(ErrorKind::Invalid), None];
        assert_eq!(kinds, expected, "{capabilities}");
        assert_eq!(peer.stored("INBOX").len(), 2);
        assert!(connection.is_usable());
    }
}

#[tokio::test]
async fn refusals_have_kinds() {
    for (refusal, kind) in [
        ("NO Over quota", ErrorKind::OverQuota),
        ("NO [OVERQUOTA] full", ErrorKind::OverQuota),
        ("NO [TRYCREATE] no folder", ErrorKind::NoSuchFolder),
        ("NO [TOOBIG] no", ErrorKind::TooLarge),
        ("NO [INUSE] later", ErrorKind::Unavailable),
        ("NO Rejected", ErrorKind::Rejected),
        ("BAD no", ErrorKind::Rejected),
    ] {
        let peer = Peer::new(Manners { refuse: Some(refusal), ..Manners::default() });
        let mut connection = peer.connect_once().await.unwrap();
        let error = connection.append(&FolderName::new("INBOX"), &message(1, 9)).await.unwrap_err();
        assert_eq!((error.kind(), error.may_have_arrived()), (kind, false), "{refusal}");
    }
    let peer = Peer::new(Manners::default());
    let mut connection = peer.connect_once().await.unwrap();
    let nowhere = FolderName::new("Nowhere");
    let error = connection.append(&nowhere, &message(1, 9)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoSuchFolder);
    assert_eq!(connection.status(&nowhere).await.unwrap_err().kind(), ErrorKind::NoSuchFolder);
    assert_eq!(
        connection.fetch(&nowhere, Uid::new(1).unwrap()).await.unwrap_err().kind(),
        ErrorKind::NoSuchFolder
    );
}

#[tokio::test]
async fn a_message_above_the_limit_is_not_sent_and_an_unannounced_limit_is_understood() {
    let mut peer = Peer::new(Manners { limit: 5_000, ..Manners::default() });
    peer.options.message_limit = 100_000;
    let mut connection = peer.connect_once().await.unwrap();
    let inbox = FolderName::new("INBOX");
    let error = connection.append(&inbox, &message(1, 100_001)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(connection.is_usable());
    let messages = [message(1, 4_000), message(2, 9_000), message(3, 4_000), message(4, 4_000)];
    let results = connection.append_many(&inbox, &messages).await;
    assert!(results[0].is_ok());
    let error = results[1].as_ref().unwrap_err();
    assert_eq!((error.kind(), error.may_have_arrived()), (ErrorKind::TooLarge, false), "{error}");
    assert!(error.to_string().contains("the server takes 5000"), "{error}");
    for result in &results[2..] {
        assert_eq!(result.as_ref().unwrap_err().kind(), ErrorKind::Connection);
    }
    assert!(!connection.is_usable());
    let error = connection.status(&inbox).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
}

#[tokio::test]
async fn what_arrived_is_told_apart() {
    let peer = Peer::new(Manners::default());
    let mut connection = peer.connect_once().await.unwrap();
    let inbox = FolderName::new("INBOX");
    let before = connection.append(&inbox, &message(1, 50)).await.unwrap();
    let status = connection.status(&inbox).await.unwrap();
    assert_eq!((status.messages, status.uid_next.get()), (1, 2));
    let twin_a = Message::new(&b"Message-ID: <t@x.example>\r\n\r\nA\r\n"[..]);
    let twin_b = Message::new(&b"Message-ID: <t@x.example>\r\n\r\nB\r\n"[..]);
    let bare = Message::new(&b"Subject: no id\r\n\r\n"[..]);
    let sent = [twin_b.clone(), message(2, 60), bare.clone(), bare.clone()];
    for result in connection.append_many(&inbox, &sent).await {
        result.unwrap();
    }
    let asked = [twin_a, twin_b, message(1, 50), bare.clone(), message(2, 60), bare.clone(), bare];
    let probes: Vec<Probe> = asked.iter().map(|m| Probe::of(&m.bytes)).collect();
    let uids = |found: Vec<Option<Uid>>| -> Vec<Option<u32>> {
        found.into_iter().map(|uid| uid.map(Uid::get)).collect()
    };
    let (validity, from) = (status.uid_validity, status.uid_next);
    let found = connection.arrived(&inbox, validity, from, &probes).await.unwrap();
    assert_eq!(uids(found), [None, Some(2), None, Some(4), Some(3), Some(5), None]);
    let taken = [Uid::new(4).unwrap()];
    let found = connection.arrived_except(&inbox, validity, from, &probes, &taken).await.unwrap();
    assert_eq!(uids(found), [None, Some(2), None, Some(5), Some(3), None, None]);
    let found = connection.arrived(&inbox, validity, before.uid, &probes).await.unwrap();
    assert_eq!(uids(found)[2], Some(1));
    let other = UidValidity::new(8).unwrap();
    let error = connection.arrived(&inbox, other, from, &probes).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FolderChanged);
}

#[tokio::test]
async fn streams_are_stored_and_bad_streams_are_not() {
    for capabilities in [BLUEMIND, "IMAP4rev1 UIDPLUS"] {
        let peer = Peer::new(Manners { capabilities, ..Manners::default() });
        let inbox = FolderName::new("INBOX");
        let whole = message(1, 300_000);
        let size = u64::try_from(whole.bytes.len()).unwrap();
        for wrong in [size - 1, size + 1] {
            let mut connection = peer.connect_once().await.unwrap();
            let stored =
                connection.append_from(&inbox, &whole.attributes(), wrong, &whole.bytes[..]).await;
            let error = stored.unwrap_err();
            assert_eq!((error.kind(), error.may_have_arrived()), (ErrorKind::Source, false));
            assert!(!connection.is_usable());
        }
        let mut connection = peer.connect_once().await.unwrap();
        connection.append_from(&inbox, &whole.attributes(), size, &whole.bytes[..]).await.unwrap();
        let nowhere = FolderName::new("Nowhere");
        let error = connection
            .append_from(&nowhere, &whole.attributes(), size, &whole.bytes[..])
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NoSuchFolder);
        assert_eq!(peer.stored("INBOX").len(), 1);
        assert_eq!(peer.stored("INBOX")[0].bytes, whole.bytes);
        connection.logout().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_server_is_left() {
    let (ours, _theirs) = tokio::io::duplex(64);
    let credentials = Credentials::new("alice", "secret");
    let error = Connection::over(ours, &credentials, &Options::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.is_retryable());
}

#[tokio::test]
async fn secrets_stay_secret() {
    let credentials = Credentials::new("alice", "hunter2");
    assert!(!format!("{credentials:?}").contains("hunter2"));
    for (answer, kind) in [
        ("NO [AUTHENTICATIONFAILED] bad password hunter2", ErrorKind::Auth),
        ("NO hunter2", ErrorKind::Auth),
        ("BAD hunter2", ErrorKind::Auth),
        ("NO [UNAVAILABLE] hunter2", ErrorKind::Unavailable),
    ] {
        let (ours, mut theirs) = tokio::io::duplex(4096);
        let answer = format!("* OK [CAPABILITY IMAP4rev1] hi\r\nv1 {answer}\r\n");
        tokio::io::AsyncWriteExt::write_all(&mut theirs, answer.as_bytes()).await.unwrap();
        let error = Connection::over(ours, &credentials, &Options::default()).await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }
}

#[tokio::test]
async fn what_is_no_imap_server_is_said_so() {
    for (greeting, kind) in [
        ("HTTP/1.1 400 Bad Request\r\n\r\n", ErrorKind::Protocol),
        ("* BYE overloaded\r\n", ErrorKind::Unavailable),
        ("", ErrorKind::Connection),
    ] {
        let (ours, mut theirs) = tokio::io::duplex(4096);
        tokio::io::AsyncWriteExt::write_all(&mut theirs, greeting.as_bytes()).await.unwrap();
        drop(theirs);
        let credentials = Credentials::new("alice", "secret");
        let error = Connection::over(ours, &credentials, &Options::default()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
    }
    let url = "imap://127.0.0.1:1".parse().unwrap();
    let credentials = Credentials::new("alice", "secret");
    let error = Connection::connect(&url, &credentials, &Options::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreachable);
    assert!(error.to_string().contains("check the address"), "{error}");
}
