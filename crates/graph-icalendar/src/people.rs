//! Organizer and attendees (RFC 5545 §3.8.4.1, §3.8.4.3; Graph: attendee, recipient, responseStatus).

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use viaduc_contentline::{Component, Parameter, Property};
use viaduc_fidelity::Place;
use viaduc_graph_types::{
    Attendee, AttendeeType, Location, LocationType, Recipient, ResponseStatus, ResponseType,
};
use viaduc_identities::{address_key, is_smtp_address};
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

impl<'a> People<'a> {
    /// The places that are rooms with an address.
    fn rooms(&self, cx: &Cx<'_>) -> impl Iterator<Item = (&'a str, &'a Location)> {
        self.locations.iter().chain(self.location).filter_map(|location| {
            let told = [&location.location_email_address, &location.location_uri];
            let mut told = told.into_iter().filter_map(said).map(str::trim);
            let address = told.find(|address| is_smtp_address(address))?;
            let is_room = location.location_type == Some(LocationType::ConferenceRoom)
                || cx.context.rooms.contains(address.to_lowercase().as_str());
            is_room.then_some((address, location))
        })
    }
}

/// An attendee's line, until all duplicates are known.
struct Line<'a> {
    /// Its place among the attendees; `usize::MAX` for one that is added here.
    position: usize,
    /// The place of the entry that the answer is from.
    answered_in: usize,
    /// The address in lower case.
    key: Option<Cow<'a, str>>,
    person: Person<'a>,
    role: &'static str,
    kind: &'static str,
    answer: Answer<'a>,
}

/// What somebody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Answer<'a> {
    /// PARTSTAT.
    part: &'static str,
    /// Graph's word, if there is one.
    word: Option<&'a str>,
    at: Option<Timestamp>,
}

impl Answer<'_> {
    const NONE: Self = Self { part: "NEEDS-ACTION", word: None, at: None };

    /// Whether somebody accepted, declined or wavered.
    fn says_something(self) -> bool {
        self.part != "NEEDS-ACTION" && self.word != Some("organizer")
    }
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
    let mut lines = Lines {
        all: Vec::with_capacity(attendees.len()),
        by_address: HashMap::new(),
        rooms: people.rooms(cx).map(|(address, _)| address_key(&address.into())).collect(),
    };
    for (position, attendee) in attendees.enumerate() {
        attendee_line(cx, &mut lines, attendee, (position, &list_at));
    }
    rooms(cx, &mut lines, people);
    let chair = chair(cx, *organizer, at);
    let answer = own_response(cx, &mut lines, *response_status, *is_organizer, at);
    let mut is_asked = false;
    let is_meeting = !lines.all.is_empty() || *is_organizer == Some(false);
    if is_meeting {
        let chair = chair.clone().or_else(|| missing(cx, !lines.all.is_empty(), *is_organizer, at));
        if let Some(chair) = &chair {
            to.push(cal_address("ORGANIZER", chair));
        }
        let chair = chair.as_ref().and_then(|chair| chair.address.as_ref()).map(address_key);
        let wanted = response_requested.unwrap_or(true);
        for line in lines.all {
            let is_chair = chair.is_some() && line.key == chair;
            is_asked |= !is_chair;
            to.push(attendee_property(line, is_chair, wanted));
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
    if !is_asked && *response_requested == Some(false) {
        cx.report(&codes::RESPONSE_REQUESTED, &at.key("responseRequested"));
    }
}

impl<'a> Line<'a> {
    /// A line that is no entry of the list.
    fn added(
        person: Person<'a>,
        role: &'static str,
        kind: &'static str,
        answer: Answer<'a>,
    ) -> Self {
        let key = person.address.as_ref().map(address_key);
        Self { position: usize::MAX, answered_in: usize::MAX, key, person, role, kind, answer }
    }
}

/// Among so few an address is found by looking at all of them.
const FEW: usize = 16;

/// The attendees so far, and, where they are many, where each stands by its address.
struct Lines<'a> {
    all: Vec<Line<'a>>,
    by_address: HashMap<Cow<'a, str>, usize>,
    /// The addresses of rooms that are places of the meeting, in lower case.
    rooms: HashSet<Cow<'a, str>>,
}

impl<'a> Lines<'a> {
    /// Adds an attendee, or merges it into the one with the same address: the newest answer counts. Answers the places of the
    /// entries whose answer, or all but whose answer, does not count then.
    fn add(&mut self, line: Line<'a>) -> Option<(usize, Option<usize>)> {
        let known = line.key.as_deref().and_then(|address| self.position(address));
        let Some(known) = known.and_then(|at| self.all.get_mut(at)) else {
            self.push(line);
            return None;
        };
        let mut replaced = None;
        let is_silent = known.answer.part == Answer::NONE.part && known.answer.at.is_none();
        let is_first = is_silent && line.answer.says_something();
        if is_first || line.answer.at > known.answer.at {
            replaced = (known.answer != Answer::NONE).then_some(known.answered_in);
            (known.answer, known.answered_in) = (line.answer, line.position);
        }
        if known.person.name.is_empty() {
            known.person.name = line.person.name;
        }
        Some((line.position, replaced))
    }

    fn push(&mut self, line: Line<'a>) {
        self.all.push(line);
        let from = match self.all.len().checked_sub(FEW + 1) {
            None => return,
            Some(0) => 0,
            Some(_) => self.all.len() - 1,
        };
        for (at, line) in self.all.iter().enumerate().skip(from) {
            if let Some(address) = &line.key {
                self.by_address.insert(address.clone(), at);
            }
        }
    }

    fn position(&self, address: &str) -> Option<usize> {
        if self.all.len() > FEW {
            return self.by_address.get(address).copied();
        }
        self.all.iter().position(|line| line.key.as_deref() == Some(address))
    }

    fn find(&mut self, address: &str) -> Option<&mut Line<'a>> {
        let at = self.position(&address.to_lowercase())?;
        self.all.get_mut(at)
    }
}

fn attendee_line<'a>(
    cx: &mut Cx<'_>,
    lines: &mut Lines<'a>,
    attendee: &'a Attendee,
    (position, list_at): (usize, &Place<'_>),
) {
    let at = &list_at.index(position);
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
    let key = person.address.as_ref().map(address_key);
    let known = key.as_deref().unwrap_or_default();
    let role = match kind {
        Some(AttendeeType::Required) | None => "REQ-PARTICIPANT",
        Some(AttendeeType::Optional) => "OPT-PARTICIPANT",
        Some(AttendeeType::Resource) => "NON-PARTICIPANT",
        Some(word) => {
            cx.note(&codes::ATTENDEE_TYPE, &at.key("type"), word.as_str());
            "REQ-PARTICIPANT"
        }
    };
    let cutype = if cx.context.rooms.contains(known) || lines.rooms.contains(known) {
        "ROOM"
    } else if cx.context.groups.contains(known) {
        "GROUP"
    } else if *kind == Some(AttendeeType::Resource) {
        "RESOURCE"
    } else {
        "INDIVIDUAL"
    };
    let answer = match status {
        Some(status) => response(cx, status, &at.key("status")),
        None => Answer::NONE,
    };
    let line = Line { position, answered_in: position, key, person, role, kind: cutype, answer };
    if let Some((place, replaced)) = lines.add(line) {
        cx.report(&codes::ATTENDEE_DUPLICATE, &list_at.index(place));
        if let Some(place) = replaced {
            cx.report(&codes::ATTENDEE_DUPLICATE, &list_at.index(place).key("status"));
        }
    }
}

/// The rooms among the places of a meeting, if they are not invited already.
fn rooms<'a>(cx: &Cx<'_>, lines: &mut Lines<'a>, people: &People<'a>) {
    if lines.all.is_empty() {
        return;
    }
    for (address, location) in people.rooms(cx) {
        if lines.find(address).is_none() {
            let name = said(&location.display_name).unwrap_or_default();
            let person = Person { address: Some(Cow::Borrowed(address)), raw: address, name };
            lines.add(Line::added(person, "NON-PARTICIPANT", "ROOM", Answer::NONE));
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
    status: Option<&'a ResponseStatus>,
    is_organizer: Option<bool>,
    root: &Place<'_>,
) -> Option<Property<'a>> {
    let at = root.key("responseStatus");
    let answer = response(cx, status?, &at);
    if !answer.says_something() && answer.at.is_none() {
        // Who organizes has no answer to give, and who was only asked has given none.
        let usual = if is_organizer == Some(true) { "organizer" } else { "none" };
        let word = answer.word.filter(|word| *word != usual && is_known(word))?;
        return Some(Property::text("X-VIADUC-OWN-RESPONSE", answer.part).with("X-RESPONSE", word));
    }
    if let Some(owner) = cx.context.owner.filter(|owner| is_smtp_address(owner.address)) {
        if let Some(line) = lines.find(owner.address) {
            let differs = line.answer.part != answer.part
                || answer.at.is_some_and(|at| line.answer.at != Some(at))
                || line.answer.word != answer.word;
            let place = line.answered_in;
            line.answer = Answer { at: answer.at.or(line.answer.at), ..answer };
            if differs && place != usize::MAX {
                let list = root.key("attendees");
                cx.report(&codes::ATTENDEE_RESPONSE, &list.index(place).key("status"));
            }
            return None;
        }
        if is_organizer == Some(false) {
            let address = Some(Cow::Owned(owner.address.to_owned()));
            let person = Person { address, raw: "", name: "" };
            lines.add(Line::added(person, "REQ-PARTICIPANT", "INDIVIDUAL", answer));
            return None;
        }
    }
    cx.report(&codes::OWN_RESPONSE, &at);
    Some(answered(Property::new("X-VIADUC-OWN-RESPONSE", answer.part), answer, false))
}

/// Whether the schema has this word for an answer.
fn is_known(word: &str) -> bool {
    ResponseType::KNOWN.contains(&word)
}

fn response<'a>(cx: &mut Cx<'_>, status: &'a ResponseStatus, at: &Place<'_>) -> Answer<'a> {
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
    let answered = said(time).filter(|time| !time.starts_with("0001-01-01"));
    let found = answered.and_then(instant);
    if found.is_none() && answered.is_some() {
        cx.report(&codes::BAD_TIME, &at.key("time"));
    }
    Answer { part, word: response.as_ref().map(|word| word.as_str()), at: found }
}

/// When somebody answered, and what, where PARTSTAT does not say it.
fn answered<'a>(property: Property<'a>, answer: Answer<'a>, is_chair: bool) -> Property<'a> {
    let usual = match answer.part {
        "ACCEPTED" if is_chair => "organizer",
        "ACCEPTED" => "accepted",
        "TENTATIVE" => "tentativelyAccepted",
        "DECLINED" => "declined",
        _ => "none",
    };
    let property = match answer.word.filter(|word| *word != usual && is_known(word)) {
        Some(word) => property.with("X-RESPONSE", word),
        None => property,
    };
    match answer.at {
        Some(at) => property.with("X-RESPONSE-TIME", utc(at)),
        None => property,
    }
}

fn attendee_property(line: Line<'_>, is_chair: bool, wanted: bool) -> Property<'_> {
    let Line { position: _, answered_in: _, key: _, person, role, kind, mut answer } = line;
    // Who called the meeting takes part, unless it says otherwise.
    if is_chair && answer.part == "NEEDS-ACTION" {
        answer.part = "ACCEPTED";
    }
    let mut property = cal_address("ATTENDEE", &person);
    let mut put = |name, value| property.parameters.push(Parameter::new(name, value));
    put("CUTYPE", kind);
    put("ROLE", if is_chair { "CHAIR" } else { role });
    put("PARTSTAT", answer.part);
    put("RSVP", if wanted && !is_chair { "TRUE" } else { "FALSE" });
    if is_chair && role != "REQ-PARTICIPANT" {
        put("X-ROLE", role);
    }
    answered(property, answer, is_chair)
}
