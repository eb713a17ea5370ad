use arbitrary::{Result, Unstructured};

use super::*;
use crate::vtimezone_of;
use viaduc_contentline::Dialect;

#[path = "../../tests/reader/mod.rs"]
mod reader;

fn bytes(hex: &str) -> Vec<u8> {
    let digits: String = hex.split_whitespace().collect();
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn system_time(words: [u16; 8]) -> Vec<u8> {
    words.into_iter().flat_map(u16::to_le_bytes).collect()
}

/// The n-th weekday of a month, at an hour.
fn nth(month: u16, weekday: u16, n: u16, hour: u16) -> Vec<u8> {
    system_time([0, month, weekday, n, hour, 0, 0, 0])
}

fn structure(bias: i32, to_standard: &[u8], to_daylight: &[u8]) -> Vec<u8> {
    let mut bytes: Vec<u8> = [bias, 0, -60].into_iter().flat_map(i32::to_le_bytes).collect();
    for change in [to_standard, to_daylight] {
        bytes.extend([0, 0]);
        bytes.extend(change);
    }
    bytes
}

/// A rule: year, flags, biases, changes.
type Written = (u16, u16, [i32; 3], Vec<u8>, Vec<u8>);

fn definition(name: &str, rules: &[Written]) -> Vec<u8> {
    let name: Vec<u16> = name.encode_utf16().collect();
    let word = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let mut bytes = vec![2, 1];
    bytes.extend(word(6 + 2 * name.len()));
    bytes.extend([2, 0]);
    bytes.extend(word(name.len()));
    bytes.extend(name.into_iter().flat_map(u16::to_le_bytes));
    bytes.extend(word(rules.len()));
    for (year, flags, biases, to_standard, to_daylight) in rules {
        bytes.extend([2, 1, 0x3e, 0]);
        bytes.extend(flags.to_le_bytes());
        bytes.extend(year.to_le_bytes());
        bytes.extend([0; 14]);
        bytes.extend(biases.iter().flat_map(|bias| bias.to_le_bytes()));
        bytes.extend(to_standard);
        bytes.extend(to_daylight);
    }
    bytes
}

fn one(name: &str, bias: i32, to_standard: &[u8], to_daylight: &[u8]) -> Vec<u8> {
    definition(name, &[(2007, 3, [bias, 0, -60], to_standard.to_vec(), to_daylight.to_vec())])
}

#[test]
fn both_forms_are_read_and_fitted() {
    let (standard, daylight) = (nth(10, 0, 5, 3), nth(3, 0, 5, 2));
    let read = Definition::read(&structure(-60, &standard, &daylight)).unwrap();
    let found = read.fit(2024..=2090, None, &["Europe/Madrid"]).unwrap();
    assert_eq!((found.id, found.confidence), ("Europe/Madrid", Confidence::Rules));
    assert!(read.fit(2024..=2024, None, &[]).is_some_and(|found| found.id.starts_with("Europe/")));
    assert!(read.fit(1990..=2024, None, &["Europe/Madrid"]).is_none(), "another rule until 1995");
    let read = Definition::read(&one("Romance Standard Time", -60, &standard, &daylight)).unwrap();
    let found = read.fit(2024..=2024, None, &[]).unwrap();
    assert_eq!((found.id, found.confidence), ("Europe/Paris", Confidence::Windows));
    let read = Definition::read(&one("My own", -60, &standard, &daylight)).unwrap();
    assert_eq!(read.name, "My own");
    assert_eq!(read.fit(2024..=2024, None, &["Europe/Oslo"]).unwrap().id, "Europe/Oslo");
    let odd = Definition::read(&one("My own", 77, &standard, &daylight)).unwrap();
    assert!(odd.fit(2024..=2024, None, &[]).is_none());
    let offset = odd.zone().unwrap().to_offset(at("2024-07-01T00:00:00Z"));
    assert_eq!(offset.seconds(), -17 * 60);
}

#[test]
fn a_wrong_size_of_the_header_does_no_harm() {
    let (standard, daylight) = (nth(10, 0, 5, 3), nth(3, 0, 5, 2));
    let right = one("Own", -60, &standard, &daylight);
    for size in [0, 2, 11, 13, u8::MAX] {
        let mut wrong = right.clone();
        wrong[2] = size;
        assert_eq!(Definition::read(&wrong), Definition::read(&right), "{size}");
    }
    // A later version with two bytes more in its header.
    let mut longer = right.clone();
    longer[2] += 2;
    longer.splice(16..16, [7, 7]);
    assert_eq!(Definition::read(&longer), Definition::read(&right));
}

/// MS-OXOCAL §4.1.4: the rules of the Pacific coast until and since 2007.
#[test]
fn two_rules_hold_in_their_years() {
    let read = Definition::read(&bytes(
        "0201 3000 0200 1500
         5000 6100 6300 6900 6600 6900 6300 2000 5300 7400 6100 6E00 6400 6100 7200 6400
         2000 5400 6900 6D00 6500
         0200
         0201 3E00 0000 D607 0000000000000000000000000000 E0010000 00000000 C4FFFFFF
         0000 0A00 0000 0500 0200 0000 0000 0000 0000 0400 0000 0100 0200 0000 0000 0000
         0201 3E00 0200 D707 0000000000000000000000000000 E0010000 00000000 C4FFFFFF
         0000 0B00 0000 0100 0200 0000 0000 0000 0000 0300 0000 0200 0200 0000 0000 0000",
    ))
    .unwrap();
    assert_eq!(read.name, "Pacific Standard Time");
    let (own, known) = (read.zone().unwrap(), zone("America/Los_Angeles").unwrap());
    assert!(same(&own, &known, &(1987..=2150)));
    assert!(!same(&own, &known, &(1980..=2150)));
    let unnamed = Definition { name: String::new(), ..read };
    let found = unnamed.fit(2000..=2090, None, &[]).unwrap();
    assert_eq!((found.id, found.confidence), ("America/Los_Angeles", Confidence::Rules));
}

#[test]
fn the_structure_counts_where_a_definition_is_stale() {
    let (standard, daylight) = (nth(10, 0, 5, 3), nth(3, 0, 5, 2));
    let whole = Definition::read(&one("x", -60, &standard, &daylight)).unwrap();
    let same = Definition::read(&structure(-60, &standard, &daylight)).unwrap();
    let other = Definition::read(&structure(-120, &standard, &daylight)).unwrap();
    assert!(whole.agrees_with(&same) && !whole.agrees_with(&other));
    let rule = (2007, 0, [-60, 0, -60], standard, daylight);
    let unmarked = Definition::read(&definition("x", &[rule])).unwrap();
    assert!(!unmarked.agrees_with(&same));
}

#[test]
fn days_of_one_year_and_midnights_at_a_days_end() {
    // Summer time in 2020 alone, from 10 April to 20 September; then for ever an hour earlier.
    let once = |month, day| system_time([2020, month, 0, day, 1, 0, 0, 0]);
    let never = nth(0, 0, 0, 0);
    let rules = [
        (2020, 0, [0, 0, -60], once(9, 20), once(4, 10)),
        (2021, 2, [60, 0, -60], never.clone(), never),
    ];
    let zone = Definition::read(&definition("x", &rules)).unwrap().zone().unwrap();
    for (instant, minutes) in [
        ("2019-07-01T00:00:00Z", 0),
        ("2020-04-10T00:59:59Z", 0),
        ("2020-04-10T01:00:00Z", 60),
        ("2020-09-19T23:59:59Z", 60),
        ("2020-09-20T00:00:00Z", 0),
        ("2020-12-31T23:59:59Z", 0),
        ("2021-01-01T00:00:00Z", -60),
        ("2150-07-01T00:00:00Z", -60),
    ] {
        assert_eq!(zone.to_offset(at(instant)).seconds(), minutes * 60, "{instant}");
    }
    // 23:59:59.999 on the last Thursday is the midnight after it.
    let end = system_time([0, 10, 4, 5, 23, 59, 59, 999]);
    let read = Definition::read(&one("x", -120, &end, &nth(3, 5, 5, 0))).unwrap();
    let zone = read.zone().unwrap();
    assert_eq!(zone.to_offset(at("2021-10-28T20:59:59Z")).seconds(), 3 * 3600);
    assert_eq!(zone.to_offset(at("2021-10-28T21:00:00Z")).seconds(), 2 * 3600);
}

/// Days of one year alone, in either half of it first; in a structure too, which says no year itself.
#[test]
fn clocks_may_change_once() {
    let once = |month, day| system_time([2026, month, 0, day, 3, 0, 0, 0]);
    let never = nth(0, 0, 0, 0);
    let north = structure(-60, &once(10, 25), &once(3, 29));
    let south = structure(-60, &once(4, 5), &once(10, 4));
    let by_year = definition("x", &[(2020, 0, [-60, 0, -60], once(10, 25), once(3, 29))]);
    let hours = |bytes: &[u8]| {
        let zone = Definition::read(bytes).unwrap().zone().unwrap();
        [
            "2020-01-01",
            "2025-07-01",
            "2026-01-02",
            "2026-07-01",
            "2026-12-31",
            "2027-07-01",
            "2200-01-01",
        ]
        .map(|day| zone.to_offset(at(&format!("{day}T12:00:00Z"))).seconds() / 3600)
    };
    assert_eq!(hours(&north), [1, 1, 1, 2, 1, 1, 1]);
    assert_eq!(hours(&by_year), [1, 1, 1, 2, 1, 1, 1]);
    assert_eq!(hours(&south), [2, 2, 2, 1, 2, 2, 2]);
    assert_eq!(hours(&structure(-60, &once(10, 25), &never)), [1; 7]);
    let zone = Definition::read(&north).unwrap().zone().unwrap();
    let changes = zone.following(Timestamp::MIN).map(|change| change.timestamp().to_string());
    assert_eq!(changes.collect::<Vec<_>>(), ["2026-03-29T02:00:00Z", "2026-10-25T01:00:00Z"]);
}

/// Kept back: an hour of winter until the first minute of a year, an hour of summer to its last.
#[test]
fn a_year_may_begin_with_a_change() {
    let new_year = nth(1, 6, 1, 0); // 1 January 2011 was a Saturday.
    let rules = [
        (2010, 0, [-180, 0, -60], nth(10, 0, 5, 3), nth(3, 0, 5, 2)),
        (2011, 0, [-180, 0, -60], new_year, nth(3, 0, 5, 2)),
        (2012, 2, [-240, 0, -60], nth(0, 0, 0, 0), nth(0, 0, 0, 0)),
    ];
    let own = Definition::read(&definition("x", &rules)).unwrap().zone().unwrap();
    assert!(same(&own, &zone("Europe/Moscow").unwrap(), &(2010..=2013)));
}

/// What Windows says of an instant, from the two changes of its year in UTC; instants near a year's start aside.
fn windows_offset(rules: &[Written], second: i64) -> Option<i64> {
    let utc = Offset::UTC.to_datetime(Timestamp::from_second(second).unwrap());
    let (year, day) = (utc.year(), utc.day_of_year());
    if !(3..=363).contains(&day) {
        return None;
    }
    let rule = rules.iter().rev().find(|rule| i64::from(rule.0) <= i64::from(year));
    let (_, _, [bias, standard, daylight], to_standard, to_daylight) =
        rule.or_else(|| rules.first())?;
    let word = |bytes: &[u8], at: usize| i8::try_from(bytes[2 * at]).unwrap();
    let local = |change: &[u8]| {
        let (month, weekday, n) = (word(change, 1), word(change, 2), word(change, 3));
        let days = (1..=31).filter_map(|day| jiff::civil::Date::new(year, month, day).ok());
        let days: Vec<_> =
            days.filter(|day| day.weekday().to_sunday_zero_offset() == weekday).collect();
        let n = usize::try_from(n).unwrap().min(days.len());
        let midnight = Offset::UTC.to_timestamp(days[n - 1].at(0, 0, 0, 0)).unwrap().as_second();
        midnight + 3600 * i64::from(word(change, 4))
    };
    let (winter, summer) = (i64::from(bias + standard) * 60, i64::from(bias + daylight) * 60);
    if word(to_standard, 1) == 0 || word(to_daylight, 1) == 0 {
        return Some(-winter);
    }
    let (begin, end) = (local(to_daylight) + winter, local(to_standard) + summer);
    let is_summer =
        if begin < end { (begin..end).contains(&second) } else { !(end..begin).contains(&second) };
    Some(if is_summer { -summer } else { -winter })
}

fn rule(u: &mut Unstructured<'_>, year: u16) -> Result<Written> {
    let mut change = |months: RangeInclusive<u16>| -> Result<Vec<u8>> {
        Ok(nth(
            u.int_in_range(months)?,
            u.int_in_range(0..=6)?,
            u.int_in_range(1..=5)?,
            u.int_in_range(0..=23)?,
        ))
    };
    let (mut a, mut b) = (change(2..=5)?, change(8..=11)?);
    if u.arbitrary()? {
        std::mem::swap(&mut a, &mut b);
    }
    if u.ratio(1, 4)? {
        a = nth(0, 0, 0, 0);
    }
    let bias = 15 * u.int_in_range(-50..=50)?;
    Ok((year, 0, [bias, 0, *u.choose(&[-60, -30, -120, 60])?], a, b))
}

#[test]
fn any_rules_say_what_windows_says() {
    viaduc_fixture_runner::search(200, |u| {
        let mut rules = Vec::new();
        let mut year = u.int_in_range(1950..=2030)?;
        for _ in 0..u.int_in_range(1..=5)? {
            rules.push(rule(u, year)?);
            year += u.int_in_range(1..=30)?;
        }
        let zone = Definition::read(&definition("x", &rules)).unwrap().zone().unwrap();
        for _ in 0..100 {
            let second = u.int_in_range(-631_152_000..=4_133_980_800_i64)?; // 1950 to 2101
            if let Some(expected) = windows_offset(&rules, second) {
                let offset = zone.to_offset(Timestamp::from_second(second).unwrap());
                assert_eq!(i64::from(offset.seconds()), expected, "{rules:?} {second}");
            }
            if u.is_empty() {
                break;
            }
        }
        Ok(())
    });
}

#[test]
fn any_rules_are_written_as_they_are() {
    viaduc_fixture_runner::search(200, |u| {
        let mut rules = Vec::new();
        let mut year = u.int_in_range(1950..=2030)?;
        for _ in 0..u.int_in_range(1..=4)? {
            rules.push(rule(u, year)?);
            year += u.int_in_range(1..=30)?;
        }
        let zone = Definition::read(&definition("x", &rules)).unwrap().zone().unwrap();
        let first = u.int_in_range(1950..=2090)?;
        let last = first + u.int_in_range(0..=30)?;
        let text = vtimezone_of("x", &zone, first..=last).to_text(Dialect::ICalendar);
        let reader = reader::Reader::of(&text, last + 1);
        let start_of = |year: i16| date(year, 1, 1).at(0, 0, 0, 0);
        let second = |year| Offset::UTC.to_timestamp(start_of(year)).unwrap().as_second();
        let changes = zone.following(Timestamp::from_second(second(first)).unwrap());
        let changes = changes.map(|change| change.timestamp().as_second());
        let near: Vec<i64> =
            changes.take_while(|at| *at < second(last + 1)).flat_map(|at| [at - 1, at]).collect();
        let sample = (second(first)..second(last + 1)).step_by(20 * 86_400);
        for at in sample.chain(near).filter(|at| *at >= second(first)) {
            let expected = zone.to_offset(Timestamp::from_second(at).unwrap()).seconds();
            assert_eq!(reader.offset(at), Some(i64::from(expected)), "{rules:?} {at}\n{text}");
        }
        Ok(())
    });
}

#[test]
fn no_bytes_fail() {
    let (standard, daylight) = (nth(10, 0, 5, 3), nth(3, 0, 5, 2));
    let seeds = [one("x", -60, &standard, &daylight), structure(-60, &standard, &daylight)];
    viaduc_fixture_runner::search(200, |u| {
        let mut bytes: Vec<u8> = u.arbitrary()?;
        if u.arbitrary()? {
            bytes = u.choose(&seeds)?.clone();
            for _ in 0..u.int_in_range(0..=6)? {
                let at = u.int_in_range(0..=bytes.len() - 1)?;
                bytes[at] = u.arbitrary()?;
            }
        }
        crate::invariants::check_definition(&bytes);
        Ok(())
    });
}
