//! The law of VTIMEZONE: read by a small reader that knows nothing of this crate, it says what the tz database says,
//! for every zone and every instant of the years asked for.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod reader;

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::{Offset, TimeZone};
use reader::Reader;
use viaduc_contentline::{Dialect, parse};
use viaduc_timezones::{iana_names, is_utc, vtimezone, vtimezone_of, zone};

fn text(name: &str, years: std::ops::RangeInclusive<i16>) -> String {
    vtimezone(name, years).unwrap_or_else(|| panic!("{name}")).to_text(Dialect::ICalendar)
}

fn offset_of(zone: &TimeZone, at: Timestamp) -> i64 {
    i64::from(zone.to_offset(at).seconds())
}

fn start_of(year: i16) -> Timestamp {
    Offset::UTC.to_timestamp(date(year, 1, 1).at(0, 0, 0, 0)).unwrap()
}

/// Checks each transition in the years, a second on either side, and a fortnightly sample.
fn agrees(name: &str, first: i16, last: i16) {
    let text = text(name, first..=last);
    let reader = Reader::of(&text, last + 1);
    let zone = zone(name).unwrap();
    let (start, end) = (start_of(first), start_of(last + 1));
    let transitions =
        zone.following(start).map(|t| t.timestamp().as_second()).flat_map(|t| [t - 1, t]);
    let sample = (start.as_second()..end.as_second()).step_by(14 * 86_400);
    for second in transitions.take_while(|t| *t < end.as_second()).chain(sample) {
        let at = Timestamp::from_second(second).unwrap();
        assert_eq!(reader.offset(second), Some(offset_of(&zone, at)), "{name} at {at}\n{text}");
    }
}

#[test]
fn every_zone_agrees_from_1950_to_2100() {
    for name in iana_names().filter(|name| !is_utc(name)) {
        agrees(name, 1950, 2100);
    }
}

#[test]
fn any_years_agree() {
    let names: Vec<&str> = iana_names().filter(|name| !is_utc(name)).collect();
    viaduc_fixture_runner::search(200, |u| {
        let name = u.choose(&names)?;
        let first = u.int_in_range(1890..=2110)?;
        let last = first + u.int_in_range(0..=25)?;
        agrees(name, first, last);
        Ok(())
    });
}

#[test]
fn regular_zones_stay_short() {
    for name in
        ["Europe/Paris", "America/New_York", "Australia/Sydney", "America/Nuuk", "Asia/Jerusalem"]
    {
        let zone = vtimezone(name, 2025..=2035).unwrap();
        assert!(zone.components.len() <= 3, "{}", zone.to_text(Dialect::ICalendar));
    }
    let morocco = vtimezone("Africa/Casablanca", 2025..=2027).unwrap();
    assert_eq!(morocco.components.len(), 2, "{}", morocco.to_text(Dialect::ICalendar));
}

#[test]
fn any_year_gives_a_zone_with_an_observance() {
    for name in iana_names() {
        for years in
            [(i16::MIN, i16::MIN), (-1, 1), (9999, 9999), (i16::MAX, i16::MAX), (2030, 2000)]
        {
            let Some(zone) = vtimezone(name, years.0..=years.1) else {
                assert!(is_utc(name));
                continue;
            };
            assert!(!zone.components.is_empty(), "{name} {years:?}");
            let text = zone.to_text(Dialect::ICalendar);
            assert!(parse(&text).faults.is_empty());
        }
    }
}

#[test]
fn aliases_write_the_preferred_name() {
    let zone = vtimezone("asia/CALCUTTA", 2026..=2026).unwrap();
    assert_eq!(zone.property("TZID").unwrap().as_text(), "Asia/Kolkata");
    assert!(vtimezone("Etc/UTC", 2026..=2026).is_none() && vtimezone("No/Where", 0..=1).is_none());
}

#[test]
fn rules_without_a_name_agree_too() {
    let rules = TimeZone::posix("<-0117>1:17<-0017>0:17,M3.5.0/2,M10.5.0/3").unwrap();
    let text = vtimezone_of("My own", &rules, 2020..=2030).to_text(Dialect::ICalendar);
    let reader = Reader::of(&text, 2031);
    for second in (start_of(2020).as_second()..start_of(2031).as_second()).step_by(3600) {
        let at = Timestamp::from_second(second).unwrap();
        assert_eq!(reader.offset(second), Some(offset_of(&rules, at)), "{at}\n{text}");
    }
}
