//! IDirectory: everybody and everything of a domain under one roof.

use serde_json::{Value, json};

use crate::api::calendar::page;
use crate::api::entries;
use crate::api::items::{changes, text};
use crate::call::{Call, Reply};
use crate::container::Item;
use crate::core::{Core, KINDS, default_email, entry_kind, entry_path, entry_value};
use crate::fault::Fault;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let domain = call.param("domain").to_owned();
    if call.route.interface == "IDirEntryPath" {
        let kind = call.query.get("kind").map(String::as_str).unwrap_or("USER");
        return Ok(Reply::Json(entry_path(&domain, kind, call.param("uid")).into()));
    }
    let directory = core.directory(&domain)?;
    let entry = |uid: &str| directory.get(uid).map_or(Value::Null, |i| dir_entry(&domain, i));
    let item = |item: &Item| item.envelope(dir_entry(&domain, item));
    Ok(Reply::Json(match call.route.method {
        "getRoot" => json!({
            "entryUid": domain, "kind": "DOMAIN", "displayName": domain, "path": domain,
        }),
        "findByEntryUid" => entry(call.param("entryUid")),
        "findItemValueByEntryUid" => {
            directory.get(call.param("entryUid")).map_or(Value::Null, item)
        }
        "getEntry" => {
            let path = call.text().unwrap_or_default();
            entry(path.rsplit('/').next().unwrap_or_default())
        }
        "getEntries" => directory.items().map(|item| dir_entry(&domain, item)).collect(),
        "getByEmail" => {
            let found = core.by_email(&domain, call.param("email"));
            found.map_or(Value::Null, |item| dir_entry(&domain, item))
        }
        "getMultiple" | "getMultipleLight" => {
            call.strings().iter().filter_map(|uid| directory.get(uid)).map(item).collect()
        }
        "search" => page(search(core, &domain, &call.json()).map(item), &call.json()),
        "searchUids" => {
            let uid = |item: &Item| Value::from(item.uid.clone());
            page(search(core, &domain, &call.json()).map(uid), &call.json())
        }
        "changeset" => changes(directory, call)?,
        "getRolesForDirEntry" | "getRolesForOrgUnit" => json!([]),
        "getVCard" => vcard(core, &domain, call.param("uid")),
        "deleteByEntryUid" => {
            core.need_admin(call.me()?, &domain)?;
            let uid = call.param("entryUid").to_owned();
            let kind = core.entry(&domain, &uid).map_or("USER", |(kind, _)| kind);
            return entries::delete(core, call, &domain, &uid, kind);
        }
        _ => return Err(call.unsupported()),
    }))
}

fn vcard(core: &Core, domain: &str, uid: &str) -> Value {
    let Some((_, item)) = core.entry(domain, uid) else { return Value::Null };
    let value = entry_value(item);
    let card = value.get("contactInfos").or_else(|| value.get("card")).cloned();
    let name = item.display_name.clone();
    let card = card
        .filter(|card| !card.is_null())
        .unwrap_or_else(|| json!({"identification": {"formatedName": {"value": name}}}));
    item.envelope(card)
}

/// An entry as the directory shows it.
fn dir_entry(domain: &str, item: &Item) -> Value {
    let (kind, value) = (entry_kind(item), entry_value(item));
    let get = |name: &str| value.get(name).cloned().unwrap_or_default();
    json!({
        "displayName": item.display_name, "entryUid": item.uid, "kind": kind,
        "accountType": get("accountType"), "features": [],
        "path": entry_path(domain, kind, &item.uid), "email": default_email(value),
        "hidden": get("hidden"), "system": get("system"), "archived": get("archived"),
        "emails": get("emails"), "dataLocation": get("dataLocation"),
    })
}

fn search<'a>(core: &'a Core, domain: &str, query: &'a Value) -> impl Iterator<Item = &'a Item> {
    let lower = |name: &str| text(query, name).to_lowercase();
    let (name, mail, either) =
        (lower("nameFilter"), lower("emailFilter"), lower("nameOrEmailFilter"));
    let list = |name: &str| -> Option<Vec<String>> {
        let list = query.get(name)?.as_array()?;
        Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    };
    let (kinds, uids) = (list("kindsFilter"), list("entryUidFilter"));
    let off = |name: &str| query.get(name).and_then(Value::as_bool) != Some(false);
    let (no_hidden, no_system) = (off("hiddenFilter"), off("systemFilter"));
    let state = text(query, "stateFilter");
    let keep = move |item: &&Item| {
        let value = entry_value(item);
        let is = |name: &str| value.get(name).and_then(Value::as_bool) == Some(true);
        let shown = item.display_name.clone().unwrap_or_default().to_lowercase();
        let named = |wanted: &str| wanted.is_empty() || shown.contains(wanted);
        let mailed = |wanted: &str| {
            crate::core::emails(value).any(|(address, _, _)| address.contains(wanted))
        };
        named(&name)
            && (mail.is_empty() || mailed(&mail))
            && (either.is_empty() || named(&either) || mailed(&either))
            && kinds
                .as_ref()
                .is_none_or(|k| k.is_empty() || k.iter().any(|k| k == entry_kind(item)))
            && uids.as_ref().is_none_or(|u| u.is_empty() || u.contains(&item.uid))
            && !(no_hidden && is("hidden"))
            && !(no_system && is("system"))
            && (state != "Archived" || is("archived"))
            && (state != "Active" || !is("archived"))
    };
    let mut found: Vec<&Item> =
        core.directory(domain).map(|d| d.items().filter(keep).collect()).unwrap_or_default();
    found.sort_by_key(|item| item.display_name.clone());
    found.into_iter()
}

/// The entry a `bm://` link or a path means.
pub(crate) fn by_link<'a>(core: &'a Core, link: &str) -> Option<(&'static str, &'a Item, String)> {
    let path = link.strip_prefix("bm://").unwrap_or(link);
    let mut parts = path.split('/');
    let (domain, segment, uid) = (parts.next()?, parts.next()?, parts.next()?);
    let (kind, item) = core.entry(domain, uid)?;
    let right = KINDS.iter().any(|(k, s)| *k == kind && *s == segment);
    right.then(|| (kind, item, domain.to_owned()))
}
