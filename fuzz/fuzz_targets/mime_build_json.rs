//! Any bytes are JSON of a message, or an error, and what is built of it obeys every law.
#![no_main]

libfuzzer_sys::fuzz_target!(|json: &[u8]| viaduc_mime_normalise::invariants::check_built_json(
    json
));
