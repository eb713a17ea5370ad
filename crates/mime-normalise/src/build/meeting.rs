//! What a message about a meeting means, made of the event that came inside it (RFC 5546).

use viaduc_contentline::{Component, Dialect, Parameter, Property};
use viaduc_fidelity::{JsonPointer, Losses, Place};
use viaduc_graph_icalendar::{Context, event_to_calendar};
use viaduc_graph_types::{
    Attendee, AttendeeType, DateTimeTimeZone, EmailAddress, Event, MeetingMessageType, Message,
    Recipient, ResponseType,
};
use viaduc_identities::Identities;

use super::codes::{EVENT_MEMBER, EVENT_REBUILT};
use super::head::Facts;
use super::part::Leaf;
use super::people::Mailbox;
use super::{body, facts};

/// The methods of iTIP that meeting messages have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Method {
    Request,
    /// A request that names nobody: only this method may (RFC 5546 §3.2.1).
    Publish,
    Cancel,
    /// And the PARTSTAT.
    Reply(&'static str),
    /// A reply that proposes another time.
    Counter(&'static str),
}

impl Method {
    fn of(message: &Message, event: &Event) -> Option<Self> {
        let kind = message.odata_type.as_deref().unwrap_or_default().to_ascii_lowercase();
        let answer = match &message.meeting_message_type {
            Some(MeetingMessageType::MeetingRequest) => return Some(Self::Request),
            Some(MeetingMessageType::MeetingCancelled) => return Some(Self::Cancel),
            Some(MeetingMessageType::MeetingAccepted) => "ACCEPTED",
            Some(MeetingMessageType::MeetingTenativelyAccepted) => "TENTATIVE",
            Some(MeetingMessageType::MeetingDeclined) => "DECLINED",
            // The schema's own word has a letter less.
            Some(word) if word.as_str().eq_ignore_ascii_case("meetingTentativelyAccepted") => {
                "TENTATIVE"
            }
            _ if kind.ends_with("eventmessagerequest") => return Some(Self::Request),
            _ => match message.response_type {
                Some(ResponseType::Accepted) => "ACCEPTED",
                Some(ResponseType::TentativelyAccepted) => "TENTATIVE",
                Some(ResponseType::Declined) => "DECLINED",
                _ => return None,
            },
        };
        let is_said = |time: &Option<DateTimeTimeZone>| {
            let text = time.as_ref().and_then(|time| time.date_time.as_deref());
            text.is_some_and(|text| !text.trim().is_empty())
        };
        let proposed = message.proposed_new_time.as_ref();
        let is_time = proposed.is_some_and(|slot| is_said(&slot.start) && is_said(&slot.end));
        // A series is not moved as a whole.
        let counters = is_time && event.recurrence.is_none();
        Some(if counters { Self::Counter(answer) } else { Self::Reply(answer) })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Publish => "PUBLISH",
            Self::Cancel => "CANCEL",
            Self::Reply(_) => "REPLY",
            Self::Counter(_) => "COUNTER",
        }
    }

    /// Whether the meeting is told as its organizer has it.
    const fn invites(self) -> bool {
        matches!(self, Self::Request | Self::Publish)
    }

    const fn answer(self) -> Option<&'static str> {
        match self {
            Self::Reply(answer) | Self::Counter(answer) => Some(answer),
            Self::Request | Self::Publish | Self::Cancel => None,
        }
    }
}

/// The calendar part of a meeting message; `None` if its event is not there, says nothing, or nobody answers.
pub(super) fn part(
    message: &Message,
    facts: &Facts,
    identities: &Identities,
    losses: &mut Losses,
) -> Option<Leaf> {
    let made = message.event.as_deref().and_then(|event| {
        let method = Method::of(message, event)?;
        calendar(message, event, method, (facts, identities), losses)
    });
    let root = Place::root();
    let Some((method, text)) = made else {
        unread(message, losses);
        return None;
    };
    losses.note(&EVENT_REBUILT, &root, method.name());
    let is_said = matches!(method, Method::Counter(_));
    if message.proposed_new_time.is_some() && !is_said {
        losses.report(&EVENT_MEMBER, &root.key("proposedNewTime"));
    }
    if message.response_type.is_some() {
        losses.report(&EVENT_MEMBER, &root.key("responseType"));
    }
    let name = method.name();
    let head = format!("Content-Type: text/calendar; charset=utf-8; method={name}\r\n");
    Some(body::text(&head, &text))
}

/// Tells what nobody reads where the calendar part came another way, or not at all.
pub(super) fn unread(message: &Message, losses: &mut Losses) {
    let members = [
        ("meetingMessageType", message.meeting_message_type.is_some()),
        ("event", message.event.is_some()),
        ("proposedNewTime", message.proposed_new_time.is_some()),
        ("responseType", message.response_type.is_some()),
    ];
    super::present(&members, &EVENT_MEMBER, &Place::root(), losses);
}

fn calendar(
    message: &Message,
    event: &Event,
    mut method: Method,
    (facts, identities): (&Facts, &Identities),
    losses: &mut Losses,
) -> Option<(Method, String)> {
    let who = facts.people.first().and_then(|(_, from)| from.first());
    let who = who.filter(|who| who.address != facts::NOBODY);
    let mut event = event.clone();
    complete(&mut event, method, who, facts, identities)?;
    if let (Method::Counter(_), Some(slot)) = (method, &message.proposed_new_time) {
        event.start.clone_from(&slot.start);
        event.end.clone_from(&slot.end);
        let event = Place::root();
        let event = event.key("event");
        ["start", "end"].iter().for_each(|name| losses.report(&EVENT_MEMBER, &event.key(name)));
    }
    let mut context = Context::default();
    context.identities = Some(identities);
    let (mut calendar, inner) = event_to_calendar(&event, &context).ok()?.into_parts();
    let counters = matches!(method, Method::Counter(_));
    losses.extend(inner.into_iter().map(|mut loss| {
        let path = loss.path.as_str();
        let is_proposed = counters && (path.starts_with("/start") || path.starts_with("/end"));
        let base = if is_proposed { "/proposedNewTime" } else { "/event" };
        let path = format!("{base}{path}").parse();
        loss.path = path.unwrap_or_else(|_| JsonPointer::from(&Place::root().key("event")));
        loss
    }));
    let names = |item: &Component<'_>| item.property("ATTENDEE").is_some();
    if method == Method::Request && !calendar.components.iter().any(names) {
        method = Method::Publish;
    }
    calendar.push(Property::new("METHOD", method.name()));
    let sent = facts.date.filter(|_| facts.is_sent && !method.invites());
    let sent = sent.map(|time| time.strftime("%Y%m%dT%H%M%SZ").to_string());
    let mut unsaid = Vec::new();
    for item in calendar.components.iter_mut().filter(|item| item.is("VEVENT")) {
        item_of(item, method, who, sent.as_deref(), &mut unsaid);
    }
    unsaid.sort_unstable();
    unsaid.dedup();
    let root = Place::root();
    let place = root.key("event");
    unsaid.iter().for_each(|name| losses.report(&EVENT_MEMBER, &place.key(name)));
    Some((method, calendar.to_text(Dialect::ICalendar)))
}

/// Adds whom iTIP wants to be named: the organizer, those invited, who answers.
fn complete(
    event: &mut Event,
    method: Method,
    who: Option<&Mailbox>,
    facts: &Facts,
    identities: &Identities,
) -> Option<()> {
    let named = |name: &str| {
        let found = facts.people.iter().find(|(field, _)| *field == name);
        found.map_or(&[][..], |(_, who)| who.as_slice())
    };
    let organizer = event.organizer.as_ref().and_then(|who| who.email_address.as_ref());
    if organizer.is_none_or(|who| who.address.as_deref().unwrap_or_default().trim().is_empty()) {
        let chair = if method.answer().is_some() { named("To").first() } else { who };
        event.organizer = chair
            .map(|chair| Recipient { email_address: Some(address(chair)), ..Recipient::default() });
    }
    if method.answer().is_some() {
        let who = who?;
        let is_there = event.attendees.iter().any(|attendee| {
            let given = attendee.email_address.as_ref().and_then(|who| who.address.as_deref());
            let given = given.unwrap_or_default().trim();
            let found = identities.resolve(given).unwrap_or(given);
            found.eq_ignore_ascii_case(&who.address)
        });
        if !is_there {
            event.attendees.push(attendee(who, AttendeeType::Required));
        }
    } else if event.attendees.is_empty() {
        let kinds = [
            ("To", AttendeeType::Required),
            ("Cc", AttendeeType::Optional),
            ("Bcc", AttendeeType::Resource),
        ];
        for (name, kind) in kinds {
            for who in named(name) {
                event.attendees.push(attendee(who, kind.clone()));
            }
        }
    }
    if event.attendees.is_empty() {
        // Only a meeting has an organizer.
        event.is_organizer = Some(false);
    }
    Some(())
}

fn address(who: &Mailbox) -> EmailAddress {
    let mut address = EmailAddress::default();
    address.name = Some(who.name.clone()).filter(|name| !name.is_empty());
    address.address = Some(who.address.clone());
    address
}

fn attendee(who: &Mailbox, kind: AttendeeType) -> Attendee {
    Attendee { email_address: Some(address(who)), kind: Some(kind), ..Attendee::default() }
}

/// Makes of an event what the method wants (RFC 5546 §3.2); `unsaid`: members that it does not say then.
fn item_of(
    item: &mut Component<'_>,
    method: Method,
    who: Option<&Mailbox>,
    sent: Option<&str>,
    unsaid: &mut Vec<&'static str>,
) {
    let status = item.property("STATUS").map(|status| status.value == "CANCELLED");
    let wanted = if method == Method::Cancel { "CANCELLED" } else { "CONFIRMED" };
    if status.is_some_and(|cancelled| cancelled != (method == Method::Cancel)) {
        set(item, "STATUS", wanted);
        unsaid.push("isCancelled");
    }
    if method.invites() {
        return;
    }
    let alarms = item.components.len();
    item.components.retain(|inner| !inner.is("VALARM"));
    if item.components.len() < alarms {
        unsaid.extend(["isReminderOn", "reminderMinutesBeforeStart"]);
    }
    if let Some(sent) = sent {
        set(item, "DTSTAMP", sent);
        unsaid.push("lastModifiedDateTime");
    }
    if method == Method::Cancel && item.property("SEQUENCE").is_none() {
        // It must have one, above that of the first request.
        item.push(Property::new("SEQUENCE", "1"));
    }
    if let (Some(answer), Some(who)) = (method.answer(), who) {
        reply(item, answer, who);
        unsaid.extend(["attendees", "responseRequested"]);
    }
}

/// Leaves the answering attendee alone, with the answer.
fn reply(item: &mut Component<'_>, answer: &'static str, who: &Mailbox) {
    let is_who = |value: &str| {
        let address = value.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
        let address = address.and_then(|_| value.get(7..)).unwrap_or(value);
        address.eq_ignore_ascii_case(&who.address)
    };
    item.properties.retain(|property| !property.is("ATTENDEE") || is_who(&property.value));
    for line in item.properties.iter_mut().filter(|property| property.is("ATTENDEE")) {
        let gone = ["PARTSTAT", "RSVP", "X-RESPONSE", "X-RESPONSE-TIME"];
        line.parameters.retain(|parameter| !gone.iter().any(|name| parameter.is(name)));
        line.parameters.push(Parameter::new("PARTSTAT", answer));
    }
}

fn set(item: &mut Component<'_>, name: &'static str, value: &str) {
    if let Some(property) = item.property_mut(name) {
        property.value = value.to_owned().into();
    }
}
