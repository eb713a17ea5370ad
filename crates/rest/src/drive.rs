//! The short loop around a call: it asks the retry value what to do, and does it with what it is given.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use crate::{ApiError, BaseUrl, Call, Outcome, Retry, Step, Transport};

/// Time, as the caller has it. At the edge it is the runtime's; in tests it is made up.
pub trait Clock: Send + Sync {
    /// The time since any fixed moment.
    fn now(&self) -> Duration;
    /// Resolves when `wait` is over.
    fn sleep(&self, wait: Duration) -> impl Future<Output = ()> + Send;
}

impl<K: Clock> Clock for &K {
    fn now(&self) -> Duration {
        K::now(self)
    }

    fn sleep(&self, wait: Duration) -> impl Future<Output = ()> + Send {
        K::sleep(self, wait)
    }
}

/// Carries a call out: sends, reads, waits and repeats as `retry` decides.
///
/// # Errors
/// That of the last attempt.
pub async fn drive<T: Transport, K: Clock, C: Call>(
    transport: &T,
    clock: &K,
    retry: Retry,
    base: &BaseUrl,
    call: &C,
) -> Result<C::Reply, ApiError> {
    let request = call.request(base)?;
    let repeatable = call.idempotence().holds(request.method());
    let how = Exchange { operation: C::NAME, repeatable, retry };
    exchange(transport, clock, how, request, |response| call.reply(response)).await
}

/// What [`exchange`] needs to know of an operation.
#[derive(Debug, Clone)]
#[expect(clippy::exhaustive_structs, reason = "the arguments of one function")]
pub struct Exchange {
    /// The operation's name.
    pub operation: &'static str,
    /// Whether it may be repeated when nobody knows if it was carried out.
    pub repeatable: bool,
    /// The retry value.
    pub retry: Retry,
}

/// As [`drive`], for a request that is made already (with credentials) and any reader of its answer.
///
/// # Errors
/// That of the last attempt.
pub async fn exchange<T: Transport, K: Clock, R>(
    transport: &T,
    clock: &K,
    Exchange { operation, repeatable, mut retry }: Exchange,
    request: Request<Bytes>,
    read: impl Fn(Response<Bytes>) -> Result<R, ApiError>,
) -> Result<R, ApiError> {
    let mut outcome = Outcome::Nothing;
    let mut result = None;
    loop {
        match retry.next(clock.now(), outcome) {
            Step::Wait(wait) => {
                clock.sleep(wait).await;
                outcome = Outcome::Nothing;
            }
            Step::Send => {
                let answer = match transport.send(request.clone()).await {
                    Ok(response) => read(response),
                    Err(error) => Err(ApiError::from_transport(operation, error)),
                };
                outcome = match &answer {
                    Ok(_) => Outcome::Succeeded,
                    Err(error)
                        if error.is_retryable() && (repeatable || error.never_processed()) =>
                    {
                        Outcome::Retryable(error.retry_after())
                    }
                    Err(_) => Outcome::Failed,
                };
                result = Some(answer);
            }
            Step::Done => break,
        }
    }
    result.unwrap_or_else(|| {
        Err(ApiError::new(crate::ErrorKind::InvalidRequest, operation, "no attempt is allowed"))
    })
}
