//! What an attachment says and the part made of it does not.

use viaduc_fidelity::{Losses, Place};
use viaduc_graph_types::Attachment;

use super::attach::Role;
use super::codes::{ATTACHMENT_UNCITED, ATTACHMENT_UNSAID};

/// What an attachment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Item,
    Reference,
}

/// Tells the members that the part made of an attachment does not say.
pub(super) fn unsaid(
    attachment: &Attachment,
    kind: Kind,
    role: Option<Role>,
    place: &Place<'_>,
    losses: &mut Losses,
) {
    let is_bare = role == Some(Role::Alternative) || role.is_none();
    let location = attachment.content_location.as_deref();
    let has_bytes = attachment.content_bytes.is_some();
    let members = [
        ("contentType", attachment.content_type.is_some() && kind != Kind::File),
        ("contentBytes", has_bytes && kind == Kind::Reference),
        ("item", attachment.item.is_some() && (kind != Kind::Item || has_bytes)),
        ("sourceUrl", attachment.source_url.is_some() && kind != Kind::Reference),
        ("name", attachment.name.is_some() && is_bare),
        ("contentId", attachment.content_id.is_some() && is_bare),
        ("contentLocation", location.is_some_and(|url| is_bare || !is_location(url))),
    ];
    super::present(&members, &ATTACHMENT_UNSAID, place, losses);
    if attachment.is_inline == Some(true) && role != Some(Role::Inline) {
        losses.report(&ATTACHMENT_UNCITED, &place.key("isInline"));
    }
}

/// Whether an address can stand in a Content-Location as it is.
pub(super) fn is_location(url: &str) -> bool {
    (1..=500).contains(&url.len()) && url.bytes().all(|b| b.is_ascii_graphic())
}
