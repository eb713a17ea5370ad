//! Whether and when to try again, decided without a clock.

use std::time::Duration;

/// How patient a caller is. Plain values; any combination is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// How often a request is sent at most, the first time included. 0 counts as 1.
    pub attempts: u32,
    /// The first wait where the server names none; it doubles each time.
    pub first_wait: Duration,
    /// The longest wait of our own.
    pub longest_wait: Duration,
    /// The longest wait taken from a server; one that asks for more gets no further request.
    pub longest_asked: Duration,
    /// From the first request to the last wait.
    pub in_all: Duration,
}

impl Default for RetryPolicy {
    /// Six attempts, waits from half a second to a minute, at most ten minutes when asked, half an hour in
    /// all.
    fn default() -> Self {
        Self {
            attempts: 6,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(60),
            longest_asked: Duration::from_secs(600),
            in_all: Duration::from_secs(1800),
        }
    }
}

impl RetryPolicy {
    /// One attempt.
    #[must_use]
    pub fn never() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    /// Sets the number of attempts.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the first wait.
    #[must_use]
    pub fn with_first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }
}

/// What happened since [`Retry::next`] was last asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// Nothing: the start, or a wait is over.
    Nothing,
    /// The exchange succeeded.
    Succeeded,
    /// The exchange failed for good.
    Failed,
    /// The exchange failed and may be repeated; the server asked for this wait.
    Retryable(Option<Duration>),
}

/// What to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[expect(clippy::exhaustive_enums, reason = "a driver must handle each step")]
pub enum Step {
    /// Send the request.
    Send,
    /// Wait this long, then ask again with [`Outcome::Nothing`].
    Wait(Duration),
    /// No further request: the last outcome stands.
    Done,
}

/// One exchange and its repetitions, as a value: told the time and what happened, it says what next.
///
/// Times are durations since any fixed moment of the caller's choice. The seed spreads the waits of many
/// callers; the same seed gives the same waits.
#[derive(Clone, Debug)]
pub struct Retry {
    policy: RetryPolicy,
    seed: u64,
    sent: u32,
    started: Option<Duration>,
    not_before: Duration,
}

impl Retry {
    /// A fresh exchange.
    #[must_use]
    pub fn new(policy: RetryPolicy, seed: u64) -> Self {
        Self { policy, seed, sent: 0, started: None, not_before: Duration::ZERO }
    }

    /// How often [`Step::Send`] was answered.
    #[must_use]
    pub fn sent(&self) -> u32 {
        self.sent
    }

    /// Decides. A wait is never shorter than the server asked for.
    pub fn next(&mut self, now: Duration, outcome: Outcome) -> Step {
        match outcome {
            Outcome::Succeeded | Outcome::Failed => Step::Done,
            Outcome::Nothing if now < self.not_before => Step::Wait(self.not_before - now),
            Outcome::Nothing if self.sent > 0 && self.sent >= self.policy.attempts => Step::Done,
            Outcome::Nothing => {
                self.started.get_or_insert(now);
                self.sent = self.sent.saturating_add(1);
                Step::Send
            }
            Outcome::Retryable(asked) => self.wait(now, asked),
        }
    }

    fn wait(&mut self, now: Duration, asked: Option<Duration>) -> Step {
        let deadline = self.started.unwrap_or(now).saturating_add(self.policy.in_all);
        if self.sent >= self.policy.attempts || asked.is_some_and(|w| w > self.policy.longest_asked)
        {
            return Step::Done;
        }
        let wait = match asked {
            // Servers are known to ask for one second each time, whatever their trouble: the first time
            // they are believed, later our own wait grows beside theirs.
            Some(asked) if self.sent <= 1 => asked.saturating_add(self.part_of(asked / 8)),
            Some(asked) => asked.max(self.own_wait()),
            None => self.own_wait(),
        };
        if now.saturating_add(wait) > deadline {
            return Step::Done;
        }
        self.not_before = now.saturating_add(wait);
        Step::Wait(wait)
    }

    /// The doubled wait, of which at least half is kept.
    fn own_wait(&self) -> Duration {
        let doublings = self.sent.saturating_sub(1).min(20);
        let full =
            self.policy.first_wait.saturating_mul(1 << doublings).min(self.policy.longest_wait);
        full / 2 + self.part_of(full / 2)
    }

    /// Between nothing and all of `span`, from the seed and the attempt (splitmix64).
    fn part_of(&self, span: Duration) -> Duration {
        let mut z =
            self.seed.wrapping_add(u64::from(self.sent).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let thousandths = u32::try_from((z ^ (z >> 31)) % 1001).unwrap_or(0);
        span / 1000 * thousandths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn sends_waits_and_gives_up() {
        let mut retry = Retry::new(RetryPolicy::default().with_attempts(3), 7);
        assert_eq!(retry.next(s(100), Outcome::Nothing), Step::Send);
        let Step::Wait(first) = retry.next(s(101), Outcome::Retryable(Some(s(10)))) else {
            panic!("no wait");
        };
        assert!(first >= s(10) && first <= s(12), "{first:?}");
        assert_eq!(retry.next(s(101), Outcome::Nothing), Step::Wait(first));
        assert_eq!(retry.next(s(120), Outcome::Nothing), Step::Send);
        assert!(matches!(retry.next(s(121), Outcome::Retryable(None)), Step::Wait(_)));
        assert_eq!(retry.next(s(200), Outcome::Nothing), Step::Send);
        assert_eq!(retry.next(s(201), Outcome::Retryable(None)), Step::Done);
        assert_eq!(retry.sent(), 3);
    }

    #[test]
    fn a_wait_of_one_second_each_time_grows() {
        let mut retry = Retry::new(RetryPolicy::default(), 1);
        let mut now = s(0);
        let mut waits = Vec::new();
        while retry.next(now, Outcome::Nothing) == Step::Send {
            let Step::Wait(wait) = retry.next(now, Outcome::Retryable(Some(s(1)))) else { break };
            waits.push(wait);
            now += wait;
        }
        assert_eq!(waits.len(), 5);
        assert!(waits.iter().all(|wait| *wait >= s(1)));
        assert!(waits[4] >= s(4), "{waits:?}");
    }

    #[test]
    fn too_long_a_wait_is_no_wait() {
        let mut retry = Retry::new(RetryPolicy::default(), 1);
        let _ = retry.next(s(0), Outcome::Nothing);
        assert_eq!(retry.next(s(0), Outcome::Retryable(Some(s(3600)))), Step::Done);
        let mut retry = Retry::new(RetryPolicy::default(), 1);
        let _ = retry.next(s(0), Outcome::Nothing);
        assert_eq!(retry.next(s(1799), Outcome::Retryable(Some(s(30)))), Step::Done);
    }

    #[test]
    fn seeds_spread_and_repeat() {
        let wait = |seed| {
            let mut retry = Retry::new(RetryPolicy::default(), seed);
            let _ = retry.next(s(0), Outcome::Nothing);
            retry.next(s(0), Outcome::Retryable(None))
        };
        assert_eq!(wait(1), wait(1));
        assert_ne!(wait(1), wait(2));
    }
}
