//! What an attachment says of itself: its media type, its name, its Content-ID.

use viaduc_fidelity::{Losses, Place};

use super::codes::{ATTACHMENT_NAME, ATTACHMENT_TYPE, ATTACHMENT_UNNAMED, CONTENT_ID};
use super::line;
use crate::scan::parameters;

/// A media type in proper form, in lower case, and those of its parameters that mean something elsewhere.
#[derive(Debug)]
pub(crate) struct Media {
    pub(crate) name: String,
    pub(crate) parameters: Vec<(&'static str, String)>,
}

const OCTETS: &str = "application/octet-stream";
const KEPT: [&str; 5] = ["charset", "method", "smime-type", "format", "delsp"];

impl Media {
    pub(crate) fn read(given: Option<&str>, losses: &mut Losses, place: &Place<'_>) -> Self {
        let given = given.map(str::trim).filter(|given| !given.is_empty());
        let Some(given) = given else {
            return Self { name: OCTETS.to_owned(), parameters: Vec::new() };
        };
        let end = given.find(';').unwrap_or(given.len());
        let (name, rest) = given.split_at(end);
        let name = name.trim().to_ascii_lowercase();
        if !is_media(&name) {
            losses.note(&ATTACHMENT_TYPE, &place.key("contentType"), given);
            return Self { name: OCTETS.to_owned(), parameters: Vec::new() };
        }
        let found = parameters(rest.as_bytes(), 0..rest.len());
        let kept = KEPT.iter().filter_map(|kept| {
            let value = &found.iter().find(|p| p.name == **kept)?.value;
            let value = std::str::from_utf8(value).ok().filter(|value| is_token(value))?;
            Some((*kept, value.to_owned()))
        });
        Self { name, parameters: kept.collect() }
    }

    /// A type that a file may have: no multipart, no message (RFC 2046 §5).
    pub(crate) fn of_file(mut self, losses: &mut Losses, place: &Place<'_>) -> Self {
        if self.name.starts_with("multipart/") || self.name.starts_with("message/") {
            losses.note(&ATTACHMENT_TYPE, &place.key("contentType"), &self.name);
            self = Self { name: OCTETS.to_owned(), parameters: Vec::new() };
        }
        self
    }

    /// The start of the `Content-Type` field, without its line end.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = format!("Content-Type: {}", self.name).into_bytes();
        for (name, value) in &self.parameters {
            line::parameter(&mut out, name, value);
        }
        out
    }
}

fn is_token(text: &str) -> bool {
    let special = |b: u8| b"()<>@,;:\\\"/[]?=".contains(&b);
    (1..=60).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic() && !special(b))
}

fn is_media(name: &str) -> bool {
    name.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_long_token(subtype))
}

/// Some subtypes are longer than any parameter here: those of office documents have 60 characters.
fn is_long_token(text: &str) -> bool {
    text.len() <= 127
        && !text.is_empty()
        && text.split('.').all(|label| label.is_empty() || is_token(label))
}

/// The file name to write: the one given made harmless, or one that fits the type.
pub(crate) fn name(
    given: Option<&str>,
    media: &str,
    losses: &mut Losses,
    place: &Place<'_>,
) -> String {
    let given = given.map(str::trim).unwrap_or_default();
    let place = place.key("name");
    if given.is_empty() {
        losses.report(&ATTACHMENT_UNNAMED, &place);
        return format!("Unnamed{}", extension(media));
    }
    let clean = |c: char| if c.is_control() || "/\\".contains(c) { '_' } else { c };
    let mut name: String = given.chars().map(clean).collect();
    if name.len() > 255 {
        name = shortened(&name);
    }
    if name.chars().all(|c| c == '.') {
        name = name.replace('.', "_");
    }
    if name != given {
        losses.report(&ATTACHMENT_NAME, &place);
    }
    name
}

/// At most 255 bytes, with the extension.
fn shortened(name: &str) -> String {
    let extension = name.rsplit_once('.').map(|(_, e)| e).filter(|e| e.len() <= 20);
    let room = 255 - extension.map_or(0, |e| e.len() + 1);
    let end = (0..=room).rev().find(|at| name.is_char_boundary(*at)).unwrap_or_default();
    let head = name.get(..end).unwrap_or_default().trim_end();
    extension.map_or_else(|| head.to_owned(), |extension| format!("{head}.{extension}"))
}

fn extension(media: &str) -> &'static str {
    match media {
        "message/rfc822" => ".eml",
        "text/plain" => ".txt",
        "text/html" => ".html",
        "text/calendar" => ".ics",
        "text/vcard" | "text/x-vcard" => ".vcf",
        "text/csv" => ".csv",
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "image/svg+xml" => ".svg",
        "application/pdf" => ".pdf",
        "application/zip" => ".zip",
        _ => ".bin",
    }
}

/// The Content-ID without its brackets, of characters that one may have; `None` if nothing is left.
pub(crate) fn content_id(
    given: Option<&str>,
    losses: &mut Losses,
    place: &Place<'_>,
) -> Option<String> {
    let given = given?.trim();
    let bare = given.strip_prefix('<').and_then(|id| id.strip_suffix('>')).unwrap_or(given);
    let fit = |c: &char| c.is_ascii_graphic() && !"<>()\\\",".contains(*c);
    let id: String = bare.chars().filter(fit).take(250).collect();
    if id != bare {
        losses.note(&CONTENT_ID, &place.key("contentId"), given);
    }
    (!id.is_empty()).then_some(id)
}
