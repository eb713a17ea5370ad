//! Dates, rules, people and alarms of iCalendar as BlueMind's importer turns them into its model.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::api::dates::{When, zone};
use crate::api::ics::{Component, Line};

/// A DATE or DATE-TIME with the zone its TZID or the calendar names.
pub(crate) fn when(line: &Line, value: &str, calendar_zone: Option<&str>) -> Option<When> {
    let value = value.trim();
    let digits = |range: std::ops::Range<usize>| value.get(range)?.parse::<i16>().ok();
    let small = |range: std::ops::Range<usize>| value.get(range)?.parse::<i8>().ok();
    let date = Date::new(digits(0..4)?, small(4..6)?, small(6..8)?).ok()?;
    if value.len() == 8 {
        return Some(When::day(date));
    }
    let time = Time::new(small(9..11)?, small(11..13)?, small(13..15)?.min(59), 0).ok()?;
    let local = DateTime::from_parts(date, time);
    let utc = || Some(("UTC".to_owned(), TimeZone::UTC));
    let zone = if value.ends_with('Z') {
        utc()
    } else {
        match line.param("TZID") {
            Some(name) => {
                zone(name.trim_start_matches('/')).or_else(|| zone(calendar_zone?)).or_else(utc)
            }
            None => calendar_zone.and_then(zone),
        }
    };
    Some(When { local, date_only: false, zone, offset: None })
}

/// Seconds of a DURATION; of several units of a period only the first that is not zero counts.
pub(crate) fn duration(text: &str) -> Option<i64> {
    let (sign, rest) = match text.trim().strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.trim().trim_start_matches('+')),
    };
    let rest = rest.strip_prefix('P')?;
    let (mut total, mut number) = (0_i64, 0_i64);
    for c in rest.chars() {
        match c {
            '0'..='9' => {
                number = number.saturating_mul(10).saturating_add(i64::from(c.to_digit(10)?));
            }
            'T' => {}
            unit => {
                let seconds = match unit {
                    'W' => 604_800,
                    'D' => 86_400,
                    'H' => 3_600,
                    'M' => 60,
                    'S' => 1,
                    _ => return None,
                };
                total = total.saturating_add(number.saturating_mul(seconds));
                number = 0;
            }
        }
    }
    Some(sign * total)
}

/// RRULE; WKST is lost, UNTIL takes the start's precision.
pub(crate) fn rule(value: &str, line: &Line, start: &When) -> Value {
    let mut out = json!({});
    for part in value.split(';') {
        let Some((name, value)) = part.split_once('=') else { continue };
        let number = || value.trim().parse::<i64>().ok();
        let numbers =
            || -> Vec<i64> { value.split(',').filter_map(|n| n.trim().parse().ok()).collect() };
        let set = match name.to_ascii_uppercase().as_str() {
            "FREQ" => ("frequency", json!(value.to_ascii_uppercase())),
            "COUNT" => ("count", json!(number())),
            "INTERVAL" => ("interval", json!(number())),
            "UNTIL" => {
                let until = when(line, value, Some("UTC")).map(|w| w.like(start).write());
                ("until", json!(until))
            }
            "BYDAY" => ("byDay", value.split(',').filter_map(weekday).collect()),
            "BYSECOND" => ("bySecond", json!(numbers())),
            "BYMINUTE" => ("byMinute", json!(numbers())),
            "BYHOUR" => ("byHour", json!(numbers())),
            "BYMONTHDAY" => ("byMonthDay", json!(numbers())),
            "BYYEARDAY" => ("byYearDay", json!(numbers())),
            "BYWEEKNO" => ("byWeekNo", json!(numbers())),
            "BYMONTH" => ("byMonth", json!(numbers())),
            "BYSETPOS" => ("bySetPos", json!(numbers())),
            _ => continue,
        };
        super::items::set(&mut out, set.0, set.1);
    }
    out
}

fn weekday(text: &str) -> Option<Value> {
    let text = text.trim().to_ascii_uppercase();
    let at = text.len().checked_sub(2)?;
    let (offset, day) = (text.get(..at)?, text.get(at..)?);
    let offset: i64 = if offset.is_empty() { 0 } else { offset.parse().ok()? };
    Some(json!({"day": day, "offset": offset}))
}

fn mail(value: &str) -> String {
    let lower = value.trim().to_lowercase();
    lower.strip_prefix("mailto:").unwrap_or(&lower).to_owned()
}

/// ATTENDEE: addresses in lower case, an unknown PARTSTAT is NeedsAction, an unknown ROLE is dropped.
pub(crate) fn attendee(line: &Line) -> Value {
    let pick = |name: &str, table: &[(&str, &'static str)]| {
        let held = line.param(name)?.to_ascii_uppercase();
        table.iter().find(|(k, _)| *k == held).map(|(_, v)| *v)
    };
    let part = pick(
        "PARTSTAT",
        &[
            ("ACCEPTED", "Accepted"),
            ("DECLINED", "Declined"),
            ("TENTATIVE", "Tentative"),
            ("DELEGATED", "Delegated"),
            ("COMPLETED", "Completed"),
        ],
    );
    let role = pick(
        "ROLE",
        &[
            ("CHAIR", "Chair"),
            ("REQ-PARTICIPANT", "RequiredParticipant"),
            ("OPT-PARTICIPANT", "OptionalParticipant"),
            ("NON-PARTICIPANT", "NonParticipant"),
        ],
    );
    let kind = pick(
        "CUTYPE",
        &[
            ("INDIVIDUAL", "Individual"),
            ("GROUP", "Group"),
            ("RESOURCE", "Resource"),
            ("ROOM", "Room"),
            ("UNKNOWN", "Unknown"),
        ],
    );
    json!({
        "cutype": kind.unwrap_or("Individual"), "role": role,
        "partStatus": part.unwrap_or("NeedsAction"), "rsvp": line.param("RSVP") == Some("TRUE"),
        "commonName": line.param("CN"), "mailto": mail(&line.value),
        "sentBy": line.param("SENT-BY").map(mail), "dir": line.param("DIR"),
    })
}

/// ORGANIZER.
pub(crate) fn organizer(line: &Line) -> Value {
    json!({"commonName": line.param("CN"), "mailto": mail(&line.value), "dir": line.param("DIR")})
}

/// VALARM: one without action or with action NONE is left out, absolute triggers become relative.
pub(crate) fn alarm(component: &Component, start: &When) -> Option<Value> {
    let action = match component.text("ACTION")?.to_ascii_uppercase().as_str() {
        "NONE" => return None,
        "AUDIO" => "Audio",
        "DISPLAY" => "Display",
        _ => "Email",
    };
    let trigger = component.line("TRIGGER")?;
    let seconds = duration(&trigger.value).or_else(|| {
        let at = when(trigger, &trigger.value, None)?;
        Some(at.instant().as_second() - start.instant().as_second())
    })?;
    Some(json!({
        "action": action, "trigger": seconds, "description": component.text("DESCRIPTION"),
        "summary": component.text("SUMMARY"),
        "duration": component.text("DURATION").as_deref().and_then(duration),
        "repeat": component.text("REPEAT").and_then(|n| n.parse::<i64>().ok()),
    }))
}

/// DESCRIPTION as HTML, unless X-ALT-DESC brings its own.
pub(crate) fn description(component: &Component) -> Option<String> {
    let html = component.all("X-ALT-DESC").find(|line| line.param("FMTTYPE") == Some("text/html"));
    if let Some(html) = html {
        return Some(html.text());
    }
    let text = component.text("DESCRIPTION")?;
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Some(escaped.replace('\n', "<br>"))
}
