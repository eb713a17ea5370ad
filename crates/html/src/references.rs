//! Character references in texts (WHATWG HTML §13.5).

use std::borrow::Cow;

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// What a reader that knows every reference makes of a piece of HTML.
fn tokens(html: &str) -> impl Iterator<Item = Token> + '_ {
    // Reading from memory cannot fail.
    Tokenizer::new_with_emitter(html, DefaultEmitter::default()).flatten()
}

/// The references of HTML 4 that bodies are full of, in the order of their names; the others are looked up by a reader that
/// knows them all.
#[rustfmt::skip]
pub(crate) const KNOWN: [(&str, &str); 147] = [
    ("AElig", "Æ"), ("Aacute", "Á"), ("Acirc", "Â"), ("Agrave", "À"), ("Aring", "Å"),
    ("Atilde", "Ã"), ("Auml", "Ä"), ("Ccedil", "Ç"), ("Dagger", "‡"), ("ETH", "Ð"),
    ("Eacute", "É"), ("Ecirc", "Ê"), ("Egrave", "È"), ("Euml", "Ë"), ("Iacute", "Í"),
    ("Icirc", "Î"), ("Igrave", "Ì"), ("Iuml", "Ï"), ("Ntilde", "Ñ"), ("OElig", "Œ"),
    ("Oacute", "Ó"), ("Ocirc", "Ô"), ("Ograve", "Ò"), ("Oslash", "Ø"), ("Otilde", "Õ"),
    ("Ouml", "Ö"), ("Prime", "″"), ("Scaron", "Š"), ("THORN", "Þ"), ("Uacute", "Ú"),
    ("Ucirc", "Û"), ("Ugrave", "Ù"), ("Uuml", "Ü"), ("Yacute", "Ý"), ("Yuml", "Ÿ"),
    ("aacute", "á"), ("acirc", "â"), ("acute", "´"), ("aelig", "æ"), ("agrave", "à"),
    ("amp", "&"), ("apos", "'"), ("aring", "å"), ("asymp", "≈"), ("atilde", "ã"), ("auml", "ä"),
    ("bdquo", "„"), ("brvbar", "¦"), ("bull", "•"), ("ccedil", "ç"), ("cedil", "¸"),
    ("cent", "¢"), ("circ", "ˆ"), ("copy", "©"), ("curren", "¤"), ("dagger", "†"),
    ("darr", "↓"), ("deg", "°"), ("divide", "÷"), ("eacute", "é"), ("ecirc", "ê"),
    ("egrave", "è"), ("emsp", "\u{2003}"), ("ensp", "\u{2002}"), ("eth", "ð"), ("euml", "ë"),
    ("euro", "€"), ("fnof", "ƒ"), ("frac12", "½"), ("frac14", "¼"), ("frac34", "¾"),
    ("ge", "≥"), ("gt", ">"), ("harr", "↔"), ("hellip", "…"), ("iacute", "í"), ("icirc", "î"),
    ("iexcl", "¡"), ("igrave", "ì"), ("infin", "∞"), ("iquest", "¿"), ("iuml", "ï"),
    ("laquo", "«"), ("larr", "←"), ("ldquo", "“"), ("le", "≤"), ("lrm", "\u{200e}"),
    ("lsaquo", "‹"), ("lsquo", "‘"), ("lt", "<"), ("macr", "¯"), ("mdash", "—"), ("micro", "µ"),
    ("middot", "·"), ("minus", "−"), ("nbsp", "\u{a0}"), ("ndash", "–"), ("ne", "≠"),
    ("not", "¬"), ("ntilde", "ñ"), ("oacute", "ó"), ("ocirc", "ô"), ("oelig", "œ"),
    ("ograve", "ò"), ("ordf", "ª"), ("ordm", "º"), ("oslash", "ø"), ("otilde", "õ"),
    ("ouml", "ö"), ("para", "¶"), ("permil", "‰"), ("plusmn", "±"), ("pound", "£"),
    ("prime", "′"), ("quot", "\""), ("rArr", "⇒"), ("raquo", "»"), ("rarr", "→"),
    ("rdquo", "”"), ("reg", "®"), ("rlm", "\u{200f}"), ("rsaquo", "›"), ("rsquo", "’"),
    ("sbquo", "‚"), ("scaron", "š"), ("sect", "§"), ("shy", "\u{ad}"), ("sup1", "¹"),
    ("sup2", "²"), ("sup3", "³"), ("szlig", "ß"), ("thinsp", "\u{2009}"), ("thorn", "þ"),
    ("tilde", "˜"), ("times", "×"), ("trade", "™"), ("uacute", "ú"), ("uarr", "↑"),
    ("ucirc", "û"), ("ugrave", "ù"), ("uml", "¨"), ("uuml", "ü"), ("yacute", "ý"), ("yen", "¥"),
    ("yuml", "ÿ"), ("zwj", "\u{200d}"), ("zwnj", "\u{200c}"),
];

/// The names as numbers, in the same order: a name of eight letters or fewer is one.
const KEYS: [u64; KNOWN.len()] = {
    let mut keys = [0; KNOWN.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = key(KNOWN[at].0.as_bytes());
        at += 1;
    }
    keys
};

const fn key(name: &[u8]) -> u64 {
    let (mut key, mut at) = (0, 0);
    while at < 8 {
        key <<= 8;
        if at < name.len() {
            key |= name[at] as u64;
        }
        at += 1;
    }
    key
}

fn known(name: &str) -> Option<&'static str> {
    let at = KEYS.binary_search(&key(name.as_bytes())).ok()?;
    KNOWN.get(at).filter(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The printable characters of ASCII, then those of Latin-1, as far as a number says what they are.
const ASCII: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
const LATIN_1: &str = "\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";

/// What a number stands for, where that is the character of this number: not so for NUL, surrogates and 0x80 to 0x9F.
fn numbered(digits: &str) -> Option<Cow<'static, str>> {
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    let index = |first: u32| usize::try_from(number - first).unwrap_or(usize::MAX);
    match number {
        0x20..0x7F => ASCII.get(index(0x20)..=index(0x20)).map(Cow::Borrowed),
        0xA0..0x100 => LATIN_1.get(2 * index(0xA0)..2 * index(0xA0) + 2).map(Cow::Borrowed),
        0x100.. => Some(Cow::Owned(char::from_u32(number)?.to_string())),
        _ => None,
    }
}

/// No name is longer, the semicolon aside.
const LONGEST: usize = 40;

/// The character reference that starts a text, or what looks like one: how long it is, and the text that it stands for.
/// The text starts with `&`.
pub(crate) fn reference(text: &str) -> (usize, Cow<'static, str>) {
    let bytes = text.as_bytes();
    let number = bytes.get(1) == Some(&b'#');
    let from = if number { 2 } else { 1 };
    let run = bytes.get(from..).unwrap_or_default();
    let len = run.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(run.len());
    if len == 0 {
        return (1, Cow::Borrowed("&"));
    }
    let end = from + if number { len } else { len.min(LONGEST) };
    if bytes.get(end) != Some(&b';') {
        return (end, look_up(text.get(..end).unwrap_or_default()));
    }
    let name = text.get(from..end).unwrap_or_default();
    let found = if number { numbered(name) } else { known(name).map(Cow::Borrowed) };
    let found = found.unwrap_or_else(|| look_up(text.get(..=end).unwrap_or_default()));
    (end + 1, found)
}

/// What a reader that knows every reference makes of one.
fn look_up(reference: &str) -> Cow<'static, str> {
    let mut out = String::with_capacity(reference.len());
    for token in tokens(reference) {
        if let Token::String(text) = token {
            out.push_str(&String::from_utf8_lossy(&text.value));
        }
    }
    Cow::Owned(out)
}

/// A text without markup, its character references decoded as a browser does (WHATWG HTML §13.5): unknown ones stay.
#[must_use]
pub fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let (start, mut rest) = text.split_at_checked(first).unwrap_or((text, ""));
    out.push_str(start);
    while !rest.is_empty() {
        let (len, found) = reference(rest);
        out.push_str(&found);
        rest = rest.get(len..).unwrap_or_default();
        let plain = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        let (text, after) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        out.push_str(text);
        rest = after;
    }
    Cow::Owned(out)
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
