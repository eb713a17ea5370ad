use std::fmt;
use std::time::Duration;

/// What went wrong, as far as a caller can act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The server refused the login and password.
    Auth,
    /// No connection could be made.
    Unreachable,
    /// The server's certificate or its TLS was not accepted.
    Tls,
    /// The connection was lost, or the server was silent for too long.
    Connection,
    /// The message is larger than the server takes. It was not stored.
    TooLarge,
    /// The mailbox is full.
    OverQuota,
    /// There is no such folder.
    NoSuchFolder,
    /// The folder was made anew since: its numbers mean other messages now.
    FolderChanged,
    /// The server refused the command and said no more than its text.
    Rejected,
    /// The server is busy or the mailbox is in use: later it may work.
    Unavailable,
    /// The server lacks something the operation needs.
    Unsupported,
    /// The server broke the protocol.
    Protocol,
    /// The message could not be read from its source.
    Source,
    /// The call itself cannot be carried out: an empty message, a name that is none.
    Invalid,
}

/// Why an operation failed: [what kind](Error::kind), in which operation, what the server said, and whether trying again
/// can help. It never holds a password or a part of a message.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    operation: &'static str,
    detail: String,
    may_have_arrived: bool,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Server texts are cut at this many characters.
const TEXT_CHARS: usize = 200;

impl Error {
    pub(crate) fn new(kind: ErrorKind, operation: &'static str, detail: impl Into<String>) -> Self {
        let detail = clean(&detail.into());
        Self { kind, operation, detail, may_have_arrived: false, source: None }
    }

    pub(crate) fn because(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.source = Some(source.into());
        self
    }

    pub(crate) fn in_doubt(mut self) -> Self {
        self.may_have_arrived = true;
        self
    }

    /// The same failure, told for another message that met it.
    pub(crate) fn again(&self) -> Self {
        Self {
            kind: self.kind,
            operation: self.operation,
            detail: self.detail.clone(),
            may_have_arrived: self.may_have_arrived,
            source: None,
        }
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether the same call can succeed later, on a new connection, without anybody changing anything.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self.kind, ErrorKind::Unreachable | ErrorKind::Connection | ErrorKind::Unavailable)
    }

    /// How long the server asked to wait: IMAP has no way to say it, so always `None`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        None
    }

    /// Whether the server may have stored the message although it did not say so: ask
    /// [`Connection::arrived`](crate::Connection::arrived) before appending it again.
    #[must_use]
    pub fn may_have_arrived(&self) -> bool {
        self.may_have_arrived
    }

    /// The operation that failed: `append`, `login`, `create folder`, …
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    fn remedy(&self) -> &'static str {
        match self.kind {
            ErrorKind::Auth => {
                "; check the login, and the password or session key in the environment or file the configuration names"
            }
            ErrorKind::Unreachable => {
                "; check the address and port, and that no firewall stands between"
            }
            ErrorKind::Tls => {
                "; check that the certificate is valid for this host name, or give the authority that signed it"
            }
            ErrorKind::TooLarge => "; raise message_size_limit on the server for the migration",
            ErrorKind::OverQuota => "; raise the quota of the mailbox",
            ErrorKind::Connection
            | ErrorKind::NoSuchFolder
            | ErrorKind::FolderChanged
            | ErrorKind::Rejected
            | ErrorKind::Unavailable
            | ErrorKind::Unsupported
            | ErrorKind::Protocol
            | ErrorKind::Source
            | ErrorKind::Invalid => "",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}{}", self.operation, self.detail, self.remedy())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

fn clean(text: &str) -> String {
    let mut short: String = text
        .chars()
        .take(TEXT_CHARS)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if text.chars().nth(TEXT_CHARS).is_some() {
        short.push('…');
    }
    short
}
