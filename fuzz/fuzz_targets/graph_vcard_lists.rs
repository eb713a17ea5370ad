//! Any octets in a personal list's properties become a card that obeys every law.
#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| {
    viaduc_graph_vcard::invariants::any_octets_of_a_list(octets);
});
