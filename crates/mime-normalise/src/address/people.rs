//! Who is in an address header.

use encoding_rs::Encoding;

use super::{Kind, pieces, unescape};
use crate::codec::words;

/// A person of an address header, as a reader shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Person {
    /// The name, decoded; empty if there is none.
    pub name: String,
    /// The address, as it stands.
    pub address: String,
}

/// Everybody in an address header on one line. The name of a group is none of theirs.
pub(crate) fn people(line: &[u8], siblings: &[&'static Encoding]) -> Vec<Person> {
    let pieces = pieces(line);
    let ends = |(kind, text): &(Kind, &[u8])| *kind == Kind::Separator && *text != b":";
    let one = |pieces: &[(Kind, &[u8])]| {
        let group =
            pieces.iter().rposition(|(kind, text)| *kind == Kind::Separator && *text == b":");
        let own = pieces.get(group.map_or(0, |at| at + 1)..).unwrap_or_default();
        let address = match own.iter().find(|(kind, _)| *kind == Kind::Angle) {
            Some((_, angle)) => inside(angle, b"<", b">").trim_ascii().to_vec(),
            None => bare_address(own),
        };
        Person {
            name: name(own, siblings),
            address: String::from_utf8_lossy(&address).into_owned(),
        }
    };
    pieces.split(ends).map(one).filter(|person| !person.address.is_empty()).collect()
}

/// The name beside an address: the words before its angle brackets, else what comments tell (RFC 5322 §3.4).
fn name(pieces: &[(Kind, &[u8])], siblings: &[&'static Encoding]) -> String {
    let angle = pieces.iter().position(|(kind, _)| *kind == Kind::Angle);
    let (mut name, mut comments) = (Vec::new(), Vec::new());
    for (at, (kind, text)) in pieces.iter().enumerate() {
        match kind {
            Kind::Comment => {
                comments.push(words::decode_text(&unescape(inside(text, b"(", b")")), siblings));
            }
            _ if angle.is_none_or(|angle| at >= angle) => {}
            Kind::Quoted => name.extend(unescape(inside(text, b"\"", b"\""))),
            Kind::Space | Kind::Atom | Kind::Angle | Kind::Separator => {
                name.extend_from_slice(text);
            }
        }
    }
    let name = words::decode_text(name.trim_ascii(), siblings);
    match (name.is_empty(), comments.is_empty()) {
        (_, true) => name,
        (true, false) => comments.join(" "),
        (false, false) => format!("{name} ({})", comments.join(" ")),
    }
}

/// `text` without the marks around it, of which the closing one may be missing.
fn inside<'a>(text: &'a [u8], open: &[u8], close: &[u8]) -> &'a [u8] {
    let inner = text.strip_prefix(open).unwrap_or(text);
    inner.strip_suffix(close).unwrap_or(inner)
}

/// An address without angle brackets: the first word with an `@`, else the first.
fn bare_address(pieces: &[(Kind, &[u8])]) -> Vec<u8> {
    let is_word = |(kind, _): &&(Kind, &[u8])| matches!(kind, Kind::Atom | Kind::Quoted);
    let join = |word: &[(Kind, &[u8])]| -> Vec<u8> {
        word.iter().filter(is_word).flat_map(|(_, text)| text.iter().copied()).collect()
    };
    let words = pieces.split(|(kind, _)| *kind == Kind::Space).map(join);
    let words: Vec<Vec<u8>> = words.filter(|word| !word.is_empty()).collect();
    let found = words.iter().find(|word| word.contains(&b'@')).or_else(|| words.first());
    found.cloned().unwrap_or_default()
}
