//! The body hash of DKIM signatures (RFC 6376 §3.4, §3.7): whether a repair has something to lose. No key is looked up.

use std::borrow::Cow;

use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::scan::{Field, Tree, is_wsp, slice, unfold};

/// A DKIM signature whose body hash fits the body.
#[derive(Debug)]
pub(crate) struct Signature {
    /// Names of the headers it covers, in lower case.
    headers: Vec<String>,
    /// Those that it covers with their folds.
    folds: Vec<String>,
}

impl Signature {
    pub(crate) fn covers(&self, name: &str) -> bool {
        self.headers.iter().any(|header| header == name)
    }

    pub(crate) fn covers_folds_of(&self, name: &str) -> bool {
        self.folds.iter().any(|header| header == name)
    }
}

/// How a message stands with DKIM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It has no signature.
    Absent,
    /// The body hash of one fits.
    Fits,
    /// None fits.
    Broken,
}

pub(crate) fn state(bytes: &[u8], tree: &Tree) -> State {
    if signatures(bytes, tree).next().is_none() {
        return State::Absent;
    }
    if verifying(bytes, tree).is_some() { State::Fits } else { State::Broken }
}

/// The headers covered by the signatures whose body hash fits, if there are any.
pub(crate) fn verifying(bytes: &[u8], tree: &Tree) -> Option<Signature> {
    signatures(bytes, tree).next()?;
    let body = slice(bytes, tree.root()?.header.body..bytes.len());
    let body = with_signed_lines(body);
    let (mut headers, mut folds) = (Vec::new(), Vec::new());
    let mut any = false;
    for field in signatures(bytes, tree).take(MAX_SIGNATURES) {
        let tags = Tags::read(&unfold(field.raw(bytes)));
        if tags.fits(&body) {
            any = true;
            if !tags.relaxed_headers {
                folds.extend(tags.headers.iter().cloned());
            }
            headers.extend(tags.headers);
        }
    }
    any.then_some(Signature { headers, folds })
}

/// Hands on `text` with CR LF for every bare LF: signers saw that, whatever became of it since.
pub(crate) fn signed_lines(text: &[u8], sink: &mut dyn FnMut(&[u8])) {
    let bare = |at: usize| at == 0 || text.get(at - 1) != Some(&b'\r');
    let mut from = 0;
    for at in memchr::memchr_iter(b'\n', text).filter(|at| bare(*at)) {
        sink(slice(text, from..at));
        sink(b"\r");
        from = at;
    }
    sink(slice(text, from..text.len()));
}

fn with_signed_lines(body: &[u8]) -> Cow<'_, [u8]> {
    if crate::wire::is_clean(body) {
        return Cow::Borrowed(body);
    }
    let mut out = Vec::with_capacity(body.len() + body.len() / 16);
    signed_lines(body, &mut |piece| out.extend_from_slice(piece));
    Cow::Owned(out)
}

/// Each costs a hash of the body: more than this are not looked at.
const MAX_SIGNATURES: usize = 8;

fn signatures<'a>(bytes: &'a [u8], tree: &'a Tree) -> impl Iterator<Item = &'a Field> {
    let fields = tree.root().map(|root| tree.fields_of(root)).unwrap_or_default();
    fields.iter().filter(|field| field.is(bytes, "DKIM-Signature"))
}

#[derive(Default)]
struct Tags {
    is_sha1: bool,
    relaxed: bool,
    relaxed_headers: bool,
    length: Option<usize>,
    hash: Vec<u8>,
    headers: Vec<String>,
}

impl Tags {
    fn read(value: &[u8]) -> Self {
        let mut tags = Self::default();
        for tag in value.split(|b| *b == b';') {
            let Some(equals) = memchr::memchr(b'=', tag) else { continue };
            let (name, value) = tag.split_at(equals);
            let value: Vec<u8> =
                value.iter().skip(1).copied().filter(|b| !b.is_ascii_whitespace()).collect();
            let text = || String::from_utf8_lossy(&value).to_ascii_lowercase();
            match name.trim_ascii() {
                b"a" => tags.is_sha1 = text().ends_with("sha1"),
                b"c" => {
                    tags.relaxed = text().ends_with("/relaxed");
                    tags.relaxed_headers = text().starts_with("relaxed");
                }
                b"l" => tags.length = text().parse().ok(),
                b"bh" => {
                    tags.hash = base64_simd::STANDARD.decode_to_vec(&value).unwrap_or_default();
                }
                b"h" => tags.headers = text().split(':').map(str::to_owned).collect(),
                _ => {}
            }
        }
        tags
    }

    fn fits(&self, body: &[u8]) -> bool {
        if self.hash.is_empty() {
            return false;
        }
        if self.is_sha1 {
            let mut hash = Sha1::new();
            self.canonical(body, &mut |piece| hash.update(piece));
            return hash.finalize().as_slice() == self.hash;
        }
        let mut hash = Sha256::new();
        self.canonical(body, &mut |piece| hash.update(piece));
        hash.finalize().as_slice() == self.hash
    }

    fn canonical(&self, body: &[u8], sink: &mut dyn FnMut(&[u8])) {
        let mut left = self.length.unwrap_or(usize::MAX);
        let mut limited = |piece: &[u8]| {
            let piece = piece.get(..piece.len().min(left)).unwrap_or_default();
            left -= piece.len();
            sink(piece);
        };
        if self.relaxed {
            relaxed(body, &mut limited);
        } else {
            // RFC 6376 §3.4.3: empty lines at the end count as one, which is added if there is none.
            let mut end = body;
            while let Some(rest) = end.strip_suffix(b"\r\n") {
                end = rest;
            }
            limited(end);
            limited(b"\r\n");
        }
    }
}

/// RFC 6376 §3.4.4.
fn relaxed(body: &[u8], sink: &mut dyn FnMut(&[u8])) {
    let mut blank = 0_usize;
    let mut rest = body;
    let mut line_out = Vec::new();
    while !rest.is_empty() {
        let end = memchr::memmem::find(rest, b"\r\n");
        let (line, tail) = rest.split_at(end.unwrap_or(rest.len()));
        rest = tail.get(2..).unwrap_or_default();
        line_out.clear();
        let mut space = false;
        for byte in line {
            if is_wsp(*byte) {
                space = true;
            } else {
                if space {
                    line_out.push(b' ');
                }
                space = false;
                line_out.push(*byte);
            }
        }
        if line_out.is_empty() {
            blank += 1;
            continue;
        }
        for _ in 0..blank {
            sink(b"\r\n");
        }
        blank = 0;
        line_out.extend_from_slice(b"\r\n");
        sink(&line_out);
    }
}
