use jiff::Timestamp;
use viaduc_identities::Identities;

/// What the caller knows about a message, and what it wants to be told.
///
/// Everything is optional: with the default, a message is repaired from itself alone.
///
/// ```
/// let mut options = viaduc_mime_normalise::Options::default();
/// options.message_id = Some("<a@valmont.example>".to_owned());
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// When it was sent (Graph `sentDateTime`): for a message without a `Date` that can be read.
    pub sent: Option<Timestamp>,
    /// The present time: a `Date` more than a day after it is reported as
    /// [`DateSuspect`](crate::Code::DateSuspect). Without it, one more than a day after `received` is, and without
    /// that, one more than a day after the newest `Received` header.
    pub now: Option<Timestamp>,
    /// When it arrived (Graph `receivedDateTime`): if neither `sent` nor a `Received` header tells a date.
    pub received: Option<Timestamp>,
    /// Its Message-ID (Graph `internetMessageId`), with or without angle brackets: for a message without one.
    pub message_id: Option<String>,
    /// Its sender as `(name, address)` (Graph `from`, for drafts the mailbox's owner): for a message without `From`.
    pub from: Option<(String, String)>,
    /// Who is behind an X.500 name: for senders that are one (`/O=…/CN=…`, `IMCEAEX-…`).
    pub identities: Identities,
    /// The largest message the target takes, in bytes: a larger one is reported as
    /// [`TooLarge`](crate::Code::TooLarge), and still repaired.
    pub size_limit: Option<usize>,
    /// Whether to report also what needs no repair ([`Class::Info`](crate::Class::Info)) and the hashes of
    /// [frozen](crate::Normalised::frozen) regions. True by default; without it clean mail is fastest.
    pub report: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            sent: None,
            now: None,
            received: None,
            message_id: None,
            from: None,
            identities: Identities::new(),
            size_limit: None,
            report: true,
        }
    }
}
