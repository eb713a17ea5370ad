use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use bytes::{Buf as _, BytesMut};
use tokio::io::{
    AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadHalf, WriteHalf,
};

use crate::codec::{Chunk, DecodeError, Decoder, Limits, Response};

/// A connection's bytes.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

/// How many bytes are handed to the system at once.
const STAGE: usize = 1 << 16;

/// A connection that writes commands while it reads responses, so that neither side ever waits for the other's buffer.
pub(crate) struct Wire {
    reader: ReadHalf<Box<dyn Stream>>,
    writer: WriteHalf<Box<dyn Stream>>,
    decoder: Decoder,
    waiting: VecDeque<Chunk>,
    stage: BytesMut,
    unflushed: bool,
    /// The server takes nothing any more; what it said before may still be read.
    deaf: bool,
    patience: Duration,
}

/// Why there is no further response.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Lost {
    #[error("the server closed the connection")]
    Closed,
    #[error("the server was silent for {0:?}")]
    Silent(Duration),
    #[error("the connection broke")]
    Broken(#[source] io::Error),
    #[error("the server's answer cannot be read")]
    Decode(#[source] DecodeError),
}

pub(crate) enum Progress {
    Response(Response),
    /// Everything that may be sent has been.
    Sent,
}

enum Step {
    Wrote(io::Result<usize>),
    Flushed(io::Result<()>),
    Read(io::Result<usize>),
}

impl Wire {
    pub(crate) fn new(stream: Box<dyn Stream>, limits: Limits, patience: Duration) -> Self {
        let (reader, writer) = tokio::io::split(stream);
        Self {
            reader,
            writer,
            decoder: Decoder::new(limits),
            waiting: VecDeque::new(),
            stage: BytesMut::new(),
            unflushed: false,
            deaf: false,
            patience,
        }
    }

    pub(crate) fn send(&mut self, chunks: impl IntoIterator<Item = Chunk>) {
        self.waiting.extend(chunks);
    }

    /// The server said `+`: what waited for it goes on.
    pub(crate) fn go_on(&mut self) -> bool {
        match self.waiting.front() {
            Some(Chunk::Await(_)) if self.stage.is_empty() => {
                self.waiting.pop_front();
                true
            }
            _ => false,
        }
    }

    /// The command is over; if it still waited for `+`, its rest is not sent. Answers whether anything was held back.
    pub(crate) fn give_up(&mut self, tag: u32) -> bool {
        if !matches!(self.waiting.front(), Some(Chunk::Await(waiting)) if *waiting == tag) {
            return false;
        }
        while let Some(chunk) = self.waiting.pop_front() {
            if matches!(chunk, Chunk::End(ended) if ended == tag) {
                break;
            }
        }
        true
    }

    /// The next response, writing meanwhile.
    pub(crate) async fn response(&mut self) -> Result<Response, Lost> {
        loop {
            if let Some(response) = self.decoder.next_response().map_err(Lost::Decode)? {
                return Ok(response);
            }
            self.step().await?;
        }
    }

    /// Writes until nothing is left to write, or a response has come.
    pub(crate) async fn progress(&mut self) -> Result<Progress, Lost> {
        loop {
            if let Some(response) = self.decoder.next_response().map_err(Lost::Decode)? {
                return Ok(Progress::Response(response));
            }
            if !self.deaf && !self.has_more() && !self.unflushed && self.waiting.is_empty() {
                return Ok(Progress::Sent);
            }
            self.step().await?;
        }
    }

    fn has_more(&mut self) -> bool {
        if self.deaf {
            self.stage.clear();
            self.waiting.clear();
            return false;
        }
        while self.stage.len() < STAGE {
            let bytes = match self.waiting.front_mut() {
                Some(Chunk::Bytes(bytes)) => bytes,
                Some(Chunk::End(_)) => {
                    self.waiting.pop_front();
                    continue;
                }
                Some(Chunk::Await(_)) | None => break,
            };
            let taken = bytes.len().min(STAGE - self.stage.len());
            self.stage.extend_from_slice(&bytes.split_to(taken));
            if bytes.is_empty() {
                self.waiting.pop_front();
            }
        }
        !self.stage.is_empty()
    }

    async fn step(&mut self) -> Result<(), Lost> {
        let more = self.has_more();
        let unflushed = self.unflushed && !self.deaf;
        let Self { reader, writer, decoder, stage, .. } = self;
        let step = tokio::time::timeout(self.patience, async {
            let write = async {
                if more {
                    Step::Wrote(writer.write(stage).await)
                } else {
                    Step::Flushed(writer.flush().await)
                }
            };
            tokio::select! {
                written = write, if more || unflushed => written,
                read = reader.read_buf(decoder.room()) => Step::Read(read),
            }
        })
        .await
        .map_err(|_| Lost::Silent(self.patience))?;
        match step {
            Step::Wrote(Ok(0) | Err(_)) | Step::Flushed(Err(_)) => self.deaf = true,
            Step::Wrote(Ok(count)) => {
                self.stage.advance(count);
                self.unflushed = true;
            }
            Step::Flushed(Ok(())) => self.unflushed = false,
            Step::Read(Ok(0)) => return Err(Lost::Closed),
            Step::Read(Ok(_)) => {}
            Step::Read(Err(error)) => return Err(Lost::Broken(error)),
        }
        Ok(())
    }
}
