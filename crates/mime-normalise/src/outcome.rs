use std::borrow::Cow;
use std::fmt;

use data_encoding::HEXLOWER;

use crate::scan::Tree;
use crate::{Class, Code};

/// One repair, or one thing seen ([`Class::Info`]).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edit {
    /// What it is.
    pub code: Code,
    /// Why it was made.
    pub class: Class,
    /// Where: the part's number as IMAP counts (`1.2`), empty for the message as a whole, `header:Subject` for one of
    /// its headers.
    pub part: Box<str>,
    /// Where it starts in the message given, in bytes.
    pub offset: usize,
    /// How many bytes of the message given it concerns; 0 for an insertion.
    pub len: usize,
    /// A short detail for a reader: what was taken, how many there were. At most 120 characters, no control characters.
    pub note: Option<Box<str>>,
}

/// Notes are cut at this many characters: a hostile value must not grow the report.
const NOTE_CHARS: usize = 120;

/// `text` as a note: short, on one line.
pub(crate) fn note(text: &str) -> Box<str> {
    let clean = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut short: String = text.chars().take(NOTE_CHARS).map(clean).collect();
    if text.chars().nth(NOTE_CHARS).is_some() {
        short.pop();
        short.push('…');
    }
    short.into_boxed_str()
}

/// A region that was kept byte for byte, because it is signed, encrypted, or an embedded message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Frozen {
    /// The part's number, as in [`Edit::part`].
    pub part: Box<str>,
    /// SHA-256 of the region as it is now.
    pub sha256: Digest<32>,
    /// SHA-256 of the region as it was given, a bare LF counted as CR LF: what its signer saw. Equal to `sha256` unless
    /// an edit says otherwise; `None` for a region that could only be told after other repairs.
    pub before: Option<Digest<32>>,
}

/// The result of [`normalise`](crate::normalise).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Normalised<'a> {
    /// The message: borrowed, and the very bytes given, if nothing had to be repaired.
    pub bytes: Cow<'a, [u8]>,
    /// SHA-1 of [`bytes`](Self::bytes): the name of the body on BlueMind and Cyrus.
    pub sha1: Digest<20>,
    /// What was repaired or seen, in the order it was met.
    pub edits: Vec<Edit>,
    /// The regions kept byte for byte. Empty unless a [report](crate::Options::report) is asked.
    pub frozen: Vec<Frozen>,
    /// Where all stands in [`bytes`](Self::bytes): known from the last look at them.
    pub(crate) tree: Tree,
}

impl Normalised<'_> {
    /// Whether the bytes differ from those given.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        matches!(self.bytes, Cow::Owned(_))
    }
}

/// A hash of `N` bytes; displayed in lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest<const N: usize>(pub [u8; N]);

impl<const N: usize> Digest<N> {
    /// The first digits of the hash, for names that are always the same for the same content.
    pub(crate) fn digits(self, count: usize) -> String {
        let mut digits = self.to_string();
        digits.truncate(count);
        digits
    }
}

impl<const N: usize> fmt::Display for Digest<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl<const N: usize> fmt::Debug for Digest<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
