//! Zone names to zones (Graph reference: dateTimeTimeZone; RFC 5545 §3.2.19), and the VTIMEZONEs of those used.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_timezones::{Confidence, Resolved, canonical, resolve, vtimezone, vtimezone_of};

use crate::codes;
use crate::cx::Cx;
use crate::mapi::StoredZone;
use crate::pattern::plus;
use crate::when::{basic, basic_date, utc};

/// A zone that times are written in.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    pub(crate) rules: TimeZone,
    /// Its TZID: an IANA name, or what the definition of a zone without one is called.
    pub(crate) id: Cow<'static, str>,
}

impl Zone {
    pub(crate) fn utc() -> Self {
        Self { rules: TimeZone::UTC, id: Cow::Borrowed("Etc/UTC") }
    }

    pub(crate) fn is_utc(&self) -> bool {
        matches!(self.id.as_ref(), "Etc/UTC" | "Etc/GMT")
    }

    /// The instant of a local time, as RFC 5545 §3.3.5 reads one: in a gap by the offset before it, in a fold the first.
    pub(crate) fn instant(&self, local: DateTime) -> Option<Timestamp> {
        self.rules.to_ambiguous_timestamp(local).compatible().ok()
    }

    /// Whether clocks skip a local time, or show it twice.
    pub(crate) fn is_unclear(&self, local: DateTime) -> bool {
        self.rules.to_ambiguous_timestamp(local).is_ambiguous()
    }

    pub(crate) fn local(&self, at: Timestamp) -> DateTime {
        self.rules.to_datetime(at)
    }

    /// Whether the local time of this instant, read again, is this instant: not so in the second hour of a fold.
    pub(crate) fn says(&self, at: Timestamp) -> bool {
        self.instant(self.local(at)) == Some(at)
    }
}

impl From<Resolved> for Zone {
    fn from(found: Resolved) -> Self {
        Self { rules: found.zone, id: Cow::Borrowed(found.id) }
    }
}

/// A series without end has VTIMEZONEs that are right as long as anybody keeps a calendar.
pub(crate) const FOREVER: i16 = 2090;

/// The zones used so far, and the years they must be right in.
#[derive(Debug, Default)]
pub(crate) struct Zones {
    used: Vec<(Zone, i16, i16)>,
}

impl Zones {
    /// Notes that a time of this year is written in the zone.
    pub(crate) fn note(&mut self, zone: &Zone, year: i16) {
        self.note_years(zone, year, year);
    }

    pub(crate) fn note_years(&mut self, zone: &Zone, first: i16, last: i16) {
        if zone.is_utc() {
            return;
        }
        match self.used.iter_mut().find(|(known, ..)| known.id == zone.id) {
            Some((_, from, to)) => (*from, *to) = (first.min(*from), last.max(*to)),
            None => self.used.push((zone.clone(), first, last)),
        }
    }

    /// One VTIMEZONE for each zone used, by name.
    pub(crate) fn components(mut self) -> Vec<Component<'static>> {
        /// How long after the last known occurrence a VTIMEZONE stays right.
        const AFTER: i16 = 10;
        self.used.sort_by(|(a, ..), (b, ..)| a.id.cmp(&b.id));
        let years = |first: i16, last: i16| first.saturating_sub(1)..=last.saturating_add(AFTER);
        let component = |(zone, first, last): &(Zone, i16, i16)| {
            let years = years(*first, *last);
            vtimezone(&zone.id, years.clone())
                .unwrap_or_else(|| vtimezone_of(&zone.id, &zone.rules, years))
        };
        self.used.iter().map(component).collect()
    }
}

/// The zone of a name, with what is unsure about it reported; `None`, reported too, if the name says nothing.
/// An empty name says nothing and is not reported. `stored` is asked for what is kept with the item, which must be right in
/// `years`, if the name says nothing.
pub(crate) fn named<'e>(
    cx: &mut Cx<'_>,
    name: &str,
    at: &Place<'_>,
    stored: impl FnOnce() -> StoredZone<'e>,
    years: RangeInclusive<i16>,
) -> Option<Zone> {
    if name.trim().is_empty() {
        return None;
    }
    let Some(found) = resolve(name, cx.context.territory) else {
        let Some((zone, how)) = defined(cx, &stored(), years) else {
            cx.note(&codes::ZONE_UNKNOWN, at, name);
            return None;
        };
        cx.note(&codes::ZONE_DEFINED, at, &format!("{name} → {} ({how})", zone.id));
        return Some(zone);
    };
    match found.confidence {
        Confidence::Exact | Confidence::Windows => {}
        Confidence::Offset if found.is_utc() => {}
        Confidence::Offset => {
            let zone = by_offset(cx, found);
            cx.note(&codes::ZONE_OFFSET, at, &format!("{name} → {}", zone.id));
            return Some(zone);
        }
        Confidence::Obsolete | Confidence::Display | _ => {
            cx.note(&codes::ZONE_NAME, at, &format!("{name} → {}", found.id));
        }
    }
    Some(found.into())
}

/// The zone that a definition is, and how that is known: a known zone by its name, or by its rules in all the years (the
/// shown one first, then the mailbox's), else one of its own; without a definition, the one that is shown.
fn defined(
    cx: &Cx<'_>,
    stored: &StoredZone<'_>,
    years: RangeInclusive<i16>,
) -> Option<(Zone, String)> {
    let shown = stored.shown.and_then(|text| resolve(text, cx.context.territory));
    let surely = shown.filter(|found| found.confidence <= Confidence::Display);
    if let Some(definition) = &stored.definition {
        let own = mailbox(cx);
        let known = own.iter().map(|zone| zone.id.as_ref());
        let prefer: Vec<&str> = surely.iter().map(|found| found.id).chain(known).collect();
        if let Some(found) = definition.fit(years.clone(), cx.context.territory, &prefer) {
            let how = if found.confidence == Confidence::Rules {
                format!("its rules from {} to {}", years.start(), years.end())
            } else {
                format!("defined as {}", definition.name.trim())
            };
            return Some((found.into(), how));
        }
        if let Some(rules) = definition.zone() {
            let plain = |name: &str| {
                let name = name.replace(|c: char| c.is_control() || c == '"', " ");
                Some(name.trim().to_owned()).filter(|name| !name.is_empty())
            };
            let name = plain(&definition.name).or_else(|| plain(stored.shown?));
            let mut id = name.unwrap_or_else(|| "Custom".to_owned());
            // Two zones of one name would be one to a reader; nor may it be a known zone's.
            let taken = |id: &str| {
                let other = |(known, ..): &(Zone, i16, i16)| known.id == id && known.rules != rules;
                canonical(id).is_some() || cx.zones.used.iter().any(other)
            };
            while taken(&id) {
                id.push_str(" (other)");
            }
            return Some((Zone { rules, id: Cow::Owned(id) }, "its own rules".to_owned()));
        }
    }
    surely.map(|found| (found.into(), format!("shown as {}", stored.shown.unwrap_or_default())))
}

/// The zone that is kept with an item which names none.
pub(crate) fn kept(
    cx: &mut Cx<'_>,
    stored: &StoredZone<'_>,
    years: RangeInclusive<i16>,
    at: &Place<'_>,
) -> Option<Zone> {
    let (zone, how) = defined(cx, stored, years)?;
    cx.note(&codes::ZONE_DEFINED, at, &format!("{} ({how})", zone.id));
    Some(zone)
}

/// A zone whose clocks show a local time at an instant, if those of `zone` do not: one that has that offset all year.
pub(crate) fn showing(local: DateTime, at: Timestamp, zone: &Zone) -> Option<Zone> {
    let offset = local.duration_since(Offset::UTC.to_datetime(at)).as_secs();
    let own = i64::from(zone.rules.to_offset(at).seconds());
    if offset == own || offset % 60 != 0 {
        return None;
    }
    let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs() / 60);
    let name = format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60);
    resolve(&name, None).map(Zone::from)
}

/// Where an instant lies on `day`, if it lies on a neighbour of that day in `zone`: at the nearest offset of whole hours.
/// Its series would be on other days of the week and month otherwise.
pub(crate) fn on_day(day: Date, at: Timestamp, zone: &Zone) -> Option<Zone> {
    let there = zone.local(at).date();
    if [plus(there, 1), plus(there, -1)].iter().all(|neighbour| *neighbour != Some(day)) {
        return None;
    }
    // Etc/GMT+5 lies west of Greenwich.
    let names = (1..=14).flat_map(|hours| [format!("Etc/GMT+{hours}"), format!("Etc/GMT-{hours}")]);
    let mut zones = names.filter_map(|name| resolve(&name, None)).map(Zone::from);
    zones.find(|zone| zone.local(at).date() == day)
}

/// Like [`named`], for a name that only serves to read a time: nothing of it is written, so nothing is reported.
pub(crate) fn reading(cx: &Cx<'_>, name: Option<&str>) -> Option<Zone> {
    let name = name.filter(|name| !name.trim().is_empty())?;
    resolve(name, cx.context.territory).map(Zone::from)
}

/// The mailbox's own zone.
pub(crate) fn mailbox(cx: &Cx<'_>) -> Option<Zone> {
    cx.context.mailbox_zone.and_then(|name| resolve(name, cx.context.territory)).map(Zone::from)
}

/// An offset is no place: the mailbox's zone, if it has that offset in winter, is a better reading.
fn by_offset(cx: &Cx<'_>, found: Resolved) -> Zone {
    /// 1 January and 1 July 2020: whichever is winter there.
    const HALVES: [i64; 2] = [1_577_836_800, 1_593_561_600];
    let offset = |zone: &TimeZone, second| {
        Timestamp::from_second(second).map_or(Offset::UTC, |at| zone.to_offset(at))
    };
    match mailbox(cx) {
        Some(own)
            if HALVES.iter().map(|at| offset(&own.rules, *at)).min()
                == Some(offset(&found.zone, HALVES[0])) =>
        {
            own
        }
        _ => found.into(),
    }
}

/// A property that says an instant: local in the zone where that says it, UTC otherwise.
pub(crate) fn timed<'a>(
    cx: &mut Cx<'_>,
    name: &'static str,
    at: Timestamp,
    zone: &Zone,
) -> Property<'a> {
    if zone.is_utc() || !zone.says(at) {
        return Property::new(name, utc(at));
    }
    local(cx, name, zone.local(at), zone)
}

/// A property that says a local time of the zone.
pub(crate) fn local<'a>(
    cx: &mut Cx<'_>,
    name: &'static str,
    at: DateTime,
    zone: &Zone,
) -> Property<'a> {
    if zone.is_utc() {
        return Property::new(name, basic(at) + "Z");
    }
    cx.zones.note(zone, at.year());
    Property::new(name, basic(at)).with("TZID", zone.id.clone())
}

/// A property that says a day.
pub(crate) fn day<'a>(name: &'static str, date: Date) -> Property<'a> {
    Property::new(name, basic_date(date)).with("VALUE", "DATE")
}
