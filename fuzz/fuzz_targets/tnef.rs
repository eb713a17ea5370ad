//! Any bytes are a winmail.dat, or an error, and reading obeys every law.
#![no_main]

libfuzzer_sys::fuzz_target!(|stream: &[u8]| viaduc_tnef::invariants::check(stream));
