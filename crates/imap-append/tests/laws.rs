//! The laws, against random input.

use viaduc_imap_append::invariants;

#[test]
fn utf7_round_trips() {
    viaduc_fixture_runner::search(200, |u| {
        invariants::utf7_round_trips(u.arbitrary()?);
        Ok(())
    });
}

#[test]
fn the_decoder_ignores_cuts() {
    const WORDS: [&[u8]; 22] = [
        b"* ",
        b"v1 ",
        b"OK ",
        b"NO ",
        b"[APPENDUID 1 2:3]",
        b"FETCH ",
        b"(",
        b")",
        b"\"",
        b"\\",
        b"{3}\r\n",
        b"{0+}\r\n",
        b"{99999999999999999999999}\r\n",
        b"abc",
        b"\r\n",
        b"\n",
        b" ",
        b"NIL",
        b"LIST ",
        b"BODY[HEADER (",
        b"]",
        b"\xff\0",
    ];
    viaduc_fixture_runner::search(200, |u| {
        let mut bytes = Vec::new();
        for _ in 0..u.int_in_range(0..=60)? {
            if u.ratio(1, 20)? {
                bytes.extend_from_slice(u.arbitrary()?);
            } else {
                bytes.extend_from_slice(u.choose(&WORDS)?);
            }
        }
        let cut = u.int_in_range(0..=bytes.len())?;
        invariants::decoder_ignores_cuts(&bytes, cut);
        Ok(())
    });
}
