//! The state as files: `state.json`, and every message body under its SHA-1.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::container::Container;
use crate::core::{ApiKey, Core, Domain, Task};

/// A word of [`WORDS`].
pub(crate) type Word = &'static str;

/// Words kept as constants: container types and item flags.
const WORDS: [&str; 22] = [
    "calendar",
    "addressbook",
    "todolist",
    "notes",
    "tags",
    "mailboxacl",
    "replicated_mailboxes",
    "mailbox_records",
    "freebusy",
    "calendarview",
    "device",
    "webappdata",
    "owner_subscriptions",
    "container_flat_hierarchy",
    "deferredaction",
    "documentfolder",
    "resources",
    "dir",
    "Seen",
    "Deleted",
    "Important",
    "",
];

fn known<E: serde::de::Error>(word: &str) -> Result<&'static str, E> {
    WORDS.into_iter().find(|w| *w == word).ok_or_else(|| E::custom(format!("unknown word {word}")))
}

/// Reads one of the known words.
pub(crate) fn word<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    known(&String::deserialize(from)?)
}

/// Reads a list of known words.
pub(crate) fn words<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<&'static str>, D::Error> {
    Vec::<String>::deserialize(from)?.iter().map(|w| known::<D::Error>(w)).collect()
}

#[derive(Serialize, Deserialize)]
struct Saved {
    domains: BTreeMap<String, Domain>,
    containers: BTreeMap<String, Container>,
    api_keys: Vec<ApiKey>,
    passwords: HashMap<String, String>,
    user_settings: HashMap<String, Map<String, Value>>,
    extras: HashMap<String, Value>,
    photos: HashMap<String, String>,
    #[serde(default)]
    attachments: BTreeMap<String, String>,
    tasks: HashMap<String, Task>,
    config: Map<String, Value>,
    next_uid: HashMap<String, u32>,
    counter: i64,
}

/// True when a folder has a state in it.
pub(crate) fn is_there(folder: &Path) -> bool {
    folder.join("state.json").is_file()
}

/// Writes bodies first, then the state in one rename, so that a state never names a body that is not there.
pub(crate) fn save(folder: &Path, core: &Core) -> io::Result<()> {
    let bodies = folder.join("bodies");
    fs::create_dir_all(&bodies)?;
    for (guid, bytes) in &core.mail.bodies {
        let file = bodies.join(guid);
        if !file.exists() {
            let part = bodies.join(format!("{guid}.part"));
            fs::write(&part, bytes)?;
            fs::rename(&part, &file)?;
        }
    }
    let photos = core.photos.iter().map(|(key, raw)| (key.clone(), STANDARD.encode(raw)));
    let attachments = core.attachments.iter().map(|(url, raw)| (url.clone(), STANDARD.encode(raw)));
    let saved = Saved {
        domains: core.domains.clone(),
        containers: core.containers.clone(),
        api_keys: core.api_keys.clone(),
        passwords: core.passwords.clone(),
        user_settings: core.user_settings.clone(),
        extras: core.extras.clone(),
        photos: photos.collect(),
        attachments: attachments.collect(),
        tasks: core.tasks.clone(),
        config: core.config.clone(),
        next_uid: core.mail.next_uid.clone(),
        counter: core.counter,
    };
    let part = folder.join("state.json.part");
    fs::write(&part, serde_json::to_vec(&saved)?)?;
    fs::rename(part, folder.join("state.json"))
}

/// Fills an empty server with a saved state.
pub(crate) fn load(folder: &Path, mut core: Core) -> io::Result<Core> {
    let saved: Saved = serde_json::from_slice(&fs::read(folder.join("state.json"))?)?;
    for entry in fs::read_dir(folder.join("bodies"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".part") {
            core.mail.bodies.insert(name, fs::read(entry.path())?.into());
        }
    }
    core.domains = saved.domains;
    core.containers = saved.containers;
    core.api_keys = saved.api_keys;
    core.passwords = saved.passwords;
    core.user_settings = saved.user_settings;
    core.extras = saved.extras;
    for (key, photo) in saved.photos {
        let raw = STANDARD.decode(photo).map_err(|_| serde_json::Error::custom("photo"))?;
        core.photos.insert(key, raw.into());
    }
    for (url, file) in saved.attachments {
        let raw = STANDARD.decode(file).map_err(|_| serde_json::Error::custom("attachment"))?;
        core.attachments.insert(url, raw.into());
    }
    core.tasks = saved.tasks;
    core.config = saved.config;
    core.mail.next_uid = saved.next_uid;
    core.counter = saved.counter;
    Ok(core)
}
