//! IMailboxItems: the messages of a folder.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::api::dates::When;
use crate::api::folders::trash_of;
use crate::api::items::{Ctx, Kind, common, flag, text};
use crate::call::{Call, Reply};
use crate::container::Item;
use crate::core::{Core, Session};
use crate::fault::Fault;
use crate::mail::{NewMessage, flags_of, number, records_uid};
use crate::mime;

/// Numbers `_mgetById` takes at most.
const MAX_IDS: usize = 500;
/// The flag no update takes away.
const KEPT_FLAG: &str = "$MDNSent";

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let folder = call.param("replicatedMailboxUid").to_owned();
    let records = records_uid(&folder);
    if call.route.method == "multipleGetById" && call.numbers().len() > MAX_IDS {
        return Err(Fault::unknown(format!("more than {MAX_IDS} ids")));
    }
    let own = ["create", "createById", "updateById", "deleteById", "multipleDeleteById"];
    if !own.contains(&call.route.method) {
        let kind = Kind { view: |core, _, item| message(core, item), ..Kind::plain() };
        if let Some(answer) = common(core, call, &records, kind) {
            return answer;
        }
    }
    let reads = [
        "fetch",
        "fetchComplete",
        "fetchCompleteByGuid",
        "getForUpdate",
        "unreadItems",
        "recentItems",
        "listItemIdsAfter",
    ];
    if reads.contains(&call.route.method) {
        core.need(&me, &records, "Read")?;
        return read(core, call, &records);
    }
    core.need(&me, &records, "Write")?;
    write(core, call, &me, &folder)
}

/// A record as `MailboxItem`.
fn message(core: &Core, item: &Item) -> Value {
    let guid = text(&item.value, "guid");
    let body = mime::message_body(&core.mail.body(&guid), &guid, number(item, "date"));
    json!({"body": body, "imapUid": number(item, "imapUid"), "flags": flags_of(item)})
}

fn read(core: &Core, call: &Call, records: &str) -> Result<Reply, Fault> {
    let c = core.container(records)?;
    let missing = || Fault::not_found("no such message");
    let by_imap = || -> Result<Bytes, Fault> {
        let uid = call.number("imapUid")?;
        let item = c.items().find(|i| number(i, "imapUid") == uid).ok_or_else(missing)?;
        Ok(core.mail.body(&text(&item.value, "guid")))
    };
    let ids = |keep: &dyn Fn(&Item) -> bool| -> Reply {
        Reply::Json(c.items().filter(|i| keep(i)).map(|i| Value::from(i.id)).collect())
    };
    match call.route.method {
        "fetchComplete" => Ok(Reply::Stream("message/rfc822", by_imap()?)),
        "fetchCompleteByGuid" => {
            let guid = call.param("guid");
            let held = c.items().any(|i| text(&i.value, "guid") == guid);
            let body = if held { core.mail.body(guid) } else { return Err(missing()) };
            Ok(Reply::Stream("message/rfc822", body))
        }
        "fetch" => {
            let part = mime::fetch(&by_imap()?, call.param("address")).ok_or_else(missing)?;
            Ok(Reply::Stream("application/octet-stream", part.into()))
        }
        "getForUpdate" => {
            let found = c.by_id(call.number("id")?);
            Ok(Reply::Json(found.map_or(Value::Null, |i| i.envelope(message(core, i)))))
        }
        "unreadItems" => Ok(ids(&|i| !i.flags.contains(&"Seen") && !i.flags.contains(&"Deleted"))),
        "recentItems" => {
            let since = call.json().as_i64().unwrap_or_default();
            Ok(ids(&|i| number(i, "date") >= since))
        }
        _ => {
            let since = When::read(&call.json())?.instant().as_millisecond();
            Ok(ids(&|i| number(i, "date") > since))
        }
    }
}

fn write(core: &mut Core, call: &Call, me: &Session, folder: &str) -> Result<Reply, Fault> {
    let stamp = core.stamp(Some(me));
    let records = records_uid(folder);
    match call.route.method {
        "uploadPart" => {
            let id = core.fresh_uid("part");
            core.parts.insert(format!("{}/{id}", me.sid), call.bytes());
            Ok(Reply::Json(id.into()))
        }
        "removePart" => {
            core.parts.remove(&format!("{}/{}", me.sid, call.param("partId")));
            Ok(Reply::Void)
        }
        "createById" => {
            let id = call.number("id")?;
            let stored = create(core, me, folder, Some(id), &call.json())?;
            Ok(super::items::ack(core, stored.version))
        }
        "create" => {
            let stored = create(core, me, folder, None, &call.json())?;
            Ok(Reply::Json(json!({
                "id": stored.id, "uid": stored.uid, "imapUid": stored.imap_uid,
                "version": stored.version,
            })))
        }
        "updateById" => {
            let uid = uid_of(core, &records, call.number("id")?)?;
            let mut flags = strings(&call.json(), "flags");
            let held = core.container(&records)?.get(&uid).map(flags_of).unwrap_or_default();
            flags.extend(held.into_iter().filter(|flag| flag == KEPT_FLAG));
            let version = core.set_flags(folder, &stamp, &uid, &flags)?;
            Ok(super::items::ack(core, version))
        }
        "addFlag" | "deleteFlag" => {
            let body = call.json();
            let wanted = body.get("mailboxItemFlag").and_then(Value::as_str).unwrap_or_default();
            let ids = body.get("itemsId").and_then(Value::as_array).cloned().unwrap_or_default();
            let adding = call.route.method == "addFlag";
            for id in ids.iter().filter_map(Value::as_i64) {
                flag_one(core, call, folder, id, wanted, adding)?;
            }
            let version = core.container(&records)?.version;
            Ok(super::items::ack(core, version))
        }
        "deleteById" | "multipleDeleteById" => {
            let mut ids = call.numbers();
            if call.route.method == "deleteById" {
                ids = vec![call.number("id")?];
            }
            let for_good = call.query_bool("bypassDeletedItems").unwrap_or(false);
            trash(core, me, folder, &ids, for_good).map(|()| Reply::Void)
        }
        "expunge" => {
            expunge(core, me, folder, None)?;
            Ok(Reply::Void)
        }
        _ => Err(call.unsupported()),
    }
}

fn strings(value: &Value, name: &str) -> Vec<String> {
    let list = value.get(name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn uid_of(core: &Core, records: &str, id: i64) -> Result<String, Fault> {
    let item = core.container(records)?.by_id(id);
    item.map(|i| i.uid.clone()).ok_or_else(|| Fault::not_found(format!("message {id} not found")))
}

/// A message made of an uploaded part: with `message/rfc822` at the top the part is the message, and a date
/// that is not null takes the place of its Date header.
fn create(
    core: &mut Core,
    me: &Session,
    folder: &str,
    id: Option<i64>,
    body: &Value,
) -> Result<crate::mail::Stored, Fault> {
    let at = |pointer: &str| body.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    if at("/body/structure/mime") != "message/rfc822" {
        return Err(Fault::unknown("this stand-in takes whole messages (message/rfc822) alone"));
    }
    let address = at("/body/structure/address");
    let held = core.parts.get(&format!("{}/{address}", me.sid)).cloned();
    let bytes = held.ok_or_else(|| Fault::not_found(format!("part {address} not found")))?;
    let date = body.pointer("/body/date").and_then(Value::as_i64);
    let bytes = match date.and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok()) {
        Some(when) => {
            let shown = when.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string();
            mime::with_date(&bytes, &shown).into()
        }
        None => bytes,
    };
    let stamp = core.stamp(Some(me));
    let guid = crate::mail::guid_of(&bytes);
    let message = NewMessage { bytes, flags: strings(body, "flags"), date, id };
    core.place(folder, &stamp, &guid, message, date.unwrap_or(stamp.now))
}

fn flag_one(
    core: &mut Core,
    call: &Call,
    folder: &str,
    id: i64,
    wanted: &str,
    adding: bool,
) -> Result<(), Fault> {
    let records = records_uid(folder);
    let Some(item) = core.container(&records)?.by_id(id).cloned() else { return Ok(()) };
    let mut flags = flags_of(&item);
    if adding {
        flags.push(wanted.to_owned());
    } else if wanted != KEPT_FLAG {
        flags.retain(|f| f != wanted);
    }
    let stamp = core.stamp(call.session.as_ref());
    core.set_flags(folder, &stamp, &item.uid, &flags)?;
    if adding && wanted == "\\Deleted" {
        core.container_mut(&records)?.delete(&stamp, &item.uid);
    }
    Ok(())
}

/// Outside Trash a deleted message moves there; inside it, or where Trash is passed by, it goes for good.
fn trash(
    core: &mut Core,
    me: &Session,
    folder: &str,
    ids: &[i64],
    for_good: bool,
) -> Result<(), Fault> {
    let records = records_uid(folder);
    let stamp = core.stamp(Some(me));
    let subtree = core
        .containers
        .values()
        .find(|c| c.kind == "replicated_mailboxes" && c.get(folder).is_some())
        .map(|c| c.uid.clone())
        .unwrap_or_default();
    let bin = if for_good { None } else { trash_of(core, &subtree).map(|i| i.uid.clone()) };
    for id in ids {
        let Some(item) = core.container(&records)?.by_id(*id).cloned() else { continue };
        if let Some(bin) = bin.as_deref().filter(|bin| *bin != folder) {
            copy(core, me, bin, &item)?;
        }
        core.container_mut(&records)?.delete(&stamp, &item.uid);
    }
    Ok(())
}

fn copy(core: &mut Core, me: &Session, into: &str, item: &Item) -> Result<i64, Fault> {
    let guid = text(&item.value, "guid");
    let bytes = core.mail.body(&guid);
    let message = NewMessage { bytes, flags: flags_of(item), date: None, id: None };
    let stamp = core.stamp(Some(me));
    core.place(into, &stamp, &guid, message, number(item, "date")).map(|stored| stored.id)
}

/// Removes what is flagged `\Deleted`, among these uids if given; answers their uids.
pub(crate) fn expunge(
    core: &mut Core,
    me: &Session,
    folder: &str,
    among: Option<&dyn Fn(u32) -> bool>,
) -> Result<Vec<u32>, Fault> {
    let stamp = core.stamp(Some(me));
    let c = core.container_mut(&records_uid(folder))?;
    let gone: Vec<(String, u32)> = c
        .items()
        .filter(|i| i.flags.contains(&"Deleted"))
        .map(|i| (i.uid.clone(), u32::try_from(number(i, "imapUid")).unwrap_or_default()))
        .filter(|(_, n)| among.is_none_or(|keep| keep(*n)))
        .collect();
    for (uid, _) in &gone {
        c.delete(&stamp, uid);
    }
    Ok(gone.into_iter().map(|(_, n)| n).collect())
}

/// Sends every message of a folder to Trash.
pub(crate) fn empty(core: &mut Core, ctx: &Ctx, folder: &str) -> Result<(), Fault> {
    let ids: Vec<i64> = core.container(&records_uid(folder))?.items().map(|i| i.id).collect();
    trash(core, &ctx.me, folder, &ids, false)
}

/// Copies or moves messages from another folder of the mailbox.
pub(crate) fn import(
    core: &mut Core,
    ctx: &Ctx,
    target: &Item,
    body: &Value,
) -> Result<Value, Fault> {
    let source = body.get("mailboxFolderId").and_then(Value::as_i64).unwrap_or_default();
    let source = core.container(&ctx.container)?.by_id(source).map(|i| i.uid.clone());
    let source = source.ok_or_else(|| Fault::not_found("no such source folder"))?;
    let list = body.get("ids").and_then(Value::as_array).cloned().unwrap_or_default();
    let wanted: Vec<i64> =
        list.iter().filter_map(|entry| entry.get("id").and_then(Value::as_i64)).collect();
    let records = records_uid(&source);
    let items: Vec<Item> = core
        .container(&records)?
        .items()
        .filter(|i| wanted.is_empty() || wanted.contains(&i.id))
        .cloned()
        .collect();
    let stamp = core.stamp(Some(&ctx.me));
    let mut done = Vec::new();
    for item in &items {
        let id = copy(core, &ctx.me, &target.uid, item)?;
        done.push(json!({"source": item.id, "destination": id}));
        if flag(body, "deleteFromSource") {
            core.container_mut(&records)?.delete(&stamp, &item.uid);
        }
    }
    let whole = wanted.is_empty() || done.len() == wanted.len();
    Ok(json!({"doneIds": done, "status": if whole { "SUCCESS" } else { "PARTIAL" }}))
}
