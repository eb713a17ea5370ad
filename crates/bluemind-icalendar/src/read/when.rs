//! DATE and DATE-TIME values (RFC 5545 §3.3.4, §3.3.5).

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use viaduc_bluemind_types::BmDateTime;
use viaduc_contentline::Property;
use viaduc_fidelity::Place;

use super::Cx;
use crate::codes::{DATE_UNUSABLE, TZID_UNKNOWN};
use crate::when::{When, Zone};

impl Cx<'_> {
    /// The date or time of a property; reported if it is none.
    pub(super) fn when(&mut self, property: &Property<'_>, place: &Place<'_>) -> Option<When> {
        let once = !self.repeats && !property.is("RECURRENCE-ID");
        let when = self.value(&property.value, property.parameter("TZID"), once, place);
        let when = when.map(|when| told_in_zone(when, property));
        if when.is_none() {
            self.losses.note(&DATE_UNUSABLE, place, &property.value);
        }
        when
    }

    /// The dates and times of a list; each bad one is reported.
    pub(super) fn whens(&mut self, property: &Property<'_>, place: &Place<'_>) -> Vec<When> {
        let mut list = Vec::new();
        for text in property.value.split(',').filter(|text| !text.trim().is_empty()) {
            let start = text.split('/').next().unwrap_or_default();
            match self.value(start, property.parameter("TZID"), false, place) {
                Some(when) => list.push(told_in_zone(when, property)),
                None => self.losses.note(&DATE_UNUSABLE, place, text),
            }
        }
        list
    }

    /// One value in the zone `tzid`, if it names one; `once`: of what does not repeat.
    pub(super) fn value(
        &mut self,
        text: &str,
        tzid: Option<&str>,
        once: bool,
        place: &Place<'_>,
    ) -> Option<When> {
        let (date, time, utc) = parts(text)?;
        let Some(time) = time else { return Some(When::Day(date)) };
        let local = date.to_datetime(time);
        if utc {
            let instant = Offset::UTC.to_timestamp(local).ok()?;
            return Some(When::at(&self.zones.utc(local.year()), instant));
        }
        let Some(tzid) = tzid.filter(|tzid| !tzid.trim().is_empty()) else {
            return Some(When::Floating(local));
        };
        let found = self.zones.find(tzid, local);
        if let Some(loss) = found.loss {
            self.once(loss, place, tzid);
        }
        match (found.zone, found.own) {
            // The server would rename the zone; what happens once stays when it happens.
            (Some(zone), Some(own)) if once => {
                let When::At(_, at) = When::local(&own, local)? else { return None };
                Some(When::at(&zone, at.timestamp()))
            }
            (Some(zone), _) => When::local(&zone, local),
            (None, _) => {
                self.once(&TZID_UNKNOWN, place, tzid);
                Some(When::Floating(local))
            }
        }
    }

    /// In BlueMind's form; reported if BlueMind cannot say it.
    pub(super) fn bm(&mut self, when: &When, place: &Place<'_>) -> Option<BmDateTime> {
        let bm = when.to_bm();
        if bm.is_none() {
            self.losses.report(&DATE_UNUSABLE, place);
        }
        bm
    }
}

/// The zone this crate told a time for, beside a name of iCalendar's.
fn told_in_zone(when: When, property: &Property<'_>) -> When {
    let zone = property.parameter("X-BLUEMIND-TZID").and_then(Zone::of_bluemind);
    match (&when, zone) {
        (When::At(_, at), Some(zone)) => When::at(&zone, at.timestamp()),
        _ => when,
    }
}

/// The date, the time if there is one, and whether it is in UTC. A 60th second is the 59th; dashes and colons are overlooked.
pub(super) fn parts(text: &str) -> Option<(Date, Option<Time>, bool)> {
    let text = text.trim();
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let date = digits(date, '-')?;
    if date.len() != 8 {
        return None;
    }
    let number = |from: &str, at: usize| from.get(at..at + 2)?.parse::<i8>().ok();
    let year: i16 = date.get(..4)?.parse().ok()?;
    let date = Date::new(year, number(&date, 4)?, number(&date, 6)?).ok()?;
    let Some(time) = time else { return Some((date, None, false)) };
    let (time, utc) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, true),
        None => (time, false),
    };
    let time = digits(time, ':')?;
    let second = match time.len() {
        4 => 0,
        6 => number(&time, 4)?.min(59),
        _ => return None,
    };
    let time = Time::new(number(&time, 0)?, number(&time, 2)?, second, 0).ok()?;
    Some((date, Some(time), utc))
}

/// The digits of a text that may hold `separator` between them.
fn digits(text: &str, separator: char) -> Option<String> {
    if text.len() > 10 {
        return None;
    }
    let digits: String = text.chars().filter(|c| *c != separator).collect();
    digits.bytes().all(|b| b.is_ascii_digit()).then_some(digits)
}

/// The instant or day `text` says, whatever the zone: to compare versions of a component.
pub(super) fn stamp(property: Option<&Property<'_>>) -> Option<DateTime> {
    let (date, time, _) = parts(&property?.value)?;
    Some(date.to_datetime(time.unwrap_or_default()))
}
