use std::borrow::Cow;

use crate::write::is_forbidden;

/// Which bytes end a run of plain text: the escaped ones, controls but the tab, and the first bytes of U+0085, U+2028 and
/// U+2029.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut control = 0;
    while control < 0x20 {
        table[control] = control != b'\t' as usize;
        control += 1;
    }
    table[0x7F] = true;
    table[b'\\' as usize] = true;
    table[b';' as usize] = true;
    table[b',' as usize] = true;
    table[0xC2] = true;
    table[0xE2] = true;
    table
};

fn is_special(byte: u8) -> bool {
    SPECIAL.get(usize::from(byte)).copied().unwrap_or(false)
}

/// A text in wire form: `\`, `;` and `,` escaped, every kind of line break written as `\n` (RFC 5545 §3.3.11, RFC 6350 §3.4).
///
/// Line breaks are CR LF, LF, CR, the vertical tab and form feed of word processors, U+0085, U+2028 and U+2029. Other control
/// characters, which no content line can hold, are left out.
#[must_use]
pub fn escape_text(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(is_special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 16 + 8);
    push_escaped(text, &mut out);
    Cow::Owned(out)
}

pub(crate) fn push_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some(c @ ('\\' | ';' | ',')) => {
                out.push('\\');
                out.push(c);
            }
            Some('\r') => {
                out.push_str("\\n");
                if special.as_bytes().get(1) == Some(&b'\n') {
                    chars.next();
                }
            }
            Some('\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') => {
                out.push_str("\\n");
            }
            Some(other) if !is_forbidden(other) => out.push(other),
            Some(_) | None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
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
