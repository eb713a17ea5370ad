//! Header lines: whatever is in a value, it stays on lines of its own field.

use crate::codec::words;
use crate::{address, parameter};

/// Lines are folded to this width where they can be.
const WIDTH: usize = 76;

/// `text` on one line: every run of line ends one space, other control characters a space each.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// Whether a header's value has control characters other than those that fold it (RFC 5322 §2.2.3).
pub(crate) fn has_control(value: &str) -> bool {
    let mut after = value.trim().chars().peekable();
    while let Some(c) = after.next() {
        let folds = match c {
            '\t' => true,
            '\r' => after.peek() == Some(&'\n'),
            '\n' => matches!(after.peek(), Some(' ' | '\t')),
            _ => false,
        };
        if c.is_control() && !folds {
            return true;
        }
    }
    false
}

/// Whether `name` can name a header (RFC 5322 §2.2).
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 76 && name.bytes().all(|b| b.is_ascii_graphic() && b != b':')
}

/// Headers of addresses.
pub(crate) fn is_address(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        "From",
        "To",
        "Cc",
        "Bcc",
        "Sender",
        "Reply-To",
        "Return-Path",
        "Resent-From",
        "Resent-To",
        "Resent-Cc",
        "Disposition-Notification-To",
        "Return-Receipt-To",
    ];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Writes a field as it came from a header: unfolded, in ASCII, folded again.
pub(crate) fn field(out: &mut Vec<u8>, name: &str, value: &str) {
    let line = one_line(value);
    let value = line.split([' ']).filter(|word| !word.is_empty()).fold(
        String::with_capacity(line.len() + 1),
        |mut all, word| {
            all.push(' ');
            all.push_str(word);
            all
        },
    );
    let column = name.len() + 1;
    let written = if is_address(name) {
        address::rewrite(value.as_bytes(), column, &[])
    } else {
        words::rewrite(value.as_bytes(), column, &[])
    };
    out.extend_from_slice(name.as_bytes());
    out.push(b':');
    match written {
        Some(bytes) if bytes.is_ascii() => out.extend_from_slice(&bytes),
        Some(_) => out.extend_from_slice(&[b" ", &*words::encode(&value, column + 1)].concat()),
        None => fold(out, value.as_bytes(), column),
    }
    out.extend_from_slice(b"\r\n");
}

/// Writes words that each have one space before them, on lines of at most [`WIDTH`] where spaces allow.
fn fold(out: &mut Vec<u8>, value: &[u8], mut column: usize) {
    for (at, word) in value.split(|b| *b == b' ').skip(1).enumerate() {
        if at > 0 && column + 1 + word.len() > WIDTH {
            out.extend_from_slice(b"\r\n");
            column = 0;
        }
        out.push(b' ');
        out.extend_from_slice(word);
        column += 1 + word.len();
    }
}

/// Writes a field of plain text, so that every reader decodes exactly `text` (without its control characters).
pub(crate) fn text(out: &mut Vec<u8>, name: &str, text: &str) {
    let line = one_line(text);
    let column = name.len() + 1;
    out.extend_from_slice(name.as_bytes());
    out.push(b':');
    if is_plain(&line) {
        fold(out, format!(" {line}").as_bytes(), column);
    } else {
        out.push(b' ');
        out.extend_from_slice(&words::encode(&line, column + 1));
    }
    out.extend_from_slice(b"\r\n");
}

/// Whether folding and unfolding keeps `line`, and nothing in it looks like an encoded word.
fn is_plain(line: &str) -> bool {
    line.bytes().all(|b| (32..127).contains(&b))
        && !line.contains("=?")
        && line.split(' ').all(|word| !word.is_empty() && word.len() <= 60)
}

/// A name as the phrase before an address (RFC 5322 §3.2.5), from `column` on; empty for none.
pub(crate) fn phrase(name: &str, column: usize) -> Vec<u8> {
    let line = one_line(name);
    let line = line.trim();
    let plain = line.len() <= 55 && line.bytes().all(|b| (32..127).contains(&b));
    match line {
        "" => Vec::new(),
        _ if plain && !line.contains("=?") && !line.contains("  ") => {
            parameter::quote(line).into_bytes()
        }
        _ => words::encode(line, column),
    }
}

/// `; name="text"` or its form of RFC 2231, on a line of its own.
pub(crate) fn parameter(out: &mut Vec<u8>, name: &str, text: &str) {
    out.extend_from_slice(b";\r\n ");
    let written = if text.contains("=?") {
        parameter::write_extended(name, text)
    } else {
        parameter::write(name, text)
    };
    out.extend_from_slice(written.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn no_value_adds_a_line() {
        let evil = "a\r\nBcc: x@y.example\r\n\r\nbody\0";
        assert_eq!(written(|out| field(out, "X-A", evil)), "X-A: a Bcc: x@y.example body\r\n");
        let subject = written(|out| text(out, "Subject", evil));
        assert_eq!(subject.matches("\r\n").count(), subject.matches("\r\n ").count() + 1);
    }

    #[test]
    fn long_values_are_folded() {
        let value = "word ".repeat(60);
        let field = written(|out| field(out, "References", &value));
        assert!(field.lines().all(|line| line.len() <= WIDTH), "{field}");
        assert_eq!(field.replace("\r\n", "").trim(), format!("References: {}", value.trim()));
    }

    #[test]
    fn text_that_folding_would_change_is_encoded() {
        assert_eq!(written(|out| text(out, "Subject", "Minutes")), "Subject: Minutes\r\n");
        assert_eq!(written(|out| text(out, "Subject", " x")), "Subject: =?utf-8?Q?_x?=\r\n");
        assert_eq!(
            written(|out| text(out, "Subject", "=?utf-8?Q?x?=")).find("=?utf-8?Q?x?="),
            None
        );
    }
}
