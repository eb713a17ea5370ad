//! Raw 8-bit bytes of a `Content-` field that stand in none of its parameters.

use std::ops::Range;

use super::Cx;
use super::fields::semicolon;
use crate::charset;
use crate::codec::words;
use crate::plan::{Signed, Splice};
use crate::scan::{Field, parameters, unfold};
use crate::{Class, Code};

/// In a comment they become encoded words; elsewhere, where no reader could do anything with them, they go.
pub(super) fn run(cx: &mut Cx<'_>, index: usize, field: &Field) {
    let found = parameters(cx.bytes, semicolon(cx, field)..field.end);
    let mut splices = Vec::new();
    let mut at = field.value;
    let ends = found.iter().map(|parameter| parameter.whole.clone());
    for inside in ends.chain(std::iter::once(field.end..field.end)) {
        if at < inside.start {
            outside(cx, at..inside.start, &mut splices);
        }
        at = at.max(inside.end);
    }
    if splices.is_empty() {
        return;
    }
    let name = String::from_utf8_lossy(field.name(cx.bytes)).into_owned();
    let part = cx.header_part(index, &name);
    let (class, signed) = match index {
        0 => (Class::Must, Signed::header(field.name(cx.bytes))),
        _ => (Class::Should, Signed::Body),
    };
    let note = charset::decode_guessing(&unfold(field.raw(cx.bytes)), cx.siblings()).into_owned();
    cx.change_as(class, Code::Hdr8bit, &part, field.value..field.end, splices, signed, Some(note));
}

/// The splices of a stretch between parameters.
fn outside(cx: &Cx<'_>, span: Range<usize>, splices: &mut Vec<Splice>) {
    let text = cx.slice(span.clone());
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.iter().position(|b| !b.is_ascii()))
    {
        let here = at + found;
        let run = text.get(here..).unwrap_or_default();
        let run = here..here + run.iter().take_while(|b| !b.is_ascii()).count();
        let comment = comment(text, here).filter(|comment| comment.start >= at);
        let (place, with) = match comment {
            Some(comment) => {
                let inner = unfold(text.get(comment.clone()).unwrap_or_default());
                let new = words::encode(&words::decode_text(&inner, cx.siblings()), 40);
                (comment, new)
            }
            None => (run, Vec::new()),
        };
        at = place.end;
        splices.push(Splice::new(span.start + place.start..span.start + place.end, with));
    }
}

/// What stands between the parentheses around a place.
fn comment(text: &[u8], at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?;
    let open = memchr::memrchr(b'(', before)?;
    if before.get(open..)?.contains(&b')') {
        return None;
    }
    let close = memchr::memchr(b')', text.get(at..)?)?;
    Some(open + 1..at + close)
}
