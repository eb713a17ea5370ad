//! The zones of a calendar: by name, by their own rules, or the owner's.

use std::collections::HashMap;

use jiff::Timestamp;
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
    /// The zone it says, where `zone` changes its clocks on other days.
    pub(super) own: Option<Zone>,
}

/// The zones of one calendar.
pub(super) struct Zones<'a> {
    owner: Option<Zone>,
    /// What the text calls its own (`X-WR-TIMEZONE`).
    text: Option<Zone>,
    territory: Option<&'a str>,
    /// The standard and daylight time of each VTIMEZONE, and another name it gives.
    rules: HashMap<String, Rules>,
    /// The first zone with these offsets, by year.
    by_offsets: HashMap<i16, Offsets>,
    found: HashMap<(String, i16), Found>,
}

#[derive(Clone, Default)]
struct Rules {
    standard: Option<Observance>,
    daylight: Option<Observance>,
    location: Option<String>,
}

/// What clocks show from a day of each year on.
#[derive(Clone, Copy)]
struct Observance {
    /// Seconds.
    offset: i32,
    /// Month and day, the day as near as a rule like `BYDAY=-1SU` tells it.
    onset: (i8, i8),
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
            text: calendar
                .property("X-WR-TIMEZONE")
                .and_then(|name| Zone::named(name.as_text().trim(), options.territory)),
            territory: options.territory,
            rules,
            by_offsets: HashMap::new(),
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
            Some(owner) if same_clock(&owner.rules, &TimeZone::UTC, year) => owner.clone(),
            _ => Zone::utc(),
        }
    }

    fn search(&mut self, tzid: &str, year: i16) -> Found {
        let named = Zone::named(tzid, self.territory).or_else(|| {
            let location = self.rules.get(tzid)?.location.as_deref()?;
            Zone::named(location, self.territory)
        });
        if let Some(zone) = named {
            return self.as_owner(zone, year);
        }
        let rules = self.rules.get(tzid).cloned();
        if let Some(zone) = rules.and_then(|rules| self.by_rules(&rules, year)) {
            return Found { loss: Some(&TZID_RULES), ..self.as_owner(zone, year) };
        }
        let zone = self.text.as_ref().or(self.owner.as_ref()).cloned();
        let found = zone.map(|zone| self.as_owner(zone, year));
        let nobody = Found { zone: None, loss: None, own: None };
        Found { loss: Some(&TZID_UNKNOWN), ..found.unwrap_or(nobody) }
    }

    /// A zone under the owner's name where the server would give it that.
    fn as_owner(&self, zone: Zone, year: i16) -> Found {
        match &self.owner {
            Some(owner) if owner.id != zone.id && same_offsets(&owner.rules, &zone.rules, year) => {
                Found {
                    zone: Some(owner.clone()),
                    loss: Some(&TZID_OWNER),
                    own: (!same_clock(&owner.rules, &zone.rules, year)).then_some(zone),
                }
            }
            _ => Found { zone: Some(zone), loss: None, own: None },
        }
    }

    /// The owner's zone if it fits, else the first zone with these offsets: in every month, else in July and December.
    fn by_rules(&mut self, rules: &Rules, year: i16) -> Option<Zone> {
        let told: Option<Vec<i32>> =
            MONTHS.map(|month| rules.offset((month, 15))).into_iter().collect();
        let told: Year = told?.try_into().ok()?;
        // From then on every year is like the one before.
        let year = year.clamp(1900, 2100);
        let shown = self.owner.as_ref().map(|owner| shown(&owner.rules, year));
        let known = self.by_offsets.entry(year).or_insert_with(|| Offsets::of(year));
        let (in_every_month, in_two) = (known.every_month.get(&told), known.two.get(&two(&told)));
        let (id, all) = match in_every_month {
            Some(id) => (Some(id), true),
            None => (in_two, false),
        };
        let fits = |shown: &Year| if all { *shown == told } else { two(shown) == two(&told) };
        match &self.owner {
            Some(owner) if shown.as_ref().is_some_and(fits) => Some(owner.clone()),
            _ => Some(Zone::new(id?, viaduc_timezones::zone(id?)?)),
        }
    }
}

/// The offsets on the fifteenth of every month, in seconds.
type Year = [i32; 12];

/// The first zone with given offsets: in every month, and in July and December.
struct Offsets {
    every_month: HashMap<Year, &'static str>,
    two: HashMap<[i32; 2], &'static str>,
}

impl Offsets {
    fn of(year: i16) -> Self {
        let mut offsets = Self { every_month: HashMap::new(), two: HashMap::new() };
        for id in COMMON.iter().copied().chain(viaduc_timezones::iana_names()) {
            let Some(rules) = viaduc_timezones::zone(id) else { continue };
            let shown = shown(&rules, year);
            offsets.every_month.entry(shown).or_insert(id);
            offsets.two.entry(two(&shown)).or_insert(id);
        }
        offsets
    }
}

fn shown(zone: &TimeZone, year: i16) -> Year {
    MONTHS.map(|month| offset(zone, year, month, 15).seconds())
}

const fn two(year: &Year) -> [i32; 2] {
    let [.., july, _, _, _, _, december] = *year;
    [july, december]
}

const MONTHS: [i8; 12] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

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
        let last = |kind: &str| Observance::of(zone.components_named(kind).last()?);
        Self {
            standard: last("STANDARD"),
            daylight: last("DAYLIGHT"),
            location: zone.property("X-LIC-LOCATION").map(|p| p.as_text().into_owned()),
        }
    }

    /// The offset on a day of the year: that of the latest onset before it, else of the last in the year before.
    fn offset(&self, day: (i8, i8)) -> Option<i32> {
        let both = || [self.standard, self.daylight].into_iter().flatten();
        let latest = both().filter(|told| told.onset <= day).max_by_key(|told| told.onset);
        latest.or_else(|| both().max_by_key(|told| told.onset)).map(|told| told.offset)
    }
}

impl Observance {
    fn of(component: &Component<'_>) -> Option<Self> {
        let offset = seconds(&component.property("TZOFFSETTO")?.value)?;
        let start = component.property("DTSTART").map_or("", |start| start.value.trim());
        let two = |at: usize| start.get(at..at + 2).and_then(|two| two.parse().ok());
        let mut onset = (two(4).unwrap_or(1), two(6).unwrap_or(1));
        let rule = component.property("RRULE").map_or("", |rule| rule.value.as_ref());
        for (name, value) in rule.split(';').filter_map(|part| part.split_once('=')) {
            let number = || value.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i8>();
            match (name.trim().to_ascii_uppercase().as_str(), number().ok()) {
                ("BYMONTH", Some(month)) => onset.0 = month,
                ("BYDAY", Some(week @ 1..=4)) => onset.1 = week * 7 - 3,
                ("BYDAY", Some(_)) => onset.1 = 28,
                _ => {}
            }
        }
        Some(Self { offset, onset })
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

/// The offset at noon UTC of a day.
fn offset(zone: &TimeZone, year: i16, month: i8, day: i8) -> Offset {
    let noon = Date::new(year, month, day).unwrap_or_default().at(12, 0, 0, 0);
    Offset::UTC.to_timestamp(noon).map_or(Offset::UTC, |at| zone.to_offset(at))
}

/// Whether two zones show the same on 20 July and 20 December, the days the server looks at.
fn same_offsets(one: &TimeZone, other: &TimeZone, year: i16) -> bool {
    [7, 12].into_iter().all(|month| offset(one, year, month, 20) == offset(other, year, month, 20))
}

/// Whether two zones show the same in all of that year and the next. The server takes those for equals that show the same on two
/// days (Athens, Jerusalem and Cairo), but between these their clocks may change on other days.
fn same_clock(one: &TimeZone, other: &TimeZone, year: i16) -> bool {
    same_offsets(one, other, year) && changes(one, year) == changes(other, year)
}

/// The moments of a year and the next when the clocks change, and to which offset.
fn changes(zone: &TimeZone, year: i16) -> Vec<(Timestamp, Offset)> {
    let start = Date::new(year, 1, 1).unwrap_or_default().at(0, 0, 0, 0);
    let Ok(start) = Offset::UTC.to_timestamp(start) else { return Vec::new() };
    let end = start.as_second().saturating_add(2 * 366 * 86_400);
    let changes = zone.following(start).take_while(|change| change.timestamp().as_second() < end);
    changes.take(64).map(|change| (change.timestamp(), change.offset())).collect()
}
