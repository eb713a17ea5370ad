//! Instants and days (RFC 6350 §4.3, RFC 2426 §3.1.5 and §3.6.4).

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_timezones::resolve;

use crate::Context;
use crate::card::Card;
use crate::codes::{DATE_INVALID, DAY_ROUNDED, SUPERSEDED};

/// The day that a birthday or an anniversary means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) date: Date,
    /// Whether the instant is midnight nowhere we know, so that the nearest one was taken.
    pub(crate) rounded: bool,
    /// Whether it may as well be the day after: the instant is that day's midnight where clocks are 13 or 14 hours ahead.
    pub(crate) or_next: bool,
}

impl Day {
    const fn plain(date: Date) -> Self {
        Self { date, rounded: false, or_next: false }
    }

    /// Whether it can be this day.
    fn may_be(self, date: Date) -> bool {
        self.date == date || (self.or_next && self.date.tomorrow().is_ok_and(|next| next == date))
    }

    /// Whether it stands for no day at all: 4501 is MAPI's "none", the first day of year 1 that of .NET.
    pub(crate) fn is_none(self) -> bool {
        self.date.year() >= 4500 || self.date == Date::constant(1, 1, 1)
    }
}

/// A year in which every zone's rules are today's: Outlook knows no others, whatever the year of birth.
const MODERN: i16 = 2025;

/// Reads a day: a plain date, or an instant which is midnight, or 11:59 as Exchange writes days, in UTC or where
/// the mailbox is.
pub(crate) fn day(text: &str, context: &Context<'_>) -> Option<Day> {
    let text = text.trim();
    if text.len() <= 10 {
        return text.parse().ok().map(Day::plain);
    }
    let written: DateTime = text.get(..19)?.parse().ok()?;
    let plain = |date| Some(Day::plain(date));
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
    Some(Day { date, rounded: true, or_next: matches!(written.hour(), 10 | 11) })
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

/// An instant that is written as Graph writes them, `2019-04-09T02:13:31Z` with or without a fraction, in the form of a card
/// (extended as vCard 3.0 has it, or basic): its own digits. It was read as an instant already.
fn in_utc(text: &str, extended: bool) -> Option<String> {
    let (whole, rest) = text.split_at_checked(19)?;
    let form = |(position, byte): (usize, u8)| match position {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        13 | 16 => byte == b':',
        _ => byte.is_ascii_digit(),
    };
    let is_utc = rest == "Z" || (rest.starts_with('.') && rest.ends_with('Z'));
    // A leap second is another matter.
    if !is_utc || whole.ends_with("60") || !whole.bytes().enumerate().all(form) {
        return None;
    }
    let mut out = String::with_capacity(20);
    out.extend(whole.chars().filter(|c| extended || !matches!(c, '-' | ':')));
    out.push('Z');
    Some(out)
}

impl<'a> Card<'a, '_> {
    /// `BDAY` or an anniversary: the first of several texts that tells a day. What the others tell otherwise is reported.
    ///
    /// Each comes with its place in the list of extended properties, or else stands in `member`. Answers the place of that which
    /// was written.
    pub(crate) fn days(
        &mut self,
        name: &'static str,
        member: &'static str,
        told: impl IntoIterator<Item = (&'a str, Option<usize>)>,
    ) -> Option<Option<usize>> {
        let root = Place::root();
        let list = root.key("singleValueExtendedProperties");
        let mut written: Option<(Date, Option<usize>)> = None;
        for (text, position) in told {
            let item = list.index(position.unwrap_or_default());
            let place = if position.is_some() { item.key("value") } else { root.key(member) };
            let Some(day) = day(text, self.context) else {
                self.losses.note(&DATE_INVALID, &place, text);
                continue;
            };
            match written {
                _ if day.is_none() => {}
                None => {
                    if day.rounded {
                        self.losses.note(&DAY_ROUNDED, &place, text);
                    }
                    self.push_day(name, day.date);
                    written = Some((day.date, position));
                }
                Some((date, _)) if day.may_be(date) => {}
                Some(_) => self.losses.note(&SUPERSEDED, &place, text),
            }
        }
        written.map(|(_, position)| position)
    }

    /// Year 1604 or 1 stands for "no year".
    fn push_day(&mut self, name: &'static str, date: Date) {
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
    }

    /// An instant, in UTC and whole seconds.
    pub(crate) fn instant(&mut self, name: &'static str, text: &str, place: &Place<'_>) -> bool {
        let Ok(instant) = text.trim().parse::<Timestamp>() else {
            self.losses.note(&DATE_INVALID, place, text);
            return false;
        };
        if instant.subsec_nanosecond() != 0 {
            self.losses.note(&DAY_ROUNDED, place, text);
        }
        if let Some(text) = in_utc(text.trim(), self.is_v3()) {
            self.push(Property::new(name, text));
            return true;
        }
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
