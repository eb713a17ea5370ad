//! The small services: uids, attachments, number ranges.

use bytes::Bytes;
use serde_json::json;

use crate::call::{Call, Reply};
use crate::core::Core;
use crate::fault::Fault;
use crate::mail::guid_of;

/// The uid services: what a container is called, asked instead of known.
pub(crate) fn uids(call: &Call) -> Result<Reply, Fault> {
    let uid = call.nth(0);
    let name = match (call.route.interface, call.route.method) {
        (_, "getDefaultUserCalendar") => format!("calendar:Default:{uid}"),
        (_, "getResourceCalendar") => format!("calendar:{uid}"),
        (_, "getUserCreatedCalendar") => format!("calendar:UserCreated:{uid}"),
        (_, "getUserCalendarView") => format!("calendarview:{uid}"),
        (_, "freebusyContainerUid") => format!("freebusy:{uid}"),
        (_, "getDefaultUserAddressbook") => format!("book:Contacts_{uid}"),
        (_, "getCollectedContactsUserAddressbook") => format!("book:CollectedContacts_{uid}"),
        (_, "getUserCreatedAddressbook") => format!("book:UserCreated_{uid}"),
        (_, "getUserVCards") => format!("addressbook_{uid}"),
        (_, "getDefaultUserTodoList") => format!("todolist:default_{uid}"),
        (_, "getUserCreatedTodoList") => format!("todolist:user_{uid}"),
        (_, "getDefaultUserNotes") => format!("notes:default_{uid}"),
        (_, "getDefaultUserTags") => format!("tags_{uid}"),
        ("IMailboxAclUids", _) => format!("mailbox:acls-{uid}"),
        ("IOwnerSubscriptionUids", _) => {
            format!("owner_subscriptions_{uid}_at_{}", call.nth(1))
        }
        ("IFlatHierarchyUids", _) => format!("container_flat_hierarchy_{uid}_at_{}", call.nth(1)),
        ("IResourceTypeUids", _) => uid.to_owned(),
        _ => return Err(call.unsupported()),
    };
    Ok(Reply::Json(name.into()))
}

/// Keeps a file; its address.
pub(crate) fn keep_file(core: &mut Core, domain: &str, id: &str, bytes: Bytes) -> String {
    let url = format!("https://attachments.{domain}/{id}");
    core.attachments.insert(url.clone(), bytes);
    url
}

pub(crate) fn attachments(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    call.me()?;
    match call.route.method {
        "getConfiguration" => Ok(Reply::Json(json!({
            "autoDetachmentLimit": 10_485_760, "maxFilesize": 104_857_600, "retentionTime": 365,
        }))),
        "share" | "shareDedup" => {
            let me = &call.me()?.uid;
            // Named by its content, a file is there once; each upload under a name is a file of its own.
            let (id, name) = if call.route.method == "share" {
                (core.fresh_uid("attachment"), call.nth(1).to_owned())
            } else {
                let name = format!("{}.{}", guid_of(&call.bytes()), call.nth(1));
                (format!("{me}/{name}"), name)
            };
            let url = keep_file(core, call.param("domainUid"), &id, call.bytes());
            Ok(Reply::Json(
                json!({"publicUrl": url, "name": name, "expirationDate": null, "cid": null}),
            ))
        }
        "unShare" => {
            core.attachments.remove(call.param("url"));
            Ok(Reply::Void)
        }
        _ => Err(call.unsupported()),
    }
}

/// Numbers reserved at once at most.
const MAX_NUMBERS: i64 = 1_000_000;

/// Reserves numbers for items created by id.
pub(crate) fn offline(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    call.me()?;
    let count = call.query_number("idCount")?.unwrap_or(1).clamp(1, MAX_NUMBERS);
    let first = core.counter + 1;
    core.counter += count;
    Ok(Reply::Json(json!({"count": count, "globalCounter": first})))
}

/// A text file.
pub(crate) fn text_stream(kind: &'static str, text: String) -> Reply {
    Reply::Stream(kind, Bytes::from(text))
}
