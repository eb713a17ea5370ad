//! IUserSubscription and IOwnerSubscriptions: what somebody sees of containers.

use serde_json::{Value, json};

use crate::api::items::{Kind, common, flag, text};
use crate::call::{Call, Reply};
use crate::core::{Core, Session, entry_path};
use crate::fault::Fault;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let domain = call.param("domainUid").to_owned();
    if call.route.interface == "IOwnerSubscriptions" {
        let uid = container_uid(&domain, call.param("ownerUid"));
        let answer = common(core, call, &uid, Kind::plain());
        return answer.unwrap_or_else(|| Err(call.unsupported()));
    }
    if call.route.method == "subscribers" {
        return Ok(Reply::Json(subscribers(core, call.param("containerUid"))));
    }
    let me = call.me()?.clone();
    let subject = call.param("subject").to_owned();
    core.need_self(&me, &domain, &subject)?;
    let body = call.json();
    let entries = || body.as_array().into_iter().flatten();
    match call.route.method {
        "listSubscriptions" => {
            let wanted = call.query.get("type").map(String::as_str);
            list(core, &domain, &subject, wanted.filter(|t| !t.is_empty())).map(Reply::Json)
        }
        "subscribe" => {
            for entry in entries() {
                core.container(&text(entry, "containerUid"))?;
            }
            for entry in entries() {
                let automount = flag(entry, "automount");
                let uid = text(entry, "containerUid");
                subscribe(
                    core,
                    &me,
                    &domain,
                    &subject,
                    &uid,
                    flag(entry, "offlineSync"),
                    automount,
                )?;
            }
            Ok(Reply::Void)
        }
        "updateAutomount" => {
            for entry in entries() {
                let on = ("automount", flag(entry, "automount"));
                change(core, &me, (&domain, &subject), &text(entry, "containerUid"), on)?;
            }
            Ok(Reply::Void)
        }
        "unsubscribe" => {
            for uid in call.strings() {
                unsubscribe(core, &me, &domain, &subject, &uid)?;
            }
            Ok(Reply::Void)
        }
        _ => Err(call.unsupported()),
    }
}

/// The container that keeps somebody's subscriptions.
pub(crate) fn container_uid(domain: &str, owner: &str) -> String {
    format!("owner_subscriptions_{owner}_at_{domain}")
}

/// The item of one subscription.
pub(crate) fn item_uid(owner: &str, container: &str) -> String {
    format!("sub-of-{owner}-to-{container}")
}

/// Subscribes `subject`; again, it changes offlineSync alone.
pub(crate) fn subscribe(
    core: &mut Core,
    me: &Session,
    domain: &str,
    subject: &str,
    container: &str,
    offline: bool,
    automount: bool,
) -> Result<(), Fault> {
    let c = core.container(container)?;
    let mut value = json!({
        "containerUid": container, "offlineSync": offline, "automount": automount,
        "containerType": c.kind, "owner": c.owner, "defaultContainer": c.default, "name": c.name,
    });
    let (list, item) = (container_uid(domain, subject), item_uid(subject, container));
    let stamp = core.stamp(Some(me));
    let old = core.container(&list)?.get(&item).map(|i| flag(&i.value, "automount"));
    match old {
        Some(kept) => {
            super::items::set(&mut value, "automount", kept);
            core.container_mut(&list)?.update(&stamp, &item, value)?;
        }
        None => {
            core.create_item(&list, &stamp, &item, value)?;
        }
    }
    Ok(())
}

/// Changes one mark of a subscription there is.
pub(crate) fn change(
    core: &mut Core,
    me: &Session,
    (domain, subject): (&str, &str),
    container: &str,
    (name, on): (&str, bool),
) -> Result<(), Fault> {
    core.need_self(me, domain, subject)?;
    let list = container_uid(domain, subject);
    let item = item_uid(subject, container);
    let stamp = core.stamp(Some(me));
    let c = core.container_mut(&list)?;
    let Some(mut value) = c.get(&item).map(|i| i.value.clone()) else {
        return Err(Fault::not_found(format!("{subject} is not subscribed to it")));
    };
    super::items::set(&mut value, name, on);
    c.update(&stamp, &item, value).map(|_| ())
}

fn unsubscribe(
    core: &mut Core,
    me: &Session,
    domain: &str,
    subject: &str,
    container: &str,
) -> Result<(), Fault> {
    let own_default =
        core.containers.get(container).is_some_and(|c| c.default && c.owner == subject);
    if !own_default {
        let stamp = core.stamp(Some(me));
        core.container_mut(&container_uid(domain, subject))?
            .delete(&stamp, &item_uid(subject, container));
    }
    Ok(())
}

fn list(core: &Core, domain: &str, subject: &str, kind: Option<&str>) -> Result<Value, Fault> {
    let items = core.container(&container_uid(domain, subject))?.items();
    Ok(items
        .filter(|item| kind.is_none_or(|k| text(&item.value, "containerType") == k))
        .map(|item| {
            let mut value = item.value.clone();
            let owner = text(&value, "owner");
            if let Some((kind, entry)) = core.entry(domain, &owner) {
                super::items::set(&mut value, "ownerDisplayName", entry.display_name.clone());
                super::items::set(
                    &mut value,
                    "ownerDirEntryPath",
                    entry_path(domain, kind, &owner),
                );
            }
            value
        })
        .collect())
}

/// Uids of everybody subscribed to a container.
pub(crate) fn subscribers(core: &Core, container: &str) -> Value {
    core.containers
        .values()
        .filter(|c| c.kind == "owner_subscriptions")
        .filter(|c| c.get(&item_uid(&c.owner, container)).is_some())
        .map(|c| Value::from(c.owner.clone()))
        .collect()
}
