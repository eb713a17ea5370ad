//! Parts and how they are written (RFC 2046).

use sha2::{Digest as _, Sha256};

/// A part without parts: its MIME header lines, each with its line end, and its body in its transfer encoding.
#[derive(Debug, Default)]
pub(crate) struct Leaf {
    pub(crate) head: Vec<u8>,
    pub(crate) body: Vec<u8>,
    pub(crate) is_8bit: bool,
}

/// A body and what goes with it. At most three levels deep, by construction.
#[derive(Debug)]
pub(crate) enum Part {
    Leaf(Leaf),
    /// The subtype, what else its type says, the parts.
    Multi(&'static str, &'static str, Vec<Self>),
}

impl Part {
    /// `first` and `more` together; `first` alone if there is no more.
    pub(crate) fn join(self, subtype: &'static str, more: Vec<Leaf>) -> Self {
        if more.is_empty() {
            return self;
        }
        let extra = match (&self, subtype) {
            (Self::Multi(..), "related") => ";\r\n type=\"multipart/alternative\"",
            (Self::Leaf(_), "related") => ";\r\n type=\"text/html\"",
            _ => "",
        };
        let mut parts = vec![self];
        parts.extend(more.into_iter().map(Part::Leaf));
        Self::Multi(subtype, extra, parts)
    }

    /// Several parts together; the only one alone.
    pub(crate) fn several(subtype: &'static str, mut parts: Vec<Self>) -> Self {
        match (parts.len(), parts.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                parts.extend(last);
                Self::Multi(subtype, "", parts)
            }
        }
    }

    fn is_8bit(&self) -> bool {
        match self {
            Self::Leaf(leaf) => leaf.is_8bit,
            Self::Multi(.., parts) => parts.iter().any(Self::is_8bit),
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Leaf(leaf) => leaf.head.len() + leaf.body.len() + 4,
            Self::Multi(.., parts) => 200 + parts.iter().map(|p| 90 + p.size()).sum::<usize>(),
        }
    }

    /// Everything that is said, for the hash that names the boundaries.
    pub(crate) fn hash(&self, into: &mut Sha256) {
        match self {
            Self::Leaf(leaf) => {
                for bytes in [&leaf.head, &leaf.body] {
                    into.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
                    into.update(bytes);
                }
            }
            Self::Multi(subtype, _, parts) => {
                into.update(subtype.as_bytes());
                parts.iter().for_each(|part| part.hash(into));
            }
        }
    }

    /// The whole message: `head`, then this part. `seed` is in every boundary.
    pub(crate) fn message(&self, head: &[u8], seed: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(head.len() + self.size());
        out.extend_from_slice(head);
        self.write(seed, &mut out);
        if !out.ends_with(b"\r\n") {
            out.extend_from_slice(b"\r\n");
        }
        out
    }

    pub(crate) fn write(&self, seed: &str, out: &mut Vec<u8>) {
        match self {
            Self::Leaf(leaf) => {
                out.extend_from_slice(&leaf.head);
                out.extend_from_slice(b"\r\n");
                out.extend_from_slice(&leaf.body);
            }
            Self::Multi(subtype, extra, parts) => {
                // `=_` occurs in no base64 and no quoted-printable text (RFC 2045 §6.7).
                let boundary = format!("=_{subtype}_{seed}");
                let head = format!(
                    "Content-Type: multipart/{subtype};\r\n boundary=\"{boundary}\"{extra}\r\n"
                );
                out.extend_from_slice(head.as_bytes());
                if self.is_8bit() {
                    out.extend_from_slice(b"Content-Transfer-Encoding: 8bit\r\n");
                }
                for part in parts {
                    out.extend_from_slice(format!("\r\n--{boundary}\r\n").as_bytes());
                    part.write(seed, out);
                }
                out.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
            }
        }
    }
}
