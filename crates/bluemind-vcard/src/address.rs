//! E-mail addresses as BlueMind takes them, and `mailto:`.

use std::borrow::Cow;

use viaduc_bluemind_types::is_email_address;
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

/// Whether the server takes it; what looks like an X.500 name or has an odd host is none.
fn is_taken(address: &str) -> bool {
    is_email_address(address) && is_smtp_address(address)
}
