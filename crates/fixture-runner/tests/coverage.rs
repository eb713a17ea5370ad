//! The law of coverage finds what a converter forgets, and accepts what it tells.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;
use viaduc_fidelity::{Loss, Losses, Place, loss_codes};
use viaduc_fixture_runner::{Schema, silent_leaves};

loss_codes! {
    /// Every code of the converters here.
    CODES = {
        /// A colour that is not carried.
        COLOUR = ("thing.colour", Dropped);
    }
}

const SCHEMA: &str = "
    pool place: here | there
    [thing]
    name!   text
    colour! red|green
    size!   integer
    parts!  part[]
    [part]
    where   place
    made    instant
    kind    =part
";

fn convert(thing: &Value, report: bool, with_size: bool) -> (String, Vec<Loss>) {
    let mut losses = Losses::new();
    if report {
        losses.report(&COLOUR, &Place::root().key("colour"));
    }
    let size = if with_size { &thing["size"] } else { &Value::Null };
    losses.with(format!("{} {size} {}", thing["name"], thing["parts"])).into_parts()
}

fn silent(report: bool, with_size: bool) -> String {
    assert_eq!(CODES.len(), 1);
    let schema = Schema::parse(SCHEMA).unwrap();
    let found = std::sync::Mutex::new(String::new());
    viaduc_fixture_runner::search(200, |u| {
        let thing = schema.document("thing", u)?;
        assert!(thing.leaves.iter().all(|leaf| leaf.holds != "=part"));
        let silent =
            silent_leaves(&schema, &thing, 8, u, |thing| Some(convert(thing, report, with_size)))?;
        found.lock().unwrap().extend(silent);
        Ok(())
    });
    found.into_inner().unwrap()
}

#[test]
fn what_is_told_or_carried_is_covered() {
    assert_eq!(silent(true, true), "");
}

#[test]
fn what_is_forgotten_is_found() {
    let found = silent(false, false);
    assert!(found.contains("/colour: ") && found.contains("/size: "), "{found}");
    assert!(!found.contains("/parts") && !found.contains("/name"), "{found}");
}

#[test]
fn a_line_that_says_nothing_is_an_error() {
    for bad in ["name text", "[thing]\nname", "pool x"] {
        assert!(Schema::parse(bad).is_err(), "{bad}");
    }
}
