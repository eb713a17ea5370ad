//! Enough time zones for `Prefer: outlook.timezone` and for the demo: IANA names, and the Windows
//! names below. Any other name is not honoured.

use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// One database, so that each zone is read once.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

const WINDOWS: &[(&str, &str)] = &[
    ("UTC", "UTC"),
    ("tzone://Microsoft/Utc", "UTC"),
    ("GMT Standard Time", "Europe/London"),
    ("Romance Standard Time", "Europe/Paris"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("FLE Standard Time", "Europe/Kyiv"),
    ("Morocco Standard Time", "Africa/Casablanca"),
    ("Egypt Standard Time", "Africa/Cairo"),
    ("Arabian Standard Time", "Asia/Dubai"),
    ("India Standard Time", "Asia/Kolkata"),
    ("China Standard Time", "Asia/Shanghai"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("New Zealand Standard Time", "Pacific/Auckland"),
    ("Eastern Standard Time", "America/New_York"),
    ("Central Standard Time", "America/Chicago"),
    ("Mountain Standard Time", "America/Denver"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
];

/// A zone with the name it was asked by.
#[derive(Debug, Clone)]
pub(crate) struct Zone {
    pub(crate) name: String,
    zone: TimeZone,
}

impl Zone {
    pub(crate) fn named(name: &str) -> Option<Self> {
        let iana = WINDOWS
            .iter()
            .find(|(windows, _)| windows.eq_ignore_ascii_case(name))
            .map_or(name, |(_, iana)| iana);
        let zone = ZONES.get(iana).ok()?;
        Some(Self { name: name.to_owned(), zone })
    }

    /// Local time of an instant given as UTC wall clock.
    pub(crate) fn local(&self, utc: DateTime) -> Option<DateTime> {
        let instant = TimeZone::UTC.to_timestamp(utc).ok()?;
        Some(self.zone.to_datetime(instant))
    }

    /// UTC wall clock of a local time; inside a gap the later offset, inside a fold the earlier.
    pub(crate) fn to_utc(&self, local: DateTime) -> Option<DateTime> {
        let instant = self.zone.to_timestamp(local).ok()?;
        Some(TimeZone::UTC.to_datetime(instant))
    }
}

/// `2026-03-30T08:00:00.0000000` and shorter.
pub(crate) fn parse(text: &str) -> Option<DateTime> {
    text.trim_end_matches('Z').parse().ok()
}

/// The wire form of a local time: seven fractional digits, no offset.
pub(crate) fn wire(time: DateTime) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.0000000").to_string()
}
