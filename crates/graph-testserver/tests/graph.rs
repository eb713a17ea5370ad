//! The wire as a client sees it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use serde_json::{Value, json};
use support::Client;
use viaduc_graph_testserver::{Access, Attachment, Item, Kind, Options, Tenant, User, demo};

const ANNE: &str = "anne@hall.example";

/// One mailbox with 23 messages, a series, a contact.
fn small() -> Tenant {
    let mut tenant = Tenant::new("hall.example");
    let mut user = User::new(ANNE, "Anne");
    let inbox = user.container_mut(Kind::Mail, "inbox").unwrap();
    for number in 0..23 {
        inbox.items.push(Item::message(
            &format!("m{number}"),
            json!({ "subject": format!("n° {number}"), "isRead": number % 2 == 0,
                "receivedDateTime": format!("2026-01-{:02}T08:00:00Z", number + 1),
                "body": { "contentType": "html", "content": "<p>a &amp; b</p>" },
                "internetMessageHeaders": [] }),
            format!("Subject: {number}\r\n\r\nbody {number}\r\n"),
        ));
    }
    let calendar = user.containers.iter_mut().find(|one| one.kind == Kind::Calendar).unwrap();
    let mut series = Item::new(
        "series",
        json!({
            "subject": "Weekly", "type": "seriesMaster", "isAllDay": false,
            "start": { "dateTime": "2026-03-23T08:00:00.0000000", "timeZone": "UTC" },
            "end": { "dateTime": "2026-03-23T09:00:00.0000000", "timeZone": "UTC" },
            "originalStartTimeZone": "Romance Standard Time",
            "recurrence": {
                "pattern": { "type": "weekly", "interval": 1, "daysOfWeek": ["monday"] },
                "range": { "type": "numbered", "numberOfOccurrences": 4, "startDate": "2026-03-23",
                    "recurrenceTimeZone": "Romance Standard Time" }
            }
        }),
    );
    series.cancelled.push("2026-04-06".to_owned());
    series.exceptions.push(json!({
        "id": "exception-1", "subject": "Moved", "type": "exception",
        "originalStart": "2026-03-30T07:00:00Z",
        "start": { "dateTime": "2026-03-30T12:00:00.0000000", "timeZone": "UTC" },
        "end": { "dateTime": "2026-03-30T13:00:00.0000000", "timeZone": "UTC" }
    }));
    series
        .extended
        .push(("Integer {00062002-0000-0000-C000-000000000046} Id 0x8201".into(), "3".into()));
    calendar.items.push(series);
    tenant.users.push(user);
    tenant
}

async fn client() -> Client {
    Client::start(small(), Options::default()).await
}

#[tokio::test]
async fn a_token_is_needed_and_ends() {
    let mut client = client().await;
    let wrong = client.ask_token(&client.server.client_id, "wrong").await;
    assert_eq!((wrong.status, &wrong.json()["error_codes"][0]), (401, &json!(7_000_215)));
    let stranger = client.ask_token("nobody", "x").await;
    assert_eq!(stranger.json()["error"], "unauthorized_client");
    assert_eq!(client.get("/users").await.status, 200);
    client.server.advance(std::time::Duration::from_secs(3600));
    let late = client.get("/users").await;
    assert_eq!((late.status, late.code().as_str()), (401, "InvalidAuthenticationToken"));
    client.renew().await;
    assert_eq!(client.get("/users").await.status, 200);
    client.token.clear();
    assert_eq!(client.get("/users").await.status, 401);
}

#[tokio::test]
async fn pages_are_linked_until_the_end() {
    let client = client().await;
    let inbox = format!("/users/{ANNE}/mailFolders/inbox/messages");
    let (all, pages) = client.all(&inbox).await;
    assert_eq!((all.len(), pages), (23, 3));
    let (some, pages) = client.all(&format!("{inbox}?$top=5&$select=subject&$count=true")).await;
    assert_eq!((some.len(), pages), (23, 5));
    let keys: Vec<&String> = some[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["@odata.etag", "id", "subject"]);
    let sized = client.get_with(&inbox, &[("Prefer", "odata.maxpagesize=7")]).await;
    assert_eq!(sized.json()["value"].as_array().unwrap().len(), 7);
    assert_eq!(sized.header("preference-applied"), Some("odata.maxpagesize=7"));
    assert_eq!(client.get(&format!("{inbox}?$top=1001")).await.status, 400);
    let unread = client
        .json(&format!("{inbox}?$filter=isRead%20eq%20false&$orderby=receivedDateTime%20desc"))
        .await;
    assert_eq!(unread["value"][0]["subject"], "n° 21");
}

#[tokio::test]
async fn an_empty_page_may_have_a_link() {
    let mut options = Options::default();
    options.quirks.empty_pages = true;
    let client = Client::start(small(), options).await;
    let inbox = format!("/users/{ANNE}/mailFolders/inbox/messages");
    let first = client.json(&inbox).await;
    assert_eq!(first["value"], json!([]));
    let (all, pages) = client.all(&inbox).await;
    assert_eq!((all.len(), pages), (23, 4));
}

#[tokio::test]
async fn unselected_properties_are_absent() {
    let client = client().await;
    let inbox = client.json(&format!("/users/{ANNE}/mailFolders/inbox/messages")).await;
    let first = &inbox["value"][0];
    assert!(first.get("internetMessageHeaders").is_none());
    for name in ["id", "changeKey", "@odata.etag", "parentFolderId", "body", "hasAttachments"] {
        assert!(first.get(name).is_some(), "{name}");
    }
    let users = client.json("/users").await;
    assert!(users["value"][0].get("proxyAddresses").is_none());
    assert!(users["@odata.context"].as_str().unwrap().ends_with("/v1.0/$metadata#users"));
    let users = client.json("/users?$select=proxyAddresses").await;
    assert_eq!(users["value"][0], json!({ "proxyAddresses": [format!("SMTP:{ANNE}")] }));
    let bad = client.get("/users?$select=shoeSize").await;
    assert_eq!((bad.status, bad.code().as_str()), (400, "RequestBroker--ParseUri"));
}

#[tokio::test]
async fn ids_of_both_kinds_are_keys() {
    let client = client().await;
    let inbox = format!("/users/{ANNE}/mailFolders/inbox/messages?$select=subject");
    let usual = client.json(&inbox).await["value"][3].clone();
    let prefer = [("Prefer", "IdType=\"ImmutableId\"")];
    let immutable = client.get_with(&inbox, &prefer).await.json()["value"][3].clone();
    assert_ne!(usual["id"], immutable["id"]);
    for id in [&usual["id"], &immutable["id"]] {
        let one = client.json(&format!("/users/{ANNE}/messages/{}", id.as_str().unwrap())).await;
        assert_eq!(one["subject"], usual["subject"]);
        let one = client
            .get(&format!("/users('{ANNE}')/messages('{}')/$value", id.as_str().unwrap()))
            .await;
        assert_eq!(one.body, b"Subject: 3\r\n\r\nbody 3\r\n");
    }
}

#[tokio::test]
async fn a_series_shows_its_exceptions_only_when_read_alone() {
    let client = client().await;
    let list = client.json(&format!("/users/{ANNE}/events")).await;
    let id = list["value"][0]["id"].as_str().unwrap().to_owned();
    assert!(list["value"][0].get("cancelledOccurrences").is_none());
    let one = client
        .json(&format!(
            "/users/{ANNE}/events/{id}?$select=id,cancelledOccurrences&$expand=exceptionOccurrences"
        ))
        .await;
    assert_eq!(one["cancelledOccurrences"], json!([format!("OID.{id}.2026-04-06")]));
    assert_eq!(one["exceptionOccurrences"][0]["subject"], "Moved");
    assert_eq!(one["exceptionOccurrences"][0]["seriesMasterId"], id.as_str());
    let starts: Vec<Value> = client
        .json(&format!("/users/{ANNE}/events/{id}/instances?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-05-01T00:00:00Z"))
        .await["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["start"]["dateTime"].clone())
        .collect();
    let mut starts: Vec<&str> = starts.iter().filter_map(Value::as_str).collect();
    starts.sort_unstable();
    assert_eq!(
        starts,
        [
            "2026-03-23T08:00:00.0000000",
            "2026-03-30T12:00:00.0000000",
            "2026-04-13T07:00:00.0000000"
        ]
    );
    let zoned = client
        .get_with(
            &format!("/users/{ANNE}/events"),
            &[("Prefer", "outlook.timezone=\"Romance Standard Time\"")],
        )
        .await;
    assert_eq!(
        zoned.json()["value"][0]["start"],
        json!({
            "dateTime": "2026-03-23T09:00:00.0000000", "timeZone": "Romance Standard Time"
        })
    );
}

#[tokio::test]
async fn extended_properties_are_found_by_meaning() {
    let client = client().await;
    let expand = "singleValueExtendedProperties($filter=id%20eq%20'integer%20%7B00062002-0000-0000-C000-000000000046%7D%20Id%200x08201')";
    let events = client.json(&format!("/users/{ANNE}/events?$expand={expand}")).await;
    assert_eq!(
        events["value"][0]["singleValueExtendedProperties"],
        json!([{
            "id": "Integer {00062002-0000-0000-c000-000000000046} Id 0x8201", "value": "3"
        }])
    );
}

#[tokio::test]
async fn mailboxes_out_of_reach_say_so() {
    let client = client().await;
    for (access, status, code) in [
        (Access::OutOfScope, 403, "ErrorAccessDenied"),
        (Access::NoMailbox, 404, "MailboxNotEnabledForRESTAPI"),
        (Access::Suspended, 403, "AccountSuspend"),
    ] {
        client.server.tenant(|tenant| tenant.user_mut(ANNE).unwrap().access = access);
        let answer = client.get(&format!("/users/{ANNE}/mailFolders")).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code));
        assert_eq!(client.get(&format!("/users/{ANNE}")).await.status, 200);
    }
    let nobody = client.get("/users/nobody@hall.example/messages").await;
    assert_eq!((nobody.status, nobody.code().as_str()), (404, "Request_ResourceNotFound"));
    assert_eq!(client.get("/me/messages").await.status, 400);
}

#[tokio::test]
async fn errors_have_the_shape_of_graph() {
    let client = client().await;
    let id = [("client-request-id", "my-id")];
    let answer = client.get_with(&format!("/users/{ANNE}/messages/AAMkAG0="), &id).await;
    assert_eq!((answer.status, answer.code().as_str()), (404, "ErrorItemNotFound"));
    assert_eq!(answer.header("client-request-id"), Some("my-id"));
    let inner = answer.json()["error"]["innerError"].clone();
    assert_eq!(inner["client-request-id"], "my-id");
    assert_eq!(inner["request-id"].as_str(), answer.header("request-id"));
    assert!(!inner["date"].as_str().unwrap().ends_with('Z'));
    for (path, code) in [
        ("/nothing", "BadRequest"),
        ("/users/anne@hall.example/mailFolders/nosuch", "ErrorInvalidIdMalformed"),
        ("/users/anne@hall.example/photo/$value", "ImageNotFound"),
    ] {
        assert_eq!(client.get(path).await.code(), code, "{path}");
    }
}

#[tokio::test]
async fn attachments_come_with_and_without_content() {
    let mut tenant = small();
    let user = tenant.user_mut(ANNE).unwrap();
    let message = &mut user.container_mut(Kind::Mail, "inbox").unwrap().items[0];
    let make = |kind: &str, id: &str| {
        let mut one = Attachment::default();
        one.json = json!({ "@odata.type": format!("#microsoft.graph.{kind}"), "id": id,
            "name": id, "contentType": "text/plain", "size": 9, "isInline": false });
        one
    };
    let mut file = make("fileAttachment", "f");
    file.bytes = Some("abc".into());
    message.attachments = vec![file, make("referenceAttachment", "r")];
    let id = message.id.clone();
    let client = Client::start(tenant, Options::default()).await;
    let here = format!("/users/{ANNE}/messages/{id}/attachments");
    let (all, _) = client.all(&here).await;
    assert_eq!(all[0]["contentBytes"], "YWJj");
    let (slim, _) = client
        .all(&format!("{here}?$select=id,name,microsoft.graph.fileAttachment/contentId"))
        .await;
    assert!(slim[0].get("contentBytes").is_none());
    assert_eq!(client.get(&format!("{here}/f/$value")).await.body, b"abc");
    assert_eq!(client.get(&format!("{here}/r/$value")).await.status, 405);
    let message = client.json(&format!("/users/{ANNE}/messages/{id}")).await;
    assert_eq!(message["hasAttachments"], true);
}

#[tokio::test]
async fn the_demo_can_be_read_to_its_last_item() {
    let tenant = demo::town_hall(9);
    let users: Vec<String> = tenant.users.iter().map(|user| user.id().to_owned()).collect();
    let client = Client::start(tenant, Options::default()).await;
    let (listed, _) = client.all("/users?$top=7").await;
    assert_eq!(listed.len(), users.len());
    let stephane = "/users/stephane.collet@valmont.example";
    let (folders, pages) = client.all(&format!("{stephane}/mailFolders")).await;
    assert!(folders.len() > 20 && pages > 2);
    let (hidden, _) =
        client.all(&format!("{stephane}/mailFolders?includeHiddenFolders=true")).await;
    assert_eq!(hidden.len(), folders.len() + 1);
    let (rooms, _) = client.all("/places/microsoft.graph.room").await;
    assert_eq!(rooms.len(), 2);
    let (groups, _) = client.all("/groups").await;
    let (members, _) =
        client.all(&format!("/groups/{}/members", groups[0]["id"].as_str().unwrap())).await;
    assert_eq!(members[0]["@odata.type"], "#microsoft.graph.user");
    let (lists, _) = client.all(&format!("{stephane}/todo/lists")).await;
    assert_eq!(lists[0]["wellknownListName"], "defaultList");
    let rules = client.json(&format!("{stephane}/mailFolders/inbox/messageRules")).await;
    assert_eq!(rules["value"].as_array().unwrap().len(), 1);
    let settings = client.json(&format!("{stephane}/mailboxSettings/userPurpose")).await;
    assert_eq!(settings["value"], "user");
}
