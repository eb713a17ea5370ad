//! Answers before they become HTTP.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::tenant::Failure;

/// What a handler answers; the error is rendered in Graph's shape by the caller.
pub(crate) type Answer = Result<Reply, Failure>;

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) content: Content,
}

/// Its body.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    Empty,
    Json(Value),
    Bytes { kind: String, bytes: Bytes },
}

impl Reply {
    pub(crate) const fn json(value: Value) -> Self {
        Self { status: 200, headers: Vec::new(), content: Content::Json(value) }
    }

    pub(crate) fn bytes(kind: &str, bytes: Bytes) -> Self {
        let content = Content::Bytes { kind: kind.to_owned(), bytes };
        Self { status: 200, headers: Vec::new(), content }
    }

    pub(crate) const fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), content: Content::Empty }
    }

    pub(crate) const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// An error in Graph's shape.
    pub(crate) fn failure(failure: &Failure, ids: &Ids) -> Self {
        let body = json!({
            "error": {
                "code": failure.code,
                "message": failure.message,
                "innerError": {
                    "date": ids.date,
                    "request-id": ids.request,
                    "client-request-id": ids.client,
                }
            }
        });
        Self::json(body).status(failure.status)
    }
}

/// What identifies one exchange in logs.
#[derive(Debug, Clone)]
pub(crate) struct Ids {
    pub(crate) request: String,
    pub(crate) client: String,
    pub(crate) date: String,
}

/// 404 for an item.
pub(crate) fn item_not_found() -> Failure {
    Failure::new(404, "ErrorItemNotFound", "The specified object was not found in the store.")
}

/// 404 for a folder.
pub(crate) fn folder_not_found() -> Failure {
    let message = "The specified folder could not be found in the store.";
    Failure::new(404, "ErrorFolderNotFound", message)
}

/// 404 for an object of the directory.
pub(crate) fn resource_not_found(key: &str) -> Failure {
    let message = format!(
        "Resource '{key}' does not exist or one of its queried reference-property objects are \
         not present."
    );
    Failure::new(404, "Request_ResourceNotFound", message)
}

/// 400 for a path segment nobody knows.
pub(crate) fn unknown_segment(segment: &str) -> Failure {
    Failure::new(400, "BadRequest", format!("Resource not found for the segment '{segment}'."))
}

/// 400 for a query that cannot be understood.
pub(crate) fn bad_query(message: impl Into<String>) -> Failure {
    Failure::new(400, "RequestBroker--ParseUri", message)
}

/// 405.
pub(crate) fn method_not_allowed() -> Failure {
    let message = "The OData request is not supported.";
    Failure::new(405, "ErrorInvalidRequest", message)
}
