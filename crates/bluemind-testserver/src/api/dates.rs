//! BmDateTime: what the server accepts, and the one form it answers.

use std::cmp::Ordering;
use std::sync::OnceLock;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp};
use serde_json::{Value, json};

use crate::fault::Fault;

/// A point in time, a floating local time or a whole day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct When {
    pub(crate) local: DateTime,
    pub(crate) date_only: bool,
    /// The zone and its name; none for a day or a floating time.
    pub(crate) zone: Option<(String, TimeZone)>,
    /// The offset it came with: it tells which of two equal times is meant when clocks go back.
    pub(crate) offset: Option<Offset>,
}

impl When {
    pub(crate) fn day(date: Date) -> Self {
        Self {
            local: date.to_datetime(Time::midnight()),
            date_only: true,
            zone: None,
            offset: None,
        }
    }

    /// Reads a value; INVALID_PARAMETER says what is wrong with it.
    pub(crate) fn read(value: &Value) -> Result<Self, Fault> {
        let get = |name: &str| value.get(name).and_then(Value::as_str);
        let (Some(iso), Some(precision)) = (get("iso8601"), get("precision")) else {
            return Err(Fault::invalid("a date needs iso8601 and precision"));
        };
        let zone = get("timezone");
        let bad = || Fault::invalid(format!("{iso} is no {precision}"));
        if precision == "Date" {
            if zone.is_some() {
                return Err(Fault::invalid(format!("{iso}: a date has no timezone")));
            }
            let date: Date = iso.parse().map_err(|_| bad())?;
            return if iso.len() == 10 { Ok(Self::day(date)) } else { Err(bad()) };
        }
        let (local, offset) = split_offset(iso);
        let local: DateTime = local.parse().map_err(|_| bad())?;
        let Some(name) = zone else {
            return Ok(Self { local, date_only: false, zone: None, offset: None });
        };
        let offset = offset.ok_or_else(|| Fault::invalid(format!("{iso} carries no offset")))?;
        let at = offset.to_timestamp(local).map_err(|_| bad())?;
        let (name, zone) = zone_or_offset(name, offset);
        if zone.to_offset(at) != offset {
            return Err(Fault::invalid(format!("the offset of {iso} is not that of {name}")));
        }
        Ok(Self { local, date_only: false, zone: Some((name, zone)), offset: Some(offset) })
    }

    /// Milliseconds since 1970: in its zone, UTC for days and floating times.
    pub(crate) fn instant(&self) -> Timestamp {
        let zone = self.zone.as_ref().map_or(TimeZone::UTC, |(_, zone)| zone.clone());
        let told =
            self.offset.and_then(|offset| Some((offset, offset.to_timestamp(self.local).ok()?)));
        if let Some((_, at)) = told.filter(|(offset, at)| zone.to_offset(*at) == *offset) {
            return at;
        }
        zone.to_ambiguous_zoned_datetime(self.local)
            .compatible()
            .map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp())
    }

    /// The canonical form.
    pub(crate) fn write(&self) -> Value {
        if self.date_only {
            let iso = self.local.date().to_string();
            return json!({"iso8601": iso, "timezone": null, "precision": "Date"});
        }
        let local = self.local.strftime("%Y-%m-%dT%H:%M:%S%.3f").to_string();
        match &self.zone {
            None => json!({"iso8601": local, "timezone": null, "precision": "DateTime"}),
            Some((name, zone)) => {
                let offset = zone.to_offset(self.instant());
                let iso = format!("{local}{}", show_offset(offset));
                json!({"iso8601": iso, "timezone": name, "precision": "DateTime"})
            }
        }
    }

    /// The same moved by days of local time.
    pub(crate) fn plus_days(&self, days: i64) -> Self {
        let span = Span::new().try_days(days).unwrap_or_default();
        let local = self.local.checked_add(span).unwrap_or(self.local);
        Self { local, offset: None, ..self.clone() }
    }

    /// The same with the precision of another.
    pub(crate) fn like(&self, other: &Self) -> Self {
        match (self.date_only, other.date_only) {
            (false, true) => Self::day(self.local.date()),
            (true, false) => {
                Self { local: self.local, date_only: false, zone: other.zone.clone(), offset: None }
            }
            _ => self.clone(),
        }
    }
}

/// The canonical form of a date member, or the value as it is when it is none.
pub(crate) fn canonical(value: &Value) -> Value {
    When::read(value).map_or_else(|_| value.clone(), |when| when.write())
}

fn show_offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, abs) = match seconds.cmp(&0) {
        Ordering::Equal => return "Z".to_owned(),
        Ordering::Less => ('-', -seconds),
        Ordering::Greater => ('+', seconds),
    };
    format!("{sign}{:02}:{:02}", abs / 3600, abs / 60 % 60)
}

/// A local time and the offset behind it.
fn split_offset(iso: &str) -> (&str, Option<Offset>) {
    if let Some(local) = iso.strip_suffix('Z') {
        return (local, Some(Offset::UTC));
    }
    let time = iso.find('T').unwrap_or(iso.len());
    let Some(at) = iso.rfind(['+', '-']).filter(|at| *at > time) else { return (iso, None) };
    let (local, text) = iso.split_at(at);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let part = |range: std::ops::Range<usize>| {
        digits.get(range).and_then(|d| d.parse::<i32>().ok()).unwrap_or(0)
    };
    let seconds = part(0..2) * 3600 + part(2..4) * 60;
    let signed = if text.starts_with('-') { -seconds } else { seconds };
    (local, Offset::from_seconds(signed).ok())
}

fn database() -> &'static TimeZoneDatabase {
    static DB: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DB.get_or_init(TimeZoneDatabase::bundled)
}

/// The zone of an IANA or Windows name.
pub(crate) fn zone(name: &str) -> Option<(String, TimeZone)> {
    let name = WINDOWS.iter().find(|(w, _)| *w == name).map_or(name, |(_, iana)| *iana);
    let zone = database().get(name).ok()?;
    (zone.iana_name() == Some(name)).then(|| (name.to_owned(), zone))
}

/// An unknown name falls back to the offset that came with the time.
fn zone_or_offset(name: &str, offset: Offset) -> (String, TimeZone) {
    zone(name).unwrap_or_else(|| (show_offset(offset), TimeZone::fixed(offset)))
}

/// True when two zones have the same offset on 20 July and 20 December of a year.
pub(crate) fn same_offsets(a: &TimeZone, b: &TimeZone, year: i16) -> bool {
    [(7, 20), (12, 20)].into_iter().all(|(month, day)| {
        let day = Date::new(year, month, day).unwrap_or(Date::ZERO);
        let at = day.to_datetime(Time::midnight());
        let at = Offset::UTC.to_timestamp(at).unwrap_or(Timestamp::UNIX_EPOCH);
        a.to_offset(at) == b.to_offset(at)
    })
}

/// Windows names the mapping table knows; a real server has all of them.
const WINDOWS: [(&str, &str); 12] = [
    ("Romance Standard Time", "Europe/Paris"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("GMT Standard Time", "Europe/London"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("Eastern Standard Time", "America/New_York"),
    ("Central Standard Time", "America/Chicago"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn date(iso: &str, zone: Option<&str>, precision: &str) -> Value {
        json!({"iso8601": iso, "timezone": zone, "precision": precision})
    }

    #[test]
    fn canonical_form_has_three_fraction_digits_and_the_offset() {
        let out = When::read(&date("2024-07-11T10:00:00+02:00", Some("Europe/Paris"), "DateTime"));
        assert_eq!(out.unwrap().write()["iso8601"], "2024-07-11T10:00:00.000+02:00");
        let utc = When::read(&date("2024-07-11T10:00:00Z", Some("UTC"), "DateTime")).unwrap();
        assert_eq!(utc.write()["iso8601"], "2024-07-11T10:00:00.000Z");
        let floating = When::read(&date("2024-07-11T10:00:00+05:00", None, "DateTime")).unwrap();
        assert_eq!(floating.write()["iso8601"], "2024-07-11T10:00:00.000");
    }

    #[test]
    fn when_clocks_go_back_the_offset_tells_which_time_is_meant() {
        for (iso, utc) in [("02:30:00.000+02:00", 0), ("02:30:00.000+01:00", 3600)] {
            let iso = format!("2026-10-25T{iso}");
            let read = When::read(&date(&iso, Some("Europe/Paris"), "DateTime")).unwrap();
            assert_eq!(read.write()["iso8601"], iso);
            assert_eq!(read.instant().as_second(), 1_792_888_200 + utc);
            let next = read.plus_days(1);
            assert_eq!(next.write()["iso8601"], "2026-10-26T02:30:00.000+01:00");
        }
    }

    #[test]
    fn what_is_refused() {
        let cases = [
            date("2024-07-11", Some("Europe/Paris"), "Date"),
            date("2024-07-11T00:00:00", None, "Date"),
            date("2024-07-11T10:00:00+01:00", Some("Europe/Paris"), "DateTime"),
            date("2024-07-11T10:00:00", Some("Europe/Paris"), "DateTime"),
            date("2024-07-11+02:00", Some("Europe/Paris"), "DateTime"),
            json!({"iso8601": null, "timezone": null, "precision": "Date"}),
            json!({"iso8601": "2024-07-11", "timezone": null, "precision": null}),
        ];
        for case in cases {
            assert_eq!(When::read(&case).unwrap_err().code(), "INVALID_PARAMETER", "{case}");
        }
    }

    #[test]
    fn an_offset_has_hours_and_minutes_of_two_digits_each() {
        for (iso, zone) in [
            ("2024-07-11T10:00:00.000+05:30", "Asia/Kolkata"),
            ("2024-07-11T10:00:00.000+12:00", "Pacific/Auckland"),
            ("2024-07-11T10:00:00.000+12:45", "Pacific/Chatham"),
            ("2024-12-11T10:00:00.000-03:30", "America/St_Johns"),
            ("2024-12-11T10:00:00.000+00:30", "+00:30"),
            ("2024-12-11T10:00:00.000-00:01", "-00:01"),
        ] {
            let read = When::read(&date(iso, Some(zone), "DateTime")).unwrap();
            assert_eq!(read.write()["iso8601"], iso);
            assert_eq!(read.write()["timezone"], zone);
        }
        let short = date("2024-07-11T10:00:00+02", Some("Europe/Paris"), "DateTime");
        assert_eq!(When::read(&short).unwrap().write()["iso8601"], "2024-07-11T10:00:00.000+02:00");
        let short = date("2024-07-11T10:00:00+2", Some("Europe/London"), "DateTime");
        assert!(When::read(&short).is_err());
    }

    #[test]
    fn zones_are_alike_that_agree_on_two_days_of_the_year() {
        let alike = |a: &str, b: &str, year: i16| {
            same_offsets(&zone(a).unwrap().1, &zone(b).unwrap().1, year)
        };
        assert!(alike("Europe/Paris", "Europe/Berlin", 2026));
        assert!(!alike("Europe/Paris", "Africa/Tunis", 2026), "in winter alone");
        assert!(!alike("Europe/Paris", "Africa/Johannesburg", 2026), "in summer alone");
        // These kept the same time on the two days and not on the day or in the month after.
        assert!(alike("Africa/Casablanca", "Atlantic/Canary", 2012));
        assert!(alike("Asia/Qyzylorda", "Asia/Almaty", 2018));
        assert!(alike("Africa/Cairo", "Europe/Helsinki", 2010));
    }

    #[test]
    fn vendor_names_are_translated_and_unknown_ones_become_offsets() {
        let read = |zone| When::read(&date("2024-07-11T10:00:00+02:00", Some(zone), "DateTime"));
        assert_eq!(read("Romance Standard Time").unwrap().write()["timezone"], "Europe/Paris");
        assert_eq!(read("europe/paris").unwrap().write()["timezone"], "+02:00");
        assert_eq!(read("Nowhere/Land").unwrap().write()["timezone"], "+02:00");
    }
}
