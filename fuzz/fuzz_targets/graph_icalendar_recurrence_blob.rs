//! Any bytes as MAPI's recurrence obey every law of events and tasks.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    viaduc_graph_icalendar::invariants::check_recurrence_blob(bytes);
});
