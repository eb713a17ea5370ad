//! The state behind both protocols, and the few things every service needs of it.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::clock::Clock;
use crate::container::{Container, Item, Stamp};
use crate::fault::Fault;
use crate::mail::MailStore;
use crate::notify::Notification;

/// The platform domain.
pub(crate) const GLOBAL: &str = "global.virt";

/// A session as a service sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) sid: String,
    pub(crate) domain: String,
    pub(crate) uid: String,
    pub(crate) login: String,
    pub(crate) origin: String,
}

impl Session {
    pub(crate) fn is_global(&self) -> bool {
        self.domain == GLOBAL
    }
}

/// An API key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ApiKey {
    pub(crate) uid: String,
    pub(crate) sid: String,
    pub(crate) display_name: String,
    pub(crate) subject: String,
    pub(crate) domain: String,
}

/// A mail domain.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Domain {
    pub(crate) value: Value,
    pub(crate) settings: Map<String, Value>,
    pub(crate) created: i64,
    pub(crate) version: i64,
}

/// A long-running task: here it is over before its reference is answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) ok: bool,
    pub(crate) log: Vec<String>,
    pub(crate) result: String,
}

/// Something a hook does later, when the clock gets there.
#[derive(Debug, Clone)]
pub(crate) struct Pending {
    pub(crate) due: i64,
    pub(crate) container: String,
    pub(crate) item: String,
    /// What it answers.
    pub(crate) answer: &'static str,
}

/// Everything the server knows.
#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) clock: Clock,
    pub(crate) domains: BTreeMap<String, Domain>,
    pub(crate) containers: BTreeMap<String, Container>,
    pub(crate) sessions: HashMap<String, Session>,
    pub(crate) api_keys: Vec<ApiKey>,
    pub(crate) passwords: HashMap<String, String>,
    pub(crate) user_settings: HashMap<String, Map<String, Value>>,
    /// Values kept by a name: photos, icons, roles, members, filters, external ids.
    pub(crate) extras: HashMap<String, Value>,
    pub(crate) photos: HashMap<String, Bytes>,
    pub(crate) parts: HashMap<String, Bytes>,
    /// Files that events and tasks point to, by their addresses.
    pub(crate) attachments: BTreeMap<String, Bytes>,
    pub(crate) mail: MailStore,
    pub(crate) tasks: HashMap<String, Task>,
    pub(crate) pending: Vec<Pending>,
    pub(crate) notifications: Vec<Notification>,
    pub(crate) config: Map<String, Value>,
    pub(crate) counter: i64,
}

impl Core {
    pub(crate) fn new(clock: Clock, mail: MailStore) -> Self {
        Self {
            clock,
            domains: BTreeMap::new(),
            containers: BTreeMap::new(),
            sessions: HashMap::new(),
            api_keys: Vec::new(),
            passwords: HashMap::new(),
            user_settings: HashMap::new(),
            extras: HashMap::new(),
            photos: HashMap::new(),
            parts: HashMap::new(),
            attachments: BTreeMap::new(),
            mail,
            tasks: HashMap::new(),
            pending: Vec::new(),
            notifications: Vec::new(),
            config: Map::new(),
            counter: 0,
        }
    }

    /// A number nobody had before.
    pub(crate) fn next(&mut self) -> i64 {
        self.counter += 1;
        self.counter
    }

    /// A uid or key nobody had before; the same in every run that does the same.
    pub(crate) fn fresh_uid(&mut self, what: &str) -> String {
        let seed = format!("{what}/{}", self.next());
        uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, seed.as_bytes()).to_string()
    }

    /// Who writes, and when.
    pub(crate) fn stamp(&self, session: Option<&Session>) -> Stamp {
        Stamp { now: self.clock.now_ms(), by: session.map(|s| s.uid.clone()) }
    }

    pub(crate) fn container(&self, uid: &str) -> Result<&Container, Fault> {
        self.containers
            .get(uid)
            .ok_or_else(|| Fault::not_found(format!("container {uid} not found")))
    }

    pub(crate) fn container_mut(&mut self, uid: &str) -> Result<&mut Container, Fault> {
        self.containers
            .get_mut(uid)
            .ok_or_else(|| Fault::not_found(format!("container {uid} not found")))
    }

    /// Adds a container, ALREADY_EXISTS when its uid is taken.
    pub(crate) fn add_container(&mut self, mut container: Container) -> Result<(), Fault> {
        if self.containers.contains_key(&container.uid) {
            return Err(Fault::exists(format!("container {} already exists", container.uid)));
        }
        container.number = self.next();
        self.containers.insert(container.uid.clone(), container);
        Ok(())
    }

    /// Creates an item with a fresh number.
    pub(crate) fn create_item(
        &mut self,
        container: &str,
        stamp: &Stamp,
        uid: &str,
        value: Value,
    ) -> Result<i64, Fault> {
        let id = self.next();
        self.container_mut(container)?.create(stamp, id, uid, value)
    }

    /// The directory of a domain: every entry is an item `{kind, value}`.
    pub(crate) fn directory(&self, domain: &str) -> Result<&Container, Fault> {
        self.container(&directory_uid(domain))
    }

    /// A directory entry with its kind.
    pub(crate) fn entry(&self, domain: &str, uid: &str) -> Option<(&'static str, &Item)> {
        let item = self.directory(domain).ok()?.get(uid)?;
        Some((entry_kind(item), item))
    }

    /// The value of an entry of this kind, NOT_FOUND otherwise.
    pub(crate) fn entry_value(
        &self,
        domain: &str,
        uid: &str,
        kind: &str,
    ) -> Result<(&Item, &Value), Fault> {
        match self.entry(domain, uid) {
            Some((found, item)) if found == kind => Ok((item, entry_value(item))),
            _ => Err(Fault::not_found(format!("{kind} {uid} not found in {domain}"))),
        }
    }

    /// The domain of a name or alias.
    pub(crate) fn domain_of(&self, name: &str) -> Option<&str> {
        let name = name.to_lowercase();
        if let Some((uid, _)) = self.domains.get_key_value(&name) {
            return Some(uid);
        }
        self.domains.iter().find(|(_, d)| has_alias(&d.value, &name)).map(|(uid, _)| uid.as_str())
    }

    pub(crate) fn domain(&self, uid: &str) -> Result<&Domain, Fault> {
        self.domains.get(uid).ok_or_else(|| Fault::not_found(format!("domain {uid} not found")))
    }

    /// The directory entry an address belongs to, aliases of the domain included.
    pub(crate) fn by_email(&self, domain: &str, address: &str) -> Option<&Item> {
        let address = address.trim().to_lowercase();
        let (local, host) = address.split_once('@')?;
        let ours = self.domain_of(host) == Some(domain);
        let mut entries = self.directory(domain).ok()?.items();
        entries.find(|item| {
            emails(entry_value(item)).any(|(mail, all, _)| {
                mail == address || (all && ours && mail.split('@').next() == Some(local))
            })
        })
    }

    /// Keeps what would have gone to somebody.
    pub(crate) fn notify(&mut self, notification: Notification) {
        self.notifications.push(notification);
    }
}

/// The uid under which the directory of a domain is kept.
pub(crate) fn directory_uid(domain: &str) -> String {
    format!("dir_{domain}")
}

/// USER, GROUP, RESOURCE, MAILSHARE, EXTERNALUSER, CALENDAR, ADDRESSBOOK or DOMAIN.
pub(crate) fn entry_kind(item: &Item) -> &'static str {
    let kind = item.value.get("kind").and_then(Value::as_str).unwrap_or_default();
    KINDS.iter().map(|(k, _)| *k).find(|k| *k == kind).unwrap_or("DOMAIN")
}

/// The value behind an entry: a User, a Group…
pub(crate) fn entry_value(item: &Item) -> &Value {
    item.value.get("value").unwrap_or(&Value::Null)
}

/// Kinds and their path segments.
pub(crate) const KINDS: [(&str, &str); 8] = [
    ("USER", "users"),
    ("GROUP", "groups"),
    ("RESOURCE", "resources"),
    ("MAILSHARE", "mailshares"),
    ("EXTERNALUSER", "externalusers"),
    ("CALENDAR", "calendars"),
    ("ADDRESSBOOK", "addressbooks"),
    ("DOMAIN", ""),
];

/// The directory path of an entry, `<domain>/users/<uid>`.
pub(crate) fn entry_path(domain: &str, kind: &str, uid: &str) -> String {
    match KINDS.iter().find(|(k, _)| *k == kind) {
        Some((_, "")) | None => domain.to_owned(),
        Some((_, segment)) => format!("{domain}/{segment}/{uid}"),
    }
}

/// Addresses of a directory value: address, valid on every alias, default.
pub(crate) fn emails(value: &Value) -> impl Iterator<Item = (&str, bool, bool)> {
    let list = value.get("emails").and_then(Value::as_array);
    list.into_iter().flatten().map(|mail| {
        let flag = |name| mail.get(name).and_then(Value::as_bool).unwrap_or(false);
        let address = mail.get("address").and_then(Value::as_str).unwrap_or_default();
        (address, flag("allAliases"), flag("isDefault"))
    })
}

/// The default address of a directory value.
pub(crate) fn default_email(value: &Value) -> Option<&str> {
    emails(value).find(|(_, _, default)| *default).or_else(|| emails(value).next()).map(|m| m.0)
}

/// Whether a name is an alias of a domain.
pub(crate) fn has_alias(domain: &Value, name: &str) -> bool {
    let aliases = domain.get("aliases").and_then(Value::as_array);
    aliases.into_iter().flatten().any(|alias| alias.as_str() == Some(name))
}
