//! E-mail addresses as BlueMind takes them, and `mailto:`.

use std::borrow::Cow;

use viaduc_identities::{Identities, is_smtp_address, mailto_address};

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
    let bare = mailto_address(bracketed.unwrap_or(text))
        .unwrap_or(Cow::Borrowed(bracketed.unwrap_or(text)));
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
