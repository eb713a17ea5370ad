//! HTML as plain text that a person can read.

use std::borrow::Cow;

use crate::pieces::{Piece, Tag, pieces};

mod name;
mod plain;

use name::{Name, is_block};
use plain::plain;

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
    /// The open link: where it leads, and where its text began, if it did.
    link: Option<(Cow<'a, str>, Option<usize>)>,
    /// The open row of the innermost table.
    row: Row,
    /// Those of the tables around it.
    rows: Vec<Row>,
    /// Marks between cells owed before the next character: one for each cell that was opened since.
    bars: usize,
    /// Whether a cell was opened and nothing written in it yet: a paragraph there begins no line.
    fresh_cell: bool,
}

/// How far a row of a table is.
#[derive(Clone, Copy, Default)]
struct Row {
    /// Whether a cell of it was opened.
    begun: bool,
    /// Whether a cell of it is open.
    in_cell: bool,
    /// Whether its last cell holds a table, which ends lines of its own.
    holds_table: bool,
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
        let at_line_start = at_start || self.breaks > 0;
        if at_line_start {
            for _ in 0..self.quotes.min(DEEPEST) {
                self.out.push_str("> ");
            }
        } else if self.space || self.bars > 0 {
            self.out.push(' ');
        }
        for _ in 0..self.bars {
            self.out.push_str("| ");
        }
        if at_line_start || self.bars > 0 {
            self.out.push_str(&self.mark);
            self.mark.clear();
        }
        (self.breaks, self.space, self.bars) = (0, false, 0);
        if let Some((_, start @ None)) = &mut self.link {
            *start = Some(self.out.len());
        }
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
            b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => self.line(2),
            b"table" => {
                self.line(2);
                self.rows.push(std::mem::take(&mut self.row));
            }
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
            b"tr" => self.new_row(),
            b"td" | b"th" => self.cell(),
            b"a" => self.link = tag.attribute("href").map(|href| (href, None)),
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
            b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => self.line(2),
            b"table" => {
                self.new_row();
                self.line(2);
                self.row = Row { holds_table: true, ..self.rows.pop().unwrap_or_default() };
            }
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
            b"td" | b"th" => self.end_cell(),
            b"tr" => self.new_row(),
            b"a" => self.close_link(),
            b"br" => self.new_line(),
            name if is_block(name) => self.line(1),
            _ => {}
        }
    }

    /// `<br>` ends a line even if nothing stands in it; more than one empty line says no more than one.
    fn new_line(&mut self) {
        // In a cell it is what keeps an empty one open.
        if self.fresh_cell {
            return;
        }
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

    /// The end of a cell ends no line; before the first character of a row one is owed still.
    fn end_cell(&mut self) {
        let Row { in_cell, holds_table, .. } = self.row;
        if in_cell && !holds_table && !self.fresh_cell {
            self.breaks = 0;
        }
        (self.row.in_cell, self.fresh_cell, self.space) = (false, false, false);
    }

    /// Cells after the first are marked off; after one that holds a table, they begin a line.
    fn cell(&mut self) {
        self.end_cell();
        if self.row.holds_table {
            self.line(1);
        } else if self.row.begun {
            self.bars += 1;
        }
        self.breaks = self.breaks.min(1);
        self.row = Row { begun: true, in_cell: true, holds_table: false };
        self.fresh_cell = true;
    }

    /// The start or the end of a row: what comes next begins a line, and empty cells at the end are not marked.
    fn new_row(&mut self) {
        self.end_cell();
        (self.row, self.bars) = (Row::default(), 0);
        self.line(1);
    }

    /// Where a link leads, if its text does not say it.
    fn close_link(&mut self) {
        let Some((href, start)) = self.link.take() else { return };
        let href = href.trim();
        let start = start.unwrap_or(self.out.len());
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

#[cfg(test)]
mod tests;
