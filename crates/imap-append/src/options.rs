use std::fmt;
use std::time::Duration;

use secrecy::SecretString;

/// Who logs in. On BlueMind the password may be a session key or an API key of that user.
#[derive(Clone)]
#[non_exhaustive]
pub struct Credentials {
    /// The login: `localpart@domain` on BlueMind.
    pub login: String,
    /// The password.
    pub password: SecretString,
}

impl Credentials {
    /// A login and its password.
    #[must_use]
    pub fn new(login: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self { login: login.into(), password: password.into() }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("login", &self.login).finish_non_exhaustive()
    }
}

/// How the login is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mechanism {
    /// AUTHENTICATE PLAIN where announced, else LOGIN.
    #[default]
    Automatic,
    /// LOGIN (RFC 3501 §6.2.3).
    Login,
    /// AUTHENTICATE PLAIN (RFC 4616).
    Plain,
}

/// The choices of a connection. Take [`Options::default`] and change what differs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How the login is sent.
    pub mechanism: Mechanism,
    /// The largest message to send, in bytes; larger ones fail with
    /// [`TooLarge`](crate::ErrorKind::TooLarge) and are not sent. Where the server announces a lower limit (APPENDLIMIT), that
    /// one holds. Default: 20,000,000, BlueMind's `message_size_limit` where none is set; BlueMind announces none and
    /// closes the connection on a larger message.
    pub message_limit: u64,
    /// How many APPENDs may be under way at once where the server takes non-synchronising literals. Default: 16.
    pub window: usize,
    /// How many messages go into one APPEND where the server announces MULTIAPPEND; 1 turns it off. Default: 50.
    pub multiappend: usize,
    /// How long making a connection may take. Default: 30 s.
    pub connect_timeout: Duration,
    /// How long the server may neither take a byte nor send one while a command is under way. Default: 5 minutes.
    pub reply_timeout: Duration,
    /// The largest reply to keep in memory, in bytes: what [`fetch`](crate::Connection::fetch) can read. Default: 256 MiB.
    pub reply_limit: usize,
    /// Certificates of authorities to trust beside the host system's, each in DER.
    pub authorities: Vec<Vec<u8>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mechanism: Mechanism::default(),
            message_limit: 20_000_000,
            window: 16,
            multiappend: 50,
            connect_timeout: Duration::from_secs(30),
            reply_timeout: Duration::from_secs(300),
            reply_limit: 256 << 20,
            authorities: Vec::new(),
        }
    }
}
