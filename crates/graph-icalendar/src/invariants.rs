//! The laws of this crate, shared by its tests and the fuzz targets.

use viaduc_contentline::{Dialect, parse};
use viaduc_graph_types::{Event, TodoTask};

use crate::{Context, Item, Profile, event_to_calendar, task_to_calendar};

/// Any bytes are an item or an error, and what is an item converts by the laws.
///
/// # Panics
/// If a law does not hold.
pub fn check_json(json: &[u8]) {
    match Item::read(json) {
        Ok(Item::Event(event)) => check_event(&event),
        Ok(Item::Task(task)) => check_task(&task),
        Err(_) => {}
    }
}

/// Any event converts, the same every time, to text that reads back as what was written; or it is refused.
///
/// # Panics
/// If a law does not hold.
pub fn check_event(event: &Event) {
    for context in contexts() {
        let Ok(converted) = event_to_calendar(event, &context) else { continue };
        assert_eq!(
            Ok(&converted),
            event_to_calendar(event, &context).as_ref(),
            "the same every time"
        );
        check_text(&converted.value().to_text(Dialect::ICalendar), "VEVENT");
    }
}

/// The same for tasks.
///
/// # Panics
/// If a law does not hold.
pub fn check_task(task: &TodoTask) {
    for context in contexts() {
        let Ok(converted) = task_to_calendar(task, &context) else { continue };
        assert_eq!(
            Ok(&converted),
            task_to_calendar(task, &context).as_ref(),
            "the same every time"
        );
        check_text(&converted.value().to_text(Dialect::ICalendar), "VTODO");
    }
}

/// One VCALENDAR without a fault, whose items have what RFC 5545 requires, and whose TZIDs all have their VTIMEZONE.
fn check_text(text: &str, item: &str) {
    let parsed = parse(text);
    assert!(parsed.faults.is_empty(), "{:?}", parsed.faults);
    assert_eq!(parsed.components.len(), 1, "one calendar");
    let Some(calendar) = parsed.components.first() else { return };
    assert!(calendar.component(item).is_some(), "an item");
    let zones: Vec<_> = calendar
        .components_named("VTIMEZONE")
        .filter_map(|zone| zone.property("TZID").map(|id| id.as_text().into_owned()))
        .collect();
    for component in calendar.components_named(item) {
        for (name, least) in
            [("UID", 1), ("DTSTAMP", 1), ("DTSTART", usize::from(item == "VEVENT"))]
        {
            let count = component.properties_named(name).count();
            assert!(count >= least && count <= 1, "{count} {name}");
        }
        for name in [
            "DTEND",
            "DUE",
            "SUMMARY",
            "DESCRIPTION",
            "CLASS",
            "ORGANIZER",
            "RECURRENCE-ID",
            "RRULE",
            "SEQUENCE",
        ] {
            assert!(component.properties_named(name).count() <= 1, "{name} twice");
        }
        for id in component.properties.iter().filter_map(|property| property.parameter("TZID")) {
            assert!(zones.iter().any(|zone| zone == id), "{id} has no VTIMEZONE");
        }
        for attendee in component.properties_named("ATTENDEE") {
            let address = attendee.value.strip_prefix("mailto:");
            assert!(
                address.is_none_or(|address| address.contains('@')),
                "no address: {}",
                attendee.value
            );
        }
    }
}

fn contexts() -> [Context<'static>; 2] {
    let mailbox_zone = Some("Europe/Paris");
    [Context::default(), Context { mailbox_zone, profile: Profile::BlueMind, ..Context::default() }]
}
