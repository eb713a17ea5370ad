//! The recurrence of MAPI, as bytes (MS-OXOCAL §2.2.1.44 PidLidAppointmentRecur): how a series repeats, which occurrences
//! were deleted, and what was changed in which others. Times in it are local ones of the series' zone.
//!
//! Nothing here trusts a count: lists are as long as the bytes, and what cannot be read is a [`Fault`].

mod changed;
mod reader;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Weekday};

use crate::pattern::{Days, Every, Pattern, Within};
pub(crate) use changed::{Changed, ELSEWHERE};
use reader::Reader;

/// What the bytes say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecurrenceBlob {
    /// On which days, `None` if no series can be read from it.
    pub(crate) pattern: Option<Pattern>,
    /// Whether months and years are counted by the Gregorian calendar, as the pattern has them.
    pub(crate) gregorian: bool,
    /// Whether the next occurrence waits for the completion of the one before: tasks only.
    pub(crate) regenerates: bool,
    pub(crate) end: End,
    /// The day of the first occurrence.
    pub(crate) start: Date,
    /// When its occurrences start, in minutes after midnight, if that could be read.
    pub(crate) start_minutes: Option<u32>,
    /// The days of occurrences that are not as the pattern has them: deleted, or changed and in `changed` too.
    pub(crate) removed: Vec<Date>,
    /// How many of them were changed.
    pub(crate) changes: usize,
    /// The changed occurrences, as far as they could be read.
    pub(crate) changed: Vec<Changed>,
    /// What is wrong with the bytes.
    pub(crate) fault: Option<Fault>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Never,
    After(u32),
    /// On this day, which is the last one that can have an occurrence.
    Day(Date),
}

/// Where reading stopped, or did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The bytes end before the changed occurrences do.
    Cut,
    /// Bytes are left.
    Trailing,
    /// The two counts of changed occurrences differ.
    Counts,
}

impl Fault {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Cut => "it ends too early",
            Self::Trailing => "bytes follow its end",
            Self::Counts => "it counts its changed occurrences in two ways",
        }
    }
}

impl RecurrenceBlob {
    /// Reads the recurrence of an appointment. `None` if the bytes are none, or end within the pattern.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let mut blob = Self::head(&mut reader)?;
        match changed::read(&mut reader, &mut blob) {
            Some(count) if count != blob.changes => blob.fault = Some(Fault::Counts),
            Some(_) if !reader.0.is_empty() => blob.fault = Some(Fault::Trailing),
            Some(_) => {}
            None => blob.fault = Some(Fault::Cut),
        }
        Some(blob)
    }

    /// Reads the recurrence of a task, which has no changed occurrences (MS-OXOTASK §2.2.2.2.15 PidLidTaskRecurrence).
    pub(crate) fn read_task(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let mut blob = Self::head(&mut reader)?;
        blob.fault = (!reader.0.is_empty()).then_some(Fault::Trailing);
        Some(blob)
    }

    /// RecurrencePattern (§2.2.1.44.1).
    fn head(reader: &mut Reader<'_>) -> Option<Self> {
        const VERSION: u16 = 0x3004;
        if reader.word()? != VERSION {
            return None;
        }
        let _writer_version = reader.word()?;
        let (frequency, kind, calendar) = (reader.word()?, reader.word()?, reader.word()?);
        let (_first, period, sliding) = (reader.long()?, reader.long()?, reader.long()?);
        let specific = match kind {
            0 => [0, 0],
            3 | 0xb => [reader.long()?, reader.long()?],
            1 | 2 | 4 | 0xa | 0xc => [reader.long()?, 0],
            _ => return None,
        };
        let (end, count, week_start) = (reader.long()?, reader.long()?, reader.long()?);
        let removed = reader.days()?;
        let changes = reader.days()?.len();
        let (start, last) = (reader.day()?, reader.long()?);
        let source = Source { frequency, kind, period, specific, week_start, start };
        Some(Self {
            pattern: source.pattern(),
            gregorian: kind < 0xa && is_gregorian(calendar),
            regenerates: sliding != 0,
            end: match end {
                0x2022 => End::After(count),
                // 31 August 4500 at one minute to midnight, which means never.
                0x2021 if last != 0x5ae9_80df => reader::day_of(last).map_or(End::Never, End::Day),
                _ => End::Never,
            },
            start,
            start_minutes: None,
            removed,
            changes,
            changed: Vec::new(),
            fault: None,
        })
    }

    /// When the first occurrence starts, by the clocks of the series' zone.
    pub(crate) fn first_start(&self) -> Option<DateTime> {
        let time = SignedDuration::from_mins(i64::from(self.start_minutes?));
        self.start.at(0, 0, 0, 0).checked_add(time).ok()
    }

    /// The days of occurrences that were deleted: those that are not there as the pattern has them, nor changed.
    ///
    /// Where not every changed occurrence could be read, a day that may be one of them counts as not deleted.
    pub(crate) fn deleted(&self) -> Vec<Date> {
        if self.changed.len() < self.changes {
            return Vec::new();
        }
        let changed: HashSet<Date> =
            self.changed.iter().map(|changed| changed.original.date()).collect();
        let mut days: Vec<Date> =
            self.removed.iter().copied().filter(|day| !changed.contains(day)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// Calendars whose months and days are the Gregorian ones, whatever they call the year: Gregorian in several languages,
/// Japanese, Taiwanese, Korean and Thai eras.
fn is_gregorian(calendar: u16) -> bool {
    matches!(calendar, 0..=5 | 7 | 9..=12)
}

/// The numbers that a pattern is made of.
struct Source {
    frequency: u16,
    kind: u16,
    period: u32,
    specific: [u32; 2],
    week_start: u32,
    start: Date,
}

impl Source {
    fn pattern(&self) -> Option<Pattern> {
        const MINUTES: u32 = 24 * 60;
        const YEARLY: u16 = 0x200d;
        let period = i32::try_from(self.period).ok().filter(|period| *period > 0)?;
        let [first, second] = self.specific;
        let within = match self.kind {
            0 => {
                let days = self.period / MINUTES;
                let interval = i32::try_from(days).ok().filter(|days| *days > 0)?;
                let whole = self.period.is_multiple_of(MINUTES);
                return whole.then_some(Pattern { every: Every::Day, interval });
            }
            1 => {
                let every = Every::Week(Days::from_mask(first)?, self.week_start());
                return Some(Pattern { every, interval: period });
            }
            3 | 0xb => {
                let n = match second {
                    5 => -1,
                    n => i8::try_from(n).ok().filter(|n| (1..=4).contains(n))?,
                };
                Within::Nth(Days::from_mask(first)?, n)
            }
            // Day 31 is the last one of any month.
            4 | 0xc => Within::Day(31),
            _ => Within::Day(i8::try_from(first).ok().filter(|day| (1..=31).contains(day))?),
        };
        if self.frequency == YEARLY && period % 12 == 0 {
            let every = Every::Year(self.start.month(), within);
            return Some(Pattern { every, interval: period / 12 });
        }
        Some(Pattern { every: Every::Month(within), interval: period })
    }

    fn week_start(&self) -> Weekday {
        i8::try_from(self.week_start)
            .ok()
            .and_then(|day| Weekday::from_sunday_zero_offset(day).ok())
            .unwrap_or(Weekday::Sunday)
    }
}
