//! What went wrong with an exchange, in one type.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::TransportError;
use crate::words::{clean_message, retry_after};

/// What went wrong, coarse enough to act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request cannot be made from these arguments. Nothing was sent.
    InvalidRequest,
    /// The credentials are missing, wrong or expired.
    Unauthenticated,
    /// The credentials are good, the right is missing.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// There was such a thing; for a delta link: start again from nothing.
    Gone,
    /// It exists already, or changed meanwhile.
    Conflict,
    /// The server understood and refuses the content.
    Rejected,
    /// The content is larger than the server takes.
    TooLarge,
    /// Too many requests: wait.
    Throttled,
    /// The server is out of order for now: wait.
    Unavailable,
    /// The server failed at this request.
    Server,
    /// The answer is not what the operation answers: HTML, cut off, empty, without a needed field.
    UnexpectedReply,
    /// A link of the server leads to another host.
    ForeignLink,
    /// The server's paging does not advance.
    EndlessPages,
    /// There was no answer.
    Transport,
    /// The mailbox is not in this service (on premises, unlicensed, deleted).
    MailboxNotEnabled,
    /// The mailbox is outside what the application may read.
    MailboxOutOfScope,
    /// There is no such user.
    NoSuchUser,
}

impl ErrorKind {
    fn what(self) -> &'static str {
        match self {
            Self::InvalidRequest => "cannot be asked",
            Self::Unauthenticated => "not signed in",
            Self::Forbidden => "not permitted",
            Self::NotFound => "not found",
            Self::Gone => "gone",
            Self::Conflict => "conflict",
            Self::Rejected => "rejected",
            Self::TooLarge => "too large",
            Self::Throttled => "throttled",
            Self::Unavailable => "unavailable",
            Self::Server => "server error",
            Self::UnexpectedReply => "unexpected reply",
            Self::ForeignLink => "foreign link",
            Self::EndlessPages => "endless pages",
            Self::Transport => "no answer",
            Self::MailboxNotEnabled => "mailbox not enabled",
            Self::MailboxOutOfScope => "mailbox out of scope",
            Self::NoSuchUser => "no such user",
        }
    }
}

/// One failed exchange: what failed, with what answer, and what to do about it.
///
/// It never holds a body, a token or a password. The server's own message is kept in one line,
/// shortened, without runs that could be a secret (see [`clean_message`]).
#[derive(Clone)]
pub struct ApiError(Box<Fields>);

#[derive(Clone)]
struct Fields {
    kind: ErrorKind,
    operation: &'static str,
    status: Option<StatusCode>,
    code: Option<String>,
    message: String,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    retryable: Option<bool>,
    hint: Option<&'static str>,
    transport: Option<TransportError>,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl ApiError {
    /// An error of this kind in this operation. `message` is cleaned as by [`clean_message`].
    #[must_use]
    pub fn new(kind: ErrorKind, operation: &'static str, message: impl AsRef<str>) -> Self {
        Self(Box::new(Fields {
            kind,
            operation,
            status: None,
            code: None,
            message: clean_message(message.as_ref()),
            request_id: None,
            retry_after: None,
            retryable: None,
            hint: None,
            transport: None,
            source: None,
        }))
    }

    /// What the status alone says of an answer, with its request id and the wait it asks for.
    #[must_use]
    pub fn from_status(operation: &'static str, response: &Response<Bytes>) -> Self {
        let status = response.status();
        let kind = match status.as_u16() {
            401 => ErrorKind::Unauthenticated,
            403 => ErrorKind::Forbidden,
            404 => ErrorKind::NotFound,
            409 | 412 | 423 => ErrorKind::Conflict,
            410 => ErrorKind::Gone,
            413 | 507 => ErrorKind::TooLarge,
            429 => ErrorKind::Throttled,
            400..=499 => ErrorKind::Rejected,
            502..=504 | 509 => ErrorKind::Unavailable,
            500..=599 => ErrorKind::Server,
            _ => ErrorKind::UnexpectedReply,
        };
        Self::new(kind, operation, "").with_response(response)
    }

    /// No answer came.
    #[must_use]
    pub fn from_transport(operation: &'static str, error: TransportError) -> Self {
        let mut this = Self::new(ErrorKind::Transport, operation, error.to_string())
            .with_hint(error.kind().hint())
            .with_retryable(error.is_retryable());
        this.0.transport = Some(error);
        this
    }

    /// Takes status, request id and `Retry-After` from an answer.
    #[must_use]
    pub fn with_response(mut self, response: &Response<Bytes>) -> Self {
        self.0.status = Some(response.status());
        self.0.retry_after = retry_after(response.headers());
        let id = response.headers().get("request-id").and_then(|id| id.to_str().ok());
        self.0.request_id = id.filter(|id| !id.is_empty()).map(clean_message);
        self
    }

    /// Sets the server's own error code.
    #[must_use]
    pub fn with_code(mut self, code: impl AsRef<str>) -> Self {
        self.0.code = Some(clean_message(code.as_ref())).filter(|code| !code.is_empty());
        self
    }

    /// Replaces the kind.
    #[must_use]
    pub fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// Replaces the message, cleaned.
    #[must_use]
    pub fn with_message(mut self, message: impl AsRef<str>) -> Self {
        self.0.message = clean_message(message.as_ref());
        self
    }

    /// Sets the request id that the server's support asks for.
    #[must_use]
    pub fn with_request_id(mut self, id: impl AsRef<str>) -> Self {
        self.0.request_id = Some(clean_message(id.as_ref())).filter(|id| !id.is_empty());
        self
    }

    /// Sets what a person can do.
    #[must_use]
    pub fn with_hint(mut self, hint: &'static str) -> Self {
        self.0.hint = Some(hint);
        self
    }

    /// Says whether trying again can help, where the kind alone does not tell.
    #[must_use]
    pub fn with_retryable(mut self, retryable: bool) -> Self {
        self.0.retryable = Some(retryable);
        self
    }

    /// Sets the wait asked for.
    #[must_use]
    pub fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    /// Keeps the cause. It must hold no part of a body: `serde_json` errors say line and column only if
    /// the types read make no message of their own.
    #[must_use]
    pub fn with_source(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Arc::new(source));
        self
    }

    /// Removes every occurrence of a secret from the texts, should a server have echoed it.
    #[must_use]
    pub fn without(mut self, secret: &str) -> Self {
        if secret.len() >= 4 {
            for text in
                [Some(&mut self.0.message), self.0.code.as_mut(), self.0.request_id.as_mut()]
            {
                if let Some(text) = text.filter(|text| text.contains(secret)) {
                    *text = text.replace(secret, "…");
                }
            }
        }
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation, `resource.operation`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The HTTP status, if there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The server's error code (`ErrorItemNotFound`, `ALREADY_EXISTS`).
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Whether the server's code is this one, without regard to case.
    #[must_use]
    pub fn has_code(&self, code: &str) -> bool {
        self.code().is_some_and(|own| own.eq_ignore_ascii_case(code))
    }

    /// The message in one line; may be empty.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The id under which the server's support finds the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// What a person can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        self.0.hint
    }

    /// Why there was no answer, where there was none.
    #[must_use]
    pub fn transport(&self) -> Option<&TransportError> {
        self.0.transport.as_ref()
    }

    /// How long the server asks to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether trying the same again can help.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0
            .retryable
            .unwrap_or(matches!(self.0.kind, ErrorKind::Throttled | ErrorKind::Unavailable))
    }

    /// Whether the server certainly did not carry the operation out.
    #[must_use]
    pub fn never_processed(&self) -> bool {
        self.0.kind == ErrorKind::Throttled
            || self.0.transport.as_ref().is_some_and(TransportError::never_sent)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fields { kind, operation, status, code, message, request_id, hint, .. } = &*self.0;
        write!(f, "{operation}: {}", kind.what())?;
        match (code, status) {
            (Some(code), Some(status)) => write!(f, " ({code}, HTTP {})", status.as_u16())?,
            (Some(code), None) => write!(f, " ({code})")?,
            (None, Some(status)) => write!(f, " (HTTP {})", status.as_u16())?,
            (None, None) => {}
        }
        if !message.is_empty() {
            write!(f, ": {message}")?;
        }
        if let Some(hint) = hint {
            write!(f, "; {hint}")?;
        }
        if let Some(id) = request_id {
            write!(f, " [request {id}]")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiError({self})")
    }
}

impl Error for ApiError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_was_echoed_is_removed() {
        let error = ApiError::new(ErrorKind::Rejected, "auth.login", "bad password hunter22")
            .with_code("hunter22")
            .without("hunter22");
        assert!(!format!("{error} {error:?}").contains("hunter22"));
    }

    #[test]
    fn is_small_and_shareable() {
        fn shareable<T: Send + Sync + 'static>() {}
        shareable::<ApiError>();
        assert_eq!(size_of::<ApiError>(), size_of::<usize>());
    }
}
