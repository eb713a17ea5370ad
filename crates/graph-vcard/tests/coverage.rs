//! The law of coverage: every leaf of an item is in the card or in the losses, whatever the service's schema allows.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use serde_json::Value;
use viaduc_fidelity::Loss;
use viaduc_fixture_runner::{Schema, search, silent_leaves};
use viaduc_graph_vcard::{Context, Item, Options, Version};

fn convert(source: &Value, version: Version) -> Option<(String, Vec<Loss>)> {
    let item = Item::read(&serde_json::to_vec(source).unwrap()).unwrap();
    let (card, losses) =
        item.to_card(&Options::new(version), &Context::default()).ok()?.into_parts();
    Some((card.to_text(version.dialect()).replace("\r\n ", ""), losses))
}

fn check(of: &str, inputs: u64) {
    let schema = Schema::parse(include_str!("schema/graph.txt")).unwrap();
    let found = RefCell::new(BTreeMap::new());
    let (all, refused) = (Cell::new(0), Cell::new(0));
    search(inputs, |u| {
        let document = schema.document(of, u)?;
        let version = *u.choose(&[Version::V3, Version::V4])?;
        all.set(all.get() + 1);
        if convert(&document.value, version).is_none() {
            refused.set(refused.get() + 1);
        }
        for leaf in silent_leaves(&schema, &document, 24, u, |item| convert(item, version))? {
            let pointer = leaf.split(": ").next().unwrap_or_default();
            let steps = pointer.split('/').filter(|step| step.parse::<u8>().is_err());
            let member = steps.collect::<Vec<_>>().join("/");
            let what = format!("{leaf} in {}", document.value);
            found.borrow_mut().entry(member).or_insert(what);
        }
        Ok(())
    });
    let found = found.into_inner();
    assert!(found.is_empty(), "these fall silently: {found:#?}");
    // Lists are refused where nothing is in them.
    assert!(all.get() > 20 && refused.get() * 2 <= all.get(), "{} of {}", refused.get(), all.get());
}

#[test]
fn every_leaf_of_any_contact_counts() {
    check("contact", 300);
}

#[test]
fn every_leaf_of_any_user_counts() {
    check("user", 120);
}

#[test]
fn every_leaf_of_any_group_counts() {
    check("group", 120);
}

#[test]
fn every_leaf_of_any_contact_of_the_directory_counts() {
    check("orgContact", 200);
}

#[test]
fn every_leaf_of_any_list_counts() {
    check("mailboxItem", 200);
}
