//! Lines among the headers that are no headers.

use super::Cx;
use crate::plan::{Signed, Splice};
use crate::scan::{Fault, FaultKind, Freeze, Node};
use crate::{Class, Code};

pub(super) fn run(cx: &mut Cx<'_>) {
    for (index, node) in cx.tree.nodes.iter().enumerate() {
        if node.freeze != Freeze::Open || node.faults.is_empty() {
            continue;
        }
        let mut number = invalid_headers(cx, node);
        let is_root = index == 0;
        let part = if is_root { "header".to_owned() } else { cx.tree.path(index) };
        for fault in cx.tree.faults_of(node) {
            let Some((code, splice)) = repair(cx.bytes, fault, is_root, &mut number) else {
                continue;
            };
            let at = fault.start..fault.end;
            let (class, signed) = match fault.kind {
                // A server looks at the first header only; in a part, a line taken wrongly is a matter of reading.
                _ if !is_root => (Class::Should, Signed::Body),
                FaultKind::BodyStart | FaultKind::DelimiterStart | FaultKind::TooMany => {
                    (Class::Must, Signed::Body)
                }
                FaultKind::Garbage
                | FaultKind::LostFold
                | FaultKind::SpaceColon
                | FaultKind::EmptyName
                | FaultKind::OrphanFold
                | FaultKind::BlankFold
                | FaultKind::BlankEnd
                | FaultKind::NoEnd => (code.class(), Signed::Outside),
            };
            let note =
                String::from_utf8_lossy(cx.slice(fault.start..fault.end.min(fault.start + 120)));
            let note = (!note.trim().is_empty()).then(|| note.into_owned());
            cx.change_as(class, code, &part, at, vec![splice], signed, note);
        }
    }
}

/// How many lines were kept as `X-Invalid-N` before.
fn invalid_headers(cx: &Cx<'_>, node: &Node) -> usize {
    let is_invalid =
        |name: &[u8]| name.get(..10).is_some_and(|n| n.eq_ignore_ascii_case(b"X-Invalid-"));
    cx.tree.fields_of(node).iter().filter(|field| is_invalid(field.name(cx.bytes))).count()
}

fn repair(
    bytes: &[u8],
    fault: &Fault,
    is_root: bool,
    number: &mut usize,
) -> Option<(Code, Splice)> {
    let Fault { kind, start, end, next } = *fault;
    let ends_with_line = bytes.ends_with(b"\n");
    Some(match kind {
        FaultKind::Garbage => {
            *number += 1;
            (Code::HdrGarbage, Splice::insert(start, format!("X-Invalid-{number}: ")))
        }
        FaultKind::EmptyName => {
            *number += 1;
            (Code::HdrEmptyName, Splice::insert(start, format!("X-Invalid-{number}")))
        }
        FaultKind::LostFold => (Code::HdrGarbage, Splice::insert(start, " ")),
        // A blank line at the very top would be cut off again: there must be a header before it.
        FaultKind::BodyStart if is_root && start == 0 => {
            (Code::HdrGarbage, Splice::insert(start, "MIME-Version: 1.0\r\n\r\n"))
        }
        FaultKind::BodyStart => (Code::HdrGarbage, Splice::insert(start, "\r\n")),
        FaultKind::DelimiterStart => (Code::HdrNoEnd, Splice::insert(start, "\r\n")),
        FaultKind::TooMany => (Code::HdrHuge, Splice::insert(start, "\r\n")),
        FaultKind::SpaceColon => (Code::HdrSpaceColon, Splice::new(start..end, "")),
        FaultKind::OrphanFold => (Code::HdrOrphanFold, Splice::new(start..end, "")),
        FaultKind::BlankFold => (Code::HdrBlankFold, Splice::new(start..next, "")),
        FaultKind::BlankEnd if next == end => (Code::HdrBlankFold, Splice::new(start..end, "\r\n")),
        FaultKind::BlankEnd => (Code::HdrBlankFold, Splice::new(start..end, "")),
        FaultKind::NoEnd if !is_root && ends_with_line => return None,
        FaultKind::NoEnd if ends_with_line => (Code::HdrNoEnd, Splice::insert(end, "\r\n")),
        FaultKind::NoEnd if is_root => (Code::HdrNoEnd, Splice::insert(end, "\r\n\r\n")),
        FaultKind::NoEnd => return None,
    })
}
