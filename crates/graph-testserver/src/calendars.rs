//! Calendars, calendar groups, events, instances, calendar rights.

use serde_json::Value;

use crate::cx::{Cx, Selection};
use crate::ids;
use crate::mail::{attachments, items_delta};
use crate::page::{Paging, page};
use crate::recur::{self, Occurrence};
use crate::reply::{Answer, Reply, bad_query, item_not_found, resource_not_found, unknown_segment};
use crate::schema;
use crate::tenant::{Container, Failure, Item, Kind, User, set, text};
use crate::view::ItemView;
use crate::zones;

/// `calendar…`, `calendars…`, `calendarGroups…`, `events…`, `calendarView` below a user.
pub(crate) fn read(cx: &Cx<'_>, user: &User, names: &[&str], keys: &[String]) -> Answer {
    match (names, keys) {
        (["calendars"], _) => list(cx, user, None),
        (["calendargroups"], _) => groups(cx, user),
        (["calendargroups", _, rest @ ..], [_, group, below @ ..]) => {
            in_group(cx, user, group, rest, below)
        }
        (["calendars", _, rest @ ..], [_, key, below @ ..]) => {
            let calendar = user.container(Kind::Calendar, key).ok_or_else(item_not_found)?;
            in_calendar(cx, user, calendar, rest, below)
        }
        (["calendar", rest @ ..], [_, below @ ..]) => {
            in_calendar(cx, user, default(user)?, rest, below)
        }
        (["events" | "calendarview", ..], _) => {
            if let [_, key, below @ ..] = keys
                && names.first() == Some(&"events")
                && key != "delta"
            {
                let (calendar, found) = find(user, key)?;
                let rest = names.get(2..).unwrap_or_default();
                return event(cx, user, calendar, found, rest, below);
            }
            in_calendar(cx, user, default(user)?, names, keys)
        }
        _ => Err(unknown_segment(keys.first().map_or("", String::as_str))),
    }
}

fn default(user: &User) -> Result<&Container, Failure> {
    user.default_container(Kind::Calendar).ok_or_else(item_not_found)
}

/// An event, or a changed occurrence by its own id.
enum Found<'a> {
    Event(&'a Item),
    Exception(&'a Item, &'a Value),
}

fn find<'a>(user: &'a User, key: &str) -> Result<(&'a Container, Found<'a>), Failure> {
    let calendars = user.containers.iter().filter(|one| one.kind == Kind::Calendar);
    for calendar in calendars {
        if let Some(found) = find_in(calendar, key) {
            return Ok((calendar, found));
        }
    }
    Err(item_not_found())
}

fn find_in<'a>(calendar: &'a Container, key: &str) -> Option<Found<'a>> {
    calendar.items.iter().find_map(|item| {
        if item.is(key) {
            return Some(Found::Event(item));
        }
        let mut exceptions = item.exceptions.iter();
        let one = exceptions.find(|one| {
            let id = text(one, "id");
            id == key || ids::immutable(&["occurrence", id]) == key
        })?;
        Some(Found::Exception(item, one))
    })
}

fn list(cx: &Cx<'_>, user: &User, group: Option<&str>) -> Answer {
    let selection = cx.selection(&schema::CALENDAR)?;
    let all: Vec<&Container> = user
        .containers
        .iter()
        .filter(|one| one.kind == Kind::Calendar)
        .filter(|one| group.is_none_or(|group| one.parent.as_deref() == Some(group)))
        .collect();
    let context = cx.user_context(user, "calendars");
    page(
        cx,
        &context,
        Paging::outlook(cx),
        all,
        |calendar| &calendar.json,
        |calendar| Ok(show(&selection, calendar)),
    )
}

fn show(selection: &Selection, calendar: &Container) -> Value {
    let mut out = selection.project(&calendar.json);
    let key = ids::change_key(&calendar.id, calendar.changed);
    for (name, value) in [("id", calendar.id.clone()), ("changeKey", key)] {
        if selection.shows(name) {
            out.insert(name.to_owned(), value.into());
        }
    }
    Value::Object(out)
}

fn groups(cx: &Cx<'_>, user: &User) -> Answer {
    let selection = cx.selection(&schema::CALENDAR_GROUP)?;
    let context = cx.user_context(user, "calendarGroups");
    let all = user.calendar_groups.iter().collect();
    page(
        cx,
        &context,
        Paging::outlook(cx),
        all,
        |group| group,
        |group| Ok(Value::Object(selection.project(group))),
    )
}

fn in_group(cx: &Cx<'_>, user: &User, group: &str, names: &[&str], keys: &[String]) -> Answer {
    let mut all = user.calendar_groups.iter();
    let found = all.find(|one| text(one, "id") == group).ok_or_else(item_not_found)?;
    match (names, keys) {
        ([], _) => {
            let selection = cx.selection(&schema::CALENDAR_GROUP)?;
            let context = cx.user_context(user, "calendarGroups");
            Ok(Reply::json(cx.entity(&context, Value::Object(selection.project(found)))))
        }
        (["calendars"], _) => list(cx, user, Some(group)),
        (["calendars", _, rest @ ..], [_, key, below @ ..]) => {
            let calendar = user.container(Kind::Calendar, key).ok_or_else(item_not_found)?;
            in_calendar(cx, user, calendar, rest, below)
        }
        _ => Err(unknown_segment(keys.first().map_or("", String::as_str))),
    }
}

fn in_calendar(
    cx: &Cx<'_>,
    user: &User,
    calendar: &Container,
    names: &[&str],
    keys: &[String],
) -> Answer {
    let here = format!("calendars('{}')", calendar.id);
    match (names, keys) {
        ([], _) => {
            let selection = cx.selection(&schema::CALENDAR)?;
            let context = cx.user_context(user, "calendars");
            Ok(Reply::json(cx.entity(&context, show(&selection, calendar))))
        }
        (["events"], _) => {
            let view = ItemView::new(cx, Kind::Calendar)?;
            let context = cx.user_context(user, &format!("{here}/events"));
            let all = calendar.items.iter().collect();
            page(
                cx,
                &context,
                Paging::outlook(cx),
                all,
                |item: &&Item| &item.json,
                |item| view.show(cx, calendar, item),
            )
        }
        (["events", "delta"], _) => items_delta(cx, &cx.context("Collection(event)"), calendar),
        (["events", _, rest @ ..], [_, key, below @ ..]) => {
            let found = find_in(calendar, key).ok_or_else(item_not_found)?;
            event(cx, user, calendar, found, rest, below)
        }
        (["calendarview"], _) => window(cx, user, calendar, &calendar.items),
        (["calendarpermissions", rest @ ..], [_, below @ ..]) => {
            permissions(cx, user, calendar, rest, below)
        }
        _ => Err(unknown_segment(keys.first().map_or("", String::as_str))),
    }
}

fn permissions(
    cx: &Cx<'_>,
    user: &User,
    calendar: &Container,
    names: &[&str],
    keys: &[String],
) -> Answer {
    let selection = cx.selection(&schema::CALENDAR_PERMISSION)?;
    let context =
        cx.user_context(user, &format!("calendars('{}')/calendarPermissions", calendar.id));
    if names.is_empty() {
        let all = calendar.permissions.iter().collect();
        return page(
            cx,
            &context,
            Paging::whole(),
            all,
            |one| one,
            |one| Ok(Value::Object(selection.project(one))),
        );
    }
    let key = keys.first().map_or("", String::as_str);
    let mut all = calendar.permissions.iter();
    let one = all.find(|one| text(one, "id") == key).ok_or_else(|| resource_not_found(key))?;
    Ok(Reply::json(cx.entity(&context, Value::Object(selection.project(one)))))
}

fn event(
    cx: &Cx<'_>,
    user: &User,
    calendar: &Container,
    found: Found<'_>,
    names: &[&str],
    keys: &[String],
) -> Answer {
    let item = match found {
        Found::Event(item) => item,
        Found::Exception(master, exception) => {
            return exception_read(cx, user, calendar, (master, exception), names);
        }
    };
    match (names, keys) {
        ([], _) => {
            let view = ItemView::new(cx, Kind::Calendar)?;
            let context = cx.user_context(user, "events");
            Ok(Reply::json(cx.entity(&context, view.show_whole(cx, calendar, item)?)))
        }
        (["instances"], _) => window(cx, user, calendar, std::slice::from_ref(item)),
        (["attachments", rest @ ..], [_, below @ ..]) => {
            let context = cx.user_context(user, &format!("events('{}')/attachments", item.id));
            attachments(cx, &context, item, rest, below)
        }
        (["calendar"], _) => in_calendar(cx, user, calendar, &[], &[]),
        _ => Err(unknown_segment(keys.first().map_or("", String::as_str))),
    }
}

fn exception_read(
    cx: &Cx<'_>,
    user: &User,
    calendar: &Container,
    (master, exception): (&Item, &Value),
    names: &[&str],
) -> Answer {
    match names.first() {
        None => {
            let view = ItemView::new(cx, Kind::Calendar)?;
            let context = cx.user_context(user, "events");
            let shown = view.occurrence(cx, calendar, master, exception);
            Ok(Reply::json(cx.entity(&context, shown)))
        }
        // Observed: the listing of an exception holds copies of the master's attachments.
        Some(&"attachments") => {
            let context = cx.user_context(user, "events/attachments");
            attachments(cx, &context, master, &[], &[])
        }
        Some(other) => Err(unknown_segment(other)),
    }
}

/// `calendarView` and `instances`: what happens between `startDateTime` and `endDateTime`.
fn window(cx: &Cx<'_>, user: &User, calendar: &Container, items: &[Item]) -> Answer {
    let bound = |name: &str| {
        let text = cx.query().get(name).unwrap_or_default();
        let plain = text.get(..19).unwrap_or(text);
        zones::parse(plain).ok_or_else(|| {
            let message = "This request requires a time window specified by the query string \
                           parameters StartDateTime and EndDateTime.";
            bad_query(message)
        })
    };
    let (from, to) = (bound("startDateTime")?, bound("endDateTime")?);
    let view = ItemView::new(cx, Kind::Calendar)?;
    let mut rows: Vec<(Value, Value)> = Vec::new();
    for item in items {
        for one in recur::between(item, from, to) {
            rows.push((item.json.clone(), shown(cx, &view, calendar, item, one)?));
        }
    }
    let context = cx.user_context(user, "calendarView");
    page(cx, &context, Paging::outlook(cx), rows, |(json, _)| json, |(_, row)| Ok(row.clone()))
}

fn shown(
    cx: &Cx<'_>,
    view: &ItemView,
    calendar: &Container,
    item: &Item,
    one: Occurrence<'_>,
) -> Result<Value, Failure> {
    match one {
        Occurrence::Single => view.show(cx, calendar, item),
        Occurrence::Exception(exception) => Ok(view.occurrence(cx, calendar, item, exception)),
        Occurrence::Generated { start, end, day } => {
            let mut json = item.json.clone();
            set(&mut json, "type", "occurrence");
            set(&mut json, "recurrence", Value::Null);
            set(&mut json, "id", ids::outlook(&["occurrence", &item.id, &day]));
            set(&mut json, "originalStart", format!("{}Z", start.strftime("%Y-%m-%dT%H:%M:%S")));
            for (name, time) in [("start", start), ("end", end)] {
                set(
                    &mut json,
                    name,
                    serde_json::json!({
                        "dateTime": zones::wire(time), "timeZone": "UTC"
                    }),
                );
            }
            Ok(view.occurrence(cx, calendar, item, &json))
        }
    }
}
