//! The law of coverage: every leaf of the source is in the output or in the losses, whatever the service's schema allows.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use serde_json::Value;
use viaduc_contentline::Dialect;
use viaduc_fidelity::{Loss, LossKind};
use viaduc_fixture_runner::{Schema, search, silent_leaves};
use viaduc_graph_icalendar::{Bodies, Context, Item, Owner, Profile};

fn schema() -> Schema {
    Schema::parse(include_str!("schema/graph.txt")).unwrap()
}

fn convert(item: &Value, context: &Context<'_>) -> Option<(String, Vec<Loss>)> {
    let item = Item::read(&serde_json::to_vec(item).unwrap()).unwrap();
    let (calendar, mut losses) = item.to_calendar(context).ok()?.into_parts();
    // A series without any occurrence is left out whole, which is as good as refused.
    if losses.iter().any(|loss| loss.code.name == "graph.event.recurrence.empty") {
        return None;
    }
    // What is said to be carried all the same has to be in the output. An occurrence that the rule makes is the series' own.
    losses.retain(|loss| {
        loss.code.kind != LossKind::Preserved || loss.code.name == "graph.event.instances"
    });
    Some((calendar.to_text(Dialect::ICalendar).replace("\r\n ", ""), losses))
}

fn contexts() -> [Context<'static>; 3] {
    let mut known = Context::default();
    known.owner = Some(Owner { address: "bea@valmont.example", name: "" });
    known.mailbox_zone = Some("Europe/Paris");
    let mut target = Context::default();
    target.profile = Profile::BlueMind;
    target.bodies = Bodies::Styled;
    [Context::default(), known, target]
}

/// Documents of a type, each with some of its leaves changed.
fn check(of: &str, inputs: u64) {
    let (schema, contexts) = (schema(), contexts());
    let found = RefCell::new(BTreeMap::new());
    let (all, refused) = (Cell::new(0), Cell::new(0));
    search(inputs, |u| {
        let document = schema.document(of, u)?;
        let context = u.choose(&contexts)?;
        all.set(all.get() + 1);
        if convert(&document.value, context).is_none() {
            refused.set(refused.get() + 1);
        }
        let silent = silent_leaves(&schema, &document, 24, u, |item| convert(item, context))?;
        for leaf in silent {
            let member: String = leaf
                .split(": ")
                .next()
                .unwrap()
                .split('/')
                .filter(|step| step.parse::<u8>().is_err())
                .collect::<Vec<_>>()
                .join("/");
            found
                .borrow_mut()
                .entry(member)
                .or_insert_with(|| format!("{leaf} in {}", document.value));
        }
        Ok(())
    });
    let found = found.into_inner();
    assert!(found.is_empty(), "these fall silently: {found:#?}");
    assert!(refused.get() * 4 <= all.get(), "{} of {} were refused", refused.get(), all.get());
}

#[test]
fn every_leaf_of_any_event_counts() {
    check("event", 300);
}

#[test]
fn every_leaf_of_any_task_counts() {
    check("todoTask", 300);
}

#[test]
fn the_readme_maps_every_member() {
    let (readme, schema) = (include_str!("../README.md"), schema());
    for name in schema.members("event").chain(schema.members("todoTask")) {
        assert!(readme.contains(&format!("`{name}`")), "{name} has no row");
    }
}
