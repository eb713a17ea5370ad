//! Zones that people define themselves, as Exchange stores them (MS-OXOCAL §2.2.1.39 PidLidTimeZoneStruct, §2.2.1.41
//! PidLidAppointmentTimeZoneDefinitionRecur, §2.2.1.42 and §2.2.1.43 the same for a start and an end).

mod bytes;
mod years;

#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::{Offset, TimeZone};

use crate::names::{windows_names, windows_to_iana, zone};
use crate::{Confidence, Resolved, resolve};

/// A zone with the rules it was stored with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Definition {
    /// Its name, if the definition has one: often a Windows name, sometimes only what its author called it.
    pub name: String,
    rules: Vec<Rule>,
}

/// What holds from the start of a year until the next rule's, for ever if there is none. The first rule holds before its
/// year too. Biases are minutes west of UTC, as Windows counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rule {
    year: i16,
    /// Whether it is marked as the one that the item was last written with.
    effective: bool,
    bias: i32,
    standard_bias: i32,
    daylight_bias: i32,
    to_standard: Change,
    to_daylight: Change,
}

/// When clocks change: a day of each year, and seconds after its midnight by the clocks before the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    day: Day,
    seconds: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    Never,
    /// The n-th such weekday (0 is Sunday) of the month; 5 is the last.
    Nth {
        month: i8,
        weekday: i8,
        n: i8,
    },
    /// A day of one year alone.
    Once {
        year: i16,
        month: i8,
        day: i8,
    },
}

impl Definition {
    /// Reads either binary form. `None` if the bytes are neither, or say nothing that a zone can be.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        bytes::read(bytes)
    }

    /// The known zone that it is: by its name, or because its clocks show the same as those of one in `prefer`, or of a
    /// city that stands for a Windows name, at every instant of `years` (then with [`Confidence::Rules`]).
    #[must_use]
    pub fn fit(
        &self,
        years: RangeInclusive<i16>,
        territory: Option<&str>,
        prefer: &[&str],
    ) -> Option<Resolved> {
        if let Some(found) =
            resolve(&self.name, territory).filter(|found| found.confidence <= Confidence::Display)
        {
            return Some(found);
        }
        let own = self.zone()?;
        let cities = windows_names().filter_map(|name| windows_to_iana(name, territory));
        let mut known = prefer.iter().copied().chain(cities);
        known
            .find(|id| zone(id).is_some_and(|zone| same(&own, &zone, &years)))
            .and_then(|id| resolve(id, None))
            .map(|found| Resolved { confidence: Confidence::Rules, ..found })
    }

    /// The zone by its rules, each in its years. `None` if one of them cannot be: it has none, an offset of more than a
    /// day, or a change on a day that is in no calendar.
    #[must_use]
    pub fn zone(&self) -> Option<TimeZone> {
        years::zone(&self.rules)
    }

    /// Whether its marked rule is the one of `structure` (PidLidTimeZoneStruct). If it is not, the structure counts: a
    /// program that knows no definitions has changed it.
    #[must_use]
    pub fn agrees_with(&self, structure: &Self) -> bool {
        let of = |definition: &Self| {
            let rule = definition.rules.iter().find(|rule| rule.effective)?;
            Some(Rule { year: 0, effective: true, ..*rule })
        };
        of(self).is_some_and(|own| of(structure) == Some(own))
    }
}

/// Whether two zones' clocks show the same all through the years.
fn same(a: &TimeZone, b: &TimeZone, years: &RangeInclusive<i16>) -> bool {
    let start_of = |year: i16| {
        let start = date(year.clamp(1, 9998), 1, 1).at(0, 0, 0, 0);
        Offset::UTC.to_timestamp(start).unwrap_or(Timestamp::MIN)
    };
    let (start, end) = (start_of(*years.start()), start_of(years.end().saturating_add(1)));
    let changes = |zone: &TimeZone| {
        let mut offset = zone.to_offset(start);
        let mut changes = Vec::new();
        for change in zone.following(start).take_while(|change| change.timestamp() < end) {
            if change.offset() != offset {
                offset = change.offset();
                changes.push((change.timestamp(), offset));
            }
        }
        changes
    };
    // Most zones differ at once.
    a.to_offset(start) == b.to_offset(start) && a.to_offset(end) == b.to_offset(end) && {
        changes(a) == changes(b)
    }
}
