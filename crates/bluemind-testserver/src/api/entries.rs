//! What users, groups, mailshares, resources and external users have in common as directory entries.

use serde_json::{Value, json};

use crate::api::items::{set, text};
use crate::api::{tasks, users};
use crate::call::{Call, Reply};
use crate::container::Item;
use crate::core::{Core, Session, directory_uid, entry_kind, entry_value};
use crate::fault::Fault;

/// Answers the methods these services share; `None` for what one of them does alone.
pub(crate) fn common(
    core: &mut Core,
    call: &Call,
    kind: &'static str,
    domain: &str,
    uid: &str,
) -> Option<Result<Reply, Fault>> {
    let json = |value| Some(Ok(Reply::Json(value)));
    match call.route.method {
        "getComplete" | "getLight" => json(complete(core, domain, uid, kind)),
        "allUids" => json(uids(core, domain, kind).into_iter().map(Value::from).collect()),
        "allComplete" => json(
            uids(core, domain, kind).iter().map(|uid| complete(core, domain, uid, kind)).collect(),
        ),
        "byEmail" => {
            let address =
                call.query.get("email").map_or_else(|| call.param("email"), String::as_str);
            let found = core.by_email(domain, address).filter(|item| entry_kind(item) == kind);
            json(found.map_or(Value::Null, envelope))
        }
        "byExtId" | "getByExtId" => {
            let ext = call.param("extid");
            let mut items = core.directory(domain).ok()?.items();
            let found =
                items.find(|i| i.external_id.as_deref() == Some(ext) && entry_kind(i) == kind);
            json(found.map_or(Value::Null, envelope))
        }
        "setExtId" => Some(admin(core, call, domain).map(|()| {
            set_ext_id(core, domain, uid, call.text().unwrap_or_default());
            Reply::Void
        })),
        "delete" => {
            Some(admin(core, call, domain).and_then(|()| delete(core, call, domain, uid, kind)))
        }
        "getPhoto" | "getIcon" => Some(users::photo(core, call, &format!("{domain}/{uid}"))),
        "setPhoto" | "deletePhoto" | "setIcon" => Some(
            call.me()
                .and_then(|me| core.need_self(me, domain, uid))
                .and_then(|()| users::photo(core, call, &format!("{domain}/{uid}"))),
        ),
        "getRoles" | "getResolvedRoles" => {
            let roles = core.extras.get(&format!("roles/{domain}/{uid}")).cloned();
            json(roles.unwrap_or_else(|| Value::Array(Vec::new())))
        }
        "setRoles" => Some(admin(core, call, domain).map(|()| {
            core.extras.insert(format!("roles/{domain}/{uid}"), call.json());
            Reply::Void
        })),
        "getFeatures" => json(Value::Array(Vec::new())),
        "setFeatures" if call.route.result == "void" => Some(Ok(Reply::Void)),
        "memberOf" => json(
            core.parents_of(domain, uid)
                .iter()
                .map(|g| complete(core, domain, g, "GROUP"))
                .collect(),
        ),
        "memberOfGroups" => {
            json(core.parents_of(domain, uid).into_iter().map(Value::from).collect())
        }
        _ => None,
    }
}

fn admin(core: &Core, call: &Call, domain: &str) -> Result<(), Fault> {
    core.need_admin(call.me()?, domain)
}

/// The item of an entry with its value as the service shows it.
pub(crate) fn envelope(item: &Item) -> Value {
    item.envelope(entry_value(item).clone())
}

fn complete(core: &Core, domain: &str, uid: &str, kind: &str) -> Value {
    match core.entry(domain, uid) {
        Some((found, item)) if found == kind => {
            let mut out = envelope(item);
            if kind == "GROUP" {
                let members = core.extras.get(&format!("members/{domain}/{uid}"));
                let count = members.and_then(Value::as_array).map_or(0, Vec::len);
                if let Some(value) = out.get_mut("value") {
                    set(value, "memberCount", count);
                }
            }
            out
        }
        _ => Value::Null,
    }
}

/// Uids of the entries of a kind.
pub(crate) fn uids(core: &Core, domain: &str, kind: &str) -> Vec<String> {
    let Ok(directory) = core.directory(domain) else { return Vec::new() };
    directory.items().filter(|i| entry_kind(i) == kind).map(|i| i.uid.clone()).collect()
}

/// Writes a new entry.
pub(crate) fn store_new(
    core: &mut Core,
    me: &Session,
    domain: &str,
    uid: &str,
    kind: &str,
    value: Value,
) -> Result<(), Fault> {
    let stamp = core.stamp(Some(me));
    let name = display_name(kind, &value);
    core.create_item(&directory_uid(domain), &stamp, uid, json!({"kind": kind, "value": value}))?;
    rename(core, domain, uid, name);
    Ok(())
}

/// Replaces the value of an entry.
pub(crate) fn store(
    core: &mut Core,
    me: &Session,
    domain: &str,
    uid: &str,
    kind: &str,
    value: Value,
) -> Result<(), Fault> {
    let stamp = core.stamp(Some(me));
    let name = display_name(kind, &value);
    let directory = core.container_mut(&directory_uid(domain))?;
    directory.update(&stamp, uid, json!({"kind": kind, "value": value}))?;
    rename(core, domain, uid, name);
    Ok(())
}

fn rename(core: &mut Core, domain: &str, uid: &str, name: Option<String>) {
    let directory = core.containers.get_mut(&directory_uid(domain));
    if let Some(item) = directory.and_then(|d| d.envelope_mut(uid)) {
        item.display_name = name;
    }
}

fn display_name(kind: &str, value: &Value) -> Option<String> {
    let at = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    match kind {
        "USER" | "EXTERNALUSER" => at("/contactInfos/identification/formatedName/value"),
        "RESOURCE" => at("/label"),
        _ => at("/name"),
    }
}

/// Gives an entry the id it has in another directory.
pub(crate) fn set_ext_id(core: &mut Core, domain: &str, uid: &str, ext: &str) {
    let directory = core.containers.get_mut(&directory_uid(domain));
    if let Some(item) = directory.and_then(|d| d.envelope_mut(uid)) {
        item.external_id = Some(ext.to_owned());
    }
}

/// Removes an entry with everything it owns; a task except for external users.
pub(crate) fn delete(
    core: &mut Core,
    call: &Call,
    domain: &str,
    uid: &str,
    kind: &str,
) -> Result<Reply, Fault> {
    core.entry_value(domain, uid, kind)?;
    let stamp = core.stamp(call.session.as_ref());
    core.container_mut(&directory_uid(domain))?.delete(&stamp, uid);
    core.containers.retain(|_, c| c.owner != uid || c.domain != domain);
    core.passwords.remove(&format!("{domain}/{uid}"));
    core.sessions.retain(|_, s| s.uid != uid || s.domain != domain);
    forget(core, domain, uid);
    if call.route.result == "void" {
        return Ok(Reply::Void);
    }
    Ok(tasks::done(core, vec![format!("{uid} deleted")], String::new()))
}

/// Nothing that was kept beside an entry meets a later one of its uid.
fn forget(core: &mut Core, domain: &str, uid: &str) {
    let (whole, part) = (format!("/{domain}/{uid}"), format!("/{domain}/{uid}/"));
    core.extras.retain(|key, _| !key.ends_with(&whole) && !key.contains(&part));
    let members = format!("members/{domain}/");
    for (_, list) in core.extras.iter_mut().filter(|(key, _)| key.starts_with(&members)) {
        if let Some(list) = list.as_array_mut() {
            list.retain(|member| text(member, "uid") != uid);
        }
    }
    core.photos.remove(&format!("{domain}/{uid}"));
    core.user_settings.remove(&format!("{domain}/{uid}"));
    core.api_keys.retain(|key| key.subject != uid || key.domain != domain);
}

/// Where the data of an entry is kept: there is one server, and nothing can be on another.
pub(crate) fn settle_location(value: &mut Value) -> Result<(), Fault> {
    match value.get("dataLocation").and_then(Value::as_str) {
        None => set(value, "dataLocation", "core"),
        Some("core") => {}
        Some(other) => return Err(Fault::invalid(format!("{other} serves no such domain"))),
    }
    Ok(())
}

/// Whether mail can be routed outside.
pub(crate) fn has_relay(core: &Core, domain: &str) -> Result<bool, Fault> {
    let relay = core.domain(domain)?.settings.get("mail_routing_relay").and_then(Value::as_str);
    Ok(relay.is_some_and(|relay| !relay.is_empty()))
}

/// The quota of a mailbox, in KiB: the domain's default where there is none, and none above its maximum.
pub(crate) fn settle_quota(
    core: &Core,
    domain: &str,
    kind: &str,
    value: &mut Value,
) -> Result<(), Fault> {
    let settings = &core.domain(domain)?.settings;
    let setting = |which: &str| {
        let text = settings.get(&format!("mailbox_{which}_{kind}_quota")).and_then(Value::as_str);
        text.and_then(|text| text.parse::<i64>().ok()).filter(|quota| *quota > 0)
    };
    if value.get("quota").is_none_or(Value::is_null)
        && let Some(default) = setting("default")
    {
        set(value, "quota", default);
    }
    let quota = value.get("quota").and_then(Value::as_i64).unwrap_or(0);
    if setting("max").is_some_and(|most| quota == 0 || quota > most) {
        return Err(Fault::invalid(format!("quota {quota} is above the domain's maximum")));
    }
    Ok(())
}
