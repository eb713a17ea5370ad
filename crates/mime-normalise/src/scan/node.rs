use std::ops::Range;

use super::{ContentType, Header, slice};

/// What an entity holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One content.
    Leaf,
    /// Parts between delimiters.
    Multipart,
    /// An embedded message, the only child.
    Message,
}

/// How much of an entity may be repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Freeze {
    /// Everything.
    Open,
    /// It is in an embedded message: only what a server would refuse.
    Nested,
    /// It is signed or encrypted: nothing but uniform line ends.
    Sealed,
}

/// The transfer encoding that a label names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// No label: 7bit.
    Absent,
    SevenBit,
    EightBit,
    Binary,
    Base64,
    QuotedPrintable,
    /// No encoding of MIME, but one that was in use under these names.
    Uuencoded,
    /// Anything else, in lower case.
    Unknown(String),
}

impl Encoding {
    pub(crate) fn of(label: &str) -> Self {
        match label {
            "7bit" => Self::SevenBit,
            "8bit" => Self::EightBit,
            "binary" => Self::Binary,
            "base64" => Self::Base64,
            "quoted-printable" => Self::QuotedPrintable,
            "x-uuencode" | "uuencode" | "x-uuencoded" | "uuencoded" | "x-uue" | "uue" => {
                Self::Uuencoded
            }
            other => Self::Unknown(other.to_owned()),
        }
    }

    /// Whether the bytes stand for themselves.
    pub(crate) fn is_identity(&self) -> bool {
        matches!(self, Self::Absent | Self::SevenBit | Self::EightBit | Self::Binary)
    }
}

/// One entity: a part, an embedded message, or the message itself (the first).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) parent: Option<usize>,
    /// Its place among its parent's children, from 1.
    pub(crate) number: usize,
    pub(crate) depth: usize,
    /// Where its header starts.
    pub(crate) start: usize,
    pub(crate) header: Header,
    /// Its fields in [`Tree::fields`].
    pub(crate) fields: Range<usize>,
    /// The faults of its header in [`Tree::faults`].
    pub(crate) faults: Range<usize>,
    /// Where its body ends, without the line end that belongs to the next delimiter.
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    pub(crate) freeze: Freeze,
    /// Its content type, and the field that says so.
    pub(crate) mime: ContentType,
    pub(crate) type_field: Option<usize>,
    pub(crate) encoding: Encoding,
    pub(crate) encoding_field: Option<usize>,
    /// A multipart's boundary; empty otherwise.
    pub(crate) boundary: Vec<u8>,
    /// Where a multipart's first delimiter line starts.
    pub(crate) first_delimiter: Option<usize>,
    /// Where a multipart's delimiter lines start, the closing one excepted.
    pub(crate) delimiters: Vec<usize>,
    /// The span of a multipart's closing delimiter line, without its line end.
    pub(crate) close: Option<Range<usize>>,
    /// Whether the entities inside were too many or too deep to look into.
    pub(crate) cut: Option<usize>,
}

impl Node {
    pub(crate) fn body(&self) -> Range<usize> {
        self.header.body.min(self.end)..self.end
    }

    /// Whether it is a text (the default for an entity without a type that can be read).
    pub(crate) fn is_text(&self) -> bool {
        self.mime.media.is_empty() || self.mime.is("text")
    }

    /// Whether its content is for others to interpret: never touched for better reading.
    pub(crate) fn is_opaque(&self) -> bool {
        matches!(
            self.mime.media.as_str(),
            "application/pkcs7-mime"
                | "application/x-pkcs7-mime"
                | "application/x-microsoft-rpmsg-message"
                | "message/external-body"
                | "message/partial"
        )
    }

    /// The lines of a text that are signed or encrypted in themselves (RFC 4880 §6.2, §7): nothing in them may change.
    pub(crate) fn armour(&self, bytes: &[u8]) -> Option<Range<usize>> {
        let in_the_clear =
            self.encoding.is_identity() || self.encoding == Encoding::QuotedPrintable;
        if self.kind != Kind::Leaf || !self.is_text() || !in_the_clear {
            return None;
        }
        let body = slice(bytes, self.body());
        let start = memchr::memmem::find(body, b"-----BEGIN PGP ")?;
        let end = memchr::memmem::rfind(body, b"-----END PGP ").filter(|end| *end > start);
        let end = end.map_or(body.trim_ascii_end().len(), |end| {
            let rest = slice(body, end..body.len());
            end + rest.iter().take_while(|b| !matches!(b, b'\r' | b'\n' | 0)).count()
        });
        Some(self.body().start + start..self.body().start + end)
    }

    /// Whether its parts are signed or encrypted.
    pub(crate) fn seals(&self) -> bool {
        matches!(self.mime.media.as_str(), "multipart/signed" | "multipart/encrypted")
    }

    /// The span that must stay: of a signed or encrypted multipart, or of an embedded message.
    pub(crate) fn frozen(&self) -> Option<Range<usize>> {
        match self.kind {
            Kind::Multipart if self.seals() && !self.delimiters.is_empty() => {
                let start = self.first_delimiter?;
                Some(start..self.close.as_ref().map_or(self.end, |close| close.end))
            }
            Kind::Message => Some(self.body()),
            Kind::Leaf if self.is_opaque() => Some(self.body()),
            Kind::Multipart | Kind::Leaf => None,
        }
    }
}
