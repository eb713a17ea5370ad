//! Series expanded as Exchange does it, for `/instances` and `calendarView`.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::{Span, ToSpan};
use serde_json::Value;

use crate::tenant::{Item, flag, text};
use crate::zones::{self, Zone};

/// One thing that happens.
#[derive(Debug)]
pub(crate) enum Occurrence<'a> {
    /// The event itself.
    Single,
    /// A changed occurrence.
    Exception(&'a Value),
    /// An occurrence as the rule gives it, in UTC.
    Generated { start: DateTime, end: DateTime, day: String },
}

/// Most occurrences one series is followed for.
const LIMIT: usize = 20_000;

/// What happens of an event between two instants (UTC wall clock).
pub(crate) fn between(item: &Item, from: DateTime, to: DateTime) -> Vec<Occurrence<'_>> {
    let Some((start, end)) = times(&item.json) else { return Vec::new() };
    let meets = |start: DateTime, end: DateTime| start < to && (end > from || start >= from);
    let Some(rule) = item.json.get("recurrence").filter(|rule| rule.is_object()) else {
        return if meets(start, end) { vec![Occurrence::Single] } else { Vec::new() };
    };
    let zone = zone_of(&item.json, rule);
    let local = zone.as_ref().and_then(|zone| zone.local(start)).unwrap_or(start);
    let length = start.until(end).unwrap_or_else(|_| Span::new());
    let changed: Vec<String> =
        item.exceptions.iter().map(|one| original_day(one, zone.as_ref())).collect();
    let mut out: Vec<Occurrence<'_>> = item
        .exceptions
        .iter()
        .filter(|one| times(one).is_some_and(|(start, end)| meets(start, end)))
        .map(Occurrence::Exception)
        .collect();
    for date in dates(rule, local.date(), to.date()) {
        let day = date.to_string();
        if changed.contains(&day) || item.cancelled.contains(&day) {
            continue;
        }
        let local = date.to_datetime(local.time());
        let begin = zone.as_ref().and_then(|zone| zone.to_utc(local)).unwrap_or(local);
        let finish = begin.checked_add(length).unwrap_or(begin);
        if meets(begin, finish) {
            out.push(Occurrence::Generated { start: begin, end: finish, day });
        }
    }
    out
}

fn times(event: &Value) -> Option<(DateTime, DateTime)> {
    let start = zones::parse(text(event.get("start")?, "dateTime"))?;
    let end = zones::parse(text(event.get("end")?, "dateTime"))?;
    Some((start, end.max(start)))
}

/// The zone that drives a series; none for all-day series, whose dates stand as they are.
fn zone_of(event: &Value, rule: &Value) -> Option<Zone> {
    if flag(event, "isAllDay") {
        return None;
    }
    let range = rule.get("range").unwrap_or(&Value::Null);
    let named = [text(range, "recurrenceTimeZone"), text(event, "originalStartTimeZone")];
    named.into_iter().filter(|name| !name.is_empty()).find_map(Zone::named)
}

/// The day an exception replaces, in the zone of the series.
fn original_day(exception: &Value, zone: Option<&Zone>) -> String {
    let stamp = text(exception, "originalStart");
    let Some(utc) = zones::parse(stamp.get(..19).unwrap_or(stamp)) else { return String::new() };
    let local = match zone {
        Some(zone) => zone.local(utc).unwrap_or(utc),
        // All-day: local midnight in UTC; the nearest midnight is the day meant.
        None => utc.checked_add(12.hours()).unwrap_or(utc),
    };
    local.date().to_string()
}

/// The dates of a rule from the first on, up to a day past `last`.
fn dates(rule: &Value, first: Date, last: Date) -> Vec<Date> {
    let range = rule.get("range").unwrap_or(&Value::Null);
    let stop = match text(range, "type") {
        "endDate" => text(range, "endDate").parse().unwrap_or(last),
        _ => last,
    };
    let count =
        match (text(range, "type"), range.get("numberOfOccurrences").and_then(Value::as_u64)) {
            ("numbered", Some(count)) if count > 0 => usize::try_from(count).unwrap_or(LIMIT),
            _ => LIMIT,
        };
    let horizon = stop.min(last.checked_add(1.day()).unwrap_or(last));
    let pattern = Pattern::read(rule.get("pattern").unwrap_or(&Value::Null), first);
    let mut out = Vec::new();
    for step in 0..i64::try_from(LIMIT).unwrap_or(i64::MAX) {
        let Some(found) = pattern.period(step) else { break };
        for date in found {
            if date >= first && date <= horizon && out.len() < count {
                out.push(date);
            }
        }
        let beyond = pattern.anchor(step).is_none_or(|anchor| anchor > horizon);
        if beyond || out.len() >= count.min(LIMIT) {
            break;
        }
    }
    out
}

/// A recurrence pattern with its defaults filled in.
struct Pattern<'a> {
    kind: &'a str,
    interval: i64,
    days: Vec<Weekday>,
    week_start: Weekday,
    day: i8,
    month: i8,
    index: &'a str,
    first: Date,
}

impl<'a> Pattern<'a> {
    fn read(value: &'a Value, first: Date) -> Self {
        let number =
            |name: &str| value.get(name).and_then(Value::as_i64).filter(|found| *found > 0);
        let small = |name: &str| number(name).and_then(|found| i8::try_from(found).ok());
        let listed = value.get("daysOfWeek").and_then(Value::as_array);
        let mut days: Vec<Weekday> =
            listed.into_iter().flatten().filter_map(Value::as_str).filter_map(weekday).collect();
        if days.is_empty() {
            days.push(first.weekday());
        }
        Self {
            kind: text(value, "type"),
            interval: number("interval").unwrap_or(1),
            days,
            week_start: weekday(text(value, "firstDayOfWeek")).unwrap_or(Weekday::Sunday),
            day: small("dayOfMonth").unwrap_or(first.day()),
            month: small("month").unwrap_or(first.month()),
            index: text(value, "index"),
            first,
        }
    }

    /// First day of the n-th period: day, week, month or year.
    fn anchor(&self, step: i64) -> Option<Date> {
        let by = step.checked_mul(self.interval)?;
        match self.kind {
            "daily" => self.first.checked_add(Span::new().try_days(by).ok()?).ok(),
            "weekly" => {
                let back = self.first.weekday().since(self.week_start);
                let start = self.first.checked_sub(i64::from(back).days()).ok()?;
                start.checked_add(Span::new().try_weeks(by).ok()?).ok()
            }
            "absoluteMonthly" | "relativeMonthly" => {
                self.first.first_of_month().checked_add(Span::new().try_months(by).ok()?).ok()
            }
            "absoluteYearly" | "relativeYearly" => {
                let year =
                    self.first.first_of_year().checked_add(Span::new().try_years(by).ok()?).ok()?;
                Date::new(year.year(), self.month, 1).ok()
            }
            _ => None,
        }
    }

    /// The dates of the n-th period; days past the end of a month fall back to its end.
    fn period(&self, step: i64) -> Option<Vec<Date>> {
        let anchor = self.anchor(step)?;
        match self.kind {
            "daily" => Some(vec![anchor]),
            "weekly" => {
                let week = (0..7_i64).filter_map(|day| anchor.checked_add(day.days()).ok());
                Some(week.filter(|date| self.days.contains(&date.weekday())).collect())
            }
            "absoluteMonthly" | "absoluteYearly" => {
                let day = self.day.min(anchor.days_in_month());
                Some(Date::new(anchor.year(), anchor.month(), day).ok().into_iter().collect())
            }
            _ => Some(self.relative(anchor).into_iter().collect()),
        }
    }

    /// The k-th among the listed weekdays of a month, together.
    fn relative(&self, month: Date) -> Option<Date> {
        let all: Vec<Date> = (1..=month.days_in_month())
            .filter_map(|day| Date::new(month.year(), month.month(), day).ok())
            .filter(|date| self.days.contains(&date.weekday()))
            .collect();
        match self.index {
            "second" => all.get(1).copied(),
            "third" => all.get(2).copied(),
            "fourth" => all.get(3).copied(),
            "last" => all.last().copied(),
            _ => all.first().copied(),
        }
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn days(pattern: &Value, range: &Value, first: &str, last: &str) -> Vec<String> {
        let rule = json!({ "pattern": pattern, "range": range });
        let all = dates(&rule, first.parse().unwrap(), last.parse().unwrap());
        all.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn month_ends_fall_back() {
        let pattern = json!({ "type": "absoluteMonthly", "interval": 1, "dayOfMonth": 31 });
        let range = json!({ "type": "numbered", "numberOfOccurrences": 3 });
        assert_eq!(
            days(&pattern, &range, "2026-01-31", "2030-01-01"),
            ["2026-01-31", "2026-02-28", "2026-03-31"]
        );
    }

    #[test]
    fn weeks_start_where_the_rule_says() {
        let pattern = json!({ "type": "weekly", "interval": 2, "firstDayOfWeek": "monday",
            "daysOfWeek": ["sunday", "tuesday"] });
        let range = json!({ "type": "endDate", "endDate": "2026-03-20" });
        assert_eq!(
            days(&pattern, &range, "2026-03-03", "2030-01-01"),
            ["2026-03-03", "2026-03-08", "2026-03-17"]
        );
    }

    #[test]
    fn several_days_count_together() {
        let pattern = json!({ "type": "relativeMonthly", "interval": 1, "index": "second",
            "daysOfWeek": ["monday", "tuesday"] });
        let range = json!({ "type": "noEnd" });
        assert_eq!(
            days(&pattern, &range, "2026-09-01", "2026-10-31"),
            ["2026-09-07", "2026-10-06"]
        );
    }
}
