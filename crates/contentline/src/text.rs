use std::borrow::Cow;

use crate::octets;

/// A text in wire form: `\`, `;` and `,` escaped, every kind of line break written as `\n` (RFC 5545 §3.3.11, RFC 6350 §3.4).
///
/// Line breaks are CR LF, LF, CR, the vertical tab and form feed of word processors, U+0085, U+2028 and U+2029. Other control
/// characters, which no content line can hold, are left out.
#[must_use]
pub fn escape_text(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    if escape(text, &mut out) { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

pub(crate) fn push_escaped(text: &str, out: &mut String) {
    if !escape(text, out) {
        out.push_str(text);
    }
}

/// Appends a text in wire form; `false`, and nothing is appended, if that is the text as it stands.
fn escape(text: &str, out: &mut String) -> bool {
    let before = out.len();
    let mut escape = Escape { text, start: 0, out };
    octets::escaped(text, |at| escape.at(at));
    let changed = escape.start > 0 || escape.out.len() > before;
    if changed {
        escape.copy(text.len());
    }
    changed
}

/// A text on its way to wire form.
struct Escape<'t, 'o> {
    text: &'t str,
    /// What is copied next starts here.
    start: usize,
    out: &'o mut String,
}

impl Escape<'_, '_> {
    /// Copies what stands before a place.
    fn copy(&mut self, end: usize) {
        if self.start == 0 {
            self.out.reserve(self.text.len() + self.text.len() / 16 + 8);
        }
        self.out.push_str(self.text.get(self.start..end).unwrap_or_default());
    }

    /// Comes to an octet that is written in another form, or may be; they are come to in order.
    fn at(&mut self, at: usize) {
        let (line_end, len) = match self.text.as_bytes().get(at..).unwrap_or_default() {
            [b'\\' | b';' | b',', ..] => {
                self.copy(at);
                self.out.push('\\');
                // The character itself follows with what is copied next.
                self.start = at;
                return;
            }
            // The line feed after it says it.
            [b'\r', b'\n', ..] => (false, 1),
            [b'\r' | b'\n' | 0xB | 0xC, ..] => (true, 1),
            [0xC2, 0x85, ..] => (true, 2),
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => (true, 3),
            [0xC2 | 0xE2, ..] => return,
            _ => (false, 1),
        };
        self.copy(at);
        if line_end {
            self.out.push_str("\\n");
        }
        self.start = at + len;
    }
}

/// The text of a value in wire form. An escape that no RFC defines stays as it is, backslash and all.
#[must_use]
pub fn unescape_text(wire: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', wire.as_bytes()).is_none() {
        return Cow::Borrowed(wire);
    }
    let mut out = String::with_capacity(wire.len());
    let mut rest = wire;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        out.push_str(plain);
        let mut chars = escaped.chars();
        match chars.next() {
            Some('n' | 'N') => out.push('\n'),
            // Colon and quote need no escape, but writers that give them one mean the character.
            Some(c @ ('\\' | ';' | ',' | ':' | '"')) => out.push(c),
            Some(other) => {
                out.push('\\');
                out.push(other);
            }
            None => out.push('\\'),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The pieces of a wire value between separators that no backslash precedes.
pub(crate) fn split(wire: &str, separator: u8) -> Split<'_> {
    Split { rest: Some(wire), separator }
}

pub(crate) struct Split<'a> {
    rest: Option<&'a str>,
    separator: u8,
}

impl<'a> Iterator for Split<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest.take()?;
        let mut from = 0;
        while let Some(found) = rest
            .as_bytes()
            .get(from..)
            .and_then(|tail| memchr::memchr2(self.separator, b'\\', tail))
        {
            let at = from + found;
            if rest.as_bytes().get(at) == Some(&self.separator) {
                self.rest = rest.get(at + 1..);
                return rest.get(..at);
            }
            from = at + 2;
        }
        Some(rest)
    }
}
