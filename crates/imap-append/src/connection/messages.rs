use std::collections::BTreeMap;

use super::{Connection, Selected};
use crate::codec::{Condition, Data, Fetch, uid_set};
use crate::{
    Error, ErrorKind, Fetched, Flags, FolderName, Keyword, Listed, Uid, UidValidity, flags,
};

/// How many numbers go into one command: command lines stay well below 8,000 bytes.
const SET: usize = 500;

impl Connection {
    /// The messages of the folder from the number `from` on (from the first if `None`), in the order of their numbers.
    ///
    /// # Errors
    /// [`NoSuchFolder`](ErrorKind::NoSuchFolder) if there is none.
    pub async fn uids(
        &mut self,
        folder: &FolderName,
        from: Option<Uid>,
    ) -> Result<Vec<Listed>, Error> {
        const OPERATION: &str = "list messages";
        self.select(OPERATION, folder, false, true).await?;
        let from = from.map_or(1, Uid::get);
        let command =
            self.command(&format!("UID FETCH {from}:* (UID FLAGS INTERNALDATE RFC822.SIZE)"));
        let mut listed = BTreeMap::new();
        self.run(OPERATION, command, &mut |data| {
            if let Data::Fetch(fetch) = data
                && let Some(one) = list(&fetch)
                && one.uid.get() >= from
            {
                listed.insert(one.uid, one);
            }
        })
        .await?;
        Ok(listed.into_values().collect())
    }

    /// A message with its bytes; `None` if the folder has none of this number.
    ///
    /// # Errors
    /// [`NoSuchFolder`](ErrorKind::NoSuchFolder) if there is no such folder; [`Protocol`](ErrorKind::Protocol) if the message is
    /// larger than [`reply_limit`](crate::Options::reply_limit).
    pub async fn fetch(&mut self, folder: &FolderName, uid: Uid) -> Result<Option<Fetched>, Error> {
        const OPERATION: &str = "fetch";
        self.select(OPERATION, folder, false, false).await?;
        let command = self
            .command(&format!("UID FETCH {uid} (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])"));
        let mut fetched = None;
        self.run(OPERATION, command, &mut |data| {
            if let Data::Fetch(mut fetch) = data
                && fetch.uid == Some(uid.get())
                && let Some(bytes) = fetch.body.take()
                && let Some(listed) = list(&fetch)
            {
                fetched = Some(Fetched { listed, bytes });
            }
        })
        .await?;
        Ok(fetched)
    }

    /// Gives these messages exactly these flags and keywords. Numbers the folder does not have are passed over.
    ///
    /// # Errors
    /// What the server refused.
    pub async fn store_flags(
        &mut self,
        folder: &FolderName,
        uids: &[Uid],
        flags: Flags,
        keywords: &[Keyword],
    ) -> Result<(), Error> {
        const OPERATION: &str = "store flags";
        self.select(OPERATION, folder, true, false).await?;
        let flags = flags::write(flags, keywords);
        for some in uids.chunks(SET) {
            let set = uid_set(some);
            let command = self.command(&format!("UID STORE {set} FLAGS.SILENT {flags}"));
            self.run(OPERATION, command, &mut |_| {}).await?;
        }
        Ok(())
    }

    /// Deletes these messages for good, and no others. Numbers the folder does not have are passed over.
    ///
    /// # Errors
    /// [`Unsupported`](ErrorKind::Unsupported) without UIDPLUS: a plain EXPUNGE would delete what others marked. What the
    /// server refused.
    pub async fn delete_uids(&mut self, folder: &FolderName, uids: &[Uid]) -> Result<(), Error> {
        const OPERATION: &str = "delete messages";
        if !self.has("UIDPLUS") {
            let detail = "deleting single messages needs a server with UIDPLUS";
            return Err(Error::new(ErrorKind::Unsupported, OPERATION, detail));
        }
        self.select(OPERATION, folder, true, false).await?;
        for some in uids.chunks(SET) {
            let set = uid_set(some);
            for text in
                [format!("UID STORE {set} +FLAGS.SILENT (\\Deleted)"), format!("UID EXPUNGE {set}")]
            {
                let command = self.command(&text);
                self.run(OPERATION, command, &mut |_| {}).await?;
            }
        }
        Ok(())
    }

    /// Opens the folder, unless it is open already; `anew` opens it again, so that what arrived since is seen.
    pub(super) async fn select(
        &mut self,
        operation: &'static str,
        folder: &FolderName,
        writable: bool,
        anew: bool,
    ) -> Result<(), Error> {
        if let Some(open) = &self.selected
            && !anew
            && open.folder == *folder
            && (open.writable || !writable)
        {
            return Ok(());
        }
        self.selected = None;
        let command = self.folder_command(if writable { "SELECT" } else { "EXAMINE" }, folder);
        let mut uid_validity = None;
        let status = self
            .exchange(operation, command, &mut |data| {
                if let Data::Other(code) = data
                    && let Some(number) = code.strip_prefix("UIDVALIDITY ")
                {
                    uid_validity = number.trim().parse().ok();
                }
            })
            .await?;
        if status.condition != Condition::Ok {
            return Err(self.refused_in(operation, folder, &status).await);
        }
        let Some(uid_validity) = uid_validity else {
            let detail = "the server did not tell the folder's UIDVALIDITY";
            return Err(Error::new(ErrorKind::Protocol, operation, detail));
        };
        self.selected = Some(Selected { folder: folder.clone(), uid_validity, writable });
        Ok(())
    }

    pub(super) fn expect_validity(
        &self,
        operation: &'static str,
        folder: &FolderName,
        expected: UidValidity,
    ) -> Result<(), Error> {
        let now = self.selected.as_ref().map_or(0, |open| open.uid_validity);
        if now == expected.get() {
            return Ok(());
        }
        let detail =
            format!("the folder {folder} was made anew since: UIDVALIDITY {now}, not {expected}");
        Err(Error::new(ErrorKind::FolderChanged, operation, detail))
    }
}

fn list(fetch: &Fetch) -> Option<Listed> {
    let names = fetch.flags.as_deref().unwrap_or_default();
    let (flags, keywords) = flags::read(names.iter().map(String::as_str));
    Some(Listed {
        uid: Uid::new(fetch.uid?)?,
        size: fetch.size?,
        flags,
        keywords,
        internal_date: fetch.internal_date,
    })
}
