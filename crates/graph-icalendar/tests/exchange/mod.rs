//! The source side of series: a pattern in Graph's words and in MAPI's numbers, and the days that Exchange gives it, told day
//! by day. It knows nothing of iCalendar.

use arbitrary::{Result, Unstructured};
use jiff::SignedDuration;
use jiff::civil::{Date, Weekday};

use crate::blob::{Blob, minutes};

/// More occurrences are not compared.
pub(crate) const LIMIT: usize = 40;
const DAYS: [&str; 7] =
    ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const INDEXES: [&str; 5] = ["first", "second", "third", "fourth", "last"];

/// A pattern in Graph's words, and what it means.
#[derive(Debug)]
pub(crate) struct Source {
    kind: &'static str,
    interval: i32,
    day: i32,
    month: i32,
    days: Vec<usize>,
    index: usize,
    week_start: usize,
}

impl Source {
    pub(crate) fn arbitrary(u: &mut Unstructured<'_>) -> Result<Self> {
        let kinds = [
            "daily",
            "weekly",
            "absoluteMonthly",
            "relativeMonthly",
            "absoluteYearly",
            "relativeYearly",
        ];
        let mask: u8 = u.int_in_range(1..=127)?;
        Ok(Self {
            kind: u.choose(&kinds)?,
            interval: u.int_in_range(0..=4)?,
            day: u.int_in_range(1..=31)?,
            month: u.int_in_range(1..=12)?,
            days: (0..7).filter(|day| mask & (1 << day) != 0).collect(),
            index: u.int_in_range(0..=4)?,
            week_start: u.int_in_range(0..=6)?,
        })
    }

    pub(crate) fn json(&self) -> String {
        let days: Vec<String> = self.days.iter().map(|day| format!("{:?}", DAYS[*day])).collect();
        let (day, month) = match self.kind {
            "absoluteMonthly" => (self.day, 0),
            "absoluteYearly" => (self.day, self.month),
            "relativeYearly" => (0, self.month),
            _ => (0, 0),
        };
        format!(
            r#"{{"type":"{}","interval":{},"dayOfMonth":{day},"month":{month},"daysOfWeek":[{}],"index":"{}","firstDayOfWeek":"{}"}}"#,
            self.kind,
            self.interval,
            days.join(","),
            INDEXES[self.index],
            DAYS[self.week_start]
        )
    }

    /// Whether it can have two days in a row.
    pub(crate) fn is_dense(&self) -> bool {
        self.kind == "daily" || self.kind == "weekly" || self.days.len() > 1
    }

    /// Whether a day is one of the series that counts from `start` on: told day by day, as Exchange documents it.
    fn has(&self, start: Date, day: Date) -> bool {
        // Nothing repeats every zero days: that is every day.
        let apart = |distance: i32| distance % self.interval.max(1) == 0;
        let days = start.until(day).unwrap().get_days();
        let months =
            12 * i32::from(day.year() - start.year()) + i32::from(day.month() - start.month());
        let years = i32::from(day.year() - start.year());
        let wanted = |day: Date| {
            self.days.contains(&usize::try_from(day.weekday().to_sunday_zero_offset()).unwrap())
        };
        let length = i32::from(day.days_in_month());
        let by_date = i32::from(day.day()) == self.day.min(length);
        let by_day = || {
            let among: Vec<i8> = (1..=day.days_in_month())
                .filter(|n| wanted(day.with().day(*n).build().unwrap()))
                .collect();
            let chosen = if self.index == 4 { among.last() } else { among.get(self.index) };
            chosen == Some(&day.day())
        };
        match self.kind {
            "daily" => apart(days),
            "weekly" => {
                // The week that `start` lies in begins on the last such day before it.
                let back = start.weekday().since(
                    Weekday::from_sunday_zero_offset(i8::try_from(self.week_start).unwrap())
                        .unwrap(),
                );
                wanted(day) && apart((days + i32::from(back)).div_euclid(7))
            }
            "absoluteMonthly" => by_date && apart(months),
            "relativeMonthly" => apart(months) && by_day(),
            "absoluteYearly" => by_date && i32::from(day.month()) == self.month && apart(years),
            _ => i32::from(day.month()) == self.month && apart(years) && by_day(),
        }
    }

    /// The same pattern in MAPI's numbers, of a series whose first occurrence is on `first`, so
    /// many minutes after midnight.
    pub(crate) fn stored(&self, first: Date, time: u32, end: End) -> Blob {
        let mask: u32 = self.days.iter().map(|day| 1 << day).sum();
        let number = |n: i32| u32::try_from(n).unwrap();
        let interval = number(self.interval.max(1));
        let nth = u32::try_from(self.index).unwrap() + 1;
        let (frequency, kind, period, specific) = match self.kind {
            "daily" => (0x200a, 0, interval * 1440, vec![]),
            "weekly" => (0x200b, 1, interval, vec![mask]),
            "absoluteMonthly" if self.day == 31 => (0x200c, 4, interval, vec![31]),
            "absoluteMonthly" => (0x200c, 2, interval, vec![number(self.day)]),
            "relativeMonthly" => (0x200c, 3, interval, vec![mask, nth]),
            "absoluteYearly" => (0x200d, 2, interval * 12, vec![number(self.day)]),
            _ => (0x200d, 3, interval * 12, vec![mask, nth]),
        };
        let (end_type, count, last) = match end {
            End::Never => (0x2023, 10, 0x5ae9_80df),
            End::After(count) => (0x2022, u32::try_from(count).unwrap(), minutes_of(first, 0)),
            End::Day(day) => (0x2021, 10, minutes_of(day, 0)),
        };
        Blob {
            frequency,
            kind,
            calendar: 0,
            period,
            sliding: 0,
            specific,
            end_type,
            count,
            week_start: u32::try_from(self.week_start).unwrap(),
            removed: vec![],
            moved: vec![],
            start: minutes_of(first, 0),
            last,
            time,
            version: 0x3009,
            changes: vec![],
        }
    }

    /// The first occurrences.
    pub(crate) fn occurrences(&self, start: Date, end: End, last: Date) -> Vec<Date> {
        self.at_most(LIMIT, start, end, last)
    }

    /// Every occurrence up to a day.
    pub(crate) fn all(&self, start: Date, end: End, last: Date) -> Vec<Date> {
        self.at_most(usize::MAX, start, end, last)
    }

    fn at_most(&self, limit: usize, start: Date, end: End, last: Date) -> Vec<Date> {
        let (count, last) = match end {
            End::Never => (limit, last),
            End::After(count) => (count.min(limit), last),
            End::Day(day) => (limit, day.min(last)),
        };
        let mut found = Vec::new();
        let mut day = start;
        while day <= last && found.len() < count {
            if self.has(start, day) {
                found.push(day);
            }
            day = day.checked_add(SignedDuration::from_hours(24)).unwrap();
        }
        found
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    Never,
    After(usize),
    Day(Date),
}

impl End {
    pub(crate) fn json(self, start: Date, zone: &str) -> String {
        let (kind, count, end) = match self {
            Self::Never => ("noEnd", 0, "0001-01-01".to_owned()),
            Self::After(count) => ("numbered", count, "0001-01-01".to_owned()),
            Self::Day(day) => ("endDate", 0, day.to_string()),
        };
        format!(
            r#"{{"type":"{kind}","startDate":"{start}","endDate":"{end}","numberOfOccurrences":{count},"recurrenceTimeZone":"{zone}"}}"#
        )
    }
}

/// Minutes since 1601 of a day and minutes after its midnight.
pub(crate) fn minutes_of(day: Date, after: i64) -> u32 {
    let part = |n: i8| u32::try_from(n).unwrap();
    let midnight =
        minutes(u32::try_from(day.year()).unwrap(), part(day.month()), part(day.day()), 0, 0);
    u32::try_from(i64::from(midnight) + after).unwrap()
}
