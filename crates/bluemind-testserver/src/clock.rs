//! The time the server goes by: the machine's, or one a test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// A clock shared by the server and the test that drives it.
///
/// ```
/// use viaduc_bluemind_testserver::Clock;
/// use std::time::Duration;
///
/// let clock = Clock::fixed(1_700_000_000_000);
/// clock.advance(Duration::from_secs(20));
/// assert_eq!(clock.now_ms(), 1_700_000_020_000);
/// ```
#[derive(Debug, Clone)]
pub struct Clock {
    /// Milliseconds of a fixed clock; of a running one, what is added to the machine's time.
    ms: Arc<AtomicI64>,
    running: bool,
}

impl Clock {
    /// The machine's time.
    pub fn system() -> Self {
        Self { ms: Arc::new(AtomicI64::new(0)), running: true }
    }

    /// A clock that stands at `ms` (milliseconds since 1970, UTC) until told otherwise.
    pub fn fixed(ms: i64) -> Self {
        Self { ms: Arc::new(AtomicI64::new(ms)), running: false }
    }

    /// Now, in milliseconds since 1970, UTC.
    pub fn now_ms(&self) -> i64 {
        let ms = self.ms.load(Ordering::Relaxed);
        if self.running { ms.saturating_add(machine_ms()) } else { ms }
    }

    /// Moves the clock forward. Whatever was due in between happens with the next request.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.ms.fetch_add(by, Ordering::Relaxed);
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

#[expect(clippy::disallowed_methods, reason = "a server has a clock; tests set their own")]
fn machine_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX))
}
