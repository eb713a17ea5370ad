//! A tenant from a folder.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

use std::fs;
use std::path::Path;

use viaduc_graph_testserver::{Access, Kind, Listing, Tenant};

fn write(root: &Path, name: &str, text: &[u8]) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn a_folder_becomes_a_tenant() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "tenant.json", br#"{ "domain": "hall.example" }"#);
    write(
        root,
        "users.json",
        br#"{ "value": [
        { "mail": "ann@hall.example", "displayName": "Ann" },
        { "mail": "out@hall.example", "access": "outOfScope" } ] }"#,
    );
    write(
        root,
        "groups.json",
        br#"[{ "mail": "all@hall.example", "members": ["ann@hall.example"] }]"#,
    );
    write(root, "ann@hall.example/mail/inbox/1.eml", b"Subject: one\r\n\r\nbody\r\n");
    write(root, "ann@hall.example/mail/inbox/1.json", br#"{ "isRead": true }"#);
    write(root, "ann@hall.example/mail/inbox/A%2FB/2.eml", b"\xff\xfe\0");
    write(root, "ann@hall.example/mail/inbox/A%2FB/_folder.json", br#"{ "isHidden": true }"#);
    write(root, "ann@hall.example/calendars/Calendar/e.json", br#"{ "id": "E1", "subject": "s",
        "cancelledOccurrences": ["OID.E1.2026-01-05"], "exceptionOccurrences": [{ "subject": "x" }] }"#);
    write(
        root,
        "ann@hall.example/contacts/all.json",
        br#"{ "value": [{ "displayName": "c" }, {}] }"#,
    );
    write(root, "ann@hall.example/tasks/Bricolage/t.json", br#"{ "title": "t" }"#);
    write(root, "ann@hall.example/contacts/bad.json", b"{ truncated");
    write(root, "new@hall.example/settings.json", br#"{ "userPurpose": "shared" }"#);
    let loaded = Tenant::load(root).unwrap();
    assert_eq!(loaded.warnings.len(), 1, "{:?}", loaded.warnings);
    let tenant = loaded.tenant;
    assert_eq!(tenant.user("out@hall.example").unwrap().access, Access::OutOfScope);
    assert_eq!(tenant.user("new@hall.example").unwrap().settings["userPurpose"], "shared");
    let ann = tenant.user("ann@hall.example").unwrap();
    assert_eq!(tenant.groups[0].members, [ann.id()]);
    let inbox = ann.container(Kind::Mail, "inbox").unwrap();
    assert_eq!(inbox.items.len(), 1);
    assert_eq!(
        (&inbox.items[0].json["subject"], &inbox.items[0].json["isRead"]),
        (&"one".into(), &true.into())
    );
    let below = ann.containers.iter().find(|one| one.name() == "A/B").unwrap();
    assert_eq!((below.parent.as_ref(), below.listing), (Some(&inbox.id), Listing::Hidden));
    assert_eq!(below.items[0].mime.as_deref(), Some(&b"\xff\xfe\0"[..]));
    let event = &ann.default_container(Kind::Calendar).unwrap().items[0];
    assert_eq!((event.id.as_str(), event.cancelled[0].as_str()), ("E1", "2026-01-05"));
    assert_eq!(event.exceptions.len(), 1);
    assert_eq!(ann.default_container(Kind::Contacts).unwrap().items.len(), 2);
    assert!(ann.containers.iter().any(|one| one.name() == "Bricolage" && one.items.len() == 1));
    assert!(Tenant::load(&root.join("nothing")).is_err());
}
