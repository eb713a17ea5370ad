//! What a resource answers that decides by itself.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde_json::Value;

use crate::api::calendars_mgmt::read_settings;
use crate::api::dates::{When, zone};
use crate::api::items::{set, text};
use crate::container::Container;
use crate::core::{Core, Pending, entry_value};
use crate::notify::{Notification, NotificationKind};

/// A resource that decides by itself answers twenty seconds after an undecided request lands in its calendar:
/// the reply is recorded at once, the change of the item comes when the clock gets there.
pub(crate) fn booked(core: &mut Core, container: &str, item: &str, series: &Value) {
    let Ok(c) = core.container(container) else { return };
    let owner = c.owner.clone();
    let Some(("RESOURCE", entry)) = core.entry(&c.domain, &owner) else { return };
    let mode = text(entry_value(entry), "reservationMode");
    let Some(event) = series.get("main").filter(|main| main.is_object()) else { return };
    let organizer = event.pointer("/organizer/mailto").and_then(Value::as_str);
    let asked = answer_of(event, &owner).is_some_and(|answer| answer == "NeedsAction");
    let repeats = event.get("rrule").is_some_and(|rule| !rule.is_null());
    let tentative = text(event, "status") == "Tentative";
    let Some(organizer) = organizer.filter(|_| asked && !repeats && !tentative) else { return };
    let Some(time) = span(event) else { return };
    let free = is_free(c, &core.pending, item, time) && in_hours(core, container, event, time);
    let answer = match (mode.as_str(), free) {
        ("OWNER_MANAGED", _) | ("AUTO_ACCEPT", false) => return,
        (_, true) => "Accepted",
        (_, false) => "Declined",
    };
    let due = core.clock.now_ms() + 20_000;
    let reply = Notification::new(NotificationKind::Reply, organizer.to_owned(), item);
    core.pending.push(Pending {
        due,
        container: container.to_owned(),
        item: item.to_owned(),
        answer,
    });
    core.notify(reply);
}

/// Decides what is due.
pub(crate) fn decide(core: &mut Core, pending: &Pending) {
    let stamp = core.stamp(None);
    let Some(c) = core.containers.get_mut(&pending.container) else { return };
    let owner = c.owner.clone();
    let Some(mut value) = c.get(&pending.item).map(|item| item.value.clone()) else { return };
    let attendees = value.pointer_mut("/main/attendees").and_then(Value::as_array_mut);
    for attendee in attendees.into_iter().flatten() {
        if is_of(attendee, &owner) {
            set(attendee, "partStatus", pending.answer);
        }
    }
    // The item may be gone by now; then there is nothing to decide.
    let _gone = c.update(&stamp, &pending.item, value);
}

fn is_of(attendee: &Value, owner: &str) -> bool {
    text(attendee, "dir").ends_with(&format!("/{owner}"))
}

fn answer_of(event: &Value, owner: &str) -> Option<String> {
    let attendees = event.get("attendees").and_then(Value::as_array).into_iter().flatten();
    attendees.into_iter().find(|a| is_of(a, owner)).map(|a| text(a, "partStatus"))
}

/// Whether nothing else takes the time.
fn is_free(
    c: &Container,
    pending: &[Pending],
    item: &str,
    (start, end): (Timestamp, Timestamp),
) -> bool {
    let refused = |uid: &str| {
        pending.iter().any(|p| p.container == c.uid && p.item == uid && p.answer == "Declined")
    };
    let others = c.items().filter(|other| other.uid != item && !refused(&other.uid));
    let others = others.flat_map(|other| {
        let main = other.value.get("main").into_iter();
        main.chain(other.value.get("occurrences").and_then(Value::as_array).into_iter().flatten())
    });
    !others
        .filter(|other| {
            text(other, "status") != "Cancelled"
                && text(other, "transparency") != "Transparent"
                && answer_of(other, &c.owner).is_none_or(|answer| answer != "Declined")
        })
        .filter_map(span)
        .any(|(from, to)| from < end && start < to)
}

/// Whole days have to be working days, anything else lies within the hours of one.
fn in_hours(core: &Core, container: &str, event: &Value, span: (Timestamp, Timestamp)) -> bool {
    let hours = read_settings(core, container).unwrap_or_default();
    let number = |name: &str| hours.get(name).and_then(Value::as_i64).unwrap_or_default();
    let works = |day: Date| {
        let name = day.strftime("%a").to_string().to_uppercase();
        let days = hours.get("workingDays").and_then(Value::as_array).into_iter().flatten();
        days.filter_map(Value::as_str).any(|code| name.starts_with(code))
    };
    let whole_days = event.pointer("/dtstart/precision").and_then(Value::as_str) == Some("Date");
    let tz = if whole_days { None } else { zone(&text(&hours, "timezoneId")) };
    let tz = tz.map_or(TimeZone::UTC, |(_, zone)| zone);
    let (from, to) = (tz.to_datetime(span.0), tz.to_datetime(span.1));
    if whole_days {
        let days = from.date().series(Span::new().days(1));
        return days.take_while(|day| *day < to.date()).take(7).all(works);
    }
    let of_day = |at: DateTime| at.time().duration_since(Time::midnight()).as_millis();
    from.date() == to.date()
        && works(from.date())
        && of_day(from) >= number("dayStart").into()
        && of_day(to) <= number("dayEnd").into()
}

/// From when to when.
fn span(event: &Value) -> Option<(Timestamp, Timestamp)> {
    let at = |name: &str| event.get(name).and_then(|date| When::read(date).ok());
    let start = at("dtstart")?.instant();
    Some((start, at("dtend").map_or(start, |end| end.instant())))
}
