//! To Do lists and tasks.

use serde_json::{Value, json};

use crate::cx::{Cx, Selection};
use crate::delta::{self, Entry, What};
use crate::ids;
use crate::mail::{attachments, items_delta};
use crate::page::{Paging, page};
use crate::reply::{Answer, Reply, item_not_found, unknown_segment};
use crate::schema;
use crate::tenant::{Container, Item, Kind, User, text};
use crate::view::ItemView;

/// `todo/lists…` below a user.
pub(crate) fn read(cx: &Cx<'_>, user: &User, names: &[&str], keys: &[String]) -> Answer {
    let lists = user.containers.iter().filter(|one| one.kind == Kind::Tasks);
    match (names, keys) {
        (["todo", "lists"], _) => {
            let selection = cx.selection(&schema::TODO_LIST)?;
            let context = cx.user_context(user, "todo/lists");
            let all = lists.collect();
            page(
                cx,
                &context,
                Paging::outlook(cx),
                all,
                |list: &&Container| &list.json,
                |list| Ok(show(&selection, list)),
            )
        }
        (["todo", "lists", "delta"], _) => {
            let entries = lists
                .map(|list| Entry { at: list.changed, id: list.id.clone(), what: What::Live(list) })
                .chain(delta::gone(&user.removed_containers, false))
                .collect();
            let scope = format!("todo/{}", user.id());
            let context = cx.context("Collection(todoTaskList)");
            delta::delta(cx, &context, &scope, Paging::outlook(cx), entries, |cx, list, _| {
                Ok(show(&cx.selection(&schema::TODO_LIST)?, list))
            })
        }
        (["todo", "lists", _, rest @ ..], [_, _, key, below @ ..]) => {
            let list = user.container(Kind::Tasks, key).ok_or_else(item_not_found)?;
            in_list(cx, user, list, rest, below)
        }
        _ => Err(unknown_segment(keys.last().map_or("", String::as_str))),
    }
}

fn show(selection: &Selection, list: &Container) -> Value {
    let mut out = selection.project(&list.json);
    let key = ids::change_key(&list.id, list.changed);
    out.insert("@odata.etag".to_owned(), format!("W/\"{key}\"").into());
    if selection.shows("id") {
        out.insert("id".to_owned(), list.id.clone().into());
    }
    Value::Object(out)
}

fn in_list(cx: &Cx<'_>, user: &User, list: &Container, names: &[&str], keys: &[String]) -> Answer {
    let context = cx.user_context(user, &format!("todo/lists('{}')/tasks", list.id));
    match (names, keys) {
        ([], _) => {
            let selection = cx.selection(&schema::TODO_LIST)?;
            let context = cx.user_context(user, "todo/lists");
            Ok(Reply::json(cx.entity(&context, show(&selection, list))))
        }
        (["tasks"], _) => {
            let view = ItemView::new(cx, Kind::Tasks)?;
            let all = list.items.iter().collect();
            page(
                cx,
                &context,
                Paging::outlook(cx),
                all,
                |item: &&Item| &item.json,
                |item| view.show(cx, list, item),
            )
        }
        (["tasks", "delta"], _) => items_delta(cx, &cx.context("Collection(todoTask)"), list),
        (["tasks", _, rest @ ..], [_, key, below @ ..]) => {
            let item = list.item(key).ok_or_else(item_not_found)?;
            task(cx, &context, list, item, rest, below)
        }
        _ => Err(unknown_segment(keys.first().map_or("", String::as_str))),
    }
}

fn task(
    cx: &Cx<'_>,
    context: &str,
    list: &Container,
    item: &Item,
    names: &[&str],
    keys: &[String],
) -> Answer {
    let member = match names.first() {
        None => {
            let view = ItemView::new(cx, Kind::Tasks)?;
            return Ok(Reply::json(cx.entity(context, view.show(cx, list, item)?)));
        }
        Some(&"attachments") => {
            let rest = names.get(1..).unwrap_or_default();
            return attachments(cx, context, item, rest, keys.get(1..).unwrap_or_default());
        }
        Some(&"checklistitems") => "checklistItems",
        Some(&"linkedresources") => "linkedResources",
        Some(other) => return Err(unknown_segment(other)),
    };
    let all = item.json.get(member).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let context = format!("{context}('{}')/{member}", item.id);
    if let Some(key) = keys.get(1) {
        let one = all.iter().find(|one| text(one, "id") == key).ok_or_else(item_not_found)?;
        return Ok(Reply::json(cx.entity(&context, one.clone())));
    }
    Ok(Reply::json(json!({ "@odata.context": context, "value": all })))
}
