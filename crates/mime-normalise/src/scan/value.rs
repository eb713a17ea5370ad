use std::borrow::Cow;
use std::ops::Range;

use super::{is_wsp, slice};

/// A header value on one line: without line ends and NUL, trimmed. White space inside stays.
pub(crate) fn unfold(raw: &[u8]) -> Cow<'_, [u8]> {
    let raw = raw.trim_ascii();
    let Some(first) = memchr::memchr3(b'\r', b'\n', 0, raw) else { return Cow::Borrowed(raw) };
    let mut line = Vec::with_capacity(raw.len());
    line.extend_from_slice(slice(raw, 0..first));
    // A line end is most often two bytes and a look away from the next text.
    let mut rest = slice(raw, first..raw.len());
    while let Some(start) = rest.iter().position(|b| !matches!(b, b'\r' | b'\n' | 0)) {
        rest = slice(rest, start..rest.len());
        let end = memchr::memchr3(b'\r', b'\n', 0, rest).unwrap_or(rest.len());
        line.extend_from_slice(slice(rest, 0..end));
        rest = slice(rest, end..rest.len());
    }
    Cow::Owned(line)
}

/// One parameter of a `Content-Type` or `Content-Disposition`, by its spans in the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parameter {
    /// Its name in lower case, with the `*` and the section of RFC 2231.
    pub(crate) name: String,
    /// The span from the name to the end of the value.
    pub(crate) whole: Range<usize>,
    /// The span of the value, with its quotes.
    pub(crate) raw: Range<usize>,
    /// The value without quotes, escapes and folds.
    pub(crate) value: Vec<u8>,
}

/// A `Content-Type` taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ContentType {
    /// `type/subtype` in lower case; empty if there is none or it cannot be read.
    pub(crate) media: String,
    /// The span of the media type as it stands (which may be empty or wrong).
    pub(crate) span: Range<usize>,
    pub(crate) parameters: Vec<Parameter>,
}

impl ContentType {
    pub(crate) fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|p| p.name == name)
    }

    pub(crate) fn is(&self, kind: &str) -> bool {
        self.media.strip_prefix(kind).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// Takes apart the value that spans `range`.
pub(crate) fn content_type(bytes: &[u8], range: Range<usize>) -> ContentType {
    let head = slice(bytes, range.clone());
    let semicolon = semicolon(head).unwrap_or(head.len());
    let token = head.get(..semicolon).unwrap_or_default();
    let lead = token.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let trimmed = token.trim_ascii();
    let start = if trimmed.is_empty() { range.start } else { range.start + lead };
    let span = start..start + trimmed.len();
    let media = media_type(&unfold(&without_comments(trimmed)));
    let parameters = parameters(bytes, range.start + semicolon..range.end);
    ContentType { media, span, parameters }
}

/// `type/subtype` in lower case, empty if `token` is no media type.
fn media_type(token: &[u8]) -> String {
    let is_token = |part: &[u8]| {
        !part.is_empty()
            && part.iter().all(|b| (33..=126).contains(b) && !b"()<>@,;:\\\"/[]?=".contains(b))
    };
    let mut parts = token.splitn(2, |b| *b == b'/');
    let (Some(kind), Some(sub)) = (parts.next(), parts.next()) else { return String::new() };
    let (kind, sub) = (kind.trim_ascii(), sub.trim_ascii());
    if !is_token(kind) || !is_token(sub) {
        return String::new();
    }
    let text = [kind, b"/", sub].concat();
    String::from_utf8_lossy(&text).to_ascii_lowercase()
}

/// `text` without its comments in parentheses.
fn without_comments(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'(') {
        return Cow::Borrowed(text);
    }
    let mut depth = 0_usize;
    let mut out = Vec::with_capacity(text.len());
    for byte in text {
        match byte {
            b'(' => depth += 1,
            b')' if depth > 0 => depth -= 1,
            other if depth == 0 => out.push(*other),
            _ => {}
        }
    }
    Cow::Owned(out.trim_ascii().to_vec())
}

/// A token value such as a transfer encoding: unfolded, without comments and quotes, in lower case.
pub(crate) fn token_value(raw: &[u8]) -> String {
    let line = unfold(raw);
    let bare = without_comments(&line);
    let bare = bare.trim_ascii();
    let bare = bare.strip_prefix(b"\"").and_then(|b| b.strip_suffix(b"\"")).unwrap_or(bare);
    String::from_utf8_lossy(bare.trim_ascii()).to_ascii_lowercase()
}

/// More parameters than this are not looked at.
pub(crate) const MAX_PARAMETERS: usize = 2_000;

/// The parameters in `range`, which starts at a semicolon (or is empty).
pub(crate) fn parameters(bytes: &[u8], range: Range<usize>) -> Vec<Parameter> {
    let mut found = Vec::new();
    let (mut at, mut open_ended) = (range.start, false);
    let byte = |at: usize| if at < range.end { bytes.get(at).copied() } else { None };
    while at < range.end && found.len() < MAX_PARAMETERS {
        while byte(at).is_some_and(|b| b == b';' || b.is_ascii_whitespace()) {
            at += 1;
        }
        if byte(at) == Some(b'(') && !open_ended {
            match comment_end(bytes, at, range.end) {
                Some(end) => at = end,
                // Where one does not close, no other is looked for.
                None => open_ended = true,
            }
            continue;
        }
        let start = at;
        while byte(at).is_some_and(|b| b != b'=' && b != b';' && b != b'"') {
            at += 1;
        }
        if byte(at) != Some(b'=') {
            // A word without a value, or a stray quote: go on after the next semicolon.
            while byte(at).is_some_and(|b| b != b';') {
                at += 1;
            }
            continue;
        }
        let name = unfold(slice(bytes, start..at)).to_ascii_lowercase();
        at += 1;
        while byte(at).is_some_and(|b| b.is_ascii_whitespace()) {
            at += 1;
        }
        let raw_start = at;
        let (value, end) = if byte(at) == Some(b'"') {
            quoted(bytes, at, range.end)
        } else {
            bare(bytes, at, range.end)
        };
        at = end;
        found.push(Parameter {
            name: String::from_utf8_lossy(&name).into_owned(),
            whole: start..end,
            raw: raw_start..end,
            value,
        });
    }
    found
}

/// A longer comment is none.
const MAX_COMMENT: usize = 1_000;

/// Where the comment that starts at `at` ends (RFC 822 §3.3: it nests, and a backslash hides a parenthesis). What does not
/// close is none.
fn comment_end(bytes: &[u8], mut at: usize, end: usize) -> Option<usize> {
    if at >= end || bytes.get(at) != Some(&b'(') {
        return None;
    }
    let end = end.min(at + MAX_COMMENT);
    let mut depth = 0_usize;
    while at < end {
        match bytes.get(at)? {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\\' => at += 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return (at <= end).then_some(at);
        }
    }
    None
}

/// Where the first semicolon outside of comments is. A comment has white space before it, or the start of the text.
pub(crate) fn semicolon(text: &[u8]) -> Option<usize> {
    let first = memchr::memchr(b';', text)?;
    let (mut from, mut open_ended) = (0, false);
    loop {
        let found = first.max(from);
        let found = found + memchr::memchr(b';', text.get(found..)?)?;
        let Some(open) = memchr::memchr(b'(', slice(text, from..found)).map(|skip| from + skip)
        else {
            return Some(found);
        };
        let is_comment = open == 0 || text.get(open - 1).is_some_and(u8::is_ascii_whitespace);
        let end = (is_comment && !open_ended).then(|| comment_end(text, open, text.len()));
        // Where one does not close, no other is looked for.
        open_ended |= end == Some(None);
        from = end.flatten().unwrap_or(open + 1);
    }
}

/// A quoted value; an open quote ends with the header. In a path of Windows (`C:\a.pdf`, whose writer never heard of escapes)
/// a backslash stands for itself.
fn quoted(bytes: &[u8], mut at: usize, end: usize) -> (Vec<u8>, usize) {
    let mut value = Vec::new();
    let mut is_path = false;
    at += 1;
    while at < end {
        match bytes.get(at) {
            Some(b'"') => return (value, at + 1),
            Some(b'\\') if at + 1 < end => {
                at += 1;
                is_path |= matches!(value.as_slice(), [drive, b':'] if drive.is_ascii_alphabetic());
                let is_escape = matches!(bytes.get(at), Some(b'"' | b'\\'));
                value.extend((is_path && !is_escape).then_some(b'\\'));
                value.extend(bytes.get(at).filter(|b| !matches!(b, b'\r' | b'\n' | 0)));
            }
            Some(b'\r' | b'\n' | 0) | None => {}
            Some(other) => value.push(*other),
        }
        at += 1;
    }
    (value, end)
}

/// An unquoted value: up to the next semicolon, without the white space around it.
fn bare(bytes: &[u8], start: usize, end: usize) -> (Vec<u8>, usize) {
    let text = slice(bytes, start..end);
    let stop = semicolon(text).unwrap_or(text.len());
    let mut text = text.get(..stop).unwrap_or_default();
    while let [rest @ .., last] = text
        && (is_wsp(*last) || matches!(last, b'\r' | b'\n'))
    {
        text = rest;
    }
    // A comment after the value is not part of it.
    if let Some(open) = memchr::memmem::find(text, b" (")
        && text.ends_with(b")")
    {
        text = text.get(..open).unwrap_or_default();
    }
    (unfold(text).into_owned(), start + text.len())
}
