//! The state of a connection and its commands.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::container::ChangeKind;
use crate::core::{Core, Session as User};
use crate::imap::wire::Arg;
use crate::imap::{CAPABILITY, folders, messages, search};
use crate::mail::{number, records_uid};

/// What a command comes to.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) untagged: Vec<u8>,
    pub(crate) status: &'static str,
    pub(crate) text: String,
    /// The folder, for the log.
    pub(crate) about: String,
}

impl Done {
    fn new(status: &'static str, text: impl Into<String>) -> Self {
        Self { untagged: Vec::new(), status, text: text.into(), about: String::new() }
    }

    pub(crate) fn ok(text: impl Into<String>) -> Self {
        Self::new("OK", text)
    }

    pub(crate) fn no(text: impl Into<String>) -> Self {
        Self::new("NO", text)
    }

    pub(crate) fn bad(text: impl Into<String>) -> Self {
        Self::new("BAD", text)
    }

    /// The same after these lines.
    pub(crate) fn after(mut self, untagged: impl Into<Vec<u8>>) -> Self {
        self.untagged = untagged.into();
        self
    }

    pub(crate) fn about(mut self, folder: &str) -> Self {
        folder.clone_into(&mut self.about);
        self
    }
}

/// The selected folder as this connection knows it.
#[derive(Debug, Clone)]
pub(crate) struct Selected {
    pub(crate) folder: String,
    pub(crate) read_only: bool,
    /// UIDs in order: position is the sequence number less one.
    pub(crate) uids: Vec<u32>,
    /// Version of the folder's records the UIDs are of.
    pub(crate) version: i64,
}

/// One connection.
#[derive(Debug, Default)]
pub(crate) struct Session {
    pub(crate) user: Option<User>,
    pub(crate) selected: Option<Selected>,
    pub(crate) over: bool,
}

impl Session {
    pub(crate) fn execute(&mut self, core: &mut Core, name: &str, args: &[Arg]) -> Done {
        match name {
            "CAPABILITY" => {
                return Done::ok("CAPABILITY completed")
                    .after(format!("* CAPABILITY {CAPABILITY}\r\n"));
            }
            "LOGOUT" => {
                self.over = true;
                return Done::ok("LOGOUT completed").after("* BYE see you\r\n");
            }
            "ID" => {
                return Done::ok("ID completed").after("* ID (\"name\" \"BlueMind\")\r\n");
            }
            "LOGIN" if self.user.is_some() => return Done::bad("already authenticated"),
            "LOGIN" => return self.login(core, args),
            "NOOP" if self.user.is_none() => return Done::ok("NOOP completed"),
            _ => {}
        }
        let Some(user) = self.user.clone() else { return Done::bad("not authenticated") };
        let mut done = match name {
            "NOOP" | "CHECK" => Done::ok(format!("{name} completed")),
            "NAMESPACE" | "LIST" | "XLIST" | "LSUB" | "CREATE" | "DELETE" | "RENAME"
            | "SUBSCRIBE" | "UNSUBSCRIBE" | "STATUS" | "GETQUOTAROOT" | "GETQUOTA" | "MYRIGHTS" => {
                folders::execute(core, &user, name, args)
            }
            "SELECT" | "EXAMINE" => return self.select(core, &user, name, args),
            "APPEND" => messages::append(core, &user, args),
            _ => return self.on_selected(core, &user, name, args),
        };
        let mut news = self.news(core);
        done.untagged.append(&mut news);
        done
    }

    fn login(&mut self, core: &mut Core, args: &[Arg]) -> Done {
        let [login, password] = args else { return Done::bad("LOGIN takes two arguments") };
        self.open(core, &login.text(), &password.text())
    }

    pub(crate) fn authenticate(&mut self, core: &mut Core, args: &[Arg]) -> Done {
        if self.user.is_some() {
            return Done::bad("already authenticated");
        }
        let packed = args.get(1).map(Arg::text).unwrap_or_default();
        let Ok(raw) = STANDARD.decode(packed.trim()) else { return Done::bad("not base64") };
        let raw = String::from_utf8_lossy(&raw).into_owned();
        let parts: Vec<&str> = raw.split('\0').collect();
        let [_, login, password] = parts.as_slice() else { return Done::bad("not PLAIN") };
        self.open(core, login, password)
    }

    fn open(&mut self, core: &mut Core, login: &str, password: &str) -> Done {
        match core.log_in(login, password, "imap") {
            Some(user) => {
                self.user = Some(user);
                Done::ok(format!("[CAPABILITY {CAPABILITY}] User logged in"))
            }
            None => Done::no("[AUTHENTICATIONFAILED] Login failed"),
        }
    }

    fn select(&mut self, core: &mut Core, user: &User, name: &str, args: &[Arg]) -> Done {
        self.selected = None;
        let Some(folder) = args.first().and_then(|arg| folders::find(core, user, arg)) else {
            return Done::no("no such folder");
        };
        let Ok(records) = core.container(&records_uid(&folder.uid)) else {
            return Done::no("no such folder");
        };
        let (uids, version) = (uids(records), records.version);
        let read_only = name == "EXAMINE" || !core.may(user, &records_uid(&folder.uid), "Write");
        let head = format!(
            "* {} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n\
             * OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] Ok\r\n\
             * OK [UIDVALIDITY {}] Ok\r\n* OK [UIDNEXT {}] Ok\r\n",
            uids.len(),
            folder.validity,
            core.mail.uid_next(&folder.uid),
        );
        let about = folder.name.clone();
        self.selected = Some(Selected { folder: folder.uid, read_only, uids, version });
        let code = if read_only { "[READ-ONLY]" } else { "[READ-WRITE]" };
        Done::ok(format!("{code} {name} completed")).after(head).about(&about)
    }

    fn on_selected(&mut self, core: &mut Core, user: &User, name: &str, args: &[Arg]) -> Done {
        let Some(mut selected) = self.selected.take() else {
            return Done::bad(format!("unknown command {name}, or no folder selected"));
        };
        let (uid, verb) = match name.strip_prefix("UID ") {
            Some(verb) => (true, verb),
            None => (false, name),
        };
        let mut keep = true;
        let mut done = match verb {
            "FETCH" => messages::fetch(core, user, &selected, uid, args),
            "STORE" => messages::store(core, user, &selected, uid, args),
            "COPY" => messages::copy(core, user, &selected, uid, args),
            "SEARCH" => search::execute(core, &selected, uid, args),
            "EXPUNGE" if uid => {
                match args.first().and_then(|set| messages::in_set(&set.text(), &selected, true)) {
                    Some(uids) => messages::expunge(core, user, &mut selected, Some(&uids)),
                    None => Done::bad("UID EXPUNGE takes a set"),
                }
            }
            "EXPUNGE" => messages::expunge(core, user, &mut selected, None),
            "CLOSE" if !uid => {
                keep = false;
                messages::expunge(core, user, &mut selected, None).untagged.clear();
                Done::ok("CLOSE completed")
            }
            _ => Done::bad(format!("unknown command {name}")),
        };
        if keep {
            self.selected = Some(selected);
            let quiet = !uid && matches!(verb, "FETCH" | "STORE" | "SEARCH");
            if !quiet {
                done.untagged.append(&mut self.news(core));
            }
        }
        done
    }

    /// What has come and gone in the selected folder since this connection last looked: the history since then is
    /// read, not the folder.
    pub(crate) fn news(&mut self, core: &Core) -> Vec<u8> {
        let Some(selected) = &mut self.selected else { return Vec::new() };
        let Ok(records) = core.container(&records_uid(&selected.folder)) else { return Vec::new() };
        let (mut out, mut arrived) = (String::new(), false);
        for change in records.since(selected.version) {
            let uid = change.uid.rsplit('-').next().and_then(|uid| uid.parse().ok()).unwrap_or(0);
            match (change.kind, selected.uids.binary_search(&uid)) {
                (ChangeKind::Created, Err(at)) => {
                    selected.uids.insert(at, uid);
                    arrived = true;
                }
                (ChangeKind::Deleted, Ok(at)) => {
                    selected.uids.remove(at);
                    out.push_str(&format!("* {} EXPUNGE\r\n", at + 1));
                }
                _ => {}
            }
        }
        selected.version = records.version;
        if arrived {
            out.push_str(&format!("* {} EXISTS\r\n", selected.uids.len()));
        }
        out.into_bytes()
    }
}

fn uids(records: &crate::container::Container) -> Vec<u32> {
    let mut out: Vec<u32> =
        records.items().filter_map(|i| u32::try_from(number(i, "imapUid")).ok()).collect();
    out.sort_unstable();
    out
}
