//! Any bytes are compressed RTF or RTF, and opening them obeys every law.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| viaduc_tnef::invariants::check_rtf(bytes));
