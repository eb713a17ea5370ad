//! The properties that need one field, or two.

use jiff::SignedDuration;
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_wire::List;

use crate::codes;
use crate::context::Profile;
use crate::cx::{Cx, push};
use crate::series::Times;
use crate::when::{instant, utc};
use crate::zones;

/// DTSTAMP, CREATED and LAST-MODIFIED, from the source only.
pub(crate) fn stamps(
    cx: &mut Cx<'_>,
    to: &mut Component<'_>,
    created: Option<&str>,
    modified: Option<&str>,
    start: Option<jiff::Timestamp>,
    at: &Place<'_>,
) {
    let mut read = |text: Option<&str>, name: &str| {
        let text = text.filter(|text| !text.is_empty() && !text.starts_with("0001-01-01"))?;
        let found = instant(text);
        if found.is_none() {
            cx.report(&codes::BAD_TIME, &at.key(name));
        }
        found
    };
    let (created, modified) =
        (read(created, "createdDateTime"), read(modified, "lastModifiedDateTime"));
    if modified.is_none() {
        cx.report(&codes::STAMP, &at.key("lastModifiedDateTime"));
    }
    let stamp = modified.or(created).or(start).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    push(to, "DTSTAMP", utc(stamp));
    if let Some(created) = created {
        push(to, "CREATED", utc(created));
    }
    if let Some(modified) = modified {
        push(to, "LAST-MODIFIED", utc(modified));
    }
}

/// DTSTART and DTEND. An event without duration has no DTEND: it must be later than DTSTART (RFC 5545 §3.8.2.2).
pub(crate) fn when(
    cx: &mut Cx<'_>,
    to: &mut Component<'_>,
    times: &Times,
    repeats: bool,
    at: &Place<'_>,
) {
    match times {
        Times::Days { start, end } => {
            to.push(zones::day("DTSTART", *start));
            // Nothing follows the last day of 9999.
            if end > start {
                to.push(zones::day("DTEND", *end));
            }
        }
        Times::Clock { start, end, zone, end_zone, wall } => {
            let begin = if repeats {
                if !zone.says(*start) {
                    cx.report(&codes::TIME_FOLD, &at.key("start"));
                }
                zones::local(cx, "DTSTART", wall.unwrap_or_else(|| zone.local(*start)), zone)
            } else {
                zones::timed(cx, "DTSTART", *start, zone)
            };
            to.push(begin);
            // From DTSTART as it is read, a DTEND may be farther than the end is from the start; each occurrence would be as
            // long. Readers disagree about how long it is from a skipped time to another one.
            let is_said = wall.is_none() && zone.says(*start) && end_zone.says(*end);
            let offset = |at| zone.rules.to_offset(at);
            if repeats && is_said && zone.id == end_zone.id && offset(*start) != offset(*end) {
                cx.report(&codes::END_CLOCKS, &at.key("end"));
            }
            if repeats && !is_said && end > start {
                push(to, "DURATION", duration(end.duration_since(*start)));
            } else if end > start {
                let end = zones::timed(cx, "DTEND", *end, end_zone);
                to.push(end);
            }
        }
    }
}

/// `PT90M`, or in seconds if they are no whole minutes.
fn duration(length: SignedDuration) -> String {
    match length.as_secs() {
        seconds if seconds % 60 == 0 => format!("PT{}M", seconds / 60),
        seconds => format!("PT{seconds}S"),
    }
}

pub(crate) fn summary<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    subject: Option<&'a str>,
    at: &Place<'_>,
) {
    let at = at.key("subject");
    match subject.filter(|subject| !subject.trim().is_empty()) {
        Some(subject) => {
            let property = cx.text("SUMMARY", subject, &at);
            to.push(property);
        }
        None if cx.context.profile == Profile::BlueMind => {
            cx.report(&codes::SUBJECT_EMPTY, &at);
            push(to, "SUMMARY", "-");
        }
        None => {}
    }
}

pub(crate) fn categories(
    cx: &mut Cx<'_>,
    to: &mut Component<'_>,
    categories: &List<String>,
    at: &Place<'_>,
) {
    let at = at.key("categories");
    cx.strays(categories, &at);
    let names: Vec<&String> = categories.iter().filter(|name| !name.trim().is_empty()).collect();
    for (position, name) in categories.enumerate() {
        cx.check(name, &at.index(position));
    }
    if !names.is_empty() {
        to.push(Property::text_list("CATEGORIES", names));
    }
}
