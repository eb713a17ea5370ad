//! The charset of texts.

use encoding_rs::UTF_8;

use super::Cx;
use super::body::is_inline_pgp;
use crate::Code;
use crate::charset::{self, Verdict};
use crate::codec::{self, quoted};
use crate::fingerprint::SAMPLE;
use crate::plan::{Signed, Splice};
use crate::scan::{Encoding, Kind, Node};

pub(super) fn run(cx: &mut Cx<'_>, index: usize, node: &Node) {
    let is_text = node.is_text() && (node.type_field.is_none() || node.mime.is("text"));
    if node.kind != Kind::Leaf || !is_text || node.cut.is_some() {
        return;
    }
    let body = cx.slice(node.body());
    let charset = node.mime.parameter("charset");
    let declared = charset.map(|p| p.value.as_slice());
    let needs_label =
        declared.is_none_or(|label| matches!(charset::label(label), charset::Label::Unknown));
    if node.encoding == Encoding::QuotedPrintable
        && declared.is_some_and(|label| charset::label(label) == charset::Label::Known(UTF_8))
        && (cx.utf8 == Some(index) || quoted::look(body).is_utf8)
    {
        return;
    }
    // Most texts are ASCII, or become so when encoded: nothing to judge.
    let may_be_wide = match node.encoding {
        Encoding::Base64 => true,
        Encoding::QuotedPrintable => has_high_escape(body),
        Encoding::Absent | Encoding::SevenBit | Encoding::EightBit | Encoding::Binary => {
            !body.is_ascii() || memchr::memchr(0x1b, body).is_some()
        }
        Encoding::Uuencoded | Encoding::Unknown(_) => return,
    };
    if !may_be_wide && (declared.is_none() || !needs_label) {
        return;
    }
    let text = codec::decoded(body, &node.encoding, SAMPLE);
    let is_html = node.mime.media == "text/html";
    let verdict = charset::judge(&text, declared, is_html, cx.siblings());
    let (code, name, why) = match verdict {
        Verdict::Right => return,
        Verdict::Name(name, why) => (Code::CharsetEmpty, name, why),
        Verdict::Relabel(name, why) => (Code::CharsetRelabel, name, why),
        Verdict::Add(name, why) => (Code::CharsetAdded, name, why),
    };
    if is_inline_pgp(&text) {
        return;
    }
    let field = node.type_field.and_then(|f| cx.tree.fields.get(f));
    let splice = match (charset, field) {
        (Some(charset), _) => Splice::new(charset.raw.clone(), name.clone()),
        (None, Some(_)) => Splice::insert(node.mime.span.end, format!("; charset={name}")),
        (None, None) => {
            let line = format!("Content-Type: text/plain; charset={name}\r\n");
            Splice::insert(node.header.end, line)
        }
    };
    let part = cx.tree.path(index);
    let at = splice.span.clone();
    let signed = if index == 0 { Signed::header(b"content-type") } else { Signed::Body };
    cx.change(code, &part, at, vec![splice], signed, Some(format!("{name}: {why}")));
}

/// Whether a byte above ASCII, or an escape character, is written as `=XX`.
fn has_high_escape(body: &[u8]) -> bool {
    memchr::memchr_iter(b'=', body).any(|at| {
        matches!(body.get(at + 1), Some(b'8' | b'9' | b'A'..=b'F' | b'a'..=b'f'))
            || body.get(at + 1..at + 3).is_some_and(|hex| hex.eq_ignore_ascii_case(b"1B"))
    })
}
