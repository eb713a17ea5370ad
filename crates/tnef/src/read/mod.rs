mod attachment;
mod bag;
mod message;
mod people;
mod text;

use viaduc_fidelity::{Converted, Losses, Place};

use crate::attribute::{Attribute, Next, SIGNATURE, id, next};
use crate::codes::{CHECKSUM, GARBAGE, LIMIT, PROPERTIES, TRUNCATED, UNKNOWN, UNUSED};
use crate::cursor::Cursor;
use crate::property::{Property, Stop, list};
use crate::{Contents, Limits};

/// Why bytes cannot be read as TNEF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// They do not start with TNEF's signature, 0x223E9F78.
    #[error("the first four bytes are not the signature of TNEF")]
    Signature,
}

/// Whether `bytes` start as TNEF does.
#[must_use]
pub fn is_tnef(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE.to_le_bytes())
}

/// Reads a winmail.dat (MS-OXTNEF): the message in it, and what of it could not be read as it should be.
///
/// Damage costs only what it hits: wrong checksums are reported, a stream that breaks off is read as far as it goes. In
/// the paths of losses, `/attachments/N/message` leads into attached messages. Time is linear in the stream; memory is
/// bounded by it and by `limits`, as files are borrowed from it. Nothing panics on any bytes.
///
/// # Errors
/// If `stream` is no TNEF.
///
/// ```
/// use viaduc_tnef::{Error, Limits, read};
/// // attSubject, of level 1, with the text "Hi".
/// let stream = b"\x78\x9f\x3e\x22\x01\x00\x01\x04\x80\x01\x00\x03\x00\x00\x00Hi\0\xb1\x00";
/// let (contents, losses) = read(stream, &Limits::default())?.into_parts();
/// assert_eq!(contents.subject.as_deref(), Some("Hi"));
/// assert!(losses.is_empty());
/// assert_eq!(read(b"Hello", &Limits::default()), Err(Error::Signature));
/// # Ok::<(), Error>(())
/// ```
pub fn read<'a>(stream: &'a [u8], limits: &Limits) -> Result<Converted<Contents<'a>>, Error> {
    let limits = Limits { depth: limits.depth.min(32), ..*limits };
    let mut reader = Reader {
        limits,
        attributes: limits.attributes,
        properties: limits.properties,
        attachments: limits.attachments,
        losses: Losses::new(),
    };
    let contents = reader.message(stream, 0, &Place::root())?;
    Ok(reader.losses.with(contents))
}

/// What is left of each limit, and what was lost so far.
struct Reader {
    limits: Limits,
    attributes: usize,
    properties: usize,
    attachments: usize,
    losses: Losses,
}

/// The attributes of one message.
#[derive(Debug, Default)]
struct Found<'a> {
    /// Those of the message, in order.
    message: Vec<Attribute<'a>>,
    /// Those of each attachment, in order.
    attachments: Vec<Vec<Attribute<'a>>>,
}

impl Found<'_> {
    /// The data of the first attribute of the message with this id.
    fn get(&self, id: u16) -> Option<&[u8]> {
        self.message.iter().find(|attribute| attribute.id == id).map(|attribute| attribute.data)
    }
}

impl Reader {
    /// One message; calls itself for those attached, down to a depth that `limits` bounds.
    fn message<'a>(
        &mut self,
        stream: &'a [u8],
        depth: usize,
        place: &Place<'_>,
    ) -> Result<Contents<'a>, Error> {
        let mut cursor = Cursor::new(stream);
        if cursor.u32() != Some(SIGNATURE) {
            return Err(Error::Signature);
        }
        if cursor.u16().is_none() {
            self.losses.report(&TRUNCATED, place);
            cursor.rest = &[];
        }
        let found = self.attributes(&mut cursor, place);
        let pages = self.pages(&found, place);
        let mut contents = self.own(&found, pages, place);
        let all = place.key("attachments");
        for (index, attributes) in found.attachments.iter().enumerate() {
            let attachment =
                self.attachment(attributes, contents.pages.string, depth, &all.index(index));
            contents.contents.attachments.push(attachment);
        }
        Ok(contents.contents)
    }

    fn attributes<'a>(&mut self, cursor: &mut Cursor<'a>, place: &Place<'_>) -> Found<'a> {
        let mut found = Found::default();
        loop {
            if self.attributes == 0 && !cursor.rest.is_empty() {
                self.losses.note(&LIMIT, place, "attributes");
                return found;
            }
            self.attributes = self.attributes.saturating_sub(1);
            match next(cursor) {
                Next::End => return found,
                Next::Garbage(count) => {
                    self.losses.note(&GARBAGE, place, &count.to_string());
                    return found;
                }
                Next::Truncated(attribute) => {
                    self.losses.report(&TRUNCATED, place);
                    attribute.into_iter().for_each(|one| self.sort(one, &mut found, place));
                    return found;
                }
                Next::Attribute(attribute) => self.sort(attribute, &mut found, place),
            }
        }
    }

    /// Puts an attribute where it belongs: its id alone decides, whatever level it claims.
    fn sort<'a>(&mut self, attribute: Attribute<'a>, found: &mut Found<'a>, place: &Place<'_>) {
        let number = format!("{:#06x}", attribute.id);
        if !attribute.is_sound {
            self.losses.note(&CHECKSUM, place, &number);
        }
        match attribute.id {
            id::ATTACH_RENDER
            | id::ATTACH_DATA
            | id::ATTACH_TITLE
            | id::ATTACH_METAFILE
            | id::ATTACH_CREATED
            | id::ATTACH_MODIFIED
            | id::ATTACH_TRANSPORT_NAME
            | id::ATTACHMENT => self.sort_attachment(attribute, found, place),
            id::OWNER
            | id::SENT_FOR
            | id::DELEGATE
            | id::DATE_START
            | id::DATE_END
            | id::AID_OWNER
            | id::REQUEST_RES => self.losses.note(&UNUSED, place, &number),
            // Not said in mail: ids, states and times of the store; what the stream says of itself.
            id::STATUS
            | id::MESSAGE_ID
            | id::PARENT_ID
            | id::CONVERSATION_ID
            | id::MODIFIED
            | id::VERSION => {}
            id::FROM
            | id::SUBJECT
            | id::DATE_SENT
            | id::DATE_RECEIVED
            | id::CLASS
            | id::BODY
            | id::PRIORITY
            | id::PROPERTIES
            | id::RECIPIENTS
            | id::CODE_PAGE => found.message.push(attribute),
            _ => self.losses.note(&UNKNOWN, place, &number),
        }
    }

    fn sort_attachment<'a>(
        &mut self,
        attribute: Attribute<'a>,
        found: &mut Found<'a>,
        place: &Place<'_>,
    ) {
        // Each attachment starts with how it is shown; one without is the fault of who wrote it.
        if attribute.id == id::ATTACH_RENDER || found.attachments.is_empty() {
            if self.attachments == 0 {
                self.losses.note(&LIMIT, place, "attachments");
                return;
            }
            self.attachments -= 1;
            found.attachments.push(Vec::new());
        }
        if let Some(last) = found.attachments.last_mut() {
            last.push(attribute);
        }
    }

    /// A list of properties.
    fn properties<'a>(&mut self, cursor: &mut Cursor<'a>, place: &Place<'_>) -> Vec<Property<'a>> {
        let (found, stop) = list(cursor, &mut self.properties);
        match stop {
            Some(Stop::Broken) => self.losses.report(&PROPERTIES, place),
            Some(Stop::Limit) => self.losses.note(&LIMIT, place, "properties"),
            None => {}
        }
        found
    }
}
