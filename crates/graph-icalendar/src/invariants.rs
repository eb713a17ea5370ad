//! The laws of this crate, shared by its tests and the fuzz targets.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use viaduc_contentline::{Dialect, parse};
use viaduc_graph_types::{Event, SingleValueProperty, TodoTask};

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

/// Any bytes as MAPI's recurrence, with Graph's and without, of a timed series, an all-day one and a task: they convert by
/// the laws, to text that is no longer than the bytes allow.
///
/// # Panics
/// If a law does not hold.
pub fn check_recurrence_blob(bytes: &[u8]) {
    let stored = |set: &str, number: u32| SingleValueProperty {
        id: Some(format!("Binary {{{set}-0000-0000-C000-000000000046}} Id {number:#x}")),
        value: Some(STANDARD.encode(bytes)),
        ..SingleValueProperty::default()
    };
    let series = r#"{"iCalUId":"u","type":"seriesMaster","subject":"x","start":{"dateTime":"2024-03-04T00:00:00"},"end":{"dateTime":"2024-03-05T00:00:00"},"originalStartTimeZone":"Romance Standard Time""#;
    let rule = r#","recurrence":{"pattern":{"type":"weekly","interval":2,"daysOfWeek":["monday"]},"range":{"type":"noEnd"}}"#;
    for json in [
        format!("{series}}}"),
        format!("{series}{rule}}}"),
        format!(r#"{series},"isAllDay":true}}"#),
        format!(r#"{series}{rule},"isAllDay":true,"cancelledOccurrences":["OID.x.2024-03-18"]}}"#),
    ] {
        let Ok(mut event) = viaduc_wire::read::<Event>(json.as_bytes()) else { continue };
        event.single_value_extended_properties.push(stored("00062002", 0x8216));
        check_event(&event);
        if let Ok(converted) = event_to_calendar(&event, &Context::default()) {
            let text = converted.value().to_text(Dialect::ICalendar);
            assert!(text.len() <= 100_000 + 100 * bytes.len(), "as long as the bytes allow");
        }
    }
    let json = format!(r#"{{"title":"x","dueDateTime":{{"dateTime":"2024-03-04"}}{rule}}}"#);
    if let Ok(mut task) = viaduc_wire::read::<TodoTask>(json.as_bytes()) {
        task.single_value_extended_properties.push(stored("00062003", 0x8116));
        check_task(&task);
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
