//! HTML as plain text that a person can read.

use std::borrow::Cow;

use crate::pieces::{Piece, Tag, pieces};

/// The text of HTML: no styles, scripts or comments, references decoded, links kept, lists and tables legible. One pass
/// over the pieces, linear time.
#[must_use]
pub fn to_text(html: &str) -> String {
    let mut out = Text::default();
    out.out.reserve(html.len() / 2);
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => out.text(&text),
            Piece::Open(tag) => out.open(&tag),
            Piece::Close(name) => out.close(name),
        }
    }
    out.finish()
}

/// Whether something like a tag opens somewhere in a text, so that a reader would take it for HTML.
#[must_use]
pub fn has_markup(text: &str) -> bool {
    let mut pairs = text.as_bytes().windows(2);
    pairs.any(|pair| matches!(pair, [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!' | b'?']))
}

/// Whether HTML shows something besides text: a picture, a frame, a rule.
#[must_use]
pub fn shows_something(html: &str) -> bool {
    let shown = ["img", "hr", "svg", "video", "audio", "object", "iframe", "input"];
    pieces(html).any(|piece| {
        matches!(piece, Piece::Open(tag) if shown.iter().any(|name| tag.name.eq_ignore_ascii_case(name)))
    })
}

/// A tag's name in lower case, on the stack; a longer one is none that means anything here.
struct Name {
    bytes: [u8; 10],
    len: usize,
}

impl Name {
    fn of(name: &str) -> Self {
        let mut found = Self { bytes: [0; 10], len: 0 };
        if name.len() <= found.bytes.len() {
            for (to, from) in found.bytes.iter_mut().zip(name.bytes()) {
                *to = from.to_ascii_lowercase();
            }
            found.len = name.len();
        }
        found
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// Deeper lists are not indented further.
const DEEPEST: usize = 8;

#[derive(Default)]
struct Text<'a> {
    out: String,
    /// Line ends owed before the next character; never more than two.
    breaks: usize,
    /// A space owed before the next character.
    space: bool,
    /// Written at the start of the next line: indentation and a list mark.
    mark: String,
    /// How many elements whose content is no text are open: `style`, `script`, `title`…
    hidden: usize,
    preformatted: usize,
    quotes: usize,
    /// The open lists: the next number of an ordered one.
    lists: Vec<Option<u32>>,
    /// The open link: where it leads, and where its text began.
    link: Option<(Cow<'a, str>, usize)>,
    /// Whether a cell of the open row was written.
    in_row: bool,
    /// Whether a cell was opened and nothing written in it yet: a paragraph there begins no line.
    fresh_cell: bool,
}

impl<'a> Text<'a> {
    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let (run, special) =
                rest.split_at_checked(plain(rest.as_bytes())).unwrap_or((rest, ""));
            if !run.is_empty() {
                self.push(run);
            }
            let mut chars = special.chars();
            match chars.next() {
                Some('\r') if self.preformatted > 0 && chars.as_str().starts_with('\n') => {}
                Some('\r' | '\n') if self.preformatted > 0 => self.line(1),
                // A no-break space is there to be seen, but not to be kept.
                Some(' ' | '\t' | '\n' | '\r' | '\x0c' | '\u{a0}') if self.preformatted == 0 => {
                    self.space = true;
                }
                // Zero-width characters and soft hyphens are no text.
                Some('\u{200b}' | '\u{feff}' | '\u{ad}') | None => {}
                Some(c) => self.push(c.encode_utf8(&mut [0; 4])),
            }
            rest = chars.as_str();
        }
    }

    fn push(&mut self, text: &str) {
        self.begin();
        self.out.push_str(text);
        self.fresh_cell = false;
    }

    /// Writes what is owed before the next character.
    fn begin(&mut self) {
        let at_start = self.out.is_empty();
        if !at_start {
            for _ in 0..self.breaks {
                self.out.push('\n');
            }
        }
        if at_start || self.breaks > 0 {
            for _ in 0..self.quotes.min(DEEPEST) {
                self.out.push_str("> ");
            }
            self.out.push_str(&self.mark);
            self.mark.clear();
        } else if self.space {
            self.out.push(' ');
        }
        (self.breaks, self.space) = (0, false);
    }

    /// At least so many line ends before the next character.
    fn line(&mut self, breaks: usize) {
        if self.fresh_cell {
            return;
        }
        if self.preformatted > 0 && breaks == 1 {
            self.breaks += 1;
        } else {
            self.breaks = self.breaks.max(breaks);
        }
        self.space = false;
    }

    fn open(&mut self, tag: &Tag<'a>) {
        match Name::of(tag.name).as_bytes() {
            b"style" | b"script" | b"title" | b"head" | b"template" | b"noscript" | b"object"
            | b"svg"
                if !tag.self_closing =>
            {
                self.hidden += 1;
            }
            // A body ends the head, whether its end tag was there or not.
            b"body" => self.hidden = 0,
            _ if self.hidden > 0 => {}
            b"br" => self.new_line(),
            b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"table" => self.line(2),
            b"hr" => {
                self.line(1);
                self.push("----");
                self.line(1);
            }
            b"pre" => {
                self.line(2);
                self.preformatted += 1;
            }
            b"blockquote" => {
                self.line(2);
                self.quotes += 1;
            }
            b"ul" => self.open_list(None),
            b"ol" => {
                let start = tag.attribute("start").and_then(|start| start.trim().parse().ok());
                self.open_list(start.or(Some(1)));
            }
            b"li" => self.item(),
            b"tr" => {
                self.fresh_cell = false;
                self.line(1);
                self.in_row = false;
            }
            b"td" | b"th" => self.cell(),
            b"a" => self.link = tag.attribute("href").map(|href| (href, self.out.len())),
            b"img" => {
                let alt = tag.attribute("alt").unwrap_or_default();
                if !alt.trim().is_empty() {
                    self.text(&format!("[{}]", alt.trim()));
                }
            }
            name if is_block(name) => self.line(1),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match Name::of(name).as_bytes() {
            b"style" | b"script" | b"title" | b"head" | b"template" | b"noscript" | b"object"
            | b"svg" => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            _ if self.hidden > 0 => {}
            b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"table" => self.line(2),
            b"pre" => {
                self.preformatted = self.preformatted.saturating_sub(1);
                self.line(2);
            }
            b"blockquote" => {
                self.quotes = self.quotes.saturating_sub(1);
                self.line(2);
            }
            b"ul" | b"ol" => {
                self.lists.pop();
                self.line(if self.lists.is_empty() { 2 } else { 1 });
            }
            b"td" | b"th" => (self.breaks, self.fresh_cell) = (0, false),
            b"tr" => {
                self.line(1);
                self.in_row = false;
            }
            b"a" => self.close_link(),
            b"br" => self.new_line(),
            name if is_block(name) => self.line(1),
            _ => {}
        }
    }

    /// `<br>` ends a line even if nothing stands in it; more than one empty line says no more than one.
    fn new_line(&mut self) {
        self.breaks = (self.breaks + 1).min(2);
        self.space = false;
    }

    fn open_list(&mut self, start: Option<u32>) {
        self.line(if self.lists.is_empty() { 2 } else { 1 });
        self.lists.push(start);
    }

    fn item(&mut self) {
        self.line(1);
        self.mark.clear();
        for _ in 1..self.lists.len().min(DEEPEST) {
            self.mark.push_str("  ");
        }
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.mark.push_str(&format!("{number}. "));
                *number = number.saturating_add(1);
            }
            _ => self.mark.push_str("- "),
        }
    }

    fn cell(&mut self) {
        if std::mem::replace(&mut self.in_row, true) && self.breaks == 0 {
            self.space = false;
            self.out.push_str(" | ");
        }
        self.breaks = self.breaks.min(1);
        self.fresh_cell = true;
    }

    /// Where a link leads, if its text does not say it.
    fn close_link(&mut self) {
        let Some((href, start)) = self.link.take() else { return };
        let href = href.trim();
        let text = self.out.get(start..).unwrap_or_default().trim();
        let bare = href.strip_prefix("mailto:").or_else(|| href.strip_prefix("tel:"));
        let bare = bare.unwrap_or(href);
        let leads = ["http:", "https:", "mailto:", "tel:", "ftp:", "sip:", "callto:"];
        if !leads.iter().any(|scheme| after(href, scheme).is_some()) || same(text, bare) {
            return;
        }
        if text.is_empty() {
            self.text(bare);
        } else {
            self.space = true;
            self.text("<");
            self.text(bare);
            self.text(">");
        }
    }

    fn finish(self) -> String {
        let end = self.out.trim_end().len();
        let mut out = self.out;
        out.truncate(end);
        out
    }
}

/// How many bytes are text as it stands, single spaces between words included.
fn plain(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(len) = text.get(at..).and_then(|rest| rest.iter().position(|b| is_special(*b))) {
        let here = at + len;
        let is_plain = match text.get(here..).unwrap_or_default() {
            [b' ', next, ..] => here > 0 && !is_special(*next),
            [0xc2, 0xa0 | 0xad, ..] | [0xe2, 0x80, 0x8b, ..] | [0xef, 0xbb, 0xbf, ..] => false,
            [0xc2 | 0xe2 | 0xef, ..] => true,
            _ => false,
        };
        if !is_plain {
            return here;
        }
        at = here + 1;
    }
    text.len()
}

const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    let bytes = [b' ', b'\t', b'\n', b'\r', b'\x0c', 0xc2, 0xe2, 0xef];
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Whether a byte is a space, or may start a character that is no plain text.
fn is_special(byte: u8) -> bool {
    SPECIAL.get(usize::from(byte)).copied().unwrap_or(false)
}

/// Whether a link's text says where it leads, scheme and last slash aside.
fn same(text: &str, href: &str) -> bool {
    let bare = |text| {
        let text = str::trim(text).trim_end_matches('/');
        after(text, "https://").or_else(|| after(text, "http://")).unwrap_or(text)
    };
    bare(text).eq_ignore_ascii_case(bare(href))
}

/// What follows a scheme.
fn after<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (found, rest) = text.split_at_checked(scheme.len())?;
    found.eq_ignore_ascii_case(scheme).then_some(rest)
}

fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"div"
            | b"section"
            | b"article"
            | b"header"
            | b"footer"
            | b"main"
            | b"aside"
            | b"nav"
            | b"address"
            | b"dl"
            | b"dt"
            | b"dd"
            | b"fieldset"
            | b"form"
            | b"figure"
            | b"figcaption"
            | b"caption"
            | b"center"
            | b"thead"
            | b"tbody"
            | b"tfoot"
            | b"body"
    )
}

#[cfg(test)]
mod tests;
