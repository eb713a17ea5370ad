//! Any bytes are read, written, and read again to the same.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    viaduc_contentline::invariants::any_bytes_are_read(bytes);
});
