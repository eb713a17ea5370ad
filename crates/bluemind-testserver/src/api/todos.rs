//! ITodoList, ITodoLists, ITodoListsMgmt, ITags, INote, INotes: tasks, tags and notes.

use serde_json::{Value, json};

use crate::api::calendar::{mentions, page};
use crate::api::card_rules::resolve_tags;
use crate::api::containers::{self, remove_container};
use crate::api::dates::{When, canonical};
use crate::api::event_rules::people_of_task;
use crate::api::items::{Ctx, Kind, common, remove, set, store, store_new, text};
use crate::call::{Call, Reply, list_result};
use crate::container::Item;
use crate::core::Core;
use crate::fault::Fault;

/// Tasks.
pub(crate) fn kind() -> Kind {
    Kind { create, update, delete: remove, view: |_, _, item| item.value.clone() }
}

/// Tags.
fn tags() -> Kind {
    Kind { create: create_tag, update: update_tag, ..Kind::plain() }
}

/// Notes.
fn notes() -> Kind {
    Kind {
        create: |core, ctx, uid, note| store_new(core, ctx, uid, settle_note(note)?),
        update: |core, ctx, uid, note| store(core, ctx, uid, settle_note(note)?),
        ..Kind::plain()
    }
}

/// A note has a place, a size and a color.
fn settle_note(mut note: Value) -> Result<Value, Fault> {
    if !note.is_object() {
        return Err(Fault::invalid("a note is needed"));
    }
    for name in ["posX", "posY"] {
        if note.get(name).is_none_or(Value::is_null) {
            set(&mut note, name, 0);
        }
    }
    for name in ["height", "width"] {
        if note.get(name).and_then(Value::as_i64).is_none_or(|n| n <= 0) {
            set(&mut note, name, 150);
        }
    }
    if note.get("color").is_none_or(Value::is_null) {
        set(&mut note, "color", "YELLOW");
    }
    Ok(note)
}

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let container = call.param("containerUid").to_owned();
    match call.route.interface {
        "ITodoLists" | "ITodoListsMgmt" | "INotes" => return lists(core, call),
        "ITags" => {
            let answer = common(core, call, &container, tags());
            return answer.unwrap_or_else(|| Err(call.unsupported()));
        }
        "INote" => {
            let answer = common(core, call, &container, notes());
            return answer.unwrap_or_else(|| Err(call.unsupported()));
        }
        _ => {}
    }
    if let Some(answer) = common(core, call, &container, kind()) {
        return answer;
    }
    core.need(call.me()?, &container, "Read")?;
    let c = core.container(&container)?;
    let show = |item: &Item| item.envelope(item.value.clone());
    let query = call.json();
    Ok(Reply::Json(match call.route.method {
        "getByIcsUid" => {
            let wanted = call.param("uid");
            c.items().filter(|i| text(&i.value, "uid") == wanted).map(show).collect()
        }
        "search" => page(c.items().filter(|i| mentions(&i.value, &query)).map(show), &query),
        "multipleGetByRange" => list_result(c.items().map(show).collect()),
        "multipleGetWithOffset" => {
            let window =
                json!({"from": call.query_number("from")?, "size": call.query_number("size")?});
            page(c.items().map(show), &window)
        }
        _ => return Err(call.unsupported()),
    }))
}

fn lists(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let uid = call.nth(0).to_owned();
    let notes = call.route.interface == "INotes";
    match call.route.method {
        "create" => {
            let mut descriptor = call.json();
            set(&mut descriptor, "type", if notes { "notes" } else { "todolist" });
            containers::create(core, &me, &uid, &descriptor).map(|()| Reply::Void)
        }
        "delete" => {
            core.need(&me, &uid, "Manage")?;
            remove_container(core, &uid).map(|()| Reply::Void)
        }
        "getComplete" => {
            let found = core.containers.get(&uid);
            Ok(Reply::Json(found.map_or(Value::Null, |c| containers::descriptor(core, c, &me))))
        }
        "update" => {
            core.need(&me, &uid, "Manage")?;
            core.container_mut(&uid)?.name = text(&call.json(), "name");
            Ok(Reply::Void)
        }
        _ => Err(call.unsupported()),
    }
}

fn create(core: &mut Core, ctx: &Ctx, uid: &str, mut todo: Value) -> Result<i64, Fault> {
    settle(core, ctx, &mut todo)?;
    if text(&todo, "uid").is_empty() {
        set(&mut todo, "uid", core.fresh_uid("vtodo"));
    }
    let wanted = text(&todo, "uid");
    let c = core.container(&ctx.container)?;
    let twin = c.items().find(|item| text(&item.value, "uid") == wanted);
    if let Some(twin) = twin {
        // A task of that iCalendar uid is there already: nothing is written and nothing is said.
        return Ok(twin.version);
    }
    store_new(core, ctx, uid, todo)
}

fn update(core: &mut Core, ctx: &Ctx, uid: &str, mut todo: Value) -> Result<i64, Fault> {
    settle(core, ctx, &mut todo)?;
    let old = core.container(&ctx.container)?.get(uid).map(|item| item.value.clone());
    let old = old.ok_or_else(|| Fault::not_found(format!("task {uid} not found")))?;
    for name in ["organizer", "uid"] {
        if todo.get(name).is_none_or(Value::is_null) {
            set(&mut todo, name, old.get(name).cloned().unwrap_or_default());
        }
    }
    if todo.get("attendees").and_then(Value::as_array).is_none_or(Vec::is_empty) {
        set(&mut todo, "attendees", old.get("attendees").cloned().unwrap_or_default());
    }
    store(core, ctx, uid, todo)
}

/// Sanitizer and validator of a task.
fn settle(core: &Core, ctx: &Ctx, todo: &mut Value) -> Result<(), Fault> {
    if !todo.is_object() {
        return Err(Fault::invalid("a task is needed"));
    }
    if text(todo, "summary").is_empty() {
        set(todo, "summary", "(New Todo)");
    }
    let number = |todo: &Value, name: &str| todo.get(name).and_then(Value::as_i64);
    let priority = number(todo, "priority").map(|n| n.clamp(0, 9));
    set(todo, "priority", priority);
    let percent = number(todo, "percent").unwrap_or(0).clamp(0, 100);
    set(todo, "percent", percent);
    if text(todo, "status") != "Completed" {
        set(todo, "completed", Value::Null);
    } else if todo.get("completed").is_none_or(Value::is_null) {
        let now = completed_now(core, todo);
        set(todo, "completed", now);
    }
    for name in ["dtstart", "due", "completed"] {
        let date = todo.get(name).map(canonical);
        set(todo, name, date);
    }
    if let Some(rule) = todo.get("rrule").filter(|rule| rule.is_object()) {
        if text(rule, "frequency").is_empty() {
            return Err(Fault::invalid("a rule needs a frequency"));
        }
        let date = |v: Option<&Value>| v.and_then(|v| When::read(v).ok()).map(|w| w.instant());
        let from = date(todo.get("due")).or_else(|| date(todo.get("dtstart")));
        if date(rule.get("until")).zip(from).is_some_and(|(until, from)| until < from) {
            return Err(Fault::invalid("a rule ends after the task"));
        }
    }
    for file in todo.get("attachments").and_then(Value::as_array).into_iter().flatten() {
        if text(file, "name").is_empty() || text(file, "publicUrl").is_empty() {
            return Err(Fault::new("EMPTY_EVENT_ATTACHMENT_VALUE", "a file needs name and url"));
        }
    }
    people_of_task(core, &core.container(&ctx.container)?.domain, todo);
    resolve_tags(core, todo, "categories")
}

fn completed_now(core: &Core, todo: &Value) -> Value {
    let near = ["dtstart", "due"].iter().find_map(|name| When::read(todo.get(*name)?).ok());
    let zone = near
        .and_then(|when| when.zone)
        .unwrap_or_else(|| ("UTC".to_owned(), jiff::tz::TimeZone::UTC));
    let now = jiff::Timestamp::from_millisecond(core.clock.now_ms()).unwrap_or_default();
    let local = now.to_zoned_datetime(zone.1.clone()).datetime();
    When { local, date_only: false, zone: Some(zone), offset: None }.write()
}

fn check_tag(tag: &Value) -> Result<(), Fault> {
    if text(tag, "label").is_empty() || text(tag, "color").is_empty() {
        return Err(Fault::unknown("a tag needs label and color"));
    }
    Ok(())
}

fn create_tag(core: &mut Core, ctx: &Ctx, uid: &str, tag: Value) -> Result<i64, Fault> {
    check_tag(&tag)?;
    store_new(core, ctx, uid, tag)
}

fn update_tag(core: &mut Core, ctx: &Ctx, uid: &str, tag: Value) -> Result<i64, Fault> {
    check_tag(&tag)?;
    let version = store(core, ctx, uid, tag.clone())?;
    retag(core, &ctx.container, uid, &tag);
    Ok(version)
}

/// A changed tag reaches the items that name it.
fn retag(core: &mut Core, container: &str, uid: &str, tag: &Value) {
    fn walk(value: &mut Value, container: &str, uid: &str, tag: &Value) {
        if text(value, "containerUid") == container && text(value, "itemUid") == uid {
            for name in ["label", "color"] {
                set(value, name, tag.get(name).cloned().unwrap_or_default());
            }
        }
        match value {
            Value::Array(list) => list.iter_mut().for_each(|v| walk(v, container, uid, tag)),
            Value::Object(map) => map.values_mut().for_each(|v| walk(v, container, uid, tag)),
            _ => {}
        }
    }
    let kinds = ["calendar", "addressbook", "todolist"];
    for c in core.containers.values_mut().filter(|c| kinds.contains(&c.kind)) {
        for uid_of_item in c.items().map(|i| i.uid.clone()).collect::<Vec<_>>() {
            if let Some(item) = c.envelope_mut(&uid_of_item) {
                walk(&mut item.value, container, uid, tag);
            }
        }
    }
}
