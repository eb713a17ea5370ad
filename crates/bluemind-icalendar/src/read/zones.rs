//! The zones of a calendar: by name, by their own rules, or the owner's.

use std::collections::HashMap;

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use viaduc_contentline::Component;
use viaduc_fidelity::LossCode;

use crate::Options;
use crate::codes::{TZID_OWNER, TZID_RULES, TZID_UNKNOWN};
use crate::when::Zone;

/// What a TZID turned out to be.
#[derive(Clone)]
pub(super) struct Found {
    /// The zone; `None` where nobody knows it and the time floats.
    pub(super) zone: Option<Zone>,
    pub(super) loss: Option<&'static LossCode>,
}

/// The zones of one calendar.
pub(super) struct Zones<'a> {
    owner: Option<Zone>,
    territory: Option<&'a str>,
    /// The standard and daylight offsets (seconds) of each VTIMEZONE, and another name it gives.
    rules: HashMap<String, Rules>,
    found: HashMap<(String, i16), Found>,
}

#[derive(Clone, Default)]
struct Rules {
    standard: Option<i32>,
    daylight: Option<i32>,
    location: Option<String>,
}

impl<'a> Zones<'a> {
    pub(super) fn of(calendar: &Component<'_>, options: &Options<'a>) -> Self {
        let mut rules = HashMap::new();
        for zone in calendar.components_named("VTIMEZONE") {
            if let Some(id) = zone.property("TZID") {
                rules.entry(id.as_text().into_owned()).or_insert_with(|| Rules::of(zone));
            }
        }
        Self {
            owner: options.zone.and_then(|name| Zone::named(name, options.territory)),
            territory: options.territory,
            rules,
            found: HashMap::new(),
        }
    }

    pub(super) const fn owner(&self) -> Option<&Zone> {
        self.owner.as_ref()
    }

    /// The zone of `tzid` for a local time.
    pub(super) fn find(&mut self, tzid: &str, time: DateTime) -> Found {
        let key = (tzid.to_owned(), time.year());
        if let Some(found) = self.found.get(&key) {
            return found.clone();
        }
        let found = self.search(tzid, time.year());
        self.found.insert(key, found.clone());
        found
    }

    /// UTC, under the owner's name if the owner's zone is UTC all year.
    pub(super) fn utc(&self, year: i16) -> Zone {
        match &self.owner {
            Some(owner) if same_offsets(&owner.rules, &TimeZone::UTC, year) => owner.clone(),
            _ => Zone::utc(),
        }
    }

    fn search(&self, tzid: &str, year: i16) -> Found {
        let named = Zone::named(tzid, self.territory).or_else(|| {
            let location = self.rules.get(tzid)?.location.as_deref()?;
            Zone::named(location, self.territory)
        });
        if let Some(zone) = named {
            return match &self.owner {
                Some(owner) if owner.id == zone.id => Found { zone: Some(zone), loss: None },
                Some(owner) if same_offsets(&owner.rules, &zone.rules, year) => {
                    Found { zone: Some(owner.clone()), loss: Some(&TZID_OWNER) }
                }
                _ => Found { zone: Some(zone), loss: None },
            };
        }
        if let Some(zone) = self.rules.get(tzid).and_then(|rules| self.by_rules(rules, year)) {
            return Found { zone: Some(zone), loss: Some(&TZID_RULES) };
        }
        Found { zone: self.owner.clone(), loss: Some(&TZID_UNKNOWN) }
    }

    /// The owner's zone if it fits, else the first zone with these offsets.
    fn by_rules(&self, rules: &Rules, year: i16) -> Option<Zone> {
        let standard = rules.standard.or(rules.daylight)?;
        let wanted = (standard, rules.daylight.unwrap_or(standard));
        let fits = |zone: &TimeZone| {
            let (july, december) = offsets(zone, year);
            let (low, high) =
                (july.seconds().min(december.seconds()), july.seconds().max(december.seconds()));
            (low, high) == (wanted.0.min(wanted.1), wanted.0.max(wanted.1))
        };
        if let Some(owner) = self.owner.as_ref().filter(|owner| fits(&owner.rules)) {
            return Some(owner.clone());
        }
        COMMON.iter().copied().chain(viaduc_timezones::iana_names()).find_map(|id| {
            let rules = viaduc_timezones::zone(id)?;
            fits(&rules).then_some(Zone { id, rules })
        })
    }
}

/// The cities that stand for their offsets, before the alphabet does.
const COMMON: &[&str] = &[
    "Europe/Paris",
    "Europe/London",
    "Europe/Athens",
    "Europe/Moscow",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Tokyo",
    "Asia/Shanghai",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Australia/Sydney",
    "Pacific/Auckland",
];

impl Rules {
    fn of(zone: &Component<'_>) -> Self {
        let offset = |kind: &str| {
            let last = zone.components_named(kind).last()?;
            seconds(&last.property("TZOFFSETTO")?.value)
        };
        Self {
            standard: offset("STANDARD"),
            daylight: offset("DAYLIGHT"),
            location: zone.property("X-LIC-LOCATION").map(|p| p.as_text().into_owned()),
        }
    }
}

/// `+0100` or `-013045` in seconds.
fn seconds(text: &str) -> Option<i32> {
    let text = text.trim();
    let digits = text.get(1..)?;
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |at: usize| digits.get(at..at + 2).map_or(Some(0), |two| two.parse::<i32>().ok());
    let total = part(0)? * 3600 + part(2)? * 60 + part(4)?;
    match text.get(..1)? {
        "-" => Some(-total),
        "+" => Some(total),
        _ => None,
    }
}

/// The offsets on 20 July and 20 December, the days the server looks at.
fn offsets(zone: &TimeZone, year: i16) -> (Offset, Offset) {
    let on = |month| {
        let date = Date::new(year, month, 20).unwrap_or_default();
        let noon = date.to_datetime(jiff::civil::time(12, 0, 0, 0));
        Offset::UTC.to_timestamp(noon).map_or(Offset::UTC, |at| zone.to_offset(at))
    };
    (on(7), on(12))
}

fn same_offsets(one: &TimeZone, other: &TimeZone, year: i16) -> bool {
    offsets(one, year) == offsets(other, year)
}
