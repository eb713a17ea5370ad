//! The one mail store REST and IMAP share.

use std::collections::{HashMap, HashSet};

use bytes::Bytes;
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};

use crate::container::{Item, Stamp};
use crate::core::Core;
use crate::fault::Fault;

/// How long a body keeps its first INTERNALDATE.
const DATE_CACHE_MS: i64 = 600_000;

/// Message bodies, and what goes with them.
#[derive(Debug)]
pub(crate) struct MailStore {
    pub(crate) bodies: HashMap<String, Bytes>,
    pub(crate) next_uid: HashMap<String, u32>,
    dates: HashMap<String, (i64, i64)>,
    pub(crate) size_limit: u64,
    date_cache: bool,
}

/// A message to be stored.
#[derive(Debug)]
pub(crate) struct NewMessage {
    pub(crate) bytes: Bytes,
    pub(crate) flags: Vec<String>,
    /// INTERNALDATE in milliseconds; now when absent.
    pub(crate) date: Option<i64>,
    /// The number of the record, where the caller has one reserved.
    pub(crate) id: Option<i64>,
}

/// Where a message ended up.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) imap_uid: u32,
    pub(crate) id: i64,
    pub(crate) uid: String,
    pub(crate) version: i64,
    pub(crate) guid: String,
}

impl MailStore {
    pub(crate) fn new(size_limit: u64, date_cache: bool) -> Self {
        Self {
            bodies: HashMap::new(),
            next_uid: HashMap::new(),
            dates: HashMap::new(),
            size_limit,
            date_cache,
        }
    }

    pub(crate) fn body(&self, guid: &str) -> Bytes {
        self.bodies.get(guid).cloned().unwrap_or_default()
    }

    pub(crate) fn uid_next(&self, folder: &str) -> u32 {
        self.next_uid.get(folder).copied().unwrap_or(1)
    }

    fn take_uid(&mut self, folder: &str) -> u32 {
        let next = self.next_uid.entry(folder.to_owned()).or_insert(1);
        let uid = *next;
        *next = next.saturating_add(1);
        uid
    }

    /// The INTERNALDATE of an append: the same body within ten minutes keeps its first one.
    fn cached_date(&mut self, guid: &str, date: i64, now: i64) -> i64 {
        if !self.date_cache {
            return date;
        }
        match self.dates.get(guid) {
            Some((first, at)) if now - at < DATE_CACHE_MS => *first,
            _ => {
                self.dates.insert(guid.to_owned(), (date, now));
                date
            }
        }
    }

    /// KiB a mailbox holds.
    pub(crate) fn used_kib(&self, core: &Core, owner: &str) -> i64 {
        let own =
            core.containers.values().filter(|c| c.kind == "mailbox_records" && c.owner == owner);
        let octets: i64 = own.flat_map(|c| c.items().map(|i| number(i, "size"))).sum();
        octets / 1024
    }
}

/// The container of a folder's messages.
pub(crate) fn records_uid(folder: &str) -> String {
    format!("mbox_records_{folder}")
}

/// A number of a message record.
pub(crate) fn number(item: &Item, name: &str) -> i64 {
    item.value.get(name).and_then(Value::as_i64).unwrap_or(0)
}

/// The flags of a message record.
pub(crate) fn flags_of(item: &Item) -> Vec<String> {
    let list = item.value.get("flags").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// System flags of IMAP, which knows no case, in their own spelling; keywords as they come. REST takes all as they come.
pub(crate) fn normal_flag(flag: &str) -> String {
    ["\\Seen", "\\Answered", "\\Flagged", "\\Draft", "\\Deleted"]
        .into_iter()
        .find(|system| system.eq_ignore_ascii_case(flag))
        .map_or_else(|| flag.to_owned(), str::to_owned)
}

/// SHA-1 of a message or a file in hexadecimal.
pub(crate) fn guid_of(bytes: &[u8]) -> String {
    Sha1::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Core {
    /// Stores a message in a folder.
    pub(crate) fn append(
        &mut self,
        folder: &str,
        stamp: &Stamp,
        message: NewMessage,
    ) -> Result<Stored, Fault> {
        let guid = guid_of(&message.bytes);
        let date = message.date.unwrap_or(stamp.now);
        let date = self.mail.cached_date(&guid, date, stamp.now);
        self.place(folder, stamp, &guid, message, date)
    }

    /// Stores a message under the date it has, whatever the cache says.
    pub(crate) fn place(
        &mut self,
        folder: &str,
        stamp: &Stamp,
        guid: &str,
        message: NewMessage,
        date: i64,
    ) -> Result<Stored, Fault> {
        let records = records_uid(folder);
        self.container(&records)?;
        let imap_uid = self.mail.take_uid(folder);
        let value = json!({
            "imapUid": imap_uid, "guid": guid, "flags": [], "date": date,
            "size": message.bytes.len(),
        });
        let uid = format!("{folder}-{imap_uid}");
        let id = match message.id {
            Some(id) => id,
            None => self.next(),
        };
        let version = self.container_mut(&records)?.create(stamp, id, &uid, value)?;
        self.mail.bodies.insert(guid.to_owned(), message.bytes);
        self.set_flags_quietly(&records, &uid, &message.flags);
        Ok(Stored { imap_uid, id, uid, version, guid: guid.to_owned() })
    }

    /// Replaces the flags of a message, as a new version of it.
    pub(crate) fn set_flags(
        &mut self,
        folder: &str,
        stamp: &Stamp,
        uid: &str,
        flags: &[String],
    ) -> Result<i64, Fault> {
        let records = records_uid(folder);
        let c = self.container_mut(&records)?;
        let value = c.get(uid).map(|item| item.value.clone());
        let value = value.ok_or_else(|| Fault::not_found(format!("message {uid} not found")))?;
        let version = c.update(stamp, uid, value)?;
        self.set_flags_quietly(&records, uid, flags);
        Ok(version)
    }

    fn set_flags_quietly(&mut self, records: &str, uid: &str, flags: &[String]) {
        let mut seen = HashSet::new();
        let flags: Vec<String> = flags.iter().filter(|flag| seen.insert(*flag)).cloned().collect();
        let known = [("\\Seen", "Seen"), ("\\Deleted", "Deleted"), ("\\Flagged", "Important")];
        let marks = known.iter().filter(|(f, _)| flags.iter().any(|x| x == f)).map(|(_, m)| *m);
        let marks: Vec<&'static str> = marks.collect();
        let item = self.containers.get_mut(records).and_then(|c| c.envelope_mut(uid));
        if let Some(item) = item {
            item.flags = marks;
            if let Some(members) = item.value.as_object_mut() {
                members.insert("flags".to_owned(), flags.into());
            }
        }
    }
}
