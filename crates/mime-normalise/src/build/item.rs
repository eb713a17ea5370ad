//! Attached items of which there are only the properties.

use viaduc_contentline::Dialect;
use viaduc_fidelity::{Converted, JsonPointer, Losses, Place};
use viaduc_graph_icalendar::Context as EventContext;
use viaduc_graph_types::{Contact, Event, Message};
use viaduc_graph_vcard::{Context as CardContext, Options as CardOptions, Version};
use viaduc_wire::Document;

use super::attach::{self, Facts, Scope};
use super::codes::{ITEM_DROPPED, ITEM_REBUILT, REPEATED};
use super::part::Leaf;

/// Attached messages are rebuilt down to this level; there are 30 in Exchange at most.
const MAX_DEPTH: usize = 8;

/// What an item is made into.
enum Form {
    Message,
    Calendar,
    Card,
}

impl Form {
    /// By the name of its type; an item that says none is a message.
    fn of(Document { value: item, .. }: &Document) -> Option<Self> {
        let kind = item.get("@odata.type").and_then(|kind| kind.as_str());
        let kind = kind.unwrap_or("message").to_ascii_lowercase();
        let kind = kind.rsplit('.').next().unwrap_or_default();
        match kind {
            "event" => Some(Self::Calendar),
            "contact" => Some(Self::Card),
            "eventmessagerequest" | "eventmessageresponse" => Some(Self::Message),
            kind if kind.ends_with("message") => Some(Self::Message),
            _ => None,
        }
    }
}

/// The part that an attached message, event or contact becomes.
pub(super) fn rebuilt(
    facts: &Facts<'_>,
    item: Option<&Document>,
    scope: &mut Scope<'_>,
    place: &Place<'_>,
    losses: &mut Losses,
) -> Option<Leaf> {
    let place = &place.key("item");
    let made = item.filter(|_| scope.depth < MAX_DEPTH).and_then(|item| match Form::of(item)? {
        Form::Message => message(item, scope).map(|made| (Form::Message, made)),
        Form::Calendar => event(item, scope).map(|made| (Form::Calendar, made)),
        Form::Card => contact(item, scope).map(|made| (Form::Card, made)),
    });
    let Some((form, made)) = made else {
        losses.note(&ITEM_DROPPED, place, facts.name.unwrap_or_default());
        return None;
    };
    losses.note(&ITEM_REBUILT, place, facts.name.unwrap_or_default());
    let (bytes, inner) = made.into_parts();
    let base = JsonPointer::from(place);
    let inside = |path: &str| format!("{base}{path}").parse().unwrap_or_else(|_| base.clone());
    for path in item.into_iter().flat_map(Document::repeated) {
        losses.report(&REPEATED, inside(path));
    }
    losses.extend(inner.into_iter().map(|mut loss| {
        loss.path = inside(loss.path.as_str());
        loss
    }));
    Some(match form {
        Form::Message => attach::message(facts, &bytes, place, losses),
        Form::Calendar => attach::text_item(facts, "text/calendar", &bytes, scope, place, losses),
        Form::Card => attach::text_item(facts, "text/vcard", &bytes, scope, place, losses),
    })
}

fn message(
    Document { value: item, .. }: &Document,
    scope: &Scope<'_>,
) -> Option<Converted<Vec<u8>>> {
    let message: Message = viaduc_wire::from_value(item.clone()).ok()?;
    super::build_at(&message, &[], scope.identities, scope.depth + 1).ok()
}

/// An event as iCalendar (RFC 5545).
fn event(Document { value: item, .. }: &Document, scope: &Scope<'_>) -> Option<Converted<Vec<u8>>> {
    let event: Event = viaduc_wire::from_value(item.clone()).ok()?;
    let mut context = EventContext::default();
    context.identities = Some(scope.identities);
    let calendar = viaduc_graph_icalendar::event_to_calendar(&event, &context).ok()?;
    Some(calendar.map(|calendar| calendar.to_text(Dialect::ICalendar).into_bytes()))
}

/// A contact as a card of version 3.0 (RFC 2426), which every client of mail reads.
fn contact(
    Document { value: item, .. }: &Document,
    scope: &Scope<'_>,
) -> Option<Converted<Vec<u8>>> {
    let contact: Contact = viaduc_wire::from_value(item.clone()).ok()?;
    let options = CardOptions::new(Version::V3);
    let mut context = CardContext::default();
    context.identities = Some(scope.identities);
    let card = viaduc_graph_vcard::contact_to_card(&contact, &options, &context).ok()?;
    Some(card.map(|card| card.to_text(options.version.dialect()).into_bytes()))
}
