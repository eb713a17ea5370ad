//! BlueMind refuses days, weeks and days of the year counted from the end. Most rules can be said otherwise.

use viaduc_bluemind_types::Frequency;

use super::recur::Rule;

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing in it is refused.
    Unchanged,
    /// It is said otherwise, and means the same days.
    Same,
    /// It names other days, as near as can be.
    Near,
}

/// Says `rule` so that BlueMind takes it.
pub(super) fn rewrite(rule: &mut Rule, interval: i64) -> Outcome {
    let from_end = |list: &[i32]| list.iter().any(|number| *number < 0);
    if !from_end(&rule.month_day) && !from_end(&rule.year_day) && !from_end(&rule.week) {
        return Outcome::Unchanged;
    }
    if said_otherwise(rule, interval) {
        return Outcome::Same;
    }
    // As if every month had 28 days, every year 365 and 52 weeks: as often as before, near the day.
    for (list, past) in [(&mut rule.month_day, 29), (&mut rule.year_day, 366), (&mut rule.week, 53)]
    {
        for number in list.iter_mut().filter(|number| **number < 0) {
            *number = (past + *number).max(1);
        }
        list.sort_unstable();
        list.dedup();
    }
    Outcome::Near
}

fn said_otherwise(rule: &mut Rule, interval: i64) -> bool {
    let timed = !rule.second.is_empty() || !rule.minute.is_empty() || !rule.hour.is_empty();
    if timed || !rule.week.is_empty() {
        return false;
    }
    if !rule.year_day.is_empty() {
        return day_of_year(rule);
    }
    match (rule.frequency.clone(), rule.month.len()) {
        (Some(Frequency::Monthly), _) => day_of_month(rule),
        (Some(Frequency::Yearly), 1) => day_of_month(rule),
        // Every month of every year, or those named: the same as monthly.
        (Some(Frequency::Yearly), _) if interval == 1 => {
            let done = day_of_month(rule);
            if done {
                rule.frequency = Some(Frequency::Monthly);
            }
            done
        }
        _ => false,
    }
}

/// Every day of the week, to be picked from by position.
fn every_day() -> Vec<(usize, i32)> {
    (0..7).map(|day| (day, 0)).collect()
}

/// The positions a list of days means once it is all there is, if BYSETPOS asks for nothing else.
fn positions(list: &[i32], position: &[i32]) -> Option<Vec<i32>> {
    match (list, position) {
        (days, []) => Some(days.to_vec()),
        ([day], [1 | -1]) => Some(vec![*day]),
        _ => None,
    }
}

/// The k-th day of the month is the k-th of all its weekdays.
fn day_of_month(rule: &mut Rule) -> bool {
    if rule.day.is_empty() {
        let Some(positions) = positions(&rule.month_day, &rule.position) else { return false };
        rule.position = positions;
        rule.day = every_day();
        rule.month_day.clear();
        return true;
    }
    week_from_end(rule)
}

/// A weekday in the last seven days is the last of its kind, and so on.
fn week_from_end(rule: &mut Rule) -> bool {
    let mut days = rule.month_day.clone();
    days.sort_unstable();
    let uncounted = rule.day.iter().all(|(_, offset)| *offset == 0);
    let week = days.last().map(|last| (-1 - last) / 7).unwrap_or_default();
    let wanted: Vec<i32> = (0..7).map(|n| -7 * week - 7 + n).collect();
    if !uncounted || days != wanted || !rule.position.is_empty() {
        return false;
    }
    for (_, offset) in &mut rule.day {
        *offset = -1 - week;
    }
    rule.month_day.clear();
    true
}

/// The k-th day of the year is the k-th of all its weekdays.
fn day_of_year(rule: &mut Rule) -> bool {
    let alone = rule.day.is_empty() && rule.month.is_empty() && rule.month_day.is_empty();
    if rule.frequency != Some(Frequency::Yearly) || !alone {
        return false;
    }
    let Some(positions) = positions(&rule.year_day, &rule.position) else { return false };
    rule.position = positions;
    rule.day = every_day();
    rule.year_day.clear();
    true
}
