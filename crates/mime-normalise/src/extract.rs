//! Single facts of a message, without repairing it.

use jiff::Timestamp;

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

/// The time that a message's `Date` header tells, if it can be read ([`parse_date`]).
#[must_use]
pub fn message_date(message: &[u8]) -> Option<Timestamp> {
    parse_date(&top_value(message, "Date")?)
}
