use base64_simd::STANDARD;

use super::{is_note, value};

/// Decoded bytes are handed on in pieces of about this size.
const FULL: usize = 48 * 1024;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Whole groups, known to be sound.
    Aligned,
    /// Symbols among others.
    Loose,
    /// None of it.
    Note,
}

/// Takes the lines of a body, each in one piece or in several.
#[derive(Debug)]
pub(crate) struct Decoder {
    buffer: Vec<u8>,
    group: u32,
    held: u32,
    padded: bool,
}

impl Decoder {
    pub(crate) fn new() -> Self {
        Self { buffer: Vec::with_capacity(FULL + 1024), group: 0, held: 0, padded: false }
    }

    /// What a line is, without white space at its end.
    pub(crate) fn kind(&self, line: &[u8]) -> Kind {
        let clean = line.len().is_multiple_of(4)
            && line.last() != Some(&b'=')
            && STANDARD.check(line).is_ok();
        if clean && self.held == 0 {
            Kind::Aligned
        } else if is_note(line, self.padded) {
            Kind::Note
        } else {
            Kind::Loose
        }
    }

    /// Takes a piece of a line of this kind; those of an aligned one are of whole groups.
    pub(crate) fn feed(&mut self, kind: Kind, piece: &[u8], sink: &mut dyn FnMut(&[u8])) {
        match kind {
            Kind::Aligned => self.aligned(piece, sink),
            Kind::Note => {}
            Kind::Loose => {
                for byte in piece {
                    match value(*byte) {
                        Some(value) => self.symbol(value, sink),
                        None if *byte == b'=' => {
                            self.padded = true;
                            self.end_group();
                        }
                        None => {}
                    }
                }
            }
        }
    }

    pub(crate) fn finish(&mut self, sink: &mut dyn FnMut(&[u8])) {
        self.end_group();
        self.flush(sink);
    }

    fn aligned(&mut self, line: &[u8], sink: &mut dyn FnMut(&[u8])) {
        // A message is base64 in lines: one longer than the buffer is taken in turns.
        for piece in line.chunks(FULL) {
            let start = self.buffer.len();
            let size = piece.len() / 4 * 3;
            self.buffer.resize(start + size, 0);
            if let Some(room) = self.buffer.get_mut(start..) {
                let _ = STANDARD.decode(piece, base64_simd::Out::from_slice(room));
            }
            if self.buffer.len() >= FULL {
                self.flush(sink);
            }
        }
    }

    pub(super) fn symbol(&mut self, value: u32, sink: &mut dyn FnMut(&[u8])) {
        self.group = (self.group << 6) | value;
        self.held += 1;
        if self.held == 4 {
            let [_, a, b, c] = self.group.to_be_bytes();
            self.buffer.extend_from_slice(&[a, b, c]);
            (self.group, self.held) = (0, 0);
            if self.buffer.len() >= FULL {
                self.flush(sink);
            }
        }
    }

    /// Two or three symbols make one or two bytes; a lone one is dropped.
    fn end_group(&mut self) {
        let [_, a, b, _] = (self.group << (6 * (4 - self.held.min(4)))).to_be_bytes();
        match self.held {
            2 => self.buffer.push(a),
            3 => self.buffer.extend_from_slice(&[a, b]),
            _ => {}
        }
        (self.group, self.held) = (0, 0);
    }

    fn flush(&mut self, sink: &mut dyn FnMut(&[u8])) {
        if !self.buffer.is_empty() {
            sink(&self.buffer);
            self.buffer.clear();
        }
    }
}
