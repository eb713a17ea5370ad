//! Raw 8-bit bytes of a `Content-` field that stand in no value of a parameter.

use std::ops::Range;

use super::Cx;
use crate::charset;
use crate::plan::{Signed, Splice};
use crate::scan::{Field, trim_end_wsp, unfold};
use crate::{Class, Code};

/// They go, and so does a comment around them: some readers take it for part of the type. The note keeps what stood there.
/// Those in values of parameters are mended before.
pub(super) fn run(cx: &mut Cx<'_>, index: usize, field: &Field) {
    let splices = mended(cx, field.value..field.end);
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

fn mended(cx: &Cx<'_>, span: Range<usize>) -> Vec<Splice> {
    let mut splices = Vec::new();
    let text = cx.slice(span.clone());
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.iter().position(|b| !b.is_ascii()))
    {
        let here = at + found;
        let run = text.get(here..).unwrap_or_default();
        let run = here..here + run.iter().take_while(|b| !b.is_ascii()).count();
        let place = comment(text, here).filter(|comment| comment.start >= at).unwrap_or(run);
        at = place.end;
        splices.push(Splice::new(span.start + place.start..span.start + place.end, Vec::new()));
    }
    splices
}

/// The comment around a place, with the blanks before it.
fn comment(text: &[u8], at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?;
    let open = memchr::memrchr(b'(', before)?;
    if before.get(open..)?.contains(&b')') {
        return None;
    }
    let close = memchr::memchr(b')', text.get(at..)?)?;
    let start = trim_end_wsp(text.get(..open)?).len();
    Some(start..at + close + 1)
}
