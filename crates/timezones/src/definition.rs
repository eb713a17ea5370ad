//! Zones that people define themselves, as Exchange stores them (MS-OXOCAL §2.2.1.39 PidLidTimeZoneStruct, §2.2.1.41
//! PidLidAppointmentTimeZoneDefinitionStartDisplay).

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::names::{windows_names, windows_to_iana, zone};
use crate::{Resolved, resolve};

/// A zone with the rules it was stored with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Definition {
    /// Its name, if the definition has one: often a Windows name, sometimes only what its author called it.
    pub name: String,
    rules: Vec<Rule>,
}

/// What holds from a year on. Biases are minutes west of UTC, as Windows counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rule {
    year: u16,
    bias: i32,
    standard_bias: i32,
    daylight_bias: i32,
    to_standard: Change,
    to_daylight: Change,
}

/// A SYSTEMTIME: the n-th weekday of a month (5 is the last) and a time of day; month 0 is never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    month: u16,
    weekday: u16,
    week: u16,
    seconds: u32,
}

impl Definition {
    /// Reads either binary form. `None` if the bytes are neither, or say nothing that a zone can be.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        if bytes.len() == 48 {
            return Some(Self { name: String::new(), rules: vec![reader.structure()?] });
        }
        // Major and minor version, size of the header, reserved.
        let (2, 1, _, _) = (reader.byte()?, reader.byte()?, reader.word()?, reader.word()?) else {
            return None;
        };
        let units = reader.word()?;
        let name: Vec<u16> = (0..units).map_while(|_| reader.word()).collect();
        let name = String::from_utf16_lossy(&name).trim_end_matches('\0').to_owned();
        let count = reader.word()?.min(1024);
        let rules: Vec<Rule> = (0..count).map_while(|_| reader.rule()).collect();
        (!rules.is_empty() || !name.is_empty()).then_some(Self { name, rules })
    }

    /// The known zone that it is: by its name, or because its clocks show the same as those of one in `prefer`, or of a
    /// city that stands for a Windows name, all through `year`.
    #[must_use]
    pub fn fit(&self, year: i16, territory: Option<&str>, prefer: &[&str]) -> Option<Resolved> {
        if let Some(found) = resolve(&self.name, territory)
            .filter(|found| found.confidence <= crate::Confidence::Display)
        {
            return Some(found);
        }
        let own = self.zone(year)?;
        let cities = windows_names().filter_map(|name| windows_to_iana(name, territory));
        let mut known = prefer.iter().copied().chain(cities);
        known
            .find(|id| zone(id).is_some_and(|zone| same(&own, &zone, year)))
            .and_then(|id| resolve(id, None))
    }

    /// The zone by the rules that hold in `year`, for ever.
    #[must_use]
    pub fn zone(&self, year: i16) -> Option<TimeZone> {
        let year = u16::try_from(year).unwrap_or(0);
        let holds = self.rules.iter().filter(|rule| rule.year <= year).max_by_key(|rule| rule.year);
        TimeZone::posix(&holds.or_else(|| self.rules.first())?.posix()?).ok()
    }
}

impl Rule {
    /// As a TZ string of POSIX, which has the same idea of a rule.
    fn posix(&self) -> Option<String> {
        let standard = self.bias.checked_add(self.standard_bias)?;
        let daylight = self.bias.checked_add(self.daylight_bias)?;
        if standard.abs() > 24 * 60 || daylight.abs() > 24 * 60 {
            return None;
        }
        let fixed = format!("{}{}", name(standard), offset(standard));
        if self.to_standard.month == 0 || self.to_daylight.month == 0 || standard == daylight {
            return Some(fixed);
        }
        let (begin, end) = (self.to_daylight.posix()?, self.to_standard.posix()?);
        Some(format!("{fixed}{}{},{begin},{end}", name(daylight), offset(daylight)))
    }
}

impl Change {
    fn posix(self) -> Option<String> {
        let right =
            (1..=12).contains(&self.month) && (1..=5).contains(&self.week) && self.weekday < 7;
        let (hours, minutes, seconds) =
            (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        right.then(|| {
            format!(
                "M{}.{}.{}/{hours}:{minutes:02}:{seconds:02}",
                self.month, self.week, self.weekday
            )
        })
    }
}

/// `<+0130>`, from minutes west.
fn name(west: i32) -> String {
    let sign = if west > 0 { '-' } else { '+' };
    format!("<{sign}{:02}{:02}>", west.abs() / 60, west.abs() % 60)
}

/// POSIX counts west, like Windows.
fn offset(west: i32) -> String {
    let sign = if west < 0 { "-" } else { "" };
    format!("{sign}{}:{:02}", west.abs() / 60, west.abs() % 60)
}

/// Whether two zones' clocks show the same in every week of a year.
fn same(a: &TimeZone, b: &TimeZone, year: i16) -> bool {
    let Ok(start) = jiff::civil::Date::new(year, 1, 1).map(|day| day.at(0, 0, 0, 0)) else {
        return false;
    };
    let Ok(start) = TimeZone::UTC.to_timestamp(start) else { return false };
    let week =
        |n: i64| start.checked_add(SignedDuration::from_hours(n * 24)).unwrap_or(Timestamp::MAX);
    (0..366).all(|n| a.to_offset(week(n)) == b.to_offset(week(n)))
}

/// Little-endian numbers, one after the other.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Option<i32> {
        Some(i32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }

    /// TZRULE: versions, reserved, flags, year, 14 unused bytes, biases, two dates.
    fn rule(&mut self) -> Option<Rule> {
        let (_, _, _, _) = (self.byte()?, self.byte()?, self.word()?, self.word()?);
        let year = self.word()?;
        for _ in 0..7 {
            self.word()?;
        }
        Some(Rule {
            year,
            bias: self.long()?,
            standard_bias: self.long()?,
            daylight_bias: self.long()?,
            to_standard: self.change()?,
            to_daylight: self.change()?,
        })
    }

    /// PidLidTimeZoneStruct: biases, then a year and a date for each of the changes.
    fn structure(&mut self) -> Option<Rule> {
        let (bias, standard_bias, daylight_bias) = (self.long()?, self.long()?, self.long()?);
        let (_, to_standard) = (self.word()?, self.change()?);
        let (_, to_daylight) = (self.word()?, self.change()?);
        Some(Rule { year: 0, bias, standard_bias, daylight_bias, to_standard, to_daylight })
    }

    fn change(&mut self) -> Option<Change> {
        let (_year, month, weekday, week) =
            (self.word()?, self.word()?, self.word()?, self.word()?);
        let (hour, minute, second, _) = (self.word()?, self.word()?, self.word()?, self.word()?);
        let seconds = u32::from(hour.min(23)) * 3600
            + u32::from(minute.min(59)) * 60
            + u32::from(second.min(59));
        Some(Change { month, weekday, week, seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system_time(month: u16, weekday: u16, week: u16, hour: u16) -> Vec<u8> {
        [0, month, weekday, week, hour, 0, 0, 0].into_iter().flat_map(u16::to_le_bytes).collect()
    }

    fn structure(bias: i32, to_standard: &[u8], to_daylight: &[u8]) -> Vec<u8> {
        let mut bytes: Vec<u8> = [bias, 0, -60].into_iter().flat_map(i32::to_le_bytes).collect();
        bytes.extend([0, 0]);
        bytes.extend(to_standard);
        bytes.extend([0, 0]);
        bytes.extend(to_daylight);
        bytes
    }

    fn definition(name: &str, bias: i32, to_standard: &[u8], to_daylight: &[u8]) -> Vec<u8> {
        let name: Vec<u16> = name.encode_utf16().collect();
        let mut bytes = vec![2, 1, 0, 0, 2, 0];
        bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend(name.into_iter().flat_map(u16::to_le_bytes));
        bytes.extend([1, 0, 2, 1, 0x3e, 0, 2, 0, 0xd6, 7]);
        bytes.extend([0; 14]);
        bytes.extend([bias, 0, -60].into_iter().flat_map(i32::to_le_bytes));
        bytes.extend(to_standard);
        bytes.extend(to_daylight);
        bytes
    }

    #[test]
    fn both_forms_are_read_and_fitted() {
        let (standard, daylight) = (system_time(10, 0, 5, 3), system_time(3, 0, 5, 2));
        let read = Definition::read(&structure(-60, &standard, &daylight)).unwrap();
        assert_eq!(read.fit(2024, None, &["Europe/Madrid"]).unwrap().id, "Europe/Madrid");
        assert!(read.fit(2024, None, &[]).is_some_and(|found| found.id.starts_with("Europe/")));
        let read =
            Definition::read(&definition("Romance Standard Time", -60, &standard, &daylight))
                .unwrap();
        assert_eq!(read.fit(2024, None, &[]).unwrap().id, "Europe/Paris");
        let read = Definition::read(&definition("My own", -60, &standard, &daylight)).unwrap();
        assert_eq!(read.name, "My own");
        assert_eq!(read.fit(2024, None, &["Europe/Oslo"]).unwrap().id, "Europe/Oslo");
        let odd = Definition::read(&definition("My own", 77, &standard, &daylight)).unwrap();
        assert!(odd.fit(2024, None, &[]).is_none());
        let at = "2024-07-01T00:00:00Z".parse().unwrap();
        assert_eq!(odd.zone(2024).unwrap().to_offset(at).seconds(), -17 * 60);
    }

    #[test]
    fn no_bytes_fail() {
        arbtest::arbtest(|u| {
            let mut bytes: Vec<u8> = u.arbitrary()?;
            if u.arbitrary()? {
                bytes.splice(0..bytes.len().min(2), [2, 1]);
            }
            if let Some(read) = Definition::read(&bytes) {
                let _ = read.fit(2024, None, &["Europe/Paris"]);
            }
            Ok(())
        });
    }
}
