use std::borrow::Cow;

use super::allowed::{Fate, attribute, fate};
use super::entity::{decode, encode};
use super::token::{Tag, Token, Tokens};

/// A tag keeps at most this many attributes.
const ATTRIBUTES: usize = 64;

/// HTML with nothing in it that acts, and the flag whether something went that a reader could miss.
///
/// What is harmless stays byte for byte, so that cleaning twice is cleaning once. The frame of a document goes: a
/// description is the content of its body.
pub(crate) fn clean(html: &str) -> (Cow<'_, str>, bool) {
    let mut out = String::new();
    let (mut lost, mut changed) = (false, false);
    let mut tokens = Tokens::of(html);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => changed |= push_text(text, &mut out),
            Token::Comment => changed = true,
            Token::Tag(tag) => {
                let name = tag.name.to_ascii_lowercase();
                let fate = fate(&name);
                changed |= fate != Fate::Keep;
                match fate {
                    Fate::Keep => {
                        let intact = push_tag(&tag, &mut out);
                        changed |= !intact.same;
                        lost |= intact.lost;
                    }
                    Fate::Frame => lost |= acts(&tag),
                    Fate::Strip => lost = true,
                    Fate::Furniture | Fate::Hide => {
                        lost |= fate == Fate::Hide;
                        if !tag.end && !is_void(&name, &tag) {
                            tokens.skip_to_end_of(&name);
                        }
                    }
                }
            }
        }
    }
    if changed { (Cow::Owned(out.trim().to_owned()), lost) } else { (Cow::Borrowed(html), lost) }
}

/// `<embed>` has no end tag; a hidden tag that closes itself hides nothing after it.
fn is_void(name: &str, tag: &Tag<'_>) -> bool {
    name == "embed" || (tag.raw.ends_with("/>") && name == "xml")
}

/// Whether a tag that goes had a handler.
fn acts(tag: &Tag<'_>) -> bool {
    tag.attributes
        .iter()
        .any(|(name, _)| name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on")))
}

/// A lone `<` becomes a reference; the rest is text as it stands.
fn push_text(text: &str, out: &mut String) -> bool {
    if !text.contains(['<', '\0']) {
        out.push_str(text);
        return false;
    }
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '\0' => {}
            other => out.push(other),
        }
    }
    true
}

struct Intact {
    same: bool,
    lost: bool,
}

fn push_tag(tag: &Tag<'_>, out: &mut String) -> Intact {
    // The first of a name counts, and nobody means more than a handful.
    let mut names = Vec::new();
    let mut good = Vec::new();
    for (name, value) in tag.attributes.iter().take(ATTRIBUTES) {
        let lower = name.to_ascii_lowercase();
        if !names.contains(&lower) && attribute(&lower, *value) {
            good.push((*name, *value));
        }
        names.push(lower);
    }
    let all = good.len() == tag.attributes.len();
    // Control characters and stray `<` are where readers disagree: such tags are written anew.
    let plain = tag.raw.ends_with('>')
        && !tag.raw.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
        && !tag.raw.contains('`')
        && tag.raw.matches('<').count() == 1;
    if all && plain {
        out.push_str(tag.raw);
        return Intact { same: true, lost: false };
    }
    out.push('<');
    if tag.end {
        out.push('/');
    }
    out.push_str(&tag.name.to_ascii_lowercase());
    for (name, value) in good {
        out.push(' ');
        out.push_str(&name.to_ascii_lowercase());
        if let Some(value) = value {
            out.push_str("=\"");
            encode(&decode(value), out);
            out.push('"');
        }
    }
    out.push('>');
    Intact { same: false, lost: !all }
}
