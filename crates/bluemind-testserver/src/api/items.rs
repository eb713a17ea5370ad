//! What every kind of container has in common: reading items, what changed, single writes and batches.

use serde_json::{Value, json};

use crate::call::{Call, Reply, list_result};
use crate::container::{Change, ChangeKind, Container, Item};
use crate::core::{Core, Session};
use crate::fault::Fault;

/// Who writes where.
#[derive(Debug, Clone)]
pub(crate) struct Ctx {
    pub(crate) me: Session,
    pub(crate) container: String,
    /// The number a created item is to have; a fresh one without.
    pub(crate) id: Option<i64>,
    /// Whether people are to be told.
    pub(crate) send: bool,
}

/// What a kind of item does on its own account.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) create: fn(&mut Core, &Ctx, &str, Value) -> Result<i64, Fault>,
    pub(crate) update: fn(&mut Core, &Ctx, &str, Value) -> Result<i64, Fault>,
    pub(crate) delete: fn(&mut Core, &Ctx, &str) -> Result<(), Fault>,
    pub(crate) view: fn(&Core, &Ctx, &Item) -> Value,
}

impl Kind {
    /// Items stored as they come.
    pub(crate) fn plain() -> Self {
        Self {
            create: store_new,
            update: store,
            delete: remove,
            view: |_, _, item| item.value.clone(),
        }
    }
}

/// Stores a new item as it is.
pub(crate) fn store_new(core: &mut Core, ctx: &Ctx, uid: &str, value: Value) -> Result<i64, Fault> {
    let stamp = core.stamp(Some(&ctx.me));
    let id = match ctx.id {
        Some(id) => id,
        None => core.next(),
    };
    core.container_mut(&ctx.container)?.create(&stamp, id, uid, value)
}

/// Replaces an item as it is.
pub(crate) fn store(core: &mut Core, ctx: &Ctx, uid: &str, value: Value) -> Result<i64, Fault> {
    let stamp = core.stamp(Some(&ctx.me));
    core.container_mut(&ctx.container)?.update(&stamp, uid, value)
}

/// Removes an item; one that is not there is no fault.
pub(crate) fn remove(core: &mut Core, ctx: &Ctx, uid: &str) -> Result<(), Fault> {
    let stamp = core.stamp(Some(&ctx.me));
    core.container_mut(&ctx.container)?.delete(&stamp, uid);
    Ok(())
}

/// Answers the methods all kinds share; `None` for a method of one kind alone.
pub(crate) fn common(
    core: &mut Core,
    call: &Call,
    container: &str,
    kind: Kind,
) -> Option<Result<Reply, Fault>> {
    let me = match call.me() {
        Ok(me) => me.clone(),
        Err(fault) => return Some(Err(fault)),
    };
    let send = call.query_bool("sendNotifications").unwrap_or(false);
    let mut ctx = Ctx { me, container: container.to_owned(), id: None, send };
    let verb = match verb_of(call.route.method)? {
        Need::Read => "Read",
        Need::Write => "Write",
        Need::Manage => "Manage",
    };
    if let Err(fault) = core.need(&ctx.me, container, verb) {
        return Some(Err(fault));
    }
    Some(match verb {
        "Read" => read(core, call, &ctx, kind),
        _ => write(core, call, &mut ctx, kind),
    })
}

enum Need {
    Read,
    Write,
    Manage,
}

fn verb_of(method: &str) -> Option<Need> {
    Some(match method {
        "all"
        | "allUids"
        | "changeset"
        | "changesetById"
        | "filteredChangesetById"
        | "getVersion"
        | "getComplete"
        | "getCompleteById"
        | "multipleGet"
        | "multipleGetById"
        | "getMultiple"
        | "list"
        | "count"
        | "sortedIds"
        | "sortedUids"
        | "itemChangelog"
        | "fullChangesetById"
        | "getLight" => Need::Read,
        "create" | "update" | "delete" | "createById" | "updateById" | "deleteById"
        | "multipleDeleteById" | "updates" | "sync" | "touch" | "copy" | "move" => Need::Write,
        "reset" => Need::Manage,
        _ => return None,
    })
}

fn read(core: &Core, call: &Call, ctx: &Ctx, kind: Kind) -> Result<Reply, Fault> {
    let c = core.container(&ctx.container)?;
    let item = |item: &Item| item.envelope((kind.view)(core, ctx, item));
    let uid = || call.params.last().map_or("", String::as_str);
    Ok(Reply::Json(match call.route.method {
        "all" | "allUids" if call.route.result == "List<String>" => {
            c.items().map(|i| Value::from(i.uid.clone())).collect()
        }
        "all" => c.items().map(item).collect(),
        "list" if call.route.result.starts_with("List<") => c.items().map(item).collect(),
        "list" => list_result(c.items().map(item).collect()),
        "getVersion" => Value::from(c.version),
        "getComplete" | "getLight" => c.get(uid()).map_or(Value::Null, item),
        "getCompleteById" => c.by_id(call.number("id")?).map_or(Value::Null, item),
        "multipleGet" | "getMultiple" => {
            call.strings().iter().filter_map(|uid| c.get(uid)).map(item).collect()
        }
        "multipleGetById" => {
            call.numbers().iter().filter_map(|id| c.by_id(*id)).map(item).collect()
        }
        "count" => {
            let filter = call.json();
            json!({"total": c.items().filter(|i| passes(i, &filter)).count()})
        }
        "sortedIds" => c.items().map(|i| Value::from(i.id)).collect(),
        "sortedUids" => c.items().map(|i| Value::from(i.uid.clone())).collect(),
        "itemChangelog" => changelog(c, uid()),
        _ => changes(c, call)?,
    }))
}

/// True when an item has the flags a filter wants and none it does not.
pub(crate) fn passes(item: &Item, filter: &Value) -> bool {
    let has = |flag: &Value| flag.as_str().is_some_and(|f| item.flags.contains(&f));
    let list = |name| filter.get(name).and_then(Value::as_array).into_iter().flatten();
    list("must").all(has) && !list("mustNot").any(has)
}

/// A changeset in the form the method has: uids, numbers, or numbers with versions.
pub(crate) fn changes(c: &Container, call: &Call) -> Result<Value, Fault> {
    let since = call.query_number("since")?.unwrap_or(0);
    let filter = call.json();
    let form = |change: &Change| -> Value {
        match call.route.method {
            "changeset" | "sync" => Value::from(change.uid.clone()),
            "changesetById" => Value::from(change.id),
            "fullChangesetById" => {
                json!({"id": change.id, "version": change.version, "uid": change.uid})
            }
            _ => json!({"id": change.id, "version": change.version, "timestamp": change.date}),
        }
    };
    let keep = |change: &&Change| {
        call.route.method != "filteredChangesetById"
            || c.by_id(change.id).is_none_or(|item| passes(item, &filter))
    };
    let found = c.changes(since);
    let list =
        |changes: &[Change]| -> Vec<Value> { changes.iter().filter(keep).map(form).collect() };
    Ok(json!({
        "created": list(&found.created), "updated": list(&found.updated),
        "deleted": list(&found.deleted), "version": c.version,
    }))
}

fn changelog(c: &Container, uid: &str) -> Value {
    let entries: Vec<Value> = c
        .log()
        .iter()
        .filter(|change| change.uid == uid)
        .map(|change| {
            let kind = match change.kind {
                ChangeKind::Created => "Created",
                ChangeKind::Updated => "Updated",
                ChangeKind::Deleted => "Deleted",
            };
            json!({"version": change.version, "itemUid": change.uid, "author": change.author,
                   "type": kind, "date": change.date, "internalId": change.id})
        })
        .collect();
    json!({"entries": entries})
}

fn write(core: &mut Core, call: &Call, ctx: &mut Ctx, kind: Kind) -> Result<Reply, Fault> {
    let last = call.params.last().cloned().unwrap_or_default();
    match call.route.method {
        "create" => (kind.create)(core, ctx, &last, call.json()).map(|_| Reply::Void),
        "update" => (kind.update)(core, ctx, &last, call.json()).map(|_| Reply::Void),
        "delete" => (kind.delete)(core, ctx, &last).map(|()| Reply::Void),
        "createById" => {
            let id = call.number("id")?;
            ctx.id = Some(id);
            let uid = format!("{}-by-id:{id}", id_prefix(call.route.interface));
            (kind.create)(core, ctx, &uid, call.json()).map(|version| ack(core, version))
        }
        "updateById" => {
            let uid = uid_of(core, ctx, call.number("id")?)?;
            (kind.update)(core, ctx, &uid, call.json()).map(|version| ack(core, version))
        }
        "deleteById" => {
            if let Ok(uid) = uid_of(core, ctx, call.number("id")?) {
                (kind.delete)(core, ctx, &uid)?;
            }
            Ok(Reply::Void)
        }
        "multipleDeleteById" => {
            for id in call.numbers() {
                if let Ok(uid) = uid_of(core, ctx, id) {
                    (kind.delete)(core, ctx, &uid)?;
                }
            }
            Ok(Reply::Void)
        }
        "touch" => {
            let value = core.container(&ctx.container)?.get(&last).map(|item| item.value.clone());
            let value = value.ok_or_else(|| Fault::not_found(format!("item {last} not found")))?;
            store(core, ctx, &last, value).map(|_| Reply::Void)
        }
        "updates" => updates(core, call, ctx, kind).map(Reply::Json),
        "sync" => {
            updates(core, call, ctx, kind)?;
            changes(core.container(&ctx.container)?, call).map(Reply::Json)
        }
        "copy" | "move" => transfer(core, call, ctx, kind),
        "reset" => {
            for uid in uids(core, ctx)? {
                (kind.delete)(core, ctx, &uid)?;
            }
            Ok(Reply::Void)
        }
        _ => Err(call.unsupported()),
    }
}

fn id_prefix(interface: &str) -> &'static str {
    match interface {
        "ICalendar" => "vevent",
        "IAddressBook" => "vcard",
        "INote" => "vnote",
        _ => "vtodo",
    }
}

/// `{version, timestamp}`.
pub(crate) fn ack(core: &Core, version: i64) -> Reply {
    Reply::Json(json!({"version": version, "timestamp": core.clock.now_ms()}))
}

fn uid_of(core: &Core, ctx: &Ctx, id: i64) -> Result<String, Fault> {
    let item = core.container(&ctx.container)?.by_id(id);
    item.map(|item| item.uid.clone())
        .ok_or_else(|| Fault::not_found(format!("item {id} not found")))
}

fn uids(core: &Core, ctx: &Ctx) -> Result<Vec<String>, Fault> {
    Ok(core.container(&ctx.container)?.items().map(|item| item.uid.clone()).collect())
}

fn transfer(core: &mut Core, call: &Call, ctx: &Ctx, kind: Kind) -> Result<Reply, Fault> {
    let target = call.param("destContainerUid").to_owned();
    core.need(&ctx.me, &target, "Write")?;
    let into = Ctx { container: target, ..ctx.clone() };
    for uid in call.strings() {
        let found = core.container(&ctx.container)?.get(&uid).map(|item| item.value.clone());
        let Some(value) = found else { continue };
        let taken = core.container(&into.container)?.get(&uid).is_some();
        let new = if taken { core.fresh_uid(&uid) } else { uid.clone() };
        (kind.create)(core, &into, &new, value)?;
        if call.route.method == "move" {
            (kind.delete)(core, ctx, &uid)?;
        }
    }
    Ok(Reply::Void)
}

/// A batch: add on a known uid updates, modify of an unknown one creates, deletes come last, and what a
/// service refuses is reported per item while anything else ends the call half done.
fn updates(core: &mut Core, call: &Call, ctx: &Ctx, kind: Kind) -> Result<Value, Fault> {
    let body = call.json();
    let mut outcome = Outcome::default();
    for part in ["add", "modify"] {
        for entry in entries(&body, part) {
            let (uid, value) = (text(entry, "uid"), member(entry, "value"));
            let ctx = Ctx {
                send: flag(entry, "sendNotification"),
                container: ctx.container.clone(),
                me: ctx.me.clone(),
                id: None,
            };
            let known = core.container(&ctx.container)?.get(&uid).is_some();
            let done = if known {
                (kind.update)(core, &ctx, &uid, value)
            } else {
                (kind.create)(core, &ctx, &uid, value)
            };
            match done {
                Ok(_) if part == "add" => outcome.added.push(uid),
                Ok(_) => outcome.updated.push(uid),
                Err(fault) if fault.is_collected() => outcome.errors.push(error(&fault, &uid)),
                Err(fault) => return Err(fault),
            }
        }
    }
    for entry in entries(&body, "delete") {
        let uid = text(entry, "uid");
        let ctx = Ctx { send: flag(entry, "sendNotification"), ..ctx.clone() };
        match (kind.delete)(core, &ctx, &uid) {
            Ok(()) => outcome.removed.push(uid),
            Err(fault) if fault.is_collected() => outcome.errors.push(error(&fault, &uid)),
            Err(fault) => return Err(fault),
        }
    }
    let version = core.container(&ctx.container)?.version;
    Ok(json!({
        "added": outcome.added, "updated": outcome.updated, "removed": outcome.removed,
        "unhandled": [], "errors": outcome.errors, "version": version,
    }))
}

#[derive(Default)]
struct Outcome {
    added: Vec<String>,
    updated: Vec<String>,
    removed: Vec<String>,
    errors: Vec<Value>,
}

fn entries<'a>(body: &'a Value, part: &str) -> impl Iterator<Item = &'a Value> {
    body.get(part).and_then(Value::as_array).into_iter().flatten()
}

fn error(fault: &Fault, uid: &str) -> Value {
    json!({"message": fault.message(), "errorCode": fault.code(), "uid": uid})
}

/// A string member, empty when absent or null.
pub(crate) fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A boolean member, false when absent or null.
pub(crate) fn flag(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool) == Some(true)
}

/// A member, null when absent.
pub(crate) fn member(value: &Value, name: &str) -> Value {
    value.get(name).cloned().unwrap_or(Value::Null)
}

/// Sets a member of an object; anything else is left alone.
pub(crate) fn set(value: &mut Value, name: &str, new: impl Into<Value>) {
    if let Some(members) = value.as_object_mut() {
        members.insert(name.to_owned(), new.into());
    }
}
