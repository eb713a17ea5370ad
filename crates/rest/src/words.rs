//! What a server's words are worth: a message made safe to show, and the wait it asks for.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};

/// The longest message kept, in characters.
const MESSAGE_LIMIT: usize = 300;
/// A run without a blank longer than this is a token, an id or a piece of a body: never a word.
const RUN_LIMIT: usize = 80;

/// A server's text made fit for an error: one line, at most 300 characters, without control characters,
/// and without unbroken runs of more than 80 characters (tokens, encoded bodies), which become `…`.
#[must_use]
pub fn clean_message(text: &str) -> String {
    let mut clean = String::new();
    let mut count = 0;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty())
    {
        let length = word.chars().take(RUN_LIMIT + 1).count();
        let word = if length > RUN_LIMIT { "…" } else { word };
        count += word.chars().count() + 1;
        if count > MESSAGE_LIMIT {
            clean.push_str(" …");
            break;
        }
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.push_str(word);
    }
    clean
}

/// The wait that an answer asks for (RFC 9110 §10.2.3): seconds, or a date, which is measured against the
/// answer's own `Date` since no clock is read here.
#[must_use]
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let now: SystemTime =
        httpdate::parse_http_date(headers.get(header::DATE)?.to_str().ok()?.trim()).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_one_line_without_secrets() {
        let token = "eyJ".repeat(40);
        let text = format!("CompactToken parsing\r\nfailed: {token} end");
        assert_eq!(clean_message(&text), "CompactToken parsing failed: … end");
        assert!(clean_message(&"word ".repeat(1000)).chars().count() <= MESSAGE_LIMIT + 3);
    }

    #[test]
    fn waits_in_seconds_and_as_dates() {
        let mut headers = HeaderMap::new();
        headers.insert(header::RETRY_AFTER, "17".parse().unwrap());
        assert_eq!(retry_after(&headers), Some(Duration::from_secs(17)));
        headers.insert(header::RETRY_AFTER, "Wed, 21 Oct 2026 07:28:30 GMT".parse().unwrap());
        assert_eq!(retry_after(&headers), None);
        headers.insert(header::DATE, "Wed, 21 Oct 2026 07:28:00 GMT".parse().unwrap());
        assert_eq!(retry_after(&headers), Some(Duration::from_secs(30)));
        headers.insert(header::RETRY_AFTER, "-3".parse().unwrap());
        assert_eq!(retry_after(&headers), None);
    }
}
