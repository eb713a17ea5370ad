//! HTML with nothing in it that acts.

use std::borrow::Cow;

use crate::allowed::{Fate, fate, is_allowed};
use crate::pieces::{Piece, Pieces, Tag, pieces};
use crate::references::encode;

/// A tag keeps at most this many attributes.
const ATTRIBUTES: usize = 64;

/// HTML with nothing in it that acts, and whether something went that a reader could miss.
///
/// Scripts, handlers, forms, frames and links that run something go; so does the frame of a document, since what remains
/// stands inside another one. What is harmless stays byte for byte: cleaning twice is cleaning once.
#[must_use]
pub fn clean(html: &str) -> (Cow<'_, str>, bool) {
    let mut cleaner = Cleaner::default();
    let mut all = pieces(html);
    while let Some((piece, raw)) = all.cut() {
        match piece {
            Some(Piece::Text(_)) => cleaner.text(raw, all.rest()),
            Some(Piece::Open(tag)) => cleaner.open(&tag, raw, &mut all),
            Some(Piece::Close(name)) => cleaner.close(name, raw),
            // A comment is not missed; a tag that does not end may have held a text.
            None => {
                cleaner.changed = true;
                cleaner.lost |= raw.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic);
            }
        }
    }
    let Cleaner { out, changed, lost } = cleaner;
    if changed { (Cow::Owned(out.trim().to_owned()), lost) } else { (Cow::Borrowed(html), lost) }
}

#[derive(Default)]
struct Cleaner {
    out: String,
    changed: bool,
    lost: bool,
}

impl Cleaner {
    /// A `<` stays where nothing that goes can make a tag of it; the rest is text as it stands.
    fn text(&mut self, raw: &str, rest: &str) {
        let starts = |c: char| c.is_ascii_alphabetic() || matches!(c, '<' | '/' | '!' | '?' | '\0');
        let lone = raw == "<" && !rest.starts_with(starts);
        if lone || !raw.contains(['<', '\0']) {
            self.out.push_str(raw);
            return;
        }
        self.changed = true;
        for c in raw.chars() {
            match c {
                '<' => self.out.push_str("&lt;"),
                '\0' => {}
                other => self.out.push(other),
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>, raw: &str, all: &mut Pieces<'_>) {
        let name = tag.name.to_ascii_lowercase();
        let fate = fate(&name);
        self.changed |= fate != Fate::Keep;
        match fate {
            Fate::Keep => self.keep(tag, &name, raw),
            Fate::Frame => self.lost |= acts(tag),
            Fate::Strip => self.lost = true,
            Fate::Furniture | Fate::Hide => {
                self.lost |= fate == Fate::Hide;
                // `<embed>` has no end tag; one of Office's that closes itself hides nothing after it.
                if name != "embed" && !(tag.self_closing && name == "xml") {
                    skip_to_end_of(all, &name);
                }
            }
        }
    }

    fn keep(&mut self, tag: &Tag<'_>, name: &str, raw: &str) {
        // The first of a name counts, and nobody means more than a handful.
        let mut names = Vec::new();
        let mut good = Vec::new();
        let mut all = true;
        for (number, (name, value)) in tag.attributes().enumerate() {
            let lower = name.to_ascii_lowercase();
            if number == ATTRIBUTES {
                all = false;
                break;
            }
            if !names.contains(&lower) && is_allowed(&lower, &value) {
                good.push((lower.clone(), value));
            } else {
                all = false;
            }
            names.push(lower);
        }
        if all && is_plain(raw) {
            self.out.push_str(raw);
            return;
        }
        self.changed = true;
        self.lost |= !all;
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in good {
            self.out.push(' ');
            self.out.push_str(&name);
            self.out.push_str("=\"");
            encode_plainly(&value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// End tags have no attributes.
    fn close(&mut self, name: &str, raw: &str) {
        let lower = name.to_ascii_lowercase();
        match fate(&lower) {
            Fate::Keep if raw.len() == name.len() + 3 && is_plain(raw) => self.out.push_str(raw),
            Fate::Keep => {
                self.changed = true;
                self.out.push_str("</");
                self.out.push_str(&lower);
                self.out.push('>');
            }
            Fate::Frame | Fate::Furniture | Fate::Hide | Fate::Strip => self.changed = true,
        }
    }
}

/// A value with nothing in it that readers disagree about.
fn encode_plainly(value: &str, out: &mut String) {
    let unclear = |c: char| c == '`' || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'));
    for part in value.split_inclusive(unclear) {
        let end = part.strip_suffix(unclear).unwrap_or(part);
        encode(end, out);
        if part.ends_with('`') {
            out.push_str("&#96;");
        }
    }
}

/// Whether every reader reads a tag alike: control characters and stray `<` are where they disagree.
fn is_plain(raw: &str) -> bool {
    !raw.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
        && !raw.contains('`')
        && raw.matches('<').count() == 1
}

/// Whether a tag that goes had a handler.
fn acts(tag: &Tag<'_>) -> bool {
    tag.attributes().any(|(name, _)| name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on")))
}

/// Passes everything up to and with the end tag of an element; a body ends a head that was left open.
fn skip_to_end_of(all: &mut Pieces<'_>, name: &str) {
    let mut before = all.clone();
    while let Some((piece, _)) = all.cut() {
        match piece {
            Some(Piece::Close(found)) if found.eq_ignore_ascii_case(name) => return,
            Some(Piece::Open(tag)) if name == "head" && tag.name.eq_ignore_ascii_case("body") => {
                *all = before;
                return;
            }
            _ => before = all.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_acts_goes() {
        for (html, kept, lost) in [
            ("<p>One</p>", "<p>One</p>", false),
            ("a < b <", "a < b <", false),
            ("a <<b>b", "a &lt;<b>b", false),
            ("a <<!-- -->b>", "a &lt;b>", false),
            ("a <\0b>", "a &lt;b>", false),
            ("a <<form>b>", "a &lt;b>", true),
            ("<P>One<br/>two</P>", "<P>One<br/>two</P>", false),
            (
                "<a href=\"https://a.example/?b=1&amp;c\">x</a>",
                "<a href=\"https://a.example/?b=1&amp;c\">x</a>",
                false,
            ),
            ("<script>x</script>y", "y", true),
            ("<p onclick=\"x\">y", "<p>y", true),
            ("<p\nonclick=x title=t>y", "<p title=\"t\">y", true),
            ("<a href=\"javascript:x\">y</a>", "<a>y</a>", true),
            ("<a href=\" java\nscript:x\">y</a>", "<a>y</a>", true),
            ("<a href=\"java&#115;cript:x\">y</a>", "<a>y</a>", true),
            ("<svg/onload=x>y</svg>z", "z", true),
            ("<!--[if IE]><script>x</script><![endif]-->y", "y", false),
            ("<html><head><style>p{}</style></head><body>y</body></html>", "y", false),
            ("<head><title>x</title><body>y", "y", false),
            ("<body onload=x>y", "y", true),
            ("y<p title=\"", "y", true),
            ("<form><input>y</form>", "y", true),
            ("<p>y</p onclick=\"x\">", "<p>y</p>", false),
            ("<p title=a title=b>", "<p title=\"a\">", true),
            ("<p style=\"width: expre\u{1}ssion(x)\">y</p>", "<p>y</p>", true),
            ("<p style=\"background: url(x); position:fixed\">y</p>", "<p>y</p>", true),
        ] {
            assert_eq!(clean(html), (kept.into(), lost), "{html}");
            assert_eq!(clean(kept), (kept.into(), false), "{kept}");
        }
    }
}
