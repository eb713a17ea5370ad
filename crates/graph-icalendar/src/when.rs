//! Dates and times: the wire's text, and iCalendar's.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// A date-time as the wire writes it: local, or with an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) local: DateTime,
    pub(crate) offset: Option<Offset>,
    /// Whether more was told than whole seconds.
    pub(crate) is_cut: bool,
}

impl Written {
    /// The instant; without an offset the time counts as UTC.
    pub(crate) fn instant(self) -> Option<Timestamp> {
        self.offset.unwrap_or(Offset::UTC).to_timestamp(self.local).ok()
    }
}

/// `2019-04-09T14:00:00.0000000`, with or without seconds, fraction, `Z` or offset; a bare date is its midnight.
/// Fractions of a second are cut off: iCalendar has none.
pub(crate) fn written(text: &str) -> Option<Written> {
    usual(text.as_bytes()).or_else(|| any_form(text))
}

fn any_form(text: &str) -> Option<Written> {
    let text = text.trim();
    let date = date(text.get(..10)?)?;
    let Some(rest) = text.get(10..).filter(|rest| !rest.is_empty()) else {
        let local = date.to_datetime(Time::midnight());
        return Some(Written { local, offset: None, is_cut: false });
    };
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at_checked(end)?;
    let mut parts = clock.split(':');
    let hour = number(parts.next()?)?;
    let minute = number(parts.next()?)?;
    let (second, fraction) = match parts.next().map(|second| second.split_once('.').ok_or(second)) {
        Some(Ok((second, fraction))) => (number(second)?, fraction),
        Some(Err(second)) => (number(second)?, ""),
        None => (0, ""),
    };
    if parts.next().is_some() {
        return None;
    }
    // A leap second is written as the last second before it.
    let time = Time::new(hour, minute, second.min(59), 0).ok()?;
    let is_cut = second > 59 || fraction.bytes().any(|byte| byte != b'0');
    Some(Written { local: date.to_datetime(time), offset: offset(zone)?, is_cut })
}

/// `2019-04-09T14:00:00`, with a fraction of zeros or `Z` or neither: nearly every time of the wire is one.
fn usual(text: &[u8]) -> Option<Written> {
    let (head, tail) = text.split_at_checked(19)?;
    let offset = match tail {
        b"Z" => Some(Offset::UTC),
        b"" | b".0000000" => None,
        _ => return None,
    };
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if !marks.iter().all(|(at, mark)| head.get(*at) == Some(mark)) {
        return None;
    }
    let digit =
        |at: usize| head.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0');
    let two = |at: usize| i8::try_from(digit(at)? * 10 + digit(at + 1)?).ok();
    let year = i16::from(two(0)?) * 100 + i16::from(two(2)?);
    let date = Date::new(year, two(5)?, two(8)?).ok().filter(|_| year > 0)?;
    let time = Time::new(two(11)?, two(14)?, two(17)?, 0).ok()?;
    Some(Written { local: date.to_datetime(time), offset, is_cut: false })
}

/// `2019-04-09`, between the years 1 and 9999.
pub(crate) fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let year = year.bytes().all(|b| b.is_ascii_digit()).then(|| year.parse::<i16>().ok())??;
    let (month, day) = (number(parts.next()?)?, number(parts.next()?)?);
    if year < 1 || parts.next().is_some() {
        return None;
    }
    Date::new(year, month, day).ok()
}

/// An instant of the wire; `0001-01-01T00:00:00Z` is none.
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    let written = written(text)?;
    if written.local.year() == 1 {
        return None;
    }
    written.instant()
}

/// The last second that is reckoned with.
pub(crate) fn last() -> Timestamp {
    Timestamp::from_second(Timestamp::MAX.as_second()).unwrap_or(Timestamp::MAX)
}

/// `YYYYMMDD`.
pub(crate) fn basic_date(date: Date) -> String {
    ascii(&day_digits(date)).to_owned()
}

/// The day that a value written by [`basic_date`], [`basic`] or [`utc`] starts with.
pub(crate) fn basic_day(value: &str) -> Option<Date> {
    let (year, month, day) = (value.get(..4)?, value.get(4..6)?, value.get(6..8)?);
    Date::new(year.parse().ok()?, number(month)?, number(day)?).ok()
}

/// `YYYYMMDDTHHMMSS`.
pub(crate) fn basic(at: DateTime) -> String {
    let [a, b] = two(at.hour().unsigned_abs());
    let [c, d] = two(at.minute().unsigned_abs());
    let [e, f] = two(at.second().unsigned_abs());
    let mut out = String::with_capacity(16);
    out.push_str(ascii(&day_digits(at.date())));
    out.push_str(ascii(&[b'T', a, b, c, d, e, f]));
    out
}

/// `YYYYMMDDTHHMMSSZ`.
pub(crate) fn utc(at: Timestamp) -> String {
    let mut out = basic(Offset::UTC.to_datetime(at));
    out.push('Z');
    out
}

fn day_digits(date: Date) -> [u8; 8] {
    let year = date.year().clamp(0, 9999).unsigned_abs();
    let [a, b] = two(u8::try_from(year / 100).unwrap_or(99));
    let [c, d] = two(u8::try_from(year % 100).unwrap_or(99));
    let [e, f] = two(date.month().unsigned_abs());
    let [g, h] = two(date.day().unsigned_abs());
    [a, b, c, d, e, f, g, h]
}

fn two(number: u8) -> [u8; 2] {
    [b'0' + number / 10 % 10, b'0' + number % 10]
}

/// Digits as a text: they are ASCII.
fn ascii(digits: &[u8]) -> &str {
    std::str::from_utf8(digits).unwrap_or_default()
}

fn number(text: &str) -> Option<i8> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

/// Nothing, `Z`, or `+hh:mm`. The outer `None` is a text that is no offset.
fn offset(text: &str) -> Option<Option<Offset>> {
    if text.is_empty() {
        return Some(None);
    }
    if text.eq_ignore_ascii_case("z") {
        return Some(Some(Offset::UTC));
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some(pair) => pair,
        None => rest
            .split_at_checked(2)
            .filter(|(_, minutes)| !minutes.is_empty())
            .unwrap_or((rest, "0")),
    };
    let seconds = i32::from(number(hours)?) * 3600 + i32::from(number(minutes)?) * 60;
    Some(Some(Offset::from_seconds(sign * seconds).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_form_is_read_like_any() {
        viaduc_fixture_runner::search(200, |u| {
            let mut text = format!(
                "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}",
                u.int_in_range(0..=9999)?,
                u.int_in_range(0..=13)?,
                u.int_in_range(0..=32)?,
                u.int_in_range(0..=25)?,
                u.int_in_range(0..=61)?,
                u.int_in_range(0..=61)?,
                u.choose(&["", "Z", ".0000000", ".5", "+01:00"])?
            );
            if u.ratio(1, 4)? {
                let at = u.int_in_range(0..=18)?;
                text.replace_range(at..=at, u.choose(&["-", "x", ":", "T", " ", "0"])?);
            }
            if let Some(usual) = usual(text.as_bytes()) {
                assert_eq!(Some(usual), any_form(&text), "{text}");
            }
            Ok(())
        });
    }

    #[test]
    fn every_form_of_the_wire() {
        let read = |text| written(text).and_then(Written::instant).map(|at| at.to_string());
        for (text, instant) in [
            ("2019-04-09T14:00:00.0000000", "2019-04-09T14:00:00Z"),
            ("2019-04-09T14:00:00Z", "2019-04-09T14:00:00Z"),
            ("2019-04-09T14:00", "2019-04-09T14:00:00Z"),
            ("2019-04-09", "2019-04-09T00:00:00Z"),
            ("2021-06-04T15:00:00-04:00", "2021-06-04T19:00:00Z"),
            ("2021-06-04T15:00:00.1234567+0530", "2021-06-04T09:30:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ] {
            assert_eq!(read(text).as_deref(), Some(instant), "{text}");
        }
        for text in [
            "",
            "2019",
            "2019-13-01",
            "10000-01-01",
            "0000-01-01",
            "2019-04-09T",
            "2019-04-09T25:00:00",
            "2019-04-09T14:00:00+",
            "2019-04-09T14:00:00x",
            "2019-04-09T14:00:00+99:00",
            "é019-04-09",
            "-019-04-09",
            "2019-04-09Té",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
