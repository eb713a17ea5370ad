//! Signed and encrypted messages: Exchange keeps the whole of one as its only attachment (MS-OXOSMIME).

use viaduc_fidelity::{Losses, Place};
use viaduc_graph_types::{Attachment, Message};

use super::attach::decoded;
use super::part::{Leaf, Part};
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
    match media {
        "multipart/signed" => {
            let (head, body) = entity(&decoded(text, &place, &mut Losses::new()))?;
            let is_8bit = !body.is_ascii();
            super::unknown(&only.other, &place, losses);
            Some(Part::Leaf(Leaf { head, body, is_8bit }))
        }
        "application/pkcs7-mime" | "application/x-pkcs7-mime" if is_bare(message) => {
            let bytes = decoded(text, &place, losses);
            super::unknown(&only.other, &place, losses);
            let head = format!(
                "Content-Type: {media};\r\n name=\"smime.p7m\"\r\nContent-Disposition: attachment;\r\n filename=\"smime.p7m\"\r\nContent-Transfer-Encoding: base64\r\n"
            );
            let body = base64::encode(&bytes);
            Some(Part::Leaf(Leaf { head: head.into_bytes(), body, is_8bit: false }))
        }
        _ => None,
    }
}

/// Whether the message has no text of its own.
fn is_bare(message: &Message) -> bool {
    let content = message.body.as_ref().and_then(|body| body.content.as_deref());
    content.is_none_or(|content| content.trim().is_empty())
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
    let lines: Vec<&str> = head.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let first = lines.first().filter(|line| starts(line, "content-type:"))?;
    let is_signed = first.to_ascii_lowercase().contains("multipart/signed");
    let clean = lines
        .iter()
        .all(|line| known(line) && line.bytes().all(|b| b == b'\t' || (32..127).contains(&b)));
    let written = lines.iter().map(|line| format!("{line}\r\n")).collect::<String>();
    let body = bytes.get(end + gap..)?.to_vec();
    (is_signed && clean).then(|| (written.into_bytes(), body))
}
