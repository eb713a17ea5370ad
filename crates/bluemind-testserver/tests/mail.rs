//! The mail store behind REST and IMAP.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use std::time::Duration;

use serde_json::{Value, json};
use support::{Imap, Server};
use viaduc_bluemind_testserver::{Clock, Options};

const MAIL: &str = "From: a@b.example\r\nDate: Mon, 6 Jan 2020 10:00:00 +0000\r\nSubject: Budget\r\n\
                    Message-ID: <1@b.example>\r\n\r\nbody\r\n";

fn start(options: Options) -> (Server, String, Imap) {
    let server = Server::start(options);
    let key = server.user("ada");
    let imap = Imap::login(&server, "ada@valmont.example", "viaduc");
    (server, key, imap)
}

fn inbox(server: &Server, key: &str) -> String {
    let path =
        format!("/mail_folders_owner/valmont.example/{}/byName/INBOX", server.running.uid("ada"));
    server.call("GET", &path, Some(key), "").json()["uid"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_appended_is_there_byte_for_byte() {
    let (server, key, mut imap) = start(Options::default());
    let options = "(\\seen $Forwarded) \"06-Jan-2020 12:00:00 +0200\" ";
    let answer = imap.append("INBOX", options, MAIL).unwrap();
    let sha1 = answer.rsplit(' ').next().unwrap();
    assert!(answer.contains("OK [APPENDUID ") && sha1.len() == 40, "{answer}");
    let mail = server.running.mail(&server.running.uid("ada"));
    assert_eq!(mail.len(), 1);
    assert_eq!((mail[0].folder.as_str(), mail[0].uid), ("INBOX", 1));
    assert_eq!(mail[0].flags, ["\\Seen", "$Forwarded"]);
    assert_eq!(mail[0].date_ms, 1_578_304_800_000);
    assert_eq!(mail[0].bytes, MAIL.as_bytes());
    let folder = inbox(&server, &key);
    let eml = server.call("GET", &format!("/mail_items/{folder}/eml/1"), Some(&key), "");
    assert!(eml.text().contains("Subject: Budget"));
    assert_eq!(eml.header("content-type"), Some("message/rfc822"));
    let by_guid = format!("/mail_items/{folder}/eml_by_guid/{sha1}");
    let by_guid = server.call("GET", &by_guid, Some(&key), "");
    assert_eq!(by_guid.header("content-type"), Some("message/rfc822"));
    assert_eq!(by_guid.body, eml.body);
    let part = server.call("GET", &format!("/mail_items/{folder}/part/1/1"), Some(&key), "");
    assert_eq!(part.header("content-type"), Some("application/octet-stream"));
    let ids =
        server.call("GET", &format!("/mail_items/{folder}/_changesetById"), Some(&key), "").json();
    let list = ids["created"].to_string();
    let items =
        server.call("POST", &format!("/mail_items/{folder}/_mgetById"), Some(&key), &list).json();
    let value = &items[0]["value"];
    assert_eq!(value["body"]["guid"], json!(sha1));
    assert_eq!(value["body"]["subject"], "Budget");
    assert_eq!(value["body"]["date"], json!(1_578_304_800_000_i64));
    assert_eq!(value["flags"], json!(["\\Seen", "$Forwarded"]));
    assert_eq!(items[0]["flags"], json!(["Seen"]));
}

#[test]
fn a_body_keeps_its_first_date_for_ten_minutes() {
    let clock = Clock::fixed(1_780_300_800_000);
    let (server, _, mut imap) = start(Options::default().with_clock(clock.clone()));
    let mut append = |year: u32| {
        imap.append("INBOX", &format!("\"06-Jan-{year} 10:00:00 +0000\" "), MAIL).unwrap();
        server.running.mail(&server.running.uid("ada")).last().unwrap().date_ms
    };
    let first = append(2020);
    assert_eq!(append(2021), first);
    clock.advance(Duration::from_secs(600));
    assert_ne!(append(2022), first);
    let (server, _, mut imap) = start(Options::default().with_date_cache(false));
    for year in [2020, 2021] {
        imap.append("INBOX", &format!("\"06-Jan-{year} 10:00:00 +0000\" "), MAIL).unwrap();
    }
    let mail = server.running.mail(&server.running.uid("ada"));
    assert_ne!(mail[0].date_ms, mail[1].date_ms);
}

#[test]
fn what_append_refuses() {
    let (server, _, mut imap) = start(Options::default().with_message_size_limit(100));
    assert!(imap.append("Nowhere", "", MAIL.get(..50).unwrap()).unwrap().contains("NO Rejected"));
    assert!(imap.append("INBOX", "", "").unwrap().contains("NO Rejected"));
    // Too much: an alert, and the connection is closed.
    imap.send(b"z APPEND INBOX {101}\r\n");
    assert!(imap.line().unwrap().starts_with("* ALERT too much data"));
    assert_eq!(imap.line(), None);
    assert!(server.running.mail(&server.running.uid("ada")).is_empty());
}

#[test]
fn a_full_mailbox_takes_nothing_more() {
    let (server, _, mut imap) = start(Options::default());
    let admin = server.admin();
    let path = format!("/users/valmont.example/{}", server.running.uid("ada"));
    let mut user =
        server.call("GET", &format!("{path}/complete"), Some(&admin), "").json()["value"].clone();
    user["quota"] = json!(1);
    assert_eq!(server.call("POST", &path, Some(&admin), &user.to_string()).status, 200);
    // What comes is not counted, only what is there.
    let big = format!("{MAIL}{}", "x".repeat(3000));
    assert!(imap.append("INBOX", "", &big).unwrap().contains("OK [APPENDUID"));
    assert!(imap.append("INBOX", "", MAIL).unwrap().contains("NO Over quota"));
}

#[test]
fn capabilities_are_those_and_no_others() {
    let (_server, _, mut imap) = start(Options::default());
    let answer = imap.command("CAPABILITY").unwrap();
    assert_eq!(
        answer[0],
        "* CAPABILITY IMAP4rev1 LITERAL+ AUTH=PLAIN ID ACL RIGHTS=kxten QUOTA NAMESPACE UIDPLUS \
         XLIST SPECIAL-USE IDLE BM-ROCKS"
    );
    assert!(imap.command("UID MOVE 1 Sent").unwrap()[0].contains("BAD"));
}

#[test]
fn what_has_no_tag_is_answered_without_one() {
    let (_server, _, mut imap) = start(Options::default());
    for line in [&b"\r\n"[..], b" NOOP\r\n", b"* NOOP\r\n", b"\xff\xfe NOOP\r\n", b"a(b NOOP\r\n"] {
        imap.send(line);
        let answer = imap.line().unwrap();
        assert!(answer.starts_with("* BAD "), "{line:?}: {answer}");
    }
    assert!(imap.command("NOOP").unwrap()[0].contains("OK"));
}

#[test]
fn folders_are_the_same_on_both_sides() {
    let (server, key, mut imap) = start(Options::default());
    let list = imap.command("LIST \"\" *").unwrap();
    assert!(
        list.contains(&"* LIST (\\HasNoChildren \\sent) \"/\" \"Sent\"".to_owned()),
        "{list:?}"
    );
    assert!(imap.command("CREATE \"&AOk-t&AOk-\"").unwrap()[0].contains("OK"));
    assert!(
        imap.command("CREATE \"&AOk-t&AOk-\"").unwrap()[0].contains("NO create failed, already")
    );
    assert!(imap.command("CREATE \"No/Parent\"").unwrap()[0].contains("NO"));
    for name in ["", "/", "a//b", "a\\\"b"] {
        assert!(
            imap.command(&format!("CREATE \"{name}\"")).unwrap()[0].contains("NO create failed")
        );
    }
    for name in ["Sent", "a\\\"b", "", "No/Parent", "&AOk-t&AOk-/x"] {
        let answer = imap.command(&format!("RENAME \"&AOk-t&AOk-\" \"{name}\"")).unwrap();
        assert!(answer[0].contains("NO rename failed"), "{name}: {answer:?}");
    }
    // A literal is UTF-8.
    assert!(imap.append("{5+}\r\nété", "", MAIL).unwrap().contains("OK [APPENDUID"));
    let base = format!("/mail_folders_owner/valmont.example/{}", server.running.uid("ada"));
    let create = |body: Value| server.call("PUT", &base, Some(&key), &body.to_string());
    let first = create(json!({"name": "Projets"})).json();
    assert_eq!(create(json!({"fullName": "Projets"})).json()["uid"], first["uid"]);
    let child = create(json!({"name": "A&AOk-B", "parentUid": first["uid"]}));
    assert_eq!(child.status, 200);
    assert_eq!(create(json!({"fullName": "Nowhere/x"})).code(), "UNKNOWN");
    assert_eq!(create(json!({"name": "a\"b"})).code(), "INVALID_PARAMETER");
    let names = server.running.folders(&server.running.uid("ada"));
    assert!(
        names.contains(&"été".to_owned()) && names.contains(&"Projets/AéB".to_owned()),
        "{names:?}"
    );
    let found = server.call("GET", &format!("{base}/byName/Projets%2FA%C3%A9B"), Some(&key), "");
    assert_eq!(found.status, 200);
    let list = imap.command("LIST \"\" \"Projets/%\"").unwrap();
    assert_eq!(list[0], "* LIST (\\HasNoChildren) \"/\" \"Projets/A&AOk-B\"");
}

#[test]
fn everything_in_a_shared_mailbox_is_below_its_name() {
    let (server, key, mut imap) = start(Options::default());
    let admin = server.admin();
    let share = server.running.uid("accueil");
    let base = format!("/mail_folders_container/subtree_valmont_example!{share}");
    let create = |name: &str| {
        server.call("PUT", &base, Some(&admin), &json!({"fullName": name}).to_string()).status
    };
    assert_eq!((create("accueil/2024"), create("elsewhere")), (200, 500));
    assert_eq!(
        server.running.folders(&share),
        ["accueil", "accueil/Sent", "accueil/Trash", "accueil/2024"]
    );
    let acl = json!([{"subject": server.running.uid("ada"), "verb": "Write"}]).to_string();
    let path = format!("/mailboxes/valmont.example/{share}/_acls");
    server.call("POST", &path, Some(&admin), &acl);
    let sees = |imap: &mut Imap| {
        let list = imap.command("LIST \"\" \"Dossiers partag&AOk-s/*\"").unwrap();
        list.len() - 1
    };
    assert_eq!(sees(&mut imap), 0);
    let ada = server.running.uid("ada");
    let subscribe = format!("/users/valmont.example/subscriptions/{ada}/_subscribe");
    let body = json!([{"containerUid": format!("mailbox:acls-{share}")}]).to_string();
    assert_eq!(server.call("POST", &subscribe, Some(&key), &body).status, 200);
    assert_eq!(sees(&mut imap), 4);
    let folder = "\"Dossiers partag&AOk-s/accueil\"";
    assert!(imap.append(folder, "", MAIL).unwrap().contains("OK"));
    assert_eq!(server.running.mail(&share)[0].folder, "accueil");
}

#[test]
fn a_message_made_by_rest_takes_the_date_it_is_given() {
    let (server, key, _) = start(Options::default().with_clock(Clock::fixed(1_780_300_800_000)));
    let folder = inbox(&server, &key);
    let upload = |key: &str| {
        let path = format!("/mail_items/{folder}/_part");
        server.call("PUT", &path, Some(key), MAIL).json().as_str().unwrap().to_owned()
    };
    let create = |part: &str, date: Value| {
        let body = json!({"body": {"date": date, "structure": {"mime": "message/rfc822", "address": part}},
                          "flags": ["\\Seen"]});
        server.call("PUT", &format!("/mail_items/{folder}"), Some(&key), &body.to_string())
    };
    let part = upload(&key);
    assert_eq!(create(&part, Value::Null).status, 200);
    assert_eq!(create(&part, json!(1_000_000_000_000_i64)).json()["imapUid"], 2);
    let mail = server.running.mail(&server.running.uid("ada"));
    assert_eq!((mail[0].date_ms, mail[0].bytes.as_ref()), (1_780_300_800_000, MAIL.as_bytes()));
    assert_eq!(mail[1].date_ms, 1_000_000_000_000);
    assert!(mail[1].bytes.starts_with(b"Date: Sun, 09 Sep 2001 01:46:40 +0000\r\n"));
    // Parts belong to the session that brought them.
    let other = upload(&server.user("ada"));
    assert_eq!(create(&other, Value::Null).status, 404);
}

#[test]
fn five_hundred_numbers_at_once() {
    let (server, key, _) = start(Options::default());
    let path = format!("/mail_items/{}/_mgetById", inbox(&server, &key));
    let ids = |n: usize| Value::from((0..n).collect::<Vec<_>>()).to_string();
    assert_eq!(server.call("POST", &path, Some(&key), &ids(500)).json(), json!([]));
    assert_eq!(server.call("POST", &path, Some(&key), &ids(501)).status, 500);
}

#[test]
fn messages_are_searched_flagged_and_expunged() {
    let (server, key, mut imap) = start(Options::default());
    for n in 1..=3 {
        let mail = MAIL.replace("<1@", &format!("<{n}@"));
        imap.append("INBOX", "\"06-Jan-2020 10:00:00 +0000\" ", &mail).unwrap();
    }
    assert!(imap.command("SELECT INBOX").unwrap().contains(&"* 3 EXISTS".to_owned()));
    let search = |imap: &mut Imap, keys: &str| {
        imap.command(&format!("UID SEARCH {keys}")).unwrap()[0].clone()
    };
    assert_eq!(search(&mut imap, "HEADER Message-ID <2@b.example>"), "* SEARCH 2");
    assert_eq!(search(&mut imap, "UID 2:* SINCE 1-Jan-2020"), "* SEARCH 2 3");
    assert_eq!(search(&mut imap, "OR UID 1 NOT UNSEEN"), "* SEARCH 1");
    assert_eq!(search(&mut imap, "SINCE 7-Jan-2020"), "* SEARCH");
    let stored = imap.command("UID STORE 2 +FLAGS (\\Deleted)").unwrap();
    assert_eq!(stored[0], "* 2 FETCH (UID 2 FLAGS (\\Deleted))");
    assert_eq!(imap.command("EXPUNGE").unwrap()[0], "* 2 EXPUNGE");
    let fetched = imap.command("FETCH 1:* (UID RFC822.SIZE)").unwrap();
    assert!(fetched[1].starts_with("* 2 FETCH (UID 3 RFC822.SIZE"), "{fetched:?}");
    // What another client deletes is told between commands.
    let folder = inbox(&server, &key);
    let ids = server.call("POST", &format!("/mail_items/{folder}/_sorted"), Some(&key), "").json();
    server.call("DELETE", &format!("/mail_items/{folder}/id/{}", ids[0]), Some(&key), "");
    assert_eq!(imap.command("NOOP").unwrap()[0], "* 1 EXPUNGE");
    assert_eq!(server.running.mail(&server.running.uid("ada"))[1].folder, "Trash");
}

#[test]
fn a_key_of_su_opens_the_mailbox() {
    let server = Server::start(Options::default());
    let su = server.call("POST", "/auth/_su?login=ada@valmont.example", Some(&server.admin()), "");
    let key = su.json()["authKey"].as_str().unwrap().to_owned();
    Imap::login(&server, "ada@valmont.example", &key);
    let mut imap = server.imap();
    imap.line();
    let wrong = imap.command(&format!("LOGIN bruno@valmont.example {key}")).unwrap();
    assert!(wrong[0].contains("NO"));
}
