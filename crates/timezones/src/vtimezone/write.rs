use jiff::civil::{DateTime, Weekday, datetime};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use viaduc_contentline::{Component, Property};

use super::onset::{Change, Onset};
use super::run::{Observances, Rule, SHORTEST};

/// The observances that are in force at some time of the years, as a VTIMEZONE.
pub(super) fn component<'a>(
    id: &'a str,
    all: &'a Observances,
    first_year: i16,
    last_year: i16,
) -> Component<'a> {
    let after = last_year.max(first_year).saturating_add(1);
    let (start, end) = (start_of(first_year), start_of(after));
    // A day on either side: local times lie up to 26 hours from UTC.
    let day = SignedDuration::from_hours(48);
    let start = start.saturating_sub(day).unwrap_or(Timestamp::MIN);
    let end = end.saturating_add(day).unwrap_or(Timestamp::MAX);
    // What is in force at the start began before it.
    let runs = all.runs.iter();
    let in_force = runs
        .clone()
        .filter_map(|run| before(&run.onsets, |at| at <= start).last())
        .chain(before(&all.single, |at| at <= start).last())
        .map(|onset| onset.at)
        .max();
    let since = in_force.unwrap_or(Timestamp::MIN);
    let needed = |onsets: &'a [Onset]| {
        let onsets = before(onsets, |at| at < end);
        onsets.get(before(onsets, |at| at < since).len()..).unwrap_or_default()
    };

    let mut zone = Component::new("VTIMEZONE");
    zone.push(Property::text("TZID", id));
    if in_force.is_none()
        && let Some(initial) = &all.initial
    {
        zone.push_component(initial_observance(initial, first_year));
    }
    let mut single: Vec<&Onset> = needed(&all.single).iter().collect();
    for run in runs {
        let goes_on = run.open && run.onsets.first().is_some_and(|first| first.at < end);
        let onsets = needed(&run.onsets);
        if goes_on || onsets.len() >= SHORTEST {
            zone.push_component(run.written.borrowed());
        } else {
            single.extend(onsets);
        }
    }
    single.sort_by_key(|onset| onset.at);
    while let Some(first) = single.first().copied() {
        let (same, rest): (Vec<&Onset>, Vec<&Onset>) =
            single.into_iter().partition(|onset| onset.change == first.change);
        zone.push_component(listed(first, &same));
        single = rest;
    }
    zone
}

/// The onsets, which are in order, up to the first that is not so.
fn before(onsets: &[Onset], is: impl Fn(Timestamp) -> bool) -> &[Onset] {
    onsets.get(..onsets.partition_point(|onset| is(onset.at))).unwrap_or_default()
}

pub(super) fn start_of(year: i16) -> Timestamp {
    let date = datetime(year.clamp(-9998, 9998), 1, 1, 0, 0, 0, 0);
    Offset::UTC.to_timestamp(date).unwrap_or(Timestamp::MIN)
}

/// What was in force before the zone's first transition: it has no onset, so the year before stands for one.
fn initial_observance(change: &Change, first_year: i16) -> Component<'static> {
    let year = first_year.saturating_sub(1).clamp(1, 1970);
    let still = Change { from: change.to, ..change.clone() };
    observance(&still, datetime(year, 1, 1, 0, 0, 0, 0))
}

/// A run as its first onset and a rule.
pub(super) fn ruled(onsets: &[Onset], rule: Rule, open: bool) -> Component<'static> {
    let Some((first, last)) = onsets.first().zip(onsets.last()) else {
        return Component::new("STANDARD");
    };
    let mut made = observance(&first.change, first.local);
    let mut text = format!("FREQ=YEARLY;BYMONTH={}", first.local.month());
    match rule {
        Rule::Nth(n, day) => text.push_str(&format!(";BYDAY={n}{}", code(day))),
        Rule::Day(day) => text.push_str(&format!(";BYMONTHDAY={day}")),
        Rule::From(start, day) => {
            let days: Vec<String> = (start..start + 7).map(|day| day.to_string()).collect();
            text.push_str(&format!(";BYMONTHDAY={};BYDAY={}", days.join(","), code(day)));
        }
    }
    if !open {
        // python-dateutil takes it for the clock on the wall: east of UTC it would lose the last one. Read as either, this
        // is not before the last and long before another.
        let until = Offset::UTC.to_datetime(last.at).max(last.local);
        text.push_str(&format!(";UNTIL={}Z", basic(until)));
    }
    made.push(Property::new("RRULE", text));
    made
}

fn listed(first: &Onset, all: &[&Onset]) -> Component<'static> {
    let mut made = observance(&first.change, first.local);
    // Widespread readers (libical, ical.js) take one RDATE a line, and DTSTART only where no RDATE is.
    for onset in all.iter().filter(|_| all.len() > 1) {
        made.push(Property::new("RDATE", basic(onset.local)));
    }
    made
}

fn observance(change: &Change, start: DateTime) -> Component<'static> {
    let mut made = Component::new(if change.summer { "DAYLIGHT" } else { "STANDARD" });
    made.push(Property::new("DTSTART", basic(start)));
    made.push(Property::new("TZOFFSETFROM", offset(change.from)));
    made.push(Property::new("TZOFFSETTO", offset(change.to)));
    made.push(Property::text("TZNAME", change.name.clone()));
    made
}

/// `YYYYMMDDTHHMMSS`.
fn basic(at: DateTime) -> String {
    let (date, time) = (at.date(), at.time());
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}",
        date.year(),
        date.month(),
        date.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// `+HHMM`, with seconds only where there are some (local mean time).
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, size) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    let (hours, minutes, rest) = (size / 3600, size / 60 % 60, size % 60);
    match rest {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        _ => format!("{sign}{hours:02}{minutes:02}{rest:02}"),
    }
}

fn code(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}
