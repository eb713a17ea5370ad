//! Any bytes from an IMAP server, however cut, are the same responses.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (cut, bytes) = bytes.split_at_checked(2).unwrap_or((&[0, 0], bytes));
    viaduc_imap_append::invariants::decoder_ignores_cuts(
        bytes,
        usize::from(u16::from_le_bytes([cut[0], cut[1]])),
    );
});
