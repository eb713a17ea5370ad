//! A series: its zone, its first day, its RRULE and where it ends (Graph: patternedRecurrence, recurrenceRange).

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_graph_types::{PatternedRecurrence, RecurrenceRange, RecurrenceRangeType};

use crate::codes;
use crate::cx::{Cx, said};
use crate::pattern::{self, Pattern, days_between};
use crate::rrule;
use crate::when::{self, basic_date};
use crate::zones::Zone;

/// When an event is.
#[derive(Clone, Debug)]
pub(crate) enum Times {
    /// Whole days; the end is the day after the last.
    Days { start: Date, end: Date },
    /// From instant to instant, each written in a zone.
    Clock { start: Timestamp, end: Timestamp, zone: Zone, end_zone: Zone },
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
    pub(crate) basis: Basis,
}

/// What a recurrence makes of an event.
pub(crate) enum Recurrence {
    /// Nothing: there is none, or none that can be read.
    None,
    /// A series, with its rule; the event's times may have moved to the first occurrence.
    Series(Box<Series>, Property<'static>),
    /// A series that ends before it begins.
    Empty,
}

impl Times {
    pub(crate) fn first_day(&self) -> Date {
        match self {
            Self::Days { start, .. } => *start,
            Self::Clock { start, zone, .. } => zone.local(*start).date(),
        }
    }

    pub(crate) fn basis(&self) -> Basis {
        match self {
            Self::Days { .. } => Basis::Days,
            Self::Clock { start, zone, .. } => {
                Basis::Clock(zone.clone(), zone.local(*start).time())
            }
        }
    }

    /// The same, some days later by the clocks on the wall.
    fn later(&self, days: i32) -> Option<Self> {
        let wall = |at: Timestamp, zone: &Zone| {
            let local = zone
                .local(at)
                .checked_add(SignedDuration::from_hours(24 * i64::from(days)))
                .ok()?;
            zone.instant(local)
        };
        Some(match self {
            Self::Days { start, end } => {
                Self::Days { start: pattern::plus(*start, days)?, end: pattern::plus(*end, days)? }
            }
            Self::Clock { start, end, zone, end_zone } => Self::Clock {
                start: wall(*start, zone)?,
                end: wall(*end, end_zone)?,
                zone: zone.clone(),
                end_zone: end_zone.clone(),
            },
        })
    }
}

impl Series {
    pub(crate) fn has(&self, day: Date) -> bool {
        self.pattern.has(self.first, day)
    }
}

/// Reads the recurrence of an event that is at `times`, and moves `times` to the first occurrence.
pub(crate) fn read(
    cx: &mut Cx<'_>,
    source: &PatternedRecurrence,
    times: &mut Times,
    at: &Place<'_>,
) -> Recurrence {
    let PatternedRecurrence { pattern, range, other } = source;
    cx.other(other, at);
    let Some(pattern) = pattern else {
        cx.report(&codes::RECURRENCE_TYPE, at);
        return Recurrence::None;
    };
    let begun = times.first_day();
    let Some(pattern) = pattern::read(cx, pattern, begun, at) else {
        return Recurrence::None;
    };
    let range_at = at.key("range");
    let since = range.as_ref().map_or(begun, |range| since(cx, range, &pattern, begun, &range_at));
    let Some(first) = pattern.first(since) else { return Recurrence::Empty };
    if first != begun {
        let Some(moved) = times.later(days_between(begun, first)) else { return Recurrence::Empty };
        cx.note(&codes::SERIES_START, at, &first.to_string());
        *times = moved;
    }
    let series = Series { pattern, first, basis: times.basis() };
    let end = range.as_ref().map_or(End::Never, |range| end(cx, range, &range_at));
    if matches!(end, End::Day(day) if day < first) {
        return Recurrence::Empty;
    }
    let rule = finish(cx, &series, end);
    Recurrence::Series(Box::new(series), rule)
}

#[derive(Clone, Copy, Debug)]
enum End {
    Never,
    After(i32),
    Day(Date),
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

fn end(cx: &mut Cx<'_>, range: &RecurrenceRange, at: &Place<'_>) -> End {
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
    if !uses.is_empty() && matches!(end, End::Never) {
        cx.report(&codes::RANGE_END, &at.key(uses));
    }
    if uses != "endDate" && said(end_date).is_some_and(|text| !text.starts_with("0001-01-01")) {
        cx.report(&codes::RECURRENCE_UNUSED, &at.key("endDate"));
    }
    if uses != "numberOfOccurrences" && number_of_occurrences.is_some_and(|count| count != 0) {
        cx.report(&codes::RECURRENCE_UNUSED, &at.key("numberOfOccurrences"));
    }
    end
}

/// The RRULE, and the years that the series' zone must be right in.
fn finish(cx: &mut Cx<'_>, series: &Series, end: End) -> Property<'static> {
    /// A series without end: VTIMEZONE is right as long as anybody keeps a calendar.
    const FOREVER: i16 = 2090;
    let mut rule = rrule::rule(&series.pattern, cx.context.profile);
    let first = series.first.year();
    let last = match end {
        End::Never => FOREVER.max(first),
        End::After(count) => {
            rule.push_str(&format!(";COUNT={count}"));
            let years = series.pattern.days(count) / 365 + 1;
            let last = i64::from(first).saturating_add(years).min(i64::from(FOREVER.max(first)));
            i16::try_from(last).unwrap_or(FOREVER)
        }
        End::Day(day) => {
            rule.push_str(&until(series, day));
            day.year().min(FOREVER.max(first))
        }
    };
    if let Basis::Clock(zone, _) = &series.basis {
        cx.zones.note_years(zone, first, last);
    }
    Property::new("RRULE", rule)
}

/// The instant that an occurrence on the last day has, or the day itself (RFC 5545 §3.3.10: the form of DTSTART, in UTC).
fn until(series: &Series, day: Date) -> String {
    match &series.basis {
        Basis::Days => format!(";UNTIL={}", basic_date(day)),
        Basis::Clock(zone, time) => match zone.instant(day.to_datetime(*time)) {
            Some(at) => format!(";UNTIL={}", when::utc(at)),
            None => String::new(),
        },
    }
}
