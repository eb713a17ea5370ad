//! Another reader of iCalendar finds in every fixture's calendar the components and properties that are in it.

use std::path::Path;

use calcard::icalendar::ICalendar;
use viaduc_contentline::{Component, Dialect};
use viaduc_fixture_runner::Fixture;
use viaduc_graph_icalendar::{Context, Item};

/// Every component, depth first, with the names of its properties in order.
fn names(component: &Component<'_>, all: &mut Vec<(String, Vec<String>)>) {
    let properties = component.properties.iter().map(|property| property.name.to_string());
    all.push((component.name.to_string(), properties.collect()));
    for inside in &component.components {
        names(inside, all);
    }
}

#[test]
fn calcard_reads_what_is_written() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"));
    let found = Fixture::all(folder).unwrap();
    let mut read = 0;
    for fixture in found {
        let Ok(item) = Item::read(&fixture.bytes) else { continue };
        let Ok(converted) = item.to_calendar(&Context::default()) else { continue };
        let text = converted.value().to_text(Dialect::ICalendar);
        let theirs = ICalendar::parse(&text).unwrap_or_else(|entry| panic!("{entry:?}: {text}"));
        let mut ours = Vec::new();
        names(converted.value(), &mut ours);
        assert_eq!(theirs.components.len(), ours.len(), "{}: {text}", fixture.name);
        let mut seen: Vec<(String, Vec<String>)> = theirs
            .components
            .iter()
            .map(|component| {
                let name = component.component_type.as_str().to_owned();
                (
                    name,
                    component.entries.iter().map(|entry| entry.name.as_str().to_owned()).collect(),
                )
            })
            .collect();
        ours.sort();
        seen.sort();
        assert_eq!(seen, ours, "{}", fixture.name);
        read += 1;
    }
    assert!(read > 100, "{read} read");
}
