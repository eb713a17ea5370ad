//! Faults. The code decides and the status does not: most codes come with HTTP 500.
//!
//! BlueMind: `core.api.fault.ErrorCode`, `JsonObjectCodec.replyFault`.

use bytes::Bytes;
use http::Response;
use viaduc_bluemind_types::{ErrorCode, Fault};
use viaduc_rest::{ApiError, ErrorKind, json};

/// The kind of a code.
pub(crate) fn kind_of(code: &ErrorCode) -> ErrorKind {
    const KINDS: &[(ErrorCode, ErrorKind)] = &[
        (ErrorCode::AuthenticationFail, ErrorKind::Unauthenticated),
        (ErrorCode::PermissionDenied, ErrorKind::Forbidden),
        (ErrorCode::Forbidden, ErrorKind::Forbidden),
        (ErrorCode::NotFound, ErrorKind::NotFound),
        (ErrorCode::AlreadyExists, ErrorKind::Conflict),
        (ErrorCode::LoginAlreadyUsed, ErrorKind::Conflict),
        (ErrorCode::EmailAlreadyUsed, ErrorKind::Conflict),
        (ErrorCode::GroupNameAlreadyUsed, ErrorKind::Conflict),
        (ErrorCode::TagAlreadyExist, ErrorKind::Conflict),
        (ErrorCode::EntityTooLarge, ErrorKind::TooLarge),
        (ErrorCode::MaxItemCount, ErrorKind::TooLarge),
        (ErrorCode::Unknown, ErrorKind::Server),
        (ErrorCode::Failure, ErrorKind::Server),
        (ErrorCode::SqlError, ErrorKind::Server),
    ];
    KINDS.iter().find(|(known, _)| known == code).map_or(ErrorKind::Rejected, |(_, kind)| *kind)
}

/// Reads an answer that is no success.
pub(crate) fn fault(operation: &'static str, response: &Response<Bytes>) -> ApiError {
    match body_fault(response) {
        Some(fault) => from_fault(operation, response, fault),
        None => without_fault(operation, response),
    }
}

/// The fault in a body, if there is one: it has a code, or at least the exception's name.
pub(crate) fn body_fault(response: &Response<Bytes>) -> Option<Fault> {
    let fault: Fault = viaduc_wire::read(response.body()).ok()?;
    (fault.error_code.is_some() || fault.error_type.is_some()).then_some(fault)
}

pub(crate) fn from_fault(
    operation: &'static str,
    response: &Response<Bytes>,
    fault: Fault,
) -> ApiError {
    let kind = fault.error_code.as_ref().map_or(ErrorKind::Server, kind_of);
    // Without a code the server tripped over itself; the exception's name is what there is.
    let code = fault.error_code.as_ref().map(ErrorCode::as_str).or(fault.error_type.as_deref());
    let error = ApiError::new(kind, operation, fault.message.unwrap_or_default())
        .with_response(response)
        .with_code(code.unwrap_or_default());
    if kind == ErrorKind::Forbidden {
        return error
            .with_hint("sign in as someone who may: the owner by _su, or an administrator");
    }
    error
}

/// The answer is not BlueMind's: a proxy's, or nothing. Here the status is all there is.
fn without_fault(operation: &'static str, response: &Response<Bytes>) -> ApiError {
    let status = response.status().as_u16();
    match status {
        401 | 429 | 502..=504 => ApiError::from_status(operation, response),
        _ if json::looks_like_html(response) => {
            ApiError::new(ErrorKind::UnexpectedReply, operation, "a web page instead of an answer")
                .with_response(response)
                .with_hint(
                    "check that the base URL ends in /api; a proxy may stand before the server",
                )
        }
        _ => ApiError::new(ErrorKind::UnexpectedReply, operation, "an error without a code")
            .with_response(response)
            .with_hint("look at the server's log at this moment"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> ApiError {
        let mut response = Response::new(Bytes::copy_from_slice(body.as_bytes()));
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        fault("calendars.create", &response)
    }

    #[test]
    fn codes_decide_and_not_the_status() {
        let cases = [
            ("ALREADY_EXISTS", ErrorKind::Conflict),
            ("PERMISSION_DENIED", ErrorKind::Forbidden),
            ("FORBIDDEN", ErrorKind::Forbidden),
            ("NOT_FOUND", ErrorKind::NotFound),
            ("AUTHENTICATION_FAIL", ErrorKind::Unauthenticated),
            ("INVALID_PARAMETER", ErrorKind::Rejected),
            ("EMPTY_EVENT_TITLE", ErrorKind::Rejected),
            ("A_CODE_OF_TOMORROW", ErrorKind::Rejected),
            ("UNKNOWN", ErrorKind::Server),
        ];
        for (code, kind) in cases {
            for status in [500, 404, 403, 400, 401] {
                let body =
                    format!(r#"{{"errorCode":"{code}","errorType":"ServerFault","message":"m"}}"#);
                let error = answer(status, &body);
                assert_eq!((error.kind(), error.code()), (kind, Some(code)));
                assert!(!error.is_retryable());
            }
        }
    }

    #[test]
    fn what_has_no_code_is_told_apart() {
        let error = answer(500, r#"{"errorType":"NullPointerException","message":null}"#);
        assert_eq!((error.kind(), error.code()), (ErrorKind::Server, Some("NullPointerException")));
        assert!(answer(502, "<html>Bad gateway</html>").is_retryable());
        assert_eq!(answer(404, "<html>nginx</html>").kind(), ErrorKind::UnexpectedReply);
        assert_eq!(answer(500, "").kind(), ErrorKind::UnexpectedReply);
        assert_eq!(answer(400, "{}").kind(), ErrorKind::UnexpectedReply);
        assert_eq!(answer(302, "").kind(), ErrorKind::UnexpectedReply);
    }
}
