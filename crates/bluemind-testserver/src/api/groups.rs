//! IGroup: groups and who is in them.

use serde_json::{Value, json};

use crate::api::items::text;
use crate::api::{emails, entries};
use crate::call::{Call, Reply};
use crate::core::{Core, Session, entry_value};
use crate::fault::Fault;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let (domain, uid) = (call.param("domainUid").to_owned(), call.param("uid").to_owned());
    core.domain(&domain)?;
    if let Some(answer) = entries::common(core, call, "GROUP", &domain, &uid) {
        return answer;
    }
    match call.route.method {
        "create" | "createWithExtId" | "update" | "add" | "remove" | "touch" => {
            core.need_admin(&me, &domain)?;
            write(core, call, &me, &domain, &uid).map(|()| Reply::Void)
        }
        "get" => {
            let (_, value) = core.entry_value(&domain, &uid, "GROUP")?;
            Ok(Reply::Json(value.clone()))
        }
        "byName" => {
            let found = find(core, &domain, call.param("name"));
            let found = found.and_then(|uid| core.entry(&domain, &uid));
            Ok(Reply::Json(found.map_or(Value::Null, |(_, item)| entries::envelope(item))))
        }
        "getMembers" => {
            core.entry_value(&domain, &uid, "GROUP")?;
            Ok(Reply::Json(Value::Array(members(core, &domain, &uid))))
        }
        "getExpandedMembers" | "getExpandedUserMembers" => {
            core.entry_value(&domain, &uid, "GROUP")?;
            let users = expanded_users(core, &domain, &uid);
            Ok(Reply::Json(users.iter().map(|u| json!({"type": "user", "uid": u})).collect()))
        }
        "getParents" => {
            let groups = core.parents_of(&domain, &uid);
            let found = groups.iter().filter_map(|g| core.entry(&domain, g));
            Ok(Reply::Json(found.map(|(_, item)| entries::envelope(item)).collect()))
        }
        "getGroupsWithRoles" => Ok(Reply::Json(json!([]))),
        "search" => {
            let name = text(&call.json(), "name");
            let all = entries::uids(core, &domain, "GROUP");
            let found = all.iter().filter_map(|uid| core.entry(&domain, uid));
            let named =
                found.filter(|(_, i)| name.is_empty() || text(entry_value(i), "name") == name);
            Ok(Reply::Json(named.map(|(_, item)| entries::envelope(item)).collect()))
        }
        _ => Err(call.unsupported()),
    }
}

fn write(core: &mut Core, call: &Call, me: &Session, domain: &str, uid: &str) -> Result<(), Fault> {
    match call.route.method {
        "touch" => core.entry_value(domain, uid, "GROUP").map(|_| ()),
        "add" => add(core, domain, uid, &call.json()),
        "remove" => {
            core.entry_value(domain, uid, "GROUP")?;
            let gone = call.json();
            let gone = gone.as_array().cloned().unwrap_or_default();
            let mut list = members(core, domain, uid);
            list.retain(|m| !gone.iter().any(|g| text(g, "uid") == text(m, "uid")));
            core.extras.insert(format!("members/{domain}/{uid}"), list.into());
            Ok(())
        }
        "update" => {
            core.entry_value(domain, uid, "GROUP")?;
            let value = settle(core, domain, uid, call.json())?;
            entries::store(core, me, domain, uid, "GROUP", value)
        }
        _ => {
            let value = settle(core, domain, uid, call.json())?;
            entries::store_new(core, me, domain, uid, "GROUP", value)?;
            if !call.param("extid").is_empty() {
                entries::set_ext_id(core, domain, uid, call.param("extid"));
            }
            Ok(())
        }
    }
}

fn settle(core: &Core, domain: &str, uid: &str, mut value: Value) -> Result<Value, Fault> {
    let name = text(&value, "name");
    if name.trim().is_empty() {
        return Err(Fault::invalid("a group needs a name"));
    }
    if find(core, domain, &name).is_some_and(|other| other != uid) {
        return Err(Fault::exists(format!("group {name} already exists")));
    }
    entries::settle_location(&mut value)?;
    emails::normalise(&mut value);
    emails::check(core, domain, uid, &value)?;
    Ok(value)
}

fn find(core: &Core, domain: &str, name: &str) -> Option<String> {
    let all = entries::uids(core, domain, "GROUP");
    all.into_iter().find(|uid| {
        core.entry(domain, uid).is_some_and(|(_, item)| text(entry_value(item), "name") == name)
    })
}

/// The members of a group, as stored.
fn members(core: &Core, domain: &str, uid: &str) -> Vec<Value> {
    let list = core.extras.get(&format!("members/{domain}/{uid}"));
    list.and_then(Value::as_array).cloned().unwrap_or_default()
}

fn add(core: &mut Core, domain: &str, uid: &str, new: &Value) -> Result<(), Fault> {
    core.entry_value(domain, uid, "GROUP")?;
    let mut list = members(core, domain, uid);
    for member in new.as_array().into_iter().flatten() {
        let who = text(member, "uid");
        let kind = match text(member, "type").as_str() {
            "group" => "GROUP",
            "external_user" => "EXTERNALUSER",
            _ => "USER",
        };
        if core.entry(domain, &who).map(|(k, _)| k) != Some(kind) {
            return Err(Fault::invalid(format!("member {who} not found")));
        }
        if kind == "GROUP" && (who == uid || core.groups_of(domain, uid).contains(&who)) {
            return Err(Fault::new("INCLUSION_GROUP_LOOP", format!("{who} includes {uid}")));
        }
        if !list.iter().any(|m| text(m, "uid") == who) {
            list.push(member.clone());
        }
    }
    core.extras.insert(format!("members/{domain}/{uid}"), list.into());
    Ok(())
}

/// Uids of the users of a group, nested groups resolved, each once.
pub(crate) fn expanded_users(core: &Core, domain: &str, uid: &str) -> Vec<String> {
    let (mut users, mut seen) = (Vec::new(), vec![uid.to_owned()]);
    let mut next = vec![uid.to_owned()];
    while let Some(group) = next.pop() {
        for member in members(core, domain, &group) {
            let who = text(&member, "uid");
            match text(&member, "type").as_str() {
                "group" if !seen.contains(&who) => {
                    seen.push(who.clone());
                    next.push(who);
                }
                "user" if !users.contains(&who) => users.push(who),
                _ => {}
            }
        }
    }
    users
}
