//! An IMAP server in memory, small enough to be right at a glance, that can be made to fail anywhere.
#![allow(dead_code, reason = "each test binary uses its own part of the peer")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use viaduc_imap_append::{Connect, Connection, Credentials, Error, Options};

/// A stored message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) uid: u32,
    pub(crate) bytes: Vec<u8>,
    pub(crate) flags: String,
    pub(crate) date: String,
}

/// How the peer behaves.
#[derive(Clone, Debug)]
pub(crate) struct Manners {
    pub(crate) capabilities: &'static str,
    /// Largest literal; above it the peer behaves as BlueMind does.
    pub(crate) limit: usize,
    /// Close each connection in turn after so many bytes were read from the client.
    pub(crate) drop_after_reading: Vec<usize>,
    /// Close each connection in turn after so many bytes were written to the client.
    pub(crate) drop_after_writing: Vec<usize>,
    /// Answer every APPEND so instead of storing.
    pub(crate) refuse: Option<&'static str>,
    pub(crate) separator: char,
}

pub(crate) const BLUEMIND: &str = "IMAP4rev1 LITERAL+ AUTH=PLAIN ID ACL RIGHTS=kxten QUOTA NAMESPACE UIDPLUS XLIST SPECIAL-USE IDLE BM-ROCKS";

impl Default for Manners {
    fn default() -> Self {
        Self {
            capabilities: BLUEMIND,
            limit: 20_000_000,
            drop_after_reading: Vec::new(),
            drop_after_writing: Vec::new(),
            refuse: None,
            separator: '/',
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Store {
    pub(crate) folders: BTreeMap<String, (u32, Vec<Stored>)>,
    pub(crate) connections: usize,
    pub(crate) commands: Vec<String>,
    pub(crate) password_seen: Vec<String>,
}

/// The peer: a mailbox that many connections, one after the other, see.
#[derive(Clone, Debug, Default)]
pub(crate) struct Peer {
    pub(crate) store: Arc<Mutex<Store>>,
    pub(crate) manners: Manners,
    pub(crate) options: Options,
}

impl Peer {
    pub(crate) fn new(manners: Manners) -> Self {
        let peer = Self { manners, ..Self::default() };
        peer.store.lock().unwrap().folders.insert("INBOX".into(), (7, Vec::new()));
        peer
    }

    pub(crate) fn stored(&self, folder: &str) -> Vec<Stored> {
        self.store.lock().unwrap().folders.get(folder).map(|f| f.1.clone()).unwrap_or_default()
    }

    pub(crate) fn commands(&self) -> Vec<String> {
        self.store.lock().unwrap().commands.clone()
    }

    pub(crate) async fn connect_once(&self) -> Result<Connection, Error> {
        let (ours, theirs) = tokio::io::duplex(1 << 12);
        self.connect_over(ours, theirs).await
    }

    /// A connection whose ends are these, with whatever lies between them.
    pub(crate) async fn connect_over(
        &self,
        ours: DuplexStream,
        theirs: DuplexStream,
    ) -> Result<Connection, Error> {
        self.talk_over(theirs);
        let credentials = Credentials::new("alice@valmont.example", "s3cret \"\\ key");
        Connection::over(ours, &credentials, &self.options).await
    }

    fn talk_over(&self, stream: DuplexStream) {
        let number = {
            let mut store = self.store.lock().unwrap();
            store.connections += 1;
            store.connections - 1
        };
        let reading = self.manners.drop_after_reading.get(number).copied().unwrap_or(usize::MAX);
        let writing = self.manners.drop_after_writing.get(number).copied().unwrap_or(usize::MAX);
        let talk = Talk {
            stream,
            buffer: Vec::new(),
            store: Arc::clone(&self.store),
            manners: self.manners.clone(),
            may_read: reading,
            may_write: writing,
            selected: None,
        };
        tokio::spawn(talk.run());
    }
}

impl Connect for Peer {
    async fn connect(&mut self) -> Result<Connection, Error> {
        self.connect_once().await
    }
}

struct Talk {
    stream: DuplexStream,
    buffer: Vec<u8>,
    store: Arc<Mutex<Store>>,
    manners: Manners,
    may_read: usize,
    may_write: usize,
    selected: Option<String>,
}

/// A command with its literals taken out of the line.
struct Asked {
    line: String,
    literals: Vec<Vec<u8>>,
}

impl Talk {
    async fn run(mut self) -> Option<()> {
        self.say("* OK ready\r\n").await?;
        loop {
            let asked = self.ask().await?;
            let (tag, rest) = asked.line.split_once(' ')?;
            let (tag, rest) = (tag.to_owned(), rest.to_owned());
            self.store.lock().unwrap().commands.push(rest.clone());
            let upper = rest.to_ascii_uppercase();
            if upper.starts_with("LOGOUT") {
                self.say(&format!("* BYE bye\r\n{tag} OK done\r\n")).await?;
                return None;
            }
            if upper.starts_with("AUTHENTICATE PLAIN") {
                self.say("+ \r\n").await?;
                let line = self.line().await?;
                self.store.lock().unwrap().password_seen.push(line);
                self.say(&format!("{tag} OK logged in\r\n")).await?;
                continue;
            }
            let answer = self.answer(&rest, &upper, asked.literals);
            self.say(&answer.replace("TAG", &tag)).await?;
        }
    }

    fn answer(&mut self, rest: &str, upper: &str, literals: Vec<Vec<u8>>) -> String {
        let separator = self.manners.separator;
        let store = Arc::clone(&self.store);
        let mut store = store.lock().unwrap();
        let name = quoted_words(rest);
        match upper.split(' ').next().unwrap() {
            "CAPABILITY" => {
                format!("* CAPABILITY {}\r\nTAG OK done\r\n", self.manners.capabilities)
            }
            "LOGIN" => "TAG OK logged in\r\n".into(),
            "NAMESPACE" => {
                format!(
                    "* NAMESPACE ((\"\" \"{separator}\")) ((\"Autres utilisateurs/\" \"/\")) NIL\r\nTAG OK done\r\n"
                )
            }
            "LIST" if name.get(1).is_some_and(String::is_empty) => {
                format!("* LIST (\\Noselect) \"{separator}\" \"\"\r\nTAG OK done\r\n")
            }
            "LIST" => {
                let mut out = String::new();
                for folder in store.folders.keys() {
                    if name[1] == "*" || name[1] == *folder {
                        out +=
                            &format!("* LIST (\\HasNoChildren) \"{separator}\" \"{folder}\"\r\n");
                    }
                }
                out + "TAG OK done\r\n"
            }
            "CREATE" => {
                let parent = name[0].rsplit_once(separator).map(|p| p.0.to_owned());
                if store.folders.contains_key(&name[0]) {
                    return "TAG NO create failed, already exists\r\n".into();
                }
                if parent.is_some_and(|parent| !store.folders.contains_key(&parent)) {
                    return "TAG NO create failed, no parent\r\n".into();
                }
                store.folders.insert(name[0].clone(), (9, Vec::new()));
                "TAG OK done\r\n".into()
            }
            "STATUS" => match store.folders.get(&name[0]) {
                None => "TAG NO Rejected\r\n".into(),
                Some((validity, messages)) => {
                    let next = messages.last().map_or(1, |m| m.uid + 1);
                    let count = messages.len();
                    format!(
                        "* STATUS \"{}\" (MESSAGES {count} UIDNEXT {next} UIDVALIDITY {validity})\r\nTAG OK done\r\n",
                        name[0]
                    )
                }
            },
            "APPEND" => self.append(&mut store, rest, &name[0], literals),
            "SELECT" | "EXAMINE" => match store.folders.get(&name[0]) {
                None => "TAG NO Rejected\r\n".into(),
                Some((validity, messages)) => {
                    self.selected = Some(name[0].clone());
                    format!(
                        "* FLAGS (\\Seen)\r\n* {} EXISTS\r\n* OK [UIDVALIDITY {validity}] ok\r\nTAG OK [READ-WRITE] done\r\n",
                        messages.len()
                    )
                }
            },
            "UID" => {
                let folder = self.selected.clone().unwrap();
                uid_command(&mut store.folders.get_mut(&folder).unwrap().1, rest)
            }
            _ => "TAG BAD what?\r\n".into(),
        }
    }

    fn append(
        &self,
        store: &mut Store,
        rest: &str,
        folder: &str,
        literals: Vec<Vec<u8>>,
    ) -> String {
        if let Some(refusal) = self.manners.refuse {
            return format!("TAG {refusal}\r\n");
        }
        let Some((validity, messages)) = store.folders.get_mut(folder) else {
            return "TAG NO Rejected\r\n".into();
        };
        let mut uids = Vec::new();
        // `BAD` in a message stands for whatever a server may dislike; MULTIAPPEND is all or nothing.
        if literals.iter().any(|l| l.windows(4).any(|w| w == b"EVIL")) {
            return "TAG NO [CANNOT] I do not like it\r\n".into();
        }
        let mut flags = rest.split('(').skip(1).map(|f| f.split(')').next().unwrap().to_owned());
        let dates = rest.split('"').map(str::to_owned).collect::<Vec<_>>();
        for bytes in literals {
            let uid = messages.last().map_or(1, |m| m.uid + 1);
            let date = dates.get(3).cloned().unwrap_or_default();
            messages.push(Stored { uid, bytes, flags: flags.next().unwrap_or_default(), date });
            uids.push(uid.to_string());
        }
        if !self.manners.capabilities.contains("UIDPLUS") {
            return "TAG OK APPEND completed\r\n".into();
        }
        format!("TAG OK [APPENDUID {validity} {}] APPEND completed\r\n", uids.join(","))
    }

    /// Reads one command; a literal above the limit ends the conversation as BlueMind ends it.
    async fn ask(&mut self) -> Option<Asked> {
        let mut asked = Asked { line: String::new(), literals: Vec::new() };
        loop {
            let line = self.line().await?;
            let literal = line.strip_suffix('}').and_then(|l| l.rsplit_once('{'));
            let Some((before, size)) = literal else {
                asked.line += &line;
                return Some(asked);
            };
            asked.line += before;
            let waits = !size.ends_with('+');
            let size: usize = size.trim_end_matches('+').parse().unwrap();
            if size > self.manners.limit {
                let limit = self.manners.limit;
                self.say(&format!("* ALERT too much data ({size} > {limit})\r\n")).await?;
                return None;
            }
            if waits {
                self.say("+ go on\r\n").await?;
            }
            asked.literals.push(self.take(size).await?);
        }
    }

    async fn line(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|w| w == b"\r\n") {
                let line: Vec<u8> = self.buffer.drain(..end + 2).take(end).collect();
                return Some(String::from_utf8(line).unwrap());
            }
            self.fill().await?;
        }
    }

    async fn take(&mut self, size: usize) -> Option<Vec<u8>> {
        while self.buffer.len() < size {
            self.fill().await?;
        }
        Some(self.buffer.drain(..size).collect())
    }

    async fn fill(&mut self) -> Option<()> {
        if self.may_read == 0 {
            return None;
        }
        let mut piece = vec![0; self.may_read.min(4096)];
        let count = self.stream.read(&mut piece).await.ok().filter(|count| *count > 0)?;
        self.may_read -= count;
        self.buffer.extend_from_slice(&piece[..count]);
        Some(())
    }

    async fn say(&mut self, text: &str) -> Option<()> {
        let count = text.len().min(self.may_write);
        self.may_write -= count;
        self.stream.write_all(&text.as_bytes()[..count]).await.ok()?;
        (count == text.len()).then_some(())
    }
}

fn quoted_words(rest: &str) -> Vec<String> {
    rest.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn in_set(set: &str, uid: u32, last: u32) -> bool {
    set.split(',').any(|range| {
        let (a, b) = range.split_once(':').unwrap_or((range, range));
        let number = |n: &str| if n == "*" { last } else { n.parse().unwrap() };
        let (a, b) = (number(a), number(b));
        (a.min(b)..=a.max(b)).contains(&uid)
    })
}

fn uid_command(messages: &mut Vec<Stored>, rest: &str) -> String {
    let mut words = rest.splitn(4, ' ').skip(1);
    let (what, set) = (words.next().unwrap(), words.next().unwrap());
    let items = words.next().unwrap_or_default();
    let last = messages.last().map_or(0, |m| m.uid);
    let mut out = String::new();
    match what {
        "FETCH" => {
            for (at, m) in messages.iter().enumerate().filter(|(_, m)| in_set(set, m.uid, last)) {
                out += &format!("* {} FETCH (UID {} RFC822.SIZE {}", at + 1, m.uid, m.bytes.len());
                let text = String::from_utf8_lossy(&m.bytes).into_owned();
                if items.contains("HEADER.FIELDS") {
                    let field = text.split("\r\n").find(|l| l.starts_with("Message-ID:"));
                    let field = field.map(|f| format!("{f}\r\n")).unwrap_or_default() + "\r\n";
                    out += &format!(
                        " BODY[HEADER.FIELDS (MESSAGE-ID)] {{{}}}\r\n{field}",
                        field.len()
                    );
                }
                if items.contains("FLAGS") {
                    out += &format!(" FLAGS ({}) INTERNALDATE \"{}\"", m.flags, m.date);
                }
                if items.contains("BODY.PEEK[]") {
                    out += &format!(" BODY[] {{{}}}\r\n{text}", m.bytes.len());
                }
                out += ")\r\n";
            }
        }
        "STORE" => {
            for m in messages.iter_mut().filter(|m| in_set(set, m.uid, last)) {
                let (how, flags) = items.split_once(' ').unwrap();
                let flags = flags.trim_matches(['(', ')']);
                if how.starts_with('+') {
                    m.flags = format!("{} {flags}", m.flags);
                } else {
                    m.flags = flags.to_owned();
                }
            }
        }
        "EXPUNGE" => {
            messages.retain(|m| !(in_set(set, m.uid, last) && m.flags.contains("\\Deleted")));
        }
        other => panic!("UID {other}"),
    }
    out + "TAG OK done\r\n"
}
