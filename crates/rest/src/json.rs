//! Reading JSON answers: what is not JSON is told from what is. `viaduc-wire` mends small damage.

use bytes::Bytes;
use http::{Response, header};
use serde::de::DeserializeOwned;
use viaduc_wire::{ReadError, ReadErrorKind};

use crate::{ApiError, ErrorKind};

/// Reads the body of a successful answer.
///
/// # Errors
/// [`ErrorKind::UnexpectedReply`] where the body is empty, HTML, cut off (worth a repetition) or of another
/// shape. The error names the operation and the position, and holds nothing of the body.
pub fn read<T: DeserializeOwned>(
    operation: &'static str,
    response: &Response<Bytes>,
) -> Result<T, ApiError> {
    let body = response.body();
    viaduc_wire::read(body).map_err(|error| explain(operation, response, error))
}

fn explain(operation: &'static str, response: &Response<Bytes>, error: ReadError) -> ApiError {
    let unexpected = |message: &str| {
        ApiError::new(ErrorKind::UnexpectedReply, operation, message).with_response(response)
    };
    if response.body().iter().all(u8::is_ascii_whitespace) {
        return unexpected("an empty body instead of JSON");
    }
    if looks_like_html(response) {
        return unexpected("a web page instead of JSON")
            .with_hint("check the base URL; a proxy or a login page may stand before the server");
    }
    let cut_off = error.kind == ReadErrorKind::Truncated;
    unexpected(&error.to_string()).with_retryable(cut_off)
}

/// Whether an answer is a web page, by its type or its first character.
#[must_use]
pub fn looks_like_html(response: &Response<Bytes>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("text/html"))
        || response.body().iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn reply(kind: &str, body: &'static str) -> Response<Bytes> {
        Response::builder()
            .header("content-type", kind)
            .body(Bytes::from_static(body.as_bytes()))
            .unwrap()
    }

    #[test]
    fn wrong_answers_are_told_apart() {
        let cases = [
            ("application/json", "", "an empty body", false),
            ("application/json", " \r\n", "an empty body", false),
            ("text/html; charset=utf-8", "<html></html>", "a web page", false),
            ("application/json", "<!doctype html>", "a web page", false),
            ("application/json", r#"{"value": [{"id": "a"#, "truncated JSON", true),
            ("application/json", "secret words", "malformed JSON", false),
        ];
        for (kind, body, message, retryable) in cases {
            let error = read::<Value>("users.list", &reply(kind, body)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::UnexpectedReply);
            assert!(error.message().contains(message), "{error}");
            assert_eq!(error.is_retryable(), retryable, "{error}");
            assert!(!error.to_string().contains("secret"));
            assert!(error.to_string().starts_with("users.list: "));
        }
        let error = read::<Vec<u8>>("users.list", &reply("application/json", r#"{"secret":1}"#));
        assert!(!error.unwrap_err().to_string().contains("secret"));
    }
}
