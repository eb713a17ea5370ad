use std::time::Duration;

use crate::{
    Appended, Connection, Credentials, Error, ErrorKind, FolderName, FolderStatus, ImapUrl,
    Message, Options, Probe, Uid,
};

/// Makes connections to one mailbox.
pub trait Connect: Send {
    /// A new connection, logged in.
    fn connect(&mut self) -> impl Future<Output = Result<Connection, Error>> + Send;
}

/// A mailbox on a server: the [`Connect`] of every day.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the arguments of Connection::connect")]
pub struct Server {
    /// Where it listens.
    pub url: ImapUrl,
    /// Who logs in.
    pub credentials: Credentials,
    /// The choices of every connection.
    pub options: Options,
}

impl Connect for Server {
    async fn connect(&mut self) -> Result<Connection, Error> {
        Connection::connect(&self.url, &self.credentials, &self.options).await
    }
}

/// Appends across lost connections: makes a new one, asks what arrived, and sends only the rest.
///
/// It keeps what it knows in memory only. Whoever must survive the end of the process writes the folder's
/// [`status`](Connection::status) down before the first APPEND and asks [`Connection::arrived`] after a restart.
#[derive(Debug)]
pub struct Appender<C> {
    connect: C,
    connection: Option<Connection>,
    attempts: u32,
    pause: Duration,
}

impl<C: Connect> Appender<C> {
    /// An appender that gives up after six attempts in a row without progress, waiting 0.5 s after the first and twice
    /// as long after each further one.
    #[must_use]
    pub fn new(connect: C) -> Self {
        Self { connect, connection: None, attempts: 6, pause: Duration::from_millis(500) }
    }

    /// With another number of attempts and another first pause.
    #[must_use]
    pub fn with_patience(mut self, attempts: u32, pause: Duration) -> Self {
        (self.attempts, self.pause) = (attempts.max(1), pause);
        self
    }

    /// The current connection, made anew if there is none that can be used.
    ///
    /// # Errors
    /// As [`Connection::connect`].
    pub async fn connection(&mut self) -> Result<&mut Connection, Error> {
        let usable = self.connection.take().filter(Connection::is_usable);
        let connection = match usable {
            Some(connection) => connection,
            None => self.connect.connect().await?,
        };
        Ok(self.connection.insert(connection))
    }

    /// [`Connection::ensure_folder`], repeated while the connection is lost.
    ///
    /// # Errors
    /// As [`Connection::ensure_folder`].
    pub async fn ensure_folder(&mut self, path: &[&str]) -> Result<FolderName, Error> {
        let mut failures = 0;
        loop {
            let outcome = match self.connection().await {
                Ok(connection) => connection.ensure_folder(path).await,
                Err(error) => Err(error),
            };
            match outcome {
                Err(error) => self.bear(error, &mut failures).await?,
                Ok(folder) => return Ok(folder),
            }
        }
    }

    /// Stores each of these messages in the folder exactly once, if the server takes it at all.
    ///
    /// The answer has one result for each message. A failure that [`may_have_arrived`](Error::may_have_arrived) remains only if the
    /// server could not be asked any more.
    pub async fn append_many(
        &mut self,
        folder: &FolderName,
        messages: &[Message],
    ) -> Vec<Result<Appended, Error>> {
        let mut batch = Batch { start: None, results: messages.iter().map(|_| None).collect() };
        let mut failures = 0;
        loop {
            let settled = batch.settled();
            let Err(error) = self.attempt(folder, messages, &mut batch).await else { break };
            if batch.settled() > settled {
                failures = 0;
            }
            if let Err(last) = self.bear(error, &mut failures).await {
                batch.give_up(&last);
                break;
            }
        }
        let lost = || Error::new(ErrorKind::Connection, "append", "the message was not sent");
        batch.results.into_iter().map(|r| r.unwrap_or_else(|| Err(lost()))).collect()
    }

    /// One connection's worth of work; the error is what ended it.
    async fn attempt(
        &mut self,
        folder: &FolderName,
        messages: &[Message],
        batch: &mut Batch,
    ) -> Result<(), Error> {
        let connection = self.connection().await?;
        let start = match batch.start {
            Some(start) => start,
            None => *batch.start.insert(connection.status(folder).await?),
        };
        batch.ask(connection, folder, start, messages).await?;
        let open: Vec<usize> = batch.open().collect();
        let some: Vec<Message> = open.iter().filter_map(|at| messages.get(*at)).cloned().collect();
        let results = connection.append_many(folder, &some).await;
        let mut ended = Ok(());
        for (at, result) in open.into_iter().zip(results) {
            if let Err(error) = &result
                && error.is_retryable()
            {
                ended = Err(error.again());
            }
            batch.set(at, result);
        }
        ended
    }

    /// Waits before the next attempt, or answers the error if there is none.
    async fn bear(&mut self, error: Error, failures: &mut u32) -> Result<(), Error> {
        *failures += 1;
        if !error.is_retryable() || *failures >= self.attempts {
            return Err(error);
        }
        self.connection = None;
        let pause = self.pause.saturating_mul(1 << (*failures - 1).min(10));
        tokio::time::sleep(pause).await;
        Ok(())
    }
}

struct Batch {
    /// The folder before the first APPEND.
    start: Option<FolderStatus>,
    results: Vec<Option<Result<Appended, Error>>>,
}

impl Batch {
    fn set(&mut self, at: usize, result: Result<Appended, Error>) {
        if let Some(slot) = self.results.get_mut(at) {
            *slot = Some(result);
        }
    }

    fn settled(&self) -> usize {
        self.results.len() - self.open().count() - self.doubtful().count()
    }

    /// What is to be sent: what was not, or surely did not arrive and may work now.
    fn open(&self) -> impl Iterator<Item = usize> {
        self.matching(|result| match result {
            None => true,
            Some(Err(error)) => error.is_retryable() && !error.may_have_arrived(),
            Some(Ok(_)) => false,
        })
    }

    fn doubtful(&self) -> impl Iterator<Item = usize> {
        self.matching(|result| match result {
            Some(Err(error)) => error.may_have_arrived(),
            Some(Ok(_)) | None => false,
        })
    }

    fn matching(
        &self,
        wanted: impl Fn(Option<&Result<Appended, Error>>) -> bool,
    ) -> impl Iterator<Item = usize> {
        let all = self.results.iter().enumerate();
        all.filter(move |(_, result)| wanted(result.as_ref())).map(|(at, _)| at)
    }

    /// Settles what is in doubt.
    async fn ask(
        &mut self,
        connection: &mut Connection,
        folder: &FolderName,
        start: FolderStatus,
        messages: &[Message],
    ) -> Result<(), Error> {
        let doubtful: Vec<usize> = self.doubtful().collect();
        if doubtful.is_empty() {
            return Ok(());
        }
        let bytes = doubtful.iter().filter_map(|at| messages.get(*at));
        let probes: Vec<Probe> = bytes.map(|message| Probe::of(&message.bytes)).collect();
        let taken: Vec<Uid> =
            self.results.iter().flatten().flatten().map(|stored| stored.uid).collect();
        let (uid_validity, from) = (start.uid_validity, start.uid_next);
        let found = connection.arrived_except(folder, uid_validity, from, &probes, &taken).await?;
        for (at, uid) in doubtful.into_iter().zip(found) {
            if let Some(slot) = self.results.get_mut(at) {
                *slot = uid.map(|uid| Ok(Appended { uid_validity, uid }));
            }
        }
        Ok(())
    }

    /// Nothing more is tried: what was never sent fails for this reason.
    fn give_up(&mut self, last: &Error) {
        for slot in self.results.iter_mut().filter(|slot| slot.is_none()) {
            *slot = Some(Err(last.again()));
        }
    }
}
