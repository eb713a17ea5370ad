//! The laws, for the property tests and the fuzz targets.

use std::time::Duration;

use bytes::Bytes;
use http::Response;
use serde_json::Value;

use crate::{BaseUrl, Outcome, Retry, RetryPolicy, Step, clean_message, json};

/// A link is refused, or is sent to the base URL's host.
pub fn links_stay_home(text: &str) {
    let Ok(base) = BaseUrl::parse("https://graph.example/v1.0") else { return };
    if let Ok(link) = base.link("fuzz", text) {
        let request = link.get("fuzz").map_err(|error| error.to_string());
        let host = request.map(|request| request.uri().host().map(str::to_ascii_lowercase));
        assert_eq!(host, Ok(Some("graph.example".to_owned())), "{text:?}");
    }
}

/// A segment of data stays one segment, and comes back when decoded.
pub fn a_segment_stays_one(data: &str) {
    let Ok(base) = BaseUrl::parse("https://graph.example/v1.0") else { return };
    let Ok(request) = base.at("users").segment(data).query("q", data).get("fuzz") else { return };
    let path = request.uri().path();
    let Some(segment) = path.strip_prefix("/v1.0/users/") else {
        assert!(path.starts_with("/v1.0/users/"), "{path}");
        return;
    };
    assert!(!segment.contains(['/', '?', '#', '+', ' ']), "{segment}");
    let decoded = percent_encoding::percent_decode_str(segment).decode_utf8_lossy();
    assert_eq!(decoded, data);
}

/// Whatever the bytes: a value, or a short error that names the operation.
pub fn json_is_read_or_refused(bytes: &[u8]) {
    let response = Response::new(Bytes::copy_from_slice(bytes));
    if let Err(error) = json::read::<Value>("fuzz", &response) {
        assert!(error.to_string().starts_with("fuzz: ") && error.to_string().len() < 400);
    }
}

/// A message is one short line.
pub fn a_message_is_one_line(text: &str) {
    let clean = clean_message(text);
    assert!(clean.chars().count() <= 305 && !clean.chars().any(char::is_control), "{clean:?}");
}

/// A retry ends, never waits less than asked, and never sends before its wait is over.
pub fn a_retry_ends(seed: u64, asked: &[Option<u16>]) {
    let policy = RetryPolicy::default();
    let mut retry = Retry::new(policy.clone(), seed);
    let mut now = Duration::from_secs(1);
    for asked in asked {
        let asked = asked.map(|seconds| Duration::from_secs(u64::from(seconds)));
        if retry.next(now, Outcome::Nothing) != Step::Send {
            break;
        }
        let Step::Wait(wait) = retry.next(now, Outcome::Retryable(asked)) else { break };
        assert!(asked.is_none_or(|asked| wait >= asked));
        assert!(matches!(retry.next(now, Outcome::Nothing), Step::Wait(_)) || wait.is_zero());
        now += wait;
    }
    assert!(retry.sent() <= policy.attempts);
}
