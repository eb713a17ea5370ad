//! Any iCalendar text becomes items BlueMind takes, and what was read settles.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    viaduc_bluemind_icalendar::invariants::any_bytes_are_converted(bytes);
});
