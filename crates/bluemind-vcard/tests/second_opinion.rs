//! Another reader of vCard finds in every card that is written the properties and the texts that are in it.

#![allow(clippy::panic, reason = "a test fails by panicking, its helpers too")]

use calcard::vcard::{VCard as Read, VCardValue};
use serde_json::Value;
use viaduc_bluemind_types::VCard;
use viaduc_bluemind_vcard::{Version, vcard_to_card};

#[test]
fn calcard_reads_what_is_written() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/bluemind");
    let mut cards = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let folder = path.parent().unwrap();
        let fixture = viaduc_fixture_runner::Fixture::read(folder, &path).unwrap();
        let item: Value = serde_json::from_str(&fixture.input).unwrap();
        let vcard: VCard = viaduc_wire::read_str(&item["value"].to_string()).unwrap();
        for version in [Version::V3, Version::V4] {
            check(&vcard, version);
            cards += 1;
        }
    }
    assert!(cards > 8);
}

fn check(vcard: &VCard, version: Version) {
    let converted = vcard_to_card(vcard, Some("u1"), version);
    let card = converted.value();
    let text = card.to_text(version.dialect());
    let read = Read::parse(&text).unwrap_or_else(|entry| panic!("{entry:?}: {text}"));
    // It makes VERSION an entry like any other.
    assert_eq!(read.entries.len(), card.properties.len(), "{text}");
    for (written, read) in card.properties.iter().zip(&read.entries) {
        assert!(read.name.as_str().eq_ignore_ascii_case(&written.name), "{written:?}");
        if let [VCardValue::Text(text)] = read.values.as_slice()
            && !["N", "ADR", "ORG", "X-GENDER"].contains(&written.name.as_ref())
        {
            assert_eq!(*text, written.as_text(), "{written:?}");
        }
    }
}
