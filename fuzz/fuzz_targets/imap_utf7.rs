//! Any folder name is spelled in printable ASCII and read back the same.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    viaduc_imap_append::invariants::utf7_round_trips(text);
});
