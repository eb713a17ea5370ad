//! Laws tried on made-up inputs: the same ones on each run, more of them when asked.

use arbitrary::{Result, Unstructured};

/// Tries a law on `inputs` made-up inputs of several sizes, from 64 bytes to 64 kB of choices. They are the same ones on each run
/// and on each machine, so that a test that passed does not fail for a change elsewhere; the environment variable
/// `SEARCH` asks for another number of them, for a long search.
///
/// A law that runs out of choices (`Err`) passes.
///
/// # Panics
/// Where the law does; the number of the input is printed before.
pub fn search(inputs: u64, mut law: impl FnMut(&mut Unstructured<'_>) -> Result<()>) {
    for number in 0..asked().unwrap_or(inputs) {
        let choices = choices(number);
        let tried = Tried(number);
        // Running out of choices is no failure.
        let _ = law(&mut Unstructured::new(&choices));
        std::mem::forget(tried);
    }
}

#[expect(clippy::disallowed_methods, reason = "how long a test searches is asked of its runner")]
fn asked() -> Option<u64> {
    std::env::var("SEARCH").ok()?.parse().ok()
}

/// Tells which input a law failed on.
struct Tried(u64);

impl Drop for Tried {
    fn drop(&mut self) {
        eprintln!("the law fails on input {} of the search", self.0);
    }
}

/// Bytes as good as random, by SplitMix64 from the number of the input.
fn choices(number: u64) -> Vec<u8> {
    let length = 64 << (number % 11);
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut bytes = Vec::with_capacity(length);
    while bytes.len() < length {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bytes.extend_from_slice(&(word ^ (word >> 31)).to_le_bytes());
    }
    bytes
}
