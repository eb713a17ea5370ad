//! Every case of `tests/fixtures`, in both directions.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a broken case is a failed test")]

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde_json::{Value, json};
use viaduc_bluemind_types::{ItemUid, TagRef, VCardOrganizationalMember};
use viaduc_bluemind_vcard::{CODES, Options, Version, card_to_vcard, uid, vcard_to_card};
use viaduc_contentline::parse;
use viaduc_fixture_runner::{Fixture, Outcome, Runner};
use viaduc_identities::Identities;

fn main() -> ExitCode {
    Runner::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"))
        .codes(CODES)
        .readme(include_str!("../README.md"))
        .run(convert)
}

fn convert(fixture: &Fixture) -> Outcome {
    if fixture.flag("back") { to_vcard(fixture) } else { to_bluemind(fixture) }
}

fn to_bluemind(fixture: &Fixture) -> Outcome {
    let identities: Identities = fixture.pairs("identities").into_iter().collect();
    let tag = |(label, item): (&str, &str)| {
        let tag = TagRef {
            item_uid: Some(ItemUid::from(item)),
            label: Some(label.to_owned()),
            ..TagRef::default()
        };
        (label.to_owned(), tag)
    };
    let member = |(card, mailto): (&str, &str)| {
        let member = VCardOrganizationalMember {
            mailto: Some(mailto.to_owned()),
            item_uid: Some(ItemUid::from(card)),
            ..VCardOrganizationalMember::default()
        };
        (card.to_owned(), member)
    };
    let tags: BTreeMap<_, _> = fixture.pairs("tags").into_iter().map(tag).collect();
    let members: BTreeMap<_, _> = fixture.pairs("members").into_iter().map(member).collect();
    let options =
        Options { tags: Some(&tags), members: Some(&members), identities: Some(&identities) };
    let parsed = parse(&fixture.input);
    let card = parsed.components.first().expect("a component");
    let show = |vcard| {
        let shown = json!({"uid": uid(card), "value": vcard});
        serde_json::to_string_pretty(&shown).unwrap()
    };
    card_to_vcard(card, &options).map(|converted| converted.map(show)).map_err(Into::into)
}

fn to_vcard(fixture: &Fixture) -> Outcome {
    let item: Value = serde_json::from_str(&fixture.input).expect("JSON");
    let vcard = viaduc_wire::read_str(&item["value"].to_string()).unwrap();
    let version = if fixture.flag("v3") { Version::V3 } else { Version::V4 };
    let card = vcard_to_card(&vcard, item["uid"].as_str(), version);
    Ok(card.map(|card| card.to_text(version.dialect())))
}
