//! What is refused of rooms and their kinds, and with which code.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use serde_json::{Value, json};
use support::town::{DOMAIN, town, with};

#[test]
fn rooms_and_their_kinds() {
    let town = town();
    let kind = format!("/resources/{DOMAIN}/type/boats");
    let seats = |id: Value| json!({"id": id, "label": "Seats", "type": "Number"});
    let base = json!({"label": "Boats", "templates": {}, "properties": [seats(json!("seats")),
        {"id": "roof", "label": "Roof", "type": "Boolean"}, {"id": "name", "label": "Name", "type": "String"}, seats(Value::Null)]});
    town.table(
        "PUT",
        &kind,
        &[
            (with(&base, json!({"label": ""})), "INVALID_PARAMETER"),
            (
                with(&base, json!({"properties": [{"id": "x", "label": "", "type": "Number"}]})),
                "INVALID_PARAMETER",
            ),
            (
                with(&base, json!({"properties": [{"id": "x", "label": "x", "type": null}]})),
                "INVALID_PARAMETER",
            ),
            (base.clone(), ""),
            (base.clone(), "ALREADY_EXISTS"),
        ],
    );
    assert_eq!(town.code("POST", &format!("/resources/{DOMAIN}/type/none"), &base), "NOT_FOUND");
    let read = town.get(&kind);
    assert_eq!(read["properties"][0]["id"], "seats");
    assert!(!read["properties"][3]["id"].as_str().unwrap().is_empty(), "a property gets an id");
    let at = |address: &str| json!([{"address": address, "isDefault": true, "allAliases": false}]);
    let boat = json!({"label": "Boat", "typeIdentifier": "boats", "properties": [], "emails": at("Boat@Valmont.Example")});
    let holds = |id: &str, value: &str| {
        with(&boat, json!({"properties": [{"propertyId": id, "value": value}]}))
    };
    town.table(
        "PUT",
        &format!("/resources/{DOMAIN}/b1"),
        &[
            (with(&boat, json!({"label": ""})), "INVALID_PARAMETER"),
            (with(&boat, json!({"typeIdentifier": ""})), "INVALID_PARAMETER"),
            (with(&boat, json!({"typeIdentifier": "none"})), "UNKNOWN"),
            (with(&boat, json!({"properties": null})), "INVALID_PARAMETER"),
            (with(&boat, json!({"emails": []})), "INVALID_PARAMETER"),
            (with(&boat, json!({"emails": at("no address")})), "INVALID_PARAMETER"),
            (holds("seats", "four"), "INVALID_PARAMETER"),
            (holds("roof", "yes"), "INVALID_PARAMETER"),
            (holds("seats", "4"), ""),
        ],
    );
    for (uid, body) in [
        ("b2", holds("roof", "true")),
        ("b3", holds("roof", "false")),
        ("b4", holds("name", "x")),
        ("b5", holds("other", "x")),
    ] {
        let body = with(&body, json!({"emails": at(&format!("{uid}@{DOMAIN}"))}));
        assert_eq!(town.code("PUT", &format!("/resources/{DOMAIN}/{uid}"), &body), "", "{body}");
    }
    let read = town.get(&format!("/resources/{DOMAIN}/b1"));
    assert_eq!(
        (&read["reservationMode"], &read["emails"][0]["address"], &read["dataLocation"]),
        (&json!("AUTO_ACCEPT_REFUSE"), &json!(format!("boat@{DOMAIN}")), &json!("core"))
    );
    assert_eq!(
        town.code(
            "POST",
            &format!("/resources/{DOMAIN}/b1"),
            &with(&read, json!({"typeIdentifier": "other"}))
        ),
        "UNKNOWN"
    );
    let hours = town.get("/calendars/calendar:b1/_config");
    assert_eq!(
        (&hours["dayStart"], &hours["dayEnd"], &hours["minDuration"]),
        (&json!(28_800_000), &json!(64_800_000), &json!(60))
    );
    assert_eq!(town.server.running.acl("freebusy:b1"), [(DOMAIN.to_owned(), "Read".to_owned())]);
    assert_eq!(
        town.server.running.acl("calendar:b1"),
        [],
        "a room's calendar comes without rights"
    );
}
