//! The law of coverage: every leaf of Graph's message is in the message built or in the losses, whatever the schema allows.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::Value;
use viaduc_fidelity::Loss;
use viaduc_fixture_runner::{Schema, search, silent_leaves};
use viaduc_graph_types::Message;
use viaduc_identities::Identities;
use viaduc_mime_normalise::build_message;

fn schema() -> Schema {
    Schema::parse(include_str!("schema/message.txt")).unwrap()
}

/// The message built, and the losses that speak of a member: those of the whole message speak of none.
fn convert(item: &Value) -> Option<(String, Vec<Loss>)> {
    let message: Message = viaduc_wire::read(&serde_json::to_vec(item).unwrap()).unwrap();
    let built = build_message(&message, &[], &Identities::new()).ok()?;
    let (bytes, losses) = built.into_parts();
    Some((without_seeds(&String::from_utf8_lossy(&bytes)), losses))
}

/// Boundaries and derived ids are hashes of everything: a leaf that shows in them alone shows nowhere.
fn without_seeds(text: &str) -> String {
    let mut out = String::new();
    let mut digits = 0;
    for c in text.chars() {
        digits = if c.is_ascii_hexdigit() && !c.is_ascii_uppercase() { digits + 1 } else { 0 };
        out.push(c);
        if digits == 32 {
            out.truncate(out.len() - 32);
        }
    }
    out
}

#[test]
fn every_leaf_of_any_message_counts() {
    let schema = schema();
    let found = RefCell::new(BTreeMap::new());
    search(300, |u| {
        let document = schema.document("message", u)?;
        assert!(convert(&document.value).is_some(), "none is refused: {}", document.value);
        for leaf in silent_leaves(&schema, &document, 24, u, convert)? {
            let pointer = leaf.split(": ").next().unwrap();
            let steps = pointer.split('/').filter(|step| step.parse::<u8>().is_err());
            let member = steps.collect::<Vec<_>>().join("/");
            let shown = format!("{leaf} in {}", document.value);
            found.borrow_mut().entry(member).or_insert(shown);
        }
        Ok(())
    });
    let found = found.into_inner();
    assert!(found.is_empty(), "these fall silently: {found:#?}");
}
