//! What a message says, as one hash, whatever way it is written.

use std::borrow::Cow;

use encoding_rs::{Encoding as Charset, UTF_8};
use sha2::{Digest as _, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::charset::{self, Label};
use crate::codec::{self, words};
use crate::date::parse_date;
use crate::outcome::Digest;
use crate::scan::{Freeze, Kind, Node, Tree, parameters, slice, unfold};
use crate::{Normalised, Options, address, normalise, scan};

/// Two hashes of what a message says: equal for two copies of one message however they were encoded on the way.
///
/// Version 1. SHA-256 over fields, each ended by LF. The envelope: Message-ID without white space and angle brackets, date in seconds since 1970
/// or `-`, sender's address in lower case, subject decoded, in NFC and with single spaces. The content: the envelope, and of
/// every leaf in order its type, the SHA-256 of its decoded content, its decoded file name. Texts are taken
/// in Unicode (NFC), with LF, without white space at the ends of lines and without empty lines at the end. Regions
/// [kept as they are](crate::Frozen) count with their bytes, line ends as CR LF.
///
/// Not part of it: every other header, boundaries, transfer encodings, the order and case of parameters, preambles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Fingerprint {
    /// Message-ID, date, sender and subject.
    pub envelope: Digest<32>,
    /// The envelope and every content.
    pub content: Digest<32>,
}

/// The fingerprint of any message: of what [`normalise`] makes of it with the same options.
///
/// ```
/// use viaduc_mime_normalise::{Options, fingerprint};
/// let plain = b"Message-ID: <1@valmont.example>\r\nFrom: a@valmont.example\r\n\r\nHello\r\n";
/// let other = b"From: A <a@valmont.example>\nMessage-ID: <1@valmont.example>\n\nHello  \n\n";
/// let options = Options::default();
/// assert_eq!(fingerprint(plain, &options), fingerprint(other, &options));
/// ```
#[must_use]
pub fn fingerprint(message: &[u8], options: &Options) -> Fingerprint {
    normalise(message, options).fingerprint()
}

impl Normalised<'_> {
    /// The message's fingerprint. Everything in it is decoded for that.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        of(&self.bytes, &self.tree)
    }
}

/// The fingerprint of a message in order.
pub(crate) fn of(bytes: &[u8], tree: &Tree) -> Fingerprint {
    let siblings = siblings(tree);
    let mut hash = Sha256::new();
    hash.update(b"viaduc-fingerprint-1\n");
    envelope(bytes, tree, &siblings, &mut hash);
    let envelope = Digest(hash.clone().finalize().into());
    for node in &tree.nodes {
        leaf(bytes, tree, node, &siblings, &mut hash);
    }
    Fingerprint { envelope, content: Digest(hash.finalize().into()) }
}

fn envelope(bytes: &[u8], tree: &Tree, siblings: &[&'static Charset], hash: &mut Sha256) {
    let value = |name: &str| {
        let root = tree.root()?;
        Some(unfold(tree.field(bytes, root, name)?.raw(bytes)))
    };
    // With or without its angle brackets it is the same.
    let is_part = |b: &u8| !b.is_ascii_whitespace() && !matches!(b, b'<' | b'>');
    let id: Vec<u8> = value("Message-ID")
        .map(|id| id.iter().copied().filter(is_part).collect())
        .unwrap_or_default();
    let date = value("Date").and_then(|date| parse_date(&String::from_utf8_lossy(&date)));
    let date = date.map_or_else(|| "-".to_owned(), |date| date.as_second().to_string());
    let from = value("From").map(|from| address::first(&from).to_lowercase()).unwrap_or_default();
    let subject = value("Subject").map(|s| words::decode_text(&s, siblings)).unwrap_or_default();
    let subject: Vec<&str> = subject.split_whitespace().collect();
    let subject = composed(subject.join(" "));
    for field in [id.as_slice(), date.as_bytes(), from.as_bytes(), subject.as_bytes()] {
        hash.update(field);
        hash.update(b"\n");
    }
}

fn leaf(bytes: &[u8], tree: &Tree, node: &Node, siblings: &[&'static Charset], hash: &mut Sha256) {
    if node.freeze != Freeze::Open {
        return;
    }
    let media = if node.mime.media.is_empty() { "text/plain" } else { &node.mime.media };
    if let Some(region) = node.frozen() {
        part(hash, media, &Sha256::digest(slice(bytes, region)), "");
        return;
    }
    if node.kind != Kind::Leaf {
        return;
    }
    let body = slice(bytes, node.body());
    let mut inner = Sha256::new();
    if node.is_text() {
        text(body, node, siblings, &mut inner);
    } else {
        codec::decode(body, &node.encoding, &mut |piece| inner.update(piece));
    }
    let name = file_name(bytes, tree, node, siblings).unwrap_or_default();
    part(hash, media, &inner.finalize(), &name);
}

fn part(hash: &mut Sha256, media: &str, content: &[u8], name: &str) {
    for field in [media.as_bytes(), content, name.as_bytes()] {
        hash.update(field);
        hash.update(b"\n");
    }
}

/// Hashes a text in Unicode, as it arrives.
fn text(body: &[u8], node: &Node, siblings: &[&'static Charset], hash: &mut Sha256) {
    let mut lines = Lines { hash, held: String::new(), blank: 0, tried: 0 };
    let Some(encoding) = text_charset(body, node, siblings) else {
        // A charset we cannot read: its bytes are what it says.
        codec::decode(body, &node.encoding, &mut |piece| lines.raw(piece));
        return;
    };
    if body.len() <= SMALL {
        let decoded = codec::decoded(body, &node.encoding, SMALL);
        lines.push(&encoding.decode_with_bom_removal(&decoded).0);
        lines.finish();
        return;
    }
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut room = String::with_capacity(8 * 1024);
    codec::decode(body, &node.encoding, &mut |mut piece| {
        while !piece.is_empty() {
            let (_, read, _) = decoder.decode_to_string(piece, &mut room, false);
            lines.push(&room);
            room.clear();
            piece = piece.get(read..).unwrap_or_default();
        }
    });
    let _ = decoder.decode_to_string(b"", &mut room, true);
    lines.push(&room);
    lines.finish();
}

/// Texts up to this size are decoded at once.
const SMALL: usize = 1 << 16;

fn text_charset(
    body: &[u8],
    node: &Node,
    siblings: &[&'static Charset],
) -> Option<&'static Charset> {
    let declared = node.mime.parameter("charset").map(|p| p.value.as_slice());
    match declared.map_or(Label::Ascii, charset::label) {
        Label::Foreign => None,
        Label::Known(encoding) => Some(encoding),
        Label::Ascii | Label::Unknown => {
            let sample = codec::decoded(body, &node.encoding, SAMPLE);
            if sample.is_ascii() {
                return Some(UTF_8);
            }
            Some(charset::detect(&sample, node.mime.media == "text/html", siblings).encoding)
        }
    }
}

/// How much of a text is looked at to find its charset.
pub(crate) const SAMPLE: usize = 4 << 20;

/// The canonical lines of a text.
struct Lines<'a> {
    hash: &'a mut Sha256,
    /// The line that has not ended.
    held: String,
    /// Line ends that nothing has followed yet.
    blank: usize,
    /// How much of `held` has no place to cut it.
    tried: usize,
}

/// A line longer than this is hashed in pieces.
const LONG_LINE: usize = 1 << 16;

impl Lines<'_> {
    fn raw(&mut self, piece: &[u8]) {
        self.hash.update(piece);
    }

    fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = memchr::memchr(b'\n', rest.as_bytes()) {
            let (line, tail) = rest.split_at(at);
            if self.held.is_empty() {
                self.end(line);
            } else {
                self.held.push_str(line);
                let mut line = std::mem::take(&mut self.held);
                self.tried = 0;
                self.end(&line);
                line.clear();
                self.held = line;
            }
            rest = tail.get(1..).unwrap_or_default();
        }
        self.held.push_str(rest);
        if self.held.len() > LONG_LINE {
            self.spill();
        }
    }

    /// Hashes the start of a very long line, up to its last visible ASCII character: composition does not reach across
    /// one, and the white space before it is not the line's end.
    fn spill(&mut self) {
        let fresh = self.held.as_bytes().get(self.tried..).unwrap_or_default();
        let Some(at) = fresh.iter().rposition(u8::is_ascii_graphic).map(|at| self.tried + at)
        else {
            self.tried = self.held.len();
            if self.held.len() > 64 * LONG_LINE {
                self.tried = 0;
                let all = std::mem::take(&mut self.held);
                self.line(&all);
            }
            return;
        };
        self.tried = 0;
        let tail = self.held.split_off(at);
        let head = std::mem::replace(&mut self.held, tail);
        self.line(&head);
    }

    /// A whole line ends.
    fn end(&mut self, line: &str) {
        self.line(line.trim_end_matches([' ', '\t', '\r']));
        self.blank += 1;
    }

    fn line(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        for _ in 0..self.blank {
            self.hash.update(b"\n");
        }
        self.blank = 0;
        self.hash.update(composed(line).as_bytes());
    }

    fn finish(mut self) {
        let line = std::mem::take(&mut self.held);
        self.line(line.trim_end_matches([' ', '\t', '\r']));
    }
}

/// `text` in NFC. No character before U+0300 is ever composed or moved (UAX #15 §8): in UTF-8 they start with a byte below
/// 0xCC.
fn composed<'a>(text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
    let text = text.into();
    let is_plain = text.bytes().fold(0, u8::max) < 0xcc;
    if is_plain || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text;
    }
    Cow::Owned(text.nfc().collect())
}

/// The decoded file name of a part: `filename` of its disposition, else `name` of its type.
pub(crate) fn file_name(
    bytes: &[u8],
    tree: &Tree,
    node: &Node,
    siblings: &[&'static Charset],
) -> Option<String> {
    let disposition = tree.field(bytes, node, "Content-Disposition").map(|field| {
        let value = field.value..field.end;
        let raw = slice(bytes, value.clone());
        let semicolon = scan::semicolon(raw).unwrap_or(raw.len());
        parameters(bytes, value.start + semicolon..value.end)
    });
    let from_disposition =
        disposition.and_then(|found| crate::parameter::text(&found, "filename", siblings));
    from_disposition
        .or_else(|| crate::parameter::text(&node.mime.parameters, "name", siblings))
        .map(|name| composed(name).into_owned())
}

/// The charsets that the texts of a message name, less those that tell nothing: hints for what names none.
pub(crate) fn siblings(tree: &Tree) -> Vec<&'static Charset> {
    let mut found = Vec::new();
    for node in &tree.nodes {
        let Some(charset) = node.mime.parameter("charset") else { continue };
        let encoding = match charset::label(&charset.value) {
            Label::Known(encoding) if encoding != UTF_8 && encoding.is_ascii_compatible() => {
                encoding
            }
            Label::Known(_) | Label::Ascii | Label::Foreign | Label::Unknown => continue,
        };
        if !found.contains(&encoding) {
            found.push(encoding);
        }
    }
    found
}
