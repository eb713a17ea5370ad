//! Sessions, users, rights, subscriptions, settings.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use serde_json::{Value, json};
use support::Server;
use viaduc_bluemind_testserver::{NotificationKind, Options};

fn server() -> Server {
    Server::start(Options::default())
}

#[test]
fn login_fails_with_200_bad() {
    let server = server();
    let login = |login: &str, password: &str| {
        let path = format!("/auth/login?login={login}&origin=test");
        let answer = server.call("POST", &path, None, &json!(password).to_string());
        assert_eq!(answer.status, 200);
        answer.json()["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(login("ada@valmont.example", "wrong"), "Bad");
    assert_eq!(login("ada@valmont.example", ""), "Bad");
    assert_eq!(login("nobody@valmont.example", "viaduc"), "Bad");
    assert_eq!(login("ada@valmont.example", "viaduc"), "Ok");
    assert_eq!(login("admin0", "admin"), "Ok");
    let key = server.user("ada");
    assert_eq!(login("ada@valmont.example", &key), "Ok");
    assert_eq!(login("bruno@valmont.example", &key), "Bad");
}

#[test]
fn su_is_for_administrators_and_makes_a_session_each() {
    let server = server();
    let admin = server.admin();
    let su = |key: &str, login: &str| {
        server.call("POST", &format!("/auth/_su?login={login}"), Some(key), "")
    };
    let first = su(&admin, "ada@valmont.example").json();
    let second = su(&admin, "ada@valmont.example").json();
    assert_eq!(first["status"], "Ok");
    assert_ne!(first["authKey"], second["authKey"]);
    assert_eq!(first["latd"], "ada@valmont.example");
    assert_eq!(su(&admin, "nobody@valmont.example").json()["status"], "Bad");
    assert_eq!(su(first["authKey"].as_str().unwrap(), "bruno@valmont.example").status, 403);
}

#[test]
fn an_api_key_is_a_session_until_it_is_deleted() {
    let server = server();
    let key = server.user("ada");
    let made = server.call("PUT", "/auth/keys?displayName=migration", Some(&key), "").json();
    let sid = made["sid"].as_str().unwrap();
    let me = server.call("GET", "/auth", Some(sid), "").json();
    assert_eq!(me["uid"], json!(server.running.uid("ada")));
    let uid = made["uid"].as_str().unwrap();
    server.call("DELETE", &format!("/auth/keys/{uid}"), Some(&key), "");
    assert_eq!(server.call("GET", "/auth", Some(sid), "").status, 401);
    assert_eq!(
        server.call("PUT", "/auth/keys?displayName=+", Some(&key), "").code(),
        "INVALID_PARAMETER"
    );
}

fn new_user(login: &str) -> Value {
    json!({"login": login, "contactInfos": {"identification": {"name": {"familyNames": "New"}}}})
}

#[test]
fn a_new_user_has_everything_a_user_has() {
    let server = server();
    let admin = server.admin();
    let put = |uid: &str, value: &Value| {
        server.call(
            "PUT",
            &format!("/users/valmont.example/{uid}"),
            Some(&admin),
            &value.to_string(),
        )
    };
    let mut value = new_user("new.one");
    value["emails"] = json!([{"address": "Other@Valmont.Example", "isDefault": false},
                             {"address": "away@elsewhere.example"}]);
    assert_eq!(put("u1", &value).status, 200);
    let read = server.call("GET", "/users/valmont.example/u1/complete", Some(&admin), "").json();
    let user = &read["value"];
    assert_eq!(
        (user["login"].as_str(), user["routing"].as_str()),
        (Some("new.one"), Some("internal"))
    );
    let mails: Vec<&str> =
        user["emails"].as_array().unwrap().iter().map(|m| m["address"].as_str().unwrap()).collect();
    assert_eq!(mails, ["other@valmont.example", "new.one@valmont.example"]);
    assert_eq!(user["emails"][1]["isDefault"], true);
    let forwarding =
        server.call("GET", "/mailboxes/valmont.example/u1/_forwarding", Some(&admin), "").json();
    assert_eq!(forwarding["emails"], json!(["away@elsewhere.example"]));
    for (kind, uid) in [
        ("calendar", "calendar:Default:u1"),
        ("todolist", "todolist:default_u1"),
        ("notes", "notes:default_u1"),
        ("tags", "tags_u1"),
        ("freebusy", "freebusy:u1"),
        ("mailboxacl", "mailbox:acls-u1"),
    ] {
        assert_eq!(server.running.containers("u1", kind), [uid]);
    }
    assert_eq!(
        server.running.containers("u1", "addressbook"),
        ["book:CollectedContacts_u1", "book:Contacts_u1"]
    );
    assert_eq!(server.running.folders("u1").len(), 7);
    let acl = server.running.acl("calendar:Default:u1");
    assert!(acl.contains(&("valmont.example".into(), "Invitation".into())), "{acl:?}");
    let identity = "/users/valmont.example/u1/identity/default";
    assert_eq!(server.call("GET", identity, Some(&admin), "").json()["sentFolder"], "Sent");
}

#[test]
fn users_are_refused_with_their_codes() {
    let server = server();
    let admin = server.admin();
    let put = |value: Value| {
        let answer =
            server.call("PUT", "/users/valmont.example/u1", Some(&admin), &value.to_string());
        answer.code()
    };
    assert_eq!(put(new_user("not a login")), "INVALID_PARAMETER");
    assert_eq!(put(new_user("ada")), "ALREADY_EXISTS");
    assert_eq!(put(json!({"login": "x"})), "EMPTY_LASTNAME");
    let mut external = new_user("x");
    external["routing"] = json!("external");
    assert_eq!(put(external), "INVALID_HOST_NAME");
    let mut taken = new_user("x");
    taken["emails"] = json!([{"address": "ada@valmont.example"}]);
    assert_eq!(put(taken), "ALREADY_EXISTS");
    let mut blank = new_user("x");
    blank["password"] = json!(" ");
    assert_eq!(put(blank), "INVALID_PARAMETER");
}

#[test]
fn rights_are_compacted_mirrored_and_mailed() {
    let server = server();
    let key = server.user("ada");
    let (ada, bruno) = (server.running.uid("ada"), server.running.uid("bruno"));
    let container = format!("calendar:Default:{ada}");
    let put = |container: &str, list: Value| {
        let path = format!("/containers/_manage/{container}/_acl");
        server.call("PUT", &path, Some(&key), &list.to_string())
    };
    let list = json!([{"subject": bruno, "verb": "Read"}, {"subject": bruno, "verb": "Write"},
                      {"subject": bruno, "verb": "Manage"}]);
    assert_eq!(put(&container, list).status, 200);
    let kept = [(bruno.clone(), "Write".to_owned()), (bruno.clone(), "Manage".to_owned())];
    assert_eq!(server.running.acl(&container), kept);
    assert_eq!(
        server.running.acl(&format!("freebusy:{ada}")),
        [(bruno.clone(), "Read".to_owned())]
    );
    // Bruno gained rights, and everybody lost the right to invite.
    let told = server.running.notifications();
    assert!(told.iter().all(|n| n.kind == NotificationKind::AclChanged));
    assert!(told.iter().any(|n| n.to == bruno));
    let mailbox = format!("mailbox:acls-{ada}");
    let everybody = json!([{"subject": "valmont.example", "verb": "Read"}]);
    assert_eq!(put(&mailbox, everybody).code(), "FORBIDDEN");
    assert_eq!(put(&mailbox, json!([{"subject": "", "verb": "Read"}])).code(), "FAILURE");
}

#[test]
fn who_may_write_to_a_shared_mailbox_may_send_as_it() {
    let server = server();
    let admin = server.admin();
    let (share, ada) = (server.running.uid("accueil"), server.running.uid("ada"));
    let path = format!("/mailboxes/valmont.example/{share}/_acls");
    let set = |list: Value| server.call("POST", &path, Some(&admin), &list.to_string());
    set(json!([{"subject": ada, "verb": "Write"}]));
    let container = format!("mailbox:acls-{share}");
    let verbs = |acl: Vec<(String, String)>| acl.into_iter().map(|(_, v)| v).collect::<Vec<_>>();
    assert_eq!(verbs(server.running.acl(&container)), ["Write", "SendAs"]);
    set(json!([{"subject": ada, "verb": "Read"}, {"subject": ada, "verb": "SendAs"}]));
    assert_eq!(verbs(server.running.acl(&container)), ["Read"]);
}

#[test]
fn settings_merge_on_read_and_keep_what_differs() {
    let server = server();
    let key = server.user("ada");
    let path = format!("/users/valmont.example/{}/_settings", server.running.uid("ada"));
    let set = json!({"lang": "en", "timezone": "Europe/Paris"}).to_string();
    assert_eq!(server.call("POST", &path, Some(&key), &set).status, 200);
    let read = server.call("GET", &path, Some(&key), "").json();
    assert_eq!((&read["lang"], &read["date"]), (&json!("en"), &json!("yyyy-MM-dd")));
    let admin = server.admin();
    let domain = "/domains/valmont.example/_settings";
    let mut all = server.call("GET", domain, Some(&admin), "").json();
    all["timezone"] = json!("Europe/Berlin");
    server.call("PUT", domain, Some(&admin), &all.to_string());
    let read = server.call("GET", &path, Some(&key), "").json();
    assert_eq!(read["timezone"], "Europe/Berlin", "a value equal to the domain's was kept");
}

#[test]
fn subscribing_again_changes_offline_alone() {
    let server = server();
    let key = server.user("ada");
    let (ada, bruno) = (server.running.uid("ada"), server.running.uid("bruno"));
    let base = format!("/users/valmont.example/subscriptions/{ada}");
    let container = format!("calendar:Default:{bruno}");
    let subscribe = |offline: bool, automount: bool| {
        let list =
            json!([{"containerUid": container, "offlineSync": offline, "automount": automount}]);
        server.call("POST", &format!("{base}/_subscribe"), Some(&key), &list.to_string()).status
    };
    assert_eq!((subscribe(false, false), subscribe(true, true)), (200, 200));
    let list = server.call("GET", &format!("{base}?type=calendar"), Some(&key), "").json();
    let found = list.as_array().unwrap().iter().find(|s| s["containerUid"] == json!(container));
    let found = found.unwrap();
    assert_eq!((&found["offlineSync"], &found["automount"]), (&json!(true), &json!(false)));
    let unknown = json!([{"containerUid": "nothing"}]).to_string();
    let path = format!("{base}/_subscribe");
    assert_eq!(server.call("POST", &path, Some(&key), &unknown).status, 404);
    let own = json!([format!("calendar:Default:{ada}")]).to_string();
    server.call("POST", &format!("{base}/_unsubscribe"), Some(&key), &own);
    let list = server.call("GET", &format!("{base}?type=calendar"), Some(&key), "").json();
    assert_eq!(list.as_array().unwrap().len(), 2, "the own default calendar stays");
}
