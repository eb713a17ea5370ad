//! Any text is cleaned once and for all, and nothing in it acts.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    viaduc_html::invariants::any_text(text);
});
