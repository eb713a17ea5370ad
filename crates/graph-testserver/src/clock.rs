//! The only place that reads a clock: token lifetimes and throttling windows are about real time.

#![expect(clippy::disallowed_methods, reason = "a server's tokens expire and its windows slide")]

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Time since the server started, which tests can push forward.
#[derive(Debug)]
pub(crate) struct Clock {
    start: Instant,
    pushed: AtomicU64,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self { start: Instant::now(), pushed: AtomicU64::new(0) }
    }

    pub(crate) fn now(&self) -> Duration {
        self.start.elapsed() + Duration::from_millis(self.pushed.load(Ordering::Relaxed))
    }

    pub(crate) fn advance(&self, by: Duration) {
        let millis = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        self.pushed.fetch_add(millis, Ordering::Relaxed);
    }

    /// The calendar time of `innerError.date`, which has no zone.
    pub(crate) fn stamp(&self) -> String {
        let pushed = self.pushed.load(Ordering::Relaxed);
        let pushed = jiff::SignedDuration::from_millis(i64::try_from(pushed).unwrap_or_default());
        let now = jiff::Timestamp::now();
        now.checked_add(pushed).unwrap_or(now).strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }
}
