//! Changed occurrences that only MAPI's recurrence tells: the series' own event, with the changes it lists.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use jiff::civil::{DateTime, Time};
use viaduc_contentline::{Component, Property};
use viaduc_graph_types::ShowAs;

use crate::alarm;
use crate::codes;
use crate::context::Profile;
use crate::cx::{Cx, push};
use crate::exceptions::Original;
use crate::fields;
use crate::kinds;
use crate::pattern::plus;
use crate::recurrence_blob::{Changed, ELSEWHERE};
use crate::series::{Basis, Times};
use crate::stored::Stored;
use crate::zones::{self, Zone};

/// What all of them together may take, in bytes of text. Beyond it, those that follow have no body, people or files: a
/// long event and many small changes must not become gigabytes.
const BUDGET: usize = 4 << 20;
/// A longer text of the series is not repeated in one of those.
const LONG: usize = 256;

/// Properties of the series that a changed occurrence does not have, or gets anew.
const OWN: [&str; 10] = [
    "RRULE",
    "RDATE",
    "EXDATE",
    "DTEND",
    "RECURRENCE-ID",
    "SEQUENCE",
    "X-VIADUC-SOURCE",
    "X-VIADUC-MAPI",
    "X-VIADUC-EXTENSION",
    "X-MICROSOFT-CDO-ALLDAYEVENT",
];
/// Those that are kept where the text is short.
const SHORT: [&str; 10] = [
    "UID",
    "DTSTAMP",
    "DTSTART",
    "SUMMARY",
    "LOCATION",
    "CLASS",
    "TRANSP",
    "STATUS",
    "PRIORITY",
    "X-MICROSOFT-CDO-BUSYSTATUS",
];

/// Of a meeting that its organizer called off (MS-OXOCAL §2.2.1.10 PidLidAppointmentStateFlags).
const CANCELLED: u32 = 4;

/// Writes the changed occurrences that Graph does not tell. `series` is the event they are occurrences of, as written;
/// `told` are Graph's own exceptions, which win, and so do the days that `series` does not have.
pub(crate) fn write<'a>(
    cx: &mut Cx<'_>,
    stored: &Stored,
    original: &Original<'_>,
    series: &Component<'a>,
    minutes: Option<i32>,
    told: &[Component<'a>],
) -> Vec<Component<'a>> {
    let told: HashMap<&str, &Component<'_>> = told
        .iter()
        .filter_map(|event| Some((event.property("RECURRENCE-ID")?.value.as_ref(), event)))
        .collect();
    let deleted: HashSet<&str> =
        series.properties_named("EXDATE").map(|deleted| deleted.value.as_ref()).collect();
    let (mut written, mut ids, mut left) = (Vec::new(), HashSet::new(), BUDGET);
    for changed in &stored.blob.changed {
        let day = changed.original.date();
        let Some((id, times)) =
            original.id(cx, "RECURRENCE-ID", day).zip(times(cx, original, changed))
        else {
            stored.note(cx, &codes::BLOB_FAULT, &day.to_string());
            continue;
        };
        if !ids.insert(id.value.to_string()) {
            stored.note(cx, &codes::BLOB_FAULT, &format!("{day} twice"));
            continue;
        }
        let mut when = Component::new("VEVENT");
        stored.at(|at| fields::when(cx, &mut when, &times, false, at));
        if let Some(told) = told.get(id.value.as_ref()) {
            if told.property("DTSTART") != when.property("DTSTART") {
                stored.note(cx, &codes::BLOB_DIFFERS, &format!("{day} at {}", changed.start));
            }
            continue;
        }
        let slot = original.id(cx, "EXDATE", day);
        if slot.is_some_and(|slot| deleted.contains(slot.value.as_ref())) {
            stored.note(cx, &codes::BLOB_DIFFERS, &format!("{day} at {}", changed.start));
            continue;
        }
        let short = left == 0;
        let event = occurrence(cx, stored, series, changed, minutes, Parts { id, when, short });
        let size: usize = event.properties.iter().map(|property| property.value.len()).sum();
        left = left.saturating_sub(size);
        stored.note(cx, &codes::BLOB_CHANGED, &note(changed, short));
        written.push(event);
    }
    written
}

/// The day, and what was changed to something that is not known.
fn note(changed: &Changed, short: bool) -> String {
    let mut note = changed.original.date().to_string();
    for (_, word) in ELSEWHERE.iter().filter(|(flag, _)| changed.elsewhere & flag != 0) {
        note.push_str(", ");
        note.push_str(word);
    }
    if short {
        note.push_str(", shortened");
    }
    note
}

/// When it is. The end of an all-day occurrence is the midnight after it.
fn times(cx: &Cx<'_>, original: &Original<'_>, changed: &Changed) -> Option<Times> {
    let all_day = changed.all_day.unwrap_or(matches!(original.basis, Basis::Days));
    if all_day {
        let (start, end) = (changed.start.date(), changed.end);
        let end = if end.time() > Time::midnight() { plus(end.date(), 1)? } else { end.date() };
        return Some(Times::Days { start, end: end.max(plus(start, 1)?) });
    }
    let zone = match &original.basis {
        Basis::Clock(zone, _) => zone.clone(),
        Basis::Days => {
            original.midnights.clone().or_else(|| zones::mailbox(cx)).unwrap_or_else(Zone::utc)
        }
    };
    let at = |local: DateTime| zone.instant(local);
    let start = at(changed.start)?;
    let end = if zone.is_unclear(changed.start) {
        start.checked_add(changed.end.duration_since(changed.start)).ok()?
    } else {
        at(changed.end)?
    };
    let end = end.max(start);
    Some(Times::Clock { start, end, zone: zone.clone(), end_zone: zone, wall: None })
}

/// RECURRENCE-ID, a component with DTSTART and DTEND, and whether the text has to be short.
struct Parts<'a> {
    id: Property<'a>,
    when: Component<'a>,
    short: bool,
}

fn occurrence<'a>(
    cx: &mut Cx<'_>,
    stored: &Stored,
    series: &Component<'a>,
    changed: &Changed,
    minutes: Option<i32>,
    parts: Parts<'a>,
) -> Component<'a> {
    let Parts { id, when, short } = parts;
    let mut words = Component::new("VEVENT");
    if let Some(subject) = &changed.subject {
        let subject = match subject.trim() {
            "" if cx.context.profile == Profile::BlueMind => "-",
            _ => subject,
        };
        text(cx, stored, &mut words, "SUMMARY", subject);
    }
    if let Some(location) = &changed.location {
        text(cx, stored, &mut words, "LOCATION", location);
    }
    if let Some(show_as) = changed.busy.and_then(show_as) {
        stored.at(|at| kinds::show_as(cx, &mut words, Some(&show_as), at));
    }
    let is_cancelled = changed.meeting.is_some_and(|state| state & CANCELLED != 0);
    if is_cancelled {
        push(&mut words, "STATUS", "CANCELLED");
    }
    let anew = |name: &str| match name {
        "STATUS" => is_cancelled,
        "SUMMARY" => changed.subject.is_some(),
        "LOCATION" | "GEO" | "X-VIADUC-LOCATIONS" => changed.location.is_some(),
        "TRANSP" | "X-MICROSOFT-CDO-BUSYSTATUS" => changed.busy.and_then(show_as).is_some(),
        _ => false,
    };
    let fits = |property: &Property<'_>| {
        let name = property.name.as_ref();
        let long = property.value.len() > LONG && name != "UID";
        !OWN.contains(&name) && !anew(name) && !(short && (long || !SHORT.contains(&name)))
    };
    let mut to = Component::new("VEVENT");
    let (mut id, mut words) = (Some(id), Some(words));
    for property in series.properties.iter().filter(|property| fits(property)) {
        if property.is("DTSTART") {
            to.properties.extend(id.take());
            to.properties.extend(when.properties.iter().cloned());
            to.properties.extend(words.take().into_iter().flat_map(|words| words.properties));
        } else {
            to.push(property.clone());
        }
    }
    if when.property("DTSTART").is_some_and(|start| start.parameter("VALUE").is_some()) {
        push(&mut to, "X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE");
    }
    reminder(cx, stored, series, changed, minutes, &mut to);
    to
}

fn text(cx: &mut Cx<'_>, stored: &Stored, to: &mut Component<'_>, name: &'static str, text: &str) {
    if !text.trim().is_empty() {
        let property = stored.at(|at| cx.text(name, text.to_owned(), at));
        to.push(property);
    }
}

fn show_as(number: u32) -> Option<ShowAs> {
    Some(match number {
        0 => ShowAs::Free,
        1 => ShowAs::Tentative,
        2 => ShowAs::Busy,
        3 => ShowAs::Oof,
        4 => ShowAs::WorkingElsewhere,
        _ => return None,
    })
}

/// The series' reminder, or the occurrence's own.
fn reminder<'a>(
    cx: &mut Cx<'_>,
    stored: &Stored,
    series: &Component<'a>,
    changed: &Changed,
    minutes: Option<i32>,
    to: &mut Component<'a>,
) {
    if !changed.reminder.unwrap_or(!series.components.is_empty()) {
        return;
    }
    let same = changed.reminder_minutes.is_none_or(|own| Some(own) == minutes);
    if same && !series.components.is_empty() {
        to.components.clone_from(&series.components);
        return;
    }
    let title = to.property("SUMMARY").map(|title| title.as_text().into_owned());
    let title = Cow::Owned(title.unwrap_or_default());
    let minutes = changed.reminder_minutes.or(minutes);
    stored.at(|at| alarm::before(cx, to, minutes, title, at));
}
