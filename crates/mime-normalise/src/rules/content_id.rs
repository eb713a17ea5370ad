//! The Content-ID of a part (RFC 2392).

use super::{Cx, value_span};
use crate::Code;
use crate::plan::{Signed, Splice};
use crate::scan::Field;

/// Without both angle brackets it is none, and what refers to it finds nothing.
pub(super) fn run(cx: &mut Cx<'_>, index: usize, field: &Field) {
    if field.name_end - field.start != 10 || !field.is(cx.bytes, "Content-ID") {
        return;
    }
    let span = value_span(cx.bytes, field);
    let value = cx.slice(span.clone());
    let (opens, closes) = (value.starts_with(b"<"), value.ends_with(b">"));
    let inner =
        value.get(usize::from(opens)..value.len() - usize::from(closes)).unwrap_or_default();
    let is_id = inner.is_ascii() && !inner.is_empty() && !inner.iter().any(|b| b"<>".contains(b));
    if (opens && closes) || !is_id {
        return;
    }
    let open = (!opens).then(|| Splice::insert(span.start, "<"));
    let close = (!closes).then(|| Splice::insert(span.end, ">"));
    let splices = open.into_iter().chain(close).collect();
    let part = cx.tree.path(index);
    let signed = if index == 0 { Signed::Outside } else { Signed::Body };
    cx.change(Code::CidFixed, &part, span, splices, signed, None);
}
