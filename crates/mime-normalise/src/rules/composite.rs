//! Transfer encodings where none may be: on multiparts and embedded messages (RFC 2045 §6.4, RFC 2046 §5.2.1).

use super::{Cx, set_encoding, set_file};
use crate::Code;
use crate::codec;
use crate::plan::{Form, Signed, Splice};
use crate::scan::{Encoding, Kind, Node, line, slice, trim_end_wsp};

/// Answers whether it changed the entity.
pub(super) fn run(cx: &mut Cx<'_>, index: usize, node: &Node) -> bool {
    let is_encoded = matches!(node.encoding, Encoding::Base64 | Encoding::QuotedPrintable);
    if node.cut.is_some() {
        return false;
    }
    if node.mime.is("multipart") && !node.boundary.is_empty() {
        let is_hidden = node.first_delimiter.is_none() || has_encoded_headers(cx, index, node);
        if is_encoded && is_hidden && cx.opens && open_multipart(cx, index, node) {
            return true;
        }
        let narrow = node.encoding == Encoding::SevenBit && !cx.slice(node.body()).is_ascii();
        return node.first_delimiter.is_some()
            && (narrow || !node.encoding.is_identity())
            && relabel(cx, index, node);
    }
    // RFC 6532 §3.7 allows any encoding of message/global.
    is_encoded && node.mime.media == "message/rfc822" && open_message(cx, index, node)
}

/// Whether quoted-printable left the delimiters as they were, but not the parts' headers (`charset=3Dutf-8`).
fn has_encoded_headers(cx: &Cx<'_>, index: usize, node: &Node) -> bool {
    let is_encoded = |child: &Node| {
        let field = child.type_field.and_then(|f| cx.tree.fields.get(f));
        let value = field.map(|f| f.raw(cx.bytes)).unwrap_or_default();
        memchr::memmem::find(value, b"=3D").is_some()
            && memchr::memmem::find(value, b"=?").is_none()
    };
    let children = cx.tree.nodes.iter().skip(index + 1).take(FIRST_PARTS);
    node.encoding == Encoding::QuotedPrintable
        && children.filter(|child| child.parent == Some(index)).any(is_encoded)
}

/// So many parts tell whether all are encoded.
const FIRST_PARTS: usize = 16;

/// `8bit` or `7bit`, whichever `content` needs.
fn plain_label(content: &[u8]) -> &'static str {
    if content.is_ascii() { "7bit" } else { "8bit" }
}

fn relabel(cx: &mut Cx<'_>, index: usize, node: &Node) -> bool {
    let label = plain_label(cx.slice(node.body()));
    let splices = set_encoding(cx, node, label);
    let code = match node.encoding {
        Encoding::Uuencoded | Encoding::Unknown(_) => Code::CteFixed,
        Encoding::SevenBit => Code::Cte8bit,
        Encoding::Absent
        | Encoding::EightBit
        | Encoding::Binary
        | Encoding::Base64
        | Encoding::QuotedPrintable => Code::CteComposite,
    };
    let part = cx.tree.path(index);
    let at = splices.first().map_or(0..0, |s| s.span.clone());
    let signed =
        if index == 0 { Signed::header(b"content-transfer-encoding") } else { Signed::Body };
    cx.change(code, &part, at, splices, signed, Some(label.to_owned()))
}

fn open_multipart(cx: &mut Cx<'_>, index: usize, node: &Node) -> bool {
    let content = decoded(cx, node);
    let delimiter = [b"--", node.boundary.as_slice()].concat();
    if memchr::memmem::find(&content, &delimiter).is_none() || !fits(cx, node, &content) {
        return false;
    }
    let mut splices = set_encoding(cx, node, plain_label(&content));
    drop(content);
    splices.push(opened(cx, node));
    let part = cx.tree.path(index);
    cx.change(Code::CteComposite, &part, node.body(), splices, Signed::Body, None)
}

fn open_message(cx: &mut Cx<'_>, index: usize, node: &Node) -> bool {
    let content = decoded(cx, node);
    let part = cx.tree.path(index);
    if !cx.opens || content.contains(&0) || !fits(cx, node, &content) {
        let splices = set_file(cx, node, "message.eml");
        let note = Some("kept as a file".to_owned());
        return cx.change(Code::Rfc822Decoded, &part, node.body(), splices, Signed::Body, note);
    }
    let mut splices = set_encoding(cx, node, plain_label(&content));
    drop(content);
    splices.push(opened(cx, node));
    cx.change(Code::Rfc822Decoded, &part, node.body(), splices, Signed::Body, None)
}

/// The decoded body with CR LF as line ends.
fn decoded(cx: &Cx<'_>, node: &Node) -> Vec<u8> {
    let body = cx.slice(node.body());
    let mut lines = codec::Lines::onto(Vec::with_capacity(body.len() / 4 * 3));
    codec::decode(body, &node.encoding, &mut |piece| lines.push(piece));
    lines.finish()
}

/// It again: a large one is not kept until it is written.
fn opened(cx: &Cx<'_>, node: &Node) -> Splice {
    Splice::recoded(cx.bytes, node.body(), &node.encoding, Form::Lines, false)
}

/// Whether no line of `content` is a delimiter of a multipart that it would stand in.
pub(super) fn fits(cx: &Cx<'_>, node: &Node, content: &[u8]) -> bool {
    let mut outer: Vec<&[u8]> = Vec::new();
    let mut parent = node.parent.and_then(|p| cx.tree.nodes.get(p));
    while let Some(node) = parent {
        if node.kind == Kind::Multipart {
            outer.push(&node.boundary);
        }
        parent = node.parent.and_then(|p| cx.tree.nodes.get(p));
    }
    if outer.is_empty() {
        return true;
    }
    let is_outer = |start: usize| {
        let (end, _) = line(content, start, content.len());
        let token = trim_end_wsp(slice(content, start + 2..end));
        outer.contains(&token) || token.strip_suffix(b"--").is_some_and(|t| outer.contains(&t))
    };
    let first = content.starts_with(b"--") && is_outer(0);
    !first && !memchr::memmem::find_iter(content, b"\n--").any(|at| is_outer(at + 1))
}
