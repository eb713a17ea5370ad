//! Times of the demo: fixed days, and the random ones between them.

use jiff::{SignedDuration, Timestamp};

use super::prng::Prng;

/// 2025-01-06T08:00:00Z: nothing in the demo is older, birthdays apart.
const FIRST: Timestamp = Timestamp::constant(1_736_150_400, 0);

/// A moment between January 2025 and October 2026, at a working hour.
pub(crate) fn some(prng: &mut Prng) -> Timestamp {
    let day = i64::try_from(prng.below(660)).unwrap_or_default();
    let second = i64::try_from(prng.below(9 * 3600)).unwrap_or_default();
    after(FIRST, day * 86_400 + second)
}

/// A moment some seconds later.
pub(crate) fn after(time: Timestamp, seconds: i64) -> Timestamp {
    time.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(time)
}

/// `2026-03-30T08:00:00Z`.
pub(crate) fn wire(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `Mon, 30 Mar 2026 08:00:00 +0000`.
pub(crate) fn mail(time: Timestamp) -> String {
    time.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}
