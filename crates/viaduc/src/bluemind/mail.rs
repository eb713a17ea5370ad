//! Mail folders and messages, over IMAP: only IMAP keeps a message's bytes and its date.

use std::collections::HashSet;

use bytes::Bytes;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use tokio::sync::{Mutex, MutexGuard};
use viaduc_imap_append::{
    Connection, Credentials, Flags, FolderName, ImapUrl, Keyword, Message, Options, Probe, Uid,
    UidValidity,
};
use viaduc_pipeline::{
    Arrival, Capacity, Container, Fingerprint, Intent, LossCounts, Mark, Owner, Placed, Present,
    Scope, Sink, TargetContainer, TargetUid, Trouble, Write, Written,
};

use super::folders;
use crate::trouble::imap;

/// A message as it is stored.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StoredMail {
    /// Bytes, flags, keywords and date.
    pub message: Message,
    probe: Probe,
}

impl StoredMail {
    /// A message of these bytes.
    #[must_use]
    pub fn new(
        bytes: Bytes,
        flags: Flags,
        keywords: Vec<Keyword>,
        internal_date: Option<Timestamp>,
    ) -> Self {
        let probe = Probe::of(&bytes);
        let mut message = Message::new(bytes);
        (message.flags, message.keywords) = (flags, keywords);
        message.internal_date = internal_date;
        Self { message, probe }
    }
}

/// Where a user's mailbox is, and who logs in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MailSink {
    shared: std::sync::Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    url: ImapUrl,
    credentials: Credentials,
    options: Options,
    connection: Mutex<Option<Connection>>,
}

impl MailSink {
    /// A sink for the mailbox that `credentials` open.
    #[must_use]
    pub fn new(url: ImapUrl, credentials: Credentials, options: Options) -> Self {
        let shared = Shared { url, credentials, options, connection: Mutex::new(None) };
        Self { shared: std::sync::Arc::new(shared) }
    }

    /// The connection, made anew if there is none that can be used.
    async fn connection(&self, scope: Scope) -> Result<Connected<'_>, Trouble> {
        let Shared { url, credentials, options, connection } = &*self.shared;
        let mut held = connection.lock().await;
        if !held.as_ref().is_some_and(Connection::is_usable) {
            *held = None;
            let new = Connection::connect(url, credentials, options).await;
            *held = Some(new.map_err(|error| imap(&error, scope))?);
        }
        Ok(Connected(held))
    }
}

struct Connected<'a>(MutexGuard<'a, Option<Connection>>);

impl Connected<'_> {
    fn get(&mut self) -> Result<&mut Connection, Trouble> {
        self.0.as_mut().ok_or_else(|| Trouble::mailbox("no IMAP connection").retry(None))
    }
}

impl Sink for MailSink {
    type Item = StoredMail;

    async fn ensure(
        &self,
        _: &Owner,
        container: &Container,
        known: Option<&TargetContainer>,
    ) -> Result<TargetContainer, Trouble> {
        let path = folders::target_path(container);
        let mut connection = self.connection(Scope::Mailbox).await?;
        let connection = connection.get()?;
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        let trouble = |error| imap(&error, Scope::Container);
        if let Some(known) = known.map(|known| FolderName::new(known.as_str())) {
            connection.rename_folder(&known, &names).await.map_err(trouble)?;
        }
        let folder = connection.ensure_folder(&names).await.map_err(trouble)?;
        Ok(folder.to_text().as_ref().into())
    }

    fn fingerprint(&self, item: &StoredMail) -> Fingerprint {
        let Message { flags, keywords, .. } = &item.message;
        print(&item.probe, *flags, keywords).into()
    }

    fn size(&self, item: &StoredMail) -> usize {
        item.message.bytes.len()
    }

    fn capacity(&self) -> Capacity {
        Capacity { items: 100, bytes: 16 << 20 }
    }

    async fn mark(&self, _: &Owner, target: &TargetContainer) -> Result<Mark, Trouble> {
        let mut connection = self.connection(Scope::Mailbox).await?;
        let folder = FolderName::new(target.as_str());
        let status = connection.get()?.status(&folder).await;
        let status = status.map_err(|error| imap(&error, Scope::Container))?;
        Ok(format!("{}:{}", status.uid_validity, status.uid_next).into())
    }

    async fn write(
        &self,
        _: &Owner,
        target: &TargetContainer,
        batch: &[Write<StoredMail>],
    ) -> Vec<Result<Written, Trouble>> {
        let lost = |trouble: &Trouble| Trouble::mailbox(trouble.chain()).retry(None);
        let mut connection = match self.connection(Scope::Mailbox).await {
            Ok(connection) => connection,
            Err(trouble) if trouble.is_retryable() => {
                return batch.iter().map(|_| Err(lost(&trouble))).collect();
            }
            Err(trouble) => {
                let same = |_| {
                    let again = Trouble::mailbox(trouble.chain());
                    Err(match trouble.remedy_text() {
                        Some(remedy) => again.remedy(remedy),
                        None => again,
                    })
                };
                return batch.iter().map(same).collect();
            }
        };
        match connection.get() {
            Ok(connection) => store(connection, &FolderName::new(target.as_str()), batch).await,
            Err(trouble) => batch.iter().map(|_| Err(lost(&trouble))).collect(),
        }
    }

    async fn arrived(
        &self,
        _: &Owner,
        target: &TargetContainer,
        mark: &Mark,
        intents: &[Intent],
        claimed: &HashSet<TargetUid>,
    ) -> Result<Vec<Arrival>, Trouble> {
        let Some((validity, from)) = number_pair(mark.as_str()) else {
            return Err(Trouble::container("the ledger's mark of this folder cannot be read"));
        };
        let probes: Vec<Probe> = intents.iter().map(|intent| probe(&intent.fingerprint)).collect();
        let taken: Vec<Uid> = claimed
            .iter()
            .filter_map(|uid| number_pair(uid.as_str()))
            .filter(|(claimed, _)| *claimed == validity)
            .map(|(_, uid)| uid)
            .collect();
        let mut connection = self.connection(Scope::Mailbox).await?;
        let folder = FolderName::new(target.as_str());
        let found =
            connection.get()?.arrived_except(&folder, validity, from, &probes, &taken).await;
        let found = found.map_err(|error| imap(&error, Scope::Container))?;
        let arrival = |uid: Option<Uid>| match uid {
            Some(uid) => Arrival::Arrived(written(validity, uid)),
            None => Arrival::Absent,
        };
        Ok(found.into_iter().map(arrival).collect())
    }

    async fn remove(&self, _: &Owner, placed: &Placed) -> Result<(), Trouble> {
        let Some((validity, uid)) = number_pair(placed.uid.as_str()) else { return Ok(()) };
        let mut connection = self.connection(Scope::Mailbox).await?;
        let connection = connection.get()?;
        let folder = FolderName::new(placed.container.as_str());
        let trouble = |error| imap(&error, Scope::Item);
        if !connection.exists(&folder).await.map_err(trouble)? {
            return Ok(());
        }
        // Numbers of another generation say nothing of this message.
        if connection.status(&folder).await.map_err(trouble)?.uid_validity != validity {
            return Ok(());
        }
        connection.delete_uids(&folder, &[uid]).await.map_err(trouble)
    }

    async fn present(&self, _: &Owner, target: &TargetContainer) -> Result<Vec<Present>, Trouble> {
        let mut connection = self.connection(Scope::Mailbox).await?;
        let connection = connection.get()?;
        let folder = FolderName::new(target.as_str());
        let trouble = |error| imap(&error, Scope::Container);
        let validity = connection.status(&folder).await.map_err(trouble)?.uid_validity;
        let listed = connection.uids(&folder, None).await.map_err(trouble)?;
        let mut present = Vec::with_capacity(listed.len());
        for one in listed {
            let Some(fetched) = connection.fetch(&folder, one.uid).await.map_err(trouble)? else {
                continue;
            };
            let probe = Probe::of(&fetched.bytes);
            present.push(Present {
                uid: written(validity, one.uid).uid,
                key: HEXLOWER.encode(&probe.sha1),
                fingerprint: Some(print(&probe, one.flags, &one.keywords).into()),
            });
        }
        Ok(present)
    }
}

/// New messages are appended; of known ones that stand here as they are only the flags are written.
async fn store(
    connection: &mut Connection,
    folder: &FolderName,
    batch: &[Write<StoredMail>],
) -> Vec<Result<Written, Trouble>> {
    let mut results: Vec<Option<Result<Written, Trouble>>> = Vec::with_capacity(batch.len());
    for write in batch {
        let same = write.previous.as_ref().filter(|old| {
            old.container.as_str() == folder.to_text()
                && content(&old.fingerprint)
                    == (
                        HEXLOWER.encode(&write.item.probe.sha1).as_str(),
                        write.item.probe.size.to_string().as_str(),
                    )
        });
        results.push(match same.and_then(|old| number_pair(old.uid.as_str())) {
            None => None,
            Some((validity, uid)) => {
                let Message { flags, keywords, .. } = &write.item.message;
                let done = connection.store_flags(folder, &[uid], *flags, keywords).await;
                Some(
                    done.map(|()| written(validity, uid))
                        .map_err(|error| imap(&error, Scope::Item)),
                )
            }
        });
    }
    let new: Vec<Message> = batch
        .iter()
        .zip(&results)
        .filter(|(_, result)| result.is_none())
        .map(|(write, _)| write.item.message.clone())
        .collect();
    let mut appended = connection.append_many(folder, &new).await.into_iter();
    let mut answer = || match appended.next() {
        Some(Ok(stored)) => Ok(written(stored.uid_validity, stored.uid)),
        Some(Err(error)) => Err(imap(&error, Scope::Item)),
        None => Err(Trouble::item("the server gave no answer").retry(None)),
    };
    results.into_iter().map(|result| result.unwrap_or_else(&mut answer)).collect()
}

fn written(validity: UidValidity, uid: Uid) -> Written {
    Written { uid: format!("{validity}:{uid}").into(), version: None, losses: LossCounts::new() }
}

/// `UIDVALIDITY:UID`, or `UIDVALIDITY:UIDNEXT`.
fn number_pair(text: &str) -> Option<(UidValidity, Uid)> {
    let (validity, uid) = text.split_once(':')?;
    Some((UidValidity::new(validity.parse().ok()?)?, Uid::new(uid.parse().ok()?)?))
}

/// `SHA1 SIZE FLAGS|MESSAGE-ID`: what a message is, and what it is recognised by after a crash.
fn print(probe: &Probe, flags: Flags, keywords: &[Keyword]) -> String {
    let Flags { seen, answered, flagged, draft, deleted } = flags;
    let marks = [(seen, 's'), (answered, 'a'), (flagged, 'f'), (draft, 'd'), (deleted, 'x')];
    let mut words: Vec<String> =
        marks.into_iter().filter(|(set, _)| *set).map(|(_, mark)| mark.to_string()).collect();
    let mut names: Vec<String> = keywords.iter().map(|k| k.as_str().to_lowercase()).collect();
    names.sort_unstable();
    names.dedup();
    words.extend(names);
    let id = probe.message_id.as_deref().unwrap_or_default();
    format!("{} {} {}|{id}", HEXLOWER.encode(&probe.sha1), probe.size, words.join(" "))
}

/// The part of a fingerprint that is about the bytes.
fn content(fingerprint: &Fingerprint) -> (&str, &str) {
    let mut words = fingerprint.as_str().splitn(3, ' ');
    (words.next().unwrap_or_default(), words.next().unwrap_or_default())
}

fn probe(fingerprint: &Fingerprint) -> Probe {
    let (sha1, size) = content(fingerprint);
    let id = fingerprint.as_str().split_once('|').map(|(_, id)| id).filter(|id| !id.is_empty());
    let mut bytes = [0; 20];
    for (at, byte) in bytes.iter_mut().enumerate() {
        let digits = sha1.get(at * 2..at * 2 + 2).unwrap_or_default();
        *byte = u8::from_str_radix(digits, 16).unwrap_or_default();
    }
    Probe { message_id: id.map(str::to_owned), size: size.parse().unwrap_or_default(), sha1: bytes }
}
