use super::Connection;
use crate::codec::{Command, Condition, Data, quoted};
use crate::{Error, ErrorKind, FolderName, FolderStatus, Uid, UidValidity};

impl Connection {
    /// What divides the levels of a folder's name; `None` on a server without levels.
    #[must_use]
    pub fn separator(&self) -> Option<char> {
        self.separator
    }

    /// Learns the separator and the prefix of the user's own folders (RFC 2342).
    pub(super) async fn namespace(&mut self) -> Result<(), Error> {
        if self.has("NAMESPACE") {
            let command = self.command("NAMESPACE");
            let mut personal = None;
            self.run("namespace", command, &mut |data| {
                if let Data::Namespace(first) = data {
                    personal = first;
                }
            })
            .await?;
            if let Some((prefix, separator)) = personal {
                (self.prefix, self.separator) = (prefix, separator);
                return Ok(());
            }
        }
        let command = self.command("LIST \"\" \"\"");
        let mut found = None;
        self.run("list folders", command, &mut |data| {
            if let Data::List { separator, .. } = data {
                found = separator;
            }
        })
        .await?;
        self.separator = found;
        Ok(())
    }

    /// The folder at `path` (its levels, from the outermost, as people read them), made with its parents if missing.
    ///
    /// The path starts at the user's own folders; a first level called `INBOX`, in any case, is the inbox.
    ///
    /// # Errors
    /// [`Invalid`](ErrorKind::Invalid) if the path is empty, or a level is empty or holds the server's separator; what the server
    /// refused.
    pub async fn ensure_folder(&mut self, path: &[&str]) -> Result<FolderName, Error> {
        let mut folder = None;
        for depth in 1..=path.len() {
            let made = self.name_of(path.get(..depth).unwrap_or_default())?;
            self.ensure_one(&made).await?;
            folder = Some(made);
        }
        let empty = || Error::new(ErrorKind::Invalid, "create folder", "the path has no level");
        folder.ok_or_else(empty)
    }

    /// Gives the folder `from` the path `to`, with everything below it, and makes the parents that are missing. Nothing
    /// happens if `from` is gone, is the inbox, or `to` is there already.
    ///
    /// # Errors
    /// As [`ensure_folder`](Self::ensure_folder).
    pub async fn rename_folder(&mut self, from: &FolderName, to: &[&str]) -> Result<(), Error> {
        let name = self.name_of(to)?;
        // RENAME of the inbox would move its messages and leave it empty (RFC 3501 §6.3.5).
        let inbox = |folder: &FolderName| folder.as_wire() == "INBOX";
        if *from == name || inbox(from) || inbox(&name) {
            return Ok(());
        }
        if !self.exists(from).await? || self.exists(&name).await? {
            return Ok(());
        }
        if let Some((_, parents @ [_, ..])) = to.split_last() {
            self.ensure_folder(parents).await?;
        }
        let mut command = self.folder_command("RENAME", from);
        self.folder_argument(&mut command, &name);
        self.known.clear();
        self.run("rename folder", command, &mut |_| {}).await.map(drop)
    }

    /// The path as this server spells it.
    fn name_of(&self, path: &[&str]) -> Result<FolderName, Error> {
        const OPERATION: &str = "create folder";
        let mut name = String::new();
        for (depth, level) in path.iter().enumerate() {
            self.check_level(OPERATION, level)?;
            if depth == 0 {
                let inbox = level.eq_ignore_ascii_case("INBOX");
                name.push_str(if inbox { "INBOX" } else { "" });
                if !inbox {
                    name.push_str(&self.prefix);
                    name.push_str(&crate::utf7::encode(level));
                }
            } else {
                let separator = self.separator.ok_or_else(|| {
                    Error::new(ErrorKind::Unsupported, OPERATION, "the server has no folder levels")
                })?;
                name.push(separator);
                name.push_str(&crate::utf7::encode(level));
            }
        }
        Ok(FolderName::from_wire(&name))
    }

    fn check_level(&self, operation: &'static str, level: &str) -> Result<(), Error> {
        let detail = match self.separator {
            _ if level.is_empty() => "a folder's name is empty".to_owned(),
            Some(separator) if level.contains(separator) => {
                format!(
                    "the name {level:?} holds {separator:?}, which divides levels on this server"
                )
            }
            _ => return Ok(()),
        };
        Err(Error::new(ErrorKind::Invalid, operation, detail))
    }

    async fn ensure_one(&mut self, folder: &FolderName) -> Result<(), Error> {
        const OPERATION: &str = "create folder";
        if self.known.contains(folder) || folder.as_wire() == "INBOX" || self.exists(folder).await?
        {
            self.known.insert(folder.clone());
            return Ok(());
        }
        let command = self.folder_command("CREATE", folder);
        match self.run(OPERATION, command, &mut |_| {}).await {
            Ok(_) => {}
            // Another connection may have been faster; servers tell that in their own words.
            Err(refused) if self.usable => {
                if !self.exists(folder).await? {
                    return Err(refused);
                }
            }
            Err(error) => return Err(error),
        }
        self.known.insert(folder.clone());
        Ok(())
    }

    /// Whether there is such a folder.
    ///
    /// # Errors
    /// If the server refuses to tell.
    pub async fn exists(&mut self, folder: &FolderName) -> Result<bool, Error> {
        let command = self.folder_command("LIST \"\"", folder);
        // A name may hold `*` or `%`, which match others too.
        let listed = self.list(command).await?;
        Ok(listed.contains(folder))
    }

    /// Every folder that can hold messages.
    ///
    /// # Errors
    /// If the server refuses to tell.
    pub async fn folders(&mut self) -> Result<Vec<FolderName>, Error> {
        let command = self.command("LIST \"\" \"*\"");
        self.list(command).await
    }

    async fn list(&mut self, command: Command) -> Result<Vec<FolderName>, Error> {
        let mut folders = Vec::new();
        self.run("list folders", command, &mut |data| {
            if let Data::List { attributes, name, .. } = data {
                let absent = |a: &String| {
                    a.eq_ignore_ascii_case("\\NonExistent") || a.eq_ignore_ascii_case("\\Noselect")
                };
                if !attributes.iter().any(absent) {
                    folders.push(FolderName::from_wire(&name));
                }
            }
        })
        .await?;
        Ok(folders)
    }

    /// The folder's counters.
    ///
    /// # Errors
    /// [`NoSuchFolder`](ErrorKind::NoSuchFolder) if there is none.
    pub async fn status(&mut self, folder: &FolderName) -> Result<FolderStatus, Error> {
        const OPERATION: &str = "status";
        let mut command = self.folder_command("STATUS", folder);
        command.text(" (MESSAGES UIDNEXT UIDVALIDITY)");
        let mut counters = Vec::new();
        let outcome = self
            .exchange(OPERATION, command, &mut |data| {
                if let Data::Status(told) = data {
                    counters = told;
                }
            })
            .await?;
        if outcome.condition != Condition::Ok {
            return Err(self.refused_in(OPERATION, folder, &outcome).await);
        }
        let counter =
            |name: &str| counters.iter().find(|(n, _)| n == name).map(|(_, count)| *count);
        let status = || {
            Some(FolderStatus {
                uid_validity: UidValidity::new(counter("UIDVALIDITY")?)?,
                uid_next: Uid::new(counter("UIDNEXT")?)?,
                messages: counter("MESSAGES")?,
            })
        };
        status().ok_or_else(|| {
            Error::new(ErrorKind::Protocol, OPERATION, "the server did not tell all counters")
        })
    }

    /// A refusal as an error; where the server gives no reason, whether the folder is there at all is looked up.
    pub(super) async fn refused_in(
        &mut self,
        operation: &'static str,
        folder: &FolderName,
        status: &crate::codec::Status,
    ) -> Error {
        let error = super::refused(operation, status);
        if error.kind() != ErrorKind::Rejected || self.exists(folder).await.unwrap_or(true) {
            return error;
        }
        self.known.remove(folder);
        let detail = format!("there is no folder {folder}");
        Error::new(ErrorKind::NoSuchFolder, operation, detail)
    }

    /// `NAME folder`.
    pub(super) fn folder_command(&mut self, name: &str, folder: &FolderName) -> Command {
        let mut command = self.command(name);
        self.folder_argument(&mut command, folder);
        command
    }

    /// The folder between quotes: BlueMind reads a literal there as UTF-8 instead of modified UTF-7.
    fn folder_argument(&self, command: &mut Command, folder: &FolderName) {
        command.text(" ");
        match quoted(folder.as_wire()) {
            Some(quoted) => command.text(&quoted),
            // Only a name that some server listed in raw 8-bit bytes.
            None => command.literal(folder.as_wire().as_bytes().to_vec().into(), self.literals()),
        }
    }
}
