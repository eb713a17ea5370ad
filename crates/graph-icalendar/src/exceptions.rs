//! Occurrences that were deleted or changed (RFC 5545 §3.8.5.1, §3.8.4.4; Graph: cancelledOccurrences,
//! exceptionOccurrences, originalStart).

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_graph_types::{Event, EventType};
use viaduc_wire::List;

use crate::codes;
use crate::cx::{Cx, said};
use crate::pattern::plus;
use crate::series::{Basis, Series, Times};
use crate::stored::Stored;
use crate::when::{basic_day, instant};
use crate::zones::{self, Zone};
use crate::{times, uid};

/// Which occurrences a series has without its exceptions.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Slots<'s> {
    /// Those that its rule makes.
    Rule(&'s Series),
    /// One, on this day at the event's time: there is no rule, or none that can be read.
    Once(Date),
    /// None that is known.
    None,
}

/// What an exception needs to know of its series.
pub(crate) struct Original<'s> {
    pub(crate) basis: Basis,
    pub(crate) slots: Slots<'s>,
    /// The zone whose midnights an all-day series starts at, if anybody said.
    pub(crate) midnights: Option<Zone>,
}

impl<'s> Original<'s> {
    pub(crate) fn of(cx: &Cx<'_>, event: &Event, slots: Slots<'s>, times: &Times) -> Self {
        let range = event.recurrence.as_ref().and_then(|recurrence| recurrence.range.as_ref());
        let names = [
            range.and_then(|range| range.recurrence_time_zone.as_deref()),
            event.original_start_time_zone.as_deref(),
        ];
        let midnights = names
            .into_iter()
            .find_map(|name| zones::reading(cx, name).filter(|zone| !zone.is_utc()))
            .or_else(|| zones::mailbox(cx));
        Self { basis: times.basis(), slots, midnights }
    }

    /// Whether the series has an occurrence on a day.
    fn has(&self, day: Date) -> bool {
        match self.slots {
            Slots::Rule(series) => series.has(day),
            Slots::Once(only) => day == only,
            Slots::None => false,
        }
    }

    fn repeats_by_rule(&self) -> bool {
        matches!(self.slots, Slots::Rule(_))
    }

    /// The day of an instance of the `series` which is one of the occurrences that it has anyway.
    pub(crate) fn makes(&self, cx: &Cx<'_>, instance: &Event, series: &Event) -> Option<Date> {
        // What is wrong with it is reported if it is written.
        let mut aside = Cx::new(cx.context);
        let times = times::of(&mut aside, instance, Some(series), &Place::root());
        match (times, &self.basis) {
            (Ok(Times::Days { start, .. }), Basis::Days) => {
                Some(start).filter(|day| self.has(*day))
            }
            (Ok(Times::Clock { start, .. }), Basis::Clock(zone, time)) => {
                let shown = zone.local(start);
                let is_it = |day: &Date| {
                    let local = day.to_datetime(*time);
                    self.has(*day) && (shown == local || zone.instant(local) == Some(start))
                };
                // A time before midnight that clocks skip is one after midnight.
                let days = [Some(shown.date()), plus(shown.date(), -1)];
                days.into_iter().flatten().find(is_it)
            }
            _ => None,
        }
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
            let day = uid::occurrence_day(id).filter(|_| self.repeats_by_rule());
            let found = day.and_then(|day| Some((day, self.id(cx, "EXDATE", day)?)));
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
            if exdates.contains_key(&day) || !(self.repeats_by_rule() && self.has(day)) {
                continue;
            }
            let Some(property) = self.id(cx, "EXDATE", day) else { continue };
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
        if matches!(self.slots, Slots::None) {
            return false;
        }
        let Some(day) = basic_day(&id.value) else { return false };
        !(self.has(day) && self.id(cx, "RECURRENCE-ID", day).is_some_and(|on| on.value == id.value))
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
            if matches!(self.basis, Basis::Days) && !self.day(start).1 {
                cx.report(&codes::EXCEPTION_DAY, &at.key("originalStart"));
            }
            return self.at(cx, NAME, start);
        }
        if original.is_some_and(|text| !text.starts_with("0001-01-01")) {
            cx.report(&codes::BAD_TIME, &at.key("originalStart"));
        }
        if let Some(day) = exception.ical_uid.as_ref().and_then(|id| uid::series(id.as_str()).1) {
            return self.id(cx, NAME, day);
        }
        // An occurrence that was not changed is where it was.
        if exception.kind != Some(EventType::Occurrence) {
            cx.report(&codes::EXCEPTION_ORIGINAL, at);
        }
        match own {
            Times::Days { start, .. } => self.id(cx, NAME, *start),
            Times::Clock { start, .. } => self.at(cx, NAME, *start),
        }
    }

    /// The occurrence on a day, in DTSTART's form.
    pub(crate) fn id<'a>(
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
            return Some(zones::day(name, self.day(at).0));
        };
        // An occurrence is known by its day. Where clocks skip the series' time, the rule says a time that no clock shows:
        // so must this.
        let day = zone.local(at).date();
        let local = day.to_datetime(*time);
        let is_slot = self.repeats_by_rule() && self.has(day);
        Some(if is_slot || zone.instant(local) == Some(at) {
            zones::local(cx, name, local, zone)
        } else {
            zones::timed(cx, name, at, zone)
        })
    }

    /// Whether the series has an occurrence on the day of the instant, and at another time.
    fn is_another_time(&self, at: Timestamp) -> bool {
        let Basis::Clock(zone, time) = &self.basis else { return false };
        let day = zone.local(at).date();
        self.repeats_by_rule() && self.has(day) && zone.instant(day.to_datetime(*time)) != Some(at)
    }

    /// The day of an all-day occurrence that starts at an instant, a midnight in a zone that is often not told; and whether
    /// it is no other one.
    fn day(&self, at: Timestamp) -> (Date, bool) {
        let local = self.midnights.as_ref().map(|zone| zone.local(at).date());
        // Where clocks skip midnight, the day starts later.
        let starts = |day: Date| {
            let zone = self.midnights.as_ref();
            zone.and_then(|zone| zone.instant(day.to_datetime(Time::midnight()))) == Some(at)
        };
        if let Some(day) = local.filter(|day| starts(*day)) {
            return (day, true);
        }
        let (likely, other, either) = days_begun(at);
        let other = other.filter(|other| self.has(*other));
        match (self.has(likely), other) {
            (true, None) => (likely, true),
            (true, Some(_)) => (likely, !either),
            (false, Some(other)) => (other, true),
            (false, None) => (local.unwrap_or(likely), local.is_some() || !either),
        }
    }
}

/// The day that begins at an instant somewhere, midnights being 11 hours before to 14 hours after that of UTC; the one that
/// may be meant instead; and whether that is one where people live.
fn days_begun(at: Timestamp) -> (Date, Option<Date>, bool) {
    const HOUR: i64 = 3600;
    let today = Zone::utc().local(at).date();
    let next = plus(today, 1).unwrap_or(today);
    match at.as_second().rem_euclid(24 * HOUR) {
        // More people keep the time of Honolulu than that of Kiritimati,
        second if second == 10 * HOUR => (today, Some(next), true),
        // and that of Auckland's summer, Apia and Tongatapu than that of Pago Pago.
        second if second == 11 * HOUR => (next, Some(today), true),
        second if second < 10 * HOUR => (today, None, false),
        // Nobody lives 12 hours west, nor farther.
        second if second <= 14 * HOUR => (next, Some(today), false),
        _ => (next, None, false),
    }
}
