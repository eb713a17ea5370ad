//! IUserMailIdentities and IMailboxIdentity: who a user writes as.

use serde_json::{Value, json};

use crate::access::covers;
use crate::api::items::{flag, set, text};
use crate::call::{Call, Reply};
use crate::core::{Core, Session, default_email, entry_value};
use crate::fault::Fault;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let domain = call.param("domainUid").to_owned();
    let user = call.nth(1).to_owned();
    core.need_self(&me, &domain, &user)?;
    let id = call.param("uid").to_owned();
    let prefix = format!("identity/{domain}/{user}/");
    let key = format!("{prefix}{id}");
    match call.route.method {
        "get" => Ok(Reply::Json(core.extras.get(&key).cloned().unwrap_or_default())),
        "getIdentities" | "getAvailableIdentities" | "getPossibleIdentities" => {
            let mut list: Vec<Value> = core
                .extras
                .iter()
                .filter_map(|(key, value)| {
                    Some(describe(core, &domain, key.strip_prefix(&prefix)?, value))
                })
                .collect();
            list.sort_by_key(|identity| text(identity, "id"));
            Ok(Reply::Json(list.into()))
        }
        "create" | "update" => {
            let there = core.extras.contains_key(&key);
            if there && call.route.method == "create" {
                return Err(Fault::unknown(format!("identity {id} already exists")));
            }
            if !there && call.route.method == "update" {
                return Err(Fault::not_found(format!("identity {id} not found")));
            }
            let value = call.json();
            check(core, &me, &domain, &user, &value)?;
            core.extras.insert(key, value);
            Ok(Reply::Void)
        }
        "delete" => {
            if core.extras.get(&key).is_some_and(|value| flag(value, "isDefault")) {
                return Err(Fault::unknown("the default identity cannot be deleted"));
            }
            core.extras.remove(&key);
            Ok(Reply::Void)
        }
        "setDefault" => {
            for (other, value) in core.extras.iter_mut().filter(|(k, _)| k.starts_with(&prefix)) {
                set(value, "isDefault", *other == key);
            }
            Ok(Reply::Void)
        }
        _ => Err(call.unsupported()),
    }
}

fn describe(core: &Core, domain: &str, id: &str, value: &Value) -> Value {
    let mailbox = text(value, "mailboxUid");
    let entry = core.entry(domain, &mailbox).map(|(_, item)| entry_value(item));
    let email = text(value, "email");
    json!({
        "mbox": mailbox, "id": id, "email": email,
        "emailIsDefault": entry.and_then(default_email) == Some(email.as_str()),
        "name": value.get("name"), "isDefault": value.get("isDefault"),
        "displayname": value.get("displayname"), "signature": value.get("signature"),
        "mboxName": entry.map(|v| text(v, "login")),
    })
}

fn check(core: &Core, me: &Session, domain: &str, user: &str, value: &Value) -> Result<(), Fault> {
    for name in ["name", "email", "format", "signature", "sentFolder"] {
        let held = value.get(name).and_then(Value::as_str);
        if held.is_none_or(|text| text.is_empty() && name != "signature") {
            return Err(Fault::invalid(format!("an identity needs {name}")));
        }
    }
    let mailbox = text(value, "mailboxUid");
    if mailbox.is_empty() {
        return core.need_admin(me, domain);
    }
    let email = text(value, "email");
    let belongs = core.by_email(domain, &email).is_some_and(|item| item.uid == mailbox);
    let acl = core.containers.get(&format!("mailbox:acls-{mailbox}"));
    let may = mailbox == user
        || acl.is_some_and(|c| {
            c.acl.iter().any(|(subject, verb)| {
                (subject == user || core.groups_of(domain, user).contains(subject))
                    && covers(verb, "SendOnBehalf")
            })
        });
    if belongs && may {
        return Ok(());
    }
    Err(Fault::unknown(format!("{email} is not of mailbox {mailbox}, or it may not be sent as")))
}
