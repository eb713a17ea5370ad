//! Members of a personal list are read back from the octets an encoder made of them.
#![no_main]

libfuzzer_sys::fuzz_target!(|texts: Vec<(u8, String)>| {
    viaduc_graph_vcard::invariants::any_members_are_read_back(&texts);
});
