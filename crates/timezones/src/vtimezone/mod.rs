//! VTIMEZONE (RFC 5545 §3.6.5) from the bundled rules.

mod onset;
mod run;
mod write;

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::{LazyLock, RwLock};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use viaduc_contentline::Component;

use crate::names::{canonical, zone};
use onset::Onset;
use run::Observances;

/// The VTIMEZONE of an IANA zone (aliases and any case will do), with that zone's preferred name as TZID, right for
/// every instant of the years asked for.
///
/// Where a zone's rules are regular its observances are `RRULE`s, mostly without end, so that the text is short and
/// right beyond the years too; where no rule of iCalendar says them (Morocco's Ramadan) each change is an `RDATE`. The
/// text depends on nothing but the arguments and the bundled tz database. `None` for an unknown zone, and for UTC,
/// which iCalendar writes without VTIMEZONE.
///
/// Years are those of the Gregorian calendar; before 1800 and after 2200 the nearest observance or rule goes on.
///
/// ```
/// use viaduc_contentline::Dialect;
/// let zone = viaduc_timezones::vtimezone("Europe/Paris", 2025..=2027).unwrap();
/// assert!(zone.to_text(Dialect::ICalendar).contains("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"));
/// ```
#[must_use]
pub fn vtimezone(name: &str, years: RangeInclusive<i16>) -> Option<Component<'static>> {
    let (id, observances) = observances(name)?;
    Some(write::component(id, observances, *years.start(), *years.end()))
}

/// The VTIMEZONE of any zone under any TZID, right in the years asked for: for zones that have no IANA name.
#[must_use]
pub fn vtimezone_of(tzid: &str, zone: &TimeZone, years: RangeInclusive<i16>) -> Component<'static> {
    let since = write::start_of(years.start().saturating_sub(1)).min(Onset::SINCE_1970);
    let observances = Observances::of(&Onset::all(zone, since));
    write::component(tzid, &observances, *years.start(), *years.end()).into_owned()
}

type Known = (&'static str, &'static Observances);

/// What was computed once for a zone. A zone's observances are a function of its name, so that keeping them for ever is not to be
/// seen from outside; there are as many as zones.
static KEPT: LazyLock<RwLock<HashMap<&'static str, Known>>> = LazyLock::new(RwLock::default);

fn observances(name: &str) -> Option<Known> {
    let kept = |name: &str| KEPT.read().ok().and_then(|map| map.get(name).copied());
    if let Some(kept) = kept(name) {
        return Some(kept);
    }
    let id = canonical(name)?;
    if crate::is_utc(id) {
        return None;
    }
    if let Some(kept) = kept(id) {
        return Some(kept);
    }
    let made: &'static Observances =
        Box::leak(Box::new(Observances::of(&Onset::all(&zone(id)?, Timestamp::MIN))));
    match KEPT.write() {
        Ok(mut map) => Some(*map.entry(id).or_insert((id, made))),
        Err(_) => Some((id, made)),
    }
}
