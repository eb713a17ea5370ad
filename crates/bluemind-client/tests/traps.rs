//! Each trap of the server, with a scripted transport and made-up time.
#![expect(clippy::unwrap_used, reason = "a test helper may panic")]

use std::time::Duration;

use futures::executor::block_on;
use secrecy::{ExposeSecret, SecretString};
use viaduc_bluemind_client::{
    Batch, BlueMindClient, Calendars, Credentials, ErrorKind, Options, auth, calendars, containers,
    mail_folders, mail_items, uids, users,
};
use viaduc_bluemind_types::{
    AccessControlEntry, ContainerUid, DomainUid, ItemUid, MailboxItem, TaskRef, VEvent,
    VEventSeries, Verb,
};
use viaduc_rest::script::{MadeUpClock, Script};
use viaduc_rest::{BaseUrl, TransportErrorKind};

const LOGIN: &str =
    r#"{"status":"Ok","authKey":"key-1","latd":"admin0@global.virt","message":null}"#;
const LOGIN_2: &str = r#"{"status":"Ok","authKey":"key-2","latd":"admin0@global.virt"}"#;
const BAD: &str = r#"{"status":"Bad","message":null,"authKey":null}"#;
const FAULT_401: &str =
    r#"{"errorCode":"AUTHENTICATION_FAIL","errorType":"ServerFault","message":"session expired"}"#;

type Client = BlueMindClient<Script, MadeUpClock>;

fn client(script: &Script) -> Client {
    let credentials = Credentials::Password {
        login: "admin0@global.virt".to_owned(),
        password: SecretString::from("pass word+\"1"),
    };
    client_with(script, credentials)
}

fn client_with(script: &Script, credentials: Credentials) -> Client {
    let base = BaseUrl::parse("https://mail.example/api").unwrap();
    BlueMindClient::new(script.clone(), MadeUpClock::new(), Options::new(base, credentials))
}

fn signed_in() -> Script {
    Script::new().json(200, LOGIN)
}

fn event() -> VEventSeries {
    let main = VEvent { summary: Some("Budget".to_owned()), ..VEvent::default() };
    VEventSeries { main: Some(main), ..VEventSeries::default() }
}

fn key_of(script: &Script, nth: usize) -> String {
    script.requests()[nth].headers()["x-bm-apikey"].to_str().unwrap().to_owned()
}

#[test]
fn signs_in_with_the_password_as_a_json_string() {
    let script = signed_in().answer(200, "");
    let client = client(&script);
    block_on(client.call(&auth::Ping::new())).unwrap();
    assert_eq!(script.lines()[0], "POST /api/auth/login?login=admin0@global.virt&origin=viaduc");
    assert_eq!(script.requests()[0].body().as_ref(), br#""pass word+\"1""#);
    assert!(script.requests()[0].headers().get("x-bm-apikey").is_none());
    assert_eq!(
        (script.lines()[1].as_str(), key_of(&script, 1).as_str()),
        ("GET /api/auth/ping", "key-1")
    );
    assert!(!format!("{client:?} {:?}", block_on(client.session()).unwrap()).contains("key-1"));
    assert!(!format!("{client:?}").contains("pass word"));
}

#[test]
fn a_refused_login_is_http_200() {
    let script = Script::new().json(200, BAD);
    let error = block_on(client(&script).session()).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthenticated, Some("Bad")));
    let expired = r#"{"status":"Expired","authKey":"k"}"#;
    let error = block_on(client(&Script::new().json(200, expired)).session()).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthenticated, Some("Expired")));
    for body in ["", "{}", "<html>", r#"{"status":"Ok"}"#, r#"{"status":"Ok","authKey":""}"#] {
        let error = block_on(client(&Script::new().json(200, body)).session()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedReply, "{body}");
        assert!(error.to_string().starts_with("auth.login: "));
    }
}

#[test]
fn signs_in_again_once_when_the_session_ended() {
    let script = signed_in().json(401, FAULT_401).json(200, LOGIN_2).answer(200, "");
    block_on(client(&script).call(&auth::Ping::new())).unwrap();
    assert_eq!(key_of(&script, 3), "key-2");

    let script = signed_in().json(401, FAULT_401).json(200, LOGIN_2).json(401, FAULT_401);
    let error = block_on(client(&script).call(&auth::Ping::new())).unwrap_err();
    assert_eq!((error.kind(), script.left()), (ErrorKind::Unauthenticated, 0));

    let script = Script::new().json(401, FAULT_401);
    let client = client_with(&script, Credentials::ApiKey(SecretString::from("api-key")));
    let error = block_on(client.call(&auth::Ping::new())).unwrap_err();
    assert_eq!(
        (error.kind(), key_of(&script, 0).as_str()),
        (ErrorKind::Unauthenticated, "api-key")
    );
}

#[test]
fn acts_as_somebody_else() {
    let alice = r#"{"status":"Ok","authKey":"alice-1","latd":"alice@valmont.example"}"#;
    let script = signed_in()
        .json(401, FAULT_401)
        .json(200, LOGIN_2)
        .json(200, alice)
        .answer(200, "")
        .json(401, FAULT_401)
        .json(200, alice)
        .answer(200, "");
    let client = client(&script).acting_as("alice@valmont.example");
    block_on(client.call(&auth::Ping::new())).unwrap();
    assert_eq!(script.lines()[1], "POST /api/auth/_su?login=alice@valmont.example");
    assert_eq!((key_of(&script, 3).as_str(), key_of(&script, 4).as_str()), ("key-2", "alice-1"));
    block_on(client.call(&auth::Ping::new())).unwrap();
    assert_eq!(key_of(&script, 6), "key-2");
    assert_eq!(block_on(client.session()).unwrap().key.expose_secret(), "alice-1");

    let script = signed_in().json(200, BAD);
    let error = block_on(self::client(&script).acting_as("ghost@valmont.example").session());
    assert_eq!(error.unwrap_err().kind(), ErrorKind::NoSuchUser);
}

#[test]
fn every_write_of_an_event_sends_no_notice() {
    let exists = r#"{"errorCode":"ALREADY_EXISTS","errorType":"ServerFault","message":"there"}"#;
    let script = signed_in().json(500, exists).answer(200, "").answer(200, "");
    let client = client(&script);
    let (calendar, uid) = (ContainerUid::from("calendar:Default:u 1"), ItemUid::from("a/b+c é"));
    block_on(client.put_event(&calendar, &uid, &event())).unwrap();
    block_on(client.call(&calendars::Delete::new(&calendar, &uid))).unwrap();
    let address =
        "/api/calendars/calendar%3ADefault%3Au%201/a%2Fb%2Bc%20%C3%A9?sendNotifications=false";
    assert_eq!(
        script.lines()[1..],
        [format!("PUT {address}"), format!("POST {address}"), format!("DELETE {address}")]
    );
}

#[test]
fn empty_missing_and_broken_answers_are_told_apart() {
    let (calendar, uid) = (ContainerUid::from("c"), ItemUid::from("u"));
    let get = calendars::GetComplete::new(&calendar, &uid);
    let ask = |status: u16, body: &'static str| {
        block_on(client(&signed_in().json(status, body)).call(&get))
    };
    assert!(ask(204, "").unwrap().is_none());
    assert!(ask(200, "null").unwrap().is_none());
    let item = r#"{"uid":"u","value":{"main":{"summary":"x"},"of_tomorrow":1},"version":3,"flags":["New"]}"#;
    assert_eq!(ask(200, item).unwrap().unwrap().version, Some(3));
    for body in
        ["", "{}", r#"{"uid":"u"}"#, "<html>login</html>", "[]", r#"{"errorCode":"UNKNOWN"}"#]
    {
        let error = ask(200, body).unwrap_err();
        assert!(error.to_string().starts_with("calendars.getComplete: "), "{body}");
    }
    assert_eq!(ask(404, r#"{"errorCode":"NOT_FOUND"}"#).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(ask(403, "<html>").unwrap_err().kind(), ErrorKind::UnexpectedReply);
    let delete = calendars::Delete::new(&calendar, &uid);
    for body in ["<html>login</html>", r#"{"errorCode":"UNKNOWN"}"#, "{\"a\""] {
        let script = (0..6).fold(signed_in(), |script, _| script.json(200, body));
        assert!(block_on(client(&script).call(&delete)).is_err(), "{body}");
    }
}

#[test]
fn only_what_is_idempotent_is_repeated() {
    let (calendar, uid, event) = (ContainerUid::from("c"), ItemUid::from("u"), event());
    let script = signed_in().fault(TransportErrorKind::Closed).answer(200, "");
    let create = calendars::Create::new(&calendar, &uid, &event);
    let error = block_on(client(&script).call(&create)).unwrap_err();
    assert_eq!((error.kind(), script.left()), (ErrorKind::Transport, 1));

    let script =
        signed_in().fault(TransportErrorKind::Closed).answer(503, "<html>").json(200, "[]");
    block_on(client(&script).call(&calendars::MultipleGet::new(&calendar, &[]))).unwrap();
    assert_eq!(script.left(), 0);

    let script = signed_in().fault(TransportErrorKind::Closed).answer(200, "1");
    let item = MailboxItem::default();
    assert!(block_on(client(&script).call(&mail_items::Create::new(&uid, &item))).is_err());
}

#[test]
fn a_batch_tells_of_each_item() {
    let answer = r#"{"added":["a"],"updated":["b"],"removed":["d"],"unhandled":null,"errors":[{"message":"title","errorCode":"EMPTY_EVENT_TITLE","uid":"c"}],"version":9}"#;
    let script = signed_in().json(200, answer);
    let mut batch = Batch::<Calendars>::new(ContainerUid::from("cal"));
    for uid in ["a", "b", "c", "e"] {
        batch = batch.put(&ItemUid::from(uid), &event()).unwrap();
    }
    batch = batch.delete(&ItemUid::from("d")).unwrap();
    let result = block_on(client(&script).batch(&batch)).unwrap();
    assert_eq!((result.added.len(), result.updated.len(), result.removed.len()), (1, 1, 1));
    let refused: Vec<_> = result.refused.iter().map(|r| (r.uid.as_str(), r.error.kind())).collect();
    assert_eq!(refused, [("c", ErrorKind::Rejected), ("e", ErrorKind::UnexpectedReply)]);
    assert_eq!(
        (result.version, script.lines()[1].as_str()),
        (Some(9), "PUT /api/calendars/cal/_mupdates")
    );
    let body = String::from_utf8_lossy(script.requests()[1].body()).into_owned();
    assert_eq!(body.matches("\"sendNotification\":false").count(), 5, "{body}");
    assert!(body.ends_with(r#""delete":[{"uid":"d","sendNotification":false}]}"#), "{body}");
}

#[test]
fn an_item_that_trips_the_server_stands_alone() {
    let tripped = r#"{"errorType":"NullPointerException","message":null}"#;
    let script = signed_in()
        .json(500, tripped)
        .json(500, tripped)
        .json(500, tripped)
        .json(200, r#"{"added":["b"],"errors":[],"version":2}"#)
        .json(200, r#"{"added":["c"],"errors":[],"version":3}"#);
    let mut batch = Batch::<Calendars>::new(ContainerUid::from("cal"));
    for uid in ["a", "b", "c"] {
        batch = batch.put(&ItemUid::from(uid), &event()).unwrap();
    }
    let result = block_on(client(&script).batch(&batch)).unwrap();
    // The first request fails whole; then its first half, which is the item itself; then the second half.
    assert_eq!(result.refused.len(), 1);
    assert_eq!(result.refused[0].uid.as_str(), "a");
    assert_eq!(result.added.len(), 2);
    assert_eq!(script.left(), 0);
}

#[test]
fn rights_are_added_to_what_is_there_and_written_once() {
    let invitation = r#"[{"subject":"valmont.example","verb":"Invitation"}]"#;
    let entry = AccessControlEntry {
        subject: Some("bob".to_owned()),
        verb: Some(Verb::Write),
        ..AccessControlEntry::default()
    };
    let calendar = uids::default_calendar(&ItemUid::from("alice"));
    let script = signed_in().json(200, invitation).answer(200, "");
    assert!(block_on(client(&script).grant(&calendar, std::slice::from_ref(&entry))).unwrap());
    let body = String::from_utf8_lossy(script.requests()[2].body()).into_owned();
    assert_eq!(
        body,
        r#"[{"subject":"valmont.example","verb":"Invitation"},{"subject":"bob","verb":"Write"}]"#
    );
    let script = signed_in().json(200, r#"[{"subject":"bob","verb":"Write"}]"#);
    assert!(!block_on(client(&script).grant(&calendar, &[entry])).unwrap());
}

#[test]
fn a_task_is_waited_for() {
    let task: TaskRef = serde_json::from_str(r#"{"id":"t/1"}"#).unwrap();
    let script = signed_in()
        .json(200, r#"{"state":"NotStarted"}"#)
        .json(200, r#"{"state":"InProgress","progress":0.5,"steps":1.0}"#)
        .json(200, r#"{"state":"Success","result":"{\"total\":2}"}"#);
    let status = block_on(client(&script).wait_for(&task, Duration::from_secs(60))).unwrap();
    assert_eq!(status.result.as_deref(), Some(r#"{"total":2}"#));
    assert_eq!(script.lines()[1], "GET /api/tasks/t%2F1");
    let script = signed_in().json(200, r#"{"state":"InError","lastLogEntry":"no space left"}"#);
    let error = block_on(client(&script).wait_for(&task, Duration::from_secs(60))).unwrap_err();
    assert!(error.to_string().contains("no space left"));
    let script =
        (0..99).fold(signed_in(), |script, _| script.json(200, r#"{"state":"InProgress"}"#));
    let error = block_on(client(&script).wait_for(&task, Duration::from_secs(20))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
}

#[test]
fn names_in_paths_are_one_segment() {
    let domain = DomainUid::from("valmont.example");
    let tree = uids::subtree(&domain, &ItemUid::from("alice"));
    let script = signed_in().answer(204, "").answer(204, "").json(200, "[]");
    let client = client(&script);
    block_on(client.call(&mail_folders::ByName::new(&tree, "INBOX/R&D + été"))).unwrap();
    block_on(client.call(&users::ByEmail::new(&domain, "a+b@valmont.example"))).unwrap();
    block_on(client.call(&containers::Acl::new(&tree))).unwrap();
    let tree = "subtree_valmont_example%21user.alice";
    assert_eq!(
        script.lines()[1..],
        [
            format!(
                "GET /api/mail_folders_container/{tree}/byName/INBOX%2FR%26D%20%2B%20%C3%A9t%C3%A9"
            ),
            "GET /api/users/valmont.example/byEmail/a%2Bb%40valmont.example".to_owned(),
            format!("GET /api/containers/_manage/{tree}/_acl"),
        ]
    );
    let error = block_on(client.call(&users::ByLogin::new(&domain, ".."))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}

#[test]
fn what_is_too_large_is_not_sent() {
    let mut series = event();
    if let Some(main) = &mut series.main {
        main.description = Some("x".repeat(10_000_001));
    }
    let (calendar, uid) = (ContainerUid::from("c"), ItemUid::from("u"));
    let script = signed_in();
    let client = client(&script);
    let error =
        block_on(client.call(&calendars::Create::new(&calendar, &uid, &series))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    let batch = Batch::<Calendars>::new(calendar).put(&uid, &series).unwrap();
    let result = block_on(client.batch(&batch)).unwrap();
    assert_eq!((result.refused.len(), script.requests().len()), (1, 1));
}

#[test]
fn what_it_does_can_move_between_threads() {
    fn movable(_: impl Send) {}
    let client = client(&Script::new()).acting_as("alice@valmont.example");
    let (calendar, uid, event) = (ContainerUid::from("c"), ItemUid::from("u"), event());
    movable(client.call(&auth::Ping::new()));
    movable(client.session());
    movable(client.put_event(&calendar, &uid, &event));
    movable(client.batch(&Batch::<Calendars>::new(calendar.clone())));
    movable(client.wait_for(&TaskRef::default(), Duration::ZERO));
}
