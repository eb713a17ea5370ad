//! What is only reported.

use jiff::Timestamp;

use super::{Cx, added};
use crate::Code;
use crate::codec::words;
use crate::date::{is_suspect, parse_date};
use crate::scan::{Field, unfold};

pub(super) fn run(cx: &mut Cx<'_>) {
    let Some(root) = cx.tree.root() else { return };
    if root.header.lines > 1000 || root.header.end - root.start > 1 << 20 {
        let note = Some(format!("{} lines", root.header.lines));
        cx.see(Code::HdrHuge, "", root.start..root.header.end, note);
    }
    for field in cx.tree.fields_of(root) {
        header(cx, field);
    }
    for index in 0..cx.tree.nodes.len() {
        part(cx, index);
    }
    if let Some(limit) = cx.options.size_limit
        && cx.bytes.len() > limit
    {
        let note = Some(format!("{} bytes, the limit is {limit}", cx.bytes.len()));
        cx.see(Code::TooLarge, "", 0..cx.bytes.len(), note);
    }
}

fn header(cx: &mut Cx<'_>, field: &Field) {
    let name = field.name(cx.bytes);
    let is = |other: &[u8]| name.eq_ignore_ascii_case(other);
    let line = || unfold(field.raw(cx.bytes));
    let code = match name.len() {
        3 if is(b"Bcc") && !line().is_empty() => Code::BccKept,
        17 if is(b"Return-Receipt-To") => Code::MdnSuppressed,
        27 if is(b"Disposition-Notification-To") => Code::MdnSuppressed,
        4 if is(b"Date") => match parse_date(&String::from_utf8_lossy(&line())) {
            Some(date) if !is_suspect(date, latest(cx)) => return,
            Some(_) | None => Code::DateSuspect,
        },
        10 if is(b"Message-ID") && !is_message_id(&line()) => Code::MsgidBad,
        7 if is(b"Subject") && is_placeholder(&line()) => Code::SrcPlaceholder,
        _ => return,
    };
    let part = cx.header_part(0, &String::from_utf8_lossy(name));
    cx.see(code, &part, field.start..field.end, None);
}

/// What Exchange answers over IMAP instead of a message that it could not read.
fn is_placeholder(subject: &[u8]) -> bool {
    const START: &str = "Retrieval using the IMAP4 protocol failed for the following message";
    (subject.starts_with(b"R") || subject.starts_with(b"=?"))
        && words::decode_text(subject, &[]).starts_with(START)
}

/// The latest that it can have been written, but for a clock that is a day ahead.
fn latest(cx: &Cx<'_>) -> Option<Timestamp> {
    cx.options.now.or(cx.options.received).or_else(|| added::last_received(cx))
}

/// `<left@right>` without white space (RFC 5322 §3.6.4).
fn is_message_id(id: &[u8]) -> bool {
    let inner = id.strip_prefix(b"<").and_then(|id| id.strip_suffix(b">"));
    inner.is_some_and(|inner| {
        inner.contains(&b'@') && inner.iter().all(|b| b.is_ascii_graphic() && !b"<>".contains(b))
    })
}

fn part(cx: &mut Cx<'_>, index: usize) {
    let Some(node) = cx.tree.nodes.get(index) else { return };
    let media = node.mime.media.as_str();
    let name = node.mime.parameter("name").map(|p| p.value.to_ascii_lowercase());
    let code = if super::tnef::is_candidate(cx, node) {
        if super::tnef::is_told(cx, node) {
            return;
        }
        Code::TnefKept
    } else if media == "application/x-microsoft-rpmsg-message"
        || name.as_deref() == Some(b"message.rpmsg")
    {
        Code::IrmOpaque
    } else {
        return;
    };
    let path = cx.tree.path(index);
    cx.see(code, &path, node.body(), None);
}
