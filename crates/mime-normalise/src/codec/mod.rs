//! Transfer encodings and encoded words: read tolerantly, written strictly.

pub(crate) mod base64;
pub(crate) mod quoted;
pub(crate) mod uu;
pub(crate) mod words;

use crate::scan::Encoding;

/// Hands the decoded bytes of `body` to `sink`, piece by piece.
pub(crate) fn decode(body: &[u8], encoding: &Encoding, sink: &mut dyn FnMut(&[u8])) {
    match encoding {
        Encoding::Base64 => base64::decode(body, sink),
        Encoding::QuotedPrintable => quoted::decode(body, sink),
        Encoding::Uuencoded => uu::decode(body, sink),
        Encoding::Absent
        | Encoding::SevenBit
        | Encoding::EightBit
        | Encoding::Binary
        | Encoding::Unknown(_) => sink(body),
    }
}

/// The lines of `body`, without their ends.
fn lines(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = body.get(at..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        at += end + 1;
        let line = rest.get(..end).unwrap_or_default();
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    })
}

/// The decoded bytes of `body`, at most about `limit` of them.
pub(crate) fn decoded<'a>(
    body: &'a [u8],
    encoding: &Encoding,
    limit: usize,
) -> std::borrow::Cow<'a, [u8]> {
    if encoding.is_identity() || matches!(encoding, Encoding::Unknown(_)) {
        return std::borrow::Cow::Borrowed(body.get(..body.len().min(limit)).unwrap_or(body));
    }
    // Up to a line end, so that no encoded byte is cut apart.
    let body = match body.get(..limit) {
        Some(head) if head.len() < body.len() => {
            let end = memchr::memrchr(b'\n', head).map_or(head.len(), |at| at + 1);
            head.get(..end).unwrap_or(head)
        }
        _ => body,
    };
    let mut out = Vec::with_capacity(body.len());
    decode(body, encoding, &mut |piece| out.extend_from_slice(piece));
    std::borrow::Cow::Owned(out)
}

/// Writes a content with CR LF as line ends, from pieces of any size.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    out: Vec<u8>,
    /// The last byte was a CR: what follows tells whether it belongs to a line end.
    holds_cr: bool,
}

impl Lines {
    /// Writes to the end of `out`.
    pub(crate) fn onto(out: Vec<u8>) -> Self {
        Self { out, holds_cr: false }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((first, _)) = rest.split_first() {
            if std::mem::take(&mut self.holds_cr) && *first != b'\n' {
                self.out.push(b'\r');
            }
            let end = memchr::memchr(b'\n', rest);
            let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            let bare = line.strip_suffix(b"\r").unwrap_or(line);
            self.out.extend_from_slice(bare);
            match end {
                Some(_) => self.out.extend_from_slice(b"\r\n"),
                None => self.holds_cr = bare.len() < line.len(),
            }
            rest = rest.get(line.len() + 1..).unwrap_or_default();
        }
    }

    /// What was written so far; it goes on behind it.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// So many bytes were written and not taken.
    pub(crate) const fn pending(&self) -> usize {
        self.out.len()
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        if self.holds_cr {
            self.out.push(b'\r');
        }
        self.out
    }
}
