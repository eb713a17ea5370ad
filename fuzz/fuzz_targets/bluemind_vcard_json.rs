//! Any BlueMind JSON becomes a vCard that parses, and what is read from it settles.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(vcard) = viaduc_wire::read(bytes) {
        viaduc_bluemind_vcard::invariants::any_card_settles(&vcard);
    }
});
