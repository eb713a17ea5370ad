//! A small deterministic generator (SplitMix64): the same seed makes the same tenant anywhere.

use crate::ids;

/// The generator.
#[derive(Debug, Clone)]
pub(crate) struct Prng(u64);

impl Prng {
    /// A generator for one purpose: adding numbers elsewhere does not move these.
    pub(crate) fn new(seed: u64, purpose: &[&str]) -> Self {
        Self(ids::mix(seed ^ ids::digest(purpose)))
    }

    pub(crate) const fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// A number below `limit`; 0 for a limit of 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.word() % limit).unwrap_or_default()
    }

    /// True once in `times`.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of the texts; empty if there are none.
    pub(crate) fn pick(&mut self, all: &[&'static str]) -> &'static str {
        let index = self.below(all.len());
        all.get(index).copied().unwrap_or_default()
    }

    /// Some sentences.
    pub(crate) fn sentences(&mut self, count: usize) -> Vec<&'static str> {
        (0..count).map(|_| self.pick(super::words::SENTENCES)).collect()
    }

    /// Bytes.
    pub(crate) fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(count + 8);
        while out.len() < count {
            out.extend_from_slice(&self.word().to_le_bytes());
        }
        out.truncate(count);
        out
    }
}
