//! The law of series: expanded by a reader that knows only RFC 5545, the output has the occurrences that Exchange's
//! rules give the source, exceptions and deleted days included; in every zone, from 1950 to 2100.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod expand;

use std::collections::BTreeSet;

use arbtest::arbitrary::{Result, Unstructured};
use expand::{Found, expand};
use jiff::civil::{Date, Time, Weekday};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use viaduc_contentline::Dialect;
use viaduc_graph_icalendar::{Context, EventError, Profile, event_to_calendar};
use viaduc_graph_types::Event;

const LIMIT: usize = 40;
const DAYS: [&str; 7] =
    ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const INDEXES: [&str; 5] = ["first", "second", "third", "fourth", "last"];

/// A pattern in Graph's words, and what it means.
#[derive(Debug)]
struct Source {
    kind: &'static str,
    interval: i32,
    day: i32,
    month: i32,
    days: Vec<usize>,
    index: usize,
    week_start: usize,
}

impl Source {
    fn arbitrary(u: &mut Unstructured<'_>) -> Result<Self> {
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
            interval: u.int_in_range(1..=4)?,
            day: u.int_in_range(1..=31)?,
            month: u.int_in_range(1..=12)?,
            days: (0..7).filter(|day| mask & (1 << day) != 0).collect(),
            index: u.int_in_range(0..=4)?,
            week_start: u.int_in_range(0..=6)?,
        })
    }

    fn json(&self) -> String {
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

    /// Whether a day is one of the series that counts from `start` on: told day by day, as Exchange documents it.
    fn has(&self, start: Date, day: Date) -> bool {
        let apart = |distance: i32| distance % self.interval == 0;
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

    fn occurrences(&self, start: Date, end: End, last: Date) -> Vec<Date> {
        let mut found = Vec::new();
        let mut day = start;
        let (count, last) = match end {
            End::Never => (LIMIT, last),
            End::After(count) => (count.min(LIMIT), last),
            End::Day(day) => (LIMIT, day.min(last)),
        };
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
enum End {
    Never,
    After(usize),
    Day(Date),
}

impl End {
    fn json(self, start: Date, zone: &str) -> String {
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

fn wire(at: Timestamp) -> String {
    TimeZone::UTC.to_datetime(at).strftime("%Y-%m-%dT%H:%M:%S.0000000").to_string()
}

/// Some of the occurrences, at most three.
fn some(u: &mut Unstructured<'_>, of: &[Date]) -> Result<BTreeSet<Date>> {
    let mut chosen = BTreeSet::new();
    for _ in 0..u.int_in_range(0..=3)? {
        if !of.is_empty() {
            chosen.insert(*u.choose(of)?);
        }
    }
    Ok(chosen)
}

#[test]
fn the_output_has_the_occurrences_of_the_source() {
    let zones: Vec<&str> = viaduc_timezones::iana_names().collect();
    arbtest::arbtest(|u| {
        let name = *u.choose(&zones)?;
        let zone = viaduc_timezones::zone(name).unwrap();
        let all_day: bool = u.ratio(1, 3)?;
        let start = Date::new(u.int_in_range(1950..=2090)?, u.int_in_range(1..=12)?, u.int_in_range(1..=28)?).unwrap();
        let time = Time::new(u.int_in_range(0..=23)?, *u.choose(&[0, 30, 45])?, 0, 0).unwrap();
        let source = Source::arbitrary(u)?;
        let last = Date::new(start.year() + 10, 12, 31).unwrap();
        let end = match u.int_in_range(0..=2)? {
            0 => End::Never,
            1 => End::After(u.int_in_range(1..=60)?),
            _ => End::Day(start.checked_add(SignedDuration::from_hours(24 * u.int_in_range(0..=2000)?)).unwrap()),
        };
        let days = source.occurrences(start, end, last);
        let at = |day: Date| if all_day {
            TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap()
        } else {
            zone.to_timestamp(day.to_datetime(time)).unwrap()
        };
        if !all_day && zone.to_datetime(at(start)) != start.to_datetime(time) {
            return Ok(()); // no clock shows this time on the first day
        }
        let deleted = some(u, &days)?;
        let changed: BTreeSet<Date> = some(u, &days)?.difference(&deleted).copied().collect();
        // Graph tells an all-day occurrence's original start as its local midnight.
        let original = |day: Date| if all_day { zone.to_timestamp(day.at(0, 0, 0, 0)).unwrap() } else { at(day) };
        let skipped = all_day && changed.iter().any(|day| zone.to_datetime(original(*day)) != day.at(0, 0, 0, 0));
        if skipped {
            return Ok(()); // midnight itself is skipped that day
        }
        let hour = SignedDuration::from_hours(if all_day { 24 } else { 1 });
        let later = |day: Date| at(day).checked_add(hour).unwrap();
        let slot = |start: Timestamp| format!(
            r#""start":{{"dateTime":"{}","timeZone":"UTC"}},"end":{{"dateTime":"{}","timeZone":"UTC"}},"isAllDay":{all_day}"#,
            wire(start), wire(start.checked_add(hour).unwrap())
        );
        let exceptions: Vec<String> = changed.iter().map(|day| format!(
            r#"{{"subject":"moved","type":"exception","originalStart":"{}",{}}}"#, original(*day), slot(later(*day))
        )).collect();
        let cancelled: Vec<String> = deleted.iter().map(|day| format!(r#""OID.AAMk.{day}""#)).collect();
        let json = format!(
            r#"{{"id":"1","iCalUId":"u","subject":"x","type":"seriesMaster","lastModifiedDateTime":"2024-01-01T00:00:00Z","originalStartTimeZone":"{name}","originalEndTimeZone":"{name}",{},"recurrence":{{"pattern":{},"range":{}}},"exceptionOccurrences":[{}],"cancelledOccurrences":[{}]}}"#,
            slot(at(start)), source.json(), end.json(start, name), exceptions.join(","), cancelled.join(",")
        );
        let mut context = Context::default();
        if u.arbitrary()? {
            context.profile = Profile::BlueMind;
        }
        let event: Event = viaduc_wire::read(json.as_bytes()).unwrap();
        let converted = match event_to_calendar(&event, &context) {
            Ok(converted) => converted,
            Err(EventError::NoOccurrence) => {
                assert!(days.is_empty(), "{json}");
                return Ok(());
            }
            Err(error) => panic!("{error}: {json}"),
        };
        let text = converted.value().to_text(Dialect::ICalendar);
        assert!(context.profile != Profile::BlueMind || !text.contains("BYMONTHDAY=-"), "{text}");
        let mut expected = Found::new();
        for day in &days {
            if changed.contains(day) {
                expected.insert((later(*day), "moved".to_owned()));
            } else if !deleted.contains(day) {
                expected.insert((at(*day), "x".to_owned()));
            }
        }
        assert_eq!(expand(&text, LIMIT, last), expected, "{json}\n{text}");
        Ok(())
    })
    .budget_ms(8_000);
}
