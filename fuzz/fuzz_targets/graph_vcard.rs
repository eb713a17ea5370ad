//! Any JSON is refused, or becomes a card in both versions that obeys every law.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    viaduc_graph_vcard::invariants::any_bytes(bytes);
});
