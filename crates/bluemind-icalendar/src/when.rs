//! A point in time as both sides know it: a day, a floating time, a time in a zone.

use std::fmt::Write as _;

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};
use viaduc_bluemind_types::{BmDateTime, Precision};

/// A zone with the name that is written for it.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    pub(crate) id: &'static str,
    pub(crate) rules: TimeZone,
    /// What BlueMind calls it, where that is none of iCalendar's names: an offset, or another name for UTC.
    told: Option<Box<str>>,
}

impl Zone {
    pub(crate) const fn utc() -> Self {
        Self::new("UTC", TimeZone::UTC)
    }

    pub(crate) const fn new(id: &'static str, rules: TimeZone) -> Self {
        Self { id, rules, told: None }
    }

    /// What BlueMind calls the zone.
    pub(crate) fn name(&self) -> &str {
        self.told.as_deref().unwrap_or(self.id)
    }

    /// The zone BlueMind means by a name, under that very name: its server knows the zones of Java, of which an offset and
    /// any name for UTC are each one.
    pub(crate) fn of_bluemind(name: &str) -> Option<Self> {
        let fixed = || Some(Self::new("UTC", TimeZone::fixed(fixed_offset(name)?)));
        let mut zone = Self::named(name, None).or_else(fixed)?;
        let known = || name == "Z" || viaduc_timezones::canonical(name).is_some();
        if zone.id != name && (fixed_offset(name).is_some() || known()) {
            zone.told = Some(name.into());
        }
        Some(zone)
    }

    /// Whether `id` says something else than `rules`: an offset that no zone has.
    pub(crate) fn is_nameless(&self) -> bool {
        self.is_utc() && self.rules != TimeZone::UTC
    }

    /// The zone a name means, under that very name if it is an IANA one.
    pub(crate) fn named(name: &str, territory: Option<&str>) -> Option<Self> {
        let found = viaduc_timezones::resolve(name, territory)?;
        if found.is_utc() {
            return Some(Self::utc());
        }
        let alias = viaduc_timezones::canonical(name)
            .filter(|id| *id != name)
            .and_then(|_| viaduc_timezones::iana_names().find(|id| id.eq_ignore_ascii_case(name)));
        Some(Self::new(alias.unwrap_or(found.id), found.zone))
    }

    pub(crate) fn is_utc(&self) -> bool {
        self.id == "UTC"
    }
}

/// A point in time.
#[derive(Clone, Debug)]
pub(crate) enum When {
    Day(Date),
    Floating(DateTime),
    At(Zone, ZonedDateTime),
}

impl When {
    /// A local time in a zone; in a gap the later, in a fold the first, as RFC 5545 §3.3.5 wants.
    pub(crate) fn local(zone: &Zone, time: DateTime) -> Option<Self> {
        let zoned = time.to_zoned_datetime(zone.rules.clone()).ok()?;
        Some(Self::At(zone.clone(), zoned))
    }

    /// The same instant told in `zone`.
    pub(crate) fn at(zone: &Zone, instant: Timestamp) -> Self {
        Self::At(zone.clone(), instant.to_zoned_datetime(zone.rules.clone()))
    }

    /// Whether its zone shows this time twice and this is the second, which iCalendar cannot say in that zone.
    pub(crate) fn is_second(&self) -> bool {
        let Self::At(zone, at) = self else { return false };
        !matches!(Self::local(zone, at.datetime()), Some(Self::At(_, first)) if first.timestamp() == at.timestamp())
    }

    pub(crate) fn date(&self) -> Date {
        self.clock().date()
    }

    /// What a clock on the wall shows.
    pub(crate) fn clock(&self) -> DateTime {
        match self {
            Self::Day(date) => date.to_datetime(jiff::civil::Time::midnight()),
            Self::Floating(time) => *time,
            Self::At(_, zoned) => zoned.datetime(),
        }
    }

    /// Seconds of the day on that clock.
    pub(crate) fn time_of_day(&self) -> i64 {
        let time = self.clock().time();
        i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
    }

    pub(crate) const fn is_day(&self) -> bool {
        matches!(self, Self::Day(_))
    }

    /// Seconds since 1970; days and floating times as if in UTC, as BlueMind compares them.
    pub(crate) fn seconds(&self) -> i64 {
        match self {
            Self::At(_, zoned) => zoned.timestamp().as_second(),
            Self::Day(_) | Self::Floating(_) => {
                let utc = Offset::UTC.to_timestamp(self.clock());
                utc.map_or(i64::MAX, Timestamp::as_second)
            }
        }
    }

    /// This point in the form of `model`: a day, floating, or in its zone.
    pub(crate) fn like(&self, model: &Self) -> Option<Self> {
        Some(match (model, self) {
            (Self::Day(_), _) => Self::Day(self.date()),
            (Self::At(zone, _), Self::At(_, zoned)) => Self::at(zone, zoned.timestamp()),
            (Self::At(zone, _), _) => Self::local(zone, self.clock())?,
            (Self::Floating(_), _) => Self::Floating(self.clock()),
        })
    }

    /// Whether both are days, both float, or both are told in one zone.
    pub(crate) fn is_told_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Day(_), Self::Day(_)) | (Self::Floating(_), Self::Floating(_)) => true,
            (Self::At(one, _), Self::At(two, _)) => one.name() == two.name(),
            _ => false,
        }
    }

    /// Later by whole days on the calendar and then by seconds on the clock (RFC 5545 §3.3.6).
    pub(crate) fn plus(&self, days: i64, seconds: i64) -> Option<Self> {
        // A span holds no more; nor does any calendar.
        let (days, seconds) =
            (jiff::Span::new().try_days(days).ok()?, jiff::Span::new().try_seconds(seconds).ok()?);
        Some(match self {
            Self::Day(date) => Self::Day(date.checked_add(days).ok()?),
            Self::Floating(time) => {
                Self::Floating(time.checked_add(days).ok()?.checked_add(seconds).ok()?)
            }
            Self::At(zone, zoned) => {
                let later = zoned.checked_add(days).ok()?.checked_add(seconds).ok()?;
                Self::At(zone.clone(), later)
            }
        })
    }

    /// The day after.
    pub(crate) fn next_day(&self) -> Option<Self> {
        self.plus(1, 0)
    }

    /// In BlueMind's canonical form; `None` outside the years 0 to 9999.
    pub(crate) fn to_bm(&self) -> Option<BmDateTime> {
        if !(0..=9999).contains(&self.clock().year()) {
            return None;
        }
        let mut text = self.date().to_string();
        let mut timezone = None;
        if !self.is_day() {
            let time = self.clock().time();
            let (h, m, s, ms) = (time.hour(), time.minute(), time.second(), time.millisecond());
            // Writing to a String cannot fail.
            let _ = write!(text, "T{h:02}:{m:02}:{s:02}.{ms:03}");
        }
        if let Self::At(zone, zoned) = self {
            push_offset(&mut text, zoned.offset());
            timezone = Some(zone.name().to_owned());
        }
        let precision = if self.is_day() { Precision::Date } else { Precision::DateTime };
        Some(BmDateTime {
            iso8601: Some(text),
            timezone,
            precision: Some(precision),
            ..BmDateTime::default()
        })
    }
}

/// `Z`, `+01:00`, or with seconds where a zone's old rules have them.
fn push_offset(text: &mut String, offset: Offset) {
    let seconds = offset.seconds();
    if seconds == 0 {
        text.push('Z');
        return;
    }
    let sign = if seconds < 0 { '-' } else { '+' };
    let (h, m, s) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    let _ = write!(text, "{sign}{h:02}:{m:02}");
    if s != 0 {
        let _ = write!(text, ":{s:02}");
    }
}

/// Reads BlueMind's form, as tolerantly as its server; the flag tells that the zone's name means nothing here and the
/// offset was taken instead.
pub(crate) fn from_bm(iso8601: &str, timezone: Option<&str>, day: bool) -> Option<(When, bool)> {
    let text = iso8601.trim();
    let date: Date = text.get(..10)?.parse().ok()?;
    let rest = text.get(10..).unwrap_or_default();
    if day {
        return Some((When::Day(date), false));
    }
    let (clock, offset) = split_offset(rest.strip_prefix(['T', 't', ' ']).unwrap_or(rest));
    let clock = if clock.is_empty() { "00:00" } else { clock };
    let time = date.to_datetime(clock.parse().ok()?);
    let Some(name) = timezone.filter(|name| !name.trim().is_empty()) else {
        return Some((When::Floating(time), false));
    };
    let instant = offset.and_then(|offset| offset.to_timestamp(time).ok());
    match (Zone::of_bluemind(name), instant) {
        (Some(zone), Some(instant)) => Some((When::at(&zone, instant), zone.is_nameless())),
        (Some(zone), None) => Some((When::local(&zone, time)?, zone.is_nameless())),
        (None, Some(instant)) => Some((When::at(&Zone::utc(), instant), true)),
        (None, None) => Some((When::Floating(time), true)),
    }
}

/// The offset a zone is named by: `+02:00`, `GMT-3`, `UTC+05:30`.
fn fixed_offset(name: &str) -> Option<Offset> {
    let rest = ["UTC", "GMT", "UT"].into_iter().find_map(|prefix| name.strip_prefix(prefix));
    let signed = rest.unwrap_or(name);
    let text = signed.strip_prefix(['+', '-'])?;
    let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b':');
    let (_, offset) = split_offset(signed);
    offset.filter(|_| digits && !text.is_empty() && text.len() <= 8)
}

/// The time of day, and the offset after it.
fn split_offset(text: &str) -> (&str, Option<Offset>) {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return (clock, Some(Offset::UTC));
    }
    let Some(at) = text.rfind(['+', '-']) else { return (text, None) };
    let (clock, offset) = text.split_at(at);
    let mut parts = offset.get(1..).unwrap_or_default().split(':');
    let mut next = || parts.next().map_or(Some(0), |part| part.parse::<i32>().ok());
    let seconds = match (next(), next(), next()) {
        (Some(h @ 0..=25), Some(m @ 0..=59), Some(s @ 0..=59)) => h * 3600 + m * 60 + s,
        _ => return (text, None),
    };
    let signed = if offset.starts_with('-') { -seconds } else { seconds };
    (clock, Offset::from_seconds(signed).ok())
}
