//! Attachments.

use viaduc_fidelity::Place;

use super::Reader;
use super::bag::{Bag, tag};
use super::text::Texts;
use crate::attribute::{Attribute, id};
use crate::codepage::CodePage;
use crate::codes::{ABSENT, DEPTH, MACBINARY, NESTED, OBJECT};
use crate::contents::{Attachment, Data};
use crate::cursor::Cursor;
use crate::macbinary;
use crate::property::Value;

/// `IID_IMessage`, in the order of the wire: what follows is a message in TNEF.
const MESSAGE: [u8; 16] = [0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];

/// The encoding that says MacBinary (MS-OXCMSG 2.2.2.9), an object identifier.
const MAC: [u8; 9] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x14, 0x03, 0x0B, 0x01];

impl Reader {
    pub(super) fn attachment<'a>(
        &mut self,
        attributes: &[Attribute<'a>],
        page: CodePage,
        depth: usize,
        place: &Place<'_>,
    ) -> Attachment<'a> {
        let mut all = Vec::new();
        for attribute in attributes.iter().filter(|one| one.id == id::ATTACHMENT) {
            all.extend(self.properties(&mut Cursor::new(attribute.data), place));
        }
        let mut bag = Bag::new(all);
        let mut attachment = Attachment::default();
        let mac = self.data(&mut attachment, attributes, &mut bag, depth, place);
        let texts = &mut Texts { page, losses: &mut self.losses };
        let mac = mac.map(|name| texts.attribute(name, &place.key("name")));
        attachment.name = name(attributes, &mut bag, mac, texts, place);
        attachment.mime_type = filled(texts.take(&mut bag, tag::ATTACH_MIME_TAG, place));
        let content_id = texts.take(&mut bag, tag::ATTACH_CONTENT_ID, place);
        attachment.content_id =
            content_id.map(|id| bare(&id).to_owned()).filter(|id| !id.is_empty());
        attachment.content_location =
            filled(texts.take(&mut bag, tag::ATTACH_CONTENT_LOCATION, place));
        // Bit 2: rendered in the body (MS-OXCMSG 2.2.2.18).
        let is_rendered = bag.take_number(tag::ATTACH_FLAGS).is_some_and(|flags| flags & 4 != 0);
        let is_hidden = bag.take(tag::ATTACHMENT_HIDDEN, Value::as_bool);
        attachment.is_inline = is_rendered || is_hidden == Some(true);
        if attachment.data == Data::Absent {
            let path = [tag::ATTACH_LONG_PATHNAME, tag::ATTACH_PATHNAME]
                .map(|id| texts.take(&mut bag, id, place))
                .into_iter()
                .find_map(filled);
            let path = path.or_else(|| attachment.name.clone()).unwrap_or_default();
            self.losses.note(&ABSENT, place, &path);
        }
        attachment.properties = bag.rest();
        attachment
    }

    /// What the attachment is; answers the name that a MacBinary gives it.
    fn data<'a>(
        &mut self,
        attachment: &mut Attachment<'a>,
        attributes: &[Attribute<'a>],
        bag: &mut Bag<'a>,
        depth: usize,
        place: &Place<'_>,
    ) -> Option<&'a [u8]> {
        let object = bag.take(tag::ATTACH_DATA, |value| {
            if let Value::Object { interface, data } = value {
                return Some((Some(*interface), *data));
            }
            value.as_binary().map(|data| (None, data))
        });
        let plain = attributes.iter().find(|one| one.id == id::ATTACH_DATA).map(|one| one.data);
        let (interface, bytes) = match (object, plain) {
            (Some((Some(interface), data)), _) => (Some(interface), data),
            (_, Some(data)) if !data.is_empty() => (None, data),
            (Some((None, data)), _) => (None, data),
            (None, Some(data)) => (None, data),
            (None, None) => return None,
        };
        match interface {
            Some(MESSAGE) => attachment.data = self.nested(bytes, depth, place),
            // In the stream of old, a message or an object of another program was the attachment's only data.
            None if crate::is_tnef(bytes) && !has_name(attributes, bag) => {
                attachment.data = self.nested(bytes, depth, place);
            }
            None => {
                let is_mac = is_mac(attributes, bag);
                if is_mac && let Some((fork, name)) = macbinary::data_fork(bytes) {
                    self.losses.report(&MACBINARY, place);
                    attachment.data = Data::File(fork);
                    return Some(name);
                }
                attachment.data = Data::File(bytes);
            }
            Some(_) => {
                self.losses.report(&OBJECT, place);
                attachment.data = Data::Object(bytes);
            }
        }
        None
    }

    fn nested<'a>(&mut self, bytes: &'a [u8], depth: usize, place: &Place<'_>) -> Data<'a> {
        if depth >= self.limits.depth {
            self.losses.report(&DEPTH, place);
            return Data::File(bytes);
        }
        match self.message(bytes, depth + 1, &place.key("message")) {
            Ok(message) => Data::Message(Box::new(message)),
            Err(_) => {
                self.losses.report(&NESTED, place);
                Data::File(bytes)
            }
        }
    }
}

fn has_name(attributes: &[Attribute<'_>], bag: &Bag<'_>) -> bool {
    bag.get(tag::ATTACH_LONG_FILENAME).is_some()
        || bag.get(tag::ATTACH_FILENAME).is_some()
        || attributes.iter().any(|one| one.id == id::ATTACH_TRANSPORT_NAME)
}

fn is_mac(attributes: &[Attribute<'_>], bag: &mut Bag<'_>) -> bool {
    let told = bag.take(tag::ATTACH_ENCODING, |value| value.as_binary().map(|oid| oid == MAC));
    // The last number of attAttachRendData (MS-OXTNEF 2.1.3.3.15): bit 0 says MacBinary.
    let render = attributes.iter().find(|one| one.id == id::ATTACH_RENDER);
    let flags = render.and_then(|one| one.data.get(10..14));
    told == Some(true) || flags.is_some_and(|flags| flags.first().is_some_and(|low| low & 1 == 1))
}

/// The longest name there is: the real one, then that of a Mac, then those cut to eight letters and three.
fn name(
    attributes: &[Attribute<'_>],
    bag: &mut Bag<'_>,
    mac: Option<String>,
    texts: &mut Texts<'_>,
    place: &Place<'_>,
) -> Option<String> {
    let long = filled(texts.take(bag, tag::ATTACH_LONG_FILENAME, place));
    let short = filled(texts.take(bag, tag::ATTACH_FILENAME, place));
    let mut old = |id: u16| {
        let found = attributes.iter().find(|one| one.id == id)?;
        filled(Some(texts.attribute(found.data, &place.key("name"))))
    };
    let (transport, title) = (old(id::ATTACH_TRANSPORT_NAME), old(id::ATTACH_TITLE));
    let shown = filled(texts.take(bag, tag::DISPLAY_NAME, place));
    long.or(filled(mac)).or(short).or(transport).or(title).or(shown)
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

fn bare(id: &str) -> &str {
    let id = id.trim();
    id.strip_prefix('<').and_then(|id| id.strip_suffix('>')).unwrap_or(id)
}
