//! IMAP as BlueMind's own endpoint speaks it: a subset of RFC 3501 with its capabilities and no others.

mod folders;
mod messages;
pub(crate) mod names;
mod search;
mod session;
#[cfg(test)]
mod tests;
mod wire;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::net::TcpStream;

use crate::faults::{Point, Trouble};
use crate::shared::{Logged, Shared};
use session::{Done, Session};
use wire::{MAX_LINE, Segment, Wire, announced, arguments};

/// What the server announces: no MOVE, CONDSTORE, QRESYNC, MULTIAPPEND, COMPRESS, ENABLE, UTF8=ACCEPT.
pub(crate) const CAPABILITY: &str = "IMAP4rev1 LITERAL+ AUTH=PLAIN ID ACL RIGHTS=kxten QUOTA \
    NAMESPACE UIDPLUS XLIST SPECIAL-USE IDLE BM-ROCKS";

/// How often an idling connection looks for news.
const IDLE_TICK: Duration = Duration::from_millis(50);

/// The connection ends.
struct Closed;

impl From<std::io::Error> for Closed {
    fn from(_: std::io::Error) -> Self {
        Self
    }
}

/// Serves one connection until it ends.
pub(crate) async fn serve(shared: Arc<Shared>, stream: TcpStream) {
    let mut connection =
        Connection { wire: Wire::new(stream), shared, session: Session::default() };
    // However it ends, there is nobody to tell.
    let _closed = connection.run().await;
}

struct Connection {
    wire: Wire,
    shared: Arc<Shared>,
    session: Session,
}

/// A command as it was read.
struct Command {
    tag: String,
    name: String,
    segments: Vec<Segment>,
}

impl Connection {
    async fn run(&mut self) -> Result<(), Closed> {
        self.strike("imap.connect", Point::Greeting).await?;
        self.wire.send(b"* OK BlueMind IMAP4 server ready\r\n").await?;
        while let Some(command) = self.read().await? {
            self.execute(command).await?;
            if self.session.over {
                break;
            }
        }
        Ok(())
    }

    /// Lets the script strike; the answer, if it has one, takes the place of the command's.
    async fn strike(&mut self, operation: &str, point: Point) -> Result<Option<Done>, Closed> {
        let mut done = None;
        for fault in self.shared.strikes(operation, point) {
            match fault.trouble {
                Trouble::Slow => tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await,
                Trouble::Drop => return Err(Closed),
                Trouble::OverQuota => done = Some(Done::no("Over quota")),
                Trouble::ExpireKey => self.session.user = None,
                Trouble::Status | Trouble::Html => done = Some(Done::no("scripted fault")),
            }
        }
        Ok(done)
    }

    /// Reads a command with its literals.
    async fn read(&mut self) -> Result<Option<Command>, Closed> {
        let Some(first) = self.wire.line().await? else { return Ok(None) };
        let text = String::from_utf8_lossy(&first).into_owned();
        let mut words = text.splitn(3, ' ');
        let tag = words.next().unwrap_or_default().to_owned();
        let name = if is_tag(&tag) { words.next().unwrap_or_default() } else { "" };
        let mut name = name.to_ascii_uppercase();
        let mut skip = tag.len() + 1 + name.len();
        if name == "UID" {
            let rest = words.next().unwrap_or_default();
            let sub = rest.split(' ').next().unwrap_or_default();
            skip += 1 + sub.len();
            name = format!("UID {}", sub.to_ascii_uppercase());
        }
        let mut segments = Vec::new();
        let mut line = first.get(skip..).unwrap_or_default().to_vec();
        let limit = self.shared.core().mail.size_limit.saturating_add(MAX_LINE as u64);
        let mut held: u64 = 0;
        loop {
            let literal = announced(&line);
            held = held.saturating_add(line.len() as u64);
            held = held.saturating_add(literal.as_ref().map_or(0, |literal| literal.size));
            if segments.len() > 1 && held > limit {
                self.wire.send(b"* BYE command too long\r\n").await?;
                return Err(Closed);
            }
            segments.push(Segment::Text(line));
            let Some(literal) = literal else { break };
            let bytes = self.literal(&name, literal.size, literal.synchronising).await?;
            segments.push(Segment::Literal(bytes));
            let Some(next) = self.wire.line().await? else { return Ok(None) };
            line = next;
        }
        Ok(Some(Command { tag, name, segments }))
    }

    async fn literal(&mut self, name: &str, size: u64, waits: bool) -> Result<Bytes, Closed> {
        let operation = format!("imap.{name}");
        let limit = self.shared.core().mail.size_limit;
        if size > limit {
            let alert = format!("* ALERT too much data ({size} > {limit})\r\n");
            self.wire.send(alert.as_bytes()).await?;
            return Err(Closed);
        }
        if waits {
            self.strike(&operation, Point::Continuation).await?;
            self.wire.send(b"+ OK\r\n").await?;
        }
        let half = size / 2;
        let mut bytes = self.wire.octets(half).await?;
        self.strike(&operation, Point::Literal).await?;
        bytes.extend(self.wire.octets(size - half).await?);
        Ok(bytes.into())
    }

    async fn execute(&mut self, command: Command) -> Result<(), Closed> {
        let Command { tag, name, segments } = command;
        let operation = format!("imap.{name}");
        let struck = self.strike(&operation, Point::Before).await?;
        let done = match (struck, arguments(&segments)) {
            (Some(done), _) => done,
            (None, None) => Done::bad("cannot read the arguments"),
            (None, Some(args)) => match name.as_str() {
                "AUTHENTICATE" => self.authenticate(args).await?,
                "IDLE" => self.idle().await?,
                _ => self.session.execute(&mut self.shared.core(), &name, &args),
            },
        };
        let done = self.strike(&operation, Point::After).await?.unwrap_or(done);
        let mut out = done.untagged;
        // What has no tag to answer to is answered without one (RFC 3501 §7.1.3).
        let tag = if is_tag(&tag) { &tag } else { "*" };
        // What a client wrote may stand in the text, and a line is a line.
        let text = done.text.replace(char::is_control, " ");
        out.extend_from_slice(format!("{tag} {} {text}\r\n", done.status).as_bytes());
        self.shared.log(Logged {
            operation: operation.clone(),
            verb: "IMAP".to_owned(),
            path: done.about,
            status: match done.status {
                "OK" => 200,
                "BAD" => 400,
                _ => 500,
            },
        });
        if self.strike(&operation, Point::Reply).await.is_err() {
            self.wire.send(out.get(..out.len() / 2).unwrap_or_default()).await?;
            return Err(Closed);
        }
        self.wire.send(&out).await?;
        Ok(())
    }

    async fn authenticate(&mut self, mut args: Vec<wire::Arg>) -> Result<Done, Closed> {
        if !args.first().is_some_and(|arg| arg.is("PLAIN")) {
            return Ok(Done::no("unsupported mechanism"));
        }
        if args.len() < 2 {
            self.wire.send(b"+ \r\n").await?;
            let line = self.wire.line().await?.ok_or(Closed)?;
            args.push(wire::Arg::Atom(String::from_utf8_lossy(&line).into_owned()));
        }
        Ok(self.session.authenticate(&mut self.shared.core(), &args))
    }

    async fn idle(&mut self) -> Result<Done, Closed> {
        if self.session.user.is_none() {
            return Ok(Done::bad("not authenticated"));
        }
        self.wire.send(b"+ idling\r\n").await?;
        loop {
            let news = self.session.news(&self.shared.core());
            self.wire.send(&news).await?;
            tokio::select! {
                line = self.wire.line() => {
                    line?.ok_or(Closed)?;
                    return Ok(Done::ok("IDLE completed"));
                }
                () = tokio::time::sleep(IDLE_TICK) => {}
            }
        }
    }
}

/// Whether a client's answer can be told by it (RFC 3501 §9, `tag`).
fn is_tag(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_graphic() && !b"(){%*\"\\+".contains(&b);
    !text.is_empty() && text.bytes().all(fits)
}
