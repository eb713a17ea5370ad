//! A small reader of recurring VEVENTs for the tests (RFC 5545 §3.3.10): it knows nothing of Graph.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use viaduc_contentline::{Component, Property, parse};

/// What stands in a calendar after expansion: when each occurrence starts, as an instant (days count as UTC), and its
/// SUMMARY.
pub(crate) type Found = BTreeSet<(Timestamp, String)>;

/// Expands the calendar of one series, at most `limit` occurrences and none after `last`.
pub(crate) fn expand(text: &str, limit: usize, last: Date) -> Found {
    let parsed = parse(text);
    assert!(parsed.faults.is_empty(), "{:?}\n{text}", parsed.faults);
    let calendar = &parsed.components[0];
    let mut found = Found::new();
    let mut changed = BTreeSet::new();
    for event in calendar.components_named("VEVENT") {
        if let Some(id) = event.property("RECURRENCE-ID") {
            changed.insert(instant(id).0);
            found.insert((instant(event.property("DTSTART").unwrap()).0, summary(event)));
        }
    }
    for event in calendar.components_named("VEVENT") {
        if event.property("RECURRENCE-ID").is_some() {
            continue;
        }
        let start = event.property("DTSTART").unwrap();
        let deleted: BTreeSet<Timestamp> =
            event.properties_named("EXDATE").map(|p| instant(p).0).collect();
        let (_, first, zone) = instant(start);
        let days = match event.property("RRULE") {
            Some(rule) => {
                ruled(&rule.value, first.date(), limit, last, |day| at(day, first, &zone))
            }
            None => vec![first.date()],
        };
        let mut starts: BTreeSet<Timestamp> =
            days.into_iter().map(|day| at(day, first, &zone)).collect();
        starts.extend(event.properties_named("RDATE").map(|added| instant(added).0));
        for gone in deleted.iter().chain(&changed) {
            assert!(
                starts.contains(gone) || starts.len() >= limit,
                "{gone} is no occurrence\n{text}"
            );
        }
        let left =
            starts.into_iter().filter(|start| !deleted.contains(start) && !changed.contains(start));
        found.extend(left.map(|start| (start, summary(event))));
    }
    found
}

/// How long each VEVENT is, from its DTSTART as it is read, after its SUMMARY. All occurrences of a series are as long as
/// that one (RFC 5545 §3.8.5.3). Days count as UTC.
pub(crate) fn lengths(text: &str) -> Vec<(String, SignedDuration)> {
    let length = |event: &Component<'_>| {
        let start = instant(event.property("DTSTART").unwrap()).0;
        match (event.property("DTEND"), event.property("DURATION")) {
            (Some(end), None) => instant(end).0.duration_since(start),
            (None, Some(length)) => length.value.parse().unwrap(),
            (None, None) => SignedDuration::ZERO,
            (Some(_), Some(_)) => panic!("two ends\n{text}"),
        }
    };
    let calendar = &parse(text).components[0];
    calendar.components_named("VEVENT").map(|event| (summary(event), length(event))).collect()
}

fn summary(event: &Component<'_>) -> String {
    event.property("SUMMARY").map(|p| p.as_text().into_owned()).unwrap_or_default()
}

fn at(day: Date, first: DateTime, zone: &TimeZone) -> Timestamp {
    zone.to_timestamp(day.to_datetime(first.time())).unwrap()
}

/// The instant of a date property, its local time and its zone.
pub(crate) fn instant(property: &Property<'_>) -> (Timestamp, DateTime, TimeZone) {
    let value = property.value.trim_end_matches('Z');
    let zone = match property.parameter("TZID") {
        Some(id) => viaduc_timezones::zone(id).unwrap(),
        None => TimeZone::UTC,
    };
    let number = |from: usize, to: usize| value[from..to].parse::<i16>().unwrap();
    let part = |from: usize| {
        if value.len() > 8 { i8::try_from(number(from, from + 2)).unwrap() } else { 0 }
    };
    let small = |from: usize| i8::try_from(number(from, from + 2)).unwrap();
    let local =
        DateTime::new(number(0, 4), small(4), small(6), part(9), part(11), part(13), 0).unwrap();
    (zone.to_timestamp(local).unwrap(), local, zone)
}

fn ruled(
    rule: &str,
    first: Date,
    limit: usize,
    last: Date,
    at: impl Fn(Date) -> Timestamp,
) -> Vec<Date> {
    let part =
        |name: &str| rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let list = |name: &str| -> Option<Vec<i32>> {
        part(name).map(|list| list.split(',').map(|n| n.parse().unwrap()).collect())
    };
    let interval: i32 = part("INTERVAL").map_or(1, |n| n.parse().unwrap());
    let count = part("COUNT").map_or(limit, |n| n.parse::<usize>().unwrap().min(limit));
    let until = part("UNTIL").map(|until| instant(&Property::new("UNTIL", until.to_owned())).0);
    let weekdays: Option<Vec<(Option<i32>, Weekday)>> = part("BYDAY").map(|list| {
        list.split(',')
            .map(|day| (day[..day.len() - 2].parse().ok(), weekday(&day[day.len() - 2..])))
            .collect()
    });
    let week_start = part("WKST").map_or(Weekday::Monday, weekday);
    let (month_days, months, positions) = (list("BYMONTHDAY"), list("BYMONTH"), list("BYSETPOS"));
    let frequency = part("FREQ").unwrap();
    let fits = |day: Date| {
        let length = i32::from(day.days_in_month());
        let number = i32::from(day.day());
        months.as_ref().is_none_or(|months| months.contains(&i32::from(day.month())))
            && month_days
                .as_ref()
                .is_none_or(|days| days.contains(&number) || days.contains(&(number - length - 1)))
            && weekdays.as_ref().is_none_or(|list| {
                list.iter().any(|(n, name)| {
                    *name == day.weekday()
                        && n.is_none_or(|n| {
                            if n > 0 {
                                (number - 1) / 7 + 1 == n
                            } else {
                                (length - number) / 7 + 1 == -n
                            }
                        })
                })
            })
    };
    let period = |day: Date| -> i32 {
        match frequency {
            "DAILY" => days(first, day),
            "WEEKLY" => days(week(first, week_start), week(day, week_start)) / 7,
            "MONTHLY" => {
                12 * i32::from(day.year() - first.year()) + i32::from(day.month() - first.month())
            }
            "YEARLY" => i32::from(day.year() - first.year()),
            other => panic!("{other}"),
        }
    };
    let mut found = Vec::new();
    // A period's days stand together; the first period begins before DTSTART.
    let mut day = match frequency {
        "WEEKLY" => week(first, week_start),
        "MONTHLY" => first.first_of_month(),
        "YEARLY" => first.first_of_year(),
        _ => first,
    };
    while day <= last && found.len() < count {
        let here = period(day);
        let mut set = Vec::new();
        while period(day) == here && day <= last {
            if fits(day) {
                set.push(day);
            }
            match day.checked_add(SignedDuration::from_hours(24)) {
                Ok(next) => day = next,
                Err(_) => return found,
            }
        }
        if here % interval != 0 {
            continue;
        }
        let chosen = chosen(set, positions.as_deref());
        for day in chosen.into_iter().filter(|day| *day >= first) {
            if found.len() >= count || until.is_some_and(|until| at(day) > until) {
                return found;
            }
            found.push(day);
        }
    }
    found
}

/// The days of a period at the positions of BYSETPOS.
fn chosen(set: Vec<Date>, positions: Option<&[i32]>) -> Vec<Date> {
    let Some(positions) = positions else { return set };
    let len = i32::try_from(set.len()).unwrap();
    let place = |p: i32| if p > 0 { p - 1 } else { len + p };
    let at = |p: &i32| set.get(usize::try_from(place(*p)).ok()?).copied();
    let mut chosen: Vec<Date> = positions.iter().filter_map(at).collect();
    chosen.sort();
    chosen
}

fn days(a: Date, b: Date) -> i32 {
    a.until(b).unwrap().get_days()
}

fn week(day: Date, start: Weekday) -> Date {
    day.checked_sub(SignedDuration::from_hours(24 * i64::from(day.weekday().since(start))))
        .unwrap_or(day)
}

fn weekday(code: &str) -> Weekday {
    match code {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        other => panic!("{other}"),
    }
}
