//! Any vCard text becomes BlueMind cards or typed errors, and what was read settles.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    viaduc_bluemind_vcard::invariants::any_text_converts(text);
});
