//! Our cards as the crate `vcard_parser` has them.
#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use std::path::Path;

use vcard_parser::traits::{HasName, HasValue};
use viaduc_fixture_runner::Fixture;
use viaduc_graph_vcard::{Context, Item, Options, Version, to_vcard};

fn item(case: &str) -> Item {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"));
    let fixture = Fixture::read(folder, &folder.join(case)).unwrap();
    Item::read(&fixture.bytes).unwrap()
}

#[test]
fn a_full_card_is_taken_over() {
    let item = item("contact/everything-4.toml");
    let made = item.to_card(&Options::new(Version::V4), &Context::default()).unwrap();
    let card = made.value();
    let (vcard, refused) = to_vcard(card).unwrap();
    let read = vcard.get_properties();
    // The version is of its frame.
    assert_eq!(read.len() + refused.len() + 1, card.properties.len(), "{refused:?}");
    let values = |name: &str| -> Vec<String> {
        let named = read.iter().filter(|property| property.name() == name);
        named.map(|property| property.get_value().to_string()).collect()
    };
    assert_eq!(values("FN"), ["Dr. Ada M. Martin Jr."]);
    assert_eq!(values("N"), ["Martin;Ada;Marie;Dr.;Jr."]);
    assert_eq!(
        values("EMAIL"),
        ["ada.martin@water.example", "ada@home.example", "ada@club.example"]
    );
    assert_eq!(values("ADR").len(), 3);
    let names: Vec<&str> = refused.iter().map(|property| &*property.name).collect();
    // A page without a scheme, and an extension with the zone of its time as a parameter.
    assert_eq!(names, ["URL", "X-MS-FLAG-DUE"]);
}

#[test]
fn a_card_of_another_version_is_refused() {
    let item = item("contact/everything-3.toml");
    let made = item.to_card(&Options::new(Version::V3), &Context::default()).unwrap();
    assert!(to_vcard(made.value()).is_err());
}
