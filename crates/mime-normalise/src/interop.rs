use mail_parser::{Message, MessageParser};

use crate::Normalised;

impl Normalised<'_> {
    /// The message as `mail-parser` reads it, borrowing these bytes. `None` where it sees no header at all.
    ///
    /// ```
    /// use viaduc_mime_normalise::{Options, normalise};
    /// let found = normalise(b"From: a@valmont.example\nSubject: caf\xe9\n\nHello\n", &Options::default());
    /// let message = found.parse().unwrap();
    /// assert_eq!(message.subject(), Some("caf\u{e9}"));
    /// ```
    #[must_use]
    pub fn parse(&self) -> Option<Message<'_>> {
        MessageParser::default().parse(&*self.bytes)
    }
}
