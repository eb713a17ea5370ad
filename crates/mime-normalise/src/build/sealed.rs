//! Signed and encrypted messages: Exchange keeps the whole of one as its only attachment (MS-OXOSMIME).

use viaduc_fidelity::{Losses, Place};
use viaduc_graph_types::{Attachment, BodyType, Message};
use viaduc_html as html;

use super::attach::{decoded, store};
use super::codes::{ATTACHMENT_UNSAID, BODY_SEALED};
use super::file::Media;
use super::part::{Leaf, Part};
use super::{facts, meeting};
use crate::codec::base64;

/// The message's content, if its only attachment is all of it.
pub(super) fn part(
    message: &Message,
    attachments: &[Attachment],
    losses: &mut Losses,
) -> Option<Part> {
    let [only] = attachments else { return None };
    let media = only.content_type.as_deref()?.trim().to_ascii_lowercase();
    let media = media.split(';').next().unwrap_or_default().trim();
    let root = Place::root();
    let all = root.key("attachments");
    let place = all.index(0);
    let text = only.content_bytes.as_deref()?;
    let leaf = match media {
        "multipart/signed" => {
            let (head, body) = entity(&decoded(text, &place, &mut Losses::new()))?;
            let is_8bit = !body.is_ascii();
            Leaf { head, body, is_8bit }
        }
        "application/pkcs7-mime" | "application/x-pkcs7-mime" if is_bare(message) => {
            let bytes = decoded(text, &place, losses);
            let mut head = Media::read(only.content_type.as_deref(), losses, &place).write();
            head.extend_from_slice(
                b";\r\n name=\"smime.p7m\"\r\nContent-Disposition: attachment;\r\n filename=\"smime.p7m\"\r\nContent-Transfer-Encoding: base64\r\n",
            );
            Leaf { head, body: base64::encode(&bytes), is_8bit: false }
        }
        _ => return None,
    };
    tell(message, only, &place, losses);
    Some(Part::Leaf(leaf))
}

/// Tells what the entity takes the place of.
fn tell(message: &Message, only: &Attachment, place: &Place<'_>, losses: &mut Losses) {
    super::unknown(&only.other, place, losses);
    let root = Place::root();
    if let Some(body) = &message.body {
        super::unknown(&body.other, &root.key("body"), losses);
        losses.report(&BODY_SEALED, &root.key("body"));
    }
    if facts::is_meeting(message) {
        meeting::unread(message, losses);
    }
    store(only, place, losses);
    let members = [
        ("contentType", only.content_type.is_some()),
        ("name", only.name.is_some()),
        ("isInline", only.is_inline.is_some()),
        ("contentId", only.content_id.is_some()),
        ("contentLocation", only.content_location.is_some()),
        ("item", only.item.is_some()),
        ("sourceUrl", only.source_url.is_some()),
    ];
    super::present(&members, &ATTACHMENT_UNSAID, place, losses);
}

/// Whether the message has no text of its own: none at all, or HTML that shows nothing.
fn is_bare(message: &Message) -> bool {
    let Some(body) = &message.body else { return true };
    let content = body.content.as_deref().unwrap_or_default().trim();
    let is_html = body.content_type == Some(BodyType::Html);
    content.is_empty()
        || (is_html && html::to_text(content).is_empty() && !html::shows_something(content))
}

/// The MIME header lines and the body of an entity whose header is MIME's alone and says `multipart/signed`.
fn entity(bytes: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let crlf = memchr::memmem::find(bytes, b"\r\n\r\n").map(|at| (at, 4));
    let lf = memchr::memmem::find(bytes, b"\n\n").map(|at| (at, 2));
    let (end, gap) = [crlf, lf].into_iter().flatten().min()?;
    let head = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let starts = |line: &str, text: &str| {
        line.get(..text.len()).is_some_and(|head| head.eq_ignore_ascii_case(text))
    };
    let known = |line: &str| starts(line, "content-") || line.starts_with([' ', '\t']);
    let lines = head.split('\n').map(|line| line.trim_end_matches('\r'));
    // The message has its own.
    let lines: Vec<&str> = lines.filter(|line| !starts(line, "mime-version:")).collect();
    lines.first().filter(|line| starts(line, "content-"))?;
    let mut is_signed = lines.iter().filter(|line| starts(line, "content-type:"));
    let is_signed = is_signed.any(|line| line.to_ascii_lowercase().contains("multipart/signed"));
    let clean = lines
        .iter()
        .all(|line| known(line) && line.bytes().all(|b| b == b'\t' || (32..127).contains(&b)));
    let written = lines.iter().map(|line| format!("{line}\r\n")).collect::<String>();
    let body = bytes.get(end + gap..)?.to_vec();
    (is_signed && clean).then(|| (written.into_bytes(), body))
}
