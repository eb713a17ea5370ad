//! E-mail addresses as BlueMind takes them, and `mailto:`.

use std::borrow::Cow;

use viaduc_identities::{Identities, is_smtp_address};

/// An address as BlueMind stores it, and whether it stood in something else.
pub(crate) struct Found {
    pub(crate) address: String,
    pub(crate) repaired: bool,
}

/// The address in `text`: alone, after `mailto:`, in `Name <address>`, or behind an X.500 name.
pub(crate) fn find(text: &str, identities: Option<&Identities>) -> Option<Found> {
    let text = text.trim();
    if is_taken(text) {
        return Some(Found { address: text.to_lowercase(), repaired: false });
    }
    let bracketed =
        text.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(a, _)| a);
    let bare =
        mailto(bracketed.unwrap_or(text)).unwrap_or(Cow::Borrowed(bracketed.unwrap_or(text)));
    let bare = bare.trim();
    let resolved = identities.and_then(|table| table.resolve(bare)).unwrap_or(bare);
    is_taken(resolved).then(|| Found { address: resolved.to_lowercase(), repaired: true })
}

/// Whether the server's pattern takes it, in lower case: ASCII, and a domain that ends in letters.
fn is_taken(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let Some((rest, top)) = domain.rsplit_once('.') else { return false };
    address.is_ascii()
        && is_smtp_address(address)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && rest.split('.').all(label)
        && top.len() >= 2
        && top.bytes().all(|b| b.is_ascii_alphabetic())
}

/// What follows `mailto:`, without the fields after `?`, percent-decoded.
pub(crate) fn mailto(uri: &str) -> Option<Cow<'_, str>> {
    let scheme = uri.get(..7)?;
    if !scheme.eq_ignore_ascii_case("mailto:") {
        return None;
    }
    let rest = uri.get(7..)?;
    Some(percent_decoded(rest.split('?').next().unwrap_or(rest)))
}

/// Percent-decoded where that is UTF-8 (RFC 3986 §2.1).
pub(crate) fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = (byte == b'%').then(|| after.get(..2)).flatten().and_then(hex);
        if let Some(code) = code {
            out.push(code);
            rest = after.get(2..).unwrap_or_default();
        } else {
            out.push(byte);
            rest = after;
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn hex(digits: &[u8]) -> Option<u8> {
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}
