//! Links as URIs (RFC 3986).

use std::borrow::Cow;
use std::fmt::Write as _;

use viaduc_fidelity::Place;

use crate::codes;
use crate::cx::Cx;

/// A link as a URI: as it stands, or with what no URI may hold percent-encoded as UTF-8, which is reported. `None` where
/// it is no link at all.
pub(crate) fn link<'a>(cx: &mut Cx<'_>, text: &'a str, at: &Place<'_>) -> Option<Cow<'a, str>> {
    let uri = uri(text)?;
    if matches!(uri, Cow::Owned(_)) {
        cx.report(&codes::URI_ENCODED, at);
    }
    Some(uri)
}

/// A link as a URI. Words behind a colon are encoded only where slashes tell that they are a host and a path.
pub(crate) fn uri(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    let (scheme, rest) = text.split_once(':')?;
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(is_letter)
        && !["javascript", "data", "vbscript"].iter().any(|bad| scheme.eq_ignore_ascii_case(bad));
    if !is_scheme || rest.trim_start_matches('/').is_empty() {
        return None;
    }
    let bytes = text.as_bytes();
    let is_kept = |at: usize, byte: u8| match byte {
        b'%' => bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)),
        _ => byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte),
    };
    if bytes.iter().enumerate().all(|(at, byte)| is_kept(at, *byte)) {
        return Some(Cow::Borrowed(text));
    }
    let host = rest.strip_prefix("//")?.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() || host.contains(char::is_whitespace) || text.contains(char::is_control) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (at, byte) in text.bytes().enumerate() {
        if is_kept(at, byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Some(Cow::Owned(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_kept_or_encoded_or_none() {
        for text in ["https://a.example/l/19%3ameeting?x=[1]#y", "mailto:a@b.example", "urn:x:1"] {
            assert_eq!(uri(text), Some(Cow::Borrowed(text)));
        }
        for (text, encoded) in [
            (
                "https://a.example/Shared Documents/é.docx",
                "https://a.example/Shared%20Documents/%C3%A9.docx",
            ),
            ("https://a.example/50%off{1}", "https://a.example/50%25off%7B1%7D"),
            ("https://exämple.example/", "https://ex%C3%A4mple.example/"),
            (" https://a.example/\u{a0}x ", "https://a.example/%C2%A0x"),
        ] {
            assert_eq!(uri(text).as_deref(), Some(encoded));
        }
        for text in [
            "",
            "words",
            "call: me",
            "https:",
            "https://",
            "https://a b/",
            "https://a.example/\r\nX",
            "C:\\a b",
            "javascript:alert(1)",
            "Data:text/html,x",
            "1:2",
        ] {
            assert_eq!(uri(text), None, "{text}");
        }
    }
}
