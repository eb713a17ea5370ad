//! What stands before the first header: byte order marks, blank lines, the separator line of an mbox file.

use encoding_rs::{UTF_16BE, UTF_16LE};

use crate::plan::Found;
use crate::scan::{line, slice};
use crate::{Code, outcome};

/// How many bytes to cut off the front, and why: all of them, if there is nothing but white space.
pub(crate) fn cut(bytes: &[u8]) -> (usize, Vec<Found>) {
    let mut at = 0;
    let mut found: Vec<Found> = Vec::new();
    let is_blank = |b: &u8| b.is_ascii_whitespace() || *b == 0;
    if bytes.iter().all(is_blank) && !bytes.is_empty() {
        let all = Found {
            code: Code::LeadingBlank,
            class: Code::LeadingBlank.class(),
            part: String::new(),
            at: 0..bytes.len(),
            note: None,
        };
        return (bytes.len(), vec![all]);
    }
    while let Some((code, end)) = next(bytes, at) {
        match found.last_mut() {
            Some(last) if last.code == code && code == Code::LeadingBlank => last.at.end = end,
            _ => found.push(Found {
                code,
                class: code.class(),
                part: String::new(),
                at: at..end,
                note: (code == Code::MboxFrom).then(|| {
                    let line = String::from_utf8_lossy(slice(bytes, at..end).trim_ascii());
                    outcome::note(&line).into()
                }),
            }),
        }
        at = end;
    }
    (at, found)
}

fn next(bytes: &[u8], at: usize) -> Option<(Code, usize)> {
    let rest = slice(bytes, at..bytes.len());
    if rest.starts_with(b"\xef\xbb\xbf") {
        return Some((Code::Bom, at + 3));
    }
    let (end, next) = line(bytes, at, bytes.len());
    if end == at && next > at {
        return Some((Code::LeadingBlank, next));
    }
    let blank = |b: &u8| b.is_ascii_whitespace() || *b == 0;
    if slice(bytes, at..end).iter().all(blank) && next > at {
        return Some((Code::LeadingBlank, next));
    }
    let content = slice(bytes, at..end);
    let bare = content.strip_prefix(b">").unwrap_or(content);
    if bare.starts_with(b"From ") && !is_header(bare) && next < bytes.len() {
        return Some((Code::MboxFrom, next));
    }
    None
}

/// `From : a@b` is a header with a space too many, not an mbox line.
fn is_header(content: &[u8]) -> bool {
    content.get(4..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
}

/// A message in UTF-16, as UTF-8.
pub(crate) fn from_utf16(bytes: &[u8]) -> Option<Vec<u8>> {
    let encoding = match bytes.get(..2)? {
        b"\xff\xfe" => UTF_16LE,
        b"\xfe\xff" => UTF_16BE,
        _ => return None,
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes.get(2..)?);
    Some(text.into_owned().into_bytes())
}
