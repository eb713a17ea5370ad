//! Header fields, one by one.

use std::collections::HashSet;
use std::ops::Range;

use super::{Cx, content_id, stray};
use crate::codec::words;
use crate::plan::{Signed, Splice};
use crate::scan::{Field, MAX_PARAMETERS, Node, is_wsp, line, parameters, slice, unfold};
use crate::{Class, Code, address, parameter, scan};

pub(super) fn run(cx: &mut Cx<'_>, index: usize, node: &Node) {
    let header = cx.slice(node.start..node.header.end);
    let is_ascii = header.is_ascii();
    let mut words = memchr::memmem::find_iter(header, b"=?").map(|at| node.start + at).peekable();
    let mut first: [Option<Range<usize>>; ONCE.len()] = [const { None }; ONCE.len()];
    let fields = cx.tree.fields_of(node);
    for field in fields {
        if index == 0 && starts_with(field.name(cx.bytes), b"x-bm-") {
            neutralise(cx, field);
            continue;
        }
        // What a server would destroy comes before what a client would like: the latter may be left out.
        while words.next_if(|at| *at < field.start).is_some() {}
        let has_word = words.peek().is_some_and(|at| *at < field.end);
        if has_word || !is_ascii {
            text(cx, index, field);
        }
        if duplicate(cx, index, field, &mut first) {
            continue;
        }
        if field.end - field.start > LONGEST {
            long(cx, index, field);
        }
        content_id::run(cx, index, field);
        if index == 0 {
            x500(cx, field);
        }
    }
}

fn starts_with(name: &[u8], prefix: &[u8]) -> bool {
    name.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

fn name_of(cx: &Cx<'_>, field: &Field) -> String {
    String::from_utf8_lossy(field.name(cx.bytes)).into_owned()
}

/// BlueMind takes these for its own words on calendars, resources and drafts.
fn neutralise(cx: &mut Cx<'_>, field: &Field) {
    let part = cx.header_part(0, &name_of(cx, field));
    let at = field.start..field.name_end;
    let splice = Splice::new(field.start..field.start + 2, "X-Orig-");
    let signed = Signed::header(field.name(cx.bytes));
    cx.change(Code::BmHeaderNeutralised, &part, at, vec![splice], signed, None);
}

/// What may stand once; those of a part are the last five.
const ONCE: [&str; 10] = [
    "From",
    "Date",
    "Subject",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Disposition",
    "Content-ID",
    "Content-Description",
];

fn duplicate(
    cx: &mut Cx<'_>,
    index: usize,
    field: &Field,
    first: &mut [Option<Range<usize>>; ONCE.len()],
) -> bool {
    let name = field.name(cx.bytes);
    // Most names have another length.
    if !matches!(name.len(), 4 | 7 | 10 | 12 | 19 | 25) {
        return false;
    }
    let own = if index == 0 { 0 } else { 5 };
    let found =
        ONCE.iter().zip(first.iter_mut()).skip(own).find(|(once, _)| {
            once.len() == name.len() && name.eq_ignore_ascii_case(once.as_bytes())
        });
    let Some((once, first)) = found else { return false };
    let Some(earlier) = first else {
        *first = Some(field.value..field.end);
        return false;
    };
    let same = unfold(cx.slice(earlier.clone())) == unfold(field.raw(cx.bytes));
    let (splice, note) = if same {
        (Splice::new(field.whole(), ""), "deleted: equal to the first")
    } else {
        (renamed(cx.bytes, field, "X-Duplicate-"), "renamed X-Duplicate-")
    };
    let part = cx.header_part(index, once);
    let signed = if index == 0 { Signed::header(name) } else { Signed::Body };
    cx.change(Code::HdrDup, &part, field.whole(), vec![splice], signed, Some(note.to_owned()));
    true
}

/// Puts `prefix` before a field's name. The name is part of the splice: nothing can come between them.
pub(super) fn renamed(bytes: &[u8], field: &Field, prefix: &str) -> Splice {
    let name = [prefix.as_bytes(), field.name(bytes)].concat();
    Splice::new(field.start..field.name_end, name)
}

/// Headers of addresses.
pub(super) fn is_address(name: &[u8]) -> bool {
    const NAMES: [&str; 15] = [
        "From",
        "To",
        "Cc",
        "Bcc",
        "Sender",
        "Reply-To",
        "Return-Path",
        "Errors-To",
        "Delivered-To",
        "Disposition-Notification-To",
        "Return-Receipt-To",
        "Resent-From",
        "Resent-To",
        "Resent-Cc",
        "Resent-Sender",
    ];
    NAMES.iter().any(|n| name.eq_ignore_ascii_case(n.as_bytes()))
}

/// Raw 8-bit bytes and broken encoded words.
fn text(cx: &mut Cx<'_>, index: usize, field: &Field) {
    let name = field.name(cx.bytes);
    let raw = field.raw(cx.bytes);
    let is_raw = !raw.is_ascii();
    if !is_raw && memchr::memmem::find(raw, b"=?").is_none() {
        return;
    }
    let column = field.value - field.start;
    let has_parameters = name.eq_ignore_ascii_case(b"Content-Type")
        || name.eq_ignore_ascii_case(b"Content-Disposition");
    if has_parameters && raw_parameters(cx, index, field) {
        return;
    }
    if has_parameters {
        stray::run(cx, index, field);
        return;
    }
    let new = if is_address(name) {
        address::rewrite(raw, column, cx.siblings())
    } else {
        words::rewrite(raw, column, cx.siblings())
    };
    let Some(new) = new else { return };
    let code = match (is_raw, is_address(name)) {
        (false, _) => Code::EwRepaired,
        (true, true) => Code::Hdr8bitAddr,
        (true, false) => Code::Hdr8bit,
    };
    let part = cx.header_part(index, &name_of(cx, field));
    let signed = if index == 0 { Signed::header(name) } else { Signed::Body };
    let class = if index == 0 { code.class() } else { Class::Should };
    let at = field.value..field.end;
    let note = words::decode_value(raw, cx.siblings());
    let mut splices = vec![Splice::new(at.clone(), new)];
    if code == Code::Hdr8bitAddr && address::has_wide_mailbox(raw) {
        let mut original = [b"X-Original-", name, b": "].concat();
        original.extend(words::encode(&note, original.len()));
        original.extend_from_slice(b"\r\n");
        splices.push(Splice::insert(field.start, original));
    }
    cx.change_as(class, code, &part, at, splices, signed, Some(note));
}

/// Raw 8-bit bytes in parameters become RFC 2231; answers whether any did: what only looks like a section has no text to write.
fn raw_parameters(cx: &mut Cx<'_>, index: usize, field: &Field) -> bool {
    let span = semicolon(cx, field)..field.end;
    let found = parameters(cx.bytes, span);
    let part = cx.header_part(index, &name_of(cx, field));
    let (class, signed) = if index == 0 {
        (Class::Must, Signed::header(field.name(cx.bytes)))
    } else {
        (Class::Should, Signed::Body)
    };
    let bytes = cx.bytes;
    let mut done = HashSet::new();
    for bad in found.iter().filter(|p| !slice(bytes, p.whole.clone()).is_ascii()) {
        let base = bad.name.split('*').next().unwrap_or_default();
        let is_name = !base.is_empty() && base.bytes().all(|b| b.is_ascii_graphic());
        if !is_name || done.contains(base) {
            continue;
        }
        let Some(mut text) = parameter::text(&found, base, cx.siblings()) else { continue };
        done.insert(base);
        if let Some((end, _)) = text.char_indices().nth(LONGEST_PARAMETER) {
            text.truncate(end);
        }
        let written = parameter::write_extended(base, &text);
        let splices = replace_parameter(cx, &found, base, &written, field.end);
        let at = bad.whole.clone();
        let note = Some(text);
        cx.change_as(class, Code::Param8bit, &part, at, splices, signed.clone(), note);
    }
    !done.is_empty()
}

/// So many characters of a parameter are kept: more would take more sections than anybody reads.
const LONGEST_PARAMETER: usize = 4_000;

/// Where the parameters of a field start.
pub(super) fn semicolon(cx: &Cx<'_>, field: &Field) -> usize {
    let raw = field.raw(cx.bytes);
    field.value + scan::semicolon(raw).unwrap_or(raw.len())
}

/// Puts `written` where the first form of parameter `base` stands, and takes out its other forms and sections. What stands
/// behind more parameters than anybody reads, up to the field's `end`, goes too.
pub(super) fn replace_parameter(
    cx: &Cx<'_>,
    found: &[scan::Parameter],
    base: &str,
    written: &str,
    end: usize,
) -> Vec<Splice> {
    let same = |name: &str| name.split('*').next() == Some(base);
    let mut splices = Vec::new();
    for parameter in found.iter().filter(|p| same(&p.name)) {
        if splices.is_empty() {
            splices.push(Splice::new(parameter.whole.clone(), written));
            continue;
        }
        // Two parameters may stand side by side without a semicolon between them.
        let floor = splices.last().map_or(0, |splice: &Splice| splice.span.end);
        let before = memchr::memrchr(b';', cx.slice(floor..parameter.whole.start));
        let semicolon = before.map_or(parameter.whole.start, |at| floor + at);
        splices.push(Splice::new(semicolon..parameter.whole.end, ""));
    }
    if let Some(last) = found.get(MAX_PARAMETERS - 1) {
        splices.push(Splice::new(last.whole.end..end, ""));
    }
    splices
}

/// No line may be longer (RFC 5322 §2.1.1).
pub(super) const LONGEST: usize = 998;

fn long(cx: &mut Cx<'_>, index: usize, field: &Field) {
    let mut splices = Vec::new();
    let mut at = field.start;
    let mut kept = 0;
    let mut quotes = Quotes { at: field.value, open: false };
    while at < field.end {
        let (end, next) = line(cx.bytes, at, field.end);
        let floor = at.max(field.value);
        let mut start = at;
        while end - start > LONGEST {
            let low = floor.max(start + 1);
            let Some(splice) = fold(cx, field, &mut quotes, low..(start + LONGEST).min(end), end)
            else {
                kept = kept.max(end - start);
                break;
            };
            start = splice.span.start;
            splices.push(splice);
        }
        at = next;
    }
    let part = cx.header_part(index, &name_of(cx, field));
    if splices.is_empty() {
        if kept > 0 {
            let note = Some(format!("a line of {kept} bytes with no place to fold"));
            cx.see(Code::HdrLong, &part, field.start..field.end, note);
        }
        return;
    }
    // A space that was not there is no fold to any signature.
    let spaced =
        splices.iter().any(|splice| !cx.bytes.get(splice.span.start).copied().is_some_and(is_wsp));
    let name = field.name(cx.bytes);
    let signed = match (index, spaced) {
        (0, false) => Signed::folds(name),
        (0, true) => Signed::header(name),
        _ => Signed::Body,
    };
    cx.change(Code::HdrLong, &part, field.start..field.end, splices, signed, None);
}

/// Whether a place is inside quotes, asked from the front to the back.
struct Quotes {
    at: usize,
    open: bool,
}

impl Quotes {
    fn are_open_at(&mut self, bytes: &[u8], at: usize) -> bool {
        let between = slice(bytes, self.at..at.max(self.at));
        self.open ^= memchr::memchr_iter(b'"', between).count() % 2 == 1;
        self.at = at.max(self.at);
        self.open
    }
}

/// A fold in `window`, on a line that ends at `end`: before white space, or behind the comma or semicolon of a list.
fn fold(
    cx: &Cx<'_>,
    field: &Field,
    quotes: &mut Quotes,
    window: Range<usize>,
    end: usize,
) -> Option<Splice> {
    let space = window.clone().rev().find(|at| {
        let here = cx.bytes.get(*at).copied().is_some_and(is_wsp);
        here && !all_blank(cx, window.start.min(*at)..*at) && !all_blank(cx, *at..end)
    });
    if let Some(at) = space {
        return Some(Splice::insert(at, "\r\n"));
    }
    let marks = separators(field.name(cx.bytes));
    let is_mark = |at: &usize| cx.bytes.get(*at).is_some_and(|byte| marks.contains(byte));
    let marks = window.clone().filter(is_mark);
    let outside = |at: &usize| !quotes.are_open_at(cx.bytes, *at) && !all_blank(cx, at + 1..end);
    marks.filter(outside).last().map(|at| Splice::insert(at + 1, "\r\n "))
}

/// What divides the items of a list, behind which white space means nothing. A sentence has none such.
fn separators(name: &[u8]) -> &'static [u8] {
    const SENTENCES: [&str; 8] = [
        "Subject",
        "Thread-Topic",
        "Comments",
        "Content-Description",
        "Message-ID",
        "In-Reply-To",
        "References",
        "Content-ID",
    ];
    if is_address(name) {
        b","
    } else if SENTENCES.iter().any(|n| name.eq_ignore_ascii_case(n.as_bytes())) {
        b""
    } else {
        b";,"
    }
}

fn all_blank(cx: &Cx<'_>, range: Range<usize>) -> bool {
    slice(cx.bytes, range).iter().all(|b| is_wsp(*b))
}

/// An X.500 name where an address should be.
fn x500(cx: &mut Cx<'_>, field: &Field) {
    let name = field.name(cx.bytes);
    if !matches!(name.len(), 4 | 6 | 8)
        || !["From", "Sender", "Reply-To"].iter().any(|n| name.eq_ignore_ascii_case(n.as_bytes()))
    {
        return;
    }
    let raw = field.raw(cx.bytes);
    let written = address::first(&unfold(raw));
    let Some(legacy) = address::x500_name(&written) else { return };
    let part = cx.header_part(0, &name_of(cx, field));
    let at = memchr::memmem::find(raw, written.as_bytes());
    let known = cx.options.identities.resolve(&legacy).map(str::to_owned);
    let (Some(at), Some(known)) = (at, known) else {
        cx.see(Code::AddrX500, &part, field.value..field.end, Some(legacy));
        return;
    };
    let start = field.value + at;
    let original = [b"X-Original-", name, b":", raw, b"\r\n"].concat();
    let bare = memchr::memchr(b'<', raw).is_none();
    let new = if bare { format!("<{known}>") } else { known.clone() };
    let splices =
        vec![Splice::insert(field.start, original), Splice::new(start..start + written.len(), new)];
    cx.change(
        Code::AddrX500,
        &part,
        field.value..field.end,
        splices,
        Signed::header(name),
        Some(known),
    );
}
