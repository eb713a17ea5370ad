//! The directory: users, groups, organisational contacts, places, photos.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::cx::{Cx, Selection};
use crate::delta::{self, Entry, What};
use crate::page::{Paging, page};
use crate::reply::{Answer, Reply, bad_query, resource_not_found, unknown_segment};
use crate::schema::{self, Schema};
use crate::tenant::{Failure, Group, User, text};

/// Everything that is not below a user.
pub(crate) fn read(cx: &Cx<'_>, names: &[&str], keys: &[String]) -> Answer {
    match (names, keys) {
        (["users"], _) => {
            let all = cx.tenant.users.iter().map(|user| &user.json).collect();
            listed(cx, "users", &schema::USER, all)
        }
        (["users", "delta"], _) => {
            changes(cx, &schema::USER, cx.tenant.users.iter().map(|user| &user.json))
        }
        (["groups"], _) => {
            let all = cx.tenant.groups.iter().map(|group| &group.json).collect();
            listed(cx, "groups", &schema::GROUP, all)
        }
        (["groups", "delta"], _) => {
            changes(cx, &schema::GROUP, cx.tenant.groups.iter().map(|group| &group.json))
        }
        (["groups", _, rest @ ..], [_, key, below @ ..]) => {
            let mut all = cx.tenant.groups.iter();
            let group = all
                .find(|group| {
                    text(&group.json, "id") == key
                        || text(&group.json, "mail").eq_ignore_ascii_case(key)
                })
                .ok_or_else(|| resource_not_found(key))?;
            in_group(cx, group, rest, below)
        }
        (["contacts"], _) => {
            listed(cx, "contacts", &schema::ORG_CONTACT, cx.tenant.org_contacts.iter().collect())
        }
        (["contacts", "delta"], _) => {
            changes(cx, &schema::ORG_CONTACT, cx.tenant.org_contacts.iter())
        }
        (["contacts", _], [_, key]) => {
            let mut all = cx.tenant.org_contacts.iter();
            let one =
                all.find(|one| text(one, "id") == key).ok_or_else(|| resource_not_found(key))?;
            one_of(cx, "contacts", &schema::ORG_CONTACT, one)
        }
        (["places", ..], _) => places(cx, names, keys),
        (["organization" | "domains", ..], _) => organization(cx, names),
        _ => Err(unknown_segment(keys.first().map_or("", String::as_str))),
    }
}

fn listed(cx: &Cx<'_>, context: &str, schema: &'static Schema, all: Vec<&Value>) -> Answer {
    let selection = cx.selection(schema)?;
    page(
        cx,
        &cx.context(context),
        Paging::directory(cx),
        all,
        |one| one,
        |one| Ok(Value::Object(selection.project(one))),
    )
}

fn one_of(cx: &Cx<'_>, context: &str, schema: &'static Schema, one: &Value) -> Answer {
    let shown = Value::Object(cx.selection(schema)?.project(one));
    Ok(Reply::json(cx.entity(&cx.context(context), shown)))
}

/// A first round of everything; the directory of this server changes only as a whole.
fn changes<'a>(
    cx: &Cx<'_>,
    schema: &'static Schema,
    all: impl Iterator<Item = &'a Value>,
) -> Answer {
    let entries = all
        .map(|one| Entry { at: 0, id: text(one, "id").to_owned(), what: What::Live(one) })
        .collect();
    let context = cx.context(&format!("{}s", schema.name));
    delta::delta(cx, &context, schema.name, Paging::directory(cx), entries, |cx, one, _| {
        Ok(Value::Object(cx.selection(schema)?.project(one)))
    })
}

/// A user object and what hangs on it without a mailbox; `None`: not the directory's.
pub(crate) fn user(cx: &Cx<'_>, user: &User, names: &[&str], keys: &[String]) -> Option<Answer> {
    Some(match names {
        [] => show_user(cx, user),
        ["photo", rest @ ..] | ["photos", _, rest @ ..] => match &user.photo {
            Some(bytes) => photo(cx, bytes, rest),
            None => Err(Failure::new(
                404,
                "ImageNotFound",
                "Exception of type 'Microsoft.Fast.Profile.Core.Exception.\
                 ImageNotFoundException' was thrown.",
            )),
        },
        ["manager"] => match cx.tenant.user(text(&user.json, "managerId")) {
            Some(manager) => one_of(cx, "directoryObjects", &schema::USER, &manager.json),
            None => Err(resource_not_found("manager")),
        },
        ["memberof" | "transitivememberof"] => {
            let groups = cx.tenant.groups.iter();
            let all = groups
                .filter(|group| group.members.iter().any(|member| member == user.id()))
                .map(|group| &group.json)
                .collect();
            listed(cx, "directoryObjects", &schema::GROUP, all)
        }
        ["ownedobjects" | "directreports" | "licensedetails"] => {
            crate::mail::nothing(cx, keys.first().map_or("", String::as_str))
        }
        _ => return None,
    })
}

fn show_user(cx: &Cx<'_>, user: &User) -> Answer {
    let selection = cx.selection(&schema::USER)?;
    let mut shown = selection.project(&user.json);
    if selection.named("mailboxSettings") {
        crate::route::granted(user)?;
        shown.insert("mailboxSettings".to_owned(), user.settings.clone());
    }
    let context = cx.context("users");
    Ok(Reply::json(cx.entity(&context, Value::Object(shown))))
}

fn in_group(cx: &Cx<'_>, group: &Group, names: &[&str], keys: &[String]) -> Answer {
    match names {
        [] => one_of(cx, "groups", &schema::GROUP, &group.json),
        ["members" | "transitivemembers", ..] => {
            members(cx, &group.members, names.get(1..).unwrap_or_default())
        }
        ["owners", ..] => members(cx, &group.owners, names.get(1..).unwrap_or_default()),
        ["photo", ..] => Err(Failure::new(404, "ImageNotFound", "The photo was not found.")),
        _ => Err(unknown_segment(keys.first().map_or("", String::as_str))),
    }
}

fn members(cx: &Cx<'_>, ids: &[String], cast: &[&str]) -> Answer {
    let wanted = cast.first().copied();
    let all: Vec<(&'static str, Selection, &Value)> = ids
        .iter()
        .filter_map(|id| member(cx, id))
        .filter(|(kind, ..)| wanted.is_none_or(|cast| cast.eq_ignore_ascii_case(kind)))
        .map(|(kind, schema, json)| {
            let names = cx.query().select();
            let names = names.map(|all| all.into_iter().filter(|one| schema.knows(one)).collect());
            Selection::new(schema, names).map(|selection| (kind, selection, json))
        })
        .collect::<Result<_, Failure>>()?;
    let context = cx.context("directoryObjects");
    page(
        cx,
        &context,
        Paging::directory(cx),
        all,
        |(_, _, json)| json,
        |(kind, selection, json)| {
            let mut shown = selection.project(json);
            shown.insert("@odata.type".to_owned(), format!("#{kind}").into());
            Ok(Value::Object(shown))
        },
    )
}

fn member<'a>(cx: &Cx<'a>, id: &str) -> Option<(&'static str, &'static Schema, &'a Value)> {
    let tenant = cx.tenant;
    if let Some(user) = tenant.users.iter().find(|user| user.id() == id) {
        return Some(("microsoft.graph.user", &schema::USER, &user.json));
    }
    if let Some(group) = tenant.groups.iter().find(|group| text(&group.json, "id") == id) {
        return Some(("microsoft.graph.group", &schema::GROUP, &group.json));
    }
    let contact = tenant.org_contacts.iter().find(|one| text(one, "id") == id)?;
    Some(("microsoft.graph.orgContact", &schema::ORG_CONTACT, contact))
}

fn places(cx: &Cx<'_>, names: &[&str], keys: &[String]) -> Answer {
    let of_type = |cast: &str| {
        let all = cx.tenant.places.iter();
        all.filter(|one| {
            text(one, "@odata.type").trim_start_matches('#').eq_ignore_ascii_case(cast)
        })
        .collect::<Vec<_>>()
    };
    match (names, keys) {
        (["places", cast], _) if cast.starts_with("microsoft.graph.") => {
            let stripped = of_type(cast);
            listed(cx, "places", &schema::PLACE, stripped)
        }
        (["places", _], [_, key]) => {
            let mut all = cx.tenant.places.iter();
            let one = all
                .find(|one| {
                    text(one, "id") == key || text(one, "emailAddress").eq_ignore_ascii_case(key)
                })
                .ok_or_else(|| resource_not_found(key))?;
            one_of(cx, "places", &schema::PLACE, one)
        }
        (["places", _, cast, "rooms"], _) if cast.ends_with("roomlist") => {
            listed(cx, "places", &schema::PLACE, of_type("microsoft.graph.room"))
        }
        _ => Err(bad_query("A place type is needed: /places/microsoft.graph.room.")),
    }
}

fn organization(cx: &Cx<'_>, names: &[&str]) -> Answer {
    let domain = &cx.tenant.domain;
    let value = if names.first() == Some(&"domains") {
        json!([{ "id": domain, "isDefault": true, "isInitial": true, "isVerified": true,
            "authenticationType": "Managed", "supportedServices": ["Email"] }])
    } else {
        json!([{ "id": cx.tenant.id, "displayName": domain,
            "verifiedDomains": [{ "name": domain, "isDefault": true, "isInitial": true }] }])
    };
    let context = cx.context(names.first().copied().unwrap_or_default());
    Ok(Reply::json(json!({ "@odata.context": context, "value": value })))
}

/// A photo: its description, or its bytes for `$value`.
pub(crate) fn photo(cx: &Cx<'_>, bytes: &Bytes, names: &[&str]) -> Answer {
    let kind = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
    if names.last() == Some(&"$value") {
        return Ok(Reply::bytes(kind, bytes.clone()));
    }
    Ok(Reply::json(json!({
        "@odata.context": cx.context("photo/$entity"),
        "@odata.mediaContentType": kind,
        "@odata.mediaEtag": format!("\"{}\"", bytes.len()),
        "id": "240x240",
        "height": 240,
        "width": 240
    })))
}
