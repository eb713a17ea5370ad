//! Occurrences that were deleted or changed (RFC 5545 §3.8.5.1, §3.8.4.4; Graph: cancelledOccurrences,
//! exceptionOccurrences, originalStart).

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_graph_types::Event;
use viaduc_wire::List;

use crate::codes;
use crate::cx::{Cx, said};
use crate::pattern::plus;
use crate::series::{Basis, Series, Times};
use crate::uid;
use crate::when::instant;
use crate::zones::{self, Zone};

/// What an exception needs to know of its series.
pub(crate) struct Original<'s> {
    pub(crate) basis: Basis,
    pub(crate) series: Option<&'s Series>,
    /// The zone whose midnights an all-day series starts at, if anybody said.
    pub(crate) midnights: Option<Zone>,
}

impl<'s> Original<'s> {
    pub(crate) fn of(
        cx: &Cx<'_>,
        event: &Event,
        series: Option<&'s Series>,
        times: &Times,
    ) -> Self {
        let range = event.recurrence.as_ref().and_then(|recurrence| recurrence.range.as_ref());
        let names = [
            range.and_then(|range| range.recurrence_time_zone.as_deref()),
            event.original_start_time_zone.as_deref(),
        ];
        let midnights = names
            .into_iter()
            .find_map(|name| zones::reading(cx, name).filter(|zone| !zone.is_utc()))
            .or_else(|| zones::mailbox(cx));
        Self { basis: times.basis(), series, midnights }
    }

    /// EXDATE for each deleted occurrence, in DTSTART's form, except those in `kept` (RECURRENCE-IDs).
    pub(crate) fn exdates<'a>(
        &self,
        cx: &mut Cx<'_>,
        cancelled: &List<String>,
        kept: &HashSet<String>,
        at: &Place<'_>,
    ) -> Vec<Property<'a>> {
        let at = at.key("cancelledOccurrences");
        cx.strays(cancelled, &at);
        let mut exdates = BTreeMap::new();
        for (position, id) in cancelled.enumerate() {
            let day = uid::occurrence_day(id).filter(|_| self.series.is_some());
            let Some(property) = day.and_then(|day| self.on(cx, "EXDATE", day)) else {
                cx.note(&codes::CANCELLED_DAY, &at.index(position), id);
                continue;
            };
            if kept.contains(property.value.as_ref()) {
                cx.report(&codes::CANCELLED_KEPT, &at.index(position));
            } else {
                exdates.insert(day, property);
            }
        }
        exdates.into_values().collect()
    }

    /// RECURRENCE-ID of an exception: which occurrence it changes, in DTSTART's form.
    pub(crate) fn recurrence_id<'a>(
        &self,
        cx: &mut Cx<'_>,
        exception: &Event,
        own: &Times,
        at: &Place<'_>,
    ) -> Option<Property<'a>> {
        const NAME: &str = "RECURRENCE-ID";
        if let Some(day) = said(&exception.occurrence_id).and_then(uid::occurrence_day)
            && let Some(property) = self.on(cx, NAME, day)
        {
            return Some(property);
        }
        let original = said(&exception.original_start);
        if let Some(start) = original.and_then(instant) {
            return self.at(cx, NAME, start);
        }
        if original.is_some_and(|text| !text.starts_with("0001-01-01")) {
            cx.report(&codes::BAD_TIME, &at.key("originalStart"));
        }
        if let Some(day) = exception.ical_uid.as_ref().and_then(|id| uid::series(id.as_str()).1) {
            return self.on(cx, NAME, day);
        }
        cx.report(&codes::EXCEPTION_ORIGINAL, at);
        match own {
            Times::Days { start, .. } => self.on(cx, NAME, *start),
            Times::Clock { start, .. } => self.at(cx, NAME, *start),
        }
    }

    /// The occurrence on a day.
    fn on<'a>(&self, cx: &mut Cx<'_>, name: &'static str, day: Date) -> Option<Property<'a>> {
        Some(match &self.basis {
            Basis::Days => zones::day(name, day),
            Basis::Clock(zone, time) => zones::local(cx, name, day.to_datetime(*time), zone),
        })
    }

    /// The occurrence that starts at an instant.
    fn at<'a>(&self, cx: &mut Cx<'_>, name: &'static str, at: Timestamp) -> Option<Property<'a>> {
        let Basis::Clock(zone, time) = &self.basis else {
            return Some(zones::day(name, self.day(at)));
        };
        // Where clocks skip the series' time, the rule says a time that no clock shows: so must this.
        let local = zone.local(at).date().to_datetime(*time);
        if zone.instant(local) == Some(at) {
            return Some(zones::local(cx, name, local, zone));
        }
        Some(zones::timed(cx, name, at, zone))
    }

    /// The day of an all-day occurrence that starts at an instant: a midnight, in a zone that is often not told.
    fn day(&self, at: Timestamp) -> Date {
        let local = self.midnights.as_ref().map(|zone| zone.local(at));
        if let Some(local) = local.filter(|local| local.time() == Time::midnight()) {
            return local.date();
        }
        let utc = Zone::utc();
        let around = utc.local(at).date();
        // Midnights lie 12 hours before to 14 hours after that of UTC.
        let distance = |day: &Date| {
            let midnight = utc.instant(day.to_datetime(Time::midnight())).unwrap_or(at);
            at.as_second().abs_diff(midnight.as_second())
        };
        let near = [plus(around, -1), Some(around), plus(around, 1)].into_iter().flatten();
        let ours = near.clone().filter(|day| self.series.is_some_and(|series| series.has(*day)));
        let ours = ours.filter(|day| distance(day) <= 14 * 3600).min_by_key(distance);
        ours.or_else(|| local.map(|local| local.date()))
            .or_else(|| near.min_by_key(distance))
            .unwrap_or(around)
    }
}
