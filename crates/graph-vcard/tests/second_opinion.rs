//! Another reader of vCard finds in every fixture's card the properties and the texts that are in it.

use std::path::Path;

use calcard::vcard::{VCard, VCardEntry, VCardValue};
use viaduc_contentline::Property;
use viaduc_fixture_runner::Fixture;
use viaduc_graph_vcard::{Context, Item, Options, Version};

#[test]
fn calcard_reads_what_is_written() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"));
    let found = Fixture::all(folder).unwrap();
    assert!(found.len() > 20);
    for fixture in found {
        let item = Item::read(&fixture.bytes).unwrap();
        for version in [Version::V3, Version::V4] {
            let Ok(converted) = item.to_card(&Options::new(version), &Context::default()) else {
                continue;
            };
            let card = converted.value();
            let text = card.to_text(version.dialect());
            let read = VCard::parse(&text).unwrap_or_else(|entry| panic!("{entry:?}: {text}"));
            // It makes VERSION an entry like any other.
            assert_eq!(read.entries.len(), card.properties.len(), "{}: {text}", fixture.name);
            for (written, read) in card.properties.iter().zip(&read.entries) {
                same(written, read, &fixture.name);
            }
        }
    }
}

fn same(written: &Property<'_>, read: &VCardEntry, case: &str) {
    assert!(read.name.as_str().eq_ignore_ascii_case(&written.name), "{case}: {written:?}");
    assert_eq!(read.group.as_deref(), written.group.as_deref(), "{case}");
    let mut texts = Vec::new();
    for value in &read.values {
        if let VCardValue::Text(text) = value {
            texts.push(text.clone());
        } else if let VCardValue::Component(parts) = value {
            texts.push(parts.join(","));
        } else {
            return;
        }
    }
    let fields = written.as_structured().join(";");
    let fields = fields.trim_end_matches(';');
    let joined = texts.join(";");
    let joined = joined.trim_end_matches(';');
    let listed = texts.join(",");
    let is = |text: &str| joined == text || listed == text;
    assert!(is(fields) || is(&written.as_text()), "{case}: {written:?} was read as {texts:?}");
}
