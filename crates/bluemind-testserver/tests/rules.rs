//! What is refused, and with which code, apart from events, cards and tasks; what is rewritten beside it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use serde_json::{Value, json};
use support::town::{DOMAIN, town, with};

#[test]
fn absences() {
    let town = town();
    let path = format!("/mailboxes/{DOMAIN}/{}/_vacation", town.ada);
    let base = json!({"enabled": true, "subject": "Away", "text": "Monday"});
    town.table(
        "POST",
        &path,
        &[
            (with(&base, json!({"subject": ""})), "INVALID_PARAMETER"),
            (with(&base, json!({"subject": "", "enabled": false})), ""),
            (with(&base, json!({"start": 2000, "end": 1999})), "INVALID_PARAMETER"),
            (with(&base, json!({"start": 2000, "end": 2000})), ""),
            (with(&base, json!({"start": 2000, "end": null})), ""),
            (with(&base, json!({"start": 1999, "end": 60_999})), ""),
        ],
    );
    let read = town.get(&path);
    assert_eq!((&read["start"], &read["end"]), (&json!(1000), &json!(60_000)));
    assert_eq!((&read["subject"], &read["text"]), (&json!("Away"), &json!("Monday")));
    town.table("POST", &path, &[(with(&base, json!({"text": null, "textHtml": "<p>x</p>"})), "")]);
    assert_eq!(town.get(&path)["textHtml"], "<p>x</p>");
    // An answer that says nothing is not kept.
    town.table("POST", &path, &[(with(&base, json!({"text": ""})), "")]);
    assert_eq!(town.get(&path)["subject"], Value::Null);
}

#[test]
fn forwardings() {
    let town = town();
    let path = format!("/mailboxes/{DOMAIN}/{}/_forwarding", town.ada);
    let to = |emails: Value| json!({"enabled": true, "localCopy": true, "emails": emails});
    town.table(
        "POST",
        &path,
        &[
            (to(json!([])), "INVALID_PARAMETER"),
            (json!({"enabled": false, "emails": []}), ""),
            (to(json!(["not an address"])), "INVALID_PARAMETER"),
            (to(json!([format!("ada@{DOMAIN}")])), "FORBIDDEN"),
            (to(json!([" Far@Away.Example "])), ""),
        ],
    );
    assert_eq!(town.get(&path)["emails"], json!(["far@away.example"]));
    let mine = |emails: Value| town.code_as(&town.key, "POST", &path, &to(emails));
    assert_eq!(mine(json!(["far@away.example"])), "", "as it was: not looked at");
    assert_eq!(mine(json!(["other@away.example"])), "FORBIDDEN");
    assert_eq!(mine(json!([format!("bruno@{DOMAIN}")])), "");
    assert_eq!(mine(json!([format!("bruno@{DOMAIN}"), "far@away.example"])), "FORBIDDEN");
    // Off, it keeps its addresses.
    let off = json!({"enabled": false, "localCopy": true, "emails": [format!("bruno@{DOMAIN}")]});
    assert_eq!(town.code("POST", &path, &off), "");
    assert_eq!(town.get(&path)["emails"], off["emails"]);
}

#[test]
fn rules_of_mailboxes() {
    let town = town();
    let path = format!("/mailboxes/{DOMAIN}/{}/_rules", town.ada);
    let filter = |field: &str| json!([{"operator": "AND", "filter": {"operator": "EXISTS", "fields": [field]}}]);
    let base = json!({"client": "bluemind", "type": "GENERIC", "active": true, "name": "n", "conditions": [],
        "actions": [{"name": "MARK_AS_READ"}]});
    let nested =
        json!([{"operator": "AND", "filter": null, "conditions": filter("headers.no way")}]);
    town.table(
        "PUT",
        &path,
        &[
            (base.clone(), ""),
            (with(&base, json!({"actions": []})), "INVALID_PARAMETER"),
            (with(&base, json!({"actions": [], "active": false})), ""),
            (with(&base, json!({"conditions": filter("headers.x-mine")})), ""),
            (with(&base, json!({"conditions": filter("headers.")})), "INVALID_PARAMETER"),
            (with(&base, json!({"conditions": filter("headers.no:way")})), "INVALID_PARAMETER"),
            (with(&base, json!({"conditions": filter("headers.été")})), "INVALID_PARAMETER"),
            (with(&base, json!({"conditions": filter("no way")})), ""),
            (with(&base, json!({"conditions": nested})), "INVALID_PARAMETER"),
            (
                with(
                    &base,
                    json!({"actions": [{"name": "ADD_HEADER", "headers": {"no way": "1"}}]}),
                ),
                "INVALID_PARAMETER",
            ),
            (
                with(
                    &base,
                    json!({"actions": [{"name": "REMOVE_HEADERS", "headerNames": ["no way"]}]}),
                ),
                "INVALID_PARAMETER",
            ),
        ],
    );
    // Absence, then forwarding, then rules, whatever came first.
    let at = |name: &str| format!("/mailboxes/{DOMAIN}/{}/{name}", town.ada);
    let on = json!({"enabled": true, "emails": [format!("bruno@{DOMAIN}")]});
    assert_eq!(town.code("POST", &at("_forwarding"), &on), "");
    let away = json!({"enabled": true, "subject": "Away", "text": "x"});
    assert_eq!(town.code("POST", &at("_vacation"), &away), "");
    assert_eq!(town.code("POST", &at("_vacation"), &away), "");
    let all = town.get(&path);
    let kinds: Vec<&str> =
        all.as_array().unwrap().iter().map(|r| r["type"].as_str().unwrap()).collect();
    assert_eq!(kinds[..3], ["VACATION", "FORWARD", "GENERIC"]);
    assert_eq!(kinds.iter().filter(|kind| **kind != "GENERIC").count(), 2);
    assert_eq!(all[0]["actions"][0]["name"], "REPLY");
    assert_eq!(
        (&all[1]["actions"][0]["name"], &all[1]["active"]),
        (&json!("REDIRECT"), &json!(true))
    );
    let folded = town.get(&at("_filter"));
    assert_eq!(folded["rules"].as_array().unwrap().len(), kinds.len() - 2);
    assert_eq!(
        (&folded["vacation"]["subject"], &folded["forwarding"]["emails"]),
        (&json!("Away"), &on["emails"])
    );
    // The whole filter replaces everything, and drops a move to nowhere without a word.
    let mv = |folder: &str, tree: &str| {
        with(&base, json!({"actions": [{"name": "MOVE", "folder": folder, "subtree": tree}]}))
    };
    let whole = json!({"rules": [mv("", "t"), mv("f", ""), mv("f", "t")]});
    assert_eq!(town.code("POST", &at("_filter"), &whole), "");
    let left = || town.get(&at("_filter"))["rules"].as_array().unwrap().len();
    assert_eq!(left(), 1);
    for bad in [
        json!({"rules": [with(&base, json!({"actions": []}))]}),
        json!({"vacation": {"enabled": true}}),
        json!({"forwarding": {"enabled": true, "emails": []}}),
    ] {
        assert_eq!(town.code("POST", &at("_filter"), &bad), "INVALID_PARAMETER", "{bad}");
    }
    assert_eq!(left(), 1, "refused, nothing changed");
}

#[test]
fn rules_are_for_their_owner() {
    let town = town();
    let path = format!("/mailboxes/{DOMAIN}/{}/_rules", town.ada);
    let bruno = town.server.user("bruno");
    let other = town.server.call("GET", &path, Some(&bruno), "");
    assert_eq!(other.status, 403);
    assert_eq!(
        town.server
            .call("GET", &format!("/mailboxes/{DOMAIN}/nobody/_rules"), Some(&town.admin), "")
            .status,
        404
    );
}

#[test]
fn domains_and_their_settings() {
    let town = town();
    let path = format!("/domains/{DOMAIN}/_settings");
    let base = town.get(&path);
    let set = |changes: Value| with(&base, changes);
    town.table("PUT", &path, &[
        (set(json!({"lang": "xx"})), "INVALID_PARAMETER"),
        (set(json!({"date": "yyyy-MM-dd HH"})), "INVALID_PARAMETER"),
        (set(json!({"timeformat": "HH:mm y"})), "INVALID_PARAMETER"),
        (set(json!({"timezone": "Nowhere/Land"})), "INVALID_PARAMETER"),
        (set(json!({"mail_forward_unknown_to_relay": "true"})), "INVALID_PARAMETER"),
        (set(json!({"mail_forward_unknown_to_relay": "true", "mail_routing_relay": "old.example"})), ""),
        (set(json!({"mailbox_max_user_quota": "10", "mailbox_default_user_quota": "11"})), "INVALID_PARAMETER"),
        (set(json!({"mailbox_max_user_quota": "1000", "mailbox_default_user_quota": "500", "mail_routing_relay": " ",
            "mailbox_max_publicfolder_quota": "10", "mailbox_default_publicfolder_quota": "10"})), ""),
    ]);
    assert_eq!(town.get(&path)["mail_routing_relay"], Value::Null, "blank is absent");
    let user = |login: &str, changes: Value| {
        with(
            &json!({"login": login, "contactInfos": {"identification": {"name": {"familyNames": "N"}}}}),
            changes,
        )
    };
    town.table(
        "PUT",
        &format!("/users/{DOMAIN}/q1"),
        &[
            (user("q1", json!({"quota": 1001})), "INVALID_PARAMETER"),
            (user("q1", json!({"quota": 0})), "INVALID_PARAMETER"),
            (user("q1", json!({})), ""),
        ],
    );
    assert_eq!(town.get(&format!("/users/{DOMAIN}/q1/complete"))["value"]["quota"], 500);
    assert_eq!(
        town.code("PUT", &format!("/users/{DOMAIN}/q2"), &user("q2", json!({"quota": 1000}))),
        ""
    );
    let share =
        |quota: i64| json!({"name": "kept", "routing": "internal", "emails": [], "quota": quota});
    town.table(
        "PUT",
        &format!("/mailshares/{DOMAIN}/s1"),
        &[(share(11), "INVALID_PARAMETER"), (share(10), "")],
    );
}

#[test]
fn a_relay_is_needed_as_long_as_mail_goes_there() {
    let town = town();
    let path = format!("/domains/{DOMAIN}/_settings");
    let base = town.get(&path);
    let set = |changes: Value| with(&base, changes);
    let user = |login: &str, changes: Value| {
        with(
            &json!({"login": login, "contactInfos": {"identification": {"name": {"familyNames": "N"}}}}),
            changes,
        )
    };
    assert_eq!(town.code("PUT", &path, &set(json!({"mail_routing_relay": "old.example"}))), "");
    assert_eq!(
        town.code(
            "PUT",
            &format!("/users/{DOMAIN}/q3"),
            &user("q3", json!({"routing": "external"}))
        ),
        "INVALID_PARAMETER",
        "routed outside, and no address to go to"
    );
    let away = json!([{"address": "q3@far.example", "isDefault": true}]);
    assert_eq!(
        town.code(
            "PUT",
            &format!("/users/{DOMAIN}/q3"),
            &user("q3", json!({"routing": "external", "emails": away}))
        ),
        ""
    );
    let out = town.get(&format!("/users/{DOMAIN}/q3/complete"));
    assert_eq!(
        out["value"]["emails"].as_array().unwrap().len(),
        1,
        "no address is implied for a routing outside"
    );
    assert_eq!(town.code("PUT", &path, &base), "INVALID_PARAMETER");
    let mine = town.code_as(&town.key, "PUT", &path, &base);
    assert_eq!(mine, "PERMISSION_DENIED");
}

#[test]
fn aliases_of_domains() {
    let town = town();
    let domain = town.get(&format!("/domains/{DOMAIN}"))["value"].clone();
    let at = format!("/domains/{DOMAIN}");
    town.table(
        "POST",
        &at,
        &[
            (with(&domain, json!({"aliases": ["nodots"]})), "INVALID_DOMAIN_NAME"),
            (
                with(
                    &domain,
                    json!({"aliases": ["Valmont.Test"], "defaultAlias": "other.example"}),
                ),
                "INVALID_PARAMETER",
            ),
            (with(&domain, json!({"aliases": ["Valmont.Test"], "defaultAlias": null})), ""),
        ],
    );
    let read = town.get(&at);
    assert_eq!(
        (&read["value"]["aliases"], &read["value"]["defaultAlias"]),
        (&json!(["valmont.test"]), &json!("valmont.test"))
    );
}

#[test]
fn notes_and_tags() {
    let town = town();
    let notes = format!("/notes/notes:default_{}", town.ada);
    let note = |uid: &str, body: Value| town.code("PUT", &format!("{notes}/{uid}"), &body);
    assert_eq!(note("n0", Value::Null), "INVALID_PARAMETER");
    assert_eq!(note("n1", json!({"subject": "s", "posX": null, "height": 0, "width": -1})), "");
    assert_eq!(
        note(
            "n2",
            json!({"subject": "s", "posX": 7, "posY": 8, "height": 9, "width": 1, "color": "BLUE"})
        ),
        ""
    );
    let shown = |uid: &str| {
        let value = town.get(&format!("{notes}/{uid}/complete"))["value"].clone();
        ["posX", "posY", "height", "width", "color"].map(|name| value[name].clone())
    };
    assert_eq!(shown("n1"), [json!(0), json!(0), json!(150), json!(150), json!("YELLOW")]);
    assert_eq!(shown("n2"), [json!(7), json!(8), json!(9), json!(1), json!("BLUE")]);
    let tags = format!("/tags/tags_{}", town.ada);
    let tag = |label: &str, color: &str| json!({"label": label, "color": color});
    let path = format!("{tags}/t1");
    for verb in ["PUT", "POST"] {
        town.table(
            verb,
            &path,
            &[
                (tag("", "3d98ff"), "UNKNOWN"),
                (tag("l", ""), "UNKNOWN"),
                (tag("Old", "3d98ff"), ""),
            ],
        );
    }
    assert_eq!(town.code("PUT", &format!("{tags}/t2"), &tag("Other", "000000")), "");
    // A changed tag reaches the items that name it, and no others.
    let list = format!("/todolist/todolist:default_{}", town.ada);
    let named = |uid: &str| json!({"containerUid": format!("tags_{}", town.ada), "itemUid": uid});
    let todo = json!({"summary": "s", "categories": [named("t1"), named("t2")]});
    assert_eq!(town.code("PUT", &format!("{list}/item"), &todo), "");
    assert_eq!(town.code("POST", &path, &tag("New", "111111")), "");
    let read = town.get(&format!("{list}/item/complete"))["value"].clone();
    let categories: Vec<_> = (0..2)
        .map(|at| {
            (read["categories"][at]["label"].clone(), read["categories"][at]["color"].clone())
        })
        .collect();
    assert_eq!(categories, [(json!("New"), json!("111111")), (json!("Other"), json!("000000"))]);
    assert!(!read["uid"].as_str().unwrap().is_empty(), "a task gets an iCalendar uid");
    // An update is sanitized as a creation is.
    assert_eq!(town.code("POST", &format!("{list}/item"), &json!({"summary": "", "percent": 300, "due": {
        "iso8601": "2026-07-03T10:00:00+02:00", "timezone": "Europe/Paris", "precision": "DateTime"}})), "");
    let read = town.get(&format!("{list}/item/complete"))["value"].clone();
    assert_eq!((&read["summary"], &read["percent"]), (&json!("(New Todo)"), &json!(100)));
    assert_eq!(read["due"]["iso8601"], "2026-07-03T10:00:00.000+02:00");
    let bruno = town.server.user("bruno");
    assert_eq!(
        town.code_as(
            &bruno,
            "DELETE",
            &format!("/todolists/todolist:default_{}", town.ada),
            &Value::Null
        ),
        "PERMISSION_DENIED"
    );
}

#[test]
fn a_list_in_another_book_is_no_member() {
    let town = town();
    let [mine, other] =
        ["Contacts", "CollectedContacts"].map(|kind| format!("book:{kind}_{}", town.ada));
    let group = |name: &str, members: Value| json!({"kind": "group", "identification": {"formatedName": {"value": name}}, "organizational": {"member": members}});
    let put = |book: &str, uid: &str, body: &Value| {
        town.code("PUT", &format!("/addressbooks/{book}/{uid}"), body)
    };
    assert_eq!(put(&other, "far", &group("Far", json!([]))), "");
    assert_eq!(put(&mine, "near", &group("Near", json!([]))), "");
    let member =
        |book: &str, uid: &str| json!([{"containerUid": book, "itemUid": uid, "commonName": "m"}]);
    assert_eq!(put(&mine, "g", &group("G", member(&other, "far"))), "INVALID_GROUP_MEMBER");
    assert_eq!(put(&mine, "g", &group("G", member(&mine, "near"))), "");
    let person = with(&group("P", member(&other, "far")), json!({"kind": "individual"}));
    assert_eq!(put(&mine, "p", &person), "", "who is no list has no members to look at");
    let friend = json!({"kind": "individual", "identification": {"formatedName": {"value": "F"}},
        "communications": {"emails": [{"value": "f@far.example"}]}});
    assert_eq!(put(&other, "friend", &friend), "");
    let people = json!([{"containerUid": other, "itemUid": "friend", "mailto": "f@far.example", "commonName": "F"}]);
    assert_eq!(put(&mine, "h", &group("H", people)), "", "a person of another book is a member");
}
