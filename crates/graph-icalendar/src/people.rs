//! Organizer and attendees (RFC 5545 §3.8.4.1, §3.8.4.3; Graph: attendee, recipient, responseStatus).

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::Timestamp;
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_graph_types::{
    Attendee, AttendeeType, Location, LocationType, Recipient, ResponseStatus, ResponseType,
};
use viaduc_identities::is_smtp_address;
use viaduc_wire::List;

use crate::address::{Person, cal_address, person, with_name};
use crate::codes;
use crate::cx::{Cx, said};
use crate::when::{instant, utc};

/// The members of an event that speak of people.
pub(crate) struct People<'a> {
    pub(crate) attendees: &'a List<Attendee>,
    pub(crate) organizer: Option<&'a Recipient>,
    pub(crate) is_organizer: Option<bool>,
    pub(crate) response_requested: Option<bool>,
    pub(crate) response_status: Option<&'a ResponseStatus>,
    pub(crate) location: Option<&'a Location>,
    pub(crate) locations: &'a List<Location>,
}

/// An attendee's line, until all duplicates are known.
struct Line<'a> {
    /// Its place among the attendees; `usize::MAX` for one that is added here.
    position: usize,
    person: Person<'a>,
    role: &'static str,
    kind: &'static str,
    part: &'static str,
    answered: Option<Timestamp>,
}

pub(crate) fn write<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    people: &People<'a>,
    at: &Place<'_>,
) {
    let People { attendees, organizer, is_organizer, response_requested, response_status, .. } =
        people;
    let list_at = at.key("attendees");
    cx.strays(attendees, &list_at);
    let mut lines = Lines::default();
    for (position, attendee) in attendees.enumerate() {
        attendee_line(cx, &mut lines, attendee, (position, &list_at.index(position)));
    }
    rooms(cx, &mut lines, people);
    let chair = chair(cx, *organizer, at);
    let answer = own_response(cx, &mut lines, *response_status, *is_organizer, at);
    let is_meeting = !lines.all.is_empty() || *is_organizer == Some(false);
    if is_meeting {
        let chair = chair.clone().or_else(|| missing(cx, !lines.all.is_empty(), *is_organizer, at));
        if let Some(chair) = &chair {
            to.push(cal_address("ORGANIZER", chair));
        }
        let chair =
            chair.as_ref().and_then(|chair| chair.address.as_deref()).map(str::to_lowercase);
        let wanted = response_requested.unwrap_or(true);
        for line in lines.all {
            to.push(attendee_property(line, chair.as_deref(), wanted));
        }
    } else if let Some(Person { address, raw, name }) = chair {
        // The organizer of a plain appointment is its owner: ORGANIZER would make it a meeting.
        to.push(with_name(
            Property::text("X-VIADUC-OWNER", address.unwrap_or(Cow::Borrowed(raw))),
            name,
        ));
    }
    if let Some(answer) = answer {
        to.push(answer);
    }
    if !is_meeting && *response_requested == Some(false) {
        cx.report(&codes::RESPONSE_REQUESTED, &at.key("responseRequested"));
    }
}

/// The attendees so far, and where each stands by its address.
#[derive(Default)]
struct Lines<'a> {
    all: Vec<Line<'a>>,
    by_address: HashMap<String, usize>,
}

impl<'a> Lines<'a> {
    /// Adds an attendee, or merges it into the one with the same address: the newest answer counts. Answers whether
    /// it was merged.
    fn add(&mut self, line: Line<'a>) -> bool {
        let Some(address) = line.person.address.as_deref().map(str::to_lowercase) else {
            self.all.push(line);
            return false;
        };
        match self.by_address.get(&address).and_then(|at| self.all.get_mut(*at)) {
            Some(known) => {
                if line.answered > known.answered {
                    (known.part, known.answered) = (line.part, line.answered);
                }
                if known.person.name.is_empty() {
                    known.person.name = line.person.name;
                }
                true
            }
            None => {
                self.by_address.insert(address, self.all.len());
                self.all.push(line);
                false
            }
        }
    }

    fn find(&mut self, address: &str) -> Option<&mut Line<'a>> {
        let at = *self.by_address.get(&address.to_lowercase())?;
        self.all.get_mut(at)
    }
}

fn attendee_line<'a>(
    cx: &mut Cx<'_>,
    lines: &mut Lines<'a>,
    attendee: &'a Attendee,
    (position, at): (usize, &Place<'_>),
) {
    let Attendee { email_address, kind, proposed_new_time, status, other } = attendee;
    cx.other(other, at);
    if proposed_new_time.is_some() {
        cx.report(&codes::PROPOSED_TIME, &at.key("proposedNewTime"));
    }
    let Some(person) =
        email_address.as_ref().and_then(|address| person(cx, address, &at.key("emailAddress")))
    else {
        cx.report(&codes::ATTENDEE_EMPTY, at);
        return;
    };
    let known = person.address.as_deref().map(str::to_lowercase).unwrap_or_default();
    let role = match kind {
        Some(AttendeeType::Required) | None => "REQ-PARTICIPANT",
        Some(AttendeeType::Optional) => "OPT-PARTICIPANT",
        Some(AttendeeType::Resource) => "NON-PARTICIPANT",
        Some(word) => {
            cx.note(&codes::ATTENDEE_TYPE, &at.key("type"), word.as_str());
            "REQ-PARTICIPANT"
        }
    };
    let cutype = if cx.context.rooms.contains(known.as_str()) {
        "ROOM"
    } else if cx.context.groups.contains(known.as_str()) {
        "GROUP"
    } else if *kind == Some(AttendeeType::Resource) {
        "RESOURCE"
    } else {
        "INDIVIDUAL"
    };
    let (part, answered) = match status {
        Some(status) => response(cx, status, &at.key("status")),
        None => ("NEEDS-ACTION", None),
    };
    if lines.add(Line { position, person, role, kind: cutype, part, answered }) {
        cx.note(&codes::ATTENDEE_DUPLICATE, at, &known);
    }
}

/// The rooms among the places of a meeting, if they are not invited already.
fn rooms<'a>(cx: &Cx<'_>, lines: &mut Lines<'a>, people: &People<'a>) {
    if lines.all.is_empty() {
        return;
    }
    for location in people.locations.iter().chain(people.location) {
        let address =
            said(&location.location_email_address).filter(|address| is_smtp_address(address));
        let Some(address) = address else { continue };
        let is_room = location.location_type == Some(LocationType::ConferenceRoom)
            || cx.context.rooms.contains(address.to_lowercase().as_str());
        if is_room && lines.find(address).is_none() {
            let name = said(&location.display_name).unwrap_or_default();
            let person = Person { address: Some(Cow::Borrowed(address)), raw: address, name };
            lines.add(Line {
                position: usize::MAX,
                person,
                role: "NON-PARTICIPANT",
                kind: "ROOM",
                part: "NEEDS-ACTION",
                answered: None,
            });
        }
    }
}

fn chair<'a>(
    cx: &mut Cx<'_>,
    organizer: Option<&'a Recipient>,
    at: &Place<'_>,
) -> Option<Person<'a>> {
    let at = at.key("organizer");
    let Recipient { email_address, other } = organizer?;
    cx.other(other, &at);
    person(cx, email_address.as_ref()?, &at.key("emailAddress"))
}

/// There should be an organizer: the owner of the calendar, if it is the owner's meeting.
fn missing<'a>(
    cx: &mut Cx<'_>,
    has_attendees: bool,
    is_organizer: Option<bool>,
    at: &Place<'_>,
) -> Option<Person<'a>> {
    if has_attendees || is_organizer == Some(false) {
        cx.report(&codes::ORGANIZER_MISSING, &at.key("organizer"));
    }
    let owner = cx.context.owner.filter(|_| is_organizer == Some(true))?;
    is_smtp_address(owner.address).then(|| Person {
        address: Some(Cow::Owned(owner.address.to_owned())),
        raw: "",
        name: "",
    })
}

/// The owner's answer goes to the owner's line, which is added to a meeting that lacks it; else to a property of its own.
fn own_response<'a>(
    cx: &mut Cx<'_>,
    lines: &mut Lines<'a>,
    status: Option<&ResponseStatus>,
    is_organizer: Option<bool>,
    root: &Place<'_>,
) -> Option<Property<'static>> {
    let at = root.key("responseStatus");
    let status = status?;
    let (part, answered) = response(cx, status, &at);
    let says_nothing = matches!(
        status.response,
        None | Some(
            ResponseType::None
                | ResponseType::Organizer
                | ResponseType::NotResponded
                | ResponseType::Other(_)
        )
    );
    if says_nothing && (answered.is_none() || status.response == Some(ResponseType::Organizer)) {
        return None;
    }
    if let Some(owner) = cx.context.owner.filter(|owner| is_smtp_address(owner.address)) {
        if let Some(line) = lines.find(owner.address) {
            let differs = line.part != part || answered.is_some_and(|at| line.answered != Some(at));
            (line.part, line.answered) = (part, answered.or(line.answered));
            let (position, list) = (line.position, root.key("attendees"));
            if differs {
                cx.report(&codes::ATTENDEE_RESPONSE, &list.index(position).key("status"));
            }
            return None;
        }
        if is_organizer == Some(false) {
            let address = Some(Cow::Owned(owner.address.to_owned()));
            let person = Person { address, raw: "", name: "" };
            lines.add(Line {
                position: usize::MAX,
                person,
                role: "REQ-PARTICIPANT",
                kind: "INDIVIDUAL",
                part,
                answered,
            });
            return None;
        }
    }
    cx.report(&codes::OWN_RESPONSE, &at);
    let property = Property::new("X-VIADUC-OWN-RESPONSE", part);
    Some(match answered {
        Some(at) => property.with("X-RESPONSE-TIME", utc(at)),
        None => property,
    })
}

fn response(
    cx: &mut Cx<'_>,
    status: &ResponseStatus,
    at: &Place<'_>,
) -> (&'static str, Option<Timestamp>) {
    let ResponseStatus { response, time, other } = status;
    cx.other(other, at);
    let part = match response {
        None | Some(ResponseType::None | ResponseType::NotResponded) => "NEEDS-ACTION",
        Some(ResponseType::Organizer | ResponseType::Accepted) => "ACCEPTED",
        Some(ResponseType::TentativelyAccepted) => "TENTATIVE",
        Some(ResponseType::Declined) => "DECLINED",
        Some(word) => {
            cx.note(&codes::RESPONSE_UNKNOWN, &at.key("response"), word.as_str());
            "NEEDS-ACTION"
        }
    };
    let answered = said(time).and_then(instant);
    if answered.is_none() && said(time).is_some_and(|time| !time.starts_with("0001-01-01")) {
        cx.report(&codes::BAD_TIME, &at.key("time"));
    }
    (part, answered)
}

fn attendee_property<'a>(line: Line<'a>, chair: Option<&str>, wanted: bool) -> Property<'a> {
    let Line { position: _, person, role, kind, part, answered } = line;
    let is_chair = chair.is_some_and(|chair| {
        person.address.as_ref().is_some_and(|address| address.to_lowercase() == chair)
    });
    let (role, part) = if is_chair { ("CHAIR", "ACCEPTED") } else { (role, part) };
    let mut property = cal_address("ATTENDEE", &person)
        .with("CUTYPE", kind)
        .with("ROLE", role)
        .with("PARTSTAT", part)
        .with("RSVP", if wanted && !is_chair { "TRUE" } else { "FALSE" });
    if let Some(at) = answered {
        property = property.with("X-RESPONSE-TIME", utc(at));
    }
    property
}
