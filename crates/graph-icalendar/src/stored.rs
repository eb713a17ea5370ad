//! What MAPI's recurrence, kept with an event, adds to Graph's own (PidLidAppointmentRecur, PidLidTaskRecurrence).
//!
//! Graph's words count where they say something. MAPI's fill in what is missing, and tell what Graph cannot: the last day
//! of a month from its 30th, months of another calendar, occurrences deleted or changed where nobody asked Graph for them.

use jiff::civil::{Date, Weekday};
use viaduc_fidelity::{LossCode, Place};
use viaduc_graph_types::{Event, EventType, RecurrencePattern, TodoTask};

use crate::codes;
use crate::cx::Cx;
use crate::mapi;
use crate::pattern::{Every, Pattern, Within};
use crate::recurrence_blob::{End, RecurrenceBlob};
use crate::rrule;

/// MAPI's recurrence, and where it stands among the extended properties.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) blob: RecurrenceBlob,
    position: usize,
}

impl Stored {
    /// That of an event that may be a series; reported if it cannot be read.
    pub(crate) fn of(cx: &mut Cx<'_>, event: &Event) -> Option<Self> {
        let single = matches!(
            event.kind,
            Some(EventType::SingleInstance | EventType::Occurrence | EventType::Exception)
        );
        if single && event.recurrence.is_none() {
            return None;
        }
        let (position, bytes) = mapi::recurrence(event)?;
        let stored = Self::known(cx, position, bytes.as_deref().and_then(RecurrenceBlob::read))?;
        if stored.blob.pattern.is_none() {
            stored.note(cx, &codes::BLOB_FAULT, "its pattern is none");
        }
        if !stored.blob.gregorian && stored.pattern().is_none() {
            stored.note(cx, &codes::BLOB_CALENDAR, "");
        }
        Some(stored)
    }

    /// That of a task with a recurrence.
    pub(crate) fn of_task(cx: &mut Cx<'_>, task: &TodoTask) -> Option<Self> {
        let (position, bytes) = mapi::task_recurrence(task)?;
        let stored =
            Self::known(cx, position, bytes.as_deref().and_then(RecurrenceBlob::read_task))?;
        if stored.blob.regenerates {
            stored.note(cx, &codes::TASK_REGENERATES, "");
        }
        Some(stored)
    }

    fn known(cx: &mut Cx<'_>, position: usize, blob: Option<RecurrenceBlob>) -> Option<Self> {
        let Some(blob) = blob else {
            place(position, |at| cx.report(&codes::BLOB_UNREADABLE, at));
            return None;
        };
        let stored = Self { blob, position };
        if let Some(fault) = stored.blob.fault {
            stored.note(cx, &codes::BLOB_FAULT, fault.as_str());
        }
        Some(stored)
    }

    /// Reports something about the stored recurrence; an empty note is none.
    pub(crate) fn note(&self, cx: &mut Cx<'_>, code: &'static LossCode, note: &str) {
        place(self.position, |at| match note {
            "" => cx.report(code, at),
            note => cx.note(code, at, note),
        });
    }

    /// Does something with the place where the stored recurrence stands.
    pub(crate) fn at<T>(&self, with: impl FnOnce(&Place<'_>) -> T) -> T {
        place(self.position, with)
    }

    /// The pattern, where it is one of days and weeks or counts Gregorian months.
    pub(crate) fn pattern(&self) -> Option<Pattern> {
        self.blob.pattern.filter(|pattern| {
            self.blob.gregorian || matches!(pattern.every, Every::Day | Every::Week(..))
        })
    }

    pub(crate) fn end(&self) -> End {
        self.blob.end
    }

    /// The pattern that Graph told, with what only the stored one says. The recurrence is at `at`.
    pub(crate) fn completes(
        &self,
        cx: &mut Cx<'_>,
        mut told: Pattern,
        source: &RecurrencePattern,
        begun: Date,
        at: &Place<'_>,
    ) -> Pattern {
        let Some(kept) = self.pattern() else { return told };
        let at = at.key("pattern");
        if let (Every::Week(days, start), Every::Week(_, kept)) = (told.every, kept.every)
            && source.first_day_of_week.is_none()
            && start != kept
        {
            told.every = Every::Week(days, kept);
            cx.report(&codes::BLOB_SERIES, &at.key("firstDayOfWeek"));
        }
        if same(&told, &kept, begun) {
            return told;
        }
        if is_month_end(&told, &kept, begun) {
            cx.report(&codes::BLOB_SERIES, &at.key("dayOfMonth"));
            return kept;
        }
        self.note(cx, &codes::BLOB_DIFFERS, &rrule::rule(&kept, cx.context.profile));
        told
    }
}

fn place<T>(position: usize, with: impl FnOnce(&Place<'_>) -> T) -> T {
    let root = Place::root();
    let properties = root.key("singleValueExtendedProperties");
    let property = properties.index(position);
    with(&property.key("value"))
}

/// Whether Graph told the day that the series starts on where the stored pattern says the end of the month.
fn is_month_end(told: &Pattern, kept: &Pattern, begun: Date) -> bool {
    let last = |within: Within| within == Within::Day(31);
    let start = |within: Within| within == Within::Day(begun.day());
    let pair = match (told.every, kept.every) {
        (Every::Month(told), Every::Month(kept)) => Some((told, kept)),
        (Every::Year(a, told), Every::Year(b, kept)) if a == b => Some((told, kept)),
        _ => None,
    };
    told.interval == kept.interval
        && begun.day() == begun.days_in_month()
        && pair.is_some_and(|(told, kept)| start(told) && last(kept))
}

/// Whether two patterns of a series that begins in a month have the same days.
fn same(a: &Pattern, b: &Pattern, begun: Date) -> bool {
    /// How long a period is (in days if there is no day in a month), and where in it the days are.
    type Shape = (i64, Option<(i8, Within)>, Option<(crate::pattern::Days, Weekday)>);
    let shape = |pattern: &Pattern| -> Shape {
        let interval = i64::from(pattern.interval);
        match pattern.every {
            Every::Day => (interval, None, None),
            Every::Week(days, _) if days.all() && interval == 1 => (1, None, None),
            Every::Week(days, start) => {
                let start = if interval == 1 { Weekday::Sunday } else { start };
                (7 * interval, None, Some((days, start)))
            }
            Every::Month(within) => {
                let month = if interval % 12 == 0 { begun.month() } else { 0 };
                (interval, Some((month, plain(within, month))), None)
            }
            Every::Year(month, within) => {
                (12 * interval, Some((month, plain(within, month))), None)
            }
        }
    };
    shape(a) == shape(b)
}

/// The plainest way to say the day, in a month or in any (0).
fn plain(within: Within, month: i8) -> Within {
    let day = match within {
        Within::Nth(days, n) if days.all() => {
            if n < 0 {
                31
            } else {
                n
            }
        }
        Within::Day(day) => day,
        Within::Nth(..) => return within,
    };
    Within::Day(match month {
        2 if day >= 29 => 31,
        4 | 6 | 9 | 11 if day >= 30 => 31,
        _ => day,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pattern::Days;

    #[test]
    fn patterns_are_the_same_where_their_days_are() {
        let begun = date(2024, 2, 29);
        let pattern = |every, interval| Pattern { every, interval };
        let week = |mask, start| Every::Week(Days::from_mask(mask).unwrap(), start);
        let all = Days::from_mask(0x7f).unwrap();
        for (a, b) in [
            (pattern(Every::Day, 1), pattern(week(0x7f, Weekday::Monday), 1)),
            (pattern(week(3, Weekday::Monday), 1), pattern(week(3, Weekday::Sunday), 1)),
            (
                pattern(Every::Month(Within::Day(29)), 12),
                pattern(Every::Year(2, Within::Day(31)), 1),
            ),
            (
                pattern(Every::Month(Within::Nth(all, -1)), 1),
                pattern(Every::Month(Within::Day(31)), 1),
            ),
            (
                pattern(Every::Year(4, Within::Day(30)), 2),
                pattern(Every::Year(4, Within::Day(31)), 2),
            ),
        ] {
            assert!(same(&a, &b, begun) && same(&b, &a, begun), "{a:?} {b:?}");
        }
        for (a, b) in [
            (pattern(Every::Day, 2), pattern(week(0x7f, Weekday::Monday), 2)),
            (pattern(week(3, Weekday::Monday), 2), pattern(week(3, Weekday::Sunday), 2)),
            (pattern(Every::Month(Within::Day(29)), 1), pattern(Every::Month(Within::Day(30)), 1)),
            (
                pattern(Every::Year(2, Within::Day(28)), 1),
                pattern(Every::Year(2, Within::Day(29)), 1),
            ),
        ] {
            assert!(!same(&a, &b, begun), "{a:?} {b:?}");
        }
    }
}
