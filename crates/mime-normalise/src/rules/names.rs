//! File names of parts (RFC 2183 §2.3, RFC 2231).

use super::Cx;
use super::fields::{replace_parameter, semicolon};
use crate::plan::{Signed, Splice};
use crate::scan::{Field, Kind, Node, Parameter, parameters};
use crate::{Code, parameter};

pub(super) fn run(cx: &mut Cx<'_>, index: usize, node: &Node) {
    if node.kind != Kind::Leaf {
        return;
    }
    let disposition = cx.tree.field(cx.bytes, node, "Content-Disposition").copied();
    let type_field = node.type_field.and_then(|f| cx.tree.fields.get(f)).copied();
    let own = disposition.map(|field| parameters(cx.bytes, semicolon(cx, &field)..field.end));
    let mut changed = false;
    if let (Some(field), Some(found)) = (&disposition, &own) {
        changed |= check(cx, index, field, found, "filename");
    }
    if let Some(field) = &type_field {
        changed |= check(cx, index, field, &node.mime.parameters, "name");
    }
    if !changed && !node.is_opaque() {
        add(cx, index, node, disposition.as_ref(), own.as_deref());
    }
}

fn signed(index: usize, field: &str) -> Signed {
    if index == 0 { Signed::header(field.as_bytes()) } else { Signed::Body }
}

/// A name that no file system should be given, or that is encoded in a way some readers do not know.
fn check(cx: &mut Cx<'_>, index: usize, field: &Field, found: &[Parameter], base: &str) -> bool {
    if !found.iter().any(|p| p.name.starts_with(base)) {
        return false;
    }
    let Some(text) = parameter::text(found, base, cx.siblings()) else { return false };
    let part = cx.tree.path(index);
    let name = String::from_utf8_lossy(field.name(cx.bytes)).into_owned();
    if let Some(safe) = sanitised(&text) {
        let splices = replace_parameter(cx, found, base, &parameter::write(base, &safe), field.end);
        let at = field.value..field.end;
        return cx.change(
            Code::FnameSanitised,
            &part,
            at,
            splices,
            signed(index, &name),
            Some(text),
        );
    }
    let plain = found.iter().find(|p| p.name == base);
    let extended = found.iter().any(|p| p.name.starts_with(base) && p.name.contains('*'));
    if let Some(plain) = plain
        && !extended
        && plain.value.is_ascii()
        && plain.value.as_slice() != text.as_bytes()
        && is_closed(cx.slice(plain.raw.clone()))
    {
        let written = format!(";\r\n {}", parameter::write_extended(base, &text));
        let splices = vec![Splice::insert(plain.whole.end, written)];
        let at = plain.whole.clone();
        return cx.change(Code::EwRepaired, &part, at, splices, signed(index, &name), Some(text));
    }
    false
}

/// `name` made harmless; `None` if it is so.
fn sanitised(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut safe: String = last.chars().map(|c| if c.is_control() { '_' } else { c }).collect();
    if safe.len() > 255 {
        safe = shortened(&safe);
    }
    if !safe.is_empty() && safe.chars().all(|c| c == '.') {
        safe = safe.replace('.', "_");
    }
    if safe.is_empty() && !name.is_empty() {
        "unnamed".clone_into(&mut safe);
    }
    (safe != name).then_some(safe)
}

/// At most 255 bytes, with the extension.
fn shortened(name: &str) -> String {
    let extension = name.rsplit_once('.').map(|(_, e)| e).filter(|e| e.len() <= 20);
    let room = 255 - extension.map_or(0, |e| e.len() + 1);
    let mut short = String::new();
    for c in name.chars() {
        if short.len() + c.len_utf8() > room {
            break;
        }
        short.push(c);
    }
    if let Some(extension) = extension {
        short.push('.');
        short.push_str(extension);
    }
    short
}

/// Whether a value that starts with a quote ends with one.
pub(super) fn is_closed(raw: &[u8]) -> bool {
    let Some(inner) = raw.strip_prefix(b"\"") else { return true };
    let mut escaped = false;
    for (at, byte) in inner.iter().enumerate() {
        match byte {
            b'\\' if !escaped => escaped = true,
            b'"' if !escaped => return at + 1 == inner.len(),
            _ => escaped = false,
        }
    }
    false
}

/// A name that stands only in the type goes into the disposition too.
fn add(
    cx: &mut Cx<'_>,
    index: usize,
    node: &Node,
    disposition: Option<&Field>,
    own: Option<&[Parameter]>,
) {
    if !node.mime.parameters.iter().any(|p| p.name.starts_with("name")) {
        return;
    }
    if own.is_some_and(|own| own.iter().any(|p| p.name.starts_with("filename"))) {
        return;
    }
    let Some(text) = parameter::text(&node.mime.parameters, "name", cx.siblings()) else { return };
    if text.is_empty() {
        return;
    }
    let written = parameter::write("filename", &text);
    let part = cx.tree.path(index);
    let splice = match disposition {
        Some(field) => {
            let end = field.value + field.raw(cx.bytes).trim_ascii_end().len();
            if end == field.value {
                return;
            }
            let last = own.and_then(<[Parameter]>::last).map(|p| cx.slice(p.raw.clone()));
            let close = if last.is_none_or(is_closed) { "" } else { "\"" };
            let added = format!("{close};\r\n {written}");
            // Behind an open comment or the like it would not be read.
            let whole = [cx.slice(semicolon(cx, field)..end), added.as_bytes()].concat();
            let read = parameters(&whole, 0..whole.len());
            if parameter::text(&read, "filename", &[]).as_deref() != Some(text.as_str()) {
                return;
            }
            Splice::insert(end, added)
        }
        None => {
            // A message that is one text has no file in it.
            if index == 0 && node.is_text() {
                return;
            }
            let shown = node.is_text() || cx.tree.field(cx.bytes, node, "Content-ID").is_some();
            let kind = if shown { "inline" } else { "attachment" };
            let line = format!("Content-Disposition: {kind};\r\n {written}\r\n");
            Splice::insert(super::insertion(cx, node), line)
        }
    };
    let at = splice.span.clone();
    cx.change(
        Code::FnameAdded,
        &part,
        at,
        vec![splice],
        signed(index, "Content-Disposition"),
        Some(text),
    );
}
