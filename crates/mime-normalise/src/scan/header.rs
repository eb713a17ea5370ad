use std::ops::Range;

use super::lost_fold::{wants_more, wraps};
use super::{is_wsp, line, slice};

/// One header field with a valid name, or the name and white space before its colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Where its first line starts.
    pub(crate) start: usize,
    /// Where its name ends.
    pub(crate) name_end: usize,
    /// Where its value starts: after the colon.
    pub(crate) value: usize,
    /// Where its value ends: before the line end of its last line.
    pub(crate) end: usize,
    /// Where the next line starts.
    pub(crate) next: usize,
}

impl Field {
    pub(crate) fn name<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        slice(bytes, self.start..self.name_end)
    }

    /// The value as it stands, with folds.
    pub(crate) fn raw<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        slice(bytes, self.value..self.end)
    }

    pub(crate) fn is(&self, bytes: &[u8], name: &str) -> bool {
        self.name(bytes).eq_ignore_ascii_case(name.as_bytes())
    }

    pub(crate) fn whole(&self) -> Range<usize> {
        self.start..self.next
    }
}

/// What is wrong with a line among the headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// No colon, or a byte in the name that none may have: `X-Invalid-N` is to be put before it.
    Garbage,
    /// No colon, and it continues the field before it: a space is to be put before it.
    LostFold,
    /// No colon, and no header follows: the body starts here, a blank line is missing.
    BodyStart,
    /// The same, and the line is a delimiter.
    DelimiterStart,
    /// White space between name and colon.
    SpaceColon,
    /// A colon comes first.
    EmptyName,
    /// The first line starts with white space.
    OrphanFold,
    /// Only white space, among the headers.
    BlankFold,
    /// Only white space, where the blank line should be.
    BlankEnd,
    /// No blank line at the end of the message.
    NoEnd,
    /// More fields than anybody reads: the body starts here.
    TooMany,
}

/// A line among the headers that is no header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) kind: FaultKind,
    /// The content of the line, or the white space concerned.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Where the next line starts.
    pub(crate) next: usize,
}

/// Where a block of headers ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Header {
    /// The end of the last header line: where the blank line stands, or should.
    pub(crate) end: usize,
    /// Where the body starts.
    pub(crate) body: usize,
    /// How many lines the headers have.
    pub(crate) lines: usize,
}

/// So many header fields of a block that has too many are headers; the rest is taken as body.
const MAX_FIELDS: usize = 350_000;

/// So many more are not too many yet: repairs may add some.
const ROOM: usize = 2_000;

/// More than this in the whole message, likewise.
const MAX_ALL_FIELDS: usize = 400_000;

/// More broken lines than this in one block, and the rest is taken as body.
const MAX_FAULTS: usize = 1_000;

/// Reads the header block that starts at `start`. `is_delimiter` tells the lines that end it early; for a message as a
/// whole there are none.
pub(crate) fn scan(
    bytes: &[u8],
    start: usize,
    limit: usize,
    is_delimiter: &dyn Fn(&[u8]) -> bool,
    fields: &mut Vec<Field>,
    faults: &mut Vec<Fault>,
) -> Header {
    scan_as(bytes, start..limit, is_delimiter, false, fields, faults)
}

/// The same in `range`. `is_kept`: nobody will repair it, and a line that is no header starts the body for every reader.
pub(crate) fn scan_as(
    bytes: &[u8],
    range: Range<usize>,
    is_delimiter: &dyn Fn(&[u8]) -> bool,
    is_kept: bool,
    fields: &mut Vec<Field>,
    faults: &mut Vec<Fault>,
) -> Header {
    let Range { start, end: limit } = range;
    let mut block = Block {
        bytes,
        limit,
        is_delimiter,
        is_kept,
        first_field: fields.len(),
        after_fault: false,
        body_from: None,
    };
    let first_fault = faults.len();
    let mut pos = start;
    let mut lines = 0;
    while pos < limit {
        let (end, next) = line(bytes, pos, limit);
        let content = slice(bytes, pos..end);
        if content.is_empty() {
            return Header { end: pos, body: next, lines };
        }
        if content.starts_with(b"--") && is_delimiter(content) {
            return Header { end: pos, body: pos, lines };
        }
        lines += 1;
        let own = fields.len() - block.first_field;
        if own >= MAX_FIELDS + ROOM
            || fields.len() >= MAX_ALL_FIELDS
            || faults.len() - first_fault >= MAX_FAULTS
        {
            let last = fields.get(block.first_field + MAX_FIELDS).map_or(pos, |field| field.start);
            fields.truncate(block.first_field + MAX_FIELDS);
            faults.retain(|fault| fault.start < last);
            faults.push(Fault { kind: FaultKind::TooMany, start: last, end: last, next: last });
            return Header { end: last, body: last, lines };
        }
        match block.line(pos, end, next, fields, faults) {
            Step::Next => pos = next,
            Step::Body { body } => return Header { end: pos, body, lines },
        }
    }
    if limit == bytes.len() {
        faults.push(Fault { kind: FaultKind::NoEnd, start: limit, end: limit, next: limit });
    }
    Header { end: limit, body: limit, lines }
}

enum Step {
    Next,
    Body { body: usize },
}

struct Block<'a> {
    bytes: &'a [u8],
    limit: usize,
    is_delimiter: &'a dyn Fn(&[u8]) -> bool,
    is_kept: bool,
    first_field: usize,
    /// The last line was none, and is to become one.
    after_fault: bool,
    /// Looked up once: from here on no header follows.
    body_from: Option<usize>,
}

impl Block<'_> {
    fn line(
        &mut self,
        pos: usize,
        end: usize,
        next: usize,
        fields: &mut Vec<Field>,
        faults: &mut Vec<Fault>,
    ) -> Step {
        let bytes = self.bytes;
        let content = slice(bytes, pos..end);
        if content.iter().all(|b| is_wsp(*b)) {
            let separator = self.separates(next);
            let kind = if separator { FaultKind::BlankEnd } else { FaultKind::BlankFold };
            faults.push(Fault { kind, start: pos, end, next });
            return if separator { Step::Body { body: next } } else { Step::Next };
        }
        let first = fields.len() == self.first_field;
        if content.first().is_some_and(|b| is_wsp(*b)) {
            match fields.last_mut() {
                // It continues a line that is to become a header.
                _ if self.after_fault => {}
                Some(field) if !first => {
                    field.end = end;
                    field.next = next;
                }
                _ => self.orphan(pos, end, next, fields, faults),
            }
            return Step::Next;
        }
        self.after_fault = false;
        match shape(content) {
            Shape::Field { name, colon } => {
                let name_end = pos + name;
                let value = pos + colon + 1;
                if name < colon {
                    faults.push(Fault {
                        kind: FaultKind::SpaceColon,
                        start: name_end,
                        end: pos + colon,
                        next,
                    });
                }
                fields.push(Field { start: pos, name_end, value, end, next });
                Step::Next
            }
            Shape::EmptyName => {
                self.after_fault = true;
                faults.push(Fault { kind: FaultKind::EmptyName, start: pos, end, next });
                Step::Next
            }
            Shape::Garbage => self.garbage(pos, end, next, fields, faults),
        }
    }

    /// A first line that starts with white space: without it, it may be a header, which folds may follow.
    fn orphan(
        &mut self,
        pos: usize,
        end: usize,
        next: usize,
        fields: &mut Vec<Field>,
        faults: &mut Vec<Fault>,
    ) {
        let blanks = slice(self.bytes, pos..end).iter().take_while(|b| is_wsp(**b)).count();
        let start = pos + blanks;
        faults.push(Fault { kind: FaultKind::OrphanFold, start: pos, end: start, next });
        match shape(slice(self.bytes, start..end)) {
            Shape::Field { name, colon } => {
                let (name_end, value) = (start + name, start + colon + 1);
                fields.push(Field { start, name_end, value, end, next });
            }
            Shape::EmptyName | Shape::Garbage => self.after_fault = true,
        }
    }

    fn garbage(
        &mut self,
        pos: usize,
        end: usize,
        next: usize,
        fields: &mut [Field],
        faults: &mut Vec<Fault>,
    ) -> Step {
        if self.is_kept {
            return Step::Body { body: pos };
        }
        let content = slice(self.bytes, pos..end);
        if content.starts_with(b"--") && self.is_declared_boundary(content, fields) {
            faults.push(Fault { kind: FaultKind::DelimiterStart, start: pos, end, next });
            return Step::Body { body: pos };
        }
        // A sentence goes on where a line was full and more headers follow.
        let long = !self.no_header_after(next);
        let own = fields.get_mut(self.first_field..).unwrap_or_default();
        if let Some(field) = own.last_mut()
            && field.next == pos
            && (wants_more(self.bytes, field, content) || (long && wraps(self.bytes, field)))
        {
            field.end = end;
            field.next = next;
            faults.push(Fault { kind: FaultKind::LostFold, start: pos, end, next });
            return Step::Next;
        }
        if self.no_header_after(next) {
            faults.push(Fault { kind: FaultKind::BodyStart, start: pos, end, next });
            return Step::Body { body: pos };
        }
        self.after_fault = true;
        faults.push(Fault { kind: FaultKind::Garbage, start: pos, end, next });
        Step::Next
    }

    /// Whether a line of white space before `next` stands for the blank line: what follows is no header.
    fn separates(&mut self, next: usize) -> bool {
        if next >= self.limit {
            return true;
        }
        let (end, _) = line(self.bytes, next, self.limit);
        let content = slice(self.bytes, next..end);
        if content.is_empty() || content.first().is_some_and(|b| is_wsp(*b)) {
            return false;
        }
        match shape(content) {
            Shape::Field { .. } => false,
            Shape::EmptyName | Shape::Garbage => self.no_header_after(next),
        }
    }

    /// Whether no plausible header follows from `pos` to the first blank line.
    fn no_header_after(&mut self, pos: usize) -> bool {
        if let Some(from) = self.body_from {
            // A header was found at `from` before: still ahead, or behind us by now.
            if pos <= from {
                return false;
            }
        }
        let mut at = pos;
        while at < self.limit {
            let (end, next) = line(self.bytes, at, self.limit);
            let content = slice(self.bytes, at..end);
            if content.is_empty() || (content.starts_with(b"--") && (self.is_delimiter)(content)) {
                break;
            }
            if is_plausible(content) {
                self.body_from = Some(at);
                return false;
            }
            at = next;
        }
        true
    }

    fn is_declared_boundary(&self, content: &[u8], fields: &[Field]) -> bool {
        let own = fields.get(self.first_field..).unwrap_or_default();
        own.iter().filter(|field| field.is(self.bytes, "Content-Type")).any(|field| {
            let token = super::trim_end_wsp(content.get(2..).unwrap_or_default());
            !token.is_empty() && memchr::memmem::find(field.raw(self.bytes), token).is_some()
        })
    }
}

/// NUL is nothing: it is taken out before anything else is.
fn is_name_byte(byte: u8) -> bool {
    ((33..=126).contains(&byte) && byte != b':') || byte == 0
}

enum Shape {
    /// A name of `name` bytes, and the colon.
    Field {
        name: usize,
        colon: usize,
    },
    EmptyName,
    Garbage,
}

fn shape(content: &[u8]) -> Shape {
    let name = content.iter().take_while(|b| is_name_byte(**b)).count();
    let rest = content.get(name..).unwrap_or_default();
    let blanks = rest.iter().take_while(|b| is_wsp(**b)).count();
    match (rest.get(blanks), name) {
        (Some(b':'), 0) => Shape::EmptyName,
        (Some(b':'), _) => Shape::Field { name, colon: name + blanks },
        _ => Shape::Garbage,
    }
}

/// A header that nobody takes for a sentence: a name of letters, digits and hyphens, and a space or nothing after it.
fn is_plausible(content: &[u8]) -> bool {
    match shape(content) {
        Shape::Field { name, colon } if name == colon => {
            let word = content.get(..name).unwrap_or_default();
            let letters =
                word.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | 0));
            letters && !matches!(content.get(colon + 1), Some(b'/' | b'\\'))
        }
        Shape::Field { .. } | Shape::EmptyName | Shape::Garbage => false,
    }
}
