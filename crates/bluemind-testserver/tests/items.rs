//! Batches, changesets, imports, the delete that fails, the resource that answers.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use std::time::Duration;

use serde_json::{Value, json};
use support::Server;
use viaduc_bluemind_testserver::{Clock, NotificationKind, Options};

fn event(summary: &str) -> Value {
    let date = |iso: &str| json!({"iso8601": iso, "precision": "Date"});
    let main = json!({"summary": summary, "dtstart": date("2026-03-03"), "dtend": date("2026-03-04"),
                      "classification": "Public"});
    json!({"main": main})
}

#[test]
fn files_that_events_point_to() {
    let ada = ada(Options::default());
    let domain = ada.server.running.domain().to_owned();
    let share = |path: &str, bytes: &[u8]| {
        let head = format!("X-BM-ApiKey: {}\r\nContent-Length: {}\r\n", ada.key, bytes.len());
        let answer = ada.server.raw("PUT", &format!("/attachment/{domain}/{path}"), &head, bytes);
        let file = answer.unwrap().json();
        (file["publicUrl"].as_str().unwrap().to_owned(), file["name"].as_str().unwrap().to_owned())
    };
    let (first, name) = share("agenda.txt/share", b"1. Roads");
    let (second, _) = share("agenda.txt/share", b"1. Roads");
    assert_ne!(first, second, "asked twice there are two");
    assert_eq!(name, "agenda.txt");
    let (one, name) = share("txt/share_dedup", b"1. Roads");
    assert!(name.len() == 44 && name.ends_with(".txt"), "{name}");
    assert_eq!(share("txt/share_dedup", b"1. Roads").0, one, "the same content is one file");
    assert_ne!(share("txt/share_dedup", b"2. School").0, one);
    let files = || ada.server.running.attachments();
    assert_eq!((files().len(), files()[&one].as_ref()), (4, &b"1. Roads"[..]));
    let gone = format!("/attachment/{domain}/{}/unshare", one.replace('/', "%2F"));
    assert_eq!(ada.call("DELETE", &gone, &Value::Null).status, 200);
    assert!(files().len() == 3 && !files().contains_key(&one));
    let nobody = ada.server.call("PUT", &format!("/attachment/{domain}/x/share"), None, "x");
    assert_eq!(nobody.status, 403);
}

struct Ada {
    server: Server,
    key: String,
    calendar: String,
}

fn ada(options: Options) -> Ada {
    let server = Server::start(options.with_imap(None));
    let (key, uid) = (server.user("ada"), server.running.uid("ada"));
    Ada { server, key, calendar: format!("calendar:Default:{uid}") }
}

impl Ada {
    fn call(&self, verb: &str, path: &str, body: &Value) -> support::Answer {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.server.call(verb, path, Some(&self.key), &body)
    }

    fn on_calendar(&self, verb: &str, path: &str, body: &Value) -> support::Answer {
        self.call(verb, &format!("/calendars/{}/{path}", self.calendar), body)
    }

    /// Runs an operation that answers a task, to the result of it.
    fn task(&self, answer: &support::Answer) -> Value {
        let id = answer.json()["id"].as_str().unwrap().to_owned();
        let status = self.call("GET", &format!("/tasks/{id}"), &Value::Null).json();
        assert_eq!(status["state"], "Success", "{status}");
        serde_json::from_str(status["result"].as_str().unwrap()).unwrap_or_default()
    }
}

#[test]
fn a_batch_upserts_and_reports_each_item() {
    let ada = ada(Options::default());
    ada.on_calendar("PUT", "known", &event("Known"));
    let body = json!({
        "add": [{"uid": "known", "value": event("Again")}, {"uid": "new", "value": event("New")},
                {"uid": "bad", "value": event("")}],
        "modify": [{"uid": "other", "value": event("Other")}],
        "delete": [{"uid": "nobody"}, {"uid": "new"}],
    });
    let result = ada.on_calendar("PUT", "_mupdates", &body).json();
    assert_eq!(result["added"], json!(["known", "new"]));
    assert_eq!(result["updated"], json!(["other"]));
    assert_eq!(result["removed"], json!(["nobody", "new"]));
    assert_eq!(result["errors"][0]["errorCode"], "EMPTY_EVENT_TITLE");
    assert_eq!(result["errors"][0]["uid"], "bad");
    let all = ada.on_calendar("GET", "_all", &Value::Null).json();
    assert_eq!(all, json!(["known", "other"]));
    assert_eq!(ada.on_calendar("PUT", "known", &event("x")).code(), "ALREADY_EXISTS");
}

#[test]
fn another_exception_ends_a_batch_half_done() {
    let ada = ada(Options::default());
    let mut broken = event("Broken");
    broken["main"]["categories"] = json!([{"itemUid": "t"}]);
    let body = json!({"add": [{"uid": "a", "value": event("A")}, {"uid": "b", "value": broken},
                              {"uid": "c", "value": event("C")}]});
    let answer = ada.on_calendar("PUT", "_mupdates", &body);
    assert_eq!(answer.status, 500);
    assert_eq!(answer.json().get("errorCode"), None);
    assert_eq!(ada.on_calendar("GET", "_all", &Value::Null).json(), json!(["a"]));
}

#[test]
fn changesets_tell_what_happened_since() {
    let ada = ada(Options::default());
    for uid in ["a", "b", "c"] {
        ada.on_calendar("PUT", uid, &event(uid));
    }
    let since = ada.on_calendar("GET", "_version", &Value::Null).json();
    ada.on_calendar("POST", "a", &event("A"));
    ada.on_calendar("DELETE", "b?sendNotifications=false", &Value::Null);
    ada.on_calendar("PUT", "d", &event("d"));
    let path = format!("_changeset?since={since}");
    let changes = ada.on_calendar("GET", &path, &Value::Null).json();
    assert_eq!(changes["created"], json!(["d"]));
    assert_eq!(changes["updated"], json!(["a"]));
    assert_eq!(changes["deleted"], json!(["b"]));
    assert_eq!(changes["version"].as_i64(), since.as_i64().map(|v| v + 3));
    let all = ada.on_calendar("GET", "_changeset?since=0", &Value::Null).json();
    assert_eq!(all["created"].as_array().unwrap().len(), 3);
}

#[test]
fn a_delete_without_the_flag_deletes_and_fails() {
    let ada = ada(Options::default());
    ada.on_calendar("PUT", "a", &event("A"));
    let answer = ada.on_calendar("DELETE", "a", &Value::Null);
    assert_eq!((answer.status, &answer.json()["errorType"]), (500, &json!("NullPointerException")));
    assert_eq!(ada.on_calendar("GET", "a/complete", &Value::Null).status, 204);
}

#[test]
fn importing_twice_skips_what_is_not_newer() {
    let ada = ada(Options::default().with_clock(Clock::fixed(1_780_300_800_000)));
    let ics = |summary: &str, modified: &str| {
        format!(
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u1\r\nSUMMARY:{summary}\r\n{modified}\
             DTSTART;VALUE=DATE:20260303\r\nCATEGORIES:Budget\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    };
    let import = |text: String| {
        let path = format!("/calendars/vevent/{}", ada.calendar);
        ada.task(&ada.server.call("PUT", &path, Some(&ada.key), &text))
    };
    let summary = || {
        ada.on_calendar("GET", "u1/complete", &Value::Null).json()["value"]["main"]["summary"]
            .clone()
    };
    assert_eq!(import(ics("", "")), json!({"uids": ["u1"], "total": 1}));
    assert_eq!(summary(), "-");
    let older = "LAST-MODIFIED:20250101T000000Z\r\n";
    assert_eq!(import(ics("Older", older)), json!({"uids": [], "total": 1}));
    assert_eq!(summary(), "-");
    let newer = "LAST-MODIFIED:20270101T000000Z\r\n";
    assert_eq!(import(ics("Newer", newer)), json!({"uids": ["u1"], "total": 1}));
    assert_eq!(summary(), "Newer");
    let tags = ada.server.running.items(&format!("tags_{}", ada.server.running.uid("ada")));
    assert_eq!(tags.values().next().unwrap()["color"], "3d98ff");
}

#[test]
fn importing_cards_twice_makes_them_twice() {
    let ada = ada(Options::default());
    let book = format!("book:Contacts_{}", ada.server.running.uid("ada"));
    let vcf = json!(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:x\r\nFN:Ada\r\nEMAIL:A@B.example\r\nEND:VCARD\r\n"
    );
    let path = format!("/addressbooks/vcards/{book}");
    for _ in 0..2 {
        ada.task(&ada.call("PUT", &path, &vcf));
    }
    assert_eq!(ada.server.running.items(&book).len(), 2);
}

#[test]
fn private_events_are_masked_for_readers() {
    let ada = ada(Options::default());
    let mut private = event("Doctor");
    private["main"]["classification"] = json!("Private");
    ada.on_calendar("PUT", "p", &private);
    let bruno = ada.server.running.uid("bruno");
    let acl = format!("/containers/_manage/{}/_acl", ada.calendar);
    ada.call("PUT", &acl, &json!([{"subject": bruno, "verb": "Read"}]));
    let key = ada.server.user("bruno");
    let path = format!("/calendars/{}/p/complete", ada.calendar);
    let seen =
        || ada.server.call("GET", &path, Some(&key), "").json()["value"]["main"]["summary"].clone();
    assert_eq!(seen(), "Private");
    ada.call("PUT", &acl, &json!([{"subject": bruno, "verb": "ReadExtended"}]));
    assert_eq!(seen(), "Doctor");
}

fn meeting(organizer: &str, attendee: &str) -> Value {
    let mut meeting = event("Meeting");
    meeting["main"]["organizer"] = json!({"mailto": organizer});
    meeting["main"]["attendees"] = json!([{"mailto": attendee, "partStatus": "NeedsAction"}]);
    meeting
}

#[test]
fn only_asked_for_notifications_are_sent() {
    let ada = ada(Options::default());
    let value = meeting("ada@valmont.example", "guest@elsewhere.example");
    ada.on_calendar("PUT", "quiet?sendNotifications=false", &value);
    ada.on_calendar("DELETE", "quiet?sendNotifications=false", &Value::Null);
    assert!(ada.server.running.notifications().is_empty());
    ada.on_calendar("PUT", "loud?sendNotifications=true", &value);
    let sent = ada.server.running.notifications();
    assert_eq!(sent.len(), 1);
    assert_eq!(
        (sent[0].kind, sent[0].to.as_str()),
        (NotificationKind::Invitation, "guest@elsewhere.example")
    );
}

#[test]
fn a_room_answers_what_lands_undecided_in_its_calendar() {
    let clock = Clock::fixed(1_780_300_800_000);
    let ada = ada(Options::default().with_clock(clock.clone()));
    let admin = ada.server.admin();
    let room = ada.server.running.uid("salle-conseil");
    let base = format!("/calendars/calendar:{room}");
    let mut decided = meeting("ada@valmont.example", "salle-conseil@valmont.example");
    decided["main"]["attendees"][0]["partStatus"] = json!("Accepted");
    let put = |uid: &str, value: &Value| {
        ada.server.call("PUT", &format!("{base}/{uid}"), Some(&admin), &value.to_string()).status
    };
    assert_eq!(put("decided", &decided), 200);
    assert!(ada.server.running.notifications().is_empty());
    let open = meeting("ada@valmont.example", "salle-conseil@valmont.example");
    assert_eq!(put("open", &open), 200);
    assert_eq!(ada.server.running.notifications()[0].kind, NotificationKind::Reply);
    let status = || {
        let read =
            ada.server.call("GET", &format!("{base}/open/complete"), Some(&admin), "").json();
        read["value"]["main"]["attendees"][0]["partStatus"].clone()
    };
    assert_eq!(status(), "NeedsAction");
    clock.advance(Duration::from_secs(20));
    assert_eq!(status(), "Accepted");
}

#[test]
fn lists_come_after_the_people_and_lists_in_them() {
    let ada = ada(Options::default());
    let book = format!("book:Contacts_{}", ada.server.running.uid("ada"));
    let card = |kind: &str, name: &str, member: Option<&str>| {
        let members: Vec<Value> =
            member.iter().map(|m| json!({"commonName": m, "itemUid": m})).collect();
        json!({"kind": kind, "identification": {"formatedName": {"value": name}},
               "organizational": {"member": members}})
    };
    let add = json!([
        {"uid": "outer", "value": card("group", "Outer", Some("inner"))},
        {"uid": "inner", "value": card("group", "Inner", None)},
        {"uid": "person", "value": card("individual", "Person", None), "photo": "AAEC"},
    ]);
    let path = format!("/addressbooks/{book}/_mupdates");
    let result = ada.call("PUT", &path, &json!({"add": add})).json();
    assert_eq!(result["added"], json!(["person", "inner", "outer"]));
    let items = ada.server.running.items(&book);
    assert_eq!(items["outer"]["organizational"]["member"][0]["itemUid"], "inner");
    let photo = ada.call("GET", &format!("/addressbooks/{book}/person/photo"), &Value::Null);
    assert_eq!(photo.json(), json!("AAEC"));
}

#[test]
fn a_calendar_has_settings_of_its_own() {
    let ada = ada(Options::default());
    let path = format!("/calendars/{}/_config", ada.calendar);
    let read = ada.call("GET", &path, &Value::Null).json();
    assert_eq!(
        (&read["dayStart"], &read["timezoneId"]),
        (&json!(28_800_000), &json!("Europe/Paris"))
    );
    let mut new = json!({"workingDays": ["MO"], "dayStart": 30_600_000, "dayEnd": 61_200_000,
                         "minDuration": 60, "timezoneId": "America/New_York"});
    assert_eq!(ada.call("POST", &path, &new).status, 200);
    assert_eq!(ada.call("GET", &path, &Value::Null).json()["dayStart"], 30_600_000);
    new["minDuration"] = Value::Null;
    assert_eq!(ada.call("POST", &path, &new).json()["errorType"], "NullPointerException");
}
