//! A network between client and server: it takes its time, it can break, and it counts what was worth waiting for.
#![allow(dead_code, reason = "each test binary uses its own part of the network")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// A way to somewhere and back.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Way {
    /// How long every byte is under way, in each direction.
    pub(crate) delay: Duration,
    /// The first connection breaks after so many bytes from the client.
    pub(crate) cut_asking: Option<usize>,
    /// The first connection breaks after so many bytes from the server.
    pub(crate) cut_answering: Option<usize>,
}

/// What depended on what: a command sent after an answer came is one round later than the command answered.
#[derive(Debug, Default)]
pub(crate) struct Rounds {
    sent: HashMap<String, usize>,
    answered: usize,
    /// Bytes of a literal that are still to come.
    literal: usize,
    asking: Vec<u8>,
    answering: Vec<u8>,
}

impl Rounds {
    /// How many times somebody had to wait for an answer before something could be sent.
    pub(crate) fn count(&self) -> usize {
        self.answered
    }

    fn asked(&mut self, piece: &[u8]) {
        for byte in piece {
            if self.literal > 0 {
                self.literal -= 1;
                continue;
            }
            self.asking.push(*byte);
            if *byte != b'\n' {
                continue;
            }
            let line = String::from_utf8_lossy(&std::mem::take(&mut self.asking)).into_owned();
            let line = line.trim_end();
            let size = line.strip_suffix('}').and_then(|l| l.rsplit_once('{'));
            let size = size.and_then(|(_, size)| size.trim_end_matches('+').parse().ok());
            self.literal = size.unwrap_or(0);
            let tag = line.split(' ').next().unwrap_or_default().to_owned();
            self.sent.entry(tag).or_insert(self.answered + 1);
        }
    }

    /// An answer reaches the client: one that ends a command, or one that asks for its literal.
    fn answered(&mut self, piece: &[u8]) {
        for byte in piece {
            self.answering.push(*byte);
            if *byte != b'\n' {
                continue;
            }
            let line = String::from_utf8_lossy(&std::mem::take(&mut self.answering)).into_owned();
            let tag = line.split(' ').next().unwrap_or_default();
            if tag == "+" {
                self.answered += 1;
            } else if let Some(round) = self.sent.get(tag) {
                self.answered = self.answered.max(*round);
            }
        }
    }
}

/// Carries both directions between two streams, until one of them ends.
pub(crate) async fn relay<C, S>(client: C, server: S, way: Way, rounds: Arc<Mutex<Rounds>>)
where
    C: AsyncRead + AsyncWrite + Send + 'static,
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let (from_client, to_client) = split(client);
    let (from_server, to_server) = split(server);
    let there = Arc::clone(&rounds);
    let asking = carry(from_client, to_server, way.delay, way.cut_asking, move |piece, end| {
        if !end {
            there.lock().unwrap().asked(piece);
        }
    });
    let answering =
        carry(from_server, to_client, way.delay, way.cut_answering, move |piece, end| {
            if end {
                rounds.lock().unwrap().answered(piece);
            }
        });
    tokio::pin!(asking, answering);
    tokio::select! {
        // The server has seen all that reached it, and is done, before the client learns that the way is broken.
        mut rest = &mut asking => {
            let _gone = rest.shutdown().await;
            let mut to_client = answering.await;
            let _gone = to_client.shutdown().await;
        }
        _ = &mut answering => {}
    }
}

/// One direction. Tells of each piece as it sets out, and as it arrives; answers the way out when nothing more comes.
async fn carry<R, W>(
    mut from: R,
    mut to: W,
    delay: Duration,
    cut: Option<usize>,
    tell: impl Fn(&[u8], bool),
) -> W
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin,
{
    let (sender, mut pieces) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let tell = &tell;
    let set_out = async move {
        let mut left = cut.unwrap_or(usize::MAX);
        let mut buffer = vec![0; 1 << 14];
        while left > 0 {
            let most = buffer.len().min(left);
            match from.read(&mut buffer[..most]).await {
                Ok(count) if count > 0 => {
                    left -= count;
                    tell(&buffer[..count], false);
                    let _gone = sender.send((Instant::now() + delay, buffer[..count].to_vec()));
                }
                _ => break,
            }
        }
    };
    let arrive = async {
        while let Some((at, piece)) = pieces.recv().await {
            sleep_until(at).await;
            tell(&piece, true);
            if to.write_all(&piece).await.is_err() {
                break;
            }
        }
    };
    tokio::join!(set_out, arrive);
    to
}

/// A port on loopback with a way behind it that leads to `server`.
pub(crate) async fn lead_to(server: String, way: Way) -> (u16, Arc<Mutex<Rounds>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let rounds = Arc::new(Mutex::new(Rounds::default()));
    let counted = Arc::clone(&rounds);
    tokio::spawn(async move {
        let mut way = way;
        while let Ok((client, _)) = listener.accept().await {
            let Ok(there) = TcpStream::connect(&server).await else { continue };
            tokio::spawn(relay(client, there, way, Arc::clone(&counted)));
            (way.cut_asking, way.cut_answering) = (None, None);
        }
    });
    (port, rounds)
}
