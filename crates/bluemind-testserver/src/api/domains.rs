//! IDomains, IDomainSettings, ISystemConfiguration, IInstallation.

use serde_json::{Map, Value, json};

use crate::api::items::{set, text};
use crate::api::{domain_checks, tasks, user_settings};
use crate::call::{Call, Reply};
use crate::container::Container;
use crate::core::{Core, Domain, directory_uid};
use crate::fault::Fault;

/// The version the server says it is.
pub(crate) const VERSION: &str = "5.7.3268";

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    match (call.route.interface, call.route.method) {
        ("IInstallation", "getInfos") => Ok(Reply::Json(json!({
            "defaultDomain": core.domains.keys().find(|d| *d != "global.virt"),
            "softwareVersion": VERSION, "releaseName": "5.7",
        }))),
        ("IInstallation", "getVersion") => Ok(Reply::Json(json!({
            "databaseVersion": VERSION, "softwareVersion": VERSION, "versionName": "5.7",
        }))),
        ("IInstallation", _) => Ok(Reply::Json("CORE_STATE_RUNNING".into())),
        ("ISystemConfiguration", "getValues") => Ok(Reply::Json(json!({"values": core.config}))),
        ("ISystemConfiguration", _) => {
            core.need_admin(call.me()?, "global.virt")?;
            core.config.extend(call.json().as_object().cloned().unwrap_or_default());
            let limit = core.config.get("message_size_limit").and_then(Value::as_str);
            if let Some(limit) = limit.and_then(|text| text.parse().ok()) {
                core.mail.size_limit = limit;
            }
            Ok(Reply::Void)
        }
        ("IDomainSettings", _) => settings(core, call),
        _ => domains(core, call),
    }
}

fn domains(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let uid = call.param("uid").to_owned();
    match call.route.method {
        "all" => {
            let seen = |uid: &str| me.is_global() || uid == me.domain;
            let all = core.domains.iter().filter(|(uid, _)| seen(uid));
            Ok(Reply::Json(all.map(|(uid, d)| envelope(uid, d)).collect()))
        }
        "get" => Ok(Reply::Json(core.domains.get(&uid).map_or(Value::Null, |d| envelope(&uid, d)))),
        "findByNameOrAliases" => {
            let name = call.query.get("name").map(String::as_str).unwrap_or_default();
            let found = core.domain_of(name).and_then(|uid| Some((uid, core.domains.get(uid)?)));
            Ok(Reply::Json(found.map_or(Value::Null, |(uid, d)| envelope(uid, d))))
        }
        "create" => {
            core.need_admin(&me, "global.virt")?;
            create(core, &uid, call.json()).map(|()| Reply::Void)
        }
        "getExternalUrl" => {
            core.domain(&uid)?;
            Ok(Reply::Json(Value::Null))
        }
        "getRoles" => Ok(Reply::Json(json!(["hasMail", "hasCalendar", "hasTask"]))),
        "setAliases" | "setSecondaryDomains" | "setDefaultAlias" | "update" => {
            core.need_admin(&me, &uid)?;
            change(core, call, &uid)
        }
        _ => Err(call.unsupported()),
    }
}

fn change(core: &mut Core, call: &Call, uid: &str) -> Result<Reply, Fault> {
    let mut value = core.domain(uid)?.value.clone();
    match call.route.method {
        "setAliases" => set(&mut value, "aliases", call.strings()),
        "setDefaultAlias" => set(&mut value, "defaultAlias", call.json()),
        "update" => value = call.json(),
        _ => return Ok(Reply::Void),
    }
    let value = settle(core, uid, value)?;
    if let Some(domain) = core.domains.get_mut(uid) {
        domain.value = value;
        domain.version += 1;
    }
    if call.route.method == "setAliases" {
        return Ok(tasks::done(core, vec!["aliases set".to_owned()], String::new()));
    }
    Ok(Reply::Void)
}

/// Sanitizer and validator of a domain.
fn settle(core: &Core, uid: &str, mut value: Value) -> Result<Value, Fault> {
    set(&mut value, "name", uid);
    let aliases = value.get("aliases").and_then(Value::as_array).cloned().unwrap_or_default();
    let aliases: Vec<String> =
        aliases.iter().filter_map(Value::as_str).map(str::to_lowercase).collect();
    for alias in &aliases {
        let taken = core.domain_of(alias).is_some_and(|other| other != uid);
        if taken || !alias.contains('.') {
            return Err(Fault::new(
                "INVALID_DOMAIN_NAME",
                format!("alias {alias} is not possible"),
            ));
        }
    }
    let default = text(&value, "defaultAlias");
    if default.is_empty() {
        set(&mut value, "defaultAlias", aliases.first().map_or(uid, String::as_str));
    } else if default != uid && !aliases.contains(&default) {
        return Err(Fault::invalid(format!("{default} is neither name nor alias")));
    }
    set(&mut value, "aliases", aliases);
    Ok(value)
}

/// Creates a domain with its directory, directory book, tags and settings.
pub(crate) fn create(core: &mut Core, uid: &str, value: Value) -> Result<(), Fault> {
    if core.domains.contains_key(uid) {
        return Err(Fault::exists(format!("domain {uid} already exists")));
    }
    let value = settle(core, uid, value)?;
    let settings: Map<String, Value> = user_settings::DEFAULTS
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Value::from(*value)))
        .collect();
    let created = core.clock.now_ms();
    core.domains.insert(uid.to_owned(), Domain { value, settings, created, version: 1 });
    core.add_container(Container::new(&directory_uid(uid), "dir", uid, uid, uid))?;
    let book = format!("addressbook_{uid}");
    let mut book = Container::new(&book, "addressbook", uid, uid, uid);
    book.settings.insert("readonly".to_owned(), "true".into());
    book.acl = vec![(uid.to_owned(), "Read".to_owned())];
    core.add_container(book)?;
    let mut tags = Container::new(&format!("tags_{uid}"), "tags", "tags", uid, uid);
    tags.acl = vec![(uid.to_owned(), "Read".to_owned())];
    core.add_container(tags)
}

fn envelope(uid: &str, domain: &Domain) -> Value {
    json!({
        "value": domain.value, "uid": uid, "internalId": 1, "version": domain.version,
        "displayName": text(&domain.value, "label"), "created": domain.created,
        "updated": domain.created,
    })
}

fn settings(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let uid = call.param("containerUid").to_owned();
    if call.route.method == "get" {
        return Ok(Reply::Json(Value::Object(core.domain(&uid)?.settings.clone())));
    }
    core.need_admin(&me, &uid)?;
    let mut new = call.json().as_object().cloned().unwrap_or_default();
    domain_checks::check(core, &uid, &new)?;
    for name in ["external_url", "other_urls"] {
        if !me.is_global() && new.get(name) != core.domain(&uid)?.settings.get(name) {
            return Err(Fault::new(
                "FORBIDDEN",
                format!("{name} is for the platform administrator"),
            ));
        }
    }
    new.retain(|_, value| value.as_str().is_some_and(|v| !v.trim().is_empty()));
    if let Some(domain) = core.domains.get_mut(&uid) {
        domain.settings = new;
        domain.version += 1;
    }
    Ok(Reply::Void)
}
