//! ICalendar and ICalendars: events.

use serde_json::{Value, json};

use crate::api::dates::When;
use crate::api::event_rules::{Calendar, fill_weekday, sanitize};
use crate::api::items::{Ctx, Kind, common, flag, remove, set, store, store_new, text};
use crate::api::{bookings, event_checks, tasks};
use crate::call::{Call, Reply, list_result};
use crate::container::Item;
use crate::core::Core;
use crate::fault::Fault;
use crate::notify::{Notification, NotificationKind};

/// Events.
pub(crate) fn kind() -> Kind {
    Kind { create, update, delete, view }
}

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    if call.route.interface == "ICalendars" {
        return across(core, call);
    }
    let container = call.param("containerUid").to_owned();
    let me = call.me()?.clone();
    if call.route.method == "delete" && call.query_bool("sendNotifications").is_none() {
        // The event is gone before the missing flag is unboxed.
        common(core, call, &container, kind()).unwrap_or(Ok(Reply::Void))?;
        return Err(Fault::null_pointer("Cannot invoke \"java.lang.Boolean.booleanValue()\""));
    }
    if call.route.method == "reset" {
        common(core, call, &container, kind()).unwrap_or(Ok(Reply::Void))?;
        return Ok(tasks::done(core, vec!["reset".to_owned()], String::new()));
    }
    if let Some(answer) = common(core, call, &container, kind()) {
        return answer;
    }
    core.need(&me, &container, "Read")?;
    let ctx = Ctx { me, container: container.clone(), id: None, send: false };
    let show = |item: &Item| item.envelope(view(core, &ctx, item));
    let c = core.container(&container)?;
    Ok(Reply::Json(match call.route.method {
        "getByIcsUid" => {
            let wanted = call.param("uid");
            c.items().filter(|i| text(&i.value, "icsUid") == wanted).map(show).collect()
        }
        "search" => page(c.items().filter(|i| matches(i, &call.json())).map(show), &call.json()),
        "multipleGetByRange" => {
            list_result(c.items().filter(|i| in_range(i, &call.json())).map(show).collect())
        }
        "searchPendingCounters" => {
            list_result(c.items().filter(|i| has_counters(i)).map(show).collect())
        }
        "isAutoSyncActivated" => Value::from(c.settings.contains_key("icsUrl")),
        _ => return Err(call.unsupported()),
    }))
}

fn has_counters(item: &Item) -> bool {
    item.value.get("counters").and_then(Value::as_array).is_some_and(|list| !list.is_empty())
}

fn across(core: &Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let body = call.json();
    let mut out = Vec::new();
    // Pending counters are asked for by a bare list of calendars.
    let counters = body.is_array();
    let listed = body.get("containers").unwrap_or(&body).as_array().into_iter().flatten();
    let mut wanted: Vec<String> = listed.filter_map(Value::as_str).map(str::to_owned).collect();
    let owner = text(&body, "owner");
    if !owner.is_empty() {
        let own = core.containers.values().filter(|c| c.kind == "calendar" && c.owner == owner);
        wanted.extend(own.map(|c| c.uid.clone()));
    }
    let query = body.get("eventQuery").or_else(|| body.get("range")).cloned().unwrap_or_default();
    for container in wanted {
        if !core.may(&me, &container, "Read") {
            continue;
        }
        let ctx = Ctx { me: me.clone(), container, id: None, send: false };
        let found = core.container(&ctx.container)?.items().filter(|i| matches(i, &query));
        for item in found.filter(|i| !counters || has_counters(i)) {
            let mut shown = item.envelope(view(core, &ctx, item));
            set(&mut shown, "containerUid", ctx.container.as_str());
            out.push(shown);
        }
    }
    Ok(Reply::Json(out.into()))
}

fn create(core: &mut Core, ctx: &Ctx, uid: &str, mut series: Value) -> Result<i64, Fault> {
    writable(core, ctx)?;
    let calendar = Calendar::of(core, &ctx.container)?;
    sanitize(core, &calendar, &mut series, ctx.send)?;
    event_checks::check(&series)?;
    fill_weekday(&mut series);
    if text(&series, "icsUid").is_empty() {
        set(&mut series, "icsUid", uid);
    }
    of_main(&mut series);
    let version = store_new(core, ctx, uid, series.clone())?;
    tell(core, ctx, uid, &series);
    bookings::booked(core, &ctx.container, uid, &series);
    Ok(version)
}

fn update(core: &mut Core, ctx: &Ctx, uid: &str, mut series: Value) -> Result<i64, Fault> {
    writable(core, ctx)?;
    let old = core.container(&ctx.container)?.get(uid).map(|item| item.value.clone());
    let old = old.ok_or_else(|| Fault::not_found(format!("event {uid} not found")))?;
    let private = |v: &Value| {
        let class = v.pointer("/main/classification").and_then(Value::as_str).unwrap_or("Public");
        class != "Public"
    };
    if private(&old) && !core.may(&ctx.me, &ctx.container, "ReadExtended") {
        return Err(Fault::denied("a private event of somebody else"));
    }
    let calendar = Calendar::of(core, &ctx.container)?;
    sanitize(core, &calendar, &mut series, ctx.send)?;
    event_checks::check(&series)?;
    fill_weekday(&mut series);
    let held = text(&old, "icsUid");
    match text(&series, "icsUid") {
        new if new.is_empty() => set(&mut series, "icsUid", held),
        new if new != held => return Err(Fault::invalid("icsUid never changes")),
        _ => {}
    }
    if series.get("properties").is_none_or(Value::is_null) {
        set(&mut series, "properties", old.get("properties").cloned().unwrap_or_default());
    }
    keep_stored(&old, &mut series);
    of_main(&mut series);
    let version = store(core, ctx, uid, series.clone())?;
    tell(core, ctx, uid, &series);
    bookings::booked(core, &ctx.container, uid, &series);
    Ok(version)
}

/// A cancelled event or occurrence stays what it is; sequence null and draft follow what is stored.
fn keep_stored(old: &Value, series: &mut Value) {
    let cancelled = |event: &Value| text(event, "status") == "Cancelled";
    let main = old.get("main").filter(|main| main.is_object());
    if let Some(main) = main {
        if cancelled(main) {
            set(series, "main", main.clone());
        } else if let Some(new) = series.get_mut("main").filter(|new| new.is_object()) {
            if new.get("sequence").is_none_or(Value::is_null) {
                set(new, "sequence", main.get("sequence").cloned().unwrap_or_default());
            }
            let draft = flag(new, "draft") && flag(main, "draft");
            set(new, "draft", draft);
        }
    }
    let stored = old.get("occurrences").and_then(Value::as_array).cloned().unwrap_or_default();
    let new = series.get_mut("occurrences").and_then(Value::as_array_mut);
    for occurrence in new.into_iter().flatten() {
        let kept =
            stored.iter().find(|o| cancelled(o) && o.get("recurid") == occurrence.get("recurid"));
        if let Some(kept) = kept {
            *occurrence = kept.clone();
        }
    }
}

/// Occurrences are drafts when main is; a sequence that is null is stored as 0.
fn of_main(series: &mut Value) {
    let main = series.get("main").filter(|main| main.is_object()).map(|main| flag(main, "draft"));
    if let Some(main) = series.get_mut("main") {
        number_sequence(main);
    }
    let occurrences = series.get_mut("occurrences").and_then(Value::as_array_mut);
    for occurrence in occurrences.into_iter().flatten() {
        number_sequence(occurrence);
        if let Some(draft) = main {
            set(occurrence, "draft", draft);
        }
    }
}

fn number_sequence(event: &mut Value) {
    if event.get("sequence").is_some_and(Value::is_null) {
        set(event, "sequence", 0);
    }
}

fn delete(core: &mut Core, ctx: &Ctx, uid: &str) -> Result<(), Fault> {
    writable(core, ctx)?;
    let old = core.container(&ctx.container)?.get(uid).map(|item| item.value.clone());
    remove(core, ctx, uid)?;
    if let Some(old) = old {
        tell(core, ctx, uid, &old);
    }
    Ok(())
}

fn writable(core: &Core, ctx: &Ctx) -> Result<(), Fault> {
    let c = core.container(&ctx.container)?;
    if c.settings.get("readonly").and_then(Value::as_str) == Some("true") {
        return Err(Fault::denied(format!("{} is read-only", ctx.container)));
    }
    Ok(())
}

/// Invitations, updates and cancellations: asked for, a meeting, and from the owner's default calendar.
fn tell(core: &mut Core, ctx: &Ctx, uid: &str, series: &Value) {
    let default = core.containers.get(&ctx.container).is_some_and(|c| c.default);
    let main = series.get("main").filter(|main| main.is_object());
    if !ctx.send || !(default || main.is_none()) {
        return;
    }
    let occurrences = series.get("occurrences").and_then(Value::as_array);
    let events = main.into_iter().chain(occurrences.into_iter().flatten());
    let mut people: Vec<String> = events
        .filter_map(|event| event.get("attendees").and_then(Value::as_array))
        .flatten()
        .map(|attendee| text(attendee, "mailto"))
        .filter(|mail| !mail.is_empty())
        .collect();
    people.sort();
    people.dedup();
    for to in people {
        core.notify(Notification::new(NotificationKind::Invitation, to, uid));
    }
}

/// What a reader sees: anything but Public is masked without ReadExtended.
fn view(core: &Core, ctx: &Ctx, item: &Item) -> Value {
    let mut value = item.value.clone();
    if core.may(&ctx.me, &ctx.container, "ReadExtended") {
        return value;
    }
    let mask = |event: &mut Value| {
        if event.is_object() && text(event, "classification") != "Public" {
            set(event, "summary", "Private");
            for name in ["location", "description", "url", "conference", "conferenceId"] {
                set(event, name, Value::Null);
            }
            for name in ["attendees", "attachments", "categories"] {
                set(event, name, json!([]));
            }
        }
    };
    if let Some(main) = value.get_mut("main") {
        mask(main);
    }
    if let Some(list) = value.get_mut("occurrences").and_then(Value::as_array_mut) {
        list.iter_mut().for_each(mask);
    }
    value
}

/// A page of what was found, with the total before paging.
pub(crate) fn page(found: impl Iterator<Item = Value>, query: &Value) -> Value {
    let number = |name: &str| query.get(name).and_then(Value::as_i64).unwrap_or_default();
    let all: Vec<Value> = found.collect();
    let from = usize::try_from(number("from")).unwrap_or_default();
    let size = usize::try_from(number("size")).ok().filter(|n| *n > 0).unwrap_or(usize::MAX);
    let total = all.len();
    let values: Vec<Value> = all.into_iter().skip(from).take(size).collect();
    json!({"values": values, "total": total})
}

fn matches(item: &Item, query: &Value) -> bool {
    in_range(item, query) && mentions(&item.value, query)
}

/// Every word of the query stands somewhere in the value; a field prefix and quotes are ignored.
pub(crate) fn mentions(value: &Value, query: &Value) -> bool {
    let wanted = text(query, "query").to_lowercase();
    let wanted =
        wanted.rsplit_once(':').map_or(wanted.as_str(), |(_, v)| v).replace(['"', '*', '\\'], "");
    let held = value.to_string().to_lowercase();
    wanted.split_whitespace().all(|word| held.contains(word))
}

/// True when the event, or a repetition of it, may touch the range.
fn in_range(item: &Item, query: &Value) -> bool {
    let bound = |name: &str| query.get(name).and_then(|v| When::read(v).ok()).map(|w| w.instant());
    let (min, max) = (bound("dateMin"), bound("dateMax"));
    let main = item.value.get("main").filter(|main| main.is_object());
    let occurrences = item.value.get("occurrences").and_then(Value::as_array);
    main.into_iter().chain(occurrences.into_iter().flatten()).any(|event| {
        let date = |pointer: &str| event.pointer(pointer).and_then(|v| When::read(v).ok());
        let repeats = event.get("rrule").is_some_and(|rule| !rule.is_null());
        let end = if repeats { date("/rrule/until") } else { date("/dtend") };
        let starts = max.zip(date("/dtstart")).is_none_or(|(max, start)| start.instant() < max);
        let ends = min.zip(end).is_none_or(|(min, end)| end.instant() > min);
        starts && ends
    })
}
