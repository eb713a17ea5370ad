//! A file says the same in every encoding, and something else with any other byte.
#![no_main]

libfuzzer_sys::fuzz_target!(|content: &[u8]| {
    viaduc_mime_normalise::invariants::fingerprint_of_content(content)
});
