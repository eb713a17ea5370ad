//! Every case of `tests/fixtures`: JSON in, a card and its losses out.

use std::process::ExitCode;

use viaduc_fixture_runner::{Fixture, Outcome, Runner};
use viaduc_graph_vcard::{CODES, Context, Item, Options, Version};
use viaduc_identities::Identities;

fn main() -> ExitCode {
    Runner::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"))
        .codes(CODES)
        .readme(include_str!("../README.md"))
        .run(convert)
}

fn convert(fixture: &Fixture) -> Outcome {
    let mut options = match fixture.option("version") {
        Some("3.0") => Options::new(Version::V3),
        _ => Options::new(Version::V4),
    };
    if let Some(limit) = fixture.integer("photo_limit") {
        options.photo_limit = usize::try_from(limit)?;
    }
    let identities: Identities = fixture.pairs("resolve").into_iter().collect();
    let mut context = Context::default();
    context.mailbox_zone = fixture.option("zone");
    context.territory = fixture.option("territory");
    context.identities = Some(&identities);
    let item = Item::read(&fixture.bytes)?;
    Ok(item.to_card(&options, &context)?.map(|card| card.to_text(options.version.dialect())))
}
