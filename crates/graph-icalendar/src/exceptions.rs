//! Occurrences that were deleted or changed (RFC 5545 §3.8.5.1, §3.8.4.4; Graph: cancelledOccurrences,
//! exceptionOccurrences, originalStart).

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_graph_types::Event;
use viaduc_wire::List;

use crate::codes;
use crate::cx::{Cx, said};
use crate::pattern::plus;
use crate::series::{Basis, Series, Times};
use crate::stored::Stored;
use crate::uid;
use crate::when::{basic_day, instant, utc};
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

    /// RDATE for each changed occurrence that the rule does not make, and EXDATE for each deleted one.
    pub(crate) fn repeats<'a>(
        &self,
        cx: &mut Cx<'_>,
        event: &Event,
        stored: Option<&Stored>,
        changes: &[Component<'a>],
        at: &Place<'_>,
    ) -> Vec<Property<'a>> {
        let ids = || changes.iter().filter_map(|event| event.property("RECURRENCE-ID"));
        let mut added: BTreeMap<String, Property<'a>> = BTreeMap::new();
        let kept: HashSet<&str> = ids().map(|id| id.value.as_ref()).collect();
        let days = stored.into_iter().flat_map(|stored| &stored.blob.changed);
        let stored_ids: Vec<Property<'a>> =
            days.filter_map(|changed| self.id(cx, "RDATE", changed.original.date())).collect();
        for id in ids().chain(&stored_ids) {
            if self.is_outside(cx, id) {
                added.insert(id.value.to_string(), Property { name: "RDATE".into(), ..id.clone() });
            }
        }
        let cancelled = &event.cancelled_occurrences;
        let mut exdates = self.exdates(cx, cancelled, &kept, at);
        if let Some(stored) = stored {
            self.stored_exdates(cx, stored, &kept, !cancelled.is_empty(), &mut exdates);
        }
        added.into_values().chain(exdates.into_values()).collect()
    }

    /// EXDATE for each deleted occurrence by its day, except those in `kept` (RECURRENCE-IDs).
    fn exdates<'a>(
        &self,
        cx: &mut Cx<'_>,
        cancelled: &List<String>,
        kept: &HashSet<&str>,
        at: &Place<'_>,
    ) -> BTreeMap<Date, Property<'a>> {
        let at = at.key("cancelledOccurrences");
        cx.strays(cancelled, &at);
        let mut exdates = BTreeMap::new();
        for (position, id) in cancelled.enumerate() {
            let day = uid::occurrence_day(id).filter(|_| self.series.is_some());
            let found = day.and_then(|day| Some((day, self.on(cx, "EXDATE", day)?)));
            let Some((day, property)) = found else {
                cx.note(&codes::CANCELLED_DAY, &at.index(position), id);
                continue;
            };
            if self.is_kept(cx, kept, day) {
                cx.report(&codes::CANCELLED_KEPT, &at.index(position));
            } else {
                exdates.insert(day, property);
            }
        }
        exdates
    }

    /// Adds the occurrences that MAPI's recurrence deletes. Where Graph told some (`told`), more are worth a word.
    fn stored_exdates<'a>(
        &self,
        cx: &mut Cx<'_>,
        stored: &Stored,
        kept: &HashSet<&str>,
        told: bool,
        exdates: &mut BTreeMap<Date, Property<'a>>,
    ) {
        /// So many days are named.
        const NAMED: usize = 8;
        let mut more = Vec::new();
        for day in stored.blob.deleted() {
            if exdates.contains_key(&day) || !self.series.is_some_and(|series| series.has(day)) {
                continue;
            }
            let Some(property) = self.on(cx, "EXDATE", day) else { continue };
            if self.is_kept(cx, kept, day) {
                stored.note(cx, &codes::BLOB_DIFFERS, &format!("{day} deleted"));
            } else {
                exdates.insert(day, property);
                more.push(day.to_string());
            }
        }
        if told && !more.is_empty() {
            let dots = if more.len() > NAMED { ", …" } else { "" };
            more.truncate(NAMED);
            stored.note(cx, &codes::BLOB_DELETED, &(more.join(", ") + dots));
        }
    }

    /// Whether the occurrence on a day is one of those in `kept` (RECURRENCE-IDs).
    fn is_kept(&self, cx: &mut Cx<'_>, kept: &HashSet<&str>, day: Date) -> bool {
        self.id(cx, "RECURRENCE-ID", day).is_some_and(|id| kept.contains(id.value.as_ref()))
    }

    /// Whether a RECURRENCE-ID names no occurrence of the series.
    pub(crate) fn is_outside(&self, cx: &mut Cx<'_>, id: &Property<'_>) -> bool {
        let Some(series) = self.series else { return false };
        let Some(day) = basic_day(&id.value) else { return false };
        let same = self.on(cx, "RECURRENCE-ID", day).is_some_and(|on| on.value == id.value);
        !(same && series.has(day))
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
            && let Some(property) = self.id(cx, NAME, day)
        {
            return Some(property);
        }
        let original = said(&exception.original_start);
        if let Some(start) = original.and_then(instant) {
            if self.is_another_time(start) {
                cx.report(&codes::EXCEPTION_ORIGINAL, &at.key("originalStart"));
            }
            return self.at(cx, NAME, start);
        }
        if original.is_some_and(|text| !text.starts_with("0001-01-01")) {
            cx.report(&codes::BAD_TIME, &at.key("originalStart"));
        }
        if let Some(day) = exception.ical_uid.as_ref().and_then(|id| uid::series(id.as_str()).1) {
            return self.id(cx, NAME, day);
        }
        cx.report(&codes::EXCEPTION_ORIGINAL, at);
        match own {
            Times::Days { start, .. } => self.id(cx, NAME, *start),
            Times::Clock { start, .. } => self.at(cx, NAME, *start),
        }
    }

    /// Which occurrence is meant by a day; in UTC where the series has none: then it is an RDATE as well, which libical reads in
    /// no zone, and ical.js compares as it is written.
    pub(crate) fn id<'a>(
        &self,
        cx: &mut Cx<'_>,
        name: &'static str,
        day: Date,
    ) -> Option<Property<'a>> {
        if let Basis::Clock(zone, time) = &self.basis
            && self.series.is_some_and(|series| !series.has(day))
            && let Some(at) = zone.instant(day.to_datetime(*time))
        {
            return Some(Property::new(name, utc(at)));
        }
        self.on(cx, name, day)
    }

    /// The occurrence on a day, in DTSTART's form.
    pub(crate) fn on<'a>(
        &self,
        cx: &mut Cx<'_>,
        name: &'static str,
        day: Date,
    ) -> Option<Property<'a>> {
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
        // An occurrence is known by its day. Where clocks skip the series' time, the rule says a time that no clock shows:
        // so must this.
        let day = zone.local(at).date();
        let local = day.to_datetime(*time);
        Some(match self.series {
            Some(series) if !series.has(day) => Property::new(name, utc(at)),
            None if zone.instant(local) != Some(at) => zones::timed(cx, name, at, zone),
            _ => zones::local(cx, name, local, zone),
        })
    }

    /// Whether the series has an occurrence on the day of the instant, and at another time.
    fn is_another_time(&self, at: Timestamp) -> bool {
        let Basis::Clock(zone, time) = &self.basis else { return false };
        let day = zone.local(at).date();
        self.series.is_some_and(|series| series.has(day))
            && zone.instant(day.to_datetime(*time)) != Some(at)
    }

    /// The day of an all-day occurrence that starts at an instant: a midnight, in a zone that is often not told.
    fn day(&self, at: Timestamp) -> Date {
        let local = self.midnights.as_ref().map(|zone| zone.local(at));
        // Where clocks skip midnight, the day starts later.
        let starts = |day: Date| {
            let zone = self.midnights.as_ref();
            zone.and_then(|zone| zone.instant(day.to_datetime(Time::midnight()))) == Some(at)
        };
        if let Some(local) = local.filter(|local| starts(local.date())) {
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
