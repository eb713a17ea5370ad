use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt as _};

use super::append::{OPERATION, appended, check, dress, unnumbered_error};
use super::{Connection, Heard};
use crate::codec::{Chunk, Condition, Status};
use crate::wire::Progress;
use crate::{Appended, Attributes, Error, ErrorKind, FolderName};

impl Connection {
    /// Stores one message whose bytes are read from `source` while they are sent.
    ///
    /// # Errors
    /// As [`append`](Connection::append); [`Source`](ErrorKind::Source) if `source` fails or does not hold exactly `size` bytes. Then
    /// nothing was stored, and the connection is no longer usable.
    pub async fn append_from(
        &mut self,
        folder: &FolderName,
        attributes: &Attributes,
        size: u64,
        source: impl AsyncRead + Unpin + Send,
    ) -> Result<Appended, Error> {
        let bytes = usize::try_from(size).unwrap_or(usize::MAX);
        check(bytes, self.message_limit())?;
        if !self.has("UIDPLUS") {
            let detail = "storing from a reader needs a server with UIDPLUS";
            return Err(Error::new(ErrorKind::Unsupported, OPERATION, detail));
        }
        let literals = self.literals();
        let mut command = self.folder_command("APPEND", folder);
        command.text(&dress(attributes.flags, &attributes.keywords, attributes.internal_date));
        command.announce(bytes, literals);
        let tag = command.tag();
        self.begin(OPERATION)?;
        self.wire.send(command.into_open_chunks());
        let ended = self.pour(tag, bytes, source).await?;
        let status = match ended {
            Some(status) => status,
            None => loop {
                match self.response(OPERATION).await.map_err(|e| self.doubt(e, bytes))? {
                    Heard::Done(done, status) if done == tag => break status,
                    Heard::Done(..) => return Err(self.confused(OPERATION)),
                    Heard::Data(_) | Heard::Aside => {}
                }
            },
        };
        self.usable = true;
        if status.condition != Condition::Ok {
            return Err(self.refused_in(OPERATION, folder, &status).await);
        }
        let stored = appended(&status, 1).and_then(|all| all.first().copied());
        stored.ok_or_else(|| unnumbered_error().in_doubt())
    }

    /// Sends the literal. Answers the end of the command if the server ended it early.
    async fn pour(
        &mut self,
        tag: u32,
        size: usize,
        mut source: impl AsyncRead + Unpin + Send,
    ) -> Result<Option<Status>, Error> {
        let (mut left, mut ended) = (size, None);
        loop {
            match self.wire.progress().await {
                Ok(Progress::Sent) if left == 0 => return Ok(ended),
                Ok(Progress::Sent) => {
                    let mut piece = BytesMut::with_capacity(left.min(1 << 16));
                    let read = (&mut source).take(left as u64).read_buf(&mut piece).await;
                    let count = read.map_err(|e| short("it cannot be read").because(e))?;
                    if count == 0 {
                        return Err(short("it is shorter than announced"));
                    }
                    left -= count;
                    self.wire.send([Chunk::Bytes(piece.freeze())]);
                    if left == 0 {
                        let more = source.read(&mut [0]).await;
                        if more.map_err(|e| short("it cannot be read").because(e))? > 0 {
                            return Err(short("it is longer than announced"));
                        }
                        self.wire
                            .send([Chunk::Bytes(Bytes::from_static(b"\r\n")), Chunk::End(tag)]);
                    }
                }
                Ok(Progress::Response(response)) => match self.hear(OPERATION, response)? {
                    Heard::Done(done, status) if done == tag => {
                        ended = Some(status);
                        // Where the literal has begun, the server still reads it to its end.
                        if self.wire.give_up(tag) {
                            return Ok(ended);
                        }
                    }
                    Heard::Done(..) => return Err(self.confused(OPERATION)),
                    Heard::Data(_) | Heard::Aside => {}
                },
                Err(lost) => {
                    let error = self.lost(OPERATION, lost);
                    return Err(if left == 0 { self.doubt(error, size) } else { error });
                }
            }
        }
    }
}

fn short(why: &str) -> Error {
    Error::new(ErrorKind::Source, OPERATION, format!("the message's source: {why}"))
}
