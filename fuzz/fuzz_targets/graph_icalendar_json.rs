//! Any bytes are an event, a task or an error, and what converts obeys every law.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    viaduc_graph_icalendar::invariants::check_json(bytes);
});
