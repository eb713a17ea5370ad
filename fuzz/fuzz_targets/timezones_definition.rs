//! Any bytes as a stored zone are rules that can be written, or none.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    viaduc_timezones::invariants::check_definition(bytes);
});
