//! The laws of this crate as functions, for its tests and its fuzz targets.

use crate::codec::{Decoder, Limits, Response};
use crate::utf7;

/// Any bytes, cut anywhere: the decoder neither panics nor depends on the cuts, and holds no more than its limits.
pub fn decoder_ignores_cuts(bytes: &[u8], cut: usize) {
    let limits = Limits::with_response(1 << 16);
    let whole = decode(&[bytes], limits);
    let cut = cut.min(bytes.len());
    let (head, tail) = bytes.split_at(cut);
    assert_eq!(decode(&[head, tail], limits), whole, "cut at {cut}");
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(decode(&single, limits), whole, "cut everywhere");
}

fn decode(pieces: &[&[u8]], limits: Limits) -> Vec<Response> {
    let mut decoder = Decoder::new(limits);
    let mut responses = Vec::new();
    for piece in pieces {
        decoder.push(piece);
        loop {
            match decoder.next_response() {
                Ok(Some(response)) => responses.push(response),
                Ok(None) => break,
                Err(_) => return responses,
            }
        }
    }
    responses
}

/// Modified UTF-7 is printable ASCII, and reading it gives the text back.
pub fn utf7_round_trips(text: &str) {
    let wire = utf7::encode(text);
    assert!(wire.bytes().all(|b| (b' '..=b'~').contains(&b)), "{wire:?}");
    assert_eq!(utf7::decode(&wire).as_deref(), Some(text));
    // Whatever a server spells is read or refused, and what is read is spelled the same again, but for how shifts are joined.
    if let Some(read) = utf7::decode(text) {
        let again = utf7::encode(&read);
        assert_eq!(utf7::decode(&again), Some(read));
    }
}
