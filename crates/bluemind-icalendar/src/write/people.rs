use viaduc_bluemind_types::{Attendee, CuType, Organizer, PartStatus, Role};
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_wire::List;

use super::Cx;
use super::element::with;
use crate::codes::{BM_EMPTY, BM_TRANSIENT, BM_WORD};
use crate::read::{NOBODY, is_uri};

/// The line of somebody: by address, else by another URI, else by nothing but a name or an entry.
fn line(
    name: &'static str,
    mailto: Option<String>,
    uri: Option<String>,
    is_known_otherwise: bool,
) -> Option<Property<'static>> {
    let mailto = mailto.filter(|text| !text.trim().is_empty());
    let is_blank = uri.as_ref().is_none_or(|uri| uri.trim().is_empty());
    let link = uri.clone().filter(|uri| is_uri(uri));
    let told = if link.is_some() { None } else { uri };
    let property = match (mailto, link) {
        (Some(mailto), None) => Property::new(name, viaduc_identities::mailto(&mailto)),
        (Some(mailto), Some(link)) => Property::new(name, link).with("X-BLUEMIND-MAILTO", mailto),
        (None, _) if is_blank && !is_known_otherwise => return None,
        (None, link) => {
            let value = link.unwrap_or_else(|| NOBODY.to_owned());
            Property::new(name, value).with("X-BLUEMIND-AS-IS", "TRUE")
        }
    };
    Some(with(property, "X-BLUEMIND-URI", told))
}

/// An address as a parameter.
fn link(
    property: Property<'static>,
    name: &'static str,
    value: Option<String>,
) -> Property<'static> {
    let blank = value.as_ref().is_none_or(|value| value.trim().is_empty());
    with(property, name, if blank { value } else { value.map(|v| viaduc_identities::mailto(&v)) })
}

impl Cx {
    pub(super) fn people(
        &mut self,
        organizer: Option<Organizer>,
        attendees: &List<Attendee>,
        component: &mut Component<'static>,
        place: &Place<'_>,
    ) {
        if let Some(organizer) = organizer {
            let place = place.key("organizer");
            let Organizer { uri, common_name, mailto, dir, other } = organizer;
            self.unknown(&other, &place);
            match line("ORGANIZER", mailto, uri, false) {
                Some(property) => {
                    let property = with(property, "CN", common_name);
                    component.push(with(property, "DIR", dir));
                }
                None => self.losses.report(&BM_EMPTY, &place),
            }
        }
        let list = place.key("attendees");
        for (at, attendee) in attendees.enumerate() {
            let place = list.index(at);
            match self.attendee(attendee.clone(), &place) {
                Some(property) => component.push(property),
                None => self.losses.report(&BM_EMPTY, &place),
            }
        }
        self.strays(attendees.strays().iter().map(|stray| stray.index), &list);
    }

    fn attendee(&mut self, attendee: Attendee, place: &Place<'_>) -> Option<Property<'static>> {
        let Attendee {
            cutype,
            member,
            role,
            part_status,
            rsvp,
            del_to,
            del_from,
            sent_by,
            common_name,
            dir,
            lang,
            mailto,
            uri,
            internal: _, // the server works it out
            response_comment,
            counter,
            other,
        } = attendee;
        self.unknown(&other, place);
        if counter.is_some() {
            self.losses.report(&BM_TRANSIENT, &place.key("counter"));
        }
        let is_known_otherwise = common_name.is_some() || dir.is_some();
        let property = line("ATTENDEE", mailto, uri, is_known_otherwise)?;
        let mut property = with(property, "CN", common_name);
        let cutype = cutype.map(|word| self.word(CUTYPES, &word, "UNKNOWN", &place.key("cutype")));
        property = with(property, "CUTYPE", cutype);
        let role = role.map(|word| self.word(ROLES, &word, "REQ-PARTICIPANT", &place.key("role")));
        property = with(property, "ROLE", role);
        let answer = part_status
            .map(|word| self.word(ANSWERS, &word, "NEEDS-ACTION", &place.key("partStatus")));
        property = with(property, "PARTSTAT", answer);
        property =
            with(property, "RSVP", rsvp.map(|rsvp| if rsvp { "TRUE" } else { "FALSE" }.to_owned()));
        property = link(property, "MEMBER", member);
        property = link(property, "DELEGATED-TO", del_to);
        property = link(property, "DELEGATED-FROM", del_from);
        property = link(property, "SENT-BY", sent_by);
        property = with(property, "DIR", dir);
        property = with(property, "LANGUAGE", lang);
        Some(with(property, "X-RESPONSE-COMMENT", response_comment))
    }

    /// A word of BlueMind's in iCalendar; reported, and `unknown` in its place, if it is not in the table.
    pub(super) fn word<T: PartialEq + std::fmt::Display>(
        &mut self,
        table: &[(T, &'static str)],
        word: &T,
        unknown: &'static str,
        place: &Place<'_>,
    ) -> String {
        let known = table.iter().find(|(known, _)| known == word).map(|(_, text)| *text);
        if known.is_none() {
            self.losses.note(&BM_WORD, place, &word.to_string());
        }
        known.unwrap_or(unknown).to_owned()
    }
}

const CUTYPES: &[(CuType, &str)] = &[
    (CuType::Individual, "INDIVIDUAL"),
    (CuType::Group, "GROUP"),
    (CuType::Resource, "RESOURCE"),
    (CuType::Room, "ROOM"),
    (CuType::Unknown, "UNKNOWN"),
];

const ROLES: &[(Role, &str)] = &[
    (Role::Chair, "CHAIR"),
    (Role::RequiredParticipant, "REQ-PARTICIPANT"),
    (Role::OptionalParticipant, "OPT-PARTICIPANT"),
    (Role::NonParticipant, "NON-PARTICIPANT"),
];

const ANSWERS: &[(PartStatus, &str)] = &[
    (PartStatus::NeedsAction, "NEEDS-ACTION"),
    (PartStatus::Accepted, "ACCEPTED"),
    (PartStatus::Declined, "DECLINED"),
    (PartStatus::Tentative, "TENTATIVE"),
    (PartStatus::Delegated, "DELEGATED"),
    (PartStatus::Completed, "COMPLETED"),
];
