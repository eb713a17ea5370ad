use viaduc_bluemind_types::ItemUid;
use viaduc_contentline::Component;

/// The uid of a card's item: its UID, without `urn:uuid:` before a UUID; `None` if it has none.
#[must_use]
pub fn uid(card: &Component<'_>) -> Option<ItemUid> {
    let text = card.property("UID")?.as_text();
    let text = text.trim();
    (!text.is_empty()).then(|| ItemUid::from(bare(text).to_owned()))
}

/// A URI or text that names a card, as the uid of its item.
pub(crate) fn bare(text: &str) -> &str {
    match text.get(..9) {
        Some(urn) if urn.eq_ignore_ascii_case("urn:uuid:") => {
            text.get(9..).filter(|rest| is_uuid(rest)).unwrap_or(text)
        }
        _ => text,
    }
}

/// Whether a text is a UUID in its ordinary form.
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
