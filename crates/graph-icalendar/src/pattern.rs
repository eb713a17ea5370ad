//! On which days something repeats, with Exchange's meaning (Graph: recurrencePattern).

use jiff::SignedDuration;
use jiff::civil::{Date, Weekday};
use viaduc_fidelity::Place;
use viaduc_graph_types::{DayOfWeek, RecurrencePattern, RecurrencePatternType, WeekIndex};

use crate::codes;
use crate::context::Context;
use crate::cx::Cx;

/// A pattern that can be expanded: nothing in it is missing or out of range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) every: Every,
    /// 1 at least.
    pub(crate) interval: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Every {
    Day,
    /// On these days; weeks start on that day.
    Week(Days, Weekday),
    Month(Within),
    /// In this month, 1 to 12.
    Year(i8, Within),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    /// The day of the month, or its last where it is shorter.
    Day(i8),
    /// The n-th (1 to 4, or -1 for the last) among these days of the month together.
    Nth(Days, i8),
}

/// A set of weekdays, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Days(u8);

impl Days {
    /// Sunday is the lowest of seven bits. `None` if there is none, or another.
    pub(crate) fn from_mask(mask: u32) -> Option<Self> {
        u8::try_from(mask).ok().filter(|mask| (1..=0x7f).contains(mask)).map(Self)
    }

    pub(crate) fn all(self) -> bool {
        self.0 == 0x7f
    }

    pub(crate) fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    pub(crate) fn count(self) -> i32 {
        i32::try_from(self.0.count_ones()).unwrap_or(7)
    }

    /// In the order of RFC 5545, from Sunday.
    pub(crate) fn iter(self) -> impl Iterator<Item = Weekday> {
        Weekday::Sunday.cycle_forward().take(7).filter(move |day| self.contains(*day))
    }
}

impl From<Weekday> for Days {
    fn from(day: Weekday) -> Self {
        Self(bit(day))
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.to_sunday_zero_offset()
}

impl Pattern {
    /// The first day of the pattern that is not before `start`, intervals counted from the day, week, month or year that
    /// `start` lies in.
    pub(crate) fn first(&self, start: Date) -> Option<Date> {
        match self.every {
            Every::Day => Some(start),
            Every::Week(days, first) => {
                let week = week_of(start, first);
                let in_week = |week: Date| {
                    (0..7)
                        .filter_map(|n| plus(week, n))
                        .find(|day| days.contains(day.weekday()) && *day >= start)
                };
                in_week(week).or_else(|| in_week(plus(week, self.interval.checked_mul(7)?)?))
            }
            Every::Month(within) => {
                let in_month = |n| within.day_of(months_later(start, n)?);
                in_month(0).filter(|day| *day >= start).or_else(|| in_month(self.interval))
            }
            Every::Year(month, within) => {
                let in_year = |n: i32| {
                    let year = i16::try_from(i32::from(start.year()).checked_add(n)?).ok()?;
                    within.day_of(Date::new(year, month, 1).ok()?)
                };
                in_year(0).filter(|day| *day >= start).or_else(|| in_year(self.interval))
            }
        }
    }

    /// Whether `day` is one of the pattern's, which begins on `first`.
    pub(crate) fn has(&self, first: Date, day: Date) -> bool {
        let apart = |distance: i32| distance % self.interval == 0;
        day >= first
            && match self.every {
                Every::Day => apart(days_between(first, day)),
                Every::Week(days, start) => {
                    let weeks = days_between(week_of(first, start), week_of(day, start)) / 7;
                    days.contains(day.weekday()) && apart(weeks)
                }
                Every::Month(within) => {
                    let months = 12 * i32::from(day.year() - first.year())
                        + i32::from(day.month() - first.month());
                    apart(months) && within.day_of(day) == Some(day)
                }
                Every::Year(month, within) => {
                    day.month() == month
                        && apart(i32::from(day.year() - first.year()))
                        && within.day_of(day) == Some(day)
                }
            }
    }

    /// The day of the `count`-th occurrence of a series that begins on `first`, if there is such a day.
    pub(crate) fn nth(&self, first: Date, count: i32) -> Option<Date> {
        let later = count.checked_sub(1).filter(|later| *later >= 0)?;
        let periods = |number: i32| self.interval.checked_mul(number);
        match self.every {
            Every::Day => plus(first, periods(later)?),
            Every::Week(days, start) => {
                let week = week_of(first, start);
                let in_week = |week: Date| {
                    (0..7).filter_map(move |n| plus(week, n)).filter(|d| days.contains(d.weekday()))
                };
                let before =
                    i32::try_from(in_week(week).take_while(|d| *d < first).count()).ok()?;
                let number = before.checked_add(later)?;
                let week = plus(week, periods(number / days.count())?.checked_mul(7)?)?;
                in_week(week).nth(usize::try_from(number % days.count()).ok()?)
            }
            Every::Month(within) => within.day_of(months_later(first, periods(later)?)?),
            Every::Year(_, within) => {
                within.day_of(months_later(first, periods(later)?.checked_mul(12)?)?)
            }
        }
    }

    /// Whether a series that begins on `first` may have an occurrence after `day` up to `last`.
    pub(crate) fn has_between(&self, first: Date, day: Date, last: Date) -> bool {
        /// Farther apart, there is one for any interval that people use.
        const FAR: i32 = 400;
        let apart = days_between(day, last);
        apart > FAR || (1..=apart).filter_map(|n| plus(day, n)).any(|day| self.has(first, day))
    }

    /// Whether the days would be others if weeks started on Monday: some are before it in their week and some not.
    pub(crate) fn counts_weeks(&self) -> bool {
        self.differs(Weekday::Monday)
    }

    fn differs(&self, other: Weekday) -> bool {
        let Every::Week(days, start) = self.every else { return false };
        let late = |day: &Weekday| day.since(other) < start.since(other);
        let (late, early): (Vec<_>, Vec<_>) = days.iter().partition(late);
        self.interval > 1 && !late.is_empty() && !early.is_empty()
    }

    /// A day to start weeks on for the same days: libical miscounts weeks that start on another than Sunday or Monday.
    pub(crate) fn week_start(&self, told: Weekday) -> Weekday {
        let plain = [Weekday::Sunday, Weekday::Monday];
        let same = || plain.into_iter().find(|day| !self.differs(*day));
        if self.interval == 1 || plain.contains(&told) { told } else { same().unwrap_or(told) }
    }
}

impl Within {
    /// The day of it in the month of `any`.
    fn day_of(self, any: Date) -> Option<Date> {
        let length = any.days_in_month();
        match self {
            Self::Day(day) => Date::new(any.year(), any.month(), day.min(length)).ok(),
            Self::Nth(days, n) => {
                let mut among = (1..=length)
                    .filter_map(|day| Date::new(any.year(), any.month(), day).ok())
                    .filter(|day| days.contains(day.weekday()));
                if n < 0 { among.next_back() } else { among.nth(usize::try_from(n - 1).ok()?) }
            }
        }
    }
}

fn week_of(day: Date, start: Weekday) -> Date {
    plus(day, -i32::from(day.weekday().since(start))).unwrap_or(day)
}

fn months_later(day: Date, n: i32) -> Option<Date> {
    let months = (i32::from(day.year()) * 12 + i32::from(day.month()) - 1).checked_add(n)?;
    let month = i8::try_from(months.rem_euclid(12) + 1).ok()?;
    Date::new(i16::try_from(months.div_euclid(12)).ok()?, month, 1).ok()
}

/// `n` days later.
pub(crate) fn plus(day: Date, n: i32) -> Option<Date> {
    day.checked_add(SignedDuration::from_hours(24 * i64::from(n))).ok()
}

pub(crate) fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |span| span.get_days())
}

/// Whether the type of the pattern is one that repeats in a known way.
pub(crate) fn is_known(source: &RecurrencePattern) -> bool {
    source.kind.as_ref().is_some_and(|kind| !matches!(kind, RecurrencePatternType::Other(_)))
}

/// The pattern of a recurrence, if its type is known, to look at: what is wrong with it is reported where it is written.
pub(crate) fn looked_at(
    context: &Context<'_>,
    source: &RecurrencePattern,
    start: Date,
) -> Option<Pattern> {
    let mut aside = Cx::new(context);
    is_known(source).then(|| read(&mut aside, source, start, &Place::root()))?
}

/// Reads the pattern of a recurrence, which is at `whole`; what is missing or absurd is taken from the start and
/// reported. `None`, reported, if its type is unknown.
pub(crate) fn read(
    cx: &mut Cx<'_>,
    source: &RecurrencePattern,
    start: Date,
    whole: &Place<'_>,
) -> Option<Pattern> {
    let at = &whole.key("pattern");
    let RecurrencePattern {
        day_of_month,
        days_of_week,
        first_day_of_week,
        index,
        interval,
        month,
        kind,
        other,
    } = source;
    use RecurrencePatternType as Type;
    cx.other(other, at);
    cx.strays(days_of_week, &at.key("daysOfWeek"));
    let Some(kind) = kind.as_ref().filter(|kind| !matches!(kind, Type::Other(_))) else {
        let name = kind.as_ref().map_or("", |kind| kind.as_str());
        cx.note(&codes::RECURRENCE_TYPE, whole, name);
        return None;
    };
    let interval = interval_of(cx, *interval, at);
    let uses = |kinds: &[Type]| kinds.contains(kind);
    let by_date = uses(&[Type::AbsoluteMonthly, Type::AbsoluteYearly]);
    let by_day = uses(&[Type::RelativeMonthly, Type::RelativeYearly]);
    let yearly = uses(&[Type::AbsoluteYearly, Type::RelativeYearly]);
    let unused = [
        (day_of_month.is_some_and(|day| day != 0) && !by_date, "dayOfMonth"),
        (!days_of_week.is_empty() && !by_day && *kind != Type::Weekly, "daysOfWeek"),
        (index.as_ref().is_some_and(|index| *index != WeekIndex::First) && !by_day, "index"),
        (month.is_some_and(|month| month != 0) && !yearly, "month"),
        (
            first_day_of_week.as_ref().is_some_and(|day| *day != DayOfWeek::Sunday)
                && *kind != Type::Weekly,
            "firstDayOfWeek",
        ),
    ];
    for (_, name) in unused.iter().filter(|(unused, _)| *unused) {
        cx.report(&codes::RECURRENCE_UNUSED, &at.key(name));
    }
    let every = match kind {
        Type::Daily => Every::Day,
        Type::Weekly => {
            let first = first_day_of_week
                .as_ref()
                .and_then(|day| weekday(cx, day, &at.key("firstDayOfWeek")));
            // Graph's weeks start on Sunday unless it says otherwise, iCalendar's on Monday.
            Every::Week(days_of(cx, days_of_week, start, at), first.unwrap_or(Weekday::Sunday))
        }
        Type::AbsoluteMonthly => Every::Month(Within::Day(day_of(cx, *day_of_month, start, at))),
        Type::AbsoluteYearly => {
            let day = Within::Day(day_of(cx, *day_of_month, start, at));
            Every::Year(month_of(cx, *month, start, at), day)
        }
        Type::RelativeMonthly => Every::Month(nth_of(cx, days_of_week, index.as_ref(), start, at)),
        Type::RelativeYearly => {
            let day = nth_of(cx, days_of_week, index.as_ref(), start, at);
            Every::Year(month_of(cx, *month, start, at), day)
        }
        Type::Other(_) | _ => return None,
    };
    Some(Pattern { every, interval })
}

fn interval_of(cx: &mut Cx<'_>, interval: Option<i32>, at: &Place<'_>) -> i32 {
    match interval {
        Some(interval) if interval > 0 => interval,
        Some(wrong) => {
            cx.note(&codes::RECURRENCE_INTERVAL, &at.key("interval"), &wrong.to_string());
            1
        }
        None => 1,
    }
}

fn day_of(cx: &mut Cx<'_>, day: Option<i32>, start: Date, at: &Place<'_>) -> i8 {
    match day.and_then(|day| i8::try_from(day).ok()) {
        Some(day @ 1..=31) => day,
        _ => {
            cx.report(&codes::RECURRENCE_DAY, &at.key("dayOfMonth"));
            start.day()
        }
    }
}

fn month_of(cx: &mut Cx<'_>, month: Option<i32>, start: Date, at: &Place<'_>) -> i8 {
    match month.and_then(|month| i8::try_from(month).ok()) {
        Some(month @ 1..=12) => month,
        _ => {
            cx.report(&codes::RECURRENCE_MONTH, &at.key("month"));
            start.month()
        }
    }
}

fn nth_of(
    cx: &mut Cx<'_>,
    days: &[DayOfWeek],
    index: Option<&WeekIndex>,
    start: Date,
    at: &Place<'_>,
) -> Within {
    let n = match index {
        None | Some(WeekIndex::First) => 1,
        Some(WeekIndex::Second) => 2,
        Some(WeekIndex::Third) => 3,
        Some(WeekIndex::Fourth) => 4,
        Some(WeekIndex::Last) => -1,
        Some(word) => {
            cx.note(&codes::RECURRENCE_INDEX, &at.key("index"), word.as_str());
            // 29 to 31 are the last such day of any month.
            if start.day() > 28 { -1 } else { (start.day() - 1) / 7 + 1 }
        }
    };
    Within::Nth(days_of(cx, days, start, at), n)
}

fn days_of(cx: &mut Cx<'_>, days: &[DayOfWeek], start: Date, at: &Place<'_>) -> Days {
    let at = at.key("daysOfWeek");
    let mut set = 0;
    for (position, day) in days.iter().enumerate() {
        set |= weekday(cx, day, &at.index(position)).map_or(0, bit);
    }
    if set == 0 {
        cx.report(&codes::RECURRENCE_DAYS, &at);
        return start.weekday().into();
    }
    Days(set)
}

fn weekday(cx: &mut Cx<'_>, day: &DayOfWeek, at: &Place<'_>) -> Option<Weekday> {
    Some(match day {
        DayOfWeek::Sunday => Weekday::Sunday,
        DayOfWeek::Monday => Weekday::Monday,
        DayOfWeek::Tuesday => Weekday::Tuesday,
        DayOfWeek::Wednesday => Weekday::Wednesday,
        DayOfWeek::Thursday => Weekday::Thursday,
        DayOfWeek::Friday => Weekday::Friday,
        DayOfWeek::Saturday => Weekday::Saturday,
        word @ (DayOfWeek::Other(_) | _) => {
            cx.note(&codes::RECURRENCE_WEEKDAY, at, word.as_str());
            return None;
        }
    })
}
