//! A transport without a network: it answers from a script and records what was asked. For tests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};

use crate::{Clock, Transport, TransportError, TransportErrorKind};

/// Answers in the order given; cloning shares the script and the record.
///
/// ```
/// use viaduc_rest::script::Script;
/// let script = Script::new().answer(503, "").json(200, r#"{"value":[]}"#);
/// assert_eq!(script.left(), 2);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Script(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    answers: VecDeque<Result<Response<Bytes>, TransportError>>,
    requests: Vec<Request<Bytes>>,
}

impl Script {
    /// An empty script.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer.
    #[must_use]
    pub fn response(self, response: Response<Bytes>) -> Self {
        self.with(|state| state.answers.push_back(Ok(response)));
        self
    }

    /// Adds an answer of this status and body; a status that is none becomes 500.
    #[must_use]
    pub fn answer(self, status: u16, body: impl Into<Bytes>) -> Self {
        let mut response = Response::new(body.into());
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.response(response)
    }

    /// Adds a JSON answer.
    #[must_use]
    pub fn json(self, status: u16, body: impl Into<Bytes>) -> Self {
        self.answer(status, body).header("content-type", "application/json")
    }

    /// Adds a header to the answer added last.
    #[must_use]
    pub fn header(self, name: &'static str, value: &'static str) -> Self {
        self.with(|state| {
            if let Some(Ok(response)) = state.answers.back_mut() {
                response
                    .headers_mut()
                    .insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
        });
        self
    }

    /// Adds the absence of an answer.
    #[must_use]
    pub fn fault(self, kind: TransportErrorKind) -> Self {
        self.with(|state| state.answers.push_back(Err(TransportError::new(kind, "script.test"))));
        self
    }

    /// What was asked so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.with(|state| state.requests.clone())
    }

    /// What was asked so far, each as `METHOD path?query`.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let line = |request: &Request<Bytes>| {
            let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
            format!("{} {path}", request.method())
        };
        self.with(|state| state.requests.iter().map(line).collect())
    }

    /// How many answers were not taken.
    #[must_use]
    pub fn left(&self) -> usize {
        self.with(|state| state.answers.len())
    }

    fn with<R>(&self, act: impl FnOnce(&mut State) -> R) -> R {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Script {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.with(|state| {
            state.requests.push(request);
            state.answers.pop_front().unwrap_or_else(|| {
                Err(TransportError::new(TransportErrorKind::Redirect, "script.test")
                    .with_detail("the script is over"))
            })
        })
    }
}

/// A clock whose sleeps take no time and are recorded.
#[derive(Clone, Debug, Default)]
pub struct MadeUpClock(Arc<Mutex<(Duration, Vec<Duration>)>>);

impl MadeUpClock {
    /// A clock at zero.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Moves the time on.
    pub fn advance(&self, by: Duration) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0 += by;
    }

    /// The waits so far.
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}

impl Clock for MadeUpClock {
    fn now(&self) -> Duration {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    async fn sleep(&self, wait: Duration) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.0 += wait;
        state.1.push(wait);
    }
}
