//! A tenant from a folder of files. The README of the crate has the format.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::eml;
use crate::ids;
use crate::mailbox;
use crate::tenant::{
    Access, Attachment, Container, Group, Item, Kind, Listing, Tenant, User, merge, set, text,
};

/// A tenant read from disk.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Loaded {
    /// What could be read.
    pub tenant: Tenant,
    /// What could not, one line each, with the file's path.
    pub warnings: Vec<String>,
}

/// Deepest folder that is followed.
const DEPTH: usize = 32;

impl Tenant {
    /// Reads a folder. Files that are no JSON, and folders that cannot be listed, are warnings.
    ///
    /// # Errors
    /// The folder itself cannot be listed.
    pub fn load(folder: &Path) -> std::io::Result<Loaded> {
        fs::read_dir(folder)?;
        let mut reader = Reader { warnings: Vec::new() };
        let head = reader.json(&folder.join("tenant.json")).unwrap_or_else(|| json!({}));
        let mut tenant = Self::new(match text(&head, "domain") {
            "" => "tenant.example",
            domain => domain,
        });
        if !text(&head, "id").is_empty() {
            text(&head, "id").clone_into(&mut tenant.id);
        }
        tenant.variant = folder.display().to_string();
        for json in reader.list(&folder.join("users.json")) {
            tenant.users.push(user(json));
        }
        for path in reader.entries(folder).into_iter().filter(|path| path.is_dir()) {
            let name = name_of(&path);
            if tenant.user(&name).is_none() {
                tenant.users.push(User::new(&name, &name));
            }
            if let Some(user) = tenant.user_mut(&name) {
                reader.mailbox(user, &path);
            }
        }
        tenant.places = reader.list(&folder.join("places.json"));
        tenant.org_contacts = reader.list(&folder.join("orgContacts.json"));
        for json in reader.list(&folder.join("groups.json")) {
            let group = group(&tenant, json);
            tenant.groups.push(group);
        }
        Ok(Loaded { tenant, warnings: reader.warnings })
    }
}

fn user(json: Value) -> User {
    let address = match text(&json, "mail") {
        "" => text(&json, "userPrincipalName"),
        mail => mail,
    };
    let mut user = User::new(address, text(&json, "displayName"));
    user.access = match text(&json, "access") {
        "outOfScope" => Access::OutOfScope,
        "noMailbox" => Access::NoMailbox,
        "suspended" => Access::Suspended,
        _ => Access::Granted,
    };
    if let Some(members) = json.as_object() {
        merge(&mut user.json, members);
    }
    user
}

fn group(tenant: &Tenant, mut json: Value) -> Group {
    let mut ids = |name: &str| -> Vec<String> {
        let listed = json.as_object_mut().and_then(|object| object.remove(name));
        let listed = listed.and_then(|value| value.as_array().cloned()).unwrap_or_default();
        listed
            .iter()
            .filter_map(Value::as_str)
            .map(|key| tenant.user(key).map_or_else(|| key.to_owned(), |user| user.id().to_owned()))
            .collect()
    };
    let (members, owners) = (ids("members"), ids("owners"));
    if text(&json, "id").is_empty() {
        let id = ids::guid(&["group", text(&json, "mail"), text(&json, "displayName")]);
        set(&mut json, "id", id);
    }
    Group { json, members, owners }
}

/// A file's or folder's own name, percent-decoded: `A%2FB` is the folder `A/B`.
fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    percent_decode_str(&name).decode_utf8_lossy().into_owned()
}

fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase()
}

/// Reads files and remembers what went wrong.
struct Reader {
    warnings: Vec<String>,
}

impl Reader {
    fn warn(&mut self, path: &Path, what: &dyn std::fmt::Display) {
        self.warnings.push(format!("{}: {what}", path.display()));
    }

    /// The entries of a folder, in name order; hidden ones and those with `_` are for us.
    fn entries(&mut self, folder: &Path) -> Vec<PathBuf> {
        let listed = match fs::read_dir(folder) {
            Ok(listed) => listed,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
            Err(error) => {
                self.warn(folder, &error);
                return Vec::new();
            }
        };
        let mut all: Vec<PathBuf> = listed
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| !name_of(path).starts_with(['.', '_']))
            .collect();
        all.sort();
        all
    }

    fn bytes(&mut self, path: &Path) -> Option<Vec<u8>> {
        match fs::read(path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                self.warn(path, &error);
                None
            }
        }
    }

    fn json(&mut self, path: &Path) -> Option<Value> {
        let bytes = self.bytes(path)?;
        match serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)) {
            Ok(value) => Some(value),
            Err(error) => {
                self.warn(path, &error);
                None
            }
        }
    }

    /// One object, an array, or a page.
    fn list(&mut self, path: &Path) -> Vec<Value> {
        match self.json(path) {
            None => Vec::new(),
            Some(Value::Array(all)) => all,
            Some(Value::Object(mut page)) => match page.remove("value") {
                Some(Value::Array(all)) => all,
                Some(other) => {
                    page.insert("value".to_owned(), other);
                    vec![Value::Object(page)]
                }
                None => vec![Value::Object(page)],
            },
            Some(other) => {
                self.warn(path, &format_args!("an object or a list is needed, not {other}"));
                Vec::new()
            }
        }
    }

    fn mailbox(&mut self, user: &mut User, folder: &Path) {
        if let Some(Value::Object(members)) = self.json(&folder.join("settings.json")) {
            merge(&mut user.settings, &members);
        }
        user.rules = self.list(&folder.join("rules.json"));
        user.categories = self.list(&folder.join("categories.json"));
        for name in ["photo.jpg", "photo.png"] {
            if let Some(bytes) = self.bytes(&folder.join(name)) {
                user.photo = Some(bytes.into());
            }
        }
        for (name, kind) in [
            ("mail", Kind::Mail),
            ("calendars", Kind::Calendar),
            ("contacts", Kind::Contacts),
            ("tasks", Kind::Tasks),
        ] {
            let folder = folder.join(name);
            if folder.is_dir() {
                self.containers(user, kind, &folder, None, DEPTH);
            }
        }
    }

    /// The files of a folder into `container` (the default one if none), its folders below it.
    fn containers(
        &mut self,
        user: &mut User,
        kind: Kind,
        folder: &Path,
        container: Option<&str>,
        depth: usize,
    ) {
        if depth == 0 {
            return self.warn(folder, &"folders are nested too deeply");
        }
        let default = user.default_container(kind).map(|found| found.id.clone());
        let Some(into) = container.map(str::to_owned).or(default) else { return };
        let mut items = Vec::new();
        for path in self.entries(folder) {
            if path.is_dir() {
                let id = place(user, kind, &path, container);
                self.about(user, kind, &path, &id);
                self.containers(user, kind, &path, Some(&id), depth - 1);
            } else if extension(&path) == "json" {
                if !(kind == Kind::Mail && path.with_extension("eml").exists()) {
                    for (index, json) in self.list(&path).into_iter().enumerate() {
                        items.push(item(&format!("{}/{index}", path.display()), json));
                    }
                }
            } else if kind == Kind::Mail {
                items.extend(self.message(&path));
            }
        }
        if let Some(container) = user.container_mut(kind, &into) {
            container.items.extend(items);
        }
    }

    fn message(&mut self, path: &Path) -> Option<Item> {
        let mime = self.bytes(path)?;
        let mut json = eml::describe(&mime);
        if let Some(Value::Object(members)) = self.json(&path.with_extension("json")) {
            merge(&mut json, &members);
        }
        let mut made = item(&path.display().to_string(), json);
        made.mime = Some(mime.into());
        Some(made)
    }

    /// `_folder.json` and `_permissions.json`.
    fn about(&mut self, user: &mut User, kind: Kind, path: &Path, id: &str) {
        let members = self.json(&path.join("_folder.json"));
        let permissions = self.list(&path.join("_permissions.json"));
        let Some(container) = user.container_mut(kind, id) else { return };
        if let Some(Value::Object(members)) = members {
            merge(&mut container.json, &members);
        }
        if crate::tenant::flag(&container.json, "isHidden") {
            container.listing = Listing::Hidden;
        }
        container.permissions.extend(permissions);
    }
}

/// The container a folder stands for: one that is there (by well-known or display name), or new.
fn place(user: &mut User, kind: Kind, path: &Path, parent: Option<&str>) -> String {
    let name = name_of(path);
    let root = user.container(Kind::Mail, "msgfolderroot").map(|root| root.id.clone());
    let above = match kind {
        Kind::Mail => parent.map(str::to_owned).or(root),
        Kind::Contacts => parent
            .map(str::to_owned)
            .or_else(|| user.default_container(kind).map(|book| book.id.clone())),
        Kind::Calendar => user.calendar_groups.first().map(|group| text(group, "id").to_owned()),
        Kind::Tasks => None,
    };
    let known = user.containers.iter().find(|one| {
        let same = one.name().eq_ignore_ascii_case(&name)
            || one.well_known.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(&name));
        one.kind == kind && same && (kind != Kind::Mail || one.parent == above)
    });
    if let Some(known) = known {
        return known.id.clone();
    }
    let owner = user.address().to_owned();
    let mut made = match kind {
        Kind::Calendar => {
            mailbox::calendar(&owner, &owner, &name, above.as_deref().unwrap_or_default())
        }
        Kind::Mail | Kind::Contacts | Kind::Tasks => Container::new(&owner, kind, &name),
    };
    made.id = ids::outlook(&["folder", &owner, &format!("{kind:?}"), &path.display().to_string()]);
    made.parent = above;
    if kind == Kind::Tasks {
        set(&mut made.json, "isOwner", true);
        set(&mut made.json, "wellknownListName", "none");
    }
    let id = made.id.clone();
    user.containers.push(made);
    id
}

/// An item from its object: attachments, exceptions, properties and photo inside it are taken out.
pub(crate) fn item(seed: &str, mut json: Value) -> Item {
    let mut take = |name: &str| json.as_object_mut().and_then(|object| object.remove(name));
    let list = |value: Option<Value>| match value {
        Some(Value::Array(all)) => all,
        _ => Vec::new(),
    };
    let attachments = list(take("attachments"));
    let exceptions = list(take("exceptionOccurrences"));
    let cancelled = list(take("cancelledOccurrences"));
    let mut extended = list(take("singleValueExtendedProperties"));
    extended.extend(list(take("multiValueExtendedProperties")));
    let photo = take("photo").and_then(|value| STANDARD.decode(value.as_str()?).ok());
    let id = take("id").and_then(|id| id.as_str().map(str::to_owned));
    let mut item = Item::new(seed, json);
    if let Some(id) = id.filter(|id| !id.is_empty()) {
        item.immutable_id = ids::immutable(&["item", &id]);
        item.id = id;
    }
    item.attachments = attachments.into_iter().map(|one| attachment(&item.id, one)).collect();
    item.cancelled = cancelled
        .iter()
        .filter_map(Value::as_str)
        .map(|text| text.rsplit('.').next().unwrap_or(text).to_owned())
        .collect();
    item.exceptions = exceptions
        .into_iter()
        .enumerate()
        .map(|(index, mut one)| {
            if text(&one, "id").is_empty() {
                set(&mut one, "id", ids::outlook(&["exception", &item.id, &index.to_string()]));
            }
            one
        })
        .collect();
    item.extended = extended
        .into_iter()
        .filter_map(|one| Some((text(&one, "id").to_owned(), one.get("value")?.clone())))
        .collect();
    item.photo = photo.map(Into::into);
    item
}

fn attachment(owner: &str, mut json: Value) -> Attachment {
    let mut take = |name: &str| json.as_object_mut().and_then(|object| object.remove(name));
    let bytes = take("contentBytes").and_then(|value| STANDARD.decode(value.as_str()?).ok());
    let item = take("item");
    if text(&json, "id").is_empty() {
        let id = ids::outlook(&["attachment", owner, text(&json, "name")]);
        set(&mut json, "id", id);
    }
    Attachment { json, bytes: bytes.map(Into::into), item }
}
