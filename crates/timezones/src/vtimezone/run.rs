use std::collections::HashMap;

use jiff::civil::{DateTime, Time, Weekday};
use viaduc_contentline::Component;

use super::onset::{Change, Onset};
use super::write;

/// Transitions that a yearly rule says, or that are listed one by one.
#[derive(Debug, Default)]
pub(super) struct Observances {
    pub(super) runs: Vec<Run>,
    /// Those that no rule says, in order.
    pub(super) single: Vec<Onset>,
    /// What was in force before the first transition.
    pub(super) initial: Option<Change>,
}

/// One transition a year, on days that a rule of iCalendar says.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) onsets: Vec<Onset>,
    /// Whether the rule goes on for ever.
    pub(super) open: bool,
    /// The observance that says it.
    pub(super) written: Component<'static>,
}

/// A yearly rule, the month and time of day aside: they are those of its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// The n-th (from 1) such weekday of the month; -1 is the last.
    Nth(i8, Weekday),
    /// Such a weekday among seven days from this one on.
    From(i8, Weekday),
    /// That day of the month.
    Day(i8),
}

/// Shorter runs are listed: a rule for two years says nothing.
pub(super) const SHORTEST: usize = 3;

/// A run that reaches the last two years listed is the zone's rule from then on.
const LAST_YEARS: i16 = 2198;

impl Observances {
    /// Sorts a zone's transitions into runs and singles.
    pub(super) fn of(onsets: &[Onset]) -> Self {
        let mut made = Self::default();
        let mut growing: HashMap<(Change, i8, Time), Shape> = HashMap::new();
        let mut order = Vec::new();
        for onset in onsets {
            if onset.local == DateTime::MIN {
                made.initial = Some(onset.change.clone());
                continue;
            }
            let key = (onset.change.clone(), onset.local.month(), onset.local.time());
            match growing.get_mut(&key) {
                Some(shape) => {
                    if !shape.take(onset) {
                        made.close(std::mem::replace(shape, Shape::new(onset)));
                    }
                }
                None => {
                    order.push(key.clone());
                    growing.insert(key, Shape::new(onset));
                }
            }
        }
        for key in order {
            if let Some(shape) = growing.remove(&key) {
                made.close(shape);
            }
        }
        made.single.sort_by_key(|onset| onset.at);
        made.runs.sort_by_key(|run| run.onsets.first().map(|onset| onset.at));
        made
    }

    fn close(&mut self, shape: Shape) {
        let rule = shape.rule();
        match rule {
            Some(rule) if shape.onsets.len() >= SHORTEST => {
                let open = shape.onsets.last().is_some_and(|o| o.local.year() >= LAST_YEARS);
                let written = write::ruled(&shape.onsets, rule, open);
                self.runs.push(Run { onsets: shape.onsets, open, written });
            }
            _ => self.single.extend(shape.onsets),
        }
    }
}

/// The rules that still say every day of a growing run.
#[derive(Debug)]
struct Shape {
    onsets: Vec<Onset>,
    nth: Option<i8>,
    last: bool,
    day: Option<i8>,
    weekday: Option<Weekday>,
    earliest: i8,
    latest: i8,
}

impl Shape {
    fn new(onset: &Onset) -> Self {
        let day = onset.local.day();
        Self {
            nth: Some(nth(onset.local)),
            last: is_last(onset.local),
            day: Some(day),
            weekday: Some(onset.local.weekday()),
            earliest: day,
            latest: day,
            onsets: vec![onset.clone()],
        }
    }

    /// Takes the next year's transition, if some rule says it together with those before.
    fn take(&mut self, onset: &Onset) -> bool {
        let local = onset.local;
        let next_year =
            self.onsets.last().is_some_and(|last| last.local.year() + 1 == local.year());
        let weekday = self.weekday.filter(|day| *day == local.weekday());
        let grown = Self {
            nth: self.nth.filter(|n| *n == nth(local) && weekday.is_some()),
            last: self.last && is_last(local) && weekday.is_some(),
            day: self.day.filter(|day| *day == local.day()),
            weekday,
            earliest: self.earliest.min(local.day()),
            latest: self.latest.max(local.day()),
            onsets: Vec::new(),
        };
        if !next_year || grown.rule().is_none() {
            return false;
        }
        let mut onsets = std::mem::take(&mut self.onsets);
        onsets.push(onset.clone());
        *self = Self { onsets, ..grown };
        true
    }

    /// The plainest rule that says the run.
    fn rule(&self) -> Option<Rule> {
        if let Some(day) = self.weekday {
            if self.last {
                return Some(Rule::Nth(-1, day));
            }
            if let Some(n) = self.nth {
                return Some(Rule::Nth(n, day));
            }
        }
        if let Some(day) = self.day {
            return Some(Rule::Day(day));
        }
        // Seven days that hold every day of the run hold exactly one such weekday each year.
        let one_week = self.latest - self.earliest < 7;
        self.weekday.filter(|_| one_week).map(|day| Rule::From((self.latest - 6).max(1), day))
    }
}

fn nth(local: DateTime) -> i8 {
    (local.day() - 1) / 7 + 1
}

fn is_last(local: DateTime) -> bool {
    local.day() + 7 > local.date().days_in_month()
}
