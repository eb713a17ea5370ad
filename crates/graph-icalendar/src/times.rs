//! When an event is (Graph: start, end, isAllDay, originalStartTimeZone, originalEndTimeZone).

use std::ops::RangeInclusive;

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use viaduc_fidelity::Place;
use viaduc_graph_types::{
    DateTimeTimeZone, Event, EventType, PatternedRecurrence, RecurrencePatternType,
    RecurrenceRangeType,
};

use crate::codes;
use crate::cx::{Cx, said};
use crate::error::EventError;
use crate::mapi;
use crate::pattern::{self, plus};
use crate::recurrence_blob::RecurrenceBlob;
use crate::series::Times;
use crate::when::{self, Written, written};
use crate::zones::{self, FOREVER, Zone};

/// Reads when an event is. Zones of the author's own are defined with the event, or with its series.
pub(crate) fn of(
    cx: &mut Cx<'_>,
    event: &Event,
    series: Option<&Event>,
    at: &Place<'_>,
) -> Result<Times, EventError> {
    let start = event.start.as_ref().filter(|start| said(&start.date_time).is_some());
    let Some(start) = start else { return without_start(cx, (event, series), at) };
    cx.other(&start.other, &at.key("start"));
    let text = said(&start.date_time).unwrap_or_default();
    let bad = || EventError::BadDateTime {
        path: at.key("start").key("dateTime").to_pointer(),
        text: text.chars().take(40).filter(|c| !c.is_control()).collect(),
    };
    let begin = written(text).ok_or_else(bad)?;
    told_cut(cx, begin, &at.key("start"));
    if event.is_all_day == Some(true) {
        return Ok(days(cx, event, begin, at));
    }
    Ok(clock(cx, (event, series), start, begin, at))
}

/// A time that is near the start: the original start of an occurrence, or the end.
fn without_start(
    cx: &mut Cx<'_>,
    (event, series): (&Event, Option<&Event>),
    at: &Place<'_>,
) -> Result<Times, EventError> {
    let original = said(&event.original_start).and_then(when::instant);
    let end_at = at.key("end");
    let source = event.end.as_ref().filter(|end| said(&end.date_time).is_some());
    let told = source.map_or_else(Zone::utc, |end| told_in(cx, end, &end_at));
    let ended = source.and_then(|end| said(&end.date_time)).and_then(written);
    if let Some(ended) = ended {
        told_cut(cx, ended, &end_at);
    }
    let ended = ended.and_then(|ended| instant(ended, &told));
    let near = original.or(ended).ok_or(EventError::NoStart)?;
    cx.report(&codes::START_MISSING, &at.key("start"));
    if let Some(end) = source {
        cx.other(&end.other, &end_at);
    }
    if ended.is_none() {
        cx.report(&codes::END_MISSING, &end_at);
    }
    if event.is_all_day == Some(true) {
        let day = told.local(near).date();
        // The end of a day is the midnight after it.
        let start = if original.is_none() { plus(day, -1).unwrap_or(day) } else { day };
        let last = ended.map(|ended| told.local(ended).date()).filter(|last| *last > start);
        return Ok(Times::Days { start, end: last.or(plus(start, 1)).unwrap_or(start) });
    }
    let year = told.local(near).year();
    let stored = || mapi::zone(event, series, &mapi::START_ZONES);
    let made_at = at.key("originalStartTimeZone");
    let made = said(&event.original_start_time_zone)
        .and_then(|name| zones::named(cx, name, &made_at, stored, year..=year));
    let of_series = |series: &Event| zones::reading(cx, series.original_start_time_zone.as_deref());
    let zone = made.or_else(|| series.and_then(of_series)).unwrap_or(told);
    let end_zone = end_zone(cx, (event, series), &zone, year..=year, at);
    let end = match ended {
        Some(end) if end < near => {
            cx.report(&codes::END_BEFORE_START, &end_at);
            near
        }
        Some(end) => end,
        None => near.checked_add(length(series)).unwrap_or(near),
    };
    Ok(Times::Clock { start: near, end, zone, end_zone, wall: None })
}

/// How long the events of a series are, as far as that is told: nothing for one that is in none.
fn length(series: Option<&Event>) -> SignedDuration {
    let read = |time: &Option<DateTimeTimeZone>| {
        let time = time.as_ref()?;
        Some((time.time_zone.clone(), said(&time.date_time).and_then(written)?.local))
    };
    let told = series.and_then(|series| read(&series.start).zip(read(&series.end)));
    let length = told
        .filter(|(start, end)| start.0 == end.0)
        .map(|(start, end)| end.1.duration_since(start.1));
    length.unwrap_or_default().max(SignedDuration::ZERO)
}

fn days(cx: &mut Cx<'_>, event: &Event, begin: Written, at: &Place<'_>) -> Times {
    let start = day(
        cx,
        event.start.as_ref(),
        begin,
        event.original_start_time_zone.as_deref(),
        &at.key("start"),
    );
    let after = plus(start, 1).unwrap_or(start);
    let end_at = at.key("end");
    let end = end_of(cx, event, at).map(|(source, end)| {
        day(cx, Some(source), end, event.original_end_time_zone.as_deref(), &end_at)
    });
    let end = match end {
        Some(end) if end > start => end,
        Some(_) => {
            cx.report(&codes::END_BEFORE_START, &end_at);
            after
        }
        None => after,
    };
    Times::Days { start, end }
}

/// The day of a midnight. A midnight of the zone the event was made in, told in another zone, is that day too.
fn day(
    cx: &mut Cx<'_>,
    source: Option<&DateTimeTimeZone>,
    at: Written,
    original_zone: Option<&str>,
    place: &Place<'_>,
) -> Date {
    if at.local.time() == Time::midnight() {
        return at.local.date();
    }
    cx.report(&codes::DAY_TIME, place);
    let told = zones::reading(cx, source.and_then(|source| source.time_zone.as_deref()))
        .unwrap_or_else(Zone::utc);
    let made = zones::reading(cx, original_zone);
    let midnight = told.instant(at.local).zip(made).map(|(instant, made)| made.local(instant));
    midnight.filter(|local| local.time() == Time::midnight()).unwrap_or(at.local).date()
}

/// Reports what is cut off of a time.
pub(crate) fn told_cut(cx: &mut Cx<'_>, time: Written, at: &Place<'_>) {
    if time.is_cut {
        cx.report(&codes::TIME_CUT, &at.key("dateTime"));
    }
}

/// The end as it is written; reported if it is missing or cannot be read.
fn end_of<'a>(
    cx: &mut Cx<'_>,
    event: &'a Event,
    at: &Place<'_>,
) -> Option<(&'a DateTimeTimeZone, Written)> {
    let at = at.key("end");
    let source = event.end.as_ref();
    if let Some(source) = source {
        cx.other(&source.other, &at);
    }
    let text = source.and_then(|end| said(&end.date_time));
    let found = source.zip(text.and_then(written));
    match found {
        Some((_, end)) => told_cut(cx, end, &at),
        None => cx.note(&codes::END_MISSING, &at, text.unwrap_or_default()),
    }
    found
}

fn clock(
    cx: &mut Cx<'_>,
    (event, series): (&Event, Option<&Event>),
    start: &DateTimeTimeZone,
    begin: Written,
    at: &Place<'_>,
) -> Times {
    let start_at = at.key("start");
    let told = told_in(cx, start, &start_at);
    let written = begin;
    let begin = instant_of(cx, written, &told, &start_at);
    let skipped = Some(written.local).filter(|_| is_skipped(written, &told));
    if skipped.is_some() {
        cx.report(&codes::START_GAP, &start_at);
    }
    let years = years(event, series, told.local(begin).year());
    let zone = zone(cx, (event, series), (&told, begin), years.clone(), at);
    let end_at = at.key("end");
    let end = end_of(cx, event, at).map(|(source, end)| {
        let end_told = told_in(cx, source, &end_at);
        // By the clocks on the wall, it is as far from a skipped time as from any.
        let length = end.local.duration_since(written.local);
        match begin.checked_add(length) {
            Ok(as_long) if skipped.is_some() && end.offset.is_none() && end_told.id == told.id => {
                as_long
            }
            _ => instant_of(cx, end, &end_told, &end_at),
        }
    });
    let end = match end {
        Some(end) if end < begin => {
            cx.report(&codes::END_BEFORE_START, &end_at);
            begin
        }
        Some(end) => end,
        None => begin.checked_add(length(series)).unwrap_or(begin),
    };
    let end_zone = end_zone(cx, (event, series), &zone, years, at);
    let wall = skipped.filter(|_| may_repeat(event) && zone.id == told.id);
    Times::Clock { start: begin, end, zone, end_zone, wall }
}

/// Whether the clocks of the zone that a time is told in never show it.
fn is_skipped(at: Written, told: &Zone) -> bool {
    at.offset.is_none() && told.instant(at.local).is_some_and(|is| told.local(is) != at.local)
}

/// The instant of a time, or the last one of all, reported, where it is later than that.
fn instant_of(cx: &mut Cx<'_>, at: Written, told: &Zone, place: &Place<'_>) -> Timestamp {
    instant(at, told).unwrap_or_else(|| {
        cx.report(&codes::TIME_LATE, place);
        when::last()
    })
}

fn instant(at: Written, told: &Zone) -> Option<Timestamp> {
    if at.offset.is_some() { at.instant() } else { told.instant(at.local) }
}

/// The zone that a time is told in: UTC where nothing is said, the mailbox's where nobody knows.
pub(crate) fn told_in(cx: &mut Cx<'_>, source: &DateTimeTimeZone, at: &Place<'_>) -> Zone {
    let Some(name) = said(&source.time_zone) else { return Zone::utc() };
    match zones::reading(cx, Some(name)) {
        Some(zone) => zone,
        None => {
            cx.note(&codes::ZONE_UNKNOWN, &at.key("timeZone"), name);
            zones::mailbox(cx).unwrap_or_else(Zone::utc)
        }
    }
}

/// The years that an event's zone has to be right in: from its start, or its series', to the end of the series.
fn years(event: &Event, series: Option<&Event>, year: i16) -> RangeInclusive<i16> {
    let whole = series.unwrap_or(event);
    let start = whole.start.as_ref().and_then(|start| said(&start.date_time)).and_then(written);
    let first = start.map_or(year, |start| start.local.year().min(year));
    let last = match &whole.recurrence {
        Some(recurrence) => last_year(recurrence, first),
        None if mapi::recurrence(whole).is_some() => FOREVER,
        None => first,
    };
    first..=last.max(year).min(FOREVER.max(year))
}

/// The last year that a series reaches at most.
fn last_year(recurrence: &PatternedRecurrence, first: i16) -> i16 {
    use RecurrencePatternType as Type;
    let range = recurrence.range.as_ref();
    let end = range.and_then(|range| said(&range.end_date)).and_then(when::date);
    match range.and_then(|range| range.kind.as_ref()) {
        Some(RecurrenceRangeType::EndDate) => end.map_or(FOREVER, |end| end.year()),
        Some(RecurrenceRangeType::Numbered) => {
            let pattern = recurrence.pattern.as_ref();
            let days = match pattern.and_then(|pattern| pattern.kind.as_ref()) {
                Some(Type::Daily) => 1,
                Some(Type::Weekly) => 7,
                Some(Type::AbsoluteMonthly | Type::RelativeMonthly) => 31,
                _ => 366,
            };
            let interval = pattern.and_then(|pattern| pattern.interval).unwrap_or(1).max(1);
            let count = range.and_then(|range| range.number_of_occurrences).filter(|n| *n > 0);
            let days = count.map(|count| i64::from(count) * i64::from(interval) * days);
            let last = days.map(|days| days.saturating_div(365).saturating_add(first.into()) + 1);
            last.and_then(|last| i16::try_from(last).ok()).unwrap_or(FOREVER)
        }
        _ => FOREVER,
    }
}

/// The zone to write an event in: that of its series, or that it was made in, or that it was told in.
///
/// A zone that nobody knows leaves the mailbox's own; so does a series that nobody put in a zone. `told` is the zone that
/// the time was told in, and the instant.
fn zone(
    cx: &mut Cx<'_>,
    (event, master): (&Event, Option<&Event>),
    (told, begin): (&Zone, Timestamp),
    years: RangeInclusive<i16>,
    at: &Place<'_>,
) -> Zone {
    let stored = || mapi::zone(event, master, &mapi::START_ZONES);
    let range = event.recurrence.as_ref().and_then(|recurrence| recurrence.range.as_ref());
    let series_name = range.and_then(|range| said(&range.recurrence_time_zone));
    let series_at = at.key("recurrence");
    let series_at = series_at.key("range");
    let series = series_name.and_then(|name| {
        zones::named(cx, name, &series_at.key("recurrenceTimeZone"), stored, years.clone())
    });
    let made_at = at.key("originalStartTimeZone");
    let made_name = said(&event.original_start_time_zone);
    let made = made_name.and_then(|name| zones::named(cx, name, &made_at, stored, years.clone()));
    let nobody_knows = series_name.is_some() || made_name.is_some();
    let nameless = if range.is_some() { series_at } else { made_at };
    match (series, made) {
        (Some(series), Some(made)) if series.id != made.id => {
            cx.note(&codes::ZONE_SERIES, &made_at, &made.id);
            series
        }
        (Some(zone), _) | (None, Some(zone)) => zone,
        (None, None) if !told.is_utc() => told.clone(),
        (None, None) if nobody_knows || may_repeat(event) => {
            if !nobody_knows && let Some(zone) = zones::kept(cx, &stored(), years, &nameless) {
                return zone;
            }
            let own = zones::mailbox(cx);
            let is_nowhere = !nobody_knows && own.is_none();
            let zone = own.unwrap_or_else(|| told.clone());
            if let Some(other) = elsewhere(cx, event, begin, &zone) {
                cx.note(&codes::ZONE_OFFSET, &nameless, &other.id);
                return other;
            }
            if is_nowhere && event.is_all_day != Some(true) {
                cx.note(&codes::ZONE_UNKNOWN, &nameless, &zone.id);
            }
            zone
        }
        (None, None) => told.clone(),
    }
}

fn may_repeat(event: &Event) -> bool {
    let single = Some(EventType::SingleInstance);
    event.recurrence.is_some() || event.kind != single && mapi::recurrence(event).is_some()
}

/// The zone of a series that nobody names, if the series does not start in `zone` on the day that Graph says, or on the day
/// and at the time that MAPI says.
fn elsewhere(cx: &Cx<'_>, event: &Event, begin: Timestamp, zone: &Zone) -> Option<Zone> {
    let stored = mapi::recurrence(event).and_then(|(_, bytes)| RecurrenceBlob::read(&bytes?));
    if let Some(start) = stored.and_then(|stored| stored.first_start()) {
        return zones::showing(start, begin, zone);
    }
    let recurrence = event.recurrence.as_ref()?;
    let range = recurrence.range.as_ref();
    let day = range.and_then(|range| said(&range.start_date)).and_then(when::date)?;
    // A day that does not fit the pattern is only the one to count from.
    let pattern = pattern::looked_at(cx.context, recurrence.pattern.as_ref()?, day)?;
    if pattern.first(day) != Some(day) {
        return None;
    }
    zones::on_day(day, begin, zone)
}

/// The zone of the end: of its own where it was made in another than the start.
fn end_zone(
    cx: &mut Cx<'_>,
    (event, master): (&Event, Option<&Event>),
    zone: &Zone,
    years: RangeInclusive<i16>,
    at: &Place<'_>,
) -> Zone {
    let Some(name) = said(&event.original_end_time_zone) else { return zone.clone() };
    if said(&event.original_start_time_zone) == Some(name) {
        return zone.clone();
    }
    let stored = || mapi::zone(event, master, &mapi::END_ZONES);
    let found = zones::named(cx, name, &at.key("originalEndTimeZone"), stored, years);
    found.unwrap_or_else(|| zone.clone())
}
