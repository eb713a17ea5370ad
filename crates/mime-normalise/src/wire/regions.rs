//! Which part of a message allows what.

use std::ops::Range;

use memchr::memchr;

use super::is_clean;
use crate::charset;
use crate::codec::base64;
use crate::scan::{Encoding, Freeze, Kind, Node, Tree, slice};

/// What may be done with a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy {
    /// Header lines: every CR belongs to a line end or becomes a space, NUL goes.
    Header,
    /// Header lines of an embedded message: a CR inside a line stays.
    NestedHeader,
    /// Header lines with a name that a NUL tears: only NUL goes, what the rest is comes out then.
    Torn,
    /// Delimiters and what stands around them.
    Gap,
    /// A text as it stands. `cr`: its only line ends are CRs. `tail`: from here on a NUL is deleted.
    Text { cr: bool, tail: usize },
    /// Base64: NUL is deleted.
    Base64,
    /// Quoted-printable of anything but text: NUL becomes `=00`.
    Quoted,
    /// Signed: bare LF only. `mixed`: it had both kinds.
    Sealed { mixed: bool },
    /// Not touched here.
    Keep,
}

pub(super) type Regions = Vec<(Range<usize>, Policy)>;

/// The spans of a message, in order and without holes; or the sealed part that holds a NUL.
pub(super) fn regions(bytes: &[u8], tree: &Tree) -> Result<Regions, (usize, Range<usize>)> {
    if let Some(torn) = torn(bytes, tree) {
        return Ok(torn);
    }
    let mut regions = Vec::with_capacity(tree.nodes.len() * 3 + 1);
    let mut cursor = 0;
    for (index, node) in tree.nodes.iter().enumerate() {
        if node.freeze == Freeze::Sealed {
            continue;
        }
        regions.push((cursor..node.start, Policy::Gap));
        let nested = node.freeze == Freeze::Nested;
        let header = if nested { Policy::NestedHeader } else { Policy::Header };
        regions.push((node.start..node.header.body, header));
        cursor = node.header.body;
        match node.kind {
            Kind::Leaf => {
                if let Some(at) = armoured_nul(bytes, node) {
                    return Err((index, at..at + 1));
                }
                regions.push((node.body(), leaf_policy(bytes, node)));
                cursor = cursor.max(node.end);
            }
            Kind::Multipart if node.seals() => {
                if let Some(frozen) = node.frozen() {
                    let content = slice(bytes, frozen.clone());
                    if let Some(at) = memchr(0, content) {
                        return Err((index, frozen.start + at..frozen.start + at + 1));
                    }
                    regions.push((cursor..frozen.start, Policy::Gap));
                    let mixed = memchr::memmem::find(content, b"\r\n").is_some();
                    cursor = frozen.end;
                    regions.push((frozen, Policy::Sealed { mixed }));
                }
            }
            Kind::Multipart | Kind::Message => {}
        }
    }
    regions.push((cursor..bytes.len(), Policy::Gap));
    Ok(regions)
}

/// The spans of a message in which a NUL tears a header's name: until it is gone nobody knows what the parts are.
fn torn(bytes: &[u8], tree: &Tree) -> Option<Regions> {
    let open = tree.nodes.iter().filter(|node| node.freeze != Freeze::Sealed);
    let is_torn = |node: &&Node| {
        tree.fields_of(node).iter().any(|field| memchr(0, field.name(bytes)).is_some())
    };
    let mut regions = Vec::new();
    let mut cursor = 0;
    for node in open.filter(is_torn) {
        regions.push((cursor..node.start, Policy::Keep));
        regions.push((node.start..node.header.end, Policy::Torn));
        cursor = node.header.end;
    }
    regions.push((cursor..bytes.len(), Policy::Keep));
    (cursor > 0).then_some(regions)
}

fn leaf_policy(bytes: &[u8], node: &Node) -> Policy {
    let body = slice(bytes, node.body());
    if is_binary(bytes, node) {
        return Policy::Keep;
    }
    match node.encoding {
        Encoding::Base64 if is_mislabelled(bytes, node) => Policy::Keep,
        Encoding::Base64 => Policy::Base64,
        Encoding::QuotedPrintable if !is_textual(bytes, node) => Policy::Quoted,
        Encoding::Absent
        | Encoding::SevenBit
        | Encoding::EightBit
        | Encoding::Binary
        | Encoding::QuotedPrintable
        | Encoding::Uuencoded
        | Encoding::Unknown(_) => {
            let cr = memchr(b'\n', body).is_none()
                && memchr(b'\r', body).is_some()
                && node.armour(bytes).is_none();
            let end = body.iter().rev().take_while(|b| matches!(b, 0 | b'\r' | b'\n')).count();
            Policy::Text { cr, tail: node.end.saturating_sub(end) }
        }
    }
}

/// Whether a file says that it were base64, is not, and is to be encoded so.
fn is_mislabelled(bytes: &[u8], node: &Node) -> bool {
    node.freeze == Freeze::Open
        && !node.is_opaque()
        && node.cut.is_none()
        && !is_textual(bytes, node)
        && base64::look(slice(bytes, node.body())).is_clear
}

/// Where a text that is signed or encrypted in its own lines has a NUL.
fn armoured_nul(bytes: &[u8], node: &Node) -> Option<usize> {
    let armour = node.armour(bytes)?;
    memchr(0, slice(bytes, armour.clone())).map(|at| armour.start + at)
}

/// Whether a NUL in it is a mistake, not data.
fn is_textual(bytes: &[u8], node: &Node) -> bool {
    let media = &node.mime;
    (node.is_text() && !is_wide(bytes, node)) || media.is("message") || media.is("multipart")
}

/// Whether it is a text of two or four bytes a character, where NUL is data.
fn is_wide(bytes: &[u8], node: &Node) -> bool {
    let charset = node.mime.parameter("charset");
    if charset.is_none() && node.encoding.is_identity() {
        return charset::marked_wide(slice(bytes, node.body())).is_some();
    }
    charset.is_some_and(|charset| {
        let label = charset.value.to_ascii_lowercase();
        [&b"utf-16"[..], b"utf16", b"utf-32", b"utf32", b"ucs-2", b"ucs-4", b"iso-10646-ucs"]
            .iter()
            .any(|wide| label.starts_with(wide))
    })
}

/// Whether a leaf's bytes would be harmed by any change of line ends: it is to be encoded as base64, as it is.
pub(crate) fn is_binary(bytes: &[u8], node: &Node) -> bool {
    if node.kind != Kind::Leaf
        || !node.encoding.is_identity()
        || is_textual(bytes, node)
        || node.cut.is_some()
    {
        return false;
    }
    let body = slice(bytes, node.body());
    if memchr(0, body).is_some() {
        return true;
    }
    let header = slice(bytes, node.start..node.header.body);
    let wire_header = memchr::memmem::find(header, b"\r\n").is_some();
    // Line ends of a file that is no text are bytes like others.
    let is_file = node.encoding == Encoding::Binary || !body.is_ascii();
    is_file && wire_header && !is_clean(body)
}
