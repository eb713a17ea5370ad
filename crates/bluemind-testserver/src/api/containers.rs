//! IContainers and IContainerManagement: containers of any kind, their settings and rights.

use serde_json::{Map, Value, json};

use crate::access::covers;
use crate::api::items::{flag, text};
use crate::api::{acl, subscriptions};
use crate::call::{Call, Reply};
use crate::container::Container;
use crate::core::{Core, Session, entry_path};
use crate::fault::Fault;

/// Kinds of containers a call may create.
const TYPES: [&str; 17] = [
    "calendar",
    "addressbook",
    "todolist",
    "notes",
    "tags",
    "mailboxacl",
    "replicated_mailboxes",
    "mailbox_records",
    "freebusy",
    "calendarview",
    "device",
    "webappdata",
    "owner_subscriptions",
    "container_flat_hierarchy",
    "deferredaction",
    "documentfolder",
    "resources",
];

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    match call.route.interface {
        "IContainers" => containers(core, call, &me),
        _ => management(core, call, &me),
    }
}

fn containers(core: &mut Core, call: &Call, me: &Session) -> Result<Reply, Fault> {
    let uid = call.param("uid");
    let describe = |core: &Core, uid: &str| -> Result<Value, Fault> {
        Ok(descriptor(core, core.container(uid)?, me))
    };
    Ok(Reply::Json(match call.route.method {
        "create" => {
            create(core, me, uid, &call.json())?;
            describe(core, uid)?
        }
        "delete" => {
            core.need(me, uid, "Manage")?;
            remove_container(core, uid)?;
            return Ok(Reply::Void);
        }
        "update" => return modify(core, me, uid, &call.json()),
        "get" | "getLight" => {
            core.container(uid)?;
            readable(core, me, uid)?;
            describe(core, uid)?
        }
        "getIfPresent" | "getLightIfPresent" => describe(core, uid).unwrap_or(Value::Null),
        "getForUser" => {
            let uid = call.query.get("uid").map(String::as_str).unwrap_or_default();
            describe(core, uid)?
        }
        "exists" => Value::from(call.text().is_some_and(|uid| core.containers.contains_key(uid))),
        "getContainers" | "getContainersLight" => {
            call.strings().iter().filter_map(|uid| describe(core, uid).ok()).collect()
        }
        "all" | "allLight" => search(core, me, &call.json(), None),
        "allForUser" => {
            let user = call.query.get("userUid").cloned().unwrap_or_default();
            search(core, me, &call.json(), Some(&user))
        }
        "getAccessControlLists" => {
            let mut out = Map::new();
            for uid in call.strings() {
                if let Ok(list) = acl::read(core, &uid) {
                    out.insert(uid, list);
                }
            }
            Value::Object(out)
        }
        "setAccessControlList" => {
            acl::write(core, me, uid, &call.json())?;
            return Ok(Reply::Void);
        }
        _ => return Err(call.unsupported()),
    }))
}

/// Seeing a descriptor takes any right at all.
fn readable(core: &Core, me: &Session, uid: &str) -> Result<(), Fault> {
    let verbs = ["Invitation", "Manage", "SendOnBehalf", "Visible"];
    if verbs.iter().any(|verb| core.may(me, uid, verb)) {
        return Ok(());
    }
    Err(Fault::denied(format!("{} may not see {uid}", me.login)))
}

/// Creates a container of any kind from its descriptor.
pub(crate) fn create(
    core: &mut Core,
    me: &Session,
    uid: &str,
    descriptor: &Value,
) -> Result<(), Fault> {
    let kind = text(descriptor, "type");
    let Some(kind) = TYPES.iter().find(|t| **t == kind) else {
        return Err(Fault::invalid(format!("no container type {kind}")));
    };
    let (name, mut owner) = (text(descriptor, "name"), text(descriptor, "owner"));
    if owner.is_empty() {
        owner.clone_from(&me.uid);
    }
    let mut domain = text(descriptor, "domainUid");
    if domain.is_empty() {
        domain.clone_from(&me.domain);
    }
    if core.entry(&domain, &owner).is_none() && owner != domain {
        return Err(Fault::unknown(format!("owner {owner} not found in {domain}")));
    }
    if owner != me.uid && !core.is_admin(me, &domain) {
        return Err(Fault::new("FORBIDDEN", "only containers of one's own can be created"));
    }
    let mut container = Container::new(uid, kind, &name, &owner, &domain);
    container.default = descriptor.get("defaultContainer").and_then(Value::as_bool) == Some(true);
    container.settings =
        descriptor.get("settings").and_then(Value::as_object).cloned().unwrap_or_default();
    core.add_container(container)
}

/// Removes a container with what points at it.
pub(crate) fn remove_container(core: &mut Core, uid: &str) -> Result<(), Fault> {
    core.containers
        .remove(uid)
        .map(|_| ())
        .ok_or_else(|| Fault::not_found(format!("container {uid} not found")))
}

fn modify(core: &mut Core, me: &Session, uid: &str, change: &Value) -> Result<Reply, Fault> {
    core.need(me, uid, "Manage")?;
    let c = core.container_mut(uid)?;
    if let Some(name) = change.get("name").and_then(Value::as_str) {
        name.clone_into(&mut c.name);
    }
    Ok(Reply::Void)
}

fn management(core: &mut Core, call: &Call, me: &Session) -> Result<Reply, Fault> {
    let uid = call.param("containerUid");
    core.container(uid)?;
    match call.route.method {
        "getDescriptor" => {
            readable(core, me, uid)?;
            Ok(Reply::Json(descriptor(core, core.container(uid)?, me)))
        }
        "update" => modify(core, me, uid, &call.json()),
        "getAccessControlList" => {
            core.need(me, uid, "Manage")?;
            acl::read(core, uid).map(Reply::Json)
        }
        "setAccessControlList" => acl::write(core, me, uid, &call.json()).map(|()| Reply::Void),
        "canAccess" => {
            let wanted = call.strings();
            let any = wanted.iter().any(|verb| core.may(me, uid, verb));
            Ok(Reply::Json(Value::from(any)))
        }
        "canAccessVerbs" => {
            let verbs: Vec<String> =
                call.strings().into_iter().filter(|verb| core.may(me, uid, verb)).collect();
            Ok(Reply::Json(json!({"can": !verbs.is_empty(), "verbs": verbs})))
        }
        "getSettings" => Ok(Reply::Json(Value::Object(settings(core.container(uid)?, me)))),
        "setSettings" | "setSetting" | "setPersonalSettings" => set_settings(core, call, me, uid),
        "getItemCount" => {
            core.need(me, uid, "Read")?;
            Ok(Reply::Json(json!({"total": core.container(uid)?.len()})))
        }
        "getAllItems" => {
            core.need(me, uid, "Read")?;
            Ok(Reply::Json(core.container(uid)?.items().map(|i| i.envelope(Value::Null)).collect()))
        }
        "getItems" => {
            core.need(me, uid, "Read")?;
            let c = core.container(uid)?;
            let found = call.strings();
            let items = found.iter().filter_map(|uid| c.get(uid));
            Ok(Reply::Json(items.map(|i| i.envelope(Value::Null)).collect()))
        }
        "subscribers" => Ok(Reply::Json(subscriptions::subscribers(core, uid))),
        "allowOfflineSync" | "disallowOfflineSync" => {
            let domain = core.container(uid)?.domain.clone();
            let who = (domain.as_str(), call.param("subject"));
            let on = call.route.method == "allowOfflineSync";
            subscriptions::change(core, me, who, uid, ("offlineSync", on)).map(|()| Reply::Void)
        }
        _ => Err(call.unsupported()),
    }
}

fn set_settings(core: &mut Core, call: &Call, me: &Session, uid: &str) -> Result<Reply, Fault> {
    let personal = call.route.method == "setPersonalSettings";
    if !personal {
        core.need(me, uid, "Manage")?;
    }
    let body = call.json();
    let key = call.param("key").to_owned();
    let c = core.container_mut(uid)?;
    if call.route.method == "setSetting" {
        c.settings.insert(key, body);
    } else {
        let map = body.as_object().cloned().unwrap_or_default();
        if personal {
            c.personal.insert(me.uid.clone(), map);
        } else {
            c.settings = map;
        }
    }
    Ok(Reply::Void)
}

fn settings(c: &Container, me: &Session) -> Map<String, Value> {
    let mut out = c.settings.clone();
    out.extend(c.personal.get(&me.uid).cloned().unwrap_or_default());
    out
}

fn search(core: &Core, me: &Session, query: &Value, user: Option<&str>) -> Value {
    let wants = |name: &str, have: &str| {
        query.get(name).and_then(Value::as_str).is_none_or(|wanted| wanted == have)
    };
    let named = |c: &Container| {
        let name = query.get("name").and_then(Value::as_str);
        name.is_none_or(|n| c.name.to_lowercase().contains(&n.to_lowercase()))
    };
    let verbs: Vec<&str> = query
        .get("verb")
        .and_then(Value::as_array)
        .map(|list| list.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let allowed = |c: &Container| match user {
        Some(user) => c.owner == user || c.acl.iter().any(|(subject, _)| subject == user),
        None if verbs.is_empty() => core.may(me, &c.uid, "Read"),
        None => verbs.iter().any(|verb| core.may(me, &c.uid, verb)),
    };
    core.containers
        .values()
        .filter(|c| TYPES.contains(&c.kind))
        .filter(|c| wants("type", c.kind) && wants("owner", &c.owner) && named(c) && allowed(c))
        .map(|c| descriptor(core, c, me))
        .collect()
}

/// The descriptor of a container as the caller sees it.
pub(crate) fn descriptor(core: &Core, c: &Container, me: &Session) -> Value {
    let owner = core.entry(&c.domain, &c.owner);
    let path = owner.map(|(kind, _)| entry_path(&c.domain, kind, &c.owner));
    let all = ["All", "Manage", "Write", "ReadExtended", "Read", "Freebusy", "Invitation"];
    let verbs: Vec<&str> = all.into_iter().filter(|verb| core.may(me, &c.uid, verb)).collect();
    let list = core.containers.get(&subscriptions::container_uid(&me.domain, &me.uid));
    let subscription = list.and_then(|l| l.get(&subscriptions::item_uid(&me.uid, &c.uid)));
    let subscription = subscription.map(|item| &item.value);
    json!({
        "uid": c.uid, "name": c.name, "owner": c.owner, "type": c.kind,
        "defaultContainer": c.default,
        "readOnly": c.settings.get("readonly").and_then(Value::as_str) == Some("true"),
        "domainUid": c.domain,
        "ownerDisplayname": owner.and_then(|(_, item)| item.display_name.clone()),
        "ownerDirEntryPath": path, "settings": settings(c, me), "deleted": false,
        "datalocation": "core", "internalId": c.number,
        "writable": verbs.iter().any(|verb| covers(verb, "Write")),
        "verbs": verbs, "offlineSync": subscription.is_some_and(|s| flag(s, "offlineSync")),
        "subscribed": subscription.is_some(),
        "automount": subscription.is_none_or(|s| flag(s, "automount")),
    })
}
