//! Calendars as the crate `icalendar` has them.

use icalendar::CalendarComponent;
use viaduc_contentline::{Component, Dialect, Property, parse};

/// The crate `icalendar` could not read a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the calendar cannot be read as one of the crate icalendar")]
#[non_exhaustive]
pub struct NotACalendar;

/// The calendar, as [`event_to_calendar`](crate::event_to_calendar) and [`task_to_calendar`](crate::task_to_calendar) make it, as
/// a calendar of the crate `icalendar`: every component, property and parameter.
///
/// That crate keeps a component's properties by name, so their order is its own, a list in a parameter, or in a property it does not know, is one text, and what it writes of an alarm or a zone gets a
/// UID and the time of writing as DTSTAMP. To store or send a calendar write ours.
///
/// # Errors
/// [`NotACalendar`], for a component that is no VCALENDAR.
///
/// ```
/// use viaduc_graph_icalendar::{Context, event_to_calendar, to_icalendar};
/// let event = viaduc_wire::read(br#"{
///     "iCalUId": "council@valmont.example", "subject": "Council, first",
///     "start": {"dateTime": "2024-03-29T08:00:00.0000000", "timeZone": "UTC"}
/// }"#)?;
/// let (calendar, _) = event_to_calendar(&event, &Context::default())?.into_parts();
/// let theirs = to_icalendar(&calendar)?;
/// let event = theirs.components[0].as_event().unwrap();
/// assert_eq!(icalendar::Component::property_value(event, "SUMMARY"), Some("Council, first"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to_icalendar(calendar: &Component<'_>) -> Result<icalendar::Calendar, NotACalendar> {
    if !calendar.is("VCALENDAR") {
        return Err(NotACalendar);
    }
    let text = calendar.to_text(Dialect::ICalendar);
    let mut to: icalendar::Calendar = text.parse().map_err(|_| NotACalendar)?;
    // Read back, so that what no line can hold is gone from the values here too.
    let read = parse(&text);
    let ours = read.components.iter().flat_map(|calendar| &calendar.components);
    for (to, from) in to.components.iter_mut().zip(ours) {
        match to {
            CalendarComponent::Todo(to) => repeat(to, from),
            CalendarComponent::Event(to) => repeat(to, from),
            CalendarComponent::Venue(_) | _ => {}
        }
    }
    Ok(to)
}

/// Gives back the properties that stand more than once: that crate knows of a few names only that they may, and keeps the last
/// one of the others.
fn repeat(to: &mut impl icalendar::Component, from: &Component<'_>) {
    for property in &from.properties {
        let is_last = to.properties().contains_key(property.name.as_ref());
        if is_last && from.properties_named(&property.name).nth(1).is_some() {
            to.remove_property(&property.name);
            for property in from.properties_named(&property.name) {
                to.append_multi_property(self::property(property));
            }
        }
    }
}

fn property(from: &Property<'_>) -> icalendar::Property {
    let mut to = icalendar::Property::new(from.name.as_ref(), from.as_text());
    for parameter in &from.parameters {
        // Written as RFC 6868 has it.
        let value = parameter.values.join(",").replace('^', "^^");
        to.add_parameter(&parameter.name, &value.replace('"', "^'").replace('\n', "^n"));
    }
    to
}
