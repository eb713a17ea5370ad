//! What events and tasks have in common.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use viaduc_bluemind_types::{BmDateTime, Classification, ContainerUid, ItemUid, Status, TagRef};
use viaduc_contentline::{Component, Exact, Property};
use viaduc_fidelity::{LossCode, Place};
use viaduc_wire::List;

use super::attach::is_active;
use super::raw::{At, Raw};
use super::texts::{exact_text, text};
use super::{Cx, kept};
use crate::EXACT;
use crate::Upload;
use crate::codes::{
    CATEGORY_UNKNOWN, CLASS_UNKNOWN, DATE_UNUSABLE, EXDATE_ALONE, EXRULE, LINK_ACTIVE,
    NUMBER_RANGE, PROPERTY_DROPPED, PROPERTY_KEPT, RDATE_PERIOD, STATUS_UNKNOWN, SUMMARY_MISSING,
};
use crate::element::Element;
use crate::when::When;

/// What the element belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Event { exception: bool },
    Todo,
}

impl Cx<'_> {
    /// The common fields of a component that starts and ends as given.
    #[expect(clippy::too_many_arguments, reason = "one call for events, one for tasks")]
    pub(super) fn element(
        &mut self,
        raw: &Raw<'_>,
        component: &Component<'_>,
        kind: Kind,
        start: Option<&When>,
        end: Option<&When>,
        inherited: Option<&str>,
        place: &Place<'_>,
    ) -> (Element, Vec<Upload>) {
        let mut element = Element {
            dtstart: start.and_then(|start| self.bm(start, &place.key("DTSTART").index(0))),
            summary: Some(self.summary(raw, inherited, place)),
            classification: Some(self.class(raw, place)),
            location: text(raw.location),
            description: self.description(raw, place),
            priority: raw
                .priority
                .and_then(|(at, p)| self.number(p, 0..=9, &place.key("PRIORITY").index(at))),
            status: self.status(raw, kind, place),
            sequence: raw
                .sequence
                .and_then(|(at, p)| self.number(p, 0..=i32::MAX, &place.key("SEQUENCE").index(at))),
            draft: raw.bm_draft.map(|(_, p)| p.value.trim().eq_ignore_ascii_case("TRUE")),
            conference_id: text(raw.bm_conference_id),
            ..Element::default()
        };
        self.url(raw, &mut element, place);
        let conference = self.conference(raw, &mut element, place);
        raw.parameters(conference, self, place);
        if let Some((at, property)) = raw.bm_conference {
            match kept::settings(property) {
                Some(settings) => element.conference_configuration = settings,
                None => {
                    self.losses
                        .report(&PROPERTY_DROPPED, &place.key("X-BLUEMIND-CONFERENCE").index(at));
                }
            }
        }
        self.people(raw, kind, &mut element, place);
        self.categories(raw, &mut element, place);
        let uploads = self.attachments(raw, &mut element, place);
        self.alarms(component, start, end, &mut element, place);
        if let Some(model) = start.or(end) {
            self.repetition(raw, kind, model, end, &mut element, place);
        }
        self.keep(raw, &mut element, place);
        (element, uploads)
    }

    /// Keeps a property that has a field it does not get.
    pub(super) fn kept(
        &mut self,
        code: &'static LossCode,
        property: &Property<'_>,
        element: &mut Element,
        place: &Place<'_>,
    ) {
        let fits = kept::put(&mut element.properties, property);
        self.losses.report(if fits { code } else { &PROPERTY_DROPPED }, place);
    }

    /// The first way in that is no telephone number, and which it is; the others are kept.
    fn conference(
        &mut self,
        raw: &Raw<'_>,
        element: &mut Element,
        place: &Place<'_>,
    ) -> Option<usize> {
        let mut chosen = None;
        for (at, property) in &raw.conference {
            let value = property.value.trim();
            let told = EXACT.told(property, Exact::VALUE, value);
            if value.is_empty() && told.is_none() {
                continue;
            }
            let free = element.conference.is_none() && (told.is_some() || !kept::is_phone(value));
            let way_in = told.unwrap_or_else(|| value.to_owned());
            let active = is_active(&way_in);
            if free && !active {
                element.conference = Some(way_in);
                chosen = Some(*at);
                continue;
            }
            let code = if active { &LINK_ACTIVE } else { &PROPERTY_KEPT };
            self.kept(code, property, element, &place.key("CONFERENCE").index(*at));
        }
        chosen
    }

    fn summary(&mut self, raw: &Raw<'_>, inherited: Option<&str>, place: &Place<'_>) -> String {
        if let Some(summary) = text(raw.summary).filter(|summary| !summary.is_empty()) {
            return summary;
        }
        self.losses.report(&SUMMARY_MISSING, place);
        inherited
            .or(self.options.placeholder)
            .filter(|text| !text.is_empty())
            .unwrap_or("-")
            .to_owned()
    }

    /// Public unless it says otherwise; the server hides what has no class.
    fn class(&mut self, raw: &Raw<'_>, place: &Place<'_>) -> Classification {
        let Some((at, property)) = raw.class else { return Classification::Public };
        match property.value.trim().to_ascii_uppercase().as_str() {
            "PUBLIC" => Classification::Public,
            "PRIVATE" => Classification::Private,
            "CONFIDENTIAL" => Classification::Confidential,
            other => {
                self.losses.note(&CLASS_UNKNOWN, &place.key("CLASS").index(at), other);
                Classification::Private
            }
        }
    }

    fn status(&mut self, raw: &Raw<'_>, kind: Kind, place: &Place<'_>) -> Option<Status> {
        let event = matches!(kind, Kind::Event { .. });
        let default = event.then_some(Status::Confirmed);
        let Some((at, property)) = raw.status else { return default };
        match (property.value.trim().to_ascii_uppercase().as_str(), event) {
            ("CANCELLED" | "CANCELED", _) => Some(Status::Cancelled),
            ("CONFIRMED", true) => Some(Status::Confirmed),
            ("TENTATIVE", true) => Some(Status::Tentative),
            ("NEEDS-ACTION", _) => Some(Status::NeedsAction),
            ("COMPLETED", _) => Some(Status::Completed),
            ("IN-PROCESS" | "INPROCESS", _) => Some(Status::InProcess),
            (other, _) => {
                self.losses.note(&STATUS_UNKNOWN, &place.key("STATUS").index(at), other);
                default
            }
        }
    }

    /// An integer in `range`, or the nearest in it.
    pub(super) fn number(
        &mut self,
        property: &Property<'_>,
        range: RangeInclusive<i32>,
        place: &Place<'_>,
    ) -> Option<i32> {
        let text = property.value.trim();
        let number: Option<i64> = text.parse().ok();
        let nearest = number
            .map(|n| n.clamp((*range.start()).into(), (*range.end()).into()))
            .and_then(|n| i32::try_from(n).ok());
        if number.is_none() || nearest.map(i64::from) != number {
            self.losses.note(&NUMBER_RANGE, place, text);
        }
        nearest
    }

    fn categories(&mut self, raw: &Raw<'_>, element: &mut Element, place: &Place<'_>) {
        let mut tags: Vec<TagRef> = Vec::new();
        let mut unknown = Vec::new();
        let mut seen = HashSet::new();
        let mut referred = HashSet::new();
        for (at, property) in &raw.categories {
            if let Some(tag) = told_tag(property) {
                let listed = self.options.tags.and_then(|known| {
                    known.listed(tag.label.as_deref().unwrap_or_default().trim())
                });
                let tag = listed.unwrap_or(tag);
                seen.extend(tag.label.as_deref().map(|label| label.trim().to_owned()));
                if referred.insert((tag.container_uid.clone(), tag.item_uid.clone())) {
                    tags.push(tag);
                }
                continue;
            }
            for label in property.as_text_list() {
                let label = label.trim();
                if label.is_empty() || !seen.insert(label.to_owned()) {
                    continue;
                }
                match self.options.tags.and_then(|known| known.get(label)) {
                    Some(tag) => tags.push(tag),
                    None => {
                        unknown.push(label.to_owned());
                        self.losses.note(
                            &CATEGORY_UNKNOWN,
                            &place.key("CATEGORIES").index(*at),
                            label,
                        );
                    }
                }
            }
        }
        if !tags.is_empty() {
            element.categories = List::from(tags);
        }
        if !unknown.is_empty() {
            let line = Property::text_list("CATEGORIES", unknown);
            kept::put(&mut element.properties, &line);
        }
    }

    /// Rule, excluded and further days, all in the form of `model`.
    fn repetition(
        &mut self,
        raw: &Raw<'_>,
        kind: Kind,
        model: &When,
        end: Option<&When>,
        element: &mut Element,
        place: &Place<'_>,
    ) {
        for (at, _) in &raw.exrule {
            self.losses.report(&EXRULE, &place.key("EXRULE").index(*at));
        }
        let exception = kind == Kind::Event { exception: true };
        if let Some((at, property)) = raw.rrule {
            let name = place.key("RRULE");
            let place = name.index(at);
            if exception {
                self.losses.report(&crate::codes::RRULE_UNUSABLE, &place);
            } else {
                let latest = if kind == Kind::Todo { end.unwrap_or(model) } else { model };
                element.rrule = self.rrule(property, model, latest, &place);
            }
        }
        let mut further = self.days(&raw.rdate, "RDATE", model, place);
        if element.rrule.is_some() {
            let excluded = self.days(&raw.exdate, "EXDATE", model, place);
            element.exdate = bm_days(excluded);
        } else {
            self.excluded_alone(&raw.exdate, &mut further, model, place);
        }
        element.rdate = bm_days(further);
    }

    /// Without a rule the server drops excluded days; those that are further days as well are neither.
    fn excluded_alone(
        &mut self,
        exdate: &[At<'_>],
        further: &mut Vec<(i64, BmDateTime)>,
        model: &When,
        place: &Place<'_>,
    ) {
        let told: HashSet<i64> = further.iter().map(|(at, _)| *at).collect();
        let mut both = HashSet::new();
        for property in exdate {
            let mut alone = false;
            for (day, _) in self.days(std::slice::from_ref(property), "EXDATE", model, place) {
                if told.contains(&day) {
                    both.insert(day);
                } else {
                    alone = true;
                }
            }
            if alone {
                self.losses.report(&EXDATE_ALONE, &place.key("EXDATE").index(property.0));
            }
        }
        further.retain(|(day, _)| !both.contains(day));
    }

    fn days(
        &mut self,
        list: &[At<'_>],
        name: &str,
        model: &When,
        place: &Place<'_>,
    ) -> Vec<(i64, BmDateTime)> {
        let mut days = Vec::new();
        let mut seen = HashSet::new();
        for (at, property) in list {
            let name = place.key(name);
            let place = name.index(*at);
            if property.value.contains('/') {
                self.losses.report(&RDATE_PERIOD, &place);
            }
            let as_is = property.parameter("X-BLUEMIND-AS-IS").is_some();
            for when in self.whens(property, &place) {
                // A day where the series has times means that day's occurrence.
                let alike = match (&when, model) {
                    _ if as_is => Some(when),
                    (When::Day(day), When::At(zone, at)) => {
                        When::local(zone, day.to_datetime(at.datetime().time()))
                    }
                    (When::Day(day), When::Floating(at)) => {
                        Some(When::Floating(day.to_datetime(at.time())))
                    }
                    _ => when.like(model),
                };
                match alike.and_then(|when| Some((when.seconds(), when.to_bm()?))) {
                    Some((seconds, bm)) if seen.insert(seconds) => days.push((seconds, bm)),
                    Some(_) => {}
                    None => self.losses.report(&DATE_UNUSABLE, &place),
                }
            }
        }
        days
    }
}

fn bm_days(days: Vec<(i64, BmDateTime)>) -> List<BmDateTime> {
    if days.is_empty() { List::absent() } else { days.into_iter().map(|(_, day)| day).collect() }
}

/// The tag this crate told beside its label.
fn told_tag(property: &Property<'_>) -> Option<TagRef> {
    let told = |name: &str| {
        let value = property.parameter(name).filter(|value| !value.trim().is_empty());
        value.map(ToOwned::to_owned)
    };
    let label = exact_text(property).into_owned();
    (!label.trim().is_empty()).then_some(())?;
    Some(TagRef {
        container_uid: Some(ContainerUid::from(told("X-BLUEMIND-CONTAINER")?)),
        item_uid: Some(ItemUid::from(told("X-BLUEMIND-ITEM")?)),
        label: Some(label),
        color: told("X-BLUEMIND-COLOR"),
        ..TagRef::default()
    })
}
