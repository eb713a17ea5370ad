//! Transfer encodings of leaves, and what they hold.

use super::fields::LONGEST;
use super::{Cx, set_encoding, set_type};
use crate::codec::{base64, quoted, uu};
use crate::plan::{Form, Signed, Splice};
use crate::scan::{Encoding, Freeze, Kind, Node, token_value};
use crate::{Code, wire};

pub(super) fn run(cx: &mut Cx<'_>, index: usize, node: &Node) {
    if node.kind != Kind::Leaf || node.cut.is_some() {
        return;
    }
    // Whether line ends and NUL are sound was asked before: a message in order has no binary part.
    if node.encoding.is_identity() && wire::is_binary(cx.bytes, node) {
        let has_nul = memchr::memchr(0, cx.slice(node.body())).is_some();
        let code = if has_nul { Code::NulReencoded } else { Code::EolReencoded };
        reencode(cx, index, node, code, Target::Base64);
        return;
    }
    if node.freeze != Freeze::Open || node.is_opaque() {
        return;
    }
    if label(cx, index, node) {
        return;
    }
    let body = cx.slice(node.body());
    match node.encoding {
        Encoding::Base64 => {
            let look = base64::look(body);
            if look.is_clear {
                clear(cx, index, node, body);
            } else if !look.is_sound {
                reencode(cx, index, node, Code::B64Repaired, Target::Base64);
            } else if look.has_long_line {
                reencode(cx, index, node, Code::LineLong, Target::Base64);
            }
        }
        Encoding::QuotedPrintable => quoted(cx, index, node, body),
        Encoding::Absent | Encoding::SevenBit | Encoding::EightBit | Encoding::Binary => {
            plain(cx, index, node, body);
        }
        Encoding::Uuencoded | Encoding::Unknown(_) => {}
    }
}

/// A text that says it were base64: its label is corrected, or made true.
fn clear(cx: &mut Cx<'_>, index: usize, node: &Node, body: &[u8]) {
    let as_it_is = node.is_text() && !has_long_line(body) && wire::is_clean(body);
    if !as_it_is {
        let target = if node.is_text() { Target::Quoted } else { Target::Base64 };
        reencode(cx, index, node, Code::CteFixed, target);
        return;
    }
    let label = if body.is_ascii() { "7bit" } else { "8bit" };
    let splices = set_encoding(cx, node, label);
    let part = cx.tree.path(index);
    let at = splices.first().map_or_else(|| node.body(), |s| s.span.clone());
    let signed =
        if index == 0 { Signed::header(b"content-transfer-encoding") } else { Signed::Body };
    cx.change(Code::CteFixed, &part, at, splices, signed, Some(label.to_owned()));
}

/// Corrects the label of the transfer encoding; answers whether it had to.
fn label(cx: &mut Cx<'_>, index: usize, node: &Node) -> bool {
    let Some(field) = node.encoding_field.and_then(|f| cx.tree.fields.get(f)) else { return false };
    let raw = field.raw(cx.bytes);
    let known = match &node.encoding {
        Encoding::Unknown(label) => meant(label, cx.slice(node.body())),
        Encoding::Absent => return false,
        Encoding::Uuencoded if uu::is_file(cx.slice(node.body())) => {
            reencode(cx, index, node, Code::CteFixed, Target::Base64);
            return true;
        }
        Encoding::Uuencoded => None,
        Encoding::SevenBit
        | Encoding::EightBit
        | Encoding::Binary
        | Encoding::Base64
        | Encoding::QuotedPrintable => {
            let label = token_value(raw);
            let written = raw.trim_ascii_start();
            if written.eq_ignore_ascii_case(label.as_bytes()) {
                return false;
            }
            Some(label)
        }
    };
    match known {
        Some(label) => {
            let at = field.value..field.end;
            let splices = vec![Splice::new(at.clone(), format!(" {label}"))];
            let part = cx.tree.path(index);
            let signed =
                if index == 0 { Signed::header(field.name(cx.bytes)) } else { Signed::Body };
            cx.change(Code::CteFixed, &part, at, splices, signed, Some(label));
        }
        None => {
            let mut splices = set_type(cx, node, "application/octet-stream");
            splices.extend(set_encoding(cx, node, "base64"));
            let new = closed(cx, node, base64::encode(cx.slice(node.body())));
            splices.push(Splice::new(node.body(), new));
            let part = cx.tree.path(index);
            let note = Some(token_value(raw));
            cx.change(Code::CteFixed, &part, field.value..field.end, splices, Signed::Body, note);
        }
    }
    true
}

/// What an unknown label must have meant.
fn meant(label: &str, body: &[u8]) -> Option<String> {
    let word = label.split([';', ',', ' ', '\t']).next().unwrap_or_default();
    let plain: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
    let known = match plain.as_str() {
        "8bit" | "8bits" | "8" => "8bit",
        "7bit" | "7bits" | "7" | "usascii" | "ascii" => "7bit",
        "binary" => "binary",
        "base64" | "b64" => "base64",
        "quotedprintable" | "qp" | "quotedprintible" => "quoted-printable",
        "" | "none" | "text" | "plain" | "utf8" => {
            if body.is_ascii() {
                "7bit"
            } else {
                "8bit"
            }
        }
        _ => return None,
    };
    Some(known.to_owned())
}

/// A body of more bytes than this is encoded anew, where one of fewer keeps its lines.
const LARGE: usize = 1 << 20;

fn quoted(cx: &mut Cx<'_>, index: usize, node: &Node, body: &[u8]) {
    let look = quoted::look(body);
    if look.is_utf8 {
        cx.utf8 = Some(index);
    }
    if !look.is_sound {
        if is_inline_pgp(body) {
            return;
        }
        if body.len() > LARGE {
            // Written when the message is, so that it is never there thrice.
            reencode(cx, index, node, Code::QpRepaired, Target::Quoted);
            return;
        }
        let splices = vec![Splice::new(node.body(), quoted::repair(body))];
        let part = cx.tree.path(index);
        cx.change(Code::QpRepaired, &part, node.body(), splices, Signed::Body, None);
    } else if has_long_line(body) {
        reencode(cx, index, node, Code::LineLong, Target::Quoted);
    }
}

fn plain(cx: &mut Cx<'_>, index: usize, node: &Node, body: &[u8]) {
    let eight = !body.is_ascii();
    let long = has_long_line(body);
    let mislabelled = eight && matches!(node.encoding, Encoding::Absent | Encoding::SevenBit);
    if !(mislabelled || long) || is_inline_pgp(body) {
        return;
    }
    // The parts of a report and of an embedded message must stay as they can be read.
    let target = if node.is_text() { Target::Quoted } else { Target::Base64 };
    if long && !node.mime.is("message") && !node.mime.is("multipart") {
        reencode(cx, index, node, Code::LineLong, target);
    } else if mislabelled {
        let splices = set_encoding(cx, node, "8bit");
        let part = cx.tree.path(index);
        let at = splices.first().map_or_else(|| node.body(), |s| s.span.clone());
        let signed =
            if index == 0 { Signed::header(b"content-transfer-encoding") } else { Signed::Body };
        cx.change(Code::Cte8bit, &part, at, splices, signed, None);
    }
}

/// Text signed or encrypted in its own lines: nothing in it may change.
pub(super) fn is_inline_pgp(body: &[u8]) -> bool {
    memchr::memmem::find(body, b"-----BEGIN PGP ").is_some()
}

pub(super) fn has_long_line(body: &[u8]) -> bool {
    if body.len() <= LONGEST {
        return false;
    }
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', body) {
        if end - start > LONGEST + 1 {
            return true;
        }
        start = end + 1;
    }
    body.len() - start > LONGEST
}

#[derive(Clone, Copy)]
enum Target {
    Base64,
    Quoted,
}

/// Encodes what the body decodes to.
fn reencode(cx: &mut Cx<'_>, index: usize, node: &Node, code: Code, target: Target) {
    let is_last = node.end == cx.bytes.len();
    let (label, form) = match target {
        Target::Base64 => ("base64", Form::Base64),
        Target::Quoted => ("quoted-printable", Form::Quoted),
    };
    let new = Splice::recoded(cx.bytes, node.body(), &node.encoding, form, is_last);
    let target_label = Encoding::of(label);
    let mut splices = Vec::new();
    if node.encoding != target_label {
        splices.extend(set_encoding(cx, node, label));
    }
    splices.push(new);
    let part = cx.tree.path(index);
    cx.change(code, &part, node.body(), splices, Signed::Body, Some(label.to_owned()));
}

/// With a line end, if the message ends here.
fn closed(cx: &Cx<'_>, node: &Node, mut encoded: Vec<u8>) -> Vec<u8> {
    if node.end == cx.bytes.len() && !encoded.ends_with(b"\n") {
        encoded.extend_from_slice(b"\r\n");
    }
    encoded
}
