//! Encoded words (RFC 2047): read as tolerantly as the best readers do, written as UTF-8 in words of at most 75 bytes.

use encoding_rs::{Encoding, UTF_8};

use crate::charset::{self, Label};
use crate::scan::unfold;

/// One `=?charset?encoding?text?=`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    charset: &'a [u8],
    is_base64: bool,
    text: &'a [u8],
    /// How many bytes it spans.
    length: usize,
}

/// Nobody writes words longer than this; what looks like one is text.
const LONGEST: usize = 2_000;

/// No charset and language have a longer name.
const LONGEST_CHARSET: usize = 100;

impl<'a> Word<'a> {
    /// The word at the start of `bytes`. Its text may have spaces and raw 8-bit bytes, which it should not.
    pub(crate) fn at(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(b"=?")?;
        let window = rest.get(..rest.len().min(LONGEST))?;
        let charset_end = window.iter().take(LONGEST_CHARSET).position(|b| *b == b'?')?;
        let charset = window.get(..charset_end)?;
        let plain = |b: &u8| b.is_ascii_graphic() && *b != b'=';
        if charset.is_empty() || !charset.iter().all(plain) {
            return None;
        }
        let is_base64 = match window.get(charset_end + 1)? {
            b'B' | b'b' => true,
            b'Q' | b'q' => false,
            _ => return None,
        };
        if window.get(charset_end + 2)? != &b'?' {
            return None;
        }
        let text_start = charset_end + 3;
        let text_end = text_start + memchr::memmem::find(window.get(text_start..)?, b"?=")?;
        let text = window.get(text_start..text_end)?;
        // RFC 2231 §5 adds a language after `*`.
        let charset = charset.split(|b| *b == b'*').next()?;
        let nested = memchr::memmem::find(text, b"=?").is_some();
        (!nested).then_some(Self { charset, is_base64, text, length: text_end + 4 })
    }

    fn bytes(&self) -> Vec<u8> {
        if self.is_base64 {
            let mut out = Vec::new();
            super::base64::decode(
                &self.text.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect::<Vec<_>>(),
                &mut |piece| {
                    out.extend_from_slice(piece);
                },
            );
            return out;
        }
        let spaced: Vec<u8> =
            self.text.iter().map(|b| if *b == b'_' { b' ' } else { *b }).collect();
        let mut out = Vec::new();
        // Its white space counts, unlike that at the end of a quoted-printable line.
        let trimmed = crate::scan::trim_end_wsp(&spaced).len();
        super::quoted::decode(spaced.get(..trimmed).unwrap_or_default(), &mut |piece| {
            out.extend_from_slice(piece);
        });
        out.extend_from_slice(spaced.get(trimmed..).unwrap_or_default());
        out
    }

    fn label(&self) -> Label {
        charset::label(self.charset)
    }

    /// Whether every reader reads it alike.
    fn is_sound(&self) -> bool {
        if self.text.iter().any(|b| b.is_ascii_whitespace() || !b.is_ascii()) {
            return false;
        }
        let well_formed = if self.is_base64 {
            super::base64::look(self.text).is_sound
        } else {
            super::quoted::look(self.text).is_sound
        };
        well_formed
            && match self.label() {
                Label::Foreign => true,
                Label::Ascii => self.bytes().is_ascii(),
                Label::Known(encoding) => charset::decodes(&self.bytes(), encoding),
                Label::Unknown => false,
            }
    }

    fn is_foreign(&self) -> bool {
        self.label() == Label::Foreign
    }
}

/// Whether `token` has encoded words that readers read differently, or not at all.
pub(crate) fn is_broken(token: &[u8]) -> bool {
    let mut at = 0;
    let mut after_word = false;
    while let Some(found) = memchr::memmem::find(token.get(at..).unwrap_or_default(), b"=?") {
        let start = at + found;
        match Word::at(token.get(start..).unwrap_or_default()) {
            Some(word) => {
                if !word.is_sound() || (after_word && found == 0) {
                    return true;
                }
                at = start + word.length;
                after_word = true;
            }
            None => {
                at = start + 2;
                after_word = false;
            }
        }
    }
    false
}

/// Whether an encoded word that can be read stands in `text`.
pub(crate) fn has_word(text: &[u8]) -> bool {
    let mut all = memchr::memmem::find_iter(text, b"=?");
    all.any(|at| text.get(at..).and_then(Word::at).is_some_and(|word| !word.is_foreign()))
}

/// Whether `token` is one encoded word and nothing else.
fn is_word(token: &[u8]) -> bool {
    Word::at(token).is_some_and(|word| word.length == token.len())
}

/// The text of a header value on one line: encoded words decoded, raw 8-bit bytes in the charset they seem to be in.
pub(crate) fn decode_text(line: &[u8], siblings: &[&'static Encoding]) -> String {
    let mut out = String::new();
    let mut run = Run::default();
    let mut at = 0;
    while at < line.len() {
        let rest = line.get(at..).unwrap_or_default();
        let Some(found) = memchr::memmem::find(rest, b"=?") else { break };
        let Some(word) = Word::at(rest.get(found..).unwrap_or_default()) else {
            // Not a word: take it as text, up to behind the `=?`.
            let (text, _) = rest.split_at(found + 2);
            run.end(&mut out, siblings);
            out.push_str(&charset::decode_guessing(text, siblings));
            at += found + 2;
            continue;
        };
        let between = rest.get(..found).unwrap_or_default();
        // White space between two words is not part of the text.
        if !(run.is_open() && between.iter().all(u8::is_ascii_whitespace)) {
            run.end(&mut out, siblings);
            out.push_str(&charset::decode_guessing(between, siblings));
        }
        run.push(&word, &mut out, siblings);
        at += found + word.length;
    }
    run.end(&mut out, siblings);
    out.push_str(&charset::decode_guessing(line.get(at..).unwrap_or_default(), siblings));
    out
}

/// Neighbouring words of one charset: a character may be split between them.
#[derive(Default)]
struct Run {
    charset: Vec<u8>,
    bytes: Vec<u8>,
    open: bool,
}

impl Run {
    fn is_open(&self) -> bool {
        self.open
    }

    fn push(&mut self, word: &Word<'_>, out: &mut String, siblings: &[&'static Encoding]) {
        if self.open && !self.charset.eq_ignore_ascii_case(word.charset) {
            self.end(out, siblings);
        }
        self.charset = word.charset.to_vec();
        self.bytes.extend(word.bytes());
        self.open = true;
    }

    fn end(&mut self, out: &mut String, siblings: &[&'static Encoding]) {
        if !self.open {
            return;
        }
        self.open = false;
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = match charset::label(&self.charset) {
            Label::Known(encoding) if charset::decodes(&bytes, encoding) => encoding,
            Label::Known(encoding) if encoding == UTF_8 => encoding,
            Label::Known(_) | Label::Ascii | Label::Foreign | Label::Unknown => {
                charset::detect(&bytes, false, siblings).encoding
            }
        };
        out.push_str(&charset::decode(&bytes, encoding));
    }
}

/// A line with an encoded word is at most this long (RFC 2047 §2).
const LINE: usize = 76;

/// Writes `text` as encoded words, on lines of at most 76 bytes of which the first has `column` bytes already.
pub(crate) fn encode(text: &str, column: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = clean.bytes().filter(|b| b.is_ascii_alphanumeric() || *b == b' ').count();
    let use_base64 = (clean.len() - plain) * 2 > clean.len();
    let mut room = LINE.saturating_sub(column).clamp(30, 75);
    let mut word = String::new();
    for c in clean.chars() {
        let mut longer = word.clone();
        longer.push(c);
        if width(&longer, use_base64) > room && !word.is_empty() {
            push_word(&word, use_base64, &mut out);
            room = 75;
            word = c.to_string();
        } else {
            word = longer;
        }
    }
    push_word(&word, use_base64, &mut out);
    out
}

fn width(text: &str, use_base64: bool) -> usize {
    let body = if use_base64 {
        text.len().div_ceil(3) * 4
    } else {
        text.bytes().map(|b| if is_q_plain(b) || b == b' ' { 1 } else { 3 }).sum()
    };
    "=?utf-8?Q??=".len() + body
}

/// What may stand for itself even in the name before an address (RFC 2047 §5 (3)), less what some readers trip over.
fn is_q_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'!' | b'*' | b'+' | b'/')
}

fn push_word(text: &str, use_base64: bool, out: &mut Vec<u8>) {
    if !out.is_empty() {
        out.extend_from_slice(b"\r\n ");
    }
    if use_base64 {
        out.extend_from_slice(b"=?utf-8?B?");
        base64_simd::STANDARD.encode_append(text.as_bytes(), out);
    } else {
        out.extend_from_slice(b"=?utf-8?Q?");
        for byte in text.bytes() {
            match byte {
                b' ' => out.push(b'_'),
                b if is_q_plain(b) => out.push(b),
                b => out.extend_from_slice(format!("={b:02X}").as_bytes()),
            }
        }
    }
    out.extend_from_slice(b"?=");
}

/// A word of a header value and the white space (folds included) before it.
struct Token<'a> {
    space: &'a [u8],
    text: &'a [u8],
}

fn tokens(value: &[u8]) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = value;
    while !rest.is_empty() {
        let blanks = rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
        let (space, tail) = rest.split_at(blanks);
        // An encoded word with spaces in it is one token, broken as it is.
        let inner = Word::at(tail).map_or(0, |word| word.length);
        let more = tail.get(inner..).unwrap_or_default();
        let end = inner + more.iter().take_while(|b| !b.is_ascii_whitespace()).count();
        let (text, after) = tail.split_at(end);
        tokens.push(Token { space, text });
        rest = after;
    }
    tokens
}

/// A header value without structure, in ASCII and with sound encoded words; `None` if it is so already.
///
/// Only the words concerned are written anew. `column` is where the value starts on its line.
pub(crate) fn rewrite(
    value: &[u8],
    column: usize,
    siblings: &[&'static Encoding],
) -> Option<Vec<u8>> {
    if value.is_ascii() && memchr::memmem::find(value, b"=?").is_none() {
        return None;
    }
    let tokens = tokens(value);
    let is_bad = |token: &Token<'_>| {
        !token.text.is_ascii() || (is_broken(token.text) && !has_foreign(token.text))
    };
    if !tokens.iter().any(is_bad) {
        return None;
    }
    let mut out = Vec::with_capacity(value.len() * 2);
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let group = tokens.get(index..).unwrap_or_default();
        let joins =
            |token: &&Token<'_>| is_bad(token) || (is_word(token.text) && !has_foreign(token.text));
        let length = group.iter().take_while(joins).count();
        let group = group.get(..length).unwrap_or_default();
        if !group.iter().any(is_bad) {
            // Sound words are copied with what follows them, one token at least.
            for token in tokens.get(index..index + length.max(1)).unwrap_or_default() {
                out.extend_from_slice(token.space);
                out.extend_from_slice(token.text);
            }
            index += length.max(1);
            continue;
        }
        let mut line = Vec::new();
        for (nth, token) in group.iter().enumerate() {
            if nth > 0 {
                line.extend_from_slice(&unfold_space(token.space));
            }
            line.extend_from_slice(token.text);
        }
        let text = decode_text(&line, siblings);
        push_group(token.space, &text, column, &mut out);
        index += length;
    }
    Some(out)
}

/// Writes the words of a group after `space`, on a new line if the present one is too full.
fn push_group(space: &[u8], text: &str, column: usize, out: &mut Vec<u8>) {
    out.extend_from_slice(space);
    let here = current_column(out, column);
    let can_fold =
        !space.is_empty() && !out.get(..out.len() - space.len()).unwrap_or_default().is_empty();
    if here > LINE - 30 && can_fold && !space.contains(&b'\n') {
        out.truncate(out.len() - space.len());
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(space);
        out.extend(encode(text, space.len()));
        return;
    }
    out.extend(encode(text, here));
}

/// How full the last line of `out` is, which started at `column`. Lines fuller than any fold would leave count as full.
pub(crate) fn current_column(out: &[u8], column: usize) -> usize {
    let from = out.len().saturating_sub(1000);
    let tail = out.get(from..).unwrap_or_default();
    memchr::memrchr(b'\n', tail).map_or(column + out.len(), |at| tail.len() - at - 1)
}

fn unfold_space(space: &[u8]) -> Vec<u8> {
    unfold_all(space)
}

/// Without line ends and NUL, not trimmed.
fn unfold_all(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|b| !matches!(b, b'\r' | b'\n' | 0)).collect()
}

fn has_foreign(token: &[u8]) -> bool {
    memchr::memmem::find_iter(token, b"=?")
        .filter_map(|at| Word::at(token.get(at..)?))
        .any(|word| word.is_foreign())
}

/// The text of a header field's value as it stands.
pub(crate) fn decode_value(raw: &[u8], siblings: &[&'static Encoding]) -> String {
    decode_text(&unfold(raw), siblings)
}

#[cfg(test)]
mod tests;
