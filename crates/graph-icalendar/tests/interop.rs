//! The crate `icalendar` gets every property of every fixture, and writes it again.

#![cfg(feature = "icalendar")]

use std::path::Path;

use icalendar::{Component as _, EventLike as _};
use viaduc_contentline::{Component, Dialect, parse};
use viaduc_fixture_runner::Fixture;
use viaduc_graph_icalendar::{Context, Item, to_icalendar};

/// Every line of a component, below it those inside it, in any order; without what `icalendar` adds to alarms and zones.
fn lines(component: &Component<'_>, at: &str, added: bool, all: &mut Vec<String>) {
    let at = format!("{at}/{}", component.name);
    for property in &component.properties {
        if added && (property.is("UID") || property.is("DTSTAMP")) {
            continue;
        }
        let mut parameters: Vec<String> = property
            .parameters
            .iter()
            .map(|p| format!("{}={}", p.name, p.values.join(",")))
            .collect();
        parameters.sort();
        // Of a property that it does not know it cannot know that it is a list.
        let is_own = property.name.starts_with("X-");
        let value = if is_own { property.as_text() } else { property.value.as_ref().into() };
        all.push(format!("{at}: {} {parameters:?} {value}", property.name));
    }
    for inside in &component.components {
        let added = !["VEVENT", "VTODO"].contains(&inside.name.as_ref());
        lines(inside, &at, added, all);
    }
    all.sort();
}

#[test]
fn nothing_is_lost_on_the_way() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"));
    let found = Fixture::all(folder).unwrap();
    let mut read = 0;
    for fixture in found {
        let Ok(item) = Item::read(&fixture.bytes) else { continue };
        let Ok(converted) = item.to_calendar(&Context::default()) else { continue };
        let theirs = to_icalendar(converted.value()).unwrap();
        let (ours, written) = (converted.value().to_text(Dialect::ICalendar), theirs.to_string());
        let [before, after] = [&ours, &written].map(|text| {
            let mut all = Vec::new();
            for component in &parse(text).components {
                lines(component, "", false, &mut all);
            }
            all
        });
        assert_eq!(before, after, "{}", fixture.name);
        read += 1;
    }
    assert!(read > 80, "{read} read");
}

#[test]
fn its_readers_find_what_is_there() {
    let json = br#"{"iCalUId":"u@valmont.example","subject":"Council; first","categories":["a","b, c"],
        "location":{"displayName":"Hall"},"start":{"dateTime":"2024-03-29T08:00:00","timeZone":"UTC"}}"#;
    let item = Item::read(json).unwrap();
    let converted = item.to_calendar(&Context::default()).unwrap();
    let theirs = to_icalendar(converted.value()).unwrap();
    let Some(event) = theirs.events().next() else { panic!("no event") };
    assert_eq!(event.get_summary(), Some("Council; first"));
    assert_eq!(event.get_location(), Some("Hall"));
    assert_eq!(event.get_uid(), Some("u@valmont.example"));
    assert!(event.get_start().is_some());
}
