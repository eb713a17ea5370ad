//! The law of coverage: every leaf of an item is in the card or in the losses, whatever the service's schema allows.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use serde_json::Value;
use viaduc_fidelity::Loss;
use viaduc_fixture_runner::{Schema, search, silent_leaves};
use viaduc_graph_vcard::{Context, Item, Options, Version, invariants};

fn convert(source: &Value, version: Version) -> Option<(String, Vec<Loss>)> {
    let item = Item::read(&serde_json::to_vec(source).unwrap()).unwrap();
    let (card, losses) =
        item.to_card(&Options::new(version), &Context::default()).ok()?.into_parts();
    Some((card.to_text(version.dialect()).replace("\r\n ", ""), losses))
}

/// The schema, with a type for each MAPI property that is read: those that tell what others tell too stand in it three times.
fn schema() -> Schema {
    let (mut known, mut types) = (vec!["strange".to_owned()], String::new());
    for (position, id) in invariants::known_ids().iter().enumerate() {
        let ends = |ids: &[&str]| ids.iter().any(|end| id.ends_with(end));
        let holds = if ends(&["80DE", "80DF", "3A41", "3A42"]) {
            "day"
        } else if ends(&["8083", "8084", "8093", "8094", "80A3", "80A4"]) {
            "reach"
        } else if ends(&["8082", "8092", "80A2"]) {
            "addressType"
        } else if ends(&["3A4D"]) {
            "sex"
        } else if ends(&["0x0036"]) {
            "sensitivity"
        } else {
            "text"
        };
        types.push_str(&format!("[known{position}]\nid =String {}\nvalue! {holds}\n", &id[7..]));
        let times = if holds == "text" { 1 } else { 3 };
        known.extend(vec![format!("known{position}"); times]);
    }
    let text = include_str!("schema/graph.txt").replace("{known}", &known.join("/"));
    Schema::parse(&(text + &types)).unwrap()
}

/// Every leaf that can hold any text gets one of its own: it is found in the card, or a loss stands at it or above it.
fn marked(of: &str, inputs: u64) {
    let schema = schema();
    let seen = Cell::new(0);
    search(inputs, |u| {
        let mut document = schema.document(of, u)?;
        let version = *u.choose(&[Version::V3, Version::V4])?;
        let mut marks = Vec::new();
        for (number, leaf) in document.leaves.iter().enumerate() {
            let Some(value) = document.value.pointer_mut(&leaf.pointer) else { continue };
            let mark = format!("mark{number}z");
            let shapes: &[&str] = match leaf.holds.as_str() {
                "text" | "person" => &["#", "#; \"x\"", "#\u{2028}y", "a,b\\#"],
                "reach" | "address" => &[
                    "#@valmont.example",
                    "\"# y\"@valmont.example",
                    "/o=T/cn=Recipients/cn=#",
                    "not #",
                    "Ada (#@valmont.example)",
                ],
                "url" => &["https://#.example/", "#"],
                "day" | "sex" | "sensitivity" | "addressType" => &["#"],
                _ => continue,
            };
            // UIDs are made of the item's own id and those of a group's members.
            let of_member = leaf.pointer.starts_with("/members/") && leaf.pointer.ends_with("/id");
            if leaf.pointer == "/id" || of_member {
                continue;
            }
            *value = u.choose(shapes)?.replace('#', &mark).into();
            marks.push((leaf.pointer.as_str(), mark));
        }
        let Some((text, losses)) = convert(&document.value, version) else { return Ok(()) };
        for (pointer, mark) in marks {
            let told = losses.iter().any(|loss| covers(loss.path.as_str(), pointer));
            assert!(
                told || text.contains(&mark),
                "{mark} at {pointer} of {}: {text}",
                document.value
            );
            seen.set(seen.get() + 1);
        }
        Ok(())
    });
    assert!(seen.get() > inputs, "{} marks", seen.get());
}

/// Whether a loss at `path` speaks of `pointer`: it stands there, or at a member above it.
fn covers(path: &str, pointer: &str) -> bool {
    !path.is_empty()
        && pointer.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[test]
fn every_text_of_any_item_is_in_the_card_or_told() {
    for of in ["contact", "user", "group", "orgContact", "mailboxItem"] {
        marked(of, 200);
    }
}

fn check(of: &str, inputs: u64) {
    let schema = schema();
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
