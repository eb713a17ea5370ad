//! Faults, throttling, batches, the log, the admin surface.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::time::Duration;

use serde_json::json;
use support::Client;
use viaduc_graph_testserver::faults::{Action, Fault, Script};
use viaduc_graph_testserver::{Item, Kind, Options, Tenant, User};

const EVE: &str = "eve@hall.example";

fn tenant() -> Tenant {
    let mut tenant = Tenant::new("hall.example");
    let mut user = User::new(EVE, "Eve");
    let inbox = user.container_mut(Kind::Mail, "inbox").unwrap();
    inbox.items.push(Item::message("m", json!({ "subject": "s" }), vec![b'x'; 100_000]));
    tenant.users.push(user);
    tenant
}

fn value(client: &Client) -> String {
    client.server.tenant(|tenant| {
        let user = tenant.user(EVE).unwrap();
        format!(
            "/users/{EVE}/messages/{}/$value",
            user.container(Kind::Mail, "inbox").unwrap().items[0].id
        )
    })
}

#[tokio::test]
async fn each_action_does_what_it_says() {
    let client = Client::start(tenant(), Options::default()).await;
    let path = value(&client);
    let hit = |action| client.server.fault(Fault::on("*/$value", action));
    hit(Action::Throttle { retry_after: Some("7".to_owned()) });
    let answer = client.get(&path).await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, Some("7")));
    assert_eq!(answer.code(), "ApplicationThrottled");
    hit(Action::Empty { status: 503 });
    let answer = client.get(&path).await;
    assert_eq!((answer.status, answer.body.len()), (503, 0));
    hit(Action::Drop { bytes: 40_000 });
    let answer = client.get(&path).await;
    assert_eq!((answer.status, answer.body.len(), answer.cut), (200, 40_000, true));
    hit(Action::Truncate { bytes: 10 });
    let answer = client.get(&path).await;
    assert_eq!((answer.body.len(), answer.cut), (10, false));
    hit(Action::Slow { millis: 1 });
    assert_eq!(client.get(&path).await.body.len(), 100_000);
    hit(Action::Body { content_type: "text/html".to_owned(), body: "<html>".to_owned() });
    assert_eq!(client.get(&path).await.body, b"<html>");
    hit(Action::Status {
        status: 500,
        code: Some("ErrorCorruptData".to_owned()),
        message: None,
        retry_after: None,
    });
    assert_eq!(client.get(&path).await.code(), "ErrorCorruptData");
    assert_eq!(client.get(&path).await.status, 200);
    assert_eq!(client.server.requests().iter().filter(|one| one.fault).count(), 7);
}

#[tokio::test]
async fn a_script_spares_and_counts() {
    let script = Script::parse(
        r#"{ "fault": [{ "method": "GET", "path": "/v1.0/users", "after": 1, "times": 2,
            "then": "status", "status": 504 }] }"#,
    )
    .unwrap();
    let client = Client::start(tenant(), Options::default().faults(script)).await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(client.get("/users?$top=5").await.status);
    }
    assert_eq!(seen, [200, 504, 504, 200]);
    for bad in [
        "[[fault]]\npath = 1",
        "{\"fault\":[{\"path\":\"x\"}]}",
        "{",
        "[[fault]]\npath='x'\nthen='explode'",
    ] {
        assert!(Script::parse(bad).is_err(), "{bad}");
    }
}

#[tokio::test]
async fn a_window_that_is_full_throttles() {
    let mut options = Options::default();
    options.limits.window = Some((2, Duration::from_secs(600)));
    options.limits.retry_after = Some(1);
    let client = Client::start(tenant(), options).await;
    let path = format!("/users/{EVE}/mailFolders");
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(client.get(&path).await.status);
    }
    assert_eq!(seen, [200, 200, 429]);
    assert_eq!(client.get("/users").await.status, 200, "the directory has its own limits");
    client.server.advance(Duration::from_secs(601));
    let mut client = client;
    client.renew().await;
    assert_eq!(client.get(&path).await.status, 200);
}

#[tokio::test]
async fn a_batch_answers_in_any_order_each_on_its_own() {
    let client = Client::start(tenant(), Options::default()).await;
    client
        .server
        .fault(Fault::on("*/contactFolders", Action::Throttle { retry_after: Some("3".into()) }));
    let value = value(&client);
    let body = json!({ "requests": [
        { "id": "1", "method": "GET", "url": format!("/users/{EVE}/mailFolders/inbox") },
        { "id": "2", "method": "GET", "url": format!("/users/{EVE}/contactFolders") },
        { "id": "3", "method": "GET", "url": "/users", "dependsOn": ["2"] },
        { "id": "4", "method": "GET", "url": value }
    ] });
    let json = [("Content-Type", "application/json")];
    let answer = client.call("POST", "/$batch", &json, body.to_string().as_bytes()).await;
    assert_eq!(answer.status, 200);
    let all = answer.json()["responses"].as_array().unwrap().clone();
    let ids: Vec<&str> = all.iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!(ids, ["4", "3", "2", "1"]);
    assert_eq!(all[3]["body"]["displayName"], "Inbox");
    assert_eq!((&all[2]["status"], &all[2]["headers"]["retry-after"]), (&json!(429), &json!("3")));
    assert_eq!(all[1]["status"], 424);
    assert!(all[0]["body"].as_str().unwrap().starts_with("eHh4"));
    let many: Vec<_> = (0..21)
        .map(|id| json!({ "id": id.to_string(), "method": "GET", "url": "/users" }))
        .collect();
    let many = json!({ "requests": many }).to_string();
    assert_eq!(client.call("POST", "/$batch", &json, many.as_bytes()).await.status, 400);
}

#[tokio::test]
async fn the_log_and_the_admin_surface() {
    let client = Client::start(tenant(), Options::default()).await;
    client.get("/users?$top=1").await;
    let log = client.server.requests();
    let last = log.last().unwrap();
    assert_eq!(
        (last.method.as_str(), last.path.as_str(), last.query.as_str()),
        ("GET", "/v1.0/users", "$top=1")
    );
    assert_eq!(
        (last.host.as_str(), last.authorized),
        (client.server.addr.to_string().as_str(), true)
    );
    let over = client.send("GET", "/_admin/requests", &[], b"").await.json();
    assert_eq!(over.as_array().unwrap().len(), log.len());
    assert!(!over.to_string().contains(&client.token));
    let body = "[[fault]]\npath = \"*\"\nthen = \"empty\"\ntimes = 0\n";
    assert_eq!(client.send("PUT", "/_admin/faults", &[], body.as_bytes()).await.status, 204);
    assert_eq!(client.get("/users").await.status, 503);
    assert_eq!(client.send("DELETE", "/_admin/faults", &[], b"").await.status, 204);
    client.send("PUT", &format!("/_admin/access/{EVE}"), &[], b"\"noMailbox\"").await;
    assert_eq!(
        client.get(&format!("/users/{EVE}/messages")).await.code(),
        "MailboxNotEnabledForRESTAPI"
    );
    client.send("POST", "/_admin/expire-tokens", &[], b"").await;
    assert_eq!(client.get("/users").await.status, 401);
}

#[tokio::test]
async fn it_stops_when_dropped() {
    let client = Client::start(tenant(), Options::default()).await;
    let addr = client.server.addr;
    client.server.stop().await;
    assert!(tokio::net::TcpStream::connect(addr).await.is_err());
}
