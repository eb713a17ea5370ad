//! RRULE (RFC 5545 §3.3.10).

use viaduc_bluemind_types::{BmDateTime, Frequency, RRule, WeekDay};
use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_wire::List;

use super::raw::Raw;
use super::{Cx, refused};
use crate::codes::{
    NUMBER_RANGE, RRULE_NEAR, RRULE_PART, RRULE_REWRITTEN, RRULE_UNUSABLE, RRULE_WKST,
    START_UNALIGNED,
};
use crate::when::{When, Zone};

/// Monday first, as BlueMind sorts them.
pub(crate) const WEEK: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// A rule, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Rule {
    pub(super) frequency: Option<Frequency>,
    interval: Option<i64>,
    count: Option<i64>,
    until: Option<String>,
    /// The zone `until` is told in, where it is not that of the start.
    until_zone: Option<Zone>,
    /// Whether it was BlueMind's before, which takes both an end and a count.
    as_is: bool,
    pub(super) second: Vec<i32>,
    pub(super) minute: Vec<i32>,
    pub(super) hour: Vec<i32>,
    /// Days of the week from Monday, 0 to 6, and which of them.
    pub(super) day: Vec<(usize, i32)>,
    pub(super) month_day: Vec<i32>,
    pub(super) year_day: Vec<i32>,
    pub(super) week: Vec<i32>,
    pub(super) month: Vec<i32>,
    pub(super) position: Vec<i32>,
    week_start: usize,
    /// Parts that are none, or hold something that is none.
    bad: Vec<String>,
}

impl Rule {
    fn parse(text: &str) -> Self {
        let mut rule = Self::default();
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let (name, value) = (name.trim().to_ascii_uppercase(), value.trim());
            if !rule.part(&name, value) {
                rule.bad.push(name);
            }
        }
        rule
    }

    /// Takes one part; false if something in it is no such thing.
    fn part(&mut self, name: &str, value: &str) -> bool {
        let mut good = true;
        let mut numbers = |list: &mut Vec<i32>, most: i32, negative: bool| {
            for text in value.split(',') {
                let fits = |n: &i32| {
                    (if negative { n.abs() } else { *n }) <= most && (negative || *n >= 0)
                };
                match text.trim().parse::<i32>().ok().filter(fits) {
                    Some(0) if negative => good = false,
                    Some(number) if !list.contains(&number) && list.len() < 400 => {
                        list.push(number);
                    }
                    Some(_) => {}
                    None => good = false,
                }
            }
        };
        match name {
            "FREQ" => self.frequency = frequency(value),
            "INTERVAL" => self.interval = value.parse().ok(),
            "COUNT" => {
                self.count = value.parse().ok().filter(|count| *count > 0);
                good = self.count.is_some();
            }
            "UNTIL" => self.until = Some(value.to_owned()),
            "BYSECOND" => numbers(&mut self.second, 59, false),
            "BYMINUTE" => numbers(&mut self.minute, 59, false),
            "BYHOUR" => numbers(&mut self.hour, 23, false),
            "BYMONTH" => numbers(&mut self.month, 12, true),
            "BYMONTHDAY" => numbers(&mut self.month_day, 31, true),
            "BYYEARDAY" => numbers(&mut self.year_day, 366, true),
            "BYWEEKNO" => numbers(&mut self.week, 53, true),
            "BYSETPOS" => numbers(&mut self.position, 366, true),
            "BYDAY" => good = self.days(value),
            "WKST" => match weekday(value) {
                Some(day) => self.week_start = day,
                None => good = false,
            },
            "RSCALE" => good = value.eq_ignore_ascii_case("GREGORIAN"),
            _ => good = false,
        }
        if name == "BYMONTH" {
            let before = self.month.len();
            self.month.retain(|month| *month > 0);
            good &= before == self.month.len();
        }
        good
    }

    fn days(&mut self, value: &str) -> bool {
        let mut good = true;
        for text in value.split(',').map(str::trim) {
            let split = text.len().checked_sub(2).and_then(|at| text.split_at_checked(at));
            let day = split.and_then(|(number, day)| {
                let number = match number {
                    "" | "+" => 0,
                    number => number.parse().ok().filter(|n: &i32| n.abs() <= 53)?,
                };
                Some((weekday(day)?, number))
            });
            match day {
                Some(day) if !self.day.contains(&day) => self.day.push(day),
                Some(_) => {}
                None => good = false,
            }
        }
        self.day.sort_by_key(|(day, _)| *day);
        good
    }

    /// Seconds of the day at which the first occurrence of a day is, with the hours and minutes the rule names.
    fn first_of_day(&self, start: &When) -> i64 {
        let clock = start.time_of_day();
        let first = |named: &[i32], told: i64| named.iter().min().map_or(told, |n| i64::from(*n));
        if start.is_day() {
            return clock;
        }
        first(&self.hour, clock / 3600) * 3600
            + first(&self.minute, clock / 60 % 60) * 60
            + first(&self.second, clock % 60)
    }

    /// Whether the days fall into other weeks when weeks start on Monday.
    fn week_start_matters(&self) -> bool {
        if self.week_start == 0 {
            return false;
        }
        match self.frequency {
            // Which weeks are skipped, and which of a week's days is the second, depend on where weeks start.
            Some(Frequency::Weekly)
                if self.interval.unwrap_or(1) > 1 || !self.position.is_empty() =>
            {
                let early = |(day, _): &(usize, i32)| *day >= self.week_start;
                self.day.iter().any(early) && !self.day.iter().all(early)
            }
            Some(Frequency::Yearly) => !self.week.is_empty(),
            _ => false,
        }
    }
}

fn frequency(text: &str) -> Option<Frequency> {
    let frequency = Frequency::from(text.to_ascii_uppercase());
    (!matches!(frequency, Frequency::Other(_))).then_some(frequency)
}

/// The place of `MO` to `SU` in the week.
pub(crate) fn weekday(text: &str) -> Option<usize> {
    WEEK.iter().position(|day| day.eq_ignore_ascii_case(text.trim()))
}

fn weekday_of(when: &When) -> usize {
    usize::try_from(when.date().weekday().to_monday_zero_offset()).unwrap_or_default()
}

fn list(numbers: Vec<i32>) -> List<i32> {
    if numbers.is_empty() { List::absent() } else { List::from(numbers) }
}

impl Cx<'_> {
    /// The rule of something that starts at `start` and must not end before `latest`.
    pub(super) fn rrule(
        &mut self,
        property: &Property<'_>,
        start: &When,
        latest: &When,
        place: &Place<'_>,
    ) -> Option<RRule> {
        let mut rule = Rule::parse(&property.value);
        let zone = property.parameter("X-BLUEMIND-TZID");
        rule.until_zone = zone.and_then(Zone::of_bluemind);
        rule.as_is = property.parameter("X-BLUEMIND-AS-IS").is_some();
        for bad in std::mem::take(&mut rule.bad) {
            self.losses.note(&RRULE_PART, place, &bad);
        }
        let Some(frequency) = rule.frequency.clone() else {
            self.losses.report(&RRULE_UNUSABLE, place);
            return None;
        };
        self.days_of(&mut rule, start, place);
        let interval = rule.interval.unwrap_or(1);
        match refused::rewrite(&mut rule, interval) {
            refused::Outcome::Unchanged => {}
            refused::Outcome::Same => self.losses.report(&RRULE_REWRITTEN, place),
            refused::Outcome::Near => self.losses.report(&RRULE_NEAR, place),
        }
        if rule.week_start_matters() {
            self.losses.note(
                &RRULE_WKST,
                place,
                WEEK.get(rule.week_start).copied().unwrap_or_default(),
            );
        }
        let Ok(until) = self.until(&rule, start, latest, place) else {
            self.losses.report(&RRULE_UNUSABLE, place);
            return None;
        };
        let frequency = rule.frequency.clone().unwrap_or(frequency);
        let day = |(day, offset): (usize, i32)| WeekDay {
            day: WEEK.get(day).map(|day| (*day).to_owned()),
            offset: Some(offset),
            ..WeekDay::default()
        };
        let days: Vec<WeekDay> = rule.day.drain(..).map(day).collect();
        Some(RRule {
            frequency: Some(frequency),
            count: self.positive(rule.count, place),
            until,
            interval: self.positive(rule.interval, place),
            by_second: list(rule.second),
            by_minute: list(rule.minute),
            by_hour: list(rule.hour),
            by_day: if days.is_empty() { List::absent() } else { List::from(days) },
            by_month_day: list(rule.month_day),
            by_year_day: list(rule.year_day),
            by_week_no: list(rule.week),
            by_month: list(rule.month),
            by_set_pos: list(rule.position),
            ..RRule::default()
        })
    }

    /// What the server would do to the days: a weekly rule names them, and only months and years count them.
    fn days_of(&mut self, rule: &mut Rule, start: &When, place: &Place<'_>) {
        let counted = match rule.frequency {
            Some(Frequency::Monthly) => true,
            Some(Frequency::Yearly) => rule.week.is_empty(),
            _ => false,
        };
        if !counted && rule.day.iter().any(|(_, offset)| *offset != 0) {
            self.losses.report(&RRULE_PART, place);
            for (_, offset) in &mut rule.day {
                *offset = 0;
            }
            rule.day.dedup();
        }
        if rule.frequency == Some(Frequency::Weekly) && rule.day.is_empty() {
            rule.day.push((weekday_of(start), 0));
        }
    }

    fn positive(&mut self, number: Option<i64>, place: &Place<'_>) -> Option<i32> {
        let number = number?;
        let nearest = number.clamp(1, i32::MAX.into());
        if nearest != number {
            self.losses.note(&NUMBER_RANGE, place, &number.to_string());
        }
        i32::try_from(nearest).ok()
    }

    /// The end of the rule in the form of `start`; an error if it lies before `latest`.
    fn until(
        &mut self,
        rule: &Rule,
        start: &When,
        latest: &When,
        place: &Place<'_>,
    ) -> Result<Option<BmDateTime>, ()> {
        let Some(text) = &rule.until else { return Ok(None) };
        if rule.count.is_some() && !rule.as_is {
            self.losses.note(&RRULE_PART, place, "UNTIL");
            return Ok(None);
        }
        let Some(told) = self.value(text, None, false, place) else {
            self.losses.note(&RRULE_PART, place, text);
            return Ok(None);
        };
        if told.is_day() != start.is_day() {
            self.losses.report(&RRULE_REWRITTEN, place);
        }
        let last_second = |day: jiff::civil::Date| day.at(23, 59, 59, 0);
        let until = match (&told, start) {
            (When::At(_, at), When::At(own, _)) => {
                Some(When::at(rule.until_zone.as_ref().unwrap_or(own), at.timestamp()))
            }
            (When::At(_, at), When::Day(_)) => Some(match self.zones.owner() {
                Some(owner) => When::Day(When::at(owner, at.timestamp()).date()),
                None => When::Day(told.date()),
            }),
            (When::Day(day), When::At(zone, _)) => When::local(zone, last_second(*day)),
            (When::Day(day), When::Floating(_)) => Some(When::Floating(last_second(*day))),
            _ => told.like(start),
        };
        let Some((bm, until)) = until.and_then(|until| Some((until.to_bm()?, until))) else {
            self.losses.note(&RRULE_PART, place, text);
            return Ok(None);
        };
        let too_early = match (&until, latest) {
            (When::Day(until), latest) => *until < latest.date(),
            (_, When::Day(day)) => until.date() < *day,
            (until, latest) => until.seconds() < latest.seconds(),
        };
        if too_early { Err(()) } else { Ok(Some(bm)) }
    }

    /// The first start the weekly rule of `raw` names, and the end with it: the server would otherwise move both back.
    pub(super) fn align(
        &mut self,
        raw: &Raw<'_>,
        start: When,
        end: When,
        place: &Place<'_>,
    ) -> (When, When) {
        let Some((_, property)) = raw.rrule else { return (start, end) };
        let rule = Rule::parse(&property.value);
        let today = weekday_of(&start);
        let named = |day: usize| rule.day.iter().any(|(named, _)| *named == day);
        if rule.frequency != Some(Frequency::Weekly) || rule.day.is_empty() || named(today) {
            return (start, end);
        }
        let into_week = (today + 7 - rule.week_start) % 7;
        let in_week = |from: usize| (from..7).find(|at| named((rule.week_start + at) % 7));
        let days = match in_week(into_week) {
            Some(at) => i64::try_from(at - into_week).ok(),
            None => in_week(0).and_then(|at| {
                let weeks = rule.interval.unwrap_or(1).max(1);
                let here = i64::try_from(into_week).ok()?;
                weeks.checked_mul(7)?.checked_sub(here)?.checked_add(i64::try_from(at).ok()?)
            }),
        };
        let seconds = rule.first_of_day(&start) - start.time_of_day();
        let moved =
            days.and_then(|days| Some((start.plus(days, seconds)?, end.plus(days, seconds)?)));
        let Some((start, end)) =
            moved.filter(|(start, end)| start.to_bm().is_some() && end.to_bm().is_some())
        else {
            return (start, end);
        };
        self.losses.report(&START_UNALIGNED, &place.key("DTSTART").index(0));
        (start, end)
    }
}
