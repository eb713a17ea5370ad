//! Mail folders, messages, MIME, attachments.

use serde_json::{Value, json};

use crate::cx::{Cx, Selection};
use crate::delta::{self, Entry, What};
use crate::page::{Paging, page};
use crate::reply::{Answer, Reply, folder_not_found, item_not_found, unknown_segment};
use crate::schema;
use crate::settings;
use crate::tenant::{Container, Failure, Item, Kind, Listing, User, flag, text};
use crate::view::{ItemView, attachment};

/// `mailFolders…` and `messages…` below a user.
pub(crate) fn read(cx: &Cx<'_>, user: &User, names: &[&str], keys: &[String]) -> Answer {
    match (names, keys) {
        (["mailfolders"], _) => folders(cx, user, root(user).map(|root| root.id.as_str())),
        (["mailfolders", "delta"], _) => folder_delta(cx, user),
        (["mailfolders", _, rest @ ..], [_, key, below @ ..]) => {
            let folder = user.container(Kind::Mail, key).ok_or_else(|| missing(key))?;
            in_folder(cx, user, folder, rest, below)
        }
        (["messages"], _) => {
            let all = user
                .containers
                .iter()
                .filter(|folder| folder.kind == Kind::Mail && folder.listing != Listing::Unlisted)
                .flat_map(|folder| folder.items.iter().map(move |item| (folder, item)))
                .collect();
            messages(cx, &cx.user_context(user, "messages"), all)
        }
        (["messages", _, rest @ ..], [_, key, below @ ..]) => {
            let (folder, item) = user.item(Kind::Mail, key).ok_or_else(item_not_found)?;
            message(cx, user, folder, item, rest, below)
        }
        _ => Err(unknown_segment(keys.last().map_or("", String::as_str))),
    }
}

fn missing(key: &str) -> Failure {
    if key.len() < 20
        || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=+/".contains(&byte))
    {
        return Failure::new(400, "ErrorInvalidIdMalformed", "Id is malformed.");
    }
    folder_not_found()
}

fn root(user: &User) -> Option<&Container> {
    user.container(Kind::Mail, "msgfolderroot")
}

fn in_folder(
    cx: &Cx<'_>,
    user: &User,
    folder: &Container,
    names: &[&str],
    keys: &[String],
) -> Answer {
    let here = format!("mailFolders('{}')", folder.id);
    match (names, keys) {
        ([], _) => {
            let selection = cx.selection(&schema::MAIL_FOLDER)?;
            let context = cx.user_context(user, "mailFolders");
            Ok(Reply::json(cx.entity(&context, show_folder(&selection, user, folder))))
        }
        (["childfolders"], _) => folders(cx, user, Some(&folder.id)),
        (["childfolders" | "mailfolders", _, rest @ ..], [_, key, below @ ..]) => {
            let child = user.container(Kind::Mail, key).ok_or_else(folder_not_found)?;
            in_folder(cx, user, child, rest, below)
        }
        (["messages"], _) => {
            let all = folder.items.iter().map(|item| (folder, item)).collect();
            messages(cx, &cx.user_context(user, &format!("{here}/messages")), all)
        }
        (["messages", "delta"], _) => {
            let context = cx.context("Collection(message)");
            items_delta(cx, &context, folder)
        }
        (["messages", _, rest @ ..], [_, key, below @ ..]) => {
            let item = folder.item(key).ok_or_else(item_not_found)?;
            message(cx, user, folder, item, rest, below)
        }
        (["messagerules", ..], _) => settings::rules(cx, user, folder, names, keys),
        _ => Err(unknown_segment(keys.first().map_or("", String::as_str))),
    }
}

/// A delta round over the items of a container of any kind.
pub(crate) fn items_delta(cx: &Cx<'_>, context: &str, container: &Container) -> Answer {
    let entries = delta::entries(&container.items, &container.removed, cx.ask.prefer.immutable);
    delta::delta(cx, context, &container.id, Paging::outlook(cx), entries, |cx, item, first| {
        let view = ItemView::new(cx, container.kind)?;
        let mut shown = view.show(cx, container, item)?;
        if !first
            && cx.options.quirks.delta_partial
            && container.kind == Kind::Mail
            && let Some(object) = shown.as_object_mut()
        {
            let state = ["id", "isRead", "flag", "categories", "isDraft"];
            object.retain(|name, _| name.starts_with('@') || state.contains(&name.as_str()));
        }
        Ok(shown)
    })
}

fn folders(cx: &Cx<'_>, user: &User, parent: Option<&str>) -> Answer {
    let hidden = cx.query().flag("includeHiddenFolders");
    let selection = cx.selection(&schema::MAIL_FOLDER)?;
    let all: Vec<&Container> = user
        .containers
        .iter()
        .filter(|folder| {
            folder.kind == Kind::Mail
                && folder.parent.as_deref() == parent
                && match folder.listing {
                    Listing::Listed => true,
                    Listing::Hidden => hidden,
                    Listing::Unlisted => false,
                }
        })
        .collect();
    let context = cx.user_context(user, "mailFolders");
    let expand = cx.query().expand()?;
    let children = expand.iter().any(|one| one.name.eq_ignore_ascii_case("childFolders"));
    page(
        cx,
        &context,
        Paging::outlook(cx),
        all,
        |folder| &folder.json,
        |folder| {
            let mut shown = show_folder(&selection, user, folder);
            if children {
                let below = user.containers.iter().filter(|child| {
                    child.kind == Kind::Mail && child.parent.as_ref() == Some(&folder.id)
                });
                let below = below
                    .map(|child| show_folder(&Selection::all(&schema::MAIL_FOLDER), user, child));
                crate::tenant::set(&mut shown, "childFolders", below.collect::<Vec<_>>());
            }
            Ok(shown)
        },
    )
}

fn folder_delta(cx: &Cx<'_>, user: &User) -> Answer {
    let live = user
        .containers
        .iter()
        .filter(|folder| folder.kind == Kind::Mail && folder.listing == Listing::Listed);
    let mut entries: Vec<Entry<&Container>> = live
        .map(|folder| Entry { at: folder.changed, id: folder.id.clone(), what: What::Live(folder) })
        .collect();
    entries.extend(delta::gone(&user.removed_containers, false));
    let scope = format!("mailFolders/{}", user.id());
    let context = cx.context("Collection(mailFolder)");
    delta::delta(cx, &context, &scope, Paging::outlook(cx), entries, |cx, folder, _| {
        Ok(show_folder(&cx.selection(&schema::MAIL_FOLDER)?, user, folder))
    })
}

/// A mail folder with its counts.
pub(crate) fn show_folder(selection: &Selection, user: &User, folder: &Container) -> Value {
    let mut out = selection.project(&folder.json);
    let children = user
        .containers
        .iter()
        .filter(|child| {
            child.parent.as_ref() == Some(&folder.id) && child.listing == Listing::Listed
        })
        .count();
    let unread = folder.items.iter().filter(|item| !flag(&item.json, "isRead")).count();
    let added = [
        ("id", Value::from(folder.id.clone())),
        ("parentFolderId", folder.parent.clone().into()),
        ("childFolderCount", children.into()),
        ("unreadItemCount", unread.into()),
        ("totalItemCount", folder.items.len().into()),
        ("isHidden", (folder.listing == Listing::Hidden).into()),
    ];
    for (name, value) in added {
        if selection.shows(name) {
            out.insert(name.to_owned(), value);
        }
    }
    Value::Object(out)
}

fn messages(cx: &Cx<'_>, context: &str, all: Vec<(&Container, &Item)>) -> Answer {
    let view = ItemView::new(cx, Kind::Mail)?;
    page(
        cx,
        context,
        Paging::outlook(cx),
        all,
        |(_, item)| &item.json,
        |(folder, item)| view.show(cx, folder, item),
    )
}

fn message(
    cx: &Cx<'_>,
    user: &User,
    folder: &Container,
    item: &Item,
    names: &[&str],
    keys: &[String],
) -> Answer {
    match (names, keys) {
        ([], _) => {
            let context = cx.user_context(user, "messages");
            let view = ItemView::new(cx, Kind::Mail)?;
            Ok(Reply::json(cx.entity(&context, view.show(cx, folder, item)?)))
        }
        (["$value"], _) => match (&item.broken, &item.mime) {
            (Some(failure), _) => Err(failure.clone()),
            (None, Some(mime)) => Ok(Reply::bytes("text/plain", mime.clone())),
            (None, None) => Err(Failure::new(
                500,
                "ErrorInternalServerError",
                "An internal server error occurred. The operation failed.",
            )),
        },
        (["attachments", rest @ ..], [_, below @ ..]) => {
            let context = cx.user_context(user, &format!("messages('{}')/attachments", item.id));
            attachments(cx, &context, item, rest, below)
        }
        _ => Err(unknown_segment(keys.first().map_or("", String::as_str))),
    }
}

/// The attachments of a message, event or task.
pub(crate) fn attachments(
    cx: &Cx<'_>,
    context: &str,
    item: &Item,
    names: &[&str],
    keys: &[String],
) -> Answer {
    let expand = cx.query().expand()?;
    let with_item = expand.iter().any(|one| one.name.ends_with("/item"));
    if names.is_empty() {
        let selection = cx.selection(&schema::ATTACHMENT)?;
        let all = item.attachments.iter().collect();
        return page(
            cx,
            context,
            Paging::whole(),
            all,
            |one| &one.json,
            |one| Ok(attachment(&selection, one, with_item)),
        );
    }
    let key = keys.first().map_or("", String::as_str);
    let one = item
        .attachments
        .iter()
        .find(|one| text(&one.json, "id") == key)
        .ok_or_else(item_not_found)?;
    match names.get(1) {
        None => {
            let selection = cx.selection(&schema::ATTACHMENT)?;
            Ok(Reply::json(cx.entity(context, attachment(&selection, one, with_item))))
        }
        Some(&"$value") => one.bytes.clone().map_or_else(
            || {
                let message = "$value is not supported for reference attachments.";
                Err(Failure::new(405, "ErrorInvalidRequest", message))
            },
            |bytes| {
                let kind = match text(&one.json, "contentType") {
                    "" => "application/octet-stream",
                    kind => kind,
                };
                Ok(Reply::bytes(kind, bytes))
            },
        ),
        Some(other) => Err(unknown_segment(other)),
    }
}

/// An empty collection, for resources this server knows but does not fill.
pub(crate) fn nothing(cx: &Cx<'_>, context: &str) -> Answer {
    Ok(Reply::json(json!({ "@odata.context": cx.context(context), "value": [] })))
}
