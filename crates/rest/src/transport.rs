//! Who carries a request: a trait, so that the network is one of several answers.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

/// Sends one request and brings back the whole answer.
///
/// A transport neither repeats nor redirects to another host, and reads every status as an answer:
/// an error means that there was none.
pub trait Transport: Send + Sync {
    /// Sends `request`. It honours the request's extensions [`Patience`] and [`SizeLimit`].
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> impl Future<Output = Result<Response<Bytes>, TransportError>> + Send;
}

impl<T: Transport> Transport for &T {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> impl Future<Output = Result<Response<Bytes>, TransportError>> + Send {
        T::send(self, request)
    }
}

impl<T: Transport> Transport for Arc<T> {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> impl Future<Output = Result<Response<Bytes>, TransportError>> + Send {
        T::send(self, request)
    }
}

/// Extension of a request: how long the whole answer may take (a message of 150 MB takes minutes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a unit of measure in a type")]
pub struct Patience(pub Duration);

/// Extension of a request: the largest answer to take into memory, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a unit of measure in a type")]
pub struct SizeLimit(pub u64);

/// Why there is no answer.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{} {host}{}", kind.what(), detail.as_deref().map(|d| format!(": {d}")).unwrap_or_default())]
pub struct TransportError {
    kind: TransportErrorKind,
    host: String,
    detail: Option<String>,
    never_sent: bool,
}

/// What kept the answer away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// Nobody listens at the address.
    Refused,
    /// The name has no address.
    Dns,
    /// The certificate, or the talk before it, failed.
    Tls,
    /// The host cannot be reached for another reason.
    Unreachable,
    /// The time was over.
    Timeout,
    /// The connection broke while the answer was awaited or read.
    Closed,
    /// The answer is larger than the limit.
    TooLarge,
    /// Plain HTTP to another machine was asked for.
    PlainHttp,
    /// The server sends elsewhere, to another host.
    Redirect,
    /// Anything else.
    Other,
}

impl TransportErrorKind {
    fn what(self) -> &'static str {
        match self {
            Self::Refused => "connection refused by",
            Self::Dns => "no address found for",
            Self::Tls => "no trusted TLS connection to",
            Self::Unreachable => "cannot reach",
            Self::Timeout => "no answer in time from",
            Self::Closed => "connection closed by",
            Self::TooLarge => "answer too large from",
            Self::PlainHttp => "plain http refused to",
            Self::Redirect => "redirect to another host from",
            Self::Other => "exchange failed with",
        }
    }

    /// What a person can do about it.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Refused => "check that the server runs and that the port is right",
            Self::Dns => "check the host name and this machine's name servers",
            Self::Tls => {
                "check the certificate's name and date; a private authority is given as an extra CA file"
            }
            Self::Unreachable => "check the network, the firewall and the proxy",
            Self::Timeout => "the server is slow or unreachable; try later or allow more time",
            Self::Closed => "try again; if it stays, look at the server's log",
            Self::TooLarge => "raise the limit if answers of this size are expected",
            Self::PlainHttp => "use https; plain http is for the loopback interface",
            Self::Redirect => "give the address that the server redirects to, if you trust it",
            Self::Other => "see the details",
        }
    }
}

impl TransportError {
    /// An error of this kind with this host (`name` or `name:port`, never a whole URL).
    #[must_use]
    pub fn new(kind: TransportErrorKind, host: impl Into<String>) -> Self {
        let never_sent = matches!(
            kind,
            TransportErrorKind::Refused
                | TransportErrorKind::Dns
                | TransportErrorKind::Tls
                | TransportErrorKind::Unreachable
                | TransportErrorKind::PlainHttp
        );
        Self { kind, host: host.into(), detail: None, never_sent }
    }

    /// Adds what the lower layers said.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Says whether the request certainly never reached the server.
    #[must_use]
    pub fn with_never_sent(mut self, never_sent: bool) -> Self {
        self.never_sent = never_sent;
        self
    }

    /// What happened.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the request certainly never reached the server, so that repeating it is safe.
    #[must_use]
    pub fn never_sent(&self) -> bool {
        self.never_sent
    }

    /// Whether trying again can help: name servers fail for moments, too.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(
            self.kind,
            TransportErrorKind::Refused
                | TransportErrorKind::Dns
                | TransportErrorKind::Unreachable
                | TransportErrorKind::Timeout
                | TransportErrorKind::Closed
                | TransportErrorKind::Other
        )
    }
}
