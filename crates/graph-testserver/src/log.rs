//! What was asked, for assertions.

use std::collections::VecDeque;

use serde::Serialize;

/// One request that came in. Neither tokens nor bodies are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Logged {
    /// HTTP method.
    pub method: String,
    /// Path as sent, without the query.
    pub path: String,
    /// Query as sent.
    pub query: String,
    /// `Host` header.
    pub host: String,
    /// Status answered; of a dropped connection the status that was begun.
    pub status: u16,
    /// `Prefer` headers, joined by `, `.
    pub prefer: String,
    /// `client-request-id`, empty if none was sent.
    pub client_request_id: String,
    /// Whether a bearer token came along.
    pub authorized: bool,
    /// Whether a fault of the script struck.
    pub fault: bool,
}

/// The latest requests.
#[derive(Debug)]
pub(crate) struct Log {
    entries: VecDeque<Logged>,
    limit: usize,
}

impl Log {
    pub(crate) const fn new(limit: usize) -> Self {
        Self { entries: VecDeque::new(), limit }
    }

    pub(crate) fn push(&mut self, entry: Logged) {
        if self.entries.len() >= self.limit {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
    }

    pub(crate) fn all(&self) -> Vec<Logged> {
        self.entries.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}
