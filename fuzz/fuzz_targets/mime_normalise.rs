//! Any bytes are a message: repaired once, and for good.
#![no_main]

libfuzzer_sys::fuzz_target!(|message: &[u8]| viaduc_mime_normalise::invariants::check(message));
