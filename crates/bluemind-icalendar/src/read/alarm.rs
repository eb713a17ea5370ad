//! VALARM (RFC 5545 §3.6.6): seconds from the start.

use viaduc_bluemind_types::{Alarm, AlarmAction};
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_wire::List;

use super::Cx;
use super::texts::said;
use crate::codes::{ALARM_ACTION, ALARM_PROPERTY, ALARM_TRIGGER, ALARM_UNUSABLE};
use crate::duration;
use crate::element::Element;
use crate::when::When;

impl Cx<'_> {
    /// The alarms of a component that starts (or, a task without a start, is due) as given.
    pub(super) fn alarms(
        &mut self,
        component: &Component<'_>,
        start: Option<&When>,
        end: Option<&When>,
        element: &mut Element,
        place: &Place<'_>,
    ) {
        let mut alarms = Vec::new();
        for (at, alarm) in component.components_named("VALARM").enumerate() {
            let name = place.key("VALARM");
            let place = name.index(at);
            if let Some(alarm) = self.alarm(alarm, start, end, &place) {
                alarms.push(alarm);
            }
        }
        if !alarms.is_empty() {
            element.alarm = List::from(alarms);
        }
        let mut others = std::collections::BTreeMap::<String, usize>::new();
        for other in component.components.iter().filter(|inner| !inner.is("VALARM")) {
            let name = other.name.to_ascii_uppercase();
            let at = others.entry(name.clone()).or_default();
            self.losses.report(&crate::codes::COMPONENT_UNSUPPORTED, &place.key(&name).index(*at));
            *at += 1;
        }
    }

    fn alarm(
        &mut self,
        alarm: &Component<'_>,
        start: Option<&When>,
        end: Option<&When>,
        place: &Place<'_>,
    ) -> Option<Alarm> {
        let word = alarm.property("ACTION").map(|p| p.value.trim().to_ascii_uppercase());
        let action = match word.as_deref() {
            Some("DISPLAY") | None => AlarmAction::Display,
            Some("AUDIO") => AlarmAction::Audio,
            Some("EMAIL") => AlarmAction::Email,
            Some("NONE") => {
                self.losses.note(&ALARM_ACTION, place, "NONE");
                return None;
            }
            Some(other) => {
                self.losses.note(&ALARM_ACTION, place, other);
                AlarmAction::Display
            }
        };
        let Some(trigger) = self.trigger(alarm, start, end, place) else {
            self.losses.report(&ALARM_UNUSABLE, place);
            return None;
        };
        let seconds =
            |property: &Property<'_>| i32::try_from(duration::parse(&property.value)?.total()).ok();
        let times = |property: &Property<'_>| property.value.trim().parse().ok();
        let duration = alarm.property("DURATION").and_then(seconds);
        let repeat = alarm.property("REPEAT").and_then(times);
        let mut unread = vec!["ACTION", "TRIGGER", "DESCRIPTION", "SUMMARY"];
        unread.extend(duration.map(|_: i32| "DURATION"));
        unread.extend(repeat.map(|_: i32| "REPEAT"));
        for property in &alarm.properties {
            match unread.iter().position(|name| property.is(name)) {
                Some(at) => {
                    let name = unread.swap_remove(at);
                    let known: &[&str] = if name == "TRIGGER" { &["RELATED"] } else { &[] };
                    self.lost_parameters(property, known, &place.key(name));
                }
                None => self.losses.note(&ALARM_PROPERTY, place, &property.name),
            }
        }
        let text = |name| said(alarm.property(name)?);
        Some(Alarm {
            action: Some(action),
            trigger: Some(trigger),
            description: text("DESCRIPTION"),
            summary: text("SUMMARY"),
            duration,
            repeat,
            ..Alarm::default()
        })
    }

    /// Seconds from the start, negative before it.
    fn trigger(
        &mut self,
        alarm: &Component<'_>,
        start: Option<&When>,
        end: Option<&When>,
        place: &Place<'_>,
    ) -> Option<i32> {
        let property = alarm.property("TRIGGER")?;
        let base = start.or(end);
        if let Some(length) = duration::parse(&property.value) {
            let related = property.parameter("RELATED").map(str::to_ascii_uppercase);
            let mut seconds = length.total();
            if related.as_deref() == Some("END")
                && let (Some(start), Some(end)) = (start, end)
            {
                seconds = seconds.checked_add(end.seconds().checked_sub(start.seconds())?)?;
                self.losses.report(&ALARM_TRIGGER, place);
            }
            return i32::try_from(seconds).ok();
        }
        let when = self.value(&property.value, property.parameter("TZID"), true, place)?;
        self.losses.report(&ALARM_TRIGGER, place);
        i32::try_from(self.real_seconds(&when)?.checked_sub(self.real_seconds(base?)?)?).ok()
    }

    /// Seconds since 1970; days and floating times in the owner's zone.
    fn real_seconds(&self, when: &When) -> Option<i64> {
        match (when, self.zones.owner()) {
            (When::Day(_) | When::Floating(_), Some(owner)) => {
                Some(When::local(owner, when.clock())?.seconds())
            }
            _ => Some(when.seconds()),
        }
    }
}
