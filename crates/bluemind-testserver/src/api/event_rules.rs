//! What the event sanitizer silently rewrites, rule by rule (the numbers are those of the README).

use serde_json::{Value, json};

use crate::api::card_rules::resolve_tags;
use crate::api::dates::{When, canonical, same_offsets, zone};
use crate::api::directory::by_link;
use crate::api::emails::is_address;
use crate::api::items::{flag, set, text};
use crate::core::{Core, default_email, entry_path, entry_value};
use crate::fault::Fault;

/// The calendar an event goes to, as far as the rules look at it.
#[derive(Debug)]
pub(crate) struct Calendar {
    pub(crate) domain: String,
    pub(crate) zone: Option<(String, jiff::tz::TimeZone)>,
    pub(crate) year: i16,
}

impl Calendar {
    /// Reads what the rules need of a calendar: its zone is its own setting, else its owner's.
    pub(crate) fn of(core: &Core, container: &str) -> Result<Self, Fault> {
        let c = core.container(container)?;
        let own = c.settings.get("calendar.timezone").and_then(Value::as_str).map(str::to_owned);
        let name = own.or_else(|| {
            let all = super::user_settings::merged(core, &c.domain, &c.owner);
            all.get("timezone").and_then(Value::as_str).map(str::to_owned)
        });
        let now = jiff::Timestamp::from_millisecond(core.clock.now_ms()).unwrap_or_default();
        Ok(Self {
            domain: c.domain.clone(),
            zone: name.and_then(|name| zone(&name)),
            year: now.to_zoned_datetime(jiff::tz::TimeZone::UTC).year(),
        })
    }
}

/// Rewrites a series as the server would before it looks at it.
pub(crate) fn sanitize(
    core: &Core,
    calendar: &Calendar,
    series: &mut Value,
    send: bool,
) -> Result<(), Fault> {
    if !series.is_object() {
        return Ok(());
    }
    if series.get("occurrences").is_none_or(Value::is_null) {
        set(series, "occurrences", json!([])); // 1
    }
    if let Some(main) = series.get_mut("main").filter(|main| main.is_object()) {
        event(core, calendar, main, false, send)?;
    }
    let occurrences = series.get_mut("occurrences").and_then(Value::as_array_mut);
    for occurrence in occurrences.into_iter().flatten() {
        event(core, calendar, occurrence, true, send)?;
        let recurid = occurrence.get("recurid").map(canonical);
        set(occurrence, "recurid", recurid);
    }
    Ok(())
}

fn event(
    core: &Core,
    calendar: &Calendar,
    event: &mut Value,
    exception: bool,
    send: bool,
) -> Result<(), Fault> {
    let all_day = event.pointer("/dtstart/precision").and_then(Value::as_str) == Some("Date");
    if is_null(event, "status") {
        set(event, "status", "Confirmed"); // 2
    }
    if let Some(priority) = event.get("priority").and_then(Value::as_i64) {
        set(event, "priority", priority.clamp(0, 9)); // 3
    }
    if is_null(event, "transparency") {
        set(event, "transparency", if all_day { "Transparent" } else { "Opaque" }); // 4
    }
    organizer(core, &calendar.domain, event);
    attendees(core, &calendar.domain, event);
    if !exception && list(event, "attendees").next().is_none() {
        set(event, "organizer", Value::Null); // 10
    }
    dates(event);
    alarms(event);
    repetition(event);
    resolve_tags(core, event, "categories")?; // 17
    if let Some(body) = event.get("description").and_then(Value::as_str).and_then(body_of) {
        set(event, "description", body); // 18
    }
    let draft = flag(event, "draft") && !send;
    set(event, "draft", draft); // 19
    rename_zones(calendar, event);
    Ok(())
}

fn is_null(value: &Value, name: &str) -> bool {
    value.get(name).is_none_or(Value::is_null)
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// The entry a person means: by link, else by address.
fn resolve(core: &Core, domain: &str, person: &Value) -> Option<[String; 4]> {
    let dir = text(person, "dir");
    let by_dir = by_link(core, &dir).filter(|_| !dir.is_empty());
    let (kind, item, domain) = match by_dir {
        Some(found) => found,
        None => {
            let item = core.by_email(domain, &text(person, "mailto"))?;
            (crate::core::entry_kind(item), item, domain.to_owned())
        }
    };
    let link = format!("bm://{}", entry_path(&domain, kind, &item.uid));
    let address = default_email(entry_value(item)).unwrap_or_default().to_owned();
    Some([link, address, item.display_name.clone().unwrap_or_default(), kind.to_owned()])
}

/// Rules 5 to 7.
fn organizer(core: &Core, domain: &str, event: &mut Value) {
    let Some(organizer) = resolved_organizer(core, domain, event) else {
        set(event, "attendees", json!([])); // 7
        return;
    };
    if text(&organizer, "mailto").is_empty() {
        set(event, "organizer", Value::Null); // 6
        set(event, "attendees", json!([]));
    } else {
        set(event, "organizer", organizer);
    }
}

/// Rule 5: the organizer, as the directory has it.
fn resolved_organizer(core: &Core, domain: &str, event: &Value) -> Option<Value> {
    let mut organizer = event.get("organizer").filter(|o| o.is_object())?.clone();
    let mailto = text(&organizer, "mailto").replace("%20", "");
    let mailto = if is_address(&mailto.to_lowercase()) { Value::from(mailto) } else { Value::Null };
    set(&mut organizer, "mailto", mailto.clone());
    match resolve(core, domain, &organizer) {
        Some([link, address, name, _]) => {
            set(&mut organizer, "dir", link);
            set(&mut organizer, "mailto", address);
            set(&mut organizer, "commonName", name);
        }
        None => {
            set(&mut organizer, "dir", Value::Null);
            if is_null(&organizer, "commonName") {
                set(&mut organizer, "commonName", mailto);
            }
        }
    }
    Some(organizer)
}

/// Organizer and attendees of a task, as the directory has them; nobody leaves for want of an organizer.
pub(crate) fn people_of_task(core: &Core, domain: &str, todo: &mut Value) {
    let organizer = resolved_organizer(core, domain, todo);
    set(todo, "organizer", organizer);
    if todo.get("attendees").is_some_and(Value::is_array) {
        attendees(core, domain, todo);
    }
}

/// Rules 8 and 9.
fn attendees(core: &Core, domain: &str, event: &mut Value) {
    let organizer = event.pointer("/organizer/dir").and_then(Value::as_str).map(str::to_owned);
    let mut kept: Vec<Value> = Vec::new();
    for attendee in list(event, "attendees") {
        let mut attendee = attendee.clone();
        let mailto = text(&attendee, "mailto").replace("%20", "");
        let valid = is_address(&mailto.to_lowercase());
        set(&mut attendee, "mailto", if valid { Value::from(mailto) } else { Value::Null });
        match resolve(core, domain, &attendee) {
            Some([link, address, name, kind]) => {
                set(&mut attendee, "dir", link);
                set(&mut attendee, "mailto", address);
                set(&mut attendee, "commonName", name);
                set(&mut attendee, "internal", true);
                if kind == "RESOURCE" {
                    set(&mut attendee, "cutype", "Resource");
                }
            }
            None => {
                set(&mut attendee, "dir", Value::Null);
                set(&mut attendee, "internal", false);
            }
        }
        for (name, default) in [("partStatus", "NeedsAction"), ("role", "RequiredParticipant")] {
            if is_null(&attendee, name) {
                set(&mut attendee, name, default);
            }
        }
        let dir = attendee.get("dir").and_then(Value::as_str);
        let twice = kept.iter().any(|other| identity(other) == identity(&attendee));
        if !twice && (organizer.is_none() || dir != organizer.as_deref()) {
            kept.push(attendee);
        }
    }
    set(event, "attendees", kept);
}

/// The first of link, address and name that is there.
fn identity(person: &Value) -> String {
    ["dir", "mailto", "commonName"]
        .into_iter()
        .map(|name| text(person, name).to_lowercase())
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// Rules 11 to 13, and the canonical form.
fn dates(event: &mut Value) {
    let Some(start) = event.get("dtstart").and_then(|v| When::read(v).ok()) else { return };
    set(event, "dtstart", start.write());
    let fallback = if start.date_only { start.plus_days(1) } else { start.clone() };
    if is_null(event, "dtend") {
        set(event, "dtend", fallback.write()); // 11
    } else if let Some(end) = event.get("dtend").and_then(|v| When::read(v).ok()) {
        let end = end.like(&start); // 13
        let empty = start.date_only && end.local == start.local;
        set(event, "dtend", if empty { fallback.write() } else { end.write() }); // 12
    }
    for name in ["exdate", "rdate"] {
        let Some(dates) = event.get_mut(name).and_then(Value::as_array_mut) else { continue };
        for date in dates {
            if let Ok(when) = When::read(date) {
                *date = if name == "exdate" { when.like(&start).write() } else { when.write() };
            }
        }
    }
    if let Some(until) = event.pointer_mut("/rrule/until") {
        *until = canonical(until);
    }
}

/// Rule 14.
fn alarms(event: &mut Value) {
    if let Some(alarms) = event.get_mut("alarm").and_then(Value::as_array_mut) {
        alarms.retain(|alarm| alarm.get("trigger").is_some_and(Value::is_number));
    }
}

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Rules 15 and 16.
fn repetition(event: &mut Value) {
    let Some(mut rule) = event.get("rrule").filter(|r| r.is_object()).cloned() else {
        if list(event, "exdate").next().is_some() {
            set(event, "exdate", Value::Null);
        }
        return;
    };
    let lists = [
        "bySecond",
        "byMinute",
        "byHour",
        "byDay",
        "byMonthDay",
        "byYearDay",
        "byWeekNo",
        "byMonth",
    ];
    for name in lists {
        if let Some(values) = rule.get_mut(name).and_then(Value::as_array_mut) {
            values.retain(|value| !value.is_null());
        }
    }
    let frequency = text(&rule, "frequency");
    let weeks = list(&rule, "byWeekNo").next().is_some();
    let keeps = frequency == "MONTHLY" || (frequency == "YEARLY" && !weeks);
    if let Some(days) = rule.get_mut("byDay").and_then(Value::as_array_mut) {
        let rank =
            |d: &Value| DAYS.iter().position(|day| *day == text(d, "day")).unwrap_or(DAYS.len());
        let offset = |d: &Value| d.get("offset").and_then(Value::as_i64);
        for day in days.iter_mut().filter(|_| !keeps) {
            set(day, "offset", 0);
        }
        days.sort_by_key(|d| (rank(d), offset(d)));
        days.dedup_by_key(|d| (text(d, "day"), offset(d)));
    }
    if frequency == "WEEKLY" {
        shift_start(event, &rule);
    }
    set(event, "rrule", rule);
}

/// A weekly series that does not begin on one of its days begins on the earliest of that week.
fn shift_start(event: &mut Value, rule: &Value) {
    let Some(start) = event.get("dtstart").and_then(|v| When::read(v).ok()) else { return };
    let today = i64::from(start.local.weekday().to_monday_zero_offset());
    let rank = |d: &Value| DAYS.iter().position(|day| *day == text(d, "day"));
    let listed: Vec<i64> =
        list(rule, "byDay").filter_map(rank).filter_map(|n| i64::try_from(n).ok()).collect();
    let Some(first) = listed.iter().min().filter(|_| !listed.contains(&today)) else { return };
    let by = first - today;
    set(event, "dtstart", start.plus_days(by).write());
    if let Some(end) = event.get("dtend").and_then(|v| When::read(v).ok()) {
        set(event, "dtend", end.plus_days(by).write());
    }
}

/// The validator's side effect: a weekly rule without days gets the start's weekday.
pub(crate) fn fill_weekday(series: &mut Value) {
    let fill = |event: &mut Value| {
        let start = event.get("dtstart").and_then(|v| When::read(v).ok());
        let Some((start, rule)) = start.zip(event.get_mut("rrule")) else { return };
        if text(rule, "frequency") == "WEEKLY" && list(rule, "byDay").next().is_none() {
            let day = usize::from(start.local.weekday().to_monday_zero_offset().unsigned_abs());
            set(rule, "byDay", json!([{"day": DAYS.get(day), "offset": 0}]));
        }
    };
    if let Some(main) = series.get_mut("main") {
        fill(main);
    }
    if let Some(list) = series.get_mut("occurrences").and_then(Value::as_array_mut) {
        list.iter_mut().for_each(fill);
    }
}

/// What is between `<body…>` and `</body>`.
fn body_of(html: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    let open = lower.find("<body")?;
    let start = open + lower.get(open..)?.find('>')? + 1;
    let end = lower.rfind("</body>").filter(|end| *end >= start).unwrap_or(html.len());
    html.get(start..end).map(str::to_owned)
}

/// Rule 20: dates whose zone keeps the same time as the calendar's are renamed to it; recurid and rdate are not.
fn rename_zones(calendar: &Calendar, event: &mut Value) {
    let Some((name, default)) = &calendar.zone else { return };
    let rename = |date: &mut Value| {
        let Some(zone) = date.get("timezone").and_then(Value::as_str).and_then(zone) else {
            return;
        };
        if zone.0 != *name && same_offsets(&zone.1, default, calendar.year) {
            set(date, "timezone", name.as_str());
        }
    };
    for pointer in ["/dtstart", "/dtend", "/rrule/until"] {
        if let Some(date) = event.pointer_mut(pointer) {
            rename(date);
        }
    }
    if let Some(dates) = event.get_mut("exdate").and_then(Value::as_array_mut) {
        dates.iter_mut().for_each(rename);
    }
}
