//! What the service keeps about an item, and what others stored in it: carried in X- properties.

use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_graph_types::{
    BodyType, Event, EventType, ItemBody, MultiValueProperty, SingleValueProperty,
};
use viaduc_wire::{Json, List};

use crate::context::Owner;
use crate::cx::{Cx, push, said};
use crate::series::Times;
use crate::{alarm, codes, mapi};

/// `X-VIADUC-SOURCE`: the item's id, and in parameters what leads back to the source and says nothing to a reader.
/// `series` is the id of the series that an exception is written in.
pub(crate) fn source<'a>(
    event: &'a Event,
    uid: &str,
    series: Option<&str>,
    (owner, times): (Option<Owner<'_>>, &Times),
) -> Option<Property<'a>> {
    let is_override = series.is_some();
    let id = event.id.as_ref().map(|id| id.as_str()).unwrap_or_default();
    let key = event.change_key.as_ref().map(|key| key.as_str());
    let etag = event.odata_etag.as_deref();
    // The entity tag is the change key in quotes.
    let etag = etag.filter(|etag| {
        key.is_none_or(|key| etag.trim_start_matches("W/").trim_matches('"') != key)
    });
    let all_day = event.is_all_day == Some(true);
    let own = |name: Option<&'a str>| name.filter(|name| all_day && !name.is_empty());
    let told = |name: Option<&'a str>| own(name).filter(|name| !name.eq_ignore_ascii_case("UTC"));
    let range = event.recurrence.as_ref().and_then(|recurrence| recurrence.range.as_ref());
    let kind = event.kind.as_ref().filter(|kind| **kind != told_kind(event, is_override));
    let mut property = Property::text("X-VIADUC-SOURCE", id);
    let mut says = !id.is_empty();
    for (parameter, value) in [
        ("CHANGE-KEY", key),
        ("ETAG", etag),
        ("WEB-LINK", event.web_link.as_deref()),
        ("TRANSACTION", event.transaction_id.as_deref()),
        ("ICAL-UID", event.ical_uid.as_ref().map(|id| id.as_str()).filter(|id| *id != uid)),
        ("UID", event.uid.as_ref().map(|id| id.as_str()).filter(|id| *id != uid)),
        (
            "SERIES",
            event.series_master_id.as_ref().map(|id| id.as_str()).filter(|id| series != Some(*id)),
        ),
        ("OCCURRENCE", event.occurrence_id.as_deref()),
        // An exception's is its RECURRENCE-ID, unless its day was told too.
        (
            "ORIGINAL-START",
            event
                .original_start
                .as_deref()
                .filter(|_| !is_override || event.occurrence_id.is_some()),
        ),
        ("START-ZONE", own(event.original_start_time_zone.as_deref())),
        ("END-ZONE", end_zone(event, times)),
        ("START-TOLD", told(event.start.as_ref().and_then(|start| start.time_zone.as_deref()))),
        ("END-TOLD", told(event.end.as_ref().and_then(|end| end.time_zone.as_deref()))),
        ("SERIES-ZONE", own(range.and_then(|range| range.recurrence_time_zone.as_deref()))),
        ("KIND", kind.map(|kind| kind.as_str())),
        ("BODY-TYPE", body_type(event.body.as_ref())),
        ("IS-ORGANIZER", organizes(event, owner).then_some("TRUE")),
        (
            "HAS-ATTACHMENTS",
            hidden_attachments(event.has_attachments, &event.attachments).then_some("FALSE"),
        ),
        (
            "ODATA-TYPE",
            event.odata_type.as_deref().filter(|kind| *kind != "#microsoft.graph.event"),
        ),
        ("ODATA-CONTEXT", event.odata_context.as_deref()),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            property = property.with(parameter, value);
            says = true;
        }
    }
    // A reminder that is off keeps a stale number of minutes.
    let stale = event
        .reminder_minutes_before_start
        .filter(|minutes| event.is_reminder_on != Some(true) && *minutes != alarm::DEFAULT);
    if let Some(minutes) = stale {
        property = property.with("REMINDER-OFF", minutes.to_string());
        says = true;
    }
    says.then_some(property)
}

/// The zone of an end that is not written as a time in it.
fn end_zone<'a>(event: &'a Event, times: &Times) -> Option<&'a str> {
    let zone = event.original_end_time_zone.as_deref();
    match times {
        Times::Days { .. } => zone,
        Times::Clock { start, end, .. } if end > start => None,
        Times::Clock { .. } => zone.filter(|_| event.original_start_time_zone.as_deref() != zone),
    }
}

/// What the other members say of a type.
fn told_kind(event: &Event, is_override: bool) -> EventType {
    if is_override {
        EventType::Exception
    } else if event.recurrence.is_some() {
        EventType::SeriesMaster
    } else {
        EventType::SingleInstance
    }
}

/// The type of a body without a text, if it is not the usual one.
pub(crate) fn body_type(body: Option<&ItemBody>) -> Option<&str> {
    let body = body.filter(|body| said(&body.content).is_none())?;
    body.content_type.as_ref().filter(|kind| **kind != BodyType::Html).map(|kind| kind.as_str())
}

/// Whether the calendar's owner is the organizer, as ORGANIZER does not show by itself.
fn organizes(event: &Event, owner: Option<Owner<'_>>) -> bool {
    let address = event.organizer.as_ref().and_then(|person| person.email_address.as_ref());
    let address = address.and_then(|address| address.address.as_deref());
    event.is_organizer == Some(true)
        && !event.attendees.is_empty()
        && !address
            .zip(owner)
            .is_some_and(|(address, owner)| address.eq_ignore_ascii_case(owner.address))
}

/// Whether there are attachments, and the item says there are none: all of them are in its body.
pub(crate) fn hidden_attachments<T>(has: Option<bool>, attachments: &List<T>) -> bool {
    has == Some(false) && !attachments.is_empty()
}

/// Open extensions and MAPI properties.
pub(crate) fn write<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    extensions: &'a List<Json>,
    single: &'a List<SingleValueProperty>,
    multi: Option<&'a List<MultiValueProperty>>,
    at: &Place<'_>,
) {
    let extensions_at = at.key("extensions");
    cx.strays(extensions, &extensions_at);
    for (position, extension) in extensions.enumerate() {
        if let Ok(json) = serde_json::to_string(&extension.0) {
            cx.report(&codes::EXTENSION, &extensions_at.index(position));
            to.push(Property::text("X-VIADUC-EXTENSION", json));
        }
    }
    let mut has_sequence = false;
    let single_at = at.key("singleValueExtendedProperties");
    cx.strays(single, &single_at);
    for (position, property) in single.enumerate() {
        let SingleValueProperty { id, value, other } = property;
        cx.other(other, &single_at.index(position));
        let value = value.as_deref().unwrap_or_default();
        let id = said(id).unwrap_or_default();
        if mapi::appointment(id, "Integer") == Some(mapi::SEQUENCE)
            && let Ok(number) = value.parse::<u32>()
            && i32::try_from(number).is_ok()
            && !has_sequence
        {
            has_sequence = true;
            push(to, "SEQUENCE", number.to_string());
        } else if !(id.is_empty() && value.is_empty()) {
            let property = cx.text("X-VIADUC-MAPI", value, &single_at.index(position).key("value"));
            to.push(property.with("ID", id));
        }
    }
    let Some(multi) = multi else { return };
    let multi_at = at.key("multiValueExtendedProperties");
    cx.strays(multi, &multi_at);
    for (position, property) in multi.enumerate() {
        let MultiValueProperty { id, value, other } = property;
        let at = multi_at.index(position);
        cx.other(other, &at);
        cx.strays(value, &at.key("value"));
        let id = said(id).unwrap_or_default();
        if !(id.is_empty() && value.is_empty()) {
            to.push(Property::text_list("X-VIADUC-MAPI", value.iter()).with("ID", id));
        }
    }
}
