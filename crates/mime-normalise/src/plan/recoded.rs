use std::ops::Range;

use super::put;
use crate::codec::{self, base64, quoted};
use crate::scan::{Encoding, slice};

/// A form in which the content of a part is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Base64,
    Quoted,
    /// As it is, with CR LF as line ends.
    Lines,
}

/// The content of a span in another form.
#[derive(Clone, Debug)]
pub(super) struct Recoded {
    from: Encoding,
    to: Form,
    length: usize,
    /// With a line end behind it.
    closed: bool,
}

/// What is written is handed on in pieces of about this size.
const FULL: usize = 48 * 1024;

impl Recoded {
    /// The content of `old`, which is in the encoding `from`.
    pub(super) fn new(old: &[u8], from: &Encoding, to: Form, closed: bool) -> Self {
        let mut writer = Writer::new(to, Vec::new());
        let (mut length, mut last) = (0, None);
        let mut count = |piece: Vec<u8>| {
            length += piece.len();
            last = piece.last().copied().or(last);
        };
        codec::decode(old, from, &mut |content| {
            for piece in content.chunks(FULL) {
                writer.push(piece);
                count(writer.take());
            }
        });
        count(writer.finish());
        let closed = closed && (to == Form::Base64 || last != Some(b'\n'));
        Self { from: from.clone(), to, length: length + if closed { 2 } else { 0 }, closed }
    }

    pub(super) const fn len(&self) -> usize {
        self.length
    }

    /// Writes it to the end of `out`.
    pub(super) fn write(&self, old: &[u8], out: Vec<u8>) -> Vec<u8> {
        let mut writer = Writer::new(self.to, out);
        codec::decode(old, &self.from, &mut |content| writer.push(content));
        self.end(writer)
    }

    fn end(&self, writer: Writer) -> Vec<u8> {
        let mut out = writer.finish();
        if self.closed {
            out.extend_from_slice(b"\r\n");
        }
        out
    }

    /// By how much more than at the end a part of it may have grown, where `length` bytes stood.
    pub(super) fn ahead(&self, length: usize) -> usize {
        // Base64 stays as long as it is but for line ends; what is no base64 may come last.
        let more = if self.from == Encoding::Base64 { length / 16 } else { 0 };
        more + 256
    }

    /// Writes it from `at` on, where the old span lies further behind in the same bytes.
    pub(super) fn write_in_place(&self, bytes: &mut [u8], old: Range<usize>, at: usize) {
        let is_text = || base64::is_text(slice(bytes, old.clone()));
        let is_base64 = self.from == Encoding::Base64 && self.to == Form::Base64 && !is_text();
        let mut out = Output { bytes, at, writer: Writer::new(self.to, Vec::new()) };
        if is_base64 {
            out.base64(old);
        } else if self.from.is_identity() {
            for start in old.clone().step_by(FULL) {
                let piece = slice(out.bytes, start..old.end.min(start + FULL)).to_vec();
                out.writer.push(&piece);
                out.flush(0);
            }
        } else {
            let new = self.write(slice(out.bytes, old), Vec::new());
            put(out.bytes, at, &new);
            return;
        }
        let Output { bytes, at, writer } = out;
        put(bytes, at, &self.end(writer));
    }
}

/// Where something is written in the bytes that it is read from.
struct Output<'b> {
    bytes: &'b mut [u8],
    at: usize,
    writer: Writer,
}

impl Output<'_> {
    /// Puts down what is written, if that is more than so much.
    fn flush(&mut self, most: usize) {
        if self.writer.pending() > most {
            let new = self.writer.take();
            put(self.bytes, self.at, &new);
            self.at += new.len();
        }
    }

    /// Line by line, a long one piece by piece.
    fn base64(&mut self, old: Range<usize>) {
        let mut decoder = base64::Decoder::new();
        let mut start = old.start;
        let mut piece = Vec::with_capacity(FULL);
        while start < old.end {
            let rest = slice(self.bytes, start..old.end);
            let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let line = base64::trim(rest.get(..end).unwrap_or_default());
            let kind = decoder.kind(line);
            let line = start..start + line.len();
            for from in line.clone().step_by(FULL) {
                piece.clear();
                piece.extend_from_slice(slice(self.bytes, from..line.end.min(from + FULL)));
                decoder.feed(kind, &piece, &mut |content| self.writer.push(content));
                self.flush(FULL);
            }
            start += end + 1;
        }
        decoder.finish(&mut |content| self.writer.push(content));
    }
}

/// Writes a content, from pieces of any size.
enum Writer {
    Base64(base64::Encoder),
    Quoted(quoted::Encoder),
    Lines(codec::Lines),
}

impl Writer {
    fn new(to: Form, out: Vec<u8>) -> Self {
        match to {
            Form::Base64 => Self::Base64(base64::Encoder::onto(out)),
            Form::Quoted => Self::Quoted(quoted::Encoder::onto(out)),
            Form::Lines => Self::Lines(codec::Lines::onto(out)),
        }
    }

    fn push(&mut self, content: &[u8]) {
        match self {
            Self::Base64(encoder) => encoder.push(content),
            Self::Quoted(encoder) => encoder.push(content),
            Self::Lines(lines) => lines.push(content),
        }
    }

    fn take(&mut self) -> Vec<u8> {
        match self {
            Self::Base64(encoder) => encoder.take(),
            Self::Quoted(encoder) => encoder.take(),
            Self::Lines(lines) => lines.take(),
        }
    }

    const fn pending(&self) -> usize {
        match self {
            Self::Base64(encoder) => encoder.pending(),
            Self::Quoted(encoder) => encoder.pending(),
            Self::Lines(lines) => lines.pending(),
        }
    }

    fn finish(self) -> Vec<u8> {
        match self {
            Self::Base64(encoder) => encoder.finish(),
            Self::Quoted(encoder) => encoder.finish(),
            Self::Lines(lines) => lines.finish(),
        }
    }
}
