//! IVEvent and IVTodo: iCalendar in and out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::api::dates::When;
use crate::api::ics::{self, Component};
use crate::api::ics_rules::{alarm, attendee, description, duration, organizer, rule, when};
use crate::api::items::{Ctx, Kind, set, text};
use crate::api::misc::{keep_file, text_stream};
use crate::api::{calendar, tasks, todos};
use crate::call::{Call, Reply};
use crate::core::Core;
use crate::fault::Fault;
use crate::model::Model;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let container = call.param("containerUid").to_owned();
    let me = call.me()?.clone();
    let importing = call.route.method == "importIcs";
    core.need(&me, &container, if importing { "Write" } else { "Read" })?;
    if !importing {
        return export(core, call, &container);
    }
    let ctx = Ctx { me, container, id: None, send: false };
    let raw = call.bytes();
    let source = match call.text() {
        Some(text) => text.to_owned(),
        None => String::from_utf8_lossy(&raw).into_owned(),
    };
    if !source.to_ascii_uppercase().contains("BEGIN:VCALENDAR") {
        return Ok(tasks::failed(core, vec!["no VCALENDAR in the stream".to_owned()]));
    }
    let (mut uids, mut log) = (Vec::new(), Vec::new());
    let todo = call.route.interface == "IVTodo";
    let found =
        if todo { read_todos(core, &ctx, &source) } else { read_series(core, &ctx, &source) };
    let total = found.len();
    let kind = if todo { todos::kind() } else { calendar::kind() };
    for (uid, value, modified) in found {
        match write(core, &ctx, kind, &uid, value, modified) {
            Ok(true) => uids.push(uid),
            Ok(false) => log.push(format!("{uid}: not newer than what is stored")),
            Err(fault) => log.push(format!("{uid}: {}", fault.message())),
        }
    }
    log.push(format!("{} of {total} imported", uids.len()));
    let result = json!({"uids": uids, "total": total}).to_string();
    Ok(tasks::done(core, log, result))
}

/// Writes one item; false when what is stored is newer (LAST-MODIFIED and EXDATE count decide).
fn write(
    core: &mut Core,
    ctx: &Ctx,
    kind: Kind,
    uid: &str,
    value: Value,
    modified: Option<i64>,
) -> Result<bool, Fault> {
    let held = core.container(&ctx.container)?.items().find(|item| {
        item.uid == uid || text(&item.value, "icsUid") == uid || text(&item.value, "uid") == uid
    });
    let Some(held) = held else {
        return (kind.create)(core, ctx, uid, value).map(|_| true);
    };
    let exdates =
        |v: &Value| v.pointer("/main/exdate").and_then(Value::as_array).map_or(0, Vec::len);
    let newer =
        modified.is_none_or(|ms| ms > held.updated) || exdates(&held.value) != exdates(&value);
    let uid = held.uid.clone();
    if !newer {
        return Ok(false);
    }
    (kind.update)(core, ctx, &uid, value).map(|_| true)
}

type Found = Vec<(String, Value, Option<i64>)>;

fn calendars(source: &str) -> Vec<(Component, Option<String>)> {
    ics::parse(source)
        .into_iter()
        .filter(|c| c.name == "VCALENDAR")
        .map(|c| {
            let zone = c.text("X-WR-TIMEZONE");
            (c, zone)
        })
        .collect()
}

fn modified(component: &Component) -> Option<i64> {
    let line = component.line("LAST-MODIFIED")?;
    Some(when(line, &line.value, None)?.instant().as_millisecond())
}

fn read_series(core: &mut Core, ctx: &Ctx, source: &str) -> Found {
    let mut order: Vec<String> = Vec::new();
    let mut series: BTreeMap<String, (Value, Option<i64>)> = BTreeMap::new();
    for (calendar, zone) in calendars(source) {
        for component in calendar.children.iter().filter(|c| c.name == "VEVENT") {
            let uid = component.text("UID").filter(|uid| !uid.is_empty());
            let uid = uid.unwrap_or_else(|| core.fresh_uid("import"));
            let mut event = read_event(core, ctx, component, zone.as_deref());
            let entry = series.entry(uid.clone()).or_insert_with(|| {
                order.push(uid.clone());
                let empty = json!({"icsUid": uid, "occurrences": []});
                (Model::get().write("VEventSeries", empty), None)
            });
            entry.1 = entry.1.max(modified(component));
            match component.line("RECURRENCE-ID") {
                None => set(&mut entry.0, "main", event),
                Some(line) => {
                    let recurid = when(line, &line.value, zone.as_deref()).map(|w| w.write());
                    set(&mut event, "recurid", recurid);
                    let list = entry.0.get_mut("occurrences").and_then(Value::as_array_mut);
                    list.into_iter().for_each(|list| list.push(event.clone()));
                }
            }
        }
    }
    order
        .into_iter()
        .filter_map(|uid| {
            let (mut value, modified) = series.remove(&uid)?;
            inherit(&mut value);
            Some((uid, value, modified))
        })
        .collect()
}

/// Exceptions take what they lack from the main event.
fn inherit(series: &mut Value) {
    let main = series.get("main").cloned().unwrap_or_default();
    let list = series.get_mut("occurrences").and_then(Value::as_array_mut);
    for occurrence in list.into_iter().flatten() {
        for name in ["summary", "description", "location", "priority", "status", "organizer"] {
            if occurrence.get(name).is_none_or(Value::is_null) {
                set(occurrence, name, main.get(name).cloned().unwrap_or_default());
            }
        }
        for name in ["attendees", "categories"] {
            if occurrence.get(name).and_then(Value::as_array).is_none_or(Vec::is_empty) {
                set(occurrence, name, main.get(name).cloned().unwrap_or_default());
            }
        }
        if text(occurrence, "summary").is_empty() {
            set(occurrence, "summary", "-");
        }
    }
    if let Some(main) = series.get_mut("main").filter(|m| m.is_object())
        && text(main, "summary").is_empty()
    {
        set(main, "summary", "-");
    }
}

fn read_event(core: &mut Core, ctx: &Ctx, component: &Component, zone: Option<&str>) -> Value {
    let mut event = read_element(core, ctx, component, zone);
    let start = component.line("DTSTART").and_then(|l| when(l, &l.value, zone));
    let end = component.line("DTEND").and_then(|l| when(l, &l.value, zone)).or_else(|| {
        let seconds = duration(&component.text("DURATION")?)?;
        let start = start.clone()?;
        let span = jiff::SignedDuration::from_secs(seconds);
        Some(When { local: start.local.checked_add(span).ok()?, ..start })
    });
    set(&mut event, "dtend", end.map(|w| w.write()));
    let transparent = component
        .text("TRANSP")
        .map(|t| if t.eq_ignore_ascii_case("TRANSPARENT") { "Transparent" } else { "Opaque" });
    set(&mut event, "transparency", transparent);
    event
}

/// What events and tasks have in common.
fn read_element(core: &mut Core, ctx: &Ctx, component: &Component, zone: Option<&str>) -> Value {
    let start = component.line("DTSTART").and_then(|l| when(l, &l.value, zone));
    let lined = |name: &str| component.text(name).filter(|t| !t.is_empty());
    let class = component.text("CLASS").map(|c| match c.to_ascii_uppercase().as_str() {
        "PRIVATE" => "Private",
        "CONFIDENTIAL" => "Confidential",
        _ => "Public",
    });
    let status = component.text("STATUS").and_then(|s| match s.to_ascii_uppercase().as_str() {
        "TENTATIVE" => Some("Tentative"),
        "CONFIRMED" => Some("Confirmed"),
        "CANCELLED" => Some("Cancelled"),
        "NEEDS-ACTION" => Some("NeedsAction"),
        "IN-PROCESS" => Some("InProcess"),
        "COMPLETED" => Some("Completed"),
        _ => None,
    });
    let dates = |name: &str| -> Vec<Value> {
        component
            .all(name)
            .flat_map(|line| line.value.split(',').filter_map(|v| when(line, v, zone)))
            .map(|w| w.write())
            .collect()
    };
    let (exdate, rdate) = (dates("EXDATE"), dates("RDATE"));
    let list = |dates: Vec<Value>| if dates.is_empty() { Value::Null } else { dates.into() };
    let alarms: Vec<Value> = component
        .children
        .iter()
        .filter(|c| c.name == "VALARM")
        .filter_map(|c| alarm(c, start.as_ref()?))
        .collect();
    let rrule = component.line("RRULE").zip(start.as_ref());
    let labels: Vec<String> =
        component.all("CATEGORIES").flat_map(|l| ics::split(&l.value, ',')).collect();
    let mut value = json!({
        "summary": lined("SUMMARY"), "location": lined("LOCATION"),
        "description": description(component), "url": lined("URL"),
        "classification": class.unwrap_or("Public"), "status": status,
        "priority": lined("PRIORITY").and_then(|n| n.parse::<i64>().ok()),
        "sequence": lined("SEQUENCE").and_then(|n| n.parse::<i64>().ok()).unwrap_or(0),
        "organizer": component.line("ORGANIZER").map(organizer),
        "attendees": component.all("ATTENDEE").map(attendee).collect::<Vec<_>>(),
        "exdate": list(exdate), "rdate": list(rdate), "alarm": alarms,
        "rrule": rrule.map(|(line, start)| rule(&line.value, line, start)),
        "dtstart": start.map(|w| w.write()),
    });
    set(&mut value, "categories", tags(core, ctx, &labels));
    set(&mut value, "attachments", files(core, ctx, component));
    Model::get().write("VEvent", value)
}

/// Files: those in the text are kept as files of their own, those elsewhere stay there.
fn files(core: &mut Core, ctx: &Ctx, component: &Component) -> Vec<Value> {
    let Ok(domain) = core.container(&ctx.container).map(|c| c.domain.clone()) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (n, line) in component.all("ATTACH").enumerate() {
        let inline = line.param("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("BINARY"));
        if !inline {
            let path = line.value.split(['?', '#']).next().unwrap_or_default();
            let last = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
            let name = line.param("X-FILE-NAME").or_else(|| line.param("FILENAME"));
            out.push(json!({"publicUrl": line.value, "name": name.unwrap_or(last)}));
            continue;
        }
        // What is no base64 is no file.
        let Ok(bytes) = STANDARD.decode(line.value.trim()) else { continue };
        let kind = line.param("FMTTYPE").and_then(|kind| kind.rsplit('/').next());
        let ending = kind.filter(|end| end.bytes().all(|b| b.is_ascii_alphanumeric()));
        let name = format!("attachment_{}.{}", n + 1, ending.unwrap_or("bin"));
        let id = core.fresh_uid("attachment");
        let url = keep_file(core, &domain, &id, bytes.into());
        out.push(json!({"publicUrl": url, "name": name}));
    }
    out
}

/// Labels are tags of the owner or the domain; an unknown one is made, in a user's container.
fn tags(core: &mut Core, ctx: &Ctx, labels: &[String]) -> Vec<Value> {
    let Ok(c) = core.container(&ctx.container) else { return Vec::new() };
    let places = [format!("tags_{}", c.owner), format!("tags_{}", c.domain)];
    let mut out = Vec::new();
    for label in labels.iter().map(|l| l.trim()).filter(|l| !l.is_empty()) {
        let found = places.iter().find_map(|place| {
            let tags = core.containers.get(place)?;
            let item = tags.items().find(|i| text(&i.value, "label") == label)?;
            Some((place.clone(), item.uid.clone(), item.value.clone()))
        });
        let [own, _] = &places;
        let (place, uid, tag) = match found {
            Some(found) => found,
            None if core.containers.contains_key(own) => {
                let (uid, tag) =
                    (core.fresh_uid("tag"), json!({"label": label, "color": "3d98ff"}));
                let stamp = core.stamp(Some(&ctx.me));
                if core.create_item(own, &stamp, &uid, tag.clone()).is_err() {
                    continue;
                }
                (own.clone(), uid, tag)
            }
            None => continue,
        };
        out.push(json!({"containerUid": place, "itemUid": uid, "label": label,
                        "color": text(&tag, "color")}));
    }
    out
}

fn read_todos(core: &mut Core, ctx: &Ctx, source: &str) -> Found {
    let mut out = Vec::new();
    for (calendar, zone) in calendars(source) {
        for component in calendar.children.iter().filter(|c| c.name == "VTODO") {
            let uid = component.text("UID").filter(|uid| !uid.is_empty());
            let uid = uid.unwrap_or_else(|| core.fresh_uid("import"));
            let mut todo = read_element(core, ctx, component, zone.as_deref());
            for (from, to) in [("DUE", "due"), ("COMPLETED", "completed")] {
                let date = component.line(from).and_then(|l| when(l, &l.value, zone.as_deref()));
                set(&mut todo, to, date.map(|w| w.write()));
            }
            let percent = component.text("PERCENT-COMPLETE").and_then(|n| n.parse::<i64>().ok());
            set(&mut todo, "percent", percent);
            set(&mut todo, "uid", uid.as_str());
            out.push((uid, Model::get().write("VTodo", todo), modified(component)));
        }
    }
    out
}

/// A plain export: enough to see what is there, not a measure of fidelity.
fn export(core: &Core, call: &Call, container: &str) -> Result<Reply, Fault> {
    let one = Some(call.param("uid")).filter(|uid| !uid.is_empty());
    let wanted = call.strings();
    let mut out =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//BlueMind//stand-in//EN\r\n".to_owned();
    for item in core.container(container)?.items() {
        if one.is_some_and(|uid| uid != item.uid)
            || (!wanted.is_empty() && !wanted.contains(&item.uid))
        {
            continue;
        }
        let (name, event) = match item.value.get("main") {
            Some(main) => ("VEVENT", main),
            None => ("VTODO", &item.value),
        };
        let start = event.get("dtstart").and_then(|v| When::read(v).ok());
        let start = start.map(|w| w.local.strftime("%Y%m%dT%H%M%S").to_string());
        // Writing to a String cannot fail.
        let _written = write!(
            out,
            "BEGIN:{name}\r\nUID:{}\r\nDTSTART:{}\r\nSUMMARY:{}\r\nEND:{name}\r\n",
            item.uid,
            start.unwrap_or_default(),
            text(event, "summary").replace(['\r', '\n'], " "),
        );
    }
    out.push_str("END:VCALENDAR\r\n");
    if call.route.result == "String" {
        return Ok(Reply::Json(out.into()));
    }
    Ok(text_stream("text/calendar", out))
}
