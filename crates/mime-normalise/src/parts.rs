use std::borrow::Cow;

use crate::scan::{Encoding, Freeze, Kind, Node, Tree, slice, token_value};
use crate::{charset, codec, fingerprint, parameter};

/// One content of a message: a text, a file, an embedded message.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Part<'a> {
    /// Its number as IMAP counts (`1.2`).
    pub number: Box<str>,
    /// `type/subtype` in lower case; `text/plain` where the message names none.
    pub media_type: Box<str>,
    /// Its decoded file name: of the disposition (RFC 2183 §2.3), else of the type.
    pub name: Option<Box<str>>,
    /// Its Content-ID without angle brackets (RFC 2392).
    pub content_id: Option<Box<str>>,
    /// Whether it is to be offered as a file: its disposition says so, or it has a name, or it is neither a text nor a
    /// picture that a page shows by its Content-ID.
    pub is_attachment: bool,
    /// The `method` parameter of a calendar part (RFC 6047 §2.4), in upper case.
    pub method: Option<Box<str>>,
    charset: Option<Vec<u8>>,
    encoding: Encoding,
    body: &'a [u8],
}

impl<'a> Part<'a> {
    /// Its bytes, decoded from the transfer encoding. Borrowed where they stand for themselves.
    #[must_use]
    pub fn content(&self) -> Cow<'a, [u8]> {
        codec::decoded(self.body, &self.encoding, usize::MAX)
    }

    /// Its content as text, in the charset it names, or the one it seems to be in. What cannot be read is U+FFFD.
    #[must_use]
    pub fn text(&self) -> String {
        let content = self.content();
        let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&content);
        let named = self.charset.as_deref().map(charset::label);
        match named {
            Some(charset::Label::Known(encoding)) => {
                charset::decode(content, encoding).into_owned()
            }
            Some(charset::Label::Ascii | charset::Label::Foreign | charset::Label::Unknown)
            | None => {
                let is_html = &*self.media_type == "text/html";
                let found = charset::detect(content, is_html, &[]);
                charset::decode(content, found.encoding).into_owned()
            }
        }
    }
}

/// The contents of a message in their order. An embedded message is one of them: what is in it are its own.
///
/// ```
/// use viaduc_mime_normalise::parts;
/// let message = b"MIME-Version: 1.0\r\nContent-Type: application/pdf; name=plan.pdf\r\n\
///                 Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n";
/// let found = parts(message);
/// assert_eq!(found[0].name.as_deref(), Some("plan.pdf"));
/// assert!(found[0].is_attachment);
/// assert_eq!(&*found[0].content(), b"Hello");
/// ```
#[must_use]
pub fn parts(message: &[u8]) -> Vec<Part<'_>> {
    let (at, _) = crate::prefix::cut(message);
    let bytes = slice(message, at..message.len());
    let tree = Tree::scan(bytes);
    let siblings = fingerprint::siblings(&tree);
    let is_embedded = |node: &Node| {
        let parent = node.parent.and_then(|p| tree.nodes.get(p));
        parent.is_some_and(|p| p.kind == Kind::Message) || is_below_message(&tree, node)
    };
    // A multipart that has no part is shown as one content.
    let is_content = |node: &Node| {
        (node.kind != Kind::Multipart || node.delimiters.is_empty()) && !is_embedded(node)
    };
    let nodes = tree.nodes.iter().enumerate().filter(|(_, node)| is_content(node));
    nodes.map(|(index, node)| part(bytes, &tree, index, node, &siblings)).collect()
}

/// Whether an embedded message is around it. Signed parts hide that: their freeze is the stronger one.
fn is_below_message(tree: &Tree, node: &Node) -> bool {
    if node.freeze == Freeze::Open {
        return false;
    }
    let mut above = node.parent.and_then(|p| tree.nodes.get(p));
    while let Some(here) = above {
        if here.kind == Kind::Message {
            return true;
        }
        above = here.parent.and_then(|p| tree.nodes.get(p));
    }
    false
}

fn part<'a>(
    bytes: &'a [u8],
    tree: &Tree,
    index: usize,
    node: &Node,
    siblings: &[&'static encoding_rs::Encoding],
) -> Part<'a> {
    let media = if node.mime.media.is_empty() { "text/plain" } else { &node.mime.media };
    let name = fingerprint::file_name(bytes, tree, node, siblings).filter(|name| !name.is_empty());
    let id = tree.field(bytes, node, "Content-ID").map(|field| {
        let id = String::from_utf8_lossy(field.raw(bytes).trim_ascii()).into_owned();
        id.trim_matches(['<', '>']).to_owned()
    });
    let id = id.filter(|id| !id.is_empty());
    let disposition = tree.field(bytes, node, "Content-Disposition").map(|field| {
        let raw = field.raw(bytes);
        token_value(raw.split(|b| *b == b';').next().unwrap_or_default())
    });
    let is_shown = node.is_text() || (id.is_some() && node.mime.is("image"));
    let is_attachment = match disposition.as_deref() {
        Some("attachment") => true,
        Some("inline") => !is_shown,
        Some(_) | None => !is_shown || (name.is_some() && id.is_none()),
    };
    let method = parameter::text(&node.mime.parameters, "method", &[])
        .filter(|_| media == "text/calendar")
        .map(|method| method.trim().to_ascii_uppercase().into_boxed_str());
    Part {
        number: tree.path(index).into_boxed_str(),
        media_type: media.into(),
        name: name.map(String::into_boxed_str),
        content_id: id.map(String::into_boxed_str),
        is_attachment,
        method,
        charset: node.mime.parameter("charset").map(|p| p.value.clone()),
        encoding: node.encoding.clone(),
        body: slice(bytes, node.body()),
    }
}

/// A calendar part: the body that meeting mail has beside its text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CalendarPart {
    /// The part's number, as [`Part::number`].
    pub number: Box<str>,
    /// The method that the part's header names, in upper case: `REQUEST`, `REPLY`, `CANCEL` (RFC 5546 §1.4).
    pub method: Option<Box<str>>,
    /// The `METHOD` of the iCalendar object itself, in upper case. Where both stand and differ, clients disagree on what
    /// the message asks.
    pub calendar_method: Option<Box<str>>,
    /// The iCalendar text (RFC 5545).
    pub text: String,
}

/// The calendar parts of a message: of the type `text/calendar`, or files of iCalendar (`application/ics`, `….ics`).
///
/// ```
/// use viaduc_mime_normalise::calendar_parts;
/// let message = b"Content-Type: text/calendar; method=request; charset=utf-8\r\n\r\n\
///                 BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n";
/// let found = calendar_parts(message);
/// assert_eq!(found[0].method.as_deref(), Some("REQUEST"));
/// assert_eq!(found[0].calendar_method.as_deref(), Some("REQUEST"));
/// ```
#[must_use]
pub fn calendar_parts(message: &[u8]) -> Vec<CalendarPart> {
    let is_calendar = |part: &Part<'_>| {
        let named = part.name.as_deref().is_some_and(|name| {
            name.get(name.len().saturating_sub(4)..)
                .is_some_and(|end| end.eq_ignore_ascii_case(".ics"))
        });
        matches!(&*part.media_type, "text/calendar" | "application/ics") || named
    };
    parts(message)
        .into_iter()
        .filter(is_calendar)
        .map(|part| {
            let text = part.text();
            let calendar_method = calendar_method(&text).map(String::into_boxed_str);
            CalendarPart { number: part.number, method: part.method, calendar_method, text }
        })
        .collect()
}

/// The value of `METHOD`, which stands before the first component (RFC 5545 §3.7.2).
fn calendar_method(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim_end).skip_while(|line| !is_begin(line)).skip(1);
    let head = lines.by_ref().take_while(|line| !is_begin(line));
    head.filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("METHOD"))
        .map(|(_, value)| value.trim().to_ascii_uppercase())
}

fn is_begin(line: &str) -> bool {
    line.get(..6).is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:"))
}
