use super::allowed::{Fate, fate};
use super::entity::{decode, encode};
use super::token::{Token, Tokens, is_space};

/// Plain text as HTML: line breaks as `<br>`, web addresses as links.
pub(crate) fn from_plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    for (number, line) in unified.split('\n').enumerate() {
        if number > 0 {
            out.push_str("<br>");
        }
        push_line(line, &mut out);
    }
    out
}

/// One line, its web addresses linked.
fn push_line(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(at) = next_link(rest) {
        let (before, link) = rest.split_at(at);
        encode(before, out);
        let end =
            link.find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(link.len());
        let (link, after) = link.split_at(end);
        let bare = link.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
        out.push_str("<a href=\"");
        encode(bare, out);
        out.push_str("\">");
        encode(bare, out);
        out.push_str("</a>");
        encode(link.get(bare.len()..).unwrap_or_default(), out);
        rest = after;
    }
    encode(rest, out);
}

/// Where the next web address starts.
fn next_link(text: &str) -> Option<usize> {
    text.match_indices("http").map(|(at, _)| at).find(|at| {
        let after = text.get(at + 4..).unwrap_or_default();
        let after = after.strip_prefix('s').unwrap_or(after).strip_prefix("://");
        after.is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
    })
}

/// HTML as plain text: blocks on lines of their own, lists with dashes, spaces as a browser shows them.
pub(crate) fn to_plain(html: &str) -> String {
    let mut out = Plain::default();
    let mut tokens = Tokens::of(html);
    let mut preformatted = 0_u32;
    while let Some(token) = tokens.next() {
        match token {
            Token::Comment => {}
            Token::Text(text) if preformatted > 0 => out.raw(&decode(text)),
            Token::Text(text) => out.text(&decode(text)),
            Token::Tag(tag) => {
                let name = tag.name.to_ascii_lowercase();
                match name.as_str() {
                    "br" => out.line(),
                    "pre" if tag.end => preformatted = preformatted.saturating_sub(1),
                    "pre" => preformatted += 1,
                    "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "table"
                    | "ul" | "ol" => out.gap(2),
                    "div" | "tr" | "dt" | "dd" | "section" | "article" | "header" | "footer"
                    | "hr" => out.gap(1),
                    "li" => out.item(tag.end),
                    "td" | "th" if tag.end => out.text(" "),
                    _ if !tag.end && matches!(fate(&name), Fate::Hide | Fate::Furniture) => {
                        tokens.skip_to_end_of(&name);
                    }
                    _ => {}
                }
            }
        }
    }
    out.text.trim_end().to_owned()
}

/// Text as it grows.
#[derive(Default)]
struct Plain {
    text: String,
    /// Line ends owed before the next word.
    owed: usize,
    space: bool,
}

impl Plain {
    /// Before a word: the line ends or the space owed.
    fn settle(&mut self) {
        if self.owed > 0 && !self.text.is_empty() {
            let there = self.text.len() - self.text.trim_end_matches('\n').len();
            for _ in there..self.owed {
                self.text.push('\n');
            }
        } else if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        self.owed = 0;
        self.space = false;
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if is_space(c) {
                self.space = true;
            } else {
                self.settle();
                self.text.push(if c == '\u{a0}' { ' ' } else { c });
            }
        }
    }

    fn raw(&mut self, text: &str) {
        self.settle();
        self.text.push_str(text);
    }

    fn line(&mut self) {
        if self.owed > 0 {
            self.settle();
        }
        self.space = false;
        self.text.push('\n');
    }

    fn gap(&mut self, lines: usize) {
        self.owed = self.owed.max(lines);
    }

    fn item(&mut self, end: bool) {
        self.owed = self.owed.max(1);
        if !end {
            self.settle();
            self.text.push_str("- ");
        }
    }
}
