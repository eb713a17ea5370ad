//! Dates as mail writes them (RFC 5322 §3.3 and its obsolete forms), read tolerantly.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// Reads the value of a `Date` header, or the end of a `Received` one.
///
/// Taken: a weekday or none, two-digit years (RFC 5322 §4.3), missing seconds, zone names of RFC 822 (others count as
/// `+0000`, as the RFC says), comments, any white space; also the order `Mon dd hh:mm:ss yyyy` of C programs.
///
/// ```
/// use viaduc_mime_normalise::parse_date;
/// let date = parse_date("Mon, 02 Mar 2026 09:15 +0100 (CET)").unwrap();
/// assert_eq!(date.to_string(), "2026-03-02T08:15:00Z");
/// assert!(parse_date("soon").is_none());
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<Timestamp> {
    let mut words = words(text);
    if words.first().is_some_and(|w| is_weekday(w)) {
        words.remove(0);
    }
    let first_is_month = words.first().is_some_and(|w| month(w).is_some());
    let (day, month, year, time, zone) = match (words.as_slice(), first_is_month) {
        // Mar 2 09:15:00 [zone] 2026, as C's asctime writes it.
        ([mon, day, time, .., year], true) => {
            let zone = words.get(3).filter(|_| words.len() > 4).copied();
            (*day, month(mon)?, *year, *time, zone)
        }
        ([day, mon, year, time, rest @ ..], false) => {
            (*day, month(mon)?, *year, *time, rest.first().copied())
        }
        _ => return None,
    };
    let day: i8 = day.parse().ok()?;
    let year = full_year(year)?;
    let (hour, minute, second) = clock(time)?;
    let civil = DateTime::new(year, month, day, hour, minute, second.min(59), 0).ok()?;
    let offset = zone.map_or(Some(Offset::UTC), offset)?;
    offset.to_timestamp(civil).ok()
}

/// Words at white space, commas and comments; hyphens of `02-Mar-2026` count as spaces, the sign of a zone does not.
fn words(text: &str) -> Vec<&str> {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let text = text.get(..end).unwrap_or(text);
    let mut words = Vec::with_capacity(8);
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let is_break = match c {
            '(' | ')' | ',' => true,
            '-' if depth == 0 => start < at,
            c => depth > 0 || c.is_whitespace(),
        };
        if is_break {
            words.extend(text.get(start..at).filter(|word| !word.is_empty()));
            start = at + c.len_utf8();
        }
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    words.extend(text.get(start..).filter(|word| !word.is_empty()));
    words
}

/// So many characters of a date are read.
const LONGEST: usize = 200;

fn is_weekday(word: &str) -> bool {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    word.get(..3).is_some_and(|w| names.iter().any(|name| w.eq_ignore_ascii_case(name)))
}

fn month(word: &str) -> Option<i8> {
    let names =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = word.get(..3)?;
    (1_i8..).zip(names).find(|(_, name)| word.eq_ignore_ascii_case(name)).map(|(number, _)| number)
}

/// Two digits below 50 are in this century, three digits count from 1900 (RFC 5322 §4.3).
fn full_year(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok()?;
    match (word.len(), year) {
        (_, ..0) => None,
        (1 | 2, 0..=49) => Some(year + 2000),
        (1..=3, _) => Some(year + 1900),
        (4, _) => Some(year),
        _ => None,
    }
}

fn clock(word: &str) -> Option<(i8, i8, i8)> {
    let mut fields = word.split([':', '.']);
    let hour = fields.next()?.parse().ok()?;
    let minute = fields.next()?.parse().ok()?;
    let second = fields.next().map_or(Some(0), |s| s.parse().ok())?;
    let in_range =
        (0..=23).contains(&hour) && (0..=59).contains(&minute) && (0..=60).contains(&second);
    in_range.then_some((hour, minute, second))
}

fn offset(zone: &str) -> Option<Offset> {
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return Some(named(zone)),
    };
    let digits: String = zone.chars().skip(1).filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Offset::UTC);
    }
    let number: i32 = digits.parse().ok()?;
    let seconds = sign * ((number / 100) * 3600 + (number % 100) * 60);
    Some(Offset::from_seconds(seconds).unwrap_or(Offset::UTC))
}

fn named(zone: &str) -> Offset {
    let hours = match zone.to_ascii_uppercase().as_str() {
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "CET" | "MET" | "BST" => 1,
        "CEST" | "MEST" | "EET" => 2,
        _ => 0,
    };
    Offset::constant(hours)
}

/// `time` as a `Date` header writes it, in UTC.
pub(crate) fn write_date(time: Timestamp) -> Option<String> {
    let civil = Offset::UTC.to_datetime(time);
    jiff::fmt::strtime::format("%a, %d %b %Y %H:%M:%S +0000", civil).ok()
}

/// Whether `time` is one no mail has: before 1970, or after 2100.
pub(crate) fn is_absurd(time: Timestamp) -> bool {
    is_suspect(time, None)
}

/// Whether `time` is before 1970, or more than a day after `latest` (if that is not known: after 2100).
pub(crate) fn is_suspect(time: Timestamp, latest: Option<Timestamp>) -> bool {
    let century = SignedDuration::from_hours(24 * 365 * 130);
    let (from, longest) =
        latest.map_or((Timestamp::UNIX_EPOCH, century), |at| (at, SignedDuration::from_hours(24)));
    time < Timestamp::UNIX_EPOCH || time.duration_since(from) > longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_seen_in_mailboxes_are_read() {
        let cases = [
            ("Mon, 02 Mar 2026 09:15:07 +0100", "2026-03-02T08:15:07Z"),
            ("2 Mar 26 09:15 GMT", "2026-03-02T09:15:00Z"),
            ("Mon Mar  2 09:15:07 2026", "2026-03-02T09:15:07Z"),
            ("Mon Mar  2 09:15:07 CET 2026", "2026-03-02T08:15:07Z"),
            ("02-Mar-2026 09:15:07 -0500", "2026-03-02T14:15:07Z"),
            ("Fri, 31 Dec 99 23:59:60 EST", "2000-01-01T04:59:59Z"),
            ("Mon, 2 Mar 2026 09.15.07 +01:00", "2026-03-02T08:15:07Z"),
            ("2(d-x)Mar(03 -)2026 09:15:07 (a(b)c) -0100 (é)", "2026-03-02T10:15:07Z"),
        ];
        for (text, expected) in cases {
            let read = parse_date(text).map(|t| t.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "32 Jan 2026 00:00:00 +0000",
            "1 Jan 2026",
            "1 Foo 2026 00:00",
            "(((((",
            "12:00",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let time = parse_date("Mon, 02 Mar 2026 09:15:07 +0100").unwrap();
        let text = write_date(time).unwrap();
        assert_eq!(text, "Mon, 02 Mar 2026 08:15:07 +0000");
        assert_eq!(parse_date(&text), Some(time));
    }
}
