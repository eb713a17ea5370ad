use viaduc_bluemind_types::{Alarm, AlarmAction};
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_wire::List;

use super::Cx;
use super::element::push_text;
use crate::codes::{BM_EMPTY, BM_WORD};
use crate::duration;

impl Cx {
    pub(super) fn alarms(
        &mut self,
        alarms: List<Alarm>,
        component: &mut Component<'static>,
        place: &Place<'_>,
    ) {
        let list = place.key("alarm");
        self.strays(alarms.strays().iter().map(|stray| stray.index), &list);
        let places: Vec<usize> = alarms.enumerate().map(|(at, _)| at).collect();
        for (at, alarm) in places.into_iter().zip(alarms) {
            let place = list.index(at);
            let Alarm { action, trigger, description, duration, repeat, summary, other } = alarm;
            self.unknown(&other, &place);
            let Some(trigger) = trigger else {
                self.losses.report(&BM_EMPTY, &place);
                continue;
            };
            let action = match action {
                Some(AlarmAction::Audio) => "AUDIO",
                Some(AlarmAction::Email) => "EMAIL",
                Some(AlarmAction::Display) | None => "DISPLAY",
                Some(unknown) => {
                    self.losses.note(&BM_WORD, &place.key("action"), unknown.as_str());
                    "DISPLAY"
                }
            };
            let mut out = Component::new("VALARM");
            out.push(Property::new("ACTION", action));
            out.push(Property::new("TRIGGER", duration::write(trigger.into())));
            push_text(&mut out, "SUMMARY", summary);
            // An alarm that shows or sends something has to say what, if only nothing.
            if description.is_none() && action != "AUDIO" {
                out.push(Property::new("DESCRIPTION", ""));
            }
            push_text(&mut out, "DESCRIPTION", description);
            if let Some(seconds) = duration {
                out.push(Property::new("DURATION", duration::write(seconds.into())));
            }
            if let Some(times) = repeat {
                out.push(Property::new("REPEAT", times.to_string()));
            }
            component.push_component(out);
        }
    }
}
