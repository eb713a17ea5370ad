//! Photos and certificates: base64, data URIs (RFC 2397), PEM.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use viaduc_identities::percent_decoded;
use viaduc_wire::from_base64;

/// Bytes in base64, however it is written, if there are any.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    from_base64(text).filter(|bytes| !bytes.is_empty())
}

/// Base64 as BlueMind's JSON has it.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The media type and the bytes of a data URI.
pub(crate) fn data_uri(uri: &str) -> Option<(String, Vec<u8>)> {
    let scheme = uri.get(..5)?;
    if !scheme.eq_ignore_ascii_case("data:") {
        return None;
    }
    let (head, body) = uri.get(5..)?.split_once(',')?;
    let kind = head.split(';').next().unwrap_or_default().to_ascii_lowercase();
    let coded = head.rsplit(';').next().is_some_and(|last| last.eq_ignore_ascii_case("base64"));
    let body = percent_decoded(body);
    Some((kind, if coded { decode(&body)? } else { body.as_bytes().to_vec() }))
}

/// The media type of a photo by its first bytes, and what vCard 3.0 calls it.
pub(crate) fn photo_type(bytes: &[u8]) -> (&'static str, &'static str) {
    const STARTS: [(&[u8], &str, &str); 5] = [
        (b"\x89PNG", "image/png", "PNG"),
        (b"\xff\xd8\xff", "image/jpeg", "JPEG"),
        (b"GIF8", "image/gif", "GIF"),
        (b"BM", "image/bmp", "BMP"),
        (b"RIFF", "image/webp", "WEBP"),
    ];
    let known = STARTS.iter().find(|(start, ..)| bytes.starts_with(start));
    known.map_or(("application/octet-stream", "PNG"), |(_, kind, old)| (kind, old))
}

const PEM_BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const PEM_END: &str = "-----END CERTIFICATE-----";

/// Whether a text is a certificate in PEM (RFC 7468): its lines, and DER between them.
pub(crate) fn is_pem(text: &str) -> bool {
    let inside = text.trim().strip_prefix(PEM_BEGIN).and_then(|rest| rest.strip_suffix(PEM_END));
    inside.and_then(decode).is_some_and(|der| is_der(&der))
}

/// A certificate in DER as PEM.
pub(crate) fn pem(der: &[u8]) -> Option<String> {
    if !is_der(der) {
        return None;
    }
    let base64 = encode(der);
    let mut out = String::with_capacity(base64.len() + base64.len() / 64 + 64);
    out.push_str(PEM_BEGIN);
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        // Base64 is ASCII.
        let (line, after) = rest.split_at(rest.len().min(64));
        out.push('\n');
        out.push_str(line);
        rest = after;
    }
    out.push('\n');
    out.push_str(PEM_END);
    Some(out)
}

/// Whether bytes are one DER sequence of the length they say, as a certificate is.
fn is_der(bytes: &[u8]) -> bool {
    let [0x30, length, rest @ ..] = bytes else { return false };
    let (size, body) = match length {
        0..=0x7f => (usize::from(*length), rest),
        0x81..=0x84 => {
            let count = usize::from(length & 0x7f);
            let Some((digits, body)) = rest.split_at_checked(count) else { return false };
            (digits.iter().fold(0, |size, digit| size << 8 | usize::from(*digit)), body)
        }
        _ => return false,
    };
    size == body.len()
}
