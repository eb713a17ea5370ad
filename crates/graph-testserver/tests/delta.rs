//! Change tracking, and the edits it reports.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use serde_json::{Value, json};
use support::Client;
use viaduc_graph_testserver::{Item, Kind, Options, Tenant, User};

const BOB: &str = "bob@hall.example";

fn tenant() -> Tenant {
    let mut tenant = Tenant::new("hall.example");
    let mut user = User::new(BOB, "Bob");
    let inbox = user.container_mut(Kind::Mail, "inbox").unwrap();
    for number in 0..12 {
        let json = json!({ "subject": number.to_string(), "isRead": false });
        inbox.items.push(Item::message(&format!("m{number}"), json, "Subject: x\r\n\r\n"));
    }
    tenant.users.push(user);
    tenant
}

fn delta() -> String {
    format!("/users/{BOB}/mailFolders/inbox/messages/delta?$select=subject,isRead")
}

fn subjects(items: &[Value]) -> Vec<&str> {
    let mut all: Vec<&str> = items.iter().filter_map(|one| one["subject"].as_str()).collect();
    all.sort_unstable();
    all
}

#[tokio::test]
async fn a_round_reports_what_changed_since() {
    let client = Client::start(tenant(), Options::default()).await;
    let (first, link) = client.delta(&delta()).await;
    assert_eq!(first.len(), 12);
    assert!(first[0].get("body").is_none(), "the query of the first call holds");
    let (quiet, link) = client.delta(&link).await;
    assert!(quiet.is_empty());
    let id = |index: usize| first[index]["id"].as_str().unwrap().to_owned();
    client.server.tenant(|tenant| {
        tenant
            .edit_item(BOB, Kind::Mail, &id(0), |item| item.json["isRead"] = true.into())
            .unwrap();
        tenant.remove_item(BOB, Kind::Mail, &id(1)).unwrap();
        let moved = tenant.move_item(BOB, Kind::Mail, &id(2), "archive").unwrap();
        assert_ne!(moved, id(2));
        let item = Item::message("new", json!({ "subject": "new" }), "x");
        tenant.add_item(BOB, Kind::Mail, "inbox", item).unwrap();
    });
    let (second, link) = client.delta(&link).await;
    assert_eq!(second.len(), 4);
    let gone: Vec<&Value> = second.iter().filter(|one| one.get("@removed").is_some()).collect();
    assert_eq!(gone.len(), 2);
    assert!(gone.iter().all(|one| one["@removed"]["reason"] == "deleted"));
    assert_eq!(second.iter().find(|one| one["id"] == id(0).as_str()).unwrap()["isRead"], true);
    assert!(subjects(&second).contains(&"new"));
    let (third, _) = client.delta(&link).await;
    assert!(third.is_empty());
}

#[tokio::test]
async fn a_change_between_two_pages_is_not_lost() {
    let client = Client::start(tenant(), Options::default()).await;
    let page = client.json(&delta()).await;
    let next = page["@odata.nextLink"].as_str().unwrap().to_owned();
    let seen = page["value"][0]["id"].as_str().unwrap().to_owned();
    client.server.tenant(|tenant| {
        tenant
            .edit_item(BOB, Kind::Mail, &seen, |item| item.json["subject"] = "edited".into())
            .unwrap();
    });
    let (rest, link) = client.delta(&next).await;
    assert_eq!(rest.len(), 2);
    let (after, _) = client.delta(&link).await;
    assert_eq!(subjects(&after), ["edited"]);
}

#[tokio::test]
async fn stale_and_foreign_tokens_are_refused() {
    let client = Client::start(tenant(), Options::default()).await;
    let (_, link) = client.delta(&delta()).await;
    client.server.expire_delta_tokens();
    let stale = client.get(&link).await;
    assert_eq!((stale.status, stale.code().as_str()), (410, "SyncStateNotFound"));
    let garbage = client.get(&format!("{}&$deltatoken=xx", delta())).await;
    assert_eq!((garbage.status, garbage.code().as_str()), (400, "ErrorInvalidIdMalformed"));
}

#[tokio::test]
async fn a_token_survives_a_restart_with_the_same_tenant() {
    let client = Client::start(tenant(), Options::default()).await;
    let (_, link) = client.delta(&delta()).await;
    let token = link.split_once("%24deltatoken=").unwrap().1.to_owned();
    drop(client);
    let client = Client::start(tenant(), Options::default()).await;
    let path = format!("/users/{BOB}/mailFolders/inbox/messages/delta?$deltatoken={token}");
    let (items, _) = client.delta(&path).await;
    assert!(items.is_empty());
}

#[tokio::test]
async fn quirks_repeat_and_shorten() {
    let mut options = Options::default();
    options.quirks.delta_duplicates = true;
    options.quirks.delta_partial = true;
    let client = Client::start(tenant(), options).await;
    let (first, link) = client.delta(&delta()).await;
    assert_eq!(first.len(), 14);
    let id = first[0]["id"].as_str().unwrap().to_owned();
    client.server.tenant(|tenant| {
        tenant.edit_item(BOB, Kind::Mail, &id, |item| item.json["isRead"] = true.into()).unwrap();
    });
    let (second, _) = client.delta(&link).await;
    assert_eq!(second.len(), 2);
    assert!(second[0].get("subject").is_none());
    assert_eq!(second[0]["isRead"], true);
}

#[tokio::test]
async fn writes_over_the_wire_are_changes_too() {
    let client = Client::start(tenant(), Options::default()).await;
    let (_, link) = client.delta(&delta()).await;
    let json = [("Content-Type", "application/json")];
    let inbox = format!("/users/{BOB}/mailFolders/inbox/messages");
    let body = json!({ "subject": "Écrit", "body": { "contentType": "text", "content": "é" } });
    let made = client.call("POST", &inbox, &json, body.to_string().as_bytes()).await;
    assert_eq!(made.status, 201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let mime = client.get(&format!("/users/{BOB}/messages/{id}/$value")).await;
    assert!(String::from_utf8_lossy(&mime.body).contains("Subject: =?utf-8?B?"));
    let plain = [("Content-Type", "text/plain")];
    let made = client.call("POST", &inbox, &plain, b"U3ViamVjdDogcmF3DQoNCnRleHQNCg==").await;
    assert_eq!(made.json()["subject"], "raw");
    let patch = client
        .call("PATCH", &format!("/users/{BOB}/messages/{id}"), &json, br#"{"isRead":true}"#)
        .await;
    assert_eq!(patch.status, 200);
    let (changes, link) = client.delta(&link).await;
    assert_eq!(subjects(&changes), ["raw", "Écrit"]);
    let to = json!({ "destinationId": "archive" }).to_string();
    let moved = client
        .call("POST", &format!("/users/{BOB}/messages/{id}/move"), &json, to.as_bytes())
        .await;
    assert_eq!(moved.status, 201);
    let raw = made.json()["id"].as_str().unwrap().to_owned();
    let gone = client.call("DELETE", &format!("/users/{BOB}/messages/{raw}"), &[], b"").await;
    assert_eq!(gone.status, 204);
    let (changes, _) = client.delta(&link).await;
    assert_eq!(changes.iter().filter(|one| one.get("@removed").is_some()).count(), 2);
    let event = json!({ "subject": "e", "start": { "dateTime": "2026-01-01T08:00:00", "timeZone": "UTC" },
        "end": { "dateTime": "2026-01-01T09:00:00", "timeZone": "UTC" } });
    let made = client
        .call("POST", &format!("/users/{BOB}/events"), &json, event.to_string().as_bytes())
        .await;
    assert_eq!(made.json()["type"], "singleInstance");
}
