//! HTML cut into texts and tags (WHATWG HTML §13.2.5), without a tree.

use std::borrow::Cow;

use crate::references::{decode, decode_value, reference};

/// A piece of a document. Comments, declarations and what the standard drops are none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Piece<'a> {
    /// A text, or what a character reference stands for.
    Text(Cow<'a, str>),
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag: its name as it stands.
    Close(&'a str),
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The name as it stands.
    pub name: &'a str,
    /// What stands between the name and the end.
    attributes: &'a str,
    /// Whether it ends with `/>`.
    pub self_closing: bool,
}

impl<'a> Tag<'a> {
    /// The value of the first attribute of this name, given in lower case; its character references are decoded.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let (_, value) =
            self.raw_attributes().find(|(found, _)| found.eq_ignore_ascii_case(name))?;
        Some(decode_value(value))
    }

    /// The attributes in order, each name as it stands. Of two of one name the first counts; that is left to the caller.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> + use<'a> {
        self.raw_attributes().map(|(name, value)| (name, decode_value(value)))
    }

    fn raw_attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let (name, value, after) = attribute(rest)?;
            rest = after;
            Some((name, value))
        })
    }
}

/// Cuts a document, or a part of one: one pass, linear time, borrowing what it can.
///
/// An element in which markup is text (`<style>`, `<script>`, `<title>` and their like) is a start tag, one text and an
/// end tag; scripting counts as on.
#[must_use]
pub fn pieces(html: &str) -> Pieces<'_> {
    Pieces { rest: html, raw: None }
}

/// The pieces of a document, in order.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    rest: &'a str,
    /// The open element in which markup is text, until its end tag.
    raw: Option<&'a str>,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        while let Some((piece, _)) = self.cut() {
            if piece.is_some() {
                return piece;
            }
        }
        None
    }
}

impl<'a> Pieces<'a> {
    /// The next stretch of the document, as it stands, and the piece that it is, if it is one.
    pub(crate) fn cut(&mut self) -> Option<(Option<Piece<'a>>, &'a str)> {
        let before = self.rest;
        if before.is_empty() {
            return None;
        }
        let piece = match self.raw.take() {
            Some(name) => self.raw_text(name),
            None if before.starts_with('<') => self.markup(),
            None => Some(self.text()),
        };
        let len = before.len() - self.rest.len();
        Some((piece, before.get(..len).unwrap_or_default()))
    }

    /// What is not cut yet.
    pub(crate) const fn rest(&self) -> &'a str {
        self.rest
    }

    /// Takes so many bytes; all of them, where that is no place between characters.
    fn take(&mut self, len: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// A character reference, or a text up to the next one or the next `<`.
    fn text(&mut self) -> Piece<'a> {
        if self.rest.starts_with('&') {
            let (len, text) = reference(self.rest);
            self.take(len);
            return Piece::Text(text);
        }
        let len = memchr::memchr2(b'<', b'&', self.rest.as_bytes()).unwrap_or(self.rest.len());
        Piece::Text(Cow::Borrowed(self.take(len)))
    }

    /// The text of an element in which markup is text, up to its end tag, which is left.
    fn raw_text(&mut self, name: &'a str) -> Option<Piece<'a>> {
        let len = match name {
            "plaintext" => self.rest.len(),
            "script" => script_end(self.rest),
            name => raw_end(self.rest, name),
        };
        let text = self.take(len);
        let decoded = matches!(name, "title" | "textarea");
        let text = if decoded { decode(text) } else { Cow::Borrowed(text) };
        (!text.is_empty()).then_some(Piece::Text(text))
    }

    /// What starts with `<`.
    fn markup(&mut self) -> Option<Piece<'a>> {
        let bytes = self.rest.as_bytes();
        match bytes.get(1) {
            Some(letter) if letter.is_ascii_alphabetic() => self.start_tag(),
            Some(b'/') => match bytes.get(2) {
                Some(letter) if letter.is_ascii_alphabetic() => self.end_tag(),
                // Nothing at all, or a comment to the next `>`.
                Some(_) => self.skip_to(2, ">"),
                None => Some(Piece::Text(Cow::Borrowed(self.take(2)))),
            },
            Some(b'!') => self.declaration(),
            Some(b'?') => self.skip_to(1, ">"),
            _ => Some(Piece::Text(Cow::Borrowed(self.take(1)))),
        }
    }

    /// Drops everything up to and with a mark that is looked for behind `from` bytes.
    fn skip_to(&mut self, from: usize, mark: &str) -> Option<Piece<'a>> {
        let after = self.rest.get(from..).unwrap_or_default();
        let end = memchr::memmem::find(after.as_bytes(), mark.as_bytes());
        self.take(end.map_or(self.rest.len(), |at| from + at + mark.len()));
        None
    }

    /// A comment, or what starts like a declaration and is dropped to the next `>`.
    fn declaration(&mut self) -> Option<Piece<'a>> {
        if !self.rest.starts_with("<!--") {
            return self.skip_to(2, ">");
        }
        for abrupt in ["<!-->", "<!--->"] {
            if self.rest.starts_with(abrupt) {
                self.take(abrupt.len());
                return None;
            }
        }
        let bytes = self.rest.as_bytes();
        let mut from = 4;
        while let Some(at) = bytes.get(from..).and_then(|rest| memchr::memchr(b'-', rest)) {
            let at = from + at;
            let after = bytes.get(at..).unwrap_or_default();
            if after.starts_with(b"-->") {
                self.take(at + 3);
                return None;
            }
            if after.starts_with(b"--!>") {
                self.take(at + 4);
                return None;
            }
            from = at + 1;
        }
        self.rest = "";
        None
    }

    fn start_tag(&mut self) -> Option<Piece<'a>> {
        let inside = self.tag(1)?;
        let name_len = name_len(inside);
        let (name, attributes) = inside.split_at_checked(name_len)?;
        // A slash right before the end that is no part of a value.
        let self_closing = attributes.ends_with('/') && ends_bare(attributes);
        if !self_closing {
            self.raw = RAW.iter().find(|raw| raw.eq_ignore_ascii_case(name)).copied();
        }
        Some(Piece::Open(Tag { name, attributes, self_closing }))
    }

    fn end_tag(&mut self) -> Option<Piece<'a>> {
        let inside = self.tag(2)?;
        inside.get(..name_len(inside)).map(Piece::Close)
    }

    /// What stands between the marks of a tag; `None` if it does not end, which drops the rest.
    fn tag(&mut self, from: usize) -> Option<&'a str> {
        let Some(len) = self.rest.get(from..).and_then(tag_end) else {
            self.rest = "";
            return None;
        };
        let tag = self.take(from + len + 1);
        tag.get(from..from + len)
    }
}

/// The elements in which markup is text.
const RAW: [&str; 9] =
    ["style", "script", "title", "textarea", "iframe", "xmp", "noembed", "noscript", "plaintext"];

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

fn name_len(inside: &str) -> usize {
    let ends = |byte: u8| is_space(byte) || matches!(byte, b'/' | b'>');
    inside.bytes().position(ends).unwrap_or(inside.len())
}

/// Where the `>` of a tag stands: one inside a quoted value does not end it.
fn tag_end(inside: &str) -> Option<usize> {
    let bytes = inside.as_bytes();
    let plain = memchr::memchr3(b'>', b'"', b'\'', bytes)?;
    if bytes.get(plain) == Some(&b'>') {
        return Some(plain);
    }
    let mut at = name_len(inside);
    // Without a `>` in its name a tag has attributes, one after the other.
    loop {
        let rest = inside.get(at..)?;
        let before = rest.bytes().position(|byte| !is_space(byte) && byte != b'/')?;
        if rest.as_bytes().get(before) == Some(&b'>') {
            return Some(at + before);
        }
        let (_, _, after) = attribute(rest)?;
        at = inside.len() - after.len();
    }
}

/// The next attribute: its name, its value, and what follows. `None` at the end, or inside a value that does not end.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let skipped = text.trim_start_matches(|c| c == '/' || u8::try_from(c).is_ok_and(is_space));
    let ends = |byte: u8| is_space(byte) || matches!(byte, b'/' | b'>');
    let mut bytes = skipped.bytes().enumerate();
    // An equals sign at its start is part of a name.
    bytes.next().filter(|(_, byte)| *byte != b'>')?;
    let name_end =
        bytes.find(|(_, byte)| ends(*byte) || *byte == b'=').map_or(skipped.len(), |(at, _)| at);
    let (name, after) = skipped.split_at_checked(name_end)?;
    let next = after.trim_start_matches(|c| u8::try_from(c).is_ok_and(is_space));
    let Some(value) = next.strip_prefix('=') else { return Some((name, "", after)) };
    let value = value.trim_start_matches(|c| u8::try_from(c).is_ok_and(is_space));
    let quote = value.bytes().next().filter(|quote| matches!(quote, b'"' | b'\''));
    let Some(quote) = quote else {
        let end = value.bytes().position(|byte| is_space(byte) || byte == b'>');
        let (value, after) = value.split_at_checked(end.unwrap_or(value.len()))?;
        return Some((name, value, after));
    };
    let inside = value.get(1..)?;
    let end = memchr::memchr(quote, inside.as_bytes())?;
    Some((name, inside.get(..end)?, inside.get(end + 1..)?))
}

/// Whether the slash at the end of a tag's attributes stands outside them.
fn ends_bare(attributes: &str) -> bool {
    let mut rest = attributes;
    while let Some((_, value, after)) = attribute(rest) {
        if after.is_empty() && value.ends_with('/') {
            // Bare values run up to the end.
            return false;
        }
        rest = after;
    }
    true
}

/// Whether the end tag of an element starts here.
fn closes(rest: &[u8], name: &str) -> bool {
    let named = rest.get(2..2 + name.len()).is_some_and(|found| {
        rest.starts_with(b"</") && found.eq_ignore_ascii_case(name.as_bytes())
    });
    named
        && rest
            .get(2 + name.len())
            .is_some_and(|byte| is_space(*byte) || matches!(byte, b'/' | b'>'))
}

fn raw_end(text: &str, name: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = |at: &usize| bytes.get(*at..).is_some_and(|rest| closes(rest, name));
    memchr::memchr_iter(b'<', bytes).find(ends).unwrap_or(bytes.len())
}

/// Where a script ends: not at the end tag of one inside a comment inside it.
fn script_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut commented, mut inner) = (false, false);
    for at in memchr::memchr2_iter(b'<', b'-', bytes) {
        let rest = bytes.get(at..).unwrap_or_default();
        let opens = |rest: &[u8]| {
            rest.get(1..7).is_some_and(|name| name.eq_ignore_ascii_case(b"script"))
                && rest.get(7).is_some_and(|byte| is_space(*byte) || matches!(byte, b'/' | b'>'))
        };
        if rest.starts_with(b"-->") {
            (commented, inner) = (false, false);
        } else if !commented && rest.starts_with(b"<!--") {
            commented = true;
        } else if inner && closes(rest, "script") {
            inner = false;
        } else if closes(rest, "script") {
            return at;
        } else if commented && rest.starts_with(b"<") && opens(rest) {
            inner = true;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests;
