use jiff::Timestamp;

use crate::Property;

/// What a winmail.dat holds: one message, as Exchange and Outlook know it.
///
/// Bytes are borrowed from the stream. Members are what mail says too; all other properties are in `properties`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Contents<'a> {
    /// What kind of message it is (`PidTagMessageClass`): `IPM.Note`, `IPM.Schedule.Meeting.Request`, …; the names of
    /// Microsoft Mail in their modern form (MS-OXTNEF 2.1.3.3.11). Empty if nothing tells.
    pub class: String,
    /// The subject.
    pub subject: Option<String>,
    /// Who it is from (`PidTagSentRepresenting…`, else the sender).
    pub from: Option<Person>,
    /// Who really sent it (`PidTagSender…`, else `attFrom`).
    pub sender: Option<Person>,
    /// Who it was sent to.
    pub recipients: Vec<Recipient>,
    /// When it was sent.
    pub sent: Option<Timestamp>,
    /// When it arrived.
    pub received: Option<Timestamp>,
    /// The Message-ID as it stands, with its brackets if it has some.
    pub message_id: Option<String>,
    /// The Message-ID that this one answers.
    pub in_reply_to: Option<String>,
    /// The Message-IDs of the conversation.
    pub references: Option<String>,
    /// The header that the message had when it arrived (`PidTagTransportMessageHeaders`).
    pub headers: Option<String>,
    /// `PidTagImportance`: 0 low, 1 normal, 2 high.
    pub importance: Option<i32>,
    /// `PidTagSensitivity`: 0 none, 1 personal, 2 private, 3 confidential.
    pub sensitivity: Option<i32>,
    /// The body as plain text, if there is one.
    pub text: Option<String>,
    /// The body as HTML, if there is one; decoded, whatever charset it claims inside.
    pub html: Option<String>,
    /// The body as RTF, decompressed, if it holds what neither `text` nor `html` says.
    pub rtf: Option<Vec<u8>>,
    /// The attachments, in order.
    pub attachments: Vec<Attachment<'a>>,
    /// The properties that no other member says, in order.
    pub properties: Vec<Property<'a>>,
}

/// Who writes or receives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Person {
    /// The name that is shown; may be empty.
    pub name: String,
    /// The address: SMTP if one is told anywhere, else as its kind writes it (an X.500 name for `EX`); may be empty.
    pub address: String,
    /// What kind of address it is.
    pub kind: Kind,
}

/// The kinds of addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// An SMTP address, or one of which nothing tells otherwise.
    #[default]
    Smtp,
    /// The X.500 name of someone in an Exchange organisation.
    Exchange,
    /// Anything else: fax numbers, Microsoft Mail.
    Other,
}

/// One that a message was sent to.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Recipient {
    /// Who it is.
    pub person: Person,
    /// How.
    pub role: Role,
}

/// What a recipient is to a message (`PidTagRecipientType`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// One of those it is for.
    #[default]
    To,
    /// One who is told of it.
    Cc,
    /// One who is told of it in secret. Rooms of a meeting are such.
    Bcc,
}

/// A file, a message or an object with a message.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Attachment<'a> {
    /// Its name: the longest there is (`PidTagAttachLongFilename`, the name in a MacBinary, `PidTagAttachFilename`,
    /// `attAttachTransportFilename`, `attAttachTitle`, `PidTagDisplayName`). It may hold anything: not for opening.
    pub name: Option<String>,
    /// Its media type, if it is told.
    pub mime_type: Option<String>,
    /// Its Content-ID, without brackets.
    pub content_id: Option<String>,
    /// Its Content-Location.
    pub content_location: Option<String>,
    /// Whether it is shown inside the body and not in a list.
    pub is_inline: bool,
    /// What it is.
    pub data: Data<'a>,
    /// The properties that no other member says, in order.
    pub properties: Vec<Property<'a>>,
}

/// What an attachment is.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Data<'a> {
    /// Nothing that the stream holds: a link to a file elsewhere.
    #[default]
    Absent,
    /// A file.
    File(&'a [u8]),
    /// A message.
    Message(Box<Contents<'a>>),
    /// An object of another program: a compound file (MS-CFB).
    Object(&'a [u8]),
}
