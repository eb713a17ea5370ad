mod append;
mod arrived;
mod folders;
mod login;
mod messages;
mod stream;

use std::collections::HashSet;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use crate::codec::{Command, Condition, Data, Limits, Literals, Response, Status};
use crate::wire::{Lost, Wire};
use crate::{Credentials, Error, ErrorKind, FolderName, ImapUrl, Options, tls};

/// A connection to one user's mailbox, logged in.
///
/// After a [`Connection`](ErrorKind::Connection) or [`Protocol`](ErrorKind::Protocol) error it is
/// [no longer usable](Connection::is_usable): make a new one, and ask it what [arrived](Connection::arrived).
/// A future of this type that is dropped in the middle leaves the connection unusable too.
pub struct Connection {
    wire: Wire,
    options: Options,
    capabilities: HashSet<String>,
    separator: Option<char>,
    prefix: String,
    known: HashSet<FolderName>,
    selected: Option<Selected>,
    last_tag: u32,
    usable: bool,
    /// What the server said of its own accord and may explain why it closed.
    complaint: Option<String>,
}

struct Selected {
    folder: FolderName,
    uid_validity: u32,
    writable: bool,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection")
            .field("capabilities", &self.capabilities)
            .field("usable", &self.usable)
            .finish_non_exhaustive()
    }
}

impl Connection {
    /// Connects, logs in, and reads what the server can do.
    ///
    /// # Errors
    /// [`Unreachable`](ErrorKind::Unreachable), [`Tls`](ErrorKind::Tls), [`Auth`](ErrorKind::Auth), or what the
    /// conversation met.
    pub async fn connect(
        url: &ImapUrl,
        credentials: &Credentials,
        options: &Options,
    ) -> Result<Self, Error> {
        let opened = tokio::time::timeout(options.connect_timeout, open(url, options)).await;
        let wire = opened.map_err(|_| {
            let patience = options.connect_timeout;
            unreachable(url, &format!("no answer within {patience:?}"))
        })??;
        Self::greet(wire, credentials, options).await
    }

    /// The same over a stream that is already there: a tunnel, or one end of a pipe in a test.
    ///
    /// # Errors
    /// As [`connect`](Connection::connect).
    pub async fn over(
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        credentials: &Credentials,
        options: &Options,
    ) -> Result<Self, Error> {
        Self::greet(wire(Box::new(stream), options), credentials, options).await
    }

    /// Whether the server announces `capability` (written in capitals).
    #[must_use]
    pub fn has(&self, capability: &str) -> bool {
        self.capabilities.contains(capability)
    }

    /// Whether the conversation can go on.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.usable
    }

    /// The largest message this connection sends, in bytes: the [option](Options::message_limit), or less where the server
    /// announces less.
    #[must_use]
    pub fn message_limit(&self) -> u64 {
        let announced = self.capabilities.iter().filter_map(|capability| {
            capability.strip_prefix("APPENDLIMIT=").and_then(|limit| limit.parse().ok())
        });
        announced.fold(self.options.message_limit, u64::min)
    }

    /// Says goodbye. Dropping the connection closes it as well, less politely.
    pub async fn logout(mut self) {
        let command = self.command("LOGOUT");
        // Whatever the server answers, this is the end.
        let _ = self.run("logout", command, &mut |_| {}).await;
    }

    fn literals(&self) -> Literals {
        if self.has("LITERAL+") {
            Literals::Any
        } else if self.has("LITERAL-") {
            Literals::Small
        } else {
            Literals::Synchronising
        }
    }

    fn command(&mut self, text: &str) -> Command {
        self.last_tag += 1;
        Command::new(self.last_tag, text)
    }

    /// Runs one command to its end; `NO` and `BAD` are errors.
    async fn run(
        &mut self,
        operation: &'static str,
        command: Command,
        sink: &mut (dyn FnMut(Data) + Send),
    ) -> Result<Status, Error> {
        let status = self.exchange(operation, command, sink).await?;
        if status.condition == Condition::Ok {
            return Ok(status);
        }
        Err(refused(operation, &status))
    }

    /// Runs one command to its end, whichever that is.
    async fn exchange(
        &mut self,
        operation: &'static str,
        command: Command,
        sink: &mut (dyn FnMut(Data) + Send),
    ) -> Result<Status, Error> {
        self.begin(operation)?;
        let tag = command.tag();
        self.wire.send(command.into_chunks());
        loop {
            match self.response(operation).await? {
                Heard::Done(done, status) if done == tag => {
                    self.wire.give_up(tag);
                    self.usable = true;
                    return Ok(status);
                }
                Heard::Done(..) => return Err(self.confused(operation)),
                Heard::Data(data) => sink(data),
                Heard::Aside => {}
            }
        }
    }

    /// Marks the connection as in the middle of something, until that is over: a future dropped there leaves it so.
    fn begin(&mut self, operation: &'static str) -> Result<(), Error> {
        if !std::mem::replace(&mut self.usable, false) {
            let detail = "the connection was lost before";
            return Err(Error::new(ErrorKind::Connection, operation, detail));
        }
        Ok(())
    }

    async fn response(&mut self, operation: &'static str) -> Result<Heard, Error> {
        match self.wire.response().await {
            Ok(response) => self.hear(operation, response),
            Err(lost) => Err(self.lost(operation, lost)),
        }
    }

    fn hear(&mut self, operation: &'static str, response: Response) -> Result<Heard, Error> {
        Ok(match response {
            Response::Continue => {
                self.wire.go_on();
                Heard::Aside
            }
            Response::Tagged { tag, status } => {
                match tag.strip_prefix('v').and_then(|number| number.parse().ok()) {
                    Some(tag) => Heard::Done(tag, status),
                    None => return Err(self.confused(operation)),
                }
            }
            Response::Untagged(status) => {
                if status.condition == Condition::Bye {
                    self.complaint = Some(status.text);
                    Heard::Aside
                } else if let Some(code) = status.code {
                    Heard::Data(Data::Other(format!("{} {}", code.name, code.arguments)))
                } else {
                    Heard::Aside
                }
            }
            Response::Data(Data::Alert(text)) => {
                self.complaint = Some(text);
                Heard::Aside
            }
            Response::Data(data) => Heard::Data(data),
            Response::Unknown(_) => Heard::Aside,
        })
    }

    fn lost(&mut self, operation: &'static str, lost: Lost) -> Error {
        let kind = match lost {
            Lost::Decode(_) => ErrorKind::Protocol,
            Lost::Closed | Lost::Silent(_) | Lost::Broken(_) => ErrorKind::Connection,
        };
        let detail = match &self.complaint {
            Some(said) => format!("{lost}, having said: {said}"),
            None => lost.to_string(),
        };
        Error::new(kind, operation, detail).because(lost)
    }

    fn confused(&mut self, operation: &'static str) -> Error {
        Error::new(
            ErrorKind::Protocol,
            operation,
            "the server answered a command that was not sent",
        )
    }
}

/// What one response means to whoever waits.
enum Heard {
    /// The command with this tag is over.
    Done(u32, Status),
    /// Data; a code of an untagged status comes as [`Data::Other`].
    Data(Data),
    /// Nothing to act on.
    Aside,
}

/// A `NO` or `BAD` as an error.
fn refused(operation: &'static str, status: &Status) -> Error {
    let code = status.code.as_ref().map_or("", |code| code.name.as_str());
    let text = status.text.to_ascii_lowercase();
    let kind = match code {
        "OVERQUOTA" => ErrorKind::OverQuota,
        "TRYCREATE" | "NONEXISTENT" => ErrorKind::NoSuchFolder,
        "TOOBIG" => ErrorKind::TooLarge,
        "AUTHENTICATIONFAILED" | "AUTHORIZATIONFAILED" | "EXPIRED" => ErrorKind::Auth,
        "UNAVAILABLE" | "INUSE" | "LIMIT" => ErrorKind::Unavailable,
        // BlueMind has no code for it.
        _ if text.contains("over quota") || text.contains("quota exceeded") => ErrorKind::OverQuota,
        _ => ErrorKind::Rejected,
    };
    let bracket = if code.is_empty() { String::new() } else { format!("[{code}] ") };
    let said = if status.text.is_empty() { "nothing more" } else { &status.text };
    Error::new(kind, operation, format!("the server refused: {bracket}{said}"))
}

fn unreachable(url: &ImapUrl, why: &str) -> Error {
    Error::new(ErrorKind::Unreachable, "connect", format!("no connection to {url}: {why}"))
}

fn wire(stream: Box<dyn crate::wire::Stream>, options: &Options) -> Wire {
    Wire::new(stream, Limits::with_response(options.reply_limit), options.reply_timeout)
}

async fn open(url: &ImapUrl, options: &Options) -> Result<Wire, Error> {
    let failed = |error: std::io::Error| unreachable(url, &error.to_string()).because(error);
    let found = tokio::net::lookup_host((url.host(), url.port())).await.map_err(failed)?;
    // `localhost` is what the host's tables say it is.
    let mut addresses = found.filter(|address| url.is_tls() || address.ip().is_loopback());
    let mut outcome = Err(unreachable(url, "the name has no usable address"));
    for address in addresses.by_ref() {
        outcome = TcpStream::connect(address).await.map_err(failed);
        if outcome.is_ok() {
            break;
        }
    }
    let stream = outcome?;
    // Commands are gathered before they are written; waiting for more would only delay them.
    stream.set_nodelay(true).map_err(failed)?;
    if url.is_tls() {
        let stream = tls::wrap(stream, url.host(), &options.authorities).await?;
        return Ok(wire(Box::new(stream), options));
    }
    Ok(wire(Box::new(stream), options))
}
