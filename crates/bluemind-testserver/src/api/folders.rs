//! IMailboxFolders in its three addressings: folder trees.

use serde_json::{Value, json};

use crate::api::items::{Ctx, Kind, common, set, text};
use crate::api::mail_items;
use crate::call::{Call, Reply};
use crate::container::{Container, Item};
use crate::core::{Core, Session, entry_kind, entry_value};
use crate::fault::Fault;
use crate::mail::{flags_of, records_uid};

const USER_FOLDERS: [&str; 7] = ["INBOX", "Sent", "Drafts", "Trash", "Junk", "Outbox", "Templates"];

/// The container of a mailbox's folders.
pub(crate) fn subtree_uid(domain: &str, uid: &str, kind: &str) -> String {
    let prefix = if kind == "USER" { "user." } else { "" };
    format!("subtree_{}!{prefix}{uid}", domain.replace('.', "_"))
}

fn of_user(subtree: &str) -> bool {
    subtree.split_once('!').is_some_and(|(_, owner)| owner.starts_with("user."))
}

/// The folder tree of a new mailbox.
pub(crate) fn create_mailbox(
    core: &mut Core,
    me: &Session,
    domain: &str,
    uid: &str,
    kind: &str,
    name: &str,
) -> Result<(), Fault> {
    let subtree = subtree_uid(domain, uid, kind);
    core.add_container(Container::new(&subtree, "replicated_mailboxes", name, uid, domain))?;
    let names: Vec<String> = match kind {
        "USER" => USER_FOLDERS.iter().map(|f| (*f).to_owned()).collect(),
        "MAILSHARE" => vec![name.to_owned(), format!("{name}/Sent"), format!("{name}/Trash")],
        _ => vec![name.to_owned()],
    };
    for full in names {
        create_folder(core, me, &subtree, &full)?;
    }
    Ok(())
}

/// The folder of this full name.
pub(crate) fn find_folder<'a>(core: &'a Core, subtree: &str, full: &str) -> Option<&'a Item> {
    let c = core.containers.get(subtree)?;
    c.items().find(|item| text(&item.value, "fullName") == full)
}

/// The Trash of a mailbox: beside the INBOX of a user, below the name of a shared mailbox.
pub(crate) fn trash_of<'a>(core: &'a Core, subtree: &str) -> Option<&'a Item> {
    if of_user(subtree) {
        return find_folder(core, subtree, "Trash");
    }
    let root = core.containers.get(subtree)?.items().next()?;
    find_folder(core, subtree, &format!("{}/Trash", text(&root.value, "fullName")))
}

/// Creates a folder below its parent, which must be there; an existing one is answered as it is.
pub(crate) fn create_folder(
    core: &mut Core,
    me: &Session,
    subtree: &str,
    full: &str,
) -> Result<Value, Fault> {
    let identifier = |item: &Item| json!({"id": item.id, "uid": item.uid, "version": item.version});
    if let Some(found) = find_folder(core, subtree, full) {
        return Ok(identifier(found));
    }
    check_name(full)?;
    let (parent, name) = full.rsplit_once('/').map_or((None, full), |(p, n)| (Some(p), n));
    let parent_uid = match parent {
        None => None,
        Some(parent) => {
            let found = find_folder(core, subtree, parent);
            let found = found.ok_or_else(|| Fault::unknown(format!("no folder {parent}")))?;
            Some(found.uid.clone())
        }
    };
    let uid = core.fresh_uid("folder");
    let value = json!({
        "name": name, "fullName": full, "parentUid": parent_uid, "deleted": false,
        "virtualFolder": false,
    });
    let stamp = core.stamp(Some(me));
    core.create_item(subtree, &stamp, &uid, value)?;
    let c = core.container(subtree)?;
    let (owner, domain) = (c.owner.clone(), c.domain.clone());
    let records = Container::new(&records_uid(&uid), "mailbox_records", full, &owner, &domain);
    core.add_container(records)?;
    let item = core.container(subtree)?.get(&uid);
    item.map(identifier).ok_or_else(|| Fault::unknown("folder vanished"))
}

/// The subtree a call addresses.
fn addressed(core: &Core, call: &Call) -> Result<String, Fault> {
    let unknown = |what: &str| Fault::not_found(format!("mailbox {what} not found"));
    match call.route.interface {
        "IMailboxFoldersByContainer" => Ok(call.param("container").to_owned()),
        "IMailboxFoldersByOwner" => {
            let (domain, owner) = (call.param("domainUid"), call.param("ownerUid"));
            let (kind, _) = core.entry(domain, owner).ok_or_else(|| unknown(owner))?;
            Ok(subtree_uid(domain, owner, kind))
        }
        _ => {
            let partition = call.param("partition");
            let domain = partition.split_once("__").map_or(partition, |(_, d)| d).replace('_', ".");
            let root = call.param("mailboxRoot").replace('^', ".");
            if let Some(login) = root.strip_prefix("user.") {
                let uid = core.find_login(&domain, login).ok_or_else(|| unknown(login))?;
                return Ok(subtree_uid(&domain, &uid, "USER"));
            }
            let mut items = core.directory(&domain)?.items();
            let found = items.find(|i| text(entry_value(i), "name") == root || i.uid == root);
            let found = found.ok_or_else(|| unknown(&root))?;
            Ok(subtree_uid(&domain, &found.uid, entry_kind(found)))
        }
    }
}

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let subtree = addressed(core, call)?;
    let reading = matches!(
        call.route.method,
        "byName" | "root" | "trash" | "childrensOf" | "getFullName" | "counters" | "searchItems"
    );
    if !matches!(call.route.method, "updateById" | "deleteById")
        && let Some(answer) = common(core, call, &subtree, Kind::plain())
    {
        return answer;
    }
    core.need(&me, &subtree, if reading { "Read" } else { "Write" })?;
    if !reading {
        return write(core, call, &me, &subtree);
    }
    let c = core.container(&subtree)?;
    let show = |item: &Item| item.envelope(item.value.clone());
    let by_name = |name: &str| find_folder(core, &subtree, name).map_or(Value::Null, show);
    Ok(Reply::Json(match call.route.method {
        "byName" => by_name(call.param("name")),
        "root" => c.items().next().map_or(Value::Null, show),
        "trash" => trash_of(core, &subtree).map_or(Value::Null, show),
        "childrensOf" => {
            let parent = call.param("folderUid");
            c.items().filter(|i| text(&i.value, "parentUid") == parent).map(show).collect()
        }
        "getFullName" => {
            let found = c.get(call.param("uid"));
            found.map_or(Value::Null, |i| text(&i.value, "fullName").into())
        }
        "counters" => {
            let ids = call.numbers();
            ids.iter().filter_map(|id| c.by_id(*id)).map(|i| counters(core, i)).collect()
        }
        _ => return Err(call.unsupported()),
    }))
}

fn counters(core: &Core, folder: &Item) -> Value {
    let Some(c) = core.containers.get(&records_uid(&folder.uid)) else { return Value::Null };
    let visible: Vec<&Item> = c.items().filter(|i| !i.flags.contains(&"Deleted")).collect();
    let unseen = visible.iter().filter(|i| !i.flags.contains(&"Seen")).count();
    json!({
        "itemId": folder.id, "recordsVersion": c.version, "unseenVisible": unseen,
        "totalVisible": visible.len(), "total": c.len(),
    })
}

fn write(core: &mut Core, call: &Call, me: &Session, subtree: &str) -> Result<Reply, Fault> {
    let ctx = Ctx { me: me.clone(), container: subtree.to_owned(), id: None, send: false };
    let folder = |core: &Core, name: &str| -> Result<Item, Fault> {
        let id = call.number(name)?;
        let found = core.container(subtree)?.by_id(id).cloned();
        found.ok_or_else(|| Fault::not_found(format!("folder {id} not found")))
    };
    match call.route.method {
        "createBasic" | "createForHierarchy" => {
            let full = sanitize_name(core, subtree, &call.json())?;
            create_folder(core, me, subtree, &full).map(Reply::Json)
        }
        "updateById" => {
            let old = folder(core, "id")?;
            let mut body = call.json();
            if text(&body, "fullName").is_empty() && text(&body, "parentUid").is_empty() {
                let parent = old.value.get("parentUid").cloned().unwrap_or_default();
                set(&mut body, "parentUid", parent);
            }
            let full = sanitize_name(core, subtree, &body)?;
            rename(core, &ctx, &old, &full)
        }
        "deleteById" | "deepDelete" => {
            let id = call.number("id")?;
            let Some(top) = core.container(subtree)?.by_id(id).cloned() else {
                return Ok(Reply::Void);
            };
            let deep = call.route.method == "deepDelete";
            remove(core, &ctx, &top, deep).map(|()| Reply::Void)
        }
        "emptyFolder" | "removeMessages" => {
            let top = folder(core, "id")?;
            if call.route.method == "emptyFolder" {
                for child in below(core, subtree, &top)? {
                    drop_folder(core, &ctx, &child)?;
                }
            }
            mail_items::empty(core, &ctx, &top.uid).map(|()| Reply::Void)
        }
        "markFolderAsRead" => {
            let top = folder(core, "id")?;
            let stamp = core.stamp(Some(me));
            let items: Vec<Item> =
                core.container(&records_uid(&top.uid))?.items().cloned().collect();
            for item in items.iter().filter(|i| !i.flags.contains(&"Seen")) {
                let mut flags = flags_of(item);
                flags.push("\\Seen".to_owned());
                core.set_flags(&top.uid, &stamp, &item.uid, &flags)?;
            }
            Ok(Reply::Void)
        }
        "importItems" => {
            let target = folder(core, "folderDestinationId")?;
            mail_items::import(core, &ctx, &target, &call.json()).map(Reply::Json)
        }
        _ => Err(call.unsupported()),
    }
}

/// The full name a folder is to have.
fn sanitize_name(core: &Core, subtree: &str, body: &Value) -> Result<String, Fault> {
    let (name, full, parent) =
        (text(body, "name"), text(body, "fullName"), text(body, "parentUid"));
    let c = core.container(subtree)?;
    let root = c.name.clone();
    let wanted = if !name.is_empty() && !parent.is_empty() {
        let found = c.get(&parent).ok_or_else(|| Fault::unknown("no such parent folder"))?;
        format!("{}/{}", text(&found.value, "fullName"), plain(&name).replace('/', "_"))
    } else {
        let given = if full.is_empty() { name } else { full };
        given.split('/').map(plain).collect::<Vec<_>>().join("/")
    };
    if !of_user(subtree) && wanted != root && !wanted.starts_with(&format!("{root}/")) {
        return Err(Fault::invalid(format!("everything is below {root}")));
    }
    Ok(wanted)
}

/// A name as it is kept: `^` is a dot, and ASCII is read as modified UTF-7 where it is that.
fn plain(name: &str) -> String {
    let name = name.replace('^', ".");
    let decoded = name.is_ascii().then(|| crate::imap::names::decode(&name)).flatten();
    decoded.unwrap_or(name)
}

/// No part of a name is empty or has control characters or quotes.
fn check_name(full: &str) -> Result<(), Fault> {
    let bad =
        full.split('/').any(str::is_empty) || full.chars().any(|c| c.is_control() || c == '"');
    if bad { Err(Fault::invalid(format!("{full:?} is no folder name"))) } else { Ok(()) }
}

/// A folder goes to a name nobody has, below a folder that is there and not itself.
fn check_move(core: &Core, subtree: &str, old: &Item, full: &str) -> Result<(), Fault> {
    check_name(full)?;
    let from = text(&old.value, "fullName");
    if full.strip_prefix(&from).is_some_and(|rest| rest.starts_with('/')) {
        return Err(Fault::invalid(format!("{from} cannot be below itself")));
    }
    if find_folder(core, subtree, full).is_some_and(|other| other.uid != old.uid) {
        return Err(Fault::exists(format!("folder {full} already exists")));
    }
    match full.rsplit_once('/') {
        Some((parent, _)) if find_folder(core, subtree, parent).is_none() => {
            Err(Fault::unknown(format!("no folder {parent}")))
        }
        _ => Ok(()),
    }
}

fn below(core: &Core, subtree: &str, top: &Item) -> Result<Vec<Item>, Fault> {
    let prefix = format!("{}/", text(&top.value, "fullName"));
    let items = core.container(subtree)?.items();
    Ok(items.filter(|i| text(&i.value, "fullName").starts_with(&prefix)).cloned().collect())
}

/// Renames a folder with everything below it; by the name it has it is only touched.
pub(crate) fn rename(core: &mut Core, ctx: &Ctx, old: &Item, full: &str) -> Result<Reply, Fault> {
    check_move(core, &ctx.container, old, full)?;
    let from = text(&old.value, "fullName");
    let stamp = core.stamp(Some(&ctx.me));
    let inner = if full == from { Vec::new() } else { below(core, &ctx.container, old)? };
    for item in std::iter::once(old.clone()).chain(inner) {
        let name = text(&item.value, "fullName");
        let moved = format!("{full}{}", name.strip_prefix(&from).unwrap_or_default());
        let mut value = item.value.clone();
        set(&mut value, "name", moved.rsplit('/').next().unwrap_or_default());
        let parent = moved.rsplit_once('/').and_then(|(parent, _)| {
            find_folder(core, &ctx.container, parent).map(|i| i.uid.clone())
        });
        set(&mut value, "parentUid", parent);
        set(&mut value, "fullName", moved);
        core.container_mut(&ctx.container)?.update(&stamp, &item.uid, value)?;
    }
    let version = core.container(&ctx.container)?.version;
    Ok(super::items::ack(core, version))
}

fn remove(core: &mut Core, ctx: &Ctx, top: &Item, deep: bool) -> Result<(), Fault> {
    let inner = below(core, &ctx.container, top)?;
    if !inner.is_empty() && !deep {
        return Err(Fault::unknown("the folder has children"));
    }
    for item in inner.iter().chain([top]) {
        mail_items::empty(core, ctx, &item.uid)?;
        drop_folder(core, ctx, item)?;
    }
    Ok(())
}

/// Removes a folder with its records.
pub(crate) fn drop_folder(core: &mut Core, ctx: &Ctx, item: &Item) -> Result<(), Fault> {
    let stamp = core.stamp(Some(&ctx.me));
    core.container_mut(&ctx.container)?.delete(&stamp, &item.uid);
    core.containers.remove(&records_uid(&item.uid));
    Ok(())
}
