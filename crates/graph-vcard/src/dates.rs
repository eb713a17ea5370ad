//! Instants and days (RFC 6350 §4.3, RFC 2426 §3.1.5 and §3.6.4).

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_timezones::resolve;

use crate::Context;
use crate::card::Card;
use crate::codes::{DATE_INVALID, DAY_ROUNDED};

/// The day that a birthday or an anniversary means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) date: Date,
    /// Whether the instant is midnight nowhere we know, so that the nearest one was taken.
    pub(crate) rounded: bool,
}

/// A year in which every zone's rules are today's: Outlook knows no others, whatever the year of birth.
const MODERN: i16 = 2025;

/// Reads a day: a plain date, or an instant which is midnight, or 11:59 as Exchange writes days, in UTC or where
/// the mailbox is.
pub(crate) fn day(text: &str, context: &Context<'_>) -> Option<Day> {
    let text = text.trim();
    if text.len() <= 10 {
        return text.parse().ok().map(|date| Day { date, rounded: false });
    }
    let written = text.get(..19)?;
    let written = usual(written).or_else(|| written.parse().ok())?;
    let plain = |date| Some(Day { date, rounded: false });
    if is_day_start(written.time()) {
        return plain(written.date());
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        let zone = context.mailbox_zone.and_then(|name| resolve(name, context.territory));
        if let Some(date) = zone.and_then(|zone| local_midnight(instant, &zone.zone)) {
            return plain(date);
        }
    }
    let date = if written.hour() >= 12 { written.date().tomorrow().ok()? } else { written.date() };
    Some(Day { date, rounded: true })
}

/// Midnight, or the minute before noon.
fn is_day_start(time: Time) -> bool {
    (time.hour(), time.minute()) == (11, 59) || time == Time::midnight()
}

fn local_midnight(instant: Timestamp, zone: &TimeZone) -> Option<Date> {
    let local = zone.to_datetime(instant);
    if local.time() == Time::midnight() {
        return Some(local.date());
    }
    // The same day of another year, by the rules that Outlook had.
    let utc = TimeZone::UTC.to_datetime(instant);
    let years = i32::from(MODERN) - i32::from(utc.year());
    let modern = TimeZone::UTC.to_timestamp(utc.checked_add(years.years()).ok()?).ok()?;
    if zone.to_datetime(modern).time() != Time::midnight() {
        return None;
    }
    if utc.hour() >= 12 { utc.date().tomorrow().ok() } else { Some(utc.date()) }
}

/// `2019-04-09T02:13:31` and no other form: nearly every time of the wire is one.
fn usual(text: &str) -> Option<DateTime> {
    let text: &[u8; 19] = text.as_bytes().try_into().ok()?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if !marks.iter().all(|(at, mark)| text.get(*at) == Some(mark)) {
        return None;
    }
    let digit =
        |at: usize| text.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0');
    let two = |at: usize| i8::try_from(digit(at)? * 10 + digit(at + 1)?).ok();
    let year = i16::from(two(0)?) * 100 + i16::from(two(2)?);
    let date = Date::new(year, two(5)?, two(8)?).ok()?;
    let time = Time::new(two(11)?, two(14)?, two(17)?, 0).ok()?;
    Some(date.to_datetime(time))
}

/// An instant that is written as Graph writes them, `2019-04-09T02:13:31Z` with or without a fraction, in the form of a card
/// (extended as vCard 3.0 has it, or basic): its own digits. `None` for every other text, an instant or not.
fn in_utc(text: &str, extended: bool) -> Option<String> {
    let (whole, rest) = text.split_at_checked(19)?;
    let digits = |fraction: &str| {
        (1..=9).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fraction = rest.strip_suffix('Z')?;
    if !fraction.is_empty() && !fraction.strip_prefix('.').is_some_and(digits) {
        return None;
    }
    // A leap second is another matter, and so are the years at the ends of time.
    usual(whole).filter(|at| (1..9999).contains(&at.year()))?;
    let mut out = String::with_capacity(20);
    for (from, to, mark) in [(0, 4, "-"), (5, 7, "-"), (8, 13, ":"), (14, 16, ":"), (17, 19, "Z")] {
        out.push_str(whole.get(from..to)?);
        if extended || to == 19 {
            out.push_str(mark);
        }
    }
    Some(out)
}

impl<'a> Card<'a, '_> {
    /// `BDAY` or an anniversary. Year 1604 or 1 stands for "no year", 4501 for "no day".
    pub(crate) fn day(&mut self, name: &'static str, text: &str, place: &Place<'_>) -> bool {
        let Some(Day { date, rounded }) = day(text, self.context) else {
            self.losses.note(&DATE_INVALID, place, text);
            return false;
        };
        // 4501 is MAPI's "none", the first day of year 1 that of .NET.
        if date.year() >= 4500 || date == Date::constant(1, 1, 1) {
            return false;
        }
        if rounded {
            self.losses.note(&DAY_ROUNDED, place, text);
        }
        let (year, month, day) = (date.year(), date.month(), date.day());
        let yearless = year == 1604 || year <= 1;
        let property = match (yearless, self.is_v3()) {
            (true, false) => Property::new(name, format!("--{month:02}{day:02}")),
            (true, true) => Property::new(name, format!("1604-{month:02}-{day:02}"))
                .with("X-APPLE-OMIT-YEAR", "1604"),
            (false, false) => Property::new(name, format!("{year:04}{month:02}{day:02}")),
            (false, true) => Property::new(name, format!("{year:04}-{month:02}-{day:02}")),
        };
        self.push(property);
        true
    }

    /// An instant, in UTC and whole seconds.
    pub(crate) fn instant(&mut self, name: &'static str, text: &str, place: &Place<'_>) -> bool {
        if let Some(text) = in_utc(text.trim(), self.is_v3()) {
            self.push(Property::new(name, text));
            return true;
        }
        let Ok(instant) = text.trim().parse::<Timestamp>() else {
            self.losses.note(&DATE_INVALID, place, text);
            return false;
        };
        let utc = TimeZone::UTC.to_datetime(instant);
        let (date, time) = (utc.date(), utc.time());
        let (year, month, day) = (date.year().max(0), date.month(), date.day());
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        self.push(Property::new(
            name,
            if self.is_v3() {
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
            } else {
                format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
            },
        ));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The digits of an instant are written only where the instant that is read has them.
    #[test]
    fn the_usual_form_is_an_instant() {
        viaduc_fixture_runner::search(200, |u| {
            let mut text = format!(
                "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}",
                u.int_in_range(0..=9999)?,
                u.int_in_range(0..=13)?,
                u.int_in_range(0..=32)?,
                u.int_in_range(0..=25)?,
                u.int_in_range(0..=61)?,
                u.int_in_range(0..=61)?,
                u.choose(&["", "Z", ".0000000Z", ".5Z", ".Z", ".0000000001Z", ".5xZ", "+01:00"])?
            );
            if u.ratio(1, 4)? {
                let at = u.int_in_range(0..=18)?;
                text.replace_range(at..=at, u.choose(&["-", "x", ":", "T", " ", "0"])?);
            }
            if let Some(found) = text.get(..19).and_then(usual) {
                assert_eq!(text.get(..19).unwrap().parse::<DateTime>().ok(), Some(found));
            }
            if let Some(written) = in_utc(&text, true) {
                let instant: Timestamp = text.parse().unwrap();
                let utc = TimeZone::UTC.to_datetime(instant).with().subsec_nanosecond(0).build();
                assert_eq!(written, format!("{}Z", utc.unwrap()), "{text}");
                let basic = written.replace(['-', ':'], "");
                assert_eq!(in_utc(&text, false), Some(basic));
            }
            Ok(())
        });
    }
}
