//! Error answers of Graph. The code decides; codes differ in letter case between services.
//!
//! Graph: concepts/errors, concepts/throttling, concepts/auth-limit-mailbox-access.

use bytes::Bytes;
use http::Response;
use viaduc_graph_types::{ErrorBody, ErrorDetail, InnerError};
use viaduc_rest::{ApiError, ErrorKind};

/// What a call is about, since the same answer means different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    Directory,
    Mailbox,
    /// Changes in a mailbox, from a link that can be stale.
    Delta,
}

impl About {
    pub(crate) fn of(mailbox: Option<&str>) -> Self {
        if mailbox.is_some() { Self::Mailbox } else { Self::Directory }
    }
}

/// Reads an answer that is no success.
pub(crate) fn fault(operation: &'static str, about: About, response: &Response<Bytes>) -> ApiError {
    let body: Option<ErrorBody> = viaduc_wire::read(response.body()).ok();
    let detail = body.and_then(|body| body.error).unwrap_or_default();
    let mut error = ApiError::from_status(operation, response)
        .with_code(detail.code.as_deref().unwrap_or_default())
        .with_message(detail.message.as_deref().unwrap_or_default());
    if error.request_id().is_none() {
        let id = inner(&detail).and_then(|inner| inner.request_id.as_deref());
        error = error.with_request_id(id.unwrap_or_default());
    }
    let status = response.status().as_u16();
    let words = words(&detail);
    let says = |list: &[&str]| {
        words.iter().any(|word| list.iter().any(|known| known.eq_ignore_ascii_case(word)))
    };
    match known(status, about, &says) {
        Some(known) => known.apply(error),
        None => by_status(status, &words, response, error),
    }
}

struct Known {
    kind: ErrorKind,
    retryable: bool,
    hint: Option<&'static str>,
}

impl Known {
    fn new(kind: ErrorKind) -> Self {
        Self { kind, retryable: false, hint: None }
    }

    fn again(kind: ErrorKind) -> Self {
        Self { kind, retryable: true, hint: None }
    }

    fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    fn apply(self, error: ApiError) -> ApiError {
        let error = error.with_kind(self.kind).with_retryable(self.retryable);
        match self.hint {
            Some(hint) => error.with_hint(hint),
            None => error,
        }
    }
}

const STALE: &[&str] = &["SyncStateNotFound", "ResyncRequired", "SyncStateInvalid"];
const DENIED: &[&str] = &["ErrorAccessDenied", "AccessDenied"];
const NO_USER: &[&str] = &["ErrorInvalidUser", "ResourceNotFound", "Request_ResourceNotFound"];
const BUSY: &[&str] = &["ErrorServerBusy", "serviceNotAvailable", "ServiceUnavailable"];
const THROTTLED: &[&str] = &[
    "ApplicationThrottled",
    "TooManyRequests",
    "Request_ThrottledTemporarily",
    "activityLimitReached",
];
/// Items that Exchange itself cannot read: asking again does not help.
const CORRUPT: &[&str] = &["ErrorCorruptData", "ErrorCannotOpenFileAttachment"];

fn known(status: u16, about: About, says: &impl Fn(&[&str]) -> bool) -> Option<Known> {
    let known = match status {
        _ if says(STALE) => Known::new(ErrorKind::Gone),
        400 if about == About::Delta && says(&["ErrorInvalidIdMalformed"]) => Known::new(ErrorKind::Gone),
        _ if says(&["MailboxNotEnabledForRESTAPI"]) => Known::new(ErrorKind::MailboxNotEnabled).hint(
            "the mailbox is on premises, unlicensed or deleted: read it where it is, or leave it out",
        ),
        401 if says(&["UnknownError"]) => Known::new(ErrorKind::Forbidden).hint(
            "the application has no Exchange permission at all: grant it (Mail.Read, Calendars.Read, …) and consent as administrator",
        ),
        403 if about != About::Directory && says(DENIED) => Known::new(ErrorKind::MailboxOutOfScope).hint(
            "grant the application this mailbox (access policy or RBAC scope) and the permission for what was read",
        ),
        404 if says(NO_USER) => Known::new(ErrorKind::NoSuchUser)
            .hint("check the user's object id; the user may have been deleted"),
        500 if says(CORRUPT) => Known::new(ErrorKind::Server)
            .hint("Exchange cannot read this item itself: it is reported and left out"),
        500..=599 if says(BUSY) => Known::again(ErrorKind::Unavailable),
        _ if says(THROTTLED) => Known::again(ErrorKind::Throttled),
        500 => Known::again(ErrorKind::Server),
        _ => return None,
    };
    Some(known)
}

fn by_status(status: u16, words: &[&str], response: &Response<Bytes>, error: ApiError) -> ApiError {
    match status {
        401 => error.with_hint(
            "the token was refused although it was renewed; check the tenant and the cloud",
        ),
        403 => {
            error.with_hint("grant the application the permission, and consent as administrator")
        }
        408 => error.with_kind(ErrorKind::Unavailable).with_retryable(true),
        // Seen where a front end lost its back end: a real "not found" has a code.
        404 if words.is_empty() && response.body().is_empty() => error.with_retryable(true),
        _ => error,
    }
}

/// The codes of an error, from the general to the particular.
fn words(detail: &ErrorDetail) -> Vec<&str> {
    let mut words: Vec<&str> = detail.code.as_deref().into_iter().collect();
    let mut next = inner(detail);
    while let Some(inner) = next {
        words.extend(inner.code.as_deref());
        next = inner.inner_error.as_deref();
    }
    words
}

fn inner(detail: &ErrorDetail) -> Option<&InnerError> {
    detail.inner_error.as_deref()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, code: &str) -> ApiError {
        let body = format!(
            r#"{{"error":{{"code":"{code}","message":"m","innerError":{{"request-id":"r-1"}}}}}}"#
        );
        let mut response = Response::new(Bytes::from(body));
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        fault("users.get", About::Mailbox, &response)
    }

    #[test]
    fn codes_become_kinds() {
        let cases = [
            (404, "MailboxNotEnabledForRESTAPI", ErrorKind::MailboxNotEnabled, false),
            (403, "erroraccessdenied", ErrorKind::MailboxOutOfScope, false),
            (403, "Authorization_RequestDenied", ErrorKind::Forbidden, false),
            (404, "ErrorInvalidUser", ErrorKind::NoSuchUser, false),
            (404, "ErrorItemNotFound", ErrorKind::NotFound, false),
            (410, "syncStateNotFound", ErrorKind::Gone, false),
            (400, "ErrorInvalidIdMalformed", ErrorKind::Rejected, false),
            (401, "InvalidAuthenticationToken", ErrorKind::Unauthenticated, false),
            (401, "UnknownError", ErrorKind::Forbidden, false),
            (429, "ApplicationThrottled", ErrorKind::Throttled, true),
            (500, "ErrorCorruptData", ErrorKind::Server, false),
            (500, "ErrorInternalServerError", ErrorKind::Server, true),
            (503, "UnknownError", ErrorKind::Unavailable, true),
            (504, "", ErrorKind::Unavailable, true),
            (500, "ErrorServerBusy", ErrorKind::Unavailable, true),
        ];
        for (status, code, kind, retryable) in cases {
            let error = answer(status, code);
            assert_eq!((error.kind(), error.is_retryable()), (kind, retryable), "{status} {code}");
            assert_eq!(error.request_id(), Some("r-1"));
        }
    }

    #[test]
    fn answers_without_a_body_are_faults_too() {
        for status in [400, 404, 429, 503, 302, 204] {
            let mut response = Response::new(Bytes::new());
            *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
            let error = fault("users.get", About::Directory, &response);
            assert_eq!(error.status().map(|s| s.as_u16()), Some(status));
        }
    }
}
