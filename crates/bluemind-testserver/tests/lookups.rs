//! Who may ask, what is found, and what is not there: groups and task lists.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use serde_json::{Value, json};
use support::town::{DOMAIN, Town, town};

/// The code of a refusal; empty where something is answered.
fn refused(town: &Town, key: &str, verb: &str, path: &str) -> String {
    let answer = town.server.call(verb, path, Some(key), "[]");
    if answer.status < 300 { String::new() } else { answer.code() }
}

#[test]
fn groups_are_found_and_those_that_are_not_there_are_told() {
    let town = town();
    let path = |rest: &str| format!("/groups/{DOMAIN}/{rest}");
    let group = |name: &str| json!({"name": name, "emails": []});
    assert_eq!(town.code("PUT", &path("g1"), &group("One")), "");
    assert_eq!(town.code("PUT", &path("g2/ldap%3A%2F%2F2/createwithextid"), &group("Two")), "");
    assert_eq!(town.code_as(&town.key, "PUT", &path("g3"), &group("Three")), "PERMISSION_DENIED");
    assert_eq!(town.code("PUT", "/groups/nowhere.example/g3", &group("Three")), "NOT_FOUND");
    assert_eq!(town.get(&path("_extid/ldap%3A%2F%2F2"))["uid"], "g2");
    assert_eq!(town.get(&path("g1/complete"))["externalId"], Value::Null);
    let search = |query: Value| {
        let answer =
            town.server.call("POST", &path("_search"), Some(&town.admin), &query.to_string());
        let all = answer.json();
        let uids = all.as_array().unwrap().iter().map(|g| g["uid"].as_str().unwrap().to_owned());
        uids.collect::<Vec<_>>()
    };
    assert_eq!(search(json!({"name": "Two"})), ["g2"]);
    let all = search(json!({}));
    assert!(all.contains(&"g1".to_owned()) && all.contains(&"g2".to_owned()), "{all:?}");
    for (verb, rest) in [
        ("GET", "none/members"),
        ("GET", "none/expandedmembers"),
        ("GET", "none/expandedusersmembers"),
        ("DELETE", "none/members"),
        ("PUT", "none/members"),
    ] {
        assert_eq!(refused(&town, &town.admin, verb, &path(rest)), "NOT_FOUND", "{verb} {rest}");
    }
    // One that is made anew has nobody of the old one in it.
    let ada = json!([{"type": "user", "uid": town.ada}]);
    assert_eq!(town.code("PUT", &path("g1/members"), &ada), "");
    assert_eq!(refused(&town, &town.admin, "DELETE", &path("g1")), "");
    assert_eq!(town.code("PUT", &path("g1"), &group("One")), "");
    assert_eq!(town.get(&path("g1/members")), json!([]));
}

#[test]
fn tasks_are_found_by_their_icalendar_uid_and_lists_are_of_their_kind() {
    let town = town();
    let list = format!("/todolist/todolist:default_{}", town.ada);
    for uid in ["a", "b"] {
        let todo = json!({"summary": uid, "uid": format!("ics-{uid}")});
        assert_eq!(town.code("PUT", &format!("{list}/{uid}"), &todo), "");
    }
    let by_uid = format!("{list}/_icsuid/ics-b");
    let found = town.get(&by_uid);
    let uids: Vec<_> = found.as_array().unwrap().iter().map(|i| i["uid"].clone()).collect();
    assert_eq!(uids, ["b"]);
    let bruno = town.server.user("bruno");
    assert_eq!(refused(&town, &bruno, "GET", &by_uid), "PERMISSION_DENIED");
    for (path, kind) in [("todolists", "todolist"), ("notes", "notes")] {
        let uid = format!("{kind}:user_1");
        let descriptor =
            json!({"uid": uid, "name": "More", "owner": town.ada, "domainUid": DOMAIN});
        let made = town.code_as(&town.key, "PUT", &format!("/{path}/{uid}"), &descriptor);
        assert_eq!(made, "", "{path}");
        let read = town.get(&format!("/containers/_manage/{uid}/_descriptor"));
        assert_eq!(read["type"], kind, "{path}");
    }
}

#[test]
fn whoever_comes_without_a_default_address_gets_one_of_the_default_alias() {
    let town = town();
    let at = format!("/domains/{DOMAIN}");
    let mut domain = town.get(&at)["value"].clone();
    domain["aliases"] = json!(["valmont.test"]);
    domain["defaultAlias"] = "valmont.test".into();
    assert_eq!(town.code("POST", &at, &domain), "");
    let name = json!({"identification": {"name": {"familyNames": "N"}}});
    let newcomer = json!({"login": "q5", "routing": "external", "contactInfos": name});
    let relay = format!("{at}/_settings");
    let mut settings = town.get(&relay);
    settings["mail_routing_relay"] = "old.example".into();
    assert_eq!(town.code("PUT", &relay, &settings), "");
    for (uid, routing, expected) in
        [("q5", "internal", json!(["q5@valmont.test"])), ("q6", "external", json!([]))]
    {
        let mut user = newcomer.clone();
        (user["login"], user["routing"]) = (uid.into(), routing.into());
        if routing == "external" {
            user["emails"] = json!([{"address": "q6@far.example"}]);
        }
        assert_eq!(town.code("PUT", &format!("/users/{DOMAIN}/{uid}"), &user), "");
        let read = town.get(&format!("/users/{DOMAIN}/{uid}/complete"));
        let emails = read["value"]["emails"].as_array().unwrap();
        let default = emails.iter().filter(|mail| mail["isDefault"] == true);
        let default: Vec<_> = default.map(|mail| mail["address"].clone()).collect();
        assert_eq!(json!(default), expected, "{uid}");
    }
}

#[test]
fn a_book_of_somebody_holds_fifteen_thousand_cards() {
    let town = town();
    let path = format!("/addressbooks/book:Contacts_{}", town.ada);
    let card = json!({"kind": "individual", "identification": {"formatedName": {"value": "C"}}});
    let adds = |from: usize, to: usize| -> Value {
        (from..to).map(|n| json!({"uid": format!("c{n}"), "value": card})).collect()
    };
    let batch = |key: &str, body: &Value| {
        let path = format!("{path}/_mupdates");
        let answer = town.server.call("PUT", &path, Some(key), &body.to_string()).json();
        let code = answer.pointer("/errors/0/errorCode").or(answer.get("errorCode"));
        code.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let version = || town.get(&format!("{path}/_version"));
    assert_eq!(batch(&town.key, &json!({"add": adds(0, 15_001)})), "MAX_ITEM_COUNT");
    assert_eq!(version(), 0, "the whole batch is refused");
    assert_eq!(batch(&town.key, &json!({"add": adds(0, 14_999)})), "");
    let one = |uid: &str| town.code("PUT", &format!("{path}/{uid}"), &card);
    assert_eq!((one("a"), one("b")), (String::new(), "MAX_ITEM_COUNT".to_owned()));
    let more = json!({"add": adds(15_000, 15_001)});
    assert_eq!(batch(&town.key, &more), "MAX_ITEM_COUNT");
    let bruno = town.server.user("bruno");
    assert_eq!(batch(&bruno, &more), "PERMISSION_DENIED");
    let swapped = json!({"add": adds(15_000, 15_001), "delete": [{"uid": "a"}, {"uid": "c0"}]});
    assert_eq!(batch(&town.key, &swapped), "MAX_ITEM_COUNT", "deletes come last");
    assert_eq!(town.code("DELETE", &format!("{path}/c1"), &Value::Null), "");
    assert_eq!(one("d"), "");
}
