//! Where things stand in a message: byte spans, taken from the bytes as they are. Nothing is decoded here.

mod header;
mod lost_fold;
mod node;
mod tree;
mod value;

pub(crate) use header::{Fault, FaultKind, Field, Header, scan as scan_header, scan_as};
pub(crate) use node::{Encoding, Freeze, Kind, Node};
pub(crate) use tree::{MAX_DEPTH, MAX_PARTS, Tree};
pub(crate) use value::{
    ContentType, MAX_PARAMETERS, Parameter, content_type, parameters, semicolon, token_value,
    unfold,
};

use memchr::memchr;

/// The line that starts at `pos`: the end of its content (without its line end), and the start of the next line.
///
/// A line ends with LF; any CRs before it belong to the line end.
pub(crate) fn line(bytes: &[u8], pos: usize, limit: usize) -> (usize, usize) {
    let window = bytes.get(pos..limit).unwrap_or_default();
    match memchr(b'\n', window) {
        Some(at) => (trim_cr(bytes, pos, pos + at), pos + at + 1),
        None => (limit.max(pos), limit.max(pos)),
    }
}

fn trim_cr(bytes: &[u8], start: usize, mut end: usize) -> usize {
    while end > start && bytes.get(end - 1) == Some(&b'\r') {
        end -= 1;
    }
    end
}

/// The end of the content before a line that starts at `pos`: without the line end that belongs to the delimiter.
pub(crate) fn before_line(bytes: &[u8], floor: usize, pos: usize) -> usize {
    let mut end = pos;
    if end > floor && bytes.get(end - 1) == Some(&b'\n') {
        end -= 1;
        if end > floor && bytes.get(end - 1) == Some(&b'\r') {
            end -= 1;
        }
    }
    end
}

/// `bytes[range]`, empty if the range is out of bounds.
pub(crate) fn slice(bytes: &[u8], range: std::ops::Range<usize>) -> &[u8] {
    bytes.get(range).unwrap_or_default()
}

pub(crate) fn is_wsp(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

/// `text` without spaces and tabs at its end.
pub(crate) fn trim_end_wsp(mut text: &[u8]) -> &[u8] {
    while let [rest @ .., last] = text
        && is_wsp(*last)
    {
        text = rest;
    }
    text
}
