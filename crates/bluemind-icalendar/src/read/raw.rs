//! The properties of a component, sorted by what becomes of them.

use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;

use super::Cx;
use crate::codes::{PARAMETER, PROPERTY_REPEATED};

/// What tells how a value is written, not what it says.
const FORM: &[&str] = &["VALUE", "TZID", "ENCODING", "CHARSET"];

/// What this crate writes beside a value, and reads.
const OWN: &[&str] = &[
    "X-BLUEMIND-AS-IS",
    "X-BLUEMIND-COLOR",
    "X-BLUEMIND-CONTAINER",
    "X-BLUEMIND-EXACT",
    "X-BLUEMIND-ITEM",
    "X-BLUEMIND-TZID",
];

impl Raw<'_> {
    /// Reports parameters that get lost; those of people and of what is kept whole are told elsewhere.
    pub(super) fn parameters(&self, conference: Option<usize>, cx: &mut Cx<'_>, place: &Place<'_>) {
        for (at, property) in self.handled() {
            let name = property.name.to_ascii_uppercase();
            let known: &[&str] = match name.as_str() {
                "ATTENDEE" | "ORGANIZER" | "DTSTAMP" => continue,
                "CONFERENCE" if conference != Some(at) => continue,
                name if name.starts_with("X-BLUEMIND-") => continue,
                "RECURRENCE-ID" => &["RANGE"],
                "X-ALT-DESC" | "STYLED-DESCRIPTION" => &["FMTTYPE"],
                "ATTACH" => ATTACHED,
                _ => &[],
            };
            cx.lost_parameters(property, known, &place.key(&name).index(at));
        }
    }
}

impl Cx<'_> {
    /// Reports the parameters of a property at `place` that say something and are read by nobody.
    pub(super) fn lost_parameters(
        &mut self,
        property: &Property<'_>,
        known: &[&str],
        place: &Place<'_>,
    ) {
        for parameter in &property.parameters {
            let told = FORM.iter().chain(known).any(|name| parameter.is(name))
                || OWN.iter().any(|name| parameter.is(name));
            if !told && parameter.values.iter().any(|value| !value.trim().is_empty()) {
                self.losses.note(&PARAMETER, place, &parameter.name);
            }
        }
    }
}

/// What an attachment's name, kind and part are read from; its size is that of the file.
const ATTACHED: &[&str] = &[
    "FILENAME",
    "FMTTYPE",
    "SIZE",
    "X-APPLE-FILENAME",
    "X-CID",
    "X-FILE-NAME",
    "X-FILENAME",
    "X-ORACLE-FILENAME",
];

/// A property with its place among those of its name.
pub(super) type At<'a> = (usize, &'a Property<'a>);

macro_rules! raw {
    (
        one { $( $one:ident = $one_name:literal ),* $(,)? }
        many { $( $many:ident = $many_name:literal ),* $(,)? }
    ) => {
        /// The properties of an event or task.
        #[derive(Default)]
        pub(super) struct Raw<'a> {
            $( pub(super) $one: Option<At<'a>>, )*
            $( pub(super) $many: Vec<At<'a>>, )*
            /// What has no field.
            pub(super) rest: Vec<At<'a>>,
        }

        /// The names that have a field: a kept property is none of them.
        pub(crate) const HANDLED: &[&str] = &[$($one_name,)* $($many_name,)*];

        impl<'a> Raw<'a> {
            /// Sorts the properties of `component`; a repeated single one is reported.
            pub(super) fn of(component: &'a Component<'a>, cx: &mut Cx<'_>, place: &Place<'_>) -> Self {
                let mut raw = Self::default();
                let mut counts = std::collections::BTreeMap::<String, usize>::new();
                for property in &component.properties {
                    let name = property.name.to_ascii_uppercase();
                    let count = counts.entry(name.clone()).or_default();
                    let at = *count;
                    *count += 1;
                    match name.as_str() {
                        $( $one_name => {
                            if raw.$one.is_none() {
                                raw.$one = Some((at, property));
                            } else {
                                cx.losses.report(&PROPERTY_REPEATED, &place.key($one_name).index(at));
                            }
                        } )*
                        $( $many_name => raw.$many.push((at, property)), )*
                        _ => raw.rest.push((at, property)),
                    }
                }
                raw
            }

            /// Every property that has a field.
            fn handled(&self) -> impl Iterator<Item = At<'a>> {
                let one = [$(self.$one,)*].into_iter().flatten();
                one $(.chain(self.$many.iter().copied()))*
            }
        }
    };
}

raw! {
    one {
        class = "CLASS",
        completed = "COMPLETED",
        description = "DESCRIPTION",
        disallow_counter = "X-MICROSOFT-DISALLOW-COUNTER",
        dtend = "DTEND",
        dtstamp = "DTSTAMP",
        dtstart = "DTSTART",
        due = "DUE",
        duration = "DURATION",
        html = "X-ALT-DESC",
        location = "LOCATION",
        organizer = "ORGANIZER",
        percent = "PERCENT-COMPLETE",
        priority = "PRIORITY",
        recurrence_id = "RECURRENCE-ID",
        rrule = "RRULE",
        sequence = "SEQUENCE",
        status = "STATUS",
        styled = "STYLED-DESCRIPTION",
        summary = "SUMMARY",
        transp = "TRANSP",
        uid = "UID",
        url = "URL",
        bm_accept = "X-BLUEMIND-ACCEPT-COUNTERS",
        bm_conference = "X-BLUEMIND-CONFERENCE",
        bm_conference_id = "X-BLUEMIND-CONFERENCE-ID",
        bm_counters = "X-BLUEMIND-COUNTERS",
        bm_draft = "X-BLUEMIND-DRAFT",
        bm_uid = "X-BLUEMIND-UID",
    }
    many {
        attach = "ATTACH",
        attendee = "ATTENDEE",
        bm_property = "X-BLUEMIND-PROPERTY",
        categories = "CATEGORIES",
        conference = "CONFERENCE",
        exdate = "EXDATE",
        exrule = "EXRULE",
        rdate = "RDATE",
    }
}
