//! IMailboxes: mailboxes of users, mailshares, groups and resources, and the rights on them.

use serde_json::{Value, json};

use crate::api::items::text;
use crate::api::{acl, filters};
use crate::call::{Call, Reply};
use crate::container::Item;
use crate::core::{Core, entry_kind, entry_value};
use crate::fault::Fault;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let domain = call.param("domainUid").to_owned();
    core.domain(&domain)?;
    if let Some(answer) = filters::handle(core, call, &domain) {
        return answer;
    }
    let query = |name: &str| call.query.get(name).map(String::as_str).unwrap_or_default();
    let uid = call.param("uid");
    let mailbox = call.param("mailboxUid");
    let one = |item: Option<&Item>| item.filter(|i| has_mailbox(i)).map_or(Value::Null, envelope);
    let directory = core.directory(&domain)?;
    Ok(Reply::Json(match call.route.method {
        "getComplete" => one(directory.get(uid)),
        "byEmail" => one(core.by_email(&domain, query("email"))),
        "byName" => one(directory.items().find(|i| name_of(i) == query("name"))),
        "list" => directory.items().filter(|i| has_mailbox(i)).map(envelope).collect(),
        "listUids" => directory
            .items()
            .filter(|i| has_mailbox(i))
            .map(|i| Value::from(i.uid.clone()))
            .collect(),
        "byRouting" => {
            let routing = call.query.values().next().map(String::as_str).unwrap_or_default();
            let of = |i: &&Item| has_mailbox(i) && text(entry_value(i), "routing") == routing;
            directory.items().filter(of).map(|i| Value::from(i.uid.clone())).collect()
        }
        "multipleGet" => {
            let uids = call.strings();
            let found = uids.iter().filter_map(|uid| directory.get(uid));
            found.filter(|i| has_mailbox(i)).map(envelope).collect()
        }
        "getMailboxConfig" => {
            let quota = directory.get(uid).map(|i| entry_value(i).get("quota").cloned());
            json!({"quota": quota.flatten(), "messageMaxSize": core.mail.size_limit})
        }
        "getMailboxQuota" => quota(core, &domain, uid),
        "getMailboxQuotas" => call.strings().iter().map(|uid| quota(core, &domain, uid)).collect(),
        "getUnreadMessagesCount" => json!(0),
        "getMailboxAccessControlList" => {
            let container = format!("mailbox:acls-{mailbox}");
            core.need(&me, &container, "Manage")?;
            acl::read(core, &container)?
        }
        "setMailboxAccessControlList" => {
            acl::write(core, &me, &format!("mailbox:acls-{mailbox}"), &call.json())?;
            return Ok(Reply::Void);
        }
        _ => return Err(call.unsupported()),
    }))
}

fn has_mailbox(item: &Item) -> bool {
    matches!(entry_kind(item), "USER" | "MAILSHARE" | "GROUP" | "RESOURCE")
}

fn name_of(item: &Item) -> String {
    let value = entry_value(item);
    match entry_kind(item) {
        "USER" => text(value, "login"),
        "RESOURCE" => item.uid.clone(),
        "GROUP" => format!("_{}", text(value, "name").to_lowercase()),
        _ => text(value, "name"),
    }
}

fn envelope(item: &Item) -> Value {
    let value = entry_value(item);
    let get = |name: &str| value.get(name).cloned().unwrap_or_default();
    let kind = entry_kind(item).to_lowercase();
    item.envelope(json!({
        "name": name_of(item), "type": kind, "routing": value.get("routing").cloned().unwrap_or("internal".into()),
        "emails": get("emails"), "hidden": get("hidden"), "system": get("system"),
        "archived": get("archived"), "deleted": false, "dataLocation": get("dataLocation"),
        "quota": get("quota"),
    }))
}

fn quota(core: &Core, domain: &str, uid: &str) -> Value {
    let set = core.entry(domain, uid).and_then(|(_, i)| entry_value(i).get("quota").cloned());
    json!({"used": core.mail.used_kib(core, uid), "quota": set, "uid": uid})
}
