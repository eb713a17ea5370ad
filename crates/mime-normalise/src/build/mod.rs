//! A message built from the properties that Graph tells of it.

mod attach;
pub(crate) mod body;
mod codes;
mod embedded;
mod facts;
pub(crate) mod file;
pub(crate) mod head;
mod item;
pub(crate) mod line;
mod meeting;
pub(crate) mod part;
pub(crate) mod people;
mod rest;
mod sealed;
pub(crate) mod source;
mod strange;
mod unsaid;

use sha2::{Digest as _, Sha256};
use viaduc_fidelity::{Converted, LossCode, Losses, Place};
use viaduc_graph_types::{Attachment, Message, is_annotation};
use viaduc_identities::Identities;
use viaduc_wire::Other;

pub use codes::BUILD_CODES;

use attach::{Role, Scope};
use codes::{EVENT_INCOMPLETE, ID_DERIVED, NORMALISED, REBUILT, REPEATED, UNKNOWN};
use head::Head;
use part::{Leaf, Part};

use crate::outcome::Digest;
use crate::{Class, Options, normalise};

/// Why no message can be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Nothing of a message is there: no header, no people, no subject, no text, no attachment.
    #[error("the message has no property to build from")]
    Empty,
}

/// Builds a message (RFC 5322, RFC 2045) from Graph's `message`, for when its `$value` fails for good.
///
/// `attachments` are those fetched one by one; if there are none, those inside the message are taken. `identities` tells
/// who is behind an X.500 name. The answer is a function of the arguments alone, and in order:
/// [`normalise`](crate::normalise) changes nothing in it.
///
/// The header is that of the source (the extended property String 0x007D, and what `internetMessageHeaders` has beside it)
/// in its order, without its MIME fields; what it lacks or says wrongly comes from the properties. The body is in UTF-8.
/// A message about a meeting has its meaning in a calendar part (RFC 5546): the one attached, else one made of its event. Images that
/// the body cites are in a `multipart/related` with it, all else after it in a `multipart/mixed`.
///
/// Not in the result: what IMAP says beside a message ([`imap_flags`](crate::imap_flags): flags, categories, whether it
/// was read), ids and times of the store.
///
/// # Errors
/// [`BuildError::Empty`], if there is nothing to build from.
pub fn build_message(
    message: &Message,
    attachments: &[Attachment],
    identities: &Identities,
) -> Result<Converted<Vec<u8>>, BuildError> {
    build_at(message, attachments, identities, 0)
}

fn build_at(
    message: &Message,
    attachments: &[Attachment],
    identities: &Identities,
    depth: usize,
) -> Result<Converted<Vec<u8>>, BuildError> {
    let mut losses = Losses::new();
    let attachments =
        if attachments.is_empty() { message.attachments.as_slice() } else { attachments };
    if facts::is_empty(message, attachments) {
        return Err(BuildError::Empty);
    }
    losses.report(&REBUILT, &Place::root());
    strange::tell(message, attachments, &mut losses);
    let source = source::source(message, &mut losses);
    let mut facts = facts::read(message, attachments, (identities, &source), &mut losses);
    let part = match sealed::part(message, attachments, &mut losses) {
        Some(part) => part,
        None => content(message, attachments, &facts, (identities, depth), &mut losses),
    };
    let mut head = Head::default();
    head.take(&source, &facts, &mut losses);
    let seed = seed(message, &head.bytes, &part);
    if !head.has("Message-ID") && facts.message_id.is_none() {
        facts.message_id = Some(format!("{seed}@migrated.invalid"));
        losses.report(&ID_DERIVED, &Place::root().key("internetMessageId"));
    }
    head.complete(&facts);
    head.bytes.extend_from_slice(b"MIME-Version: 1.0\r\n");
    let bytes = part.message(&head.bytes, &seed);
    Ok(in_order(bytes, losses))
}

/// The body and the attachments.
fn content(
    message: &Message,
    attachments: &[Attachment],
    facts: &head::Facts,
    (identities, depth): (&Identities, usize),
    losses: &mut Losses,
) -> Part {
    let is_meeting = facts::is_meeting(message);
    let (body, shown) = body::body(message.body.as_ref(), message.body_preview.as_deref(), losses);
    let mut scope = Scope { shown, identities, wants_calendar: is_meeting, depth };
    let [mut inline, mut alternatives, mut attached]: [Vec<Leaf>; 3] = Default::default();
    let root = Place::root();
    let all = root.key("attachments");
    for (index, attachment) in attachments.iter().enumerate() {
        match attach::part(attachment, &mut scope, &all.index(index), losses) {
            Some((Role::Inline, leaf)) => inline.push(leaf),
            Some((Role::Alternative, leaf)) => alternatives.push(leaf),
            Some((Role::Attached, leaf)) => attached.push(leaf),
            None => {}
        }
    }
    if is_meeting && scope.wants_calendar {
        match meeting::part(message, facts, identities, losses) {
            Some(leaf) => alternatives.push(leaf),
            None => losses.report(&EVENT_INCOMPLETE, &root),
        }
    } else {
        meeting::unread(message, losses);
    }
    Part::Leaf(body)
        .join("alternative", alternatives)
        .join("related", inline)
        .join("mixed", attached)
}

/// What names the boundaries, and the message itself if nothing else does: a hash of its id and all it says.
fn seed(message: &Message, head: &[u8], part: &Part) -> String {
    let mut hash = Sha256::new();
    hash.update(message.id.as_ref().map_or("", |id| id.as_str()));
    hash.update([0]);
    hash.update(head);
    hash.update([0]);
    part.hash(&mut hash);
    Digest::<32>(hash.finalize().into()).digits(32)
}

/// The last look: what the source's own bytes (headers, files, attached messages) brought in is repaired as in any mail.
fn in_order(bytes: Vec<u8>, mut losses: Losses) -> Converted<Vec<u8>> {
    let options = Options { report: false, ..Options::default() };
    let found = normalise(&bytes, &options);
    for edit in found.edits.iter().filter(|edit| edit.class != Class::Info) {
        let note = format!("{} {}", edit.code.as_str(), edit.part);
        losses.note(&NORMALISED, &Place::root(), note.trim_end());
    }
    let changed = found.is_changed().then(|| found.bytes.into_owned());
    losses.with(changed.unwrap_or(bytes))
}

/// Reports those members that are there.
fn present(
    members: &[(&str, bool)],
    code: &'static LossCode,
    place: &Place<'_>,
    losses: &mut Losses,
) {
    for (name, _) in members.iter().filter(|(_, is_there)| *is_there) {
        losses.report(code, &place.key(name));
    }
}

/// Reports members that nobody knows, and those that stood more than once.
fn unknown(other: &Other, place: &Place<'_>, losses: &mut Losses) {
    for (name, _) in other.iter().filter(|(name, _)| !is_annotation(name)) {
        losses.report(&UNKNOWN, &place.key(name));
    }
    for name in other.repeated() {
        losses.report(&REPEATED, &place.key(name));
    }
}
