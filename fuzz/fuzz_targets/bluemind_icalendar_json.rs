//! Any BlueMind JSON becomes a calendar that parses, and what is read from it settles.
#![no_main]

use viaduc_bluemind_icalendar::{Value, invariants::any_value_settles};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(series) = viaduc_wire::read(bytes) {
        any_value_settles(Value::Series(series));
    }
    if let Ok(todo) = viaduc_wire::read(bytes) {
        any_value_settles(Value::Todo(todo));
    }
});
