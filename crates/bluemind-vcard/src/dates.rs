//! Days of birth and anniversaries: BlueMind's epoch milliseconds and vCard's dates (RFC 6350 §4.3).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use crate::Version;

/// The year that stands for none, as in Outlook and Apple's address book. It is a leap year.
pub(crate) const NO_YEAR: i16 = 1604;

/// A date as a vCard has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    /// Epoch milliseconds.
    pub(crate) millis: i64,
    /// It had no year.
    pub(crate) yearless: bool,
    /// It had an hour that is not kept.
    pub(crate) time: bool,
}

/// Reads a `date-and-or-time` in basic or extended form; `None` if it is no full day, but for the year.
pub(crate) fn read(text: &str, omitted_year: Option<&str>) -> Option<Read> {
    let text = text.trim();
    let (date, time) = text.split_once(['T', 't', ' ']).map_or((text, None), |(d, t)| (d, Some(t)));
    let (date, yearless) = match date.strip_prefix("--") {
        Some(day) => (format!("{NO_YEAR:04}-{}", day.strip_prefix('-').unwrap_or(day)), true),
        None => (date.to_owned(), false),
    };
    let mut date = day(&date)?;
    let yearless = yearless
        || omitted_year.is_some_and(|year| year.trim().parse() == Ok(date.year()))
        || date.year() == NO_YEAR;
    if yearless {
        date = Date::new(NO_YEAR, date.month(), date.day()).ok()?;
    }
    let clock = time.map(time_of_day);
    let midnight = matches!(clock, Some(Some((time, _))) if time == Time::midnight());
    let (instant, time) = match clock {
        // An instant in UTC is what BlueMind stores.
        Some(Some((time, true))) => (DateTime::from_parts(date, time), false),
        Some(_) => (DateTime::from_parts(date, Time::midnight()), !midnight),
        None => (DateTime::from_parts(date, Time::midnight()), false),
    };
    // BlueMind drops what lies after 2200-01-01.
    if date.year() < 1 || date.year() >= 2200 {
        return None;
    }
    let millis = Offset::UTC.to_timestamp(instant).ok()?.as_millisecond();
    Some(Read { millis, yearless, time })
}

fn day(text: &str) -> Option<Date> {
    let digits: Vec<u8> = text.bytes().filter(|b| *b != b'-' && *b != b'/').collect();
    if digits.len() != 8 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        digits
            .get(range)?
            .iter()
            .try_fold(0_i16, |n, d| n.checked_mul(10)?.checked_add(i16::from(d - b'0')))
    };
    let (month, day) = (i8::try_from(number(4..6)?).ok()?, i8::try_from(number(6..8)?).ok()?);
    Date::new(number(0..4)?, month, day).ok()
}

/// The time, and whether it is in UTC.
fn time_of_day(text: &str) -> Option<(Time, bool)> {
    let (clock, utc) = match text.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, true),
        None => (text.split(['+', '-']).next().unwrap_or(text), false),
    };
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, ""));
    let digits: Vec<u8> = clock.bytes().filter(|b| *b != b':').collect();
    let pair = |at: usize| match digits.get(at..at + 2) {
        Some([a @ b'0'..=b'9', b @ b'0'..=b'9']) => i8::try_from((a - b'0') * 10 + (b - b'0')).ok(),
        Some(_) => None,
        None => (at >= digits.len()).then_some(0),
    };
    let millis: String = fraction.chars().chain("000".chars()).take(3).collect();
    let nanos = millis.parse::<i32>().ok()?.checked_mul(1_000_000)?;
    Some((Time::new(pair(0)?, pair(2)?, pair(4)?.min(59), nanos).ok()?, utc))
}

/// What BlueMind stored, as a vCard has it: a day, a day without year, or an instant.
pub(crate) fn write(millis: i64, version: Version) -> Option<(String, bool)> {
    let at = Offset::UTC.to_datetime(Timestamp::from_millisecond(millis).ok()?);
    let (date, time) = (at.date(), at.time());
    if date.year() < 1 {
        return None;
    }
    let (year, month, day) = (date.year(), date.month(), date.day());
    let yearless = year == NO_YEAR && time == Time::midnight();
    let text = match (version, yearless) {
        (Version::V4, true) => format!("--{month:02}{day:02}"),
        (Version::V4, false) => format!("{year:04}{month:02}{day:02}"),
        (Version::V3, _) => format!("{year:04}-{month:02}-{day:02}"),
    };
    if time == Time::midnight() {
        return Some((text, yearless));
    }
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    let millis = time.subsec_nanosecond() / 1_000_000;
    let fraction = if millis == 0 { String::new() } else { format!(".{millis:03}") };
    Some(match version {
        Version::V4 => (format!("{text}T{hour:02}{minute:02}{second:02}{fraction}Z"), false),
        Version::V3 => (format!("{text}T{hour:02}:{minute:02}:{second:02}{fraction}Z"), false),
    })
}
