//! Any tree is written without adding a line; a clean one is read back as it was.
#![no_main]

use arbitrary::Unstructured;
use viaduc_contentline::{Dialect, invariants};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut u = Unstructured::new(bytes);
    if let Ok(tree) = invariants::tree(&mut u, false) {
        invariants::any_tree_is_written(&tree);
    }
    if let Ok(tree) = invariants::tree(&mut u, true) {
        invariants::a_clean_tree_is_read_back(&tree, Dialect::ICalendar);
        invariants::a_clean_tree_is_read_back(&tree, Dialect::VCard4);
    }
    if let Ok(texts) = u.arbitrary::<Vec<&str>>() {
        invariants::any_text_is_read_back(&texts);
    }
});
