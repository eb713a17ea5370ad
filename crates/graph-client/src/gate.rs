//! One mailbox, four requests at once, and one moment before which nobody asks again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_lock::Semaphore;
use bytes::Bytes;
use http::{Request, Response};
use viaduc_rest::{Clock, Transport, TransportError, retry_after};

/// The gates of all mailboxes.
#[derive(Debug)]
pub(crate) struct Gates {
    permits: usize,
    longest: Duration,
    by_mailbox: Mutex<HashMap<String, Arc<Gate>>>,
}

#[derive(Debug)]
pub(crate) struct Gate {
    permits: Semaphore,
    longest: Duration,
    not_before: Mutex<Duration>,
}

impl Gates {
    /// `permits` requests at once for each mailbox; waits asked for above `longest` bind nobody else.
    pub(crate) fn new(permits: usize, longest: Duration) -> Self {
        Self { permits: permits.max(1), longest, by_mailbox: Mutex::default() }
    }

    /// The gate of a mailbox. The directory has one of its own, under the empty name.
    pub(crate) fn of(&self, mailbox: Option<&str>) -> Arc<Gate> {
        let mut gates = self.by_mailbox.lock().unwrap_or_else(PoisonError::into_inner);
        let gate = gates.entry(mailbox.unwrap_or_default().to_owned()).or_insert_with(|| {
            Arc::new(Gate {
                permits: Semaphore::new(self.permits),
                longest: self.longest,
                not_before: Mutex::default(),
            })
        });
        Arc::clone(gate)
    }
}

/// A transport behind a gate.
pub(crate) struct Gated<'a, T, K> {
    pub(crate) gate: &'a Gate,
    pub(crate) transport: &'a T,
    pub(crate) clock: &'a K,
}

impl<T: Transport, K: Clock> Transport for Gated<'_, T, K> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let _permit = self.gate.permits.acquire().await;
        loop {
            let not_before = *self.gate.not_before.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(wait) = not_before.checked_sub(self.clock.now()).filter(|w| !w.is_zero())
            else {
                break;
            };
            self.clock.sleep(wait).await;
        }
        let answer = self.transport.send(request).await;
        if let Ok(response) = &answer
            && matches!(response.status().as_u16(), 429 | 503)
            && let Some(wait) = retry_after(response.headers()).filter(|w| *w <= self.gate.longest)
        {
            let until = self.clock.now().saturating_add(wait);
            let mut not_before =
                self.gate.not_before.lock().unwrap_or_else(PoisonError::into_inner);
            *not_before = until.max(*not_before);
        }
        answer
    }
}
