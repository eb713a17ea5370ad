//! How a server behaves, apart from what it holds.

use std::net::SocketAddr;
use std::time::Duration;

use crate::faults::Script;

/// How the server behaves. [`Options::default`] is a well-behaved service on a free loopback port.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The application's id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// Life of a token, in whole seconds. The service gives 60 to 90 minutes.
    pub token_life: Duration,
    /// Faults from the start; more can be added while running.
    pub faults: Script,
    /// Throttling.
    pub limits: Limits,
    /// Oddities of the live service.
    pub quirks: Quirks,
    /// Default page of mailbox collections (the service: 10).
    pub page: usize,
    /// Default page of directory collections (the service: 100).
    pub directory_page: usize,
    /// How many requests the log keeps; older ones are forgotten.
    pub log: usize,
}

/// Throttling of one application and mailbox. `None`: no limit.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Limits {
    /// Requests in flight for each mailbox (the service: 4).
    pub concurrent: Option<usize>,
    /// Requests for each mailbox in a sliding window (the service: 10,000 in 10 minutes).
    pub window: Option<(usize, Duration)>,
    /// Seconds in `Retry-After`; `None` leaves the header out.
    pub retry_after: Option<u32>,
}

/// What the live service does now and then, here always when asked for.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Quirks {
    /// Each listing starts with an empty page that has a nextLink.
    pub empty_pages: bool,
    /// The first item of each delta page comes twice.
    pub delta_duplicates: bool,
    /// Later delta rounds answer only `id` and the state fields of changed messages.
    pub delta_partial: bool,
    /// `exceptionOccurrences` and `cancelledOccurrences` are left out of `/v1.0` (not of `/beta`).
    pub hide_exceptions: bool,
    /// The first page of each listing lacks its `value` array.
    pub missing_value: bool,
}

impl Options {
    /// Sets the secret, and returns the options.
    #[must_use]
    pub fn client(mut self, id: &str, secret: &str) -> Self {
        id.clone_into(&mut self.client_id);
        secret.clone_into(&mut self.client_secret);
        self
    }

    /// Sets the faults, and returns the options.
    #[must_use]
    pub fn faults(mut self, script: Script) -> Self {
        self.faults = script;
        self
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            client_id: "6f1b2c3d-0000-4000-8000-7661646d6f6e".to_owned(),
            client_secret: "demo~secret.of-no-value".to_owned(),
            token_life: Duration::from_secs(3599),
            faults: Script::default(),
            limits: Limits::default(),
            quirks: Quirks::default(),
            page: 10,
            directory_page: 100,
            log: 100_000,
        }
    }
}
