//! More levels or parts than servers read.

use super::{Cx, set_encoding, set_file};
use crate::Code;
use crate::codec::base64;
use crate::plan::{Signed, Splice};
use crate::scan::{Kind, MAX_DEPTH, MAX_PARTS, Node, slice};

/// So many entities stay when there are too many: fewer than the scanner's limit, so that the files made of the rest,
/// one for each level, do not exceed it again.
const KEPT: usize = MAX_PARTS - 2 * MAX_DEPTH;

pub(super) fn run(cx: &mut Cx<'_>) {
    let tree = cx.tree;
    let is_crowded = tree.nodes.len() >= MAX_PARTS;
    for (index, node) in tree.nodes.iter().enumerate() {
        if is_crowded && index >= KEPT {
            break;
        }
        match (node.kind, node.cut) {
            (Kind::Leaf, Some(_)) => deep(cx, index, node),
            (Kind::Multipart, _) if is_crowded => crowded(cx, index, node),
            _ => {}
        }
    }
}

const FILE: &str = "application/octet-stream; name=\"rest.eml\"";

/// The entity becomes a file of itself.
fn deep(cx: &mut Cx<'_>, index: usize, node: &Node) {
    let whole = cx.slice(node.start..node.end);
    let mut splices = set_file(cx, node, "rest.eml");
    splices.extend(set_encoding(cx, node, "base64"));
    splices.push(Splice::new(node.body(), base64::encode(whole)));
    let part = cx.tree.path(index);
    let note = Some(format!("{} levels", node.depth));
    cx.change(Code::DepthCut, &part, node.body(), splices, Signed::Body, note);
}

/// The last parts of a multipart become one file.
fn crowded(cx: &mut Cx<'_>, index: usize, node: &Node) {
    let nodes = &cx.tree.nodes;
    let later = nodes.iter().enumerate().skip(KEPT.max(index + 1));
    let first =
        later.clone().find(|(_, child)| child.parent == Some(index)).map(|(_, child)| child.number);
    let start = first.and_then(|number| node.delimiters.get(number.saturating_sub(1))).copied();
    let Some(start) = start.or(node.cut) else { return };
    let end = node.close.as_ref().map_or(node.end, |close| close.start);
    let boundary = String::from_utf8_lossy(&node.boundary).into_owned();
    let mut inner =
        format!("Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n").into_bytes();
    inner.extend_from_slice(slice(cx.bytes, start..end));
    inner.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let mut part = slice(cx.bytes, start..start + 2 + node.boundary.len()).to_vec();
    part.extend_from_slice(
        format!(
            "\r\nContent-Type: {FILE}\r\nContent-Disposition: attachment; filename=\"rest.eml\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n"
        )
        .as_bytes(),
    );
    part.extend(base64::encode(&inner));
    part.extend_from_slice(b"\r\n");
    let path = cx.tree.path(index);
    let note = Some(format!("more than {KEPT} parts"));
    cx.change(
        Code::DepthCut,
        &path,
        start..end,
        vec![Splice::new(start..end, part)],
        Signed::Body,
        note,
    );
}
