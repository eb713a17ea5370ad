//! Contact folders and contacts.

use serde_json::Value;

use crate::cx::{Cx, Selection};
use crate::delta::{self, Entry, What};
use crate::directory::photo;
use crate::mail::items_delta;
use crate::page::{Paging, page};
use crate::reply::{Answer, Reply, folder_not_found, item_not_found, unknown_segment};
use crate::schema;
use crate::tenant::{Container, Failure, Item, Kind, Listing, User};
use crate::view::ItemView;

/// `contacts…` and `contactFolders…` below a user. `contacts` is the default folder alone.
pub(crate) fn read(cx: &Cx<'_>, user: &User, names: &[&str], keys: &[String]) -> Answer {
    match (names, keys) {
        (["contacts"], _) => {
            let book = user.default_container(Kind::Contacts).ok_or_else(folder_not_found)?;
            contacts(cx, user, book)
        }
        (["contacts", "delta"], _) => {
            let book = user.default_container(Kind::Contacts).ok_or_else(folder_not_found)?;
            items_delta(cx, &cx.context("Collection(contact)"), book)
        }
        (["contacts", _, rest @ ..], [_, key, below @ ..]) => {
            let (book, item) = user.item(Kind::Contacts, key).ok_or_else(item_not_found)?;
            contact(cx, user, book, item, rest, below)
        }
        (["contactfolders"], _) => {
            let default = user.default_container(Kind::Contacts);
            folders(cx, user, default.map(|book| book.id.as_str()))
        }
        (["contactfolders", "delta"], _) => folder_delta(cx, user),
        (["contactfolders", _, rest @ ..], [_, key, below @ ..]) => {
            // Assumed: `contactFolders/contacts` names the default folder.
            let book = match key.as_str() {
                "contacts" => user.default_container(Kind::Contacts),
                key => user.container(Kind::Contacts, key),
            };
            in_folder(cx, user, book.ok_or_else(folder_not_found)?, rest, below)
        }
        _ => Err(unknown_segment(keys.first().map_or("", String::as_str))),
    }
}

fn in_folder(
    cx: &Cx<'_>,
    user: &User,
    book: &Container,
    names: &[&str],
    keys: &[String],
) -> Answer {
    match (names, keys) {
        ([], _) => {
            let selection = cx.selection(&schema::CONTACT_FOLDER)?;
            let context = cx.user_context(user, "contactFolders");
            Ok(Reply::json(cx.entity(&context, show(&selection, book))))
        }
        (["childfolders"], _) => folders(cx, user, Some(&book.id)),
        (["childfolders", _, rest @ ..], [_, key, below @ ..]) => {
            let child = user.container(Kind::Contacts, key).ok_or_else(folder_not_found)?;
            in_folder(cx, user, child, rest, below)
        }
        (["contacts"], _) => contacts(cx, user, book),
        (["contacts", "delta"], _) => items_delta(cx, &cx.context("Collection(contact)"), book),
        (["contacts", _, rest @ ..], [_, key, below @ ..]) => {
            let item = book.item(key).ok_or_else(item_not_found)?;
            contact(cx, user, book, item, rest, below)
        }
        _ => Err(unknown_segment(keys.first().map_or("", String::as_str))),
    }
}

fn folders(cx: &Cx<'_>, user: &User, parent: Option<&str>) -> Answer {
    let selection = cx.selection(&schema::CONTACT_FOLDER)?;
    let all: Vec<&Container> = user
        .containers
        .iter()
        .filter(|one| one.kind == Kind::Contacts && one.listing == Listing::Listed)
        .filter(|one| one.parent.as_deref() == parent)
        .collect();
    let context = cx.user_context(user, "contactFolders");
    page(
        cx,
        &context,
        Paging::outlook(cx),
        all,
        |book| &book.json,
        |book| Ok(show(&selection, book)),
    )
}

fn folder_delta(cx: &Cx<'_>, user: &User) -> Answer {
    let live = user.containers.iter().filter(|one| one.kind == Kind::Contacts);
    let mut entries: Vec<Entry<&Container>> = live
        .map(|book| Entry { at: book.changed, id: book.id.clone(), what: What::Live(book) })
        .collect();
    entries.extend(delta::gone(&user.removed_containers, false));
    let scope = format!("contactFolders/{}", user.id());
    let context = cx.context("Collection(contactFolder)");
    delta::delta(cx, &context, &scope, Paging::outlook(cx), entries, |cx, book, _| {
        Ok(show(&cx.selection(&schema::CONTACT_FOLDER)?, book))
    })
}

fn show(selection: &Selection, book: &Container) -> Value {
    let mut out = selection.project(&book.json);
    for (name, value) in
        [("id", Value::from(book.id.clone())), ("parentFolderId", book.parent.clone().into())]
    {
        if selection.shows(name) {
            out.insert(name.to_owned(), value);
        }
    }
    Value::Object(out)
}

/// Contacts of a folder. Distribution lists are counted by the service and not returned.
fn contacts(cx: &Cx<'_>, user: &User, book: &Container) -> Answer {
    let view = ItemView::new(cx, Kind::Contacts)?;
    let context = cx.user_context(user, "contacts");
    let all = book.items.iter().collect();
    page(
        cx,
        &context,
        Paging::outlook(cx),
        all,
        |item: &&Item| &item.json,
        |item| view.show(cx, book, item),
    )
}

fn contact(
    cx: &Cx<'_>,
    user: &User,
    book: &Container,
    item: &Item,
    names: &[&str],
    keys: &[String],
) -> Answer {
    match names {
        [] => {
            let view = ItemView::new(cx, Kind::Contacts)?;
            let context = cx.user_context(user, "contacts");
            Ok(Reply::json(cx.entity(&context, view.show(cx, book, item)?)))
        }
        ["photo", rest @ ..] => match &item.photo {
            None => Err(Failure::new(
                404,
                "ErrorItemNotFound",
                "The specified object was not found in the store., The photo was not found.",
            )),
            Some(bytes) => photo(cx, bytes, rest),
        },
        _ => Err(unknown_segment(keys.first().map_or("", String::as_str))),
    }
}
