//! A series: its zone, its first day, its RRULE and where it ends (Graph: patternedRecurrence, recurrenceRange).

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};
use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_graph_types::{PatternedRecurrence, RecurrenceRange, RecurrenceRangeType};

use crate::codes;
use crate::context::Profile;
use crate::cx::{Cx, said};
use crate::pattern::{self, Pattern, days_between};
use crate::recurrence_blob;
use crate::rrule;
use crate::stored::Stored;
use crate::when::{self, basic_date};
use crate::zones::{FOREVER, Zone};

/// When an event is.
#[derive(Clone, Debug)]
pub(crate) enum Times {
    /// Whole days; the end is the day after the last.
    Days { start: Date, end: Date },
    /// From instant to instant, each written in a zone.
    Clock {
        start: Timestamp,
        end: Timestamp,
        zone: Zone,
        end_zone: Zone,
        /// The time on the wall at which a series starts, where the clocks skip it that day, or change until the end.
        wall: Option<DateTime>,
    },
}

/// In what a series counts its occurrences.
#[derive(Clone, Debug)]
pub(crate) enum Basis {
    Days,
    /// At this local time of the zone.
    Clock(Zone, Time),
}

/// A series that can be expanded.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    pub(crate) pattern: Pattern,
    pub(crate) first: Date,
    /// No occurrence is later; `None` if there is no end, or none in the years that have a date.
    pub(crate) last: Option<Date>,
    pub(crate) basis: Basis,
}

/// What a recurrence makes of an event.
pub(crate) enum Recurrence {
    /// Nothing: there is none, or none that can be read.
    None,
    /// A series, with its rule; the event's times may have moved to the first occurrence.
    Series(Box<Series>, Property<'static>),
    /// A series that ends before it begins; the event's times have moved to what would be the first occurrence.
    Empty(Empty),
}

/// Who says that a series ends before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Empty {
    /// `endDate`.
    EndDate,
    /// The whole of Graph's recurrence.
    Recurrence,
    /// MAPI's recurrence.
    Stored,
}

impl Times {
    pub(crate) fn first_day(&self) -> Date {
        match self {
            Self::Days { start, .. } => *start,
            Self::Clock { start, zone, wall, .. } => {
                wall.unwrap_or_else(|| zone.local(*start)).date()
            }
        }
    }

    pub(crate) fn basis(&self) -> Basis {
        match self {
            Self::Days { .. } => Basis::Days,
            Self::Clock { start, zone, wall, .. } => {
                let wall = wall.unwrap_or_else(|| zone.local(*start));
                Basis::Clock(zone.clone(), wall.time())
            }
        }
    }

    /// The same, some days later by the clocks on the wall, and as long.
    fn later(&self, days: i32) -> Option<Self> {
        let later = |local: DateTime| {
            local.checked_add(SignedDuration::from_hours(24 * i64::from(days))).ok()
        };
        Some(match self {
            Self::Days { start, end } => {
                Self::Days { start: pattern::plus(*start, days)?, end: pattern::plus(*end, days)? }
            }
            Self::Clock { start, end, zone, end_zone, wall } => {
                let local = later(wall.unwrap_or_else(|| zone.local(*start)))?;
                let begin = zone.instant(local)?;
                let last = begin.checked_add(end.duration_since(*start)).ok()?;
                let shown = zone.local(begin) == local
                    && end_zone.instant(later(end_zone.local(*end))?) == Some(last);
                let (zone, end_zone) = (zone.clone(), end_zone.clone());
                let wall = Some(local).filter(|_| !shown);
                Self::Clock { start: begin, end: last, zone, end_zone, wall }
            }
        })
    }
}

impl Series {
    pub(crate) fn has(&self, day: Date) -> bool {
        self.pattern.has(self.first, day) && self.last.is_none_or(|last| day <= last)
    }
}

/// Reads the recurrence of an event that is at `times`, with the one that MAPI `stored`, and moves `times` to the first
/// occurrence.
pub(crate) fn read(
    cx: &mut Cx<'_>,
    source: Option<&PatternedRecurrence>,
    stored: Option<&Stored>,
    times: &mut Times,
    at: &Place<'_>,
) -> Recurrence {
    if source.is_none() && stored.is_none() {
        return Recurrence::None;
    }
    let begun = times.first_day();
    let Some(pattern) = pattern_of(cx, source, stored, begun, at) else {
        return Recurrence::None;
    };
    let range = source.and_then(|source| source.range.as_ref());
    let range_at = at.key("range");
    let since = range.map_or(begun, |range| since(cx, range, &pattern, begun, &range_at));
    let whole = if source.is_some() { Empty::Recurrence } else { Empty::Stored };
    let Some(first) = pattern.first(since) else { return Recurrence::Empty(whole) };
    if first != begun {
        let Some(moved) = times.later(days_between(begun, first)) else {
            return Recurrence::Empty(whole);
        };
        cx.note(&codes::SERIES_START, at, &first.to_string());
        *times = moved;
    }
    let end = end_of(cx, range, stored, &pattern, first, &range_at);
    if matches!(end, End::Day(day) if day < first) {
        let told = range.and_then(|range| said(&range.end_date)).and_then(when::date);
        let is_told = told.is_some_and(|day| end == End::Day(day));
        return Recurrence::Empty(if is_told { Empty::EndDate } else { Empty::Stored });
    }
    let last = match end {
        End::Never => None,
        End::After(count) => pattern.nth(first, count),
        End::Day(day) => Some(day),
    };
    let series = Series { pattern, first, last, basis: times.basis() };
    let rule = finish(cx, &series, end, at);
    Recurrence::Series(Box::new(series), rule)
}

/// Graph's pattern, completed by the stored one; that one alone where Graph has none that is known.
fn pattern_of(
    cx: &mut Cx<'_>,
    source: Option<&PatternedRecurrence>,
    stored: Option<&Stored>,
    begun: Date,
    at: &Place<'_>,
) -> Option<Pattern> {
    if let Some(PatternedRecurrence { pattern: _, range: _, other }) = source {
        cx.other(other, at);
    }
    let told = source.and_then(|source| source.pattern.as_ref());
    let kept = stored.and_then(Stored::pattern);
    match (told, stored.zip(kept)) {
        (Some(source), None) => pattern::read(cx, source, begun, at),
        (Some(source), Some((stored, _))) if pattern::is_known(source) => {
            let told = pattern::read(cx, source, begun, at)?;
            Some(stored.completes(cx, told, source, begun, at))
        }
        (_, Some((stored, kept))) => {
            match source {
                Some(_) => cx.report(&codes::BLOB_SERIES, at),
                None => stored.note(cx, &codes::BLOB_SERIES, ""),
            }
            Some(kept)
        }
        (None, None) => {
            match (source, stored) {
                (None, Some(stored)) => stored.note(cx, &codes::RECURRENCE_TYPE, ""),
                _ => cx.report(&codes::RECURRENCE_TYPE, at),
            }
            None
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Never,
    After(i32),
    Day(Date),
}

impl From<recurrence_blob::End> for End {
    fn from(stored: recurrence_blob::End) -> Self {
        match stored {
            recurrence_blob::End::Never | recurrence_blob::End::After(0) => Self::Never,
            recurrence_blob::End::After(count) => {
                Self::After(i32::try_from(count).unwrap_or(i32::MAX))
            }
            recurrence_blob::End::Day(day) => Self::Day(day),
        }
    }
}

/// The day from which occurrences count: the start's, or a later one if the range says so.
fn since(
    cx: &mut Cx<'_>,
    range: &RecurrenceRange,
    pattern: &Pattern,
    begun: Date,
    at: &Place<'_>,
) -> Date {
    let Some(text) = said(&range.start_date) else { return begun };
    match when::date(text) {
        Some(day) if day.year() > 1 => {
            // An earlier day is the same series, as long as its first occurrence is the start.
            if day > begun {
                return day;
            }
            if day != begun && pattern.first(day) != Some(begun) {
                cx.note(&codes::RECURRENCE_START, &at.key("startDate"), text);
            }
            begun
        }
        _ => {
            cx.note(&codes::RECURRENCE_START, &at.key("startDate"), text);
            begun
        }
    }
}

/// Where the series ends: as Graph's range says, or as the stored recurrence does where that says nothing.
fn end_of(
    cx: &mut Cx<'_>,
    range: Option<&RecurrenceRange>,
    stored: Option<&Stored>,
    pattern: &Pattern,
    first: Date,
    at: &Place<'_>,
) -> End {
    let kept = stored.map(|stored| (stored, End::from(stored.end())));
    let Some(range) = range else { return kept.map_or(End::Never, |(_, end)| end) };
    let told = end(cx, range, kept.map(|(_, end)| end), at);
    if let Some((stored, kept)) = kept {
        let same = match (told, kept) {
            (End::Day(a), End::Day(b)) => !pattern.has_between(first, a.min(b), a.max(b)),
            _ => told == kept,
        };
        if !same {
            let note = match kept {
                End::Never => "no end".to_owned(),
                End::After(count) => format!("COUNT={count}"),
                End::Day(day) => day.to_string(),
            };
            stored.note(cx, &codes::BLOB_DIFFERS, &note);
        }
    }
    told
}

/// The end that the range says, or else the `kept` one.
fn end(cx: &mut Cx<'_>, range: &RecurrenceRange, kept: Option<End>, at: &Place<'_>) -> End {
    // The zone is read where the times are; the start is compared above.
    let RecurrenceRange {
        end_date,
        number_of_occurrences,
        recurrence_time_zone: _,
        start_date: _,
        kind,
        other,
    } = range;
    cx.other(other, at);
    let day = said(end_date).and_then(when::date).filter(|day| day.year() > 1);
    let count = number_of_occurrences.filter(|count| *count > 0);
    let (end, uses) = match kind {
        Some(RecurrenceRangeType::NoEnd) => (End::Never, ""),
        Some(RecurrenceRangeType::Numbered) => {
            (count.map_or(End::Never, End::After), "numberOfOccurrences")
        }
        Some(RecurrenceRangeType::EndDate) => (day.map_or(End::Never, End::Day), "endDate"),
        None | Some(_) if kept.is_some() => {
            cx.report(&codes::BLOB_SERIES, &at.key("type"));
            (kept.unwrap_or(End::Never), "")
        }
        None | Some(_) => {
            let word = kind.as_ref().map_or("", |kind| kind.as_str());
            cx.note(&codes::RANGE_TYPE, &at.key("type"), word);
            match (count, day) {
                (Some(count), _) => (End::After(count), "numberOfOccurrences"),
                (None, Some(day)) => (End::Day(day), "endDate"),
                (None, None) => (End::Never, ""),
            }
        }
    };
    if uses != "endDate" && said(end_date).is_some_and(|text| !text.starts_with("0001-01-01")) {
        cx.report(&codes::RECURRENCE_UNUSED, &at.key("endDate"));
    }
    if uses != "numberOfOccurrences" && number_of_occurrences.is_some_and(|count| count != 0) {
        cx.report(&codes::RECURRENCE_UNUSED, &at.key("numberOfOccurrences"));
    }
    if !uses.is_empty() && end == End::Never {
        let code = if kept.is_some() { &codes::BLOB_SERIES } else { &codes::RANGE_END };
        cx.report(code, &at.key(uses));
        return kept.unwrap_or(end);
    }
    end
}

/// The RRULE, and the years that the series' zone must be right in.
fn finish(cx: &mut Cx<'_>, series: &Series, end: End, at: &Place<'_>) -> Property<'static> {
    if cx.context.profile == Profile::BlueMind && series.pattern.counts_weeks() {
        cx.report(&codes::WEEK_START, at);
    }
    let mut rule = rrule::rule(&series.pattern, cx.context.profile);
    match end {
        End::Never => {}
        End::After(count) => rule.push_str(&format!(";COUNT={count}")),
        End::Day(day) => {
            let (until, is_cut) = until(series, day);
            rule.push_str(&until);
            if is_cut {
                cx.report(&codes::TIME_LATE, &at.key("range").key("endDate"));
            }
        }
    }
    if let Basis::Clock(zone, _) = &series.basis {
        let first = series.first.year();
        let latest = FOREVER.max(first);
        let last = series.last.map_or(latest, |day| day.year().min(latest));
        cx.zones.note_years(zone, first, last);
    }
    Property::new("RRULE", rule)
}

/// The instant that an occurrence on the last day has, or the day itself (RFC 5545 §3.3.10: the form of DTSTART, in UTC);
/// and whether it is the last instant of all, where that one is later.
fn until(series: &Series, day: Date) -> (String, bool) {
    /// Before the next day by the clock that shows it.
    const LATE: Time = Time::constant(23, 59, 59, 0);
    let Basis::Clock(zone, time) = &series.basis else {
        return (format!(";UNTIL={}", basic_date(day)), false);
    };
    let on = |time: Time| zone.instant(day.to_datetime(time));
    // calcard takes it for the clock on the wall, which is ahead of UTC in the east: the whole day, then.
    let ahead = |at: Timestamp| zone.local(at) > Zone::utc().local(at);
    let last = on(*time).map(|at| if ahead(at) { on(LATE).unwrap_or(at).max(at) } else { at });
    (format!(";UNTIL={}", when::utc(last.unwrap_or_else(when::last))), last.is_none())
}
