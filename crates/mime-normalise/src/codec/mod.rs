//! Transfer encodings and encoded words: read tolerantly, written strictly.

pub(crate) mod base64;
pub(crate) mod quoted;
pub(crate) mod words;

use crate::scan::Encoding;

/// Hands the decoded bytes of `body` to `sink`, piece by piece.
pub(crate) fn decode(body: &[u8], encoding: &Encoding, sink: &mut dyn FnMut(&[u8])) {
    match encoding {
        Encoding::Base64 => base64::decode(body, sink),
        Encoding::QuotedPrintable => quoted::decode(body, sink),
        Encoding::Absent
        | Encoding::SevenBit
        | Encoding::EightBit
        | Encoding::Binary
        | Encoding::Unknown(_) => sink(body),
    }
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
