//! What is refused of people, groups, shared mailboxes and identities, and with which code.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use serde_json::{Value, json};
use support::town::{DOMAIN, town, with};

/// The uids of members, in order.
fn uids(value: &Value) -> Vec<String> {
    let mut all: Vec<String> =
        value.as_array().unwrap().iter().map(|m| m["uid"].as_str().unwrap().to_owned()).collect();
    all.sort();
    all
}

#[test]
fn groups() {
    let town = town();
    let path = |uid: &str| format!("/groups/{DOMAIN}/{uid}");
    let named = |name: &str| json!({"name": name, "emails": []});
    town.table(
        "PUT",
        &path("g1"),
        &[
            (named(" "), "INVALID_PARAMETER"),
            (json!({"name": "g", "emails": [{"address": "no address"}]}), "INVALID_PARAMETER"),
            (json!({"name": "One", "emails": [{"address": " One@Valmont.Example "}]}), ""),
            (named("One"), "ALREADY_EXISTS"),
        ],
    );
    town.table("PUT", &path("g2"), &[(named("One"), "ALREADY_EXISTS"), (named("Two"), "")]);
    assert_eq!(town.code("PUT", &path("g3"), &named("Three")), "");
    assert_eq!(town.code("POST", &path("g2"), &named("Two")), "", "its own name is not taken");
    assert_eq!(town.code("POST", &path("g2"), &named("One")), "ALREADY_EXISTS");
    assert_eq!(town.code("POST", &path("g9"), &named("Nine")), "NOT_FOUND");
    let read = town.get(&format!("{}/complete", path("g1")));
    assert_eq!(read["value"]["emails"][0]["address"], "one@valmont.example");
    assert_eq!(read["value"]["dataLocation"], "core");
    assert_eq!(town.get(&format!("/groups/{DOMAIN}/byName/Three"))["uid"], "g3");
    let member = |kind: &str, uid: &str| json!([{"type": kind, "uid": uid}]);
    let members = |uid: &str| format!("{}/members", path(uid));
    town.table(
        "PUT",
        &members("g1"),
        &[
            (member("user", &town.ada), ""),
            (member("user", &town.ada), ""),
            (member("user", "nobody"), "INVALID_PARAMETER"),
            (member("group", &town.ada), "INVALID_PARAMETER"),
            (member("external_user", &town.ada), "INVALID_PARAMETER"),
            (member("group", "g1"), "INCLUSION_GROUP_LOOP"),
            (member("group", "g2"), ""),
        ],
    );
    assert_eq!(town.code("PUT", &members("g2"), &member("group", "g3")), "");
    assert_eq!(town.code("PUT", &members("g3"), &member("group", "g1")), "INCLUSION_GROUP_LOOP");
    let bruno = town.server.running.uid("bruno");
    let both = json!([{"type": "user", "uid": bruno}, {"type": "user", "uid": town.ada}]);
    assert_eq!(town.code("PUT", &members("g3"), &both), "");
    let mut everybody = vec![town.ada.clone(), bruno.clone()];
    everybody.sort();
    assert_eq!(uids(&town.get(&format!("{}/expandedusersmembers", path("g1")))), everybody);
    assert_eq!(
        uids(&town.get(&members("g1"))),
        [town.ada.clone(), "g2".to_owned()]
            .iter()
            .cloned()
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
    );
    // A list of rights that names a group tells the people in it.
    let container = format!("calendar:Default:{}", town.ada);
    let acl = format!("/containers/_manage/{container}/_acl");
    let kept =
        json!([{"subject": DOMAIN, "verb": "Invitation"}, {"subject": town.ada, "verb": "All"}]);
    assert_eq!(town.code("PUT", &acl, &kept), "");
    let before = town.server.running.notifications().len();
    let mut more = kept.as_array().unwrap().clone();
    more.push(json!({"subject": "g1", "verb": "Read"}));
    assert_eq!(town.code("PUT", &acl, &more.clone().into()), "");
    let told: Vec<String> =
        town.server.running.notifications()[before..].iter().map(|n| n.to.clone()).collect();
    assert_eq!(told, std::slice::from_ref(&bruno), "the owner is not told");
    assert_eq!(town.code("PUT", &acl, &more.into()), "");
    assert_eq!(
        town.server.running.notifications().len(),
        before + 1,
        "nothing changed, nobody is told"
    );
    assert_eq!(town.code("DELETE", &members("g3"), &member("user", &bruno)), "");
    assert_eq!(uids(&town.get(&members("g3"))), std::slice::from_ref(&town.ada));
}

#[test]
fn addresses_of_a_mailbox() {
    let town = town();
    let user = |emails: Value| {
        json!({"login": "mia", "emails": emails, "routing": "internal",
            "contactInfos": {"identification": {"name": {"familyNames": "M"}}}})
    };
    let at = |address: &str, all: bool, default: bool| json!({"address": address, "allAliases": all, "isDefault": default});
    let path = format!("/users/{DOMAIN}/mia");
    let (one, two, far) = (format!("one@{DOMAIN}"), format!("two@{DOMAIN}"), "one@far.example");
    town.table(
        "PUT",
        &path,
        &[
            (user(json!([at(&one, false, true), at(&two, false, true)])), "ALREADY_EXISTS"),
            (user(json!([at(&one, false, false), at(&one, false, false)])), "ALREADY_EXISTS"),
            (user(json!([at(&one, true, false), at(far, false, false)])), "ALREADY_EXISTS"),
            (user(json!([at(&one, false, false), at(far, true, false)])), "ALREADY_EXISTS"),
            (user(json!([at("a b@far.example", false, false)])), "INVALID_PARAMETER"),
            (user(json!([at(&format!("ada@{DOMAIN}"), false, false)])), "ALREADY_EXISTS"),
            (user(json!([at(&one, true, true), at(&two, true, false)])), ""),
        ],
    );
    let read = town.get(&format!("{path}/complete"))["value"]["emails"].clone();
    let flat: Vec<(String, bool)> = read
        .as_array()
        .unwrap()
        .iter()
        .map(|m| (m["address"].as_str().unwrap().to_owned(), m["isDefault"] == json!(true)))
        .collect();
    assert_eq!(flat, [(one.clone(), true), (two, false), (format!("mia@{DOMAIN}"), false)]);
    assert_eq!(
        town.code("POST", &path, &user(json!([at(&one, false, false), at(far, false, false)]))),
        ""
    );
    let read = town.get(&format!("{path}/complete"))["value"]["emails"].clone();
    assert_eq!((read[1]["address"].as_str(), &read[1]["isDefault"]), (Some(far), &json!(false)));
    assert_eq!(
        (&read[2]["address"], &read[2]["isDefault"]),
        (&json!(format!("mia@{DOMAIN}")), &json!(true))
    );
}

#[test]
fn logins_names_and_passwords() {
    let town = town();
    let user = |login: &str| json!({"login": login, "contactInfos": {"identification": {"name": {"familyNames": "N"}}}});
    let long = "a".repeat(64);
    for login in ["a", "0a", "a-b.c_d", &long] {
        assert_eq!(
            town.code("PUT", &format!("/users/{DOMAIN}/u-{}", login.len()), &user(login)),
            "",
            "{login}"
        );
    }
    let longer = "b".repeat(65);
    for login in ["", "-a", ".a", "_a", "é", "a b", "a@b", "a+b", longer.as_str()] {
        assert_eq!(
            town.code("PUT", &format!("/users/{DOMAIN}/u"), &user(login)),
            "INVALID_PARAMETER",
            "{login}"
        );
    }
    let read = town.get(&format!("/users/{DOMAIN}/u-1/complete"))["value"].clone();
    assert_eq!(
        (&read["accountType"], &read["dataLocation"], &read["password"]),
        (&json!("FULL"), &json!("core"), &Value::Null)
    );
    for password in ["", " ", "été", "a\u{7}b"] {
        let body = with(&user("pw"), json!({"password": password}));
        assert_eq!(
            town.code("PUT", &format!("/users/{DOMAIN}/pw"), &body),
            "INVALID_PARAMETER",
            "{password}"
        );
    }
    let path = format!("/users/{DOMAIN}/{}/password_", town.ada);
    let change =
        |current: Value, new: &str| json!({"currentPassword": current, "newPassword": new});
    assert_eq!(
        town.code_as(&town.key, "POST", &path, &change(Value::Null, "a b c")),
        "PERMISSION_DENIED"
    );
    for (body, code) in [
        (change(json!("wrong"), "a b c"), "OLD_PASSWORD_WRONG"),
        (change(json!("viaduc"), "viaduc"), "OLD_PASSWORD_SAME_AS_NEW"),
        (change(json!("viaduc"), " "), "INVALID_PARAMETER"),
        (change(json!("viaduc"), "a b c"), ""),
        (change(json!("viaduc"), "d"), "OLD_PASSWORD_WRONG"),
    ] {
        assert_eq!(town.code_as(&town.key, "POST", &path, &body), code, "{body}");
    }
    assert_eq!(town.code("POST", &path, &change(json!(""), "e")), "");
    // An update without a password keeps it.
    let whole = town.get(&format!("/users/{DOMAIN}/{}/complete", town.ada))["value"].clone();
    let changed = with(&whole, json!({"password": "f"}));
    assert_eq!(town.code("POST", &format!("/users/{DOMAIN}/{}", town.ada), &changed), "");
    let login = town.server.call("POST", &format!("/auth/login?login=ada@{DOMAIN}"), None, "\"e\"");
    assert_eq!(login.json()["status"], "Ok");
}

#[test]
fn people_elsewhere_and_shared_mailboxes() {
    let town = town();
    let path = format!("/externaluser/{DOMAIN}/x1");
    let card = |family: &str, mails: &[&str]| {
        let mails: Vec<Value> = mails.iter().map(|m| json!({"value": m})).collect();
        json!({"kind": "individual", "identification": {"formatedName": {"value": "F"}, "name": {"familyNames": family}},
            "communications": {"emails": mails}})
    };
    let listed = |addresses: &[&str]| -> Value {
        addresses
            .iter()
            .map(|a| json!({"address": a, "isDefault": true, "allAliases": false}))
            .collect()
    };
    town.table("PUT", &path, &[
        (json!({"contactInfos": card("", &["a@far.example"])}), "EMPTY_LASTNAME"),
        (json!({"contactInfos": card("F", &[]), "emails": []}), "INVALID_PARAMETER"),
        (json!({"contactInfos": card("F", &[]), "emails": listed(&["a@far.example", "b@far.example"])}), "INVALID_PARAMETER"),
        (json!({"contactInfos": card("F", &[&format!("ada@{DOMAIN}")])}), "ALREADY_EXISTS"),
        (json!({"contactInfos": card("F", &["Card@Far.Example"]), "emails": listed(&["list@far.example"])}), ""),
    ]);
    let read = town.get(&format!("{path}/complete"))["value"].clone();
    assert_eq!(
        (&read["emails"][0]["address"], &read["dataLocation"]),
        (&json!("card@far.example"), &json!("core"))
    );
    let share =
        |name: &str, routing: Value| json!({"name": name, "routing": routing, "emails": []});
    let path = format!("/mailshares/{DOMAIN}/s1");
    town.table(
        "PUT",
        &path,
        &[
            (share("Not Valid", json!("internal")), "INVALID_PARAMETER"),
            (share("Upper", json!("internal")), "INVALID_PARAMETER"),
            (share("desk", Value::Null), "INVALID_PARAMETER"),
            (share("accueil", json!("internal")), "ALREADY_EXISTS"),
            (share("desk", json!("internal")), ""),
        ],
    );
    let read = town.get(&format!("{path}/complete"))["value"].clone();
    assert_eq!(
        (&read["emails"][0]["address"], &read["emails"][0]["isDefault"]),
        (&json!(format!("desk@{DOMAIN}")), &json!(true))
    );
    assert_eq!(
        (&read["card"]["identification"]["formatedName"]["value"], &read["dataLocation"]),
        (&json!("desk"), &json!("core"))
    );
    let quiet = format!("/mailshares/{DOMAIN}/s2");
    assert_eq!(town.code("PUT", &quiet, &share("quiet", json!("none"))), "");
    assert_eq!(town.get(&format!("{quiet}/complete"))["value"]["emails"], json!([]));
    assert_eq!(town.code("POST", &path, &share("quiet", json!("internal"))), "ALREADY_EXISTS");
    assert_eq!(
        town.code_as(
            &town.key,
            "PUT",
            &format!("/mailshares/{DOMAIN}/s3"),
            &share("mine", json!("internal"))
        ),
        "PERMISSION_DENIED"
    );
}

#[test]
fn identities() {
    let town = town();
    let share = town.server.running.uid("accueil");
    let path = format!("/users/{DOMAIN}/{}/identity/i1", town.ada);
    let base = json!({"name": "n", "email": format!("ada@{DOMAIN}"), "format": "HTML", "signature": "", "sentFolder": "Sent",
        "mailboxUid": town.ada, "isDefault": false});
    for name in ["name", "email", "format", "sentFolder", "signature"] {
        assert_eq!(
            town.code("PUT", &path, &with(&base, json!({name: null}))),
            "INVALID_PARAMETER",
            "{name}"
        );
        if !["signature", "format"].contains(&name) {
            assert_eq!(
                town.code("PUT", &path, &with(&base, json!({name: ""}))),
                "INVALID_PARAMETER",
                "{name}"
            );
        }
    }
    let mine = |verb: &str, body: &Value| town.code_as(&town.key, verb, &path, body);
    let other = with(&base, json!({"email": "else@away.example", "mailboxUid": null}));
    assert_eq!(
        mine("PUT", &other),
        "PERMISSION_DENIED",
        "an address elsewhere is for administrators"
    );
    assert_eq!(mine("POST", &base), "NOT_FOUND");
    assert_eq!(mine("PUT", &with(&base, json!({"email": format!("bruno@{DOMAIN}")}))), "UNKNOWN");
    assert_eq!(mine("PUT", &base), "");
    assert_eq!(mine("PUT", &base), "UNKNOWN", "twice");
    assert_eq!(mine("POST", &base), "");
    let theirs = with(&base, json!({"email": format!("accueil@{DOMAIN}"), "mailboxUid": share}));
    assert_eq!(mine("POST", &theirs), "UNKNOWN", "no right to send as it");
    let acl = format!("/mailboxes/{DOMAIN}/{share}/_acls");
    let grant = |verb: &str| town.code("POST", &acl, &json!([{"subject": town.ada, "verb": verb}]));
    assert_eq!((grant("Read"), mine("POST", &theirs)), (String::new(), "UNKNOWN".to_owned()));
    assert_eq!((grant("SendOnBehalf"), mine("POST", &theirs)), (String::new(), String::new()));
    let default = format!("/users/{DOMAIN}/{}/identity/default", town.ada);
    assert_eq!(town.code("DELETE", &default, &Value::Null), "UNKNOWN", "the default one stays");
    assert_eq!(town.code("POST", &format!("{path}/_asdefault"), &Value::Null), "");
    assert_eq!(town.get(&default)["isDefault"], false);
    assert_eq!(town.code("DELETE", &default, &Value::Null), "");
}
