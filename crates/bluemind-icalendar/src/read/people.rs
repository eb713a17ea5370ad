//! ORGANIZER and ATTENDEE.

use std::borrow::Cow;
use std::collections::HashSet;

use viaduc_bluemind_types::{Attendee, CuType, Organizer, PartStatus, Role, is_email_address};
use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_identities::mailto_address;
use viaduc_wire::List;

use super::element::Kind;
use super::raw::Raw;
use super::{Cx, kept};
use crate::EXACT;
use crate::Person;
use crate::codes::{
    ADDRESS, ATTENDEE_REPEATED, ATTENDEES_ALONE, ORGANIZER_DEFAULT, PERSON_PARAMETER, PERSON_WORD,
    PROPERTY_DROPPED,
};
use crate::element::Element;

/// The address behind `mailto:`, or in the EMAIL parameter (RFC 7986 §6.2), if the server would take it.
pub(crate) fn address(property: &Property<'_>) -> Option<String> {
    addresses(property).into_iter().find(|address| is_email_address(address))
}

/// Every address a line has, the server's or not.
fn addresses(property: &Property<'_>) -> Vec<String> {
    let value = property.value.trim();
    let value = value.replace("%20", "");
    let bare = mailto_address(&value).unwrap_or(Cow::Borrowed(&value));
    [Some(bare.as_ref()), property.parameter("EMAIL"), property.parameter("X-BLUEMIND-MAILTO")]
        .into_iter()
        .flatten()
        .map(|candidate| candidate.trim().replace("%20", ""))
        .filter(|candidate| viaduc_identities::is_smtp_address(candidate))
        .collect()
}

/// A value that is neither an address nor empty: the URI of somebody without one.
fn uri(property: &Property<'_>) -> Option<String> {
    let value = property.value.trim();
    parameter(property, "X-BLUEMIND-URI")
        .or_else(|| (is_uri(value) && value != NOBODY).then(|| value.to_owned()))
}

/// Whether the way back from BlueMind wrote somebody who has no address there.
fn is_addressless(property: &Property<'_>) -> bool {
    let is_somebody = uri(property).is_some()
        || ["CN", "DIR"].iter().any(|name| parameter(property, name).is_some());
    is_somebody && property.parameter("X-BLUEMIND-AS-IS").is_some()
}

/// The server tells attendees apart by entry, else by address, else by name.
fn key(attendee: &Attendee) -> String {
    let Attendee { mailto, dir, common_name, .. } = attendee;
    match mailto.as_deref().or(dir.as_deref()) {
        Some(text) => text.to_lowercase(),
        None => format!("CN={}", common_name.as_deref().unwrap_or_default()),
    }
}

/// Whether a value is a URI and none of mail.
pub(crate) fn is_uri(value: &str) -> bool {
    let mail = value.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    let uri = value.split_once(':').is_some_and(|(scheme, rest)| {
        !rest.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    });
    !mail && uri && value.trim() == value
}

/// A parameter that says something.
fn parameter(property: &Property<'_>, name: &str) -> Option<String> {
    let text = property.parameter(name);
    let told = EXACT.told(property, name, text.unwrap_or_default());
    told.or_else(|| text.filter(|text| !text.trim().is_empty()).map(str::to_owned))
}

/// A parameter that holds an address with or without its scheme.
fn linked(property: &Property<'_>, name: &str) -> Option<String> {
    let text = parameter(property, name)?;
    Some(mailto_address(&text).map(Cow::into_owned).unwrap_or(text))
}

impl Cx<'_> {
    /// Organizer and attendees of an element, as the server would have them.
    pub(super) fn people(
        &mut self,
        raw: &Raw<'_>,
        kind: Kind,
        element: &mut Element,
        place: &Place<'_>,
    ) {
        let mut seen = HashSet::new();
        let mut attendees = Vec::new();
        let mut last = None;
        for (at, property) in &raw.attendee {
            let name = place.key("ATTENDEE");
            let place = name.index(*at);
            let Some(attendee) = self.attendee(property, &place) else {
                self.unaddressed(property, element, &place);
                continue;
            };
            if !seen.insert(key(&attendee)) {
                self.losses.report(&ATTENDEE_REPEATED, &place);
                continue;
            }
            attendees.push(attendee);
            last = Some((*at, *property));
        }
        // The server trips over a single attendee without an address.
        if let ([Attendee { mailto: None, .. }], Some((at, property))) =
            (attendees.as_slice(), last)
        {
            self.unaddressed(property, element, &place.key("ATTENDEE").index(at));
            attendees.clear();
        }
        element.organizer = raw.organizer.and_then(|(at, property)| {
            let name = place.key("ORGANIZER");
            let place = name.index(at);
            let organizer = self.organizer(property, &place);
            if organizer.is_none() {
                self.unaddressed(property, element, &place);
            }
            organizer
        });
        if element.organizer.is_none() && !attendees.is_empty() && kind != Kind::Todo {
            element.organizer = self.host(&attendees, place);
        }
        if !attendees.is_empty() {
            element.attendees = List::from(attendees);
        }
    }

    /// Somebody without an address: the server would drop them, or trip over them.
    fn unaddressed(&mut self, property: &Property<'_>, element: &mut Element, place: &Place<'_>) {
        let kept = kept::put(&mut element.properties, property);
        let code = if kept { &ADDRESS } else { &PROPERTY_DROPPED };
        self.losses.note(code, place, property.parameter("CN").unwrap_or_default());
    }

    /// An organizer where none is named: the chair, else the calendar's owner.
    fn host(&mut self, attendees: &[Attendee], place: &Place<'_>) -> Option<Organizer> {
        let chair =
            attendees.iter().find(|attendee| attendee.role == Some(Role::Chair)).map(|chair| {
                Organizer {
                    mailto: chair.mailto.clone(),
                    common_name: chair.common_name.clone(),
                    dir: chair.dir.clone(),
                    ..Organizer::default()
                }
            });
        let owner = self.options.owner.as_ref().map(|owner| Organizer {
            mailto: Some(owner.mailto.clone()),
            common_name: owner.name.clone(),
            dir: owner.dir.clone(),
            ..Organizer::default()
        });
        let host = chair.or(owner);
        let code = if host.is_some() { &ORGANIZER_DEFAULT } else { &ATTENDEES_ALONE };
        self.losses.report(code, place);
        host
    }

    /// An address the server takes, or one whose owner the directory knows by another.
    fn address(&self, property: &Property<'_>) -> Option<String> {
        address(property).or_else(|| {
            addresses(property).into_iter().find(|address| self.directory(address).is_some())
        })
    }

    fn directory(&self, address: &str) -> Option<&Person> {
        self.options.directory?.get(address)
    }

    fn organizer(&mut self, property: &Property<'_>, place: &Place<'_>) -> Option<Organizer> {
        let address = self.address(property)?;
        self.parameters(
            property,
            &address,
            &["CN", "DIR", "EMAIL", "X-BLUEMIND-EXACT", "X-BLUEMIND-MAILTO", "X-BLUEMIND-URI"],
            place,
        );
        let mut organizer = Organizer {
            uri: uri(property),
            common_name: parameter(property, "CN"),
            dir: parameter(property, "DIR"),
            mailto: Some(address.clone()),
            ..Organizer::default()
        };
        if let Some(person) = self.directory(&address) {
            organizer.mailto = Some(person.mailto.clone());
            organizer.common_name = person.name.clone().or(organizer.common_name);
            organizer.dir = person.dir.clone().or(organizer.dir);
        }
        Some(organizer)
    }

    fn attendee(&mut self, property: &Property<'_>, place: &Place<'_>) -> Option<Attendee> {
        let address = self.address(property);
        if address.is_none() && !is_addressless(property) {
            return None;
        }
        self.parameters(property, address.as_deref().unwrap_or_default(), KNOWN, place);
        let mut attendee = Attendee {
            cutype: property.parameter("CUTYPE").map(|word| self.cutype(word, place)),
            member: linked(property, "MEMBER"),
            role: Some(self.role(property.parameter("ROLE"), place)),
            part_status: Some(self.answer(property.parameter("PARTSTAT"), place)),
            rsvp: property.parameter("RSVP").map(|word| word.trim().eq_ignore_ascii_case("TRUE")),
            del_to: linked(property, "DELEGATED-TO"),
            del_from: linked(property, "DELEGATED-FROM"),
            sent_by: linked(property, "SENT-BY"),
            common_name: parameter(property, "CN"),
            dir: parameter(property, "DIR"),
            lang: parameter(property, "LANGUAGE"),
            mailto: address.clone(),
            uri: uri(property),
            response_comment: parameter(property, "X-RESPONSE-COMMENT"),
            ..Attendee::default()
        };
        if let Some(person) = address.and_then(|address| self.directory(&address)) {
            attendee.mailto = Some(person.mailto.clone());
            attendee.common_name = person.name.clone().or(attendee.common_name);
            attendee.dir = person.dir.clone().or(attendee.dir);
            attendee.internal = Some(true);
            if person.resource {
                attendee.cutype = Some(CuType::Resource);
            }
        }
        Some(attendee)
    }

    fn cutype(&mut self, word: &str, place: &Place<'_>) -> CuType {
        match word.trim().to_ascii_uppercase().as_str() {
            "INDIVIDUAL" => CuType::Individual,
            "GROUP" => CuType::Group,
            "RESOURCE" => CuType::Resource,
            "ROOM" => CuType::Room,
            "UNKNOWN" => CuType::Unknown,
            other => {
                self.losses.note(&PERSON_WORD, place, other);
                CuType::Unknown
            }
        }
    }

    fn role(&mut self, word: Option<&str>, place: &Place<'_>) -> Role {
        match word.map(|word| word.trim().to_ascii_uppercase()).as_deref() {
            None | Some("REQ-PARTICIPANT") => Role::RequiredParticipant,
            Some("CHAIR") => Role::Chair,
            Some("OPT-PARTICIPANT") => Role::OptionalParticipant,
            Some("NON-PARTICIPANT") => Role::NonParticipant,
            Some(other) => {
                self.losses.note(&PERSON_WORD, place, other);
                Role::RequiredParticipant
            }
        }
    }

    fn answer(&mut self, word: Option<&str>, place: &Place<'_>) -> PartStatus {
        match word.map(|word| word.trim().to_ascii_uppercase()).as_deref() {
            None | Some("NEEDS-ACTION") => PartStatus::NeedsAction,
            Some("ACCEPTED") => PartStatus::Accepted,
            Some("DECLINED") => PartStatus::Declined,
            Some("TENTATIVE") => PartStatus::Tentative,
            Some("DELEGATED") => PartStatus::Delegated,
            Some("COMPLETED") => PartStatus::Completed,
            Some(other) => {
                self.losses.note(&PERSON_WORD, place, other);
                PartStatus::NeedsAction
            }
        }
    }

    /// Reports parameters without a field, and second values of those that have one.
    fn parameters(
        &mut self,
        property: &Property<'_>,
        address: &str,
        known: &[&str],
        place: &Place<'_>,
    ) {
        for parameter in &property.parameters {
            let is_known = known.iter().any(|name| parameter.is(name));
            let other_address = parameter.is("EMAIL")
                && parameter.values.iter().any(|email| !email.trim().eq_ignore_ascii_case(address));
            let several = parameter.values.len() > 1 && !parameter.is("X-BLUEMIND-EXACT");
            if !is_known || other_address || several {
                self.losses.note(&PERSON_PARAMETER, place, &parameter.name);
            }
        }
    }
}

/// What stands where somebody has neither an address nor another URI.
pub(crate) const NOBODY: &str = "invalid:nomail";

/// The parameters of an attendee that have a field.
const KNOWN: &[&str] = &[
    "CN",
    "CUTYPE",
    "DELEGATED-FROM",
    "DELEGATED-TO",
    "DIR",
    "EMAIL",
    "LANGUAGE",
    "MEMBER",
    "PARTSTAT",
    "ROLE",
    "RSVP",
    "SENT-BY",
    "X-BLUEMIND-AS-IS",
    "X-BLUEMIND-EXACT",
    "X-BLUEMIND-MAILTO",
    "X-BLUEMIND-URI",
    "X-RESPONSE-COMMENT",
];
