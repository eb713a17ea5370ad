//! Single facts of a message, without repairing it.

use jiff::Timestamp;

use crate::address::{self, Person};
use crate::codec::words;
use crate::date::parse_date;
use crate::scan::{Field, scan_header, unfold};

/// The fields of a message's header.
pub(crate) fn top_fields(message: &[u8]) -> Vec<Field> {
    let (at, _) = crate::prefix::cut(message);
    let (mut fields, mut faults) = (Vec::new(), Vec::new());
    scan_header(message, at, message.len(), &|_| false, &mut fields, &mut faults);
    fields
}

pub(crate) fn top_value(message: &[u8], name: &str) -> Option<String> {
    let fields = top_fields(message);
    let field = fields.iter().find(|field| field.is(message, name))?;
    Some(String::from_utf8_lossy(&unfold(field.raw(message))).into_owned())
}

/// The Message-ID of a message, as it stands, without white space around it.
///
/// ```
/// use viaduc_mime_normalise::message_id;
/// assert_eq!(message_id(b"Message-ID:\r\n <a@valmont.example>\r\n\r\n").as_deref(), Some("<a@valmont.example>"));
/// ```
#[must_use]
pub fn message_id(message: &[u8]) -> Option<String> {
    top_value(message, "Message-ID").filter(|id| !id.is_empty())
}

/// The subject of a message, decoded (RFC 2047).
///
/// ```
/// use viaduc_mime_normalise::subject;
/// assert_eq!(subject(b"Subject: =?utf-8?Q?Proc=C3=A8s?=\r\n\r\n").as_deref(), Some("Procès"));
/// ```
#[must_use]
pub fn subject(message: &[u8]) -> Option<String> {
    let fields = top_fields(message);
    let field = fields.iter().find(|field| field.is(message, "Subject"))?;
    Some(words::decode_value(field.raw(message), &[]))
}

/// Everybody in the message's headers of this name: `From`, `To`, `Cc`, `Bcc`, `Sender`, `Reply-To` (RFC 5322 §3.6).
///
/// ```
/// use viaduc_mime_normalise::people;
/// let found = people(b"To: \"Dupont, Jean\" <jean@valmont.example>, b@valmont.example\r\n\r\n", "To");
/// assert_eq!((found[0].name.as_str(), found[0].address.as_str()), ("Dupont, Jean", "jean@valmont.example"));
/// assert_eq!(found[1].address, "b@valmont.example");
/// ```
#[must_use]
pub fn people(message: &[u8], header: &str) -> Vec<Person> {
    let fields = top_fields(message);
    let fields = fields.iter().filter(|field| field.is(message, header));
    fields.flat_map(|field| address::people(&unfold(field.raw(message)), &[])).collect()
}

/// The time that a message's `Date` header tells, if it can be read ([`parse_date`]).
#[must_use]
pub fn message_date(message: &[u8]) -> Option<Timestamp> {
    parse_date(&top_value(message, "Date")?)
}
