//! What all connections share, and the way from a request to an answer.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method};

use crate::admin;
use crate::ask::Ask;
use crate::auth::Tokens;
use crate::batch;
use crate::clock::Clock;
use crate::cx::Cx;
use crate::faults::Script;
use crate::ids;
use crate::log::Log;
use crate::options::Options;
use crate::query::Query;
use crate::reply::{Answer, Ids, Reply, method_not_allowed, unknown_segment};
use crate::route;
use crate::tenant::{Failure, Tenant};
use crate::writes;

/// What all connections share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) options: Options,
    /// `http://ADDR`.
    pub(crate) root: String,
    pub(crate) clock: Clock,
    store: Mutex<Store>,
    pub(crate) log: Mutex<Log>,
    counter: AtomicU64,
}

/// What changes while the server runs.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) tenant: Tenant,
    pub(crate) tokens: Tokens,
    pub(crate) generation: u64,
    pub(crate) faults: Script,
    flying: HashMap<String, usize>,
    recent: HashMap<String, VecDeque<Duration>>,
}

/// A request as it came.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) method: Method,
    /// Path with query, as sent.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Shared {
    pub(crate) fn new(tenant: Tenant, options: Options, root: String) -> Self {
        let store = Store {
            tenant,
            tokens: Tokens::default(),
            generation: 1,
            faults: options.faults.clone(),
            flying: HashMap::new(),
            recent: HashMap::new(),
        };
        Self {
            log: Mutex::new(Log::new(options.log)),
            options,
            root,
            clock: Clock::new(),
            store: Mutex::new(store),
            counter: AtomicU64::new(0),
        }
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }

    /// Names one exchange.
    pub(crate) fn ids(&self, headers: &HeaderMap) -> Ids {
        let count = self.counter.fetch_add(1, Ordering::Relaxed);
        let request = ids::guid(&["request", &self.root, &count.to_string()]);
        let client = headers.get("client-request-id").and_then(|value| value.to_str().ok());
        Ids {
            client: client.map_or_else(|| request.clone(), str::to_owned),
            request,
            date: self.clock.stamp(),
        }
    }

    /// Answers a request.
    pub(crate) fn answer(&self, request: &Incoming, ids: &Ids) -> Reply {
        let path = request.target.split('?').next().unwrap_or_default();
        let mut segments = path.split('/').filter(|part| !part.is_empty());
        let first = segments.next().unwrap_or_default().to_owned();
        let rest: Vec<&str> = segments.collect();
        if first == "_admin" {
            return admin::answer(self, request, &rest);
        }
        if let ["oauth2", "v2.0", "token"] = rest.as_slice() {
            return self.token(request, &first, ids);
        }
        let version = first.to_ascii_lowercase();
        let outcome = if version == "v1.0" || version == "beta" {
            self.graph(request, &version)
        } else {
            Err(unknown_segment(&first))
        };
        outcome.unwrap_or_else(|failure| Reply::failure(&failure, ids))
    }

    fn token(&self, request: &Incoming, tenant: &str, ids: &Ids) -> Reply {
        if request.method != Method::POST {
            return Reply::failure(&method_not_allowed(), ids);
        }
        let form = Query::parse(&String::from_utf8_lossy(&request.body));
        let now = self.clock.now();
        let mut store = self.store();
        let Store { tokens, tenant: held, .. } = &mut *store;
        tokens.answer(&self.options, held, tenant, &form, now, ids)
    }

    fn graph(&self, request: &Incoming, version: &str) -> Answer {
        self.store().tokens.check(&request.headers, self.clock.now())?;
        let prefix = version.len() + 1;
        let target = request.target.get(prefix..).unwrap_or_default();
        let ask = Ask::new(
            request.method.clone(),
            version,
            target,
            &request.headers,
            request.body.clone(),
        );
        if ask.path.first().is_some_and(|first| first.eq_ignore_ascii_case("$batch")) {
            return batch::answer(self, &ask, &request.headers);
        }
        self.dispatch(&ask)
    }

    /// Answers one request to the API whose token was checked.
    pub(crate) fn dispatch(&self, ask: &Ask) -> Answer {
        let mut store = self.store();
        let reply = if ask.is_get() {
            route::read(&Cx {
                ask,
                tenant: &store.tenant,
                options: &self.options,
                root: &self.root,
                generation: store.generation,
            })?
        } else {
            writes::write(ask, &mut store.tenant)?
        };
        Ok(match ask.prefer.applied.as_slice() {
            [] => reply,
            applied => reply.header("preference-applied", applied.join(", ")),
        })
    }

    /// Counts a request against the limits of its mailbox.
    pub(crate) fn enter(&self, mailbox: &str) -> Result<Seat<'_>, Failure> {
        // Made before the lock is taken, so that it is given up after the lock.
        let seat = Seat { shared: self, mailbox: mailbox.to_owned() };
        let limits = self.options.limits;
        let now = self.clock.now();
        let mut store = self.store();
        let flying = store.flying.entry(mailbox.to_owned()).or_default();
        *flying += 1;
        let over = |limit: &str| {
            let message = format!("Application is over its {limit} limit.");
            Err(Failure::new(429, "ApplicationThrottled", message))
        };
        if limits.concurrent.is_some_and(|most| *flying > most) {
            return over("MailboxConcurrency");
        }
        if let Some((most, window)) = limits.window {
            let recent = store.recent.entry(mailbox.to_owned()).or_default();
            recent.push_back(now);
            while recent.front().is_some_and(|first| *first + window <= now) {
                recent.pop_front();
            }
            if recent.len() > most {
                return over("RequestRate");
            }
        }
        Ok(seat)
    }
}

/// One request in flight; it ends also when the client goes away in the middle.
#[derive(Debug)]
pub(crate) struct Seat<'a> {
    shared: &'a Shared,
    mailbox: String,
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        if let Some(flying) = self.shared.store().flying.get_mut(&self.mailbox) {
            *flying = flying.saturating_sub(1);
        }
    }
}

/// Takes a lock, also after a panic elsewhere: the data are plain.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_request_in_flight_is_refused() {
        let mut options = Options::default();
        options.limits.concurrent = Some(4);
        let shared = Shared::new(Tenant::new("hall.example"), options, String::new());
        let mut seats: Vec<Seat<'_>> = (0..4).map(|_| shared.enter("a").unwrap()).collect();
        assert_eq!(shared.enter("a").unwrap_err().code, "ApplicationThrottled");
        assert!(shared.enter("b").is_ok(), "each mailbox has its own");
        seats.pop();
        assert!(shared.enter("a").is_ok());
    }
}
