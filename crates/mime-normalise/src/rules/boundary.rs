//! Delimiters of multiparts (RFC 2046 §5.1.1).

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use super::body::is_inline_pgp;
use super::names::is_closed;
use super::{Cx, value_span};
use crate::charset::{self, Verdict};
use crate::codec::{self, base64};
use crate::outcome::Digest;
use crate::plan::{Signed, Splice};
use crate::scan::{
    Encoding, FaultKind, Freeze, Kind, Node, is_wsp, line, semicolon, slice, trim_end_wsp,
};
use crate::{Code, fingerprint, parameter};

pub(super) fn run(cx: &mut Cx<'_>, index: usize, node: &Node) {
    if node.cut.is_some() {
        return;
    }
    if node.type_field.is_some() && node.mime.media.is_empty() {
        unreadable_type(cx, index, node);
    } else if node.mime.is("multipart") {
        if node.kind == Kind::Leaf {
            unknown_boundary(cx, index, node, Code::BndInferred);
        } else if node.delimiters.is_empty() {
            // None at all, or the closing one alone: no reader shows anything of it.
            unknown_boundary(cx, index, node, Code::BndMismatch);
        } else {
            conflict(cx, index, node);
        }
    }
}

fn signed(index: usize) -> Signed {
    if index == 0 { Signed::header(b"content-type") } else { Signed::Body }
}

/// A content type that cannot be read.
fn unreadable_type(cx: &mut Cx<'_>, index: usize, node: &Node) {
    let Some(field) = node.type_field.and_then(|f| cx.tree.fields.get(f)) else { return };
    let raw = cx.slice(node.mime.span.clone());
    let declared = node.mime.parameter("boundary").map(|p| trim_end_wsp(&p.value).to_vec());
    let occurs = |boundary: &[u8]| {
        !boundary.is_empty() && occurrences(cx.slice(node.body())).contains_key(boundary)
    };
    let (media, boundary) = match declared {
        Some(boundary) if occurs(&boundary) => ("multipart/mixed".to_owned(), None),
        _ => match cx.opens.then(|| infer(cx.slice(node.body()))).flatten() {
            Some(boundary) => ("multipart/mixed".to_owned(), Some(boundary)),
            None => (first_type(raw).unwrap_or_else(|| "text/plain".to_owned()), None),
        },
    };
    let mut value = media.clone();
    if let Some(boundary) = boundary {
        value.push_str("; boundary=");
        value.push_str(&parameter::quote(&String::from_utf8_lossy(&boundary)));
    }
    if let Some(charset) = needed_charset(cx, node, &media) {
        value.push_str("; charset=");
        value.push_str(&charset);
    }
    let splice = if node.mime.span.is_empty() {
        let lead = if cx.slice(field.value..field.value + 1) == b" " { "" } else { " " };
        let at = if lead.is_empty() { field.value + 1 } else { field.value };
        Splice::insert(at, format!("{lead}{value}"))
    } else {
        Splice::new(node.mime.span.clone(), value)
    };
    let part = cx.header_part(index, "Content-Type");
    let at = value_span(cx.bytes, field);
    cx.change(Code::CtFixed, &part, at, vec![splice], signed(index), Some(media));
}

/// The charset that a text needs to be told with its type.
fn needed_charset(cx: &Cx<'_>, node: &Node, media: &str) -> Option<String> {
    let is_known = !matches!(node.encoding, Encoding::Uuencoded | Encoding::Unknown(_));
    if !media.starts_with("text/") || !is_known || node.mime.parameter("charset").is_some() {
        return None;
    }
    let text = codec::decoded(cx.slice(node.body()), &node.encoding, fingerprint::SAMPLE);
    match charset::judge(&text, None, media == "text/html", cx.siblings()) {
        Verdict::Add(name, _) => Some(name).filter(|_| !is_inline_pgp(&text)),
        Verdict::Right | Verdict::Name(..) | Verdict::Relabel(..) => None,
    }
}

/// The first of several media types.
fn first_type(raw: &[u8]) -> Option<String> {
    let word =
        raw.split(|b| b.is_ascii_whitespace() || *b == b',').find(|word| !word.is_empty())?;
    let read = crate::scan::content_type(word, 0..word.len());
    // A multipart without its boundary helps nobody.
    (!read.media.is_empty() && !read.is("multipart")).then_some(read.media)
}

/// A multipart whose boundary is missing, or does not occur.
fn unknown_boundary(cx: &mut Cx<'_>, index: usize, node: &Node, code: Code) {
    let part = cx.header_part(index, "Content-Type");
    let at = node.mime.span.clone();
    let found = if cx.opens { infer(cx.slice(node.body())) } else { None };
    let found = found.filter(|boundary| *boundary != node.boundary);
    let Some(boundary) = found else {
        let splice = Splice::new(node.mime.span.clone(), "text/plain");
        let note = Some("taken as plain text".to_owned());
        cx.change(code, &part, at, vec![splice], signed(index), note);
        return;
    };
    let text = String::from_utf8_lossy(&boundary).into_owned();
    let splice = match node.mime.parameter("boundary") {
        Some(parameter) => Splice::new(parameter.raw.clone(), parameter::quote(&text)),
        None => Splice::insert(at.end, format!("; boundary={}", parameter::quote(&text))),
    };
    cx.change(code, &part, at, vec![splice], signed(index), Some(text));
}

fn is_boundary_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(&byte)
}

/// How often each token stands on a line of its own behind `--`, and whether it is followed by what a part starts with.
fn occurrences(body: &[u8]) -> HashMap<&[u8], (usize, bool)> {
    let mut found: HashMap<&[u8], (usize, bool)> = HashMap::new();
    let starts =
        std::iter::once(0).chain(memchr::memmem::find_iter(body, b"\n--").map(|at| at + 1));
    for start in starts.filter(|start| slice(body, *start..body.len()).starts_with(b"--")) {
        let (end, next) = line(body, start, body.len());
        let token = trim_end_wsp(slice(body, start + 2..end));
        let (token, closes) = match token.strip_suffix(b"--") {
            Some(token) if found.contains_key(token) => (token, true),
            _ => (token, false),
        };
        if token.is_empty() || token.len() > 200 || found.len() > 10_000 {
            continue;
        }
        let rest = slice(body, next..body.len());
        let opens = rest.get(..8).is_some_and(|head| head.eq_ignore_ascii_case(b"Content-"));
        let entry = found.entry(token).or_default();
        entry.0 += 1;
        entry.1 |= opens || closes;
    }
    found
}

/// The boundary that `body` seems to be divided by.
fn infer(body: &[u8]) -> Option<Vec<u8>> {
    let found = occurrences(body);
    let fits = |token: &[u8]| {
        token.len() <= 70
            && !token.ends_with(b"--")
            && token.iter().all(|b| is_boundary_byte(*b))
            && token.iter().any(|b| *b != b'-' && *b != b'=')
    };
    let mut at = 0;
    // The first one that stands more than once, or is followed by a part's header.
    while at <= body.len() {
        let rest = slice(body, at..body.len());
        let start = if at == 0 && rest.starts_with(b"--") {
            0
        } else {
            at + memchr::memmem::find(rest, b"\n--")? + 1
        };
        let (end, next) = line(body, start, body.len());
        let token = trim_end_wsp(slice(body, start + 2..end));
        if fits(token) && found.get(token).is_some_and(|(count, opens)| *count > 1 && *opens) {
            return Some(token.to_vec());
        }
        // The line end that starts the next search belongs to this line.
        at = if next > end { next - 1 } else { return None };
    }
    None
}

/// A boundary that some readers take for another, or that is no boundary by the standard.
fn conflict(cx: &mut Cx<'_>, index: usize, node: &Node) {
    let boundary = node.boundary.as_slice();
    let legal = boundary.len() <= 70 && boundary.iter().all(|b| is_boundary_byte(*b));
    let mut clash = None;
    let mut parent = node.parent;
    while let Some((at, outer)) = parent.and_then(|at| Some((at, cx.tree.nodes.get(at)?))) {
        let alike = boundary.starts_with(&outer.boundary) || outer.boundary.starts_with(boundary);
        if outer.kind == Kind::Multipart && alike {
            clash = clash.or(Some((at, outer)));
        }
        parent = outer.parent;
    }
    if legal && unquoted(cx, index, node) {
        return;
    }
    match clash {
        // The delimiters of what is signed stay: those around it give way.
        Some((at, outer)) if node.seals() => rename(cx, at, outer),
        Some(_) => rename(cx, index, node),
        None if !legal && !node.seals() => rename(cx, index, node),
        None => {}
    }
}

/// Closes the quotes of a boundary, and takes out what stands behind them: readers take these for part of it, or not.
fn unquoted(cx: &mut Cx<'_>, index: usize, node: &Node) -> bool {
    let Some(found) = node.mime.parameter("boundary") else { return false };
    let field = node.type_field.and_then(|at| cx.tree.fields.get(at));
    let Some(field) = field else { return false };
    let raw = cx.slice(found.raw.clone());
    let rest = cx.slice(found.raw.end..field.end);
    let junk = rest.get(..semicolon(rest).unwrap_or(rest.len())).unwrap_or_default();
    let junk = junk.trim_ascii_end();
    let is_told = matches!(junk.trim_ascii_start(), [] | [b'(', ..]);
    if !raw.starts_with(b"\"") || (is_closed(raw) && is_told) {
        return false;
    }
    let length = if is_told { 0 } else { junk.len() };
    let span = found.raw.start..found.raw.end + length;
    let splices =
        vec![Splice::new(span.clone(), parameter::quote(&String::from_utf8_lossy(&node.boundary)))];
    let part = cx.tree.path(index);
    cx.change(Code::BndConflict, &part, span, splices, signed(index), Some("quotes".to_owned()))
}

/// Gives a multipart a boundary that nothing else has.
fn rename(cx: &mut Cx<'_>, index: usize, node: &Node) {
    let boundary = node.boundary.as_slice();
    let Some(parameter) = node.mime.parameter("boundary") else { return };
    let part = cx.tree.path(index);
    let fresh = fresh(cx.boundary_stem(), boundary, &part);
    let mut splices = vec![Splice::new(parameter.raw.clone(), format!("\"{fresh}\""))];
    let close = node.close.as_ref().map(|close| close.start);
    for start in node.delimiters.iter().copied().chain(close) {
        splices.push(Splice::new(start + 2..start + 2 + boundary.len(), fresh.as_bytes()));
    }
    cx.change(Code::BndConflict, &part, parameter.raw.clone(), splices, Signed::Body, Some(fresh));
}

/// A boundary that occurs nowhere in the message, as `stem` does not: always the same for the same message.
fn fresh(stem: &str, old: &[u8], part: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(old);
    hash.update(b"\n");
    hash.update(part.as_bytes());
    format!("{stem}{}", Digest::<32>(hash.finalize().into()).digits(24))
}

/// Adds closing delimiters, the innermost first.
pub(super) fn close(cx: &mut Cx<'_>) {
    let tree = cx.tree;
    if !cx.plan.changes.is_empty() {
        return;
    }
    let mut added: Option<usize> = None;
    for (index, node) in tree.nodes.iter().enumerate().rev() {
        let is_open = node.kind == Kind::Multipart
            && node.freeze == Freeze::Open
            && !node.seals()
            && node.first_delimiter.is_some()
            && node.close.is_none();
        if !is_open {
            continue;
        }
        let rest = cx.slice(node.end..cx.bytes.len());
        let (at, lead) = if rest.is_empty() {
            let needs_line = added.is_none() && !ends_on_a_line_of_its_own(cx);
            (node.end, if needs_line { "\r\n" } else { "" })
        } else {
            (node.end + rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count().min(2), "")
        };
        let boundary = String::from_utf8_lossy(&node.boundary);
        let mut splices = Vec::new();
        let mut code = Code::BndUnclosed;
        if rest.is_empty() && added.is_none() {
            if let Some(tail) = cut_tail(cx) {
                splices.extend(tail);
                code = Code::Truncated;
            }
            added = Some(index);
        }
        splices.push(Splice::insert(at, format!("{lead}--{boundary}--\r\n")));
        let part = tree.path(index);
        cx.change(code, &part, at..at, splices, Signed::Body, None);
    }
}

/// Whether a delimiter may follow the last byte of the message without changing what the last part says.
fn ends_on_a_line_of_its_own(cx: &Cx<'_>) -> bool {
    let Some(last) = cx.tree.nodes.last() else { return true };
    let counts = last.kind == Kind::Leaf && !last.is_text() && last.encoding.is_identity();
    cx.bytes.ends_with(b"\n") && (!counts || last.body().is_empty())
}

/// Whether the message breaks off inside its last part, and what completes that: a header without a body, base64 inside
/// a group of four.
fn cut_tail(cx: &Cx<'_>) -> Option<Vec<Splice>> {
    let last = cx.tree.nodes.last()?;
    let faults = cx.tree.faults_of(last);
    if faults.iter().any(|fault| fault.kind == FaultKind::NoEnd) {
        let at = cx.bytes.len();
        let lead = if cx.bytes.ends_with(b"\n") { "\r\n" } else { "\r\n\r\n" };
        return Some(vec![Splice::insert(at, lead)]);
    }
    let body = cx.slice(last.body());
    if last.kind != Kind::Leaf || last.encoding != Encoding::Base64 || !base64::look(body).is_cut {
        return None;
    }
    let symbols = body.iter().filter(|b| !is_wsp(**b) && !matches!(b, b'\r' | b'\n')).count();
    let used = body.trim_ascii_end().len();
    let end = last.body().start + used;
    Some(match symbols % 4 {
        1 => vec![Splice::new(end - 1..end, "")],
        2 => vec![Splice::insert(end, "==")],
        3 => vec![Splice::insert(end, "=")],
        _ => Vec::new(),
    })
}
