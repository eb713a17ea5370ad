//! Addresses as URIs, and back (RFC 6068 §2).

use std::borrow::Cow;

use percent_encoding::{percent_decode_str, percent_encode_byte};

/// The `mailto:` URI of an address. Characters that mean something in a URI, or that no URI may hold, are percent-encoded
/// (`r&d@…` becomes `r%26d@…`); those beyond ASCII as UTF-8, in the domain too (RFC 6068 §2, RFC 3986 §3.2.2).
#[must_use]
pub fn mailto(address: &str) -> String {
    let mut uri = String::with_capacity(7 + address.len());
    uri.push_str("mailto:");
    let mut rest = address;
    while let Some(at) = rest.bytes().position(is_encoded) {
        let (plain, special) = rest.split_at(at);
        uri.push_str(plain);
        let len = special.bytes().position(|byte| !is_encoded(byte)).unwrap_or(special.len());
        for byte in special.bytes().take(len) {
            uri.push_str(percent_encode_byte(byte));
        }
        // What is not encoded is ASCII: it starts a character.
        rest = special.get(len..).unwrap_or_default();
    }
    uri.push_str(rest);
    uri
}

const ENCODED: [bool; 256] = {
    let mut table = [true; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        let kept =
            matches!(byte, b'!' | b'$' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'_' | b'~' | b'@');
        table[byte as usize] = !kept && !byte.is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// Whether a byte is written percent-encoded.
fn is_encoded(byte: u8) -> bool {
    ENCODED.get(usize::from(byte)).copied().unwrap_or(false)
}

/// The address of a `mailto:` URI, percent-decoded, without the header fields after `?`. `None`, if it is another URI.
#[must_use]
pub fn mailto_address(uri: &str) -> Option<Cow<'_, str>> {
    let (scheme, rest) = uri.split_at_checked(7)?;
    let address = rest.split('?').next().unwrap_or(rest);
    scheme.eq_ignore_ascii_case("mailto:").then(|| percent_decoded(address))
}

/// Percent-decoded (RFC 3986 §2.1) where that is UTF-8, else as it stands. What is no escape stays.
#[must_use]
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8().unwrap_or(Cow::Borrowed(text))
}
