//! A winmail.dat becomes the parts that it wraps.

use super::Cx;
use super::composite::fits;
use crate::Code;
use crate::build::part::{Leaf, Part};
use crate::charset::{self, Label};
use crate::codec;
use crate::plan::{Signed, Splice};
use crate::scan::{Kind, Node};
use crate::tnef::{self, MARK, Opened, letters};

/// What base64 of TNEF's signature starts with.
const START: &[u8] = b"eJ8+I";

/// Whether `node` says that it is TNEF, or looks so.
pub(super) fn is_candidate(cx: &Cx<'_>, node: &Node) -> bool {
    if node.kind != Kind::Leaf {
        return false;
    }
    let media = node.mime.media.as_str();
    let named = || {
        let name = node.mime.parameter("name");
        name.is_some_and(|name| name.value.eq_ignore_ascii_case(b"winmail.dat"))
    };
    matches!(media, "application/ms-tnef" | "application/vnd.ms-tnef")
        || named()
        || (media == "application/octet-stream"
            && cx.slice(node.body()).trim_ascii_start().starts_with(START))
}

/// Whether what could be read of it stands beside it.
pub(super) fn is_told(cx: &Cx<'_>, node: &Node) -> bool {
    let mark = cx.tree.field(cx.bytes, node, MARK);
    mark.is_some_and(|field| field.raw(cx.bytes).trim_ascii() == b"partly")
}

fn is_marked(cx: &Cx<'_>, node: &Node) -> bool {
    cx.tree.field(cx.bytes, node, MARK).is_some()
}

pub(super) fn run(cx: &mut Cx<'_>) {
    let tree = cx.tree;
    for (index, node) in tree.nodes.iter().enumerate() {
        let is_open = node.freeze == crate::scan::Freeze::Open && node.cut.is_none();
        if is_open && is_candidate(cx, node) && !is_marked(cx, node) {
            if cx.opens {
                open(cx, index, node);
            } else {
                keep(cx, index, node);
            }
        }
    }
}

/// Too many were inside each other: this one is marked, so that the next pass does not open it.
fn keep(cx: &mut Cx<'_>, index: usize, node: &Node) {
    let path = cx.tree.path(index);
    let splices = vec![Splice::insert(super::insertion(cx, node), format!("{MARK}: no\r\n"))];
    let note = Some("not opened: inside too many others".to_owned());
    cx.change(Code::TnefDecoded, &path, node.body(), splices, Signed::Body, note);
}

fn open(cx: &mut Cx<'_>, index: usize, node: &Node) {
    let path = cx.tree.path(index);
    let stream = codec::decoded(cx.slice(node.body()), &node.encoding, usize::MAX);
    let Some(mut opened) = tnef::open(&stream, &path, &cx.options.identities) else { return };
    let note = opened.doubt.map(|doubt| format!("kept beside it: {doubt}"));
    if opened.doubt.is_some() {
        opened.files.push(tnef::original(&stream));
    }
    drop(stream);
    let splices = match sibling(cx, index, node) {
        Some((text, parent)) if says_it(cx, text, &opened) => {
            beside(cx, node, text, parent, opened)
        }
        _ => instead(cx, index, node, opened),
    };
    if let Some(splices) = splices {
        cx.change(Code::TnefDecoded, &path, node.body(), splices, Signed::Body, note);
    }
}

/// The text before it in a `multipart/mixed`, and that: what Exchange writes.
fn sibling<'a>(cx: &Cx<'a>, index: usize, node: &Node) -> Option<(&'a Node, &'a Node)> {
    let tree = cx.tree;
    let parent_index = node.parent?;
    let parent = tree.nodes.get(parent_index)?;
    let text = tree.nodes.get(index.checked_sub(1)?)?;
    let is_body = text.parent == node.parent
        && text.kind == Kind::Leaf
        && text.number + 1 == node.number
        && text.mime.media == "text/plain"
        && text.mime.parameter("name").is_none()
        && tree.field(cx.bytes, text, "Content-Disposition").is_none();
    (parent.mime.media == "multipart/mixed" && is_body).then_some((text, parent))
}

/// Whether a text says what the one inside says, if there is one, and says anything.
fn says_it(cx: &Cx<'_>, text: &Node, opened: &Opened) -> bool {
    let body = codec::decoded(cx.slice(text.body()), &text.encoding, usize::MAX);
    let declared = text.mime.parameter("charset").map(|charset| charset::label(&charset.value));
    let encoding = match declared {
        Some(Label::Known(encoding)) => encoding,
        _ => charset::detect(&body, false, cx.siblings()).encoding,
    };
    let outside = letters(&charset::decode(&body, encoding));
    // Exchange writes `?` where its charset lacks a character.
    let same = |inside: &String| {
        outside.chars().count() == inside.chars().count()
            && outside.chars().zip(inside.chars()).all(|(a, b)| a == b || a == '?')
    };
    !outside.is_empty() && opened.words.as_ref().is_none_or(same)
}

/// The text is there: HTML goes beside it, files after it. `None` if a line of theirs is a delimiter around them.
fn beside(
    cx: &Cx<'_>,
    node: &Node,
    text: &Node,
    parent: &Node,
    opened: Opened,
) -> Option<Vec<Splice>> {
    let Opened { html, files, seed, .. } = opened;
    let mut splices = Vec::new();
    let mut all_fit = files.iter().all(|leaf| fits(cx, node, &leaf.body));
    if let Some(html) = html {
        let boundary = format!("=_alternative_{seed}");
        let head = format!(
            "Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n"
        );
        splices.push(Splice::insert(text.start, head));
        let mut tail = format!("\r\n--{boundary}\r\n").into_bytes();
        html.write(&seed, &mut tail);
        tail.extend_from_slice(format!("\r\n--{boundary}--").as_bytes());
        all_fit &= fits(cx, node, &tail);
        splices.push(Splice::insert(text.end, tail));
    }
    let delimiter = parent.delimiters.get(node.number.saturating_sub(1)).copied();
    let next = parent.delimiters.get(node.number).copied();
    let next = next.or(parent.close.as_ref().map(|close| close.start));
    match (files.is_empty(), delimiter, next) {
        (true, Some(start), Some(end)) => splices.push(Splice::new(start..end, Vec::new())),
        _ => splices.push(Splice::new(node.start..node.end, list(parent, files))),
    }
    all_fit.then_some(splices)
}

/// Parts of `parent`, with its delimiters between them.
fn list(parent: &Node, files: Vec<Leaf>) -> Vec<u8> {
    let mut out = Vec::new();
    for (at, leaf) in files.into_iter().enumerate() {
        if at > 0 {
            out.extend_from_slice(b"\r\n--");
            out.extend_from_slice(&parent.boundary);
            out.extend_from_slice(b"\r\n");
        }
        Part::Leaf(leaf).write("", &mut out);
    }
    out
}

/// One part with everything, in the place of the winmail.dat.
fn instead(cx: &Cx<'_>, index: usize, node: &Node, opened: Opened) -> Option<Vec<Splice>> {
    let Opened { text, html, files, seed, .. } = opened;
    let mut out = Vec::new();
    tnef::whole(text, html, files).write(&seed, &mut out);
    if index > 0 {
        let is_fit = fits(cx, node, &out);
        return is_fit.then(|| vec![Splice::new(node.start..node.end, out)]);
    }
    let end = memchr::memmem::find(&out, b"\r\n\r\n").map_or(out.len(), |at| at + 2);
    // Behind the header's fields: an empty line, and the body.
    let mut body = out.split_off(end).split_off(2);
    if !body.ends_with(b"\r\n") {
        body.extend_from_slice(b"\r\n");
    }
    let mut splices = vec![Splice::new(node.body(), body)];
    for field in cx.tree.fields_of(node) {
        let name = field.name(cx.bytes);
        if name.get(..8).is_some_and(|head| head.eq_ignore_ascii_case(b"Content-")) {
            splices.push(Splice::new(field.whole(), std::mem::take(&mut out)));
        }
    }
    Some(splices)
}
