//! What a service answers when it refuses: an error code and a message, and the status they travel with.

use http::StatusCode;
use serde_json::{Value, json};

/// A refusal, as BlueMind's `ServerFault` puts it.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    code: Option<&'static str>,
    kind: &'static str,
    message: String,
    status: Option<StatusCode>,
}

impl Fault {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code: Some(code), kind: "ServerFault", message: message.into(), status: None }
    }

    pub(crate) fn unknown(message: impl Into<String>) -> Self {
        Self::new("UNKNOWN", message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new("NOT_FOUND", message)
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new("INVALID_PARAMETER", message)
    }

    pub(crate) fn exists(message: impl Into<String>) -> Self {
        Self::new("ALREADY_EXISTS", message)
    }

    pub(crate) fn denied(message: impl Into<String>) -> Self {
        Self::new("PERMISSION_DENIED", message)
    }

    /// An exception nobody foresaw: no code, the Java class as type.
    pub(crate) fn null_pointer(message: impl Into<String>) -> Self {
        Self { code: None, kind: "NullPointerException", message: message.into(), status: None }
    }

    /// The same fault with a status the codecs would not give it (unknown routes, scripted faults).
    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// True for the faults a batch collects per item: everything else aborts the whole call.
    pub(crate) fn is_collected(&self) -> bool {
        self.code.is_some()
    }

    pub(crate) fn code(&self) -> &'static str {
        self.code.unwrap_or("UNKNOWN")
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// Only three codes have a status of their own; the rest, FORBIDDEN and ALREADY_EXISTS included, are 500.
    pub(crate) fn status(&self) -> StatusCode {
        self.status.unwrap_or(match self.code {
            Some("PERMISSION_DENIED") => StatusCode::FORBIDDEN,
            Some("NOT_FOUND") => StatusCode::NOT_FOUND,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        })
    }

    pub(crate) fn body(&self) -> Value {
        match self.code {
            Some(code) => {
                json!({"errorCode": code, "errorType": self.kind, "message": self.message})
            }
            None => json!({"errorType": self.kind, "message": self.message}),
        }
    }
}
