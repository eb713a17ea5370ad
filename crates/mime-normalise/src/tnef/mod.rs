//! A winmail.dat as parts: what `viaduc-tnef` reads out of it, written as MIME.

mod head;

use std::collections::HashSet;

use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;
use viaduc_fidelity::{LossKind, Losses, Place};
use viaduc_identities::Identities;
use viaduc_tnef::{Attachment, Contents, Data, Limits, is_tnef};

use crate::build::body;
use crate::build::file::{self, Media};
use crate::build::line;
use crate::build::part::{Leaf, Part};
use crate::codec::base64;
use crate::outcome::Digest;

/// What is in a winmail.dat, in the three places where it goes.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    /// The body as text, if there is one.
    pub(crate) text: Option<Leaf>,
    /// The body as HTML with the images it shows, if there is one.
    pub(crate) html: Option<Part>,
    /// What goes after the body.
    pub(crate) files: Vec<Leaf>,
    /// The [letters] of the text.
    pub(crate) words: Option<String>,
    /// What names boundaries.
    pub(crate) seed: String,
    /// Why the winmail.dat must stay beside it, if it must.
    pub(crate) doubt: Option<&'static str>,
}

/// A part with this header is no longer opened: its content is already beside it, or it lay inside another.
pub(crate) const MARK: &str = "X-TNEF-Decoded";

/// Opens `stream`; `place` tells two copies apart in one message. `None` if it is no TNEF.
pub(crate) fn open(stream: &[u8], place: &str, identities: &Identities) -> Option<Opened> {
    let (contents, losses) = viaduc_tnef::read(stream, &Limits::default()).ok()?.into_parts();
    let mut opened = parts(&contents, identities);
    let mut hash = Sha256::new();
    hash.update(stream);
    hash.update(place);
    opened.seed = hex(hash);
    let harmless = |kind: LossKind| {
        matches!(kind, LossKind::Preserved | LossKind::Repaired | LossKind::Defaulted)
    };
    let loss = losses.iter().find(|loss| !harmless(loss.kind()));
    opened.doubt = match loss {
        Some(loss) => Some(loss.code.name),
        None if is_mail(&contents) => None,
        None => Some("a kind of item that mail has not"),
    };
    Some(opened)
}

fn hex(hash: Sha256) -> String {
    Digest::<32>(hash.finalize().into()).digits(32)
}

/// Whether mail says all that this kind of message says: no meetings, contacts, tasks.
fn is_mail(contents: &Contents<'_>) -> bool {
    let class = contents.class.to_ascii_lowercase();
    let known = ["ipm.note", "report.ipm.note", "ipm.post", "ipm.ole.class", "ipm.document"];
    let inner = contents.attachments.iter().all(|attachment| match &attachment.data {
        Data::Message(message) => is_mail(message),
        Data::File(_) | Data::Object(_) | Data::Absent | _ => true,
    });
    // A report without words says all in properties.
    let has_body = || {
        [&contents.text, &contents.html].into_iter().flatten().any(|text| !text.trim().is_empty())
    };
    let is_told = !class.starts_with("report.") || has_body();
    (class.is_empty() || known.iter().any(|known| class.starts_with(known))) && is_told && inner
}

/// The parts of one message. Calls itself for attached messages: `viaduc-tnef` bounds how deep they lie.
fn parts(contents: &Contents<'_>, identities: &Identities) -> Opened {
    let mut opened = Opened::default();
    let text = contents.text.as_deref().filter(|text| !text.trim().is_empty());
    opened.text = text.map(|text| leaf_of_text("plain", text));
    opened.words = text.map(letters);
    let html = contents.html.as_deref().filter(|html| !html.trim().is_empty());
    let cited = html.map(body::cited).unwrap_or_default();
    let mut inline = Vec::new();
    for attachment in &contents.attachments {
        let Some((is_inline, leaf)) = file(attachment, &cited, identities) else { continue };
        if is_inline { inline.push(leaf) } else { opened.files.push(leaf) }
    }
    opened.html = html.map(|html| {
        Part::Leaf(leaf_of_text("html", html)).join("related", std::mem::take(&mut inline))
    });
    opened.files.splice(0..0, inline);
    if let Some(rtf) = &contents.rtf {
        opened.files.push(binary("body.rtf", "text/rtf", None, false, rtf));
    }
    opened
}

/// A text without white space, accents and NUL: what two copies of it have in common.
pub(crate) fn letters(text: &str) -> String {
    let is_mark = |c: &char| ('\u{300}'..'\u{370}').contains(c);
    let unseen = |c: &char| c.is_whitespace() || *c == '\0' || is_mark(c);
    text.nfd().filter(|c| !unseen(c)).collect()
}

fn leaf_of_text(kind: &str, text: &str) -> Leaf {
    let head = format!("Content-Type: text/{kind}; charset=utf-8\r\n");
    body::text(&head, &text.trim_end_matches('\0').replace('\0', " "))
}

/// A file, and whether the body shows it.
fn file(
    attachment: &Attachment<'_>,
    cited: &HashSet<String>,
    identities: &Identities,
) -> Option<(bool, Leaf)> {
    let (place, losses) = (&Place::root(), &mut Losses::new());
    let content_id = file::content_id(attachment.content_id.as_deref(), losses, place);
    let is_inline = content_id.as_ref().is_some_and(|id| cited.contains(id));
    let name = attachment.name.as_deref();
    let bytes = match &attachment.data {
        Data::File(bytes) | Data::Object(bytes) => bytes,
        Data::Message(message) => return Some((false, embedded(name, message, identities))),
        Data::Absent | _ => return None,
    };
    let media = Media::read(attachment.mime_type.as_deref(), losses, place).of_file(losses, place);
    let name = file::name(name, &media.name, losses, place);
    let media = if media.name == "application/octet-stream" { type_of(&name) } else { &media.name };
    Some((is_inline, binary(&name, media, content_id.as_deref(), is_inline, bytes)))
}

/// The media type that a file name tells.
fn type_of(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("pdf") => "application/pdf",
        Some("zip") => "application/zip",
        _ => "application/octet-stream",
    }
}

fn binary(name: &str, media: &str, id: Option<&str>, is_inline: bool, bytes: &[u8]) -> Leaf {
    let mut head = format!("Content-Type: {media}").into_bytes();
    line::parameter(&mut head, "name", name);
    let disposition = if is_inline { "inline" } else { "attachment" };
    head.extend_from_slice(format!("\r\nContent-Disposition: {disposition}").as_bytes());
    line::parameter(&mut head, "filename", name);
    head.extend_from_slice(b"\r\nContent-Transfer-Encoding: base64\r\n");
    if let Some(id) = id {
        head.extend_from_slice(format!("Content-ID: <{id}>\r\n").as_bytes());
    }
    if is_tnef(bytes) {
        head.extend_from_slice(format!("{MARK}: no\r\n").as_bytes());
    }
    Leaf { head, body: base64::encode(bytes), is_8bit: false }
}

/// A message inside the message (RFC 2046 §5.2.1): in no encoding.
fn embedded(name: Option<&str>, contents: &Contents<'_>, identities: &Identities) -> Leaf {
    let Opened { text, html, files, .. } = parts(contents, identities);
    let part = whole(text, html, files);
    let mut head = head::write(contents, identities);
    let mut hash = Sha256::new();
    hash.update(&head);
    part.hash(&mut hash);
    head.extend_from_slice(b"MIME-Version: 1.0\r\n");
    let body = part.message(&head, &hex(hash));
    let subject = contents.subject.as_deref().filter(|subject| !subject.trim().is_empty());
    let name = name.or(subject).unwrap_or("Unnamed");
    let is_eml = name.to_ascii_lowercase().ends_with(".eml");
    let name = if is_eml { name.to_owned() } else { format!("{name}.eml") };
    let name = file::name(Some(&name), "message/rfc822", &mut Losses::new(), &Place::root());
    let mut head = b"Content-Type: message/rfc822".to_vec();
    line::parameter(&mut head, "name", &name);
    head.extend_from_slice(b"\r\nContent-Disposition: attachment");
    line::parameter(&mut head, "filename", &name);
    let is_8bit = !body.is_ascii();
    let encoding = if is_8bit { "8bit" } else { "7bit" };
    head.extend_from_slice(format!("\r\nContent-Transfer-Encoding: {encoding}\r\n").as_bytes());
    Leaf { head, body, is_8bit }
}

/// Everything as one part; an empty text if there is nothing, and no text if there are files alone.
pub(crate) fn whole(text: Option<Leaf>, html: Option<Part>, files: Vec<Leaf>) -> Part {
    let body = match (text, html) {
        (text, Some(html)) => {
            let parts = text.map(Part::Leaf).into_iter().chain([html]).collect();
            Part::several("alternative", parts)
        }
        (Some(text), None) => Part::Leaf(text),
        (None, None) if files.is_empty() => Part::Leaf(leaf_of_text("plain", "")),
        (None, None) => {
            return Part::several("mixed", files.into_iter().map(Part::Leaf).collect());
        }
    };
    body.join("mixed", files)
}

/// The winmail.dat itself, to stand beside what could be read of it.
pub(crate) fn original(stream: &[u8]) -> Leaf {
    let mut leaf = binary("winmail.dat", "application/ms-tnef", None, false, stream);
    leaf.head = String::from_utf8_lossy(&leaf.head)
        .replace(&format!("{MARK}: no\r\n"), &format!("{MARK}: partly\r\n"))
        .into_bytes();
    leaf
}
