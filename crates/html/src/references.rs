//! Character references in texts (WHATWG HTML §13.5).

use std::borrow::Cow;

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// What a reader that knows every reference makes of a piece of HTML.
fn tokens(html: &str) -> impl Iterator<Item = Token> + '_ {
    // Reading from memory cannot fail.
    Tokenizer::new_with_emitter(html, DefaultEmitter::default()).flatten()
}

/// The references that bodies are full of; the others are looked up by a reader that knows them all.
pub(crate) const KNOWN: [(&str, &str); 33] = [
    ("nbsp", "\u{a0}"),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("ecirc", "ê"),
    ("agrave", "à"),
    ("acirc", "â"),
    ("ccedil", "ç"),
    ("ocirc", "ô"),
    ("icirc", "î"),
    ("ugrave", "ù"),
    ("ucirc", "û"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("szlig", "ß"),
    ("ntilde", "ñ"),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("bull", "•"),
    ("euro", "€"),
    ("copy", "©"),
];

fn known(name: &str) -> Option<&'static str> {
    KNOWN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// A text without markup, its character references decoded as a browser does (WHATWG HTML §13.5): unknown ones stay.
#[must_use]
pub fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let (start, mut rest) = text.split_at_checked(first).unwrap_or((text, ""));
    out.push_str(start);
    while let Some(after) = rest.strip_prefix('&') {
        let next = after.bytes().next();
        if next.is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'#') {
            out.push('&');
            rest = after;
        } else {
            let end = after.bytes().take(12).position(|byte| byte == b';').unwrap_or(0);
            let name = after.get(..end).unwrap_or_default();
            let Some(found) = known(name) else { return Cow::Owned(decode_any(text)) };
            out.push_str(found);
            rest = after.get(end + 1..).unwrap_or_default();
        }
        let plain = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        let (text, after) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        out.push_str(text);
        rest = after;
    }
    Cow::Owned(out)
}

fn decode_any(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Markup that is text here must stay so.
    for (position, part) in text.split('<').enumerate() {
        if position > 0 {
            out.push('<');
        }
        for token in tokens(part) {
            if let Token::String(text) = token {
                out.push_str(&String::from_utf8_lossy(&text.value));
            }
        }
    }
    out
}

/// The value of an attribute: its references are read otherwise than those of a text (`&copy=` stays).
pub(crate) fn decode_value(value: &str) -> Cow<'_, str> {
    if !value.bytes().any(|byte| matches!(byte, b'&' | b'\r' | 0)) {
        return Cow::Borrowed(value);
    }
    // A value with both quotes in it had none around it.
    let quote = ["\"", "'"].into_iter().find(|quote| !value.contains(quote)).unwrap_or_default();
    let tag = format!("<a x={quote}{value}{quote}>");
    let found = tokens(&tag).find_map(|token| match token {
        Token::StartTag(tag) => tag.attributes.get(b"x".as_slice()).cloned(),
        Token::EndTag(_)
        | Token::String(_)
        | Token::Comment(_)
        | Token::Doctype(_)
        | Token::Error(_) => None,
    });
    Cow::Owned(found.map(|value| String::from_utf8_lossy(&value).into_owned()).unwrap_or_default())
}

/// Appends a text with `&`, `<`, `>` and `"` as references, as it stands in HTML or in a quoted value. NUL, which HTML cannot hold, goes.
pub fn encode(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0' => {}
            other => out.push(other),
        }
    }
}
