use bytes::Bytes;
use jiff::Timestamp;

use super::Value;
use crate::date;

/// What a server says (RFC 3501 §7).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Response {
    /// `+`: it waits for the rest of the command.
    Continue,
    /// The end of a command.
    Tagged {
        /// Which command.
        tag: String,
        /// How it ended.
        status: Status,
    },
    /// A status that answers no command in particular.
    Untagged(Status),
    /// Data.
    Data(Data),
    /// Something else. Kept as its first bytes, for error messages.
    Unknown(Bytes),
}

/// A status response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// Good or bad.
    pub condition: Condition,
    /// The code in brackets, if there is one.
    pub code: Option<Code>,
    /// The text for people.
    pub text: String,
}

/// The condition of a status response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Condition {
    /// It worked.
    Ok,
    /// It failed.
    No,
    /// The command was not understood.
    Bad,
    /// The server closes the connection.
    Bye,
    /// The greeting of a connection that is logged in already.
    PreAuth,
}

/// A response code (RFC 3501 §7.1, RFC 5530): `[APPENDUID 38505 3955]`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// Its name, in capitals.
    pub name: String,
    /// What follows.
    pub arguments: String,
}

impl Code {
    /// The number that is this code's argument, if it has this name.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u32> {
        (self.name == name).then_some(())?;
        self.arguments.trim().parse().ok()
    }

    /// APPENDUID's validity and numbers, in the order of the messages (RFC 4315 §3, RFC 3502), if there are exactly
    /// `count` of them.
    #[must_use]
    pub fn append_uids(&self, count: usize) -> Option<(u32, Vec<u32>)> {
        (self.name == "APPENDUID").then_some(())?;
        let (validity, set) = self.arguments.trim().split_once(' ')?;
        let mut uids = Vec::with_capacity(count);
        for range in set.trim().split(',') {
            let (first, last) = range.split_once(':').unwrap_or((range, range));
            let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
            let (first, last) = (first.min(last), first.max(last));
            if usize::try_from(last - first).ok()? >= count.checked_sub(uids.len())? {
                return None;
            }
            uids.extend(first..=last);
        }
        (uids.len() == count).then_some((validity.parse().ok()?, uids))
    }
}

/// Untagged data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Data {
    /// `CAPABILITY`: what the server can do.
    Capability(Vec<String>),
    /// `LIST`: a folder.
    List {
        /// `\Noselect`, `\sent`, …
        attributes: Vec<String>,
        /// The separator of levels; `None` for a flat name.
        separator: Option<char>,
        /// Its name as the server spells it.
        name: String,
    },
    /// `NAMESPACE`: the first personal one, prefix and separator (RFC 2342).
    Namespace(Option<(String, Option<char>)>),
    /// `STATUS`: a folder's counters.
    Status(Vec<(String, u32)>),
    /// `FETCH`: something of a message.
    Fetch(Fetch),
    /// BlueMind's `ALERT`: said before it closes the connection on a message that is too large.
    Alert(String),
    /// Anything else: its first word, or the second after a number.
    Other(String),
}

/// What a FETCH response tells of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fetch {
    /// Its number.
    pub uid: Option<u32>,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// Its flags.
    pub flags: Option<Vec<String>>,
    /// When it was received.
    pub internal_date: Option<Timestamp>,
    /// The whole message (`BODY[]`).
    pub body: Option<Bytes>,
    /// Some of its header fields (`BODY[HEADER.FIELDS (…)]`).
    pub header: Option<Bytes>,
}

/// How much of an unknown response is kept.
const UNKNOWN: usize = 200;

impl Response {
    /// Reads one response, which ends in a line feed. Never fails: see [`Response::Unknown`].
    #[must_use]
    pub fn parse(frame: &Bytes) -> Self {
        let end = frame.len() - usize::from(frame.ends_with(b"\n"));
        let end = end - usize::from(frame.slice(..end).ends_with(b"\r"));
        let line = frame.slice(..end);
        known(&line).unwrap_or_else(|| Self::Unknown(line.slice(..line.len().min(UNKNOWN))))
    }
}

fn known(line: &Bytes) -> Option<Response> {
    if line.starts_with(b"+") {
        return Some(Response::Continue);
    }
    let (tag, rest) = word(line)?;
    if tag.as_ref() != b"*" {
        let tag = std::str::from_utf8(&tag).ok()?.to_owned();
        return Some(Response::Tagged { tag, status: status(&rest)? });
    }
    if let Some(status) = status(&rest) {
        return Some(Response::Untagged(status));
    }
    data(&rest).map(Response::Data)
}

/// The bytes up to the first space, and what follows it.
fn word(line: &Bytes) -> Option<(Bytes, Bytes)> {
    let end = memchr::memchr(b' ', line).unwrap_or(line.len());
    (end > 0).then(|| (line.slice(..end), line.slice((end + 1).min(line.len())..)))
}

fn status(line: &Bytes) -> Option<Status> {
    let (name, rest) = word(line)?;
    let condition = match name.to_ascii_uppercase().as_slice() {
        b"OK" => Condition::Ok,
        b"NO" => Condition::No,
        b"BAD" => Condition::Bad,
        b"BYE" => Condition::Bye,
        b"PREAUTH" => Condition::PreAuth,
        _ => return None,
    };
    let text = String::from_utf8_lossy(&rest);
    let coded = text.strip_prefix('[').and_then(|inside| inside.split_once(']'));
    let (code, text) = match coded {
        None => (None, text.trim()),
        Some((inside, after)) => {
            let (name, arguments) = inside.split_once(' ').unwrap_or((inside, ""));
            let code = Code { name: name.to_ascii_uppercase(), arguments: arguments.to_owned() };
            (Some(code), after.trim())
        }
    };
    Some(Status { condition, code, text: text.to_owned() })
}

fn data(line: &Bytes) -> Option<Data> {
    let (name, rest) = word(line)?;
    let name = String::from_utf8_lossy(&name).to_ascii_uppercase();
    if name.bytes().all(|b| b.is_ascii_digit()) {
        let (what, rest) = word(&rest)?;
        return match what.to_ascii_uppercase().as_slice() {
            b"FETCH" => fetch(&rest).map(Data::Fetch),
            what => Some(Data::Other(String::from_utf8_lossy(what).into_owned())),
        };
    }
    match name.as_str() {
        "CAPABILITY" => Some(Data::Capability(capabilities(&rest))),
        "LIST" | "XLIST" | "LSUB" => list(&rest),
        "NAMESPACE" => namespace(&rest),
        "STATUS" => counters(&rest),
        "ALERT" => Some(Data::Alert(String::from_utf8_lossy(&rest).into_owned())),
        _ => Some(Data::Other(name)),
    }
}

/// Capabilities as a list, in capitals.
pub(crate) fn capabilities(line: impl AsRef<[u8]>) -> Vec<String> {
    String::from_utf8_lossy(line.as_ref())
        .split_ascii_whitespace()
        .map(str::to_ascii_uppercase)
        .collect()
}

fn texts(value: &Value) -> Option<Vec<String>> {
    let own = |value: &Value| Some(String::from_utf8_lossy(value.bytes()?).into_owned());
    value.list()?.iter().map(own).collect()
}

fn separator(value: &Value) -> Option<char> {
    value.text().and_then(|text| text.chars().next())
}

fn list(line: &Bytes) -> Option<Data> {
    let values = Value::parse_all(line)?;
    let [attributes, hierarchy, name, ..] = values.as_slice() else { return None };
    // A folder may be called `nil`: as a name the atom is no absence.
    let name = match name {
        Value::Nil => "NIL".to_owned(),
        Value::Atom(_) | Value::Text(_) | Value::List(_) => name.text()?.to_owned(),
    };
    Some(Data::List { attributes: texts(attributes)?, separator: separator(hierarchy), name })
}

fn namespace(line: &Bytes) -> Option<Data> {
    let values = Value::parse_all(line)?;
    let first = values.first()?.list().and_then(|all| all.first()).and_then(Value::list);
    Some(Data::Namespace(match first {
        Some([prefix, hierarchy, ..]) => Some((prefix.text()?.to_owned(), separator(hierarchy))),
        Some(_) | None => None,
    }))
}

fn counters(line: &Bytes) -> Option<Data> {
    let values = Value::parse_all(line)?;
    let (pairs, _) = values.last()?.list()?.as_chunks::<2>();
    let read = |[name, count]: &[Value; 2]| {
        Some((name.text()?.to_ascii_uppercase(), u32::try_from(count.number()?).ok()?))
    };
    // Counters we do not know may be larger than 32 bits (HIGHESTMODSEQ).
    Some(Data::Status(pairs.iter().filter_map(read).collect()))
}

fn fetch(line: &Bytes) -> Option<Fetch> {
    let values = Value::parse_all(line)?;
    let (pairs, _) = values.first()?.list()?.as_chunks::<2>();
    let mut fetched = Fetch::default();
    for [name, value] in pairs {
        let name = name.text()?.to_ascii_uppercase();
        match name.as_str() {
            "UID" => fetched.uid = value.number().and_then(|uid| u32::try_from(uid).ok()),
            "RFC822.SIZE" => fetched.size = value.number(),
            "FLAGS" => fetched.flags = texts(value),
            "INTERNALDATE" => fetched.internal_date = value.text().and_then(date::read),
            // An empty section may come as NIL.
            "BODY[]" => fetched.body = Some(value.bytes().cloned().unwrap_or_default()),
            _ if name.starts_with("BODY[HEADER") => {
                fetched.header = Some(value.bytes().cloned().unwrap_or_default());
            }
            _ => {}
        }
    }
    Some(fetched)
}
