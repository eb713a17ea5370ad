//! Any name is a zone with rules, or none.
#![no_main]

libfuzzer_sys::fuzz_target!(|name: (&str, Option<&str>)| {
    viaduc_timezones::invariants::check_name(name.0, name.1);
});
