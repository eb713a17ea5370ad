//! The writes that tests need to make a mailbox change: create, patch, delete, move.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde_json::{Map, Value, json};

use crate::ask::Ask;
use crate::edit::EditError;
use crate::eml;
use crate::reply::{
    Answer, Reply, folder_not_found, item_not_found, method_not_allowed, resource_not_found,
};
use crate::route::granted;
use crate::tenant::{Container, Failure, Item, Kind, Tenant, User, merge, set, text};

/// What a write is aimed at.
enum Target {
    /// Items of a container.
    Items(Kind, String),
    /// One item.
    Item(Kind, String),
    /// `move` of one item.
    Move(Kind, String),
    /// Containers of a kind, below a parent.
    Containers(Kind, Option<String>),
    /// One container.
    Container(Kind, String),
    /// The settings.
    Settings,
}

/// Answers anything but a GET, except `$batch`.
pub(crate) fn write(ask: &Ask, tenant: &mut Tenant) -> Answer {
    let names = ask.names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (Some(&"users"), [_, key, keys @ ..]) = (names.first(), ask.path.as_slice()) else {
        return Err(method_not_allowed());
    };
    let user = tenant.user(key).ok_or_else(|| resource_not_found(key))?;
    granted(user)?;
    let target = target(user, names.get(2..).unwrap_or_default(), keys)?;
    let user = user.id().to_owned();
    match (&ask.method, target) {
        (&Method::POST, Target::Items(kind, container)) => {
            create(ask, tenant, &user, kind, &container)
        }
        (&Method::POST, Target::Move(kind, item)) => {
            let body = object(ask)?;
            let to = body.get("destinationId").and_then(Value::as_str).unwrap_or_default();
            let id = tenant.move_item(&user, kind, &item, to).map_err(refused)?;
            let mut moved = Map::new();
            moved.insert("id".to_owned(), id.into());
            Ok(Reply::json(Value::Object(moved)).status(201))
        }
        (&Method::POST, Target::Containers(kind, parent)) => {
            create_container(ask, tenant, &user, kind, parent)
        }
        (&Method::PATCH, Target::Item(kind, item)) => {
            let patch = object(ask)?;
            let change = |item: &mut Item| merge(&mut item.json, &patch);
            tenant.edit_item(&user, kind, &item, change).map_err(refused)?;
            Ok(Reply::json(json!({ "id": item })))
        }
        (&Method::PATCH, Target::Container(kind, container)) => {
            let patch = object(ask)?;
            let change = |container: &mut Container| merge(&mut container.json, &patch);
            tenant.edit_container(&user, kind, &container, change).map_err(refused)?;
            Ok(Reply::json(json!({ "id": container })))
        }
        (&Method::PATCH, Target::Settings) => {
            let patch = object(ask)?;
            if let Some(user) = tenant.user_mut(&user) {
                merge(&mut user.settings, &patch);
            }
            Ok(Reply::json(Value::Object(patch)))
        }
        (&Method::DELETE, Target::Item(kind, item)) => {
            delete(tenant, &user, kind, &item).map_err(refused)?;
            Ok(Reply::empty(204))
        }
        (&Method::DELETE, Target::Container(kind, container)) => {
            tenant.remove_container(&user, kind, &container).map_err(refused)?;
            Ok(Reply::empty(204))
        }
        _ => Err(method_not_allowed()),
    }
}

fn target(user: &User, names: &[&str], keys: &[String]) -> Result<Target, Failure> {
    let key = |at: usize| keys.get(at).cloned().unwrap_or_default();
    let default = |kind| {
        user.default_container(kind).map(|found| found.id.clone()).ok_or_else(folder_not_found)
    };
    Ok(match names {
        ["messages"] => {
            let drafts = user.container(Kind::Mail, "drafts").ok_or_else(folder_not_found)?;
            Target::Items(Kind::Mail, drafts.id.clone())
        }
        ["messages", _] => Target::Item(Kind::Mail, key(1)),
        ["messages", _, "move"] => Target::Move(Kind::Mail, key(1)),
        ["mailfolders"] => Target::Containers(Kind::Mail, Some("msgfolderroot".to_owned())),
        ["mailfolders", _] => Target::Container(Kind::Mail, key(1)),
        ["mailfolders", _, "childfolders"] => Target::Containers(Kind::Mail, Some(key(1))),
        ["mailfolders", _, "messages"] => Target::Items(Kind::Mail, key(1)),
        ["mailfolders", _, "messages", _] => Target::Item(Kind::Mail, key(3)),
        ["mailfolders", _, "messages", _, "move"] => Target::Move(Kind::Mail, key(3)),
        ["events"] | ["calendar", "events"] => {
            Target::Items(Kind::Calendar, default(Kind::Calendar)?)
        }
        ["events", _] => Target::Item(Kind::Calendar, key(1)),
        ["calendars"] => Target::Containers(Kind::Calendar, None),
        ["calendars", _] => Target::Container(Kind::Calendar, key(1)),
        ["calendars", _, "events"] => Target::Items(Kind::Calendar, key(1)),
        ["calendars", _, "events", _] => Target::Item(Kind::Calendar, key(3)),
        ["contacts"] => Target::Items(Kind::Contacts, default(Kind::Contacts)?),
        ["contacts", _] => Target::Item(Kind::Contacts, key(1)),
        ["contactfolders"] => Target::Containers(Kind::Contacts, Some(default(Kind::Contacts)?)),
        ["contactfolders", _] => Target::Container(Kind::Contacts, key(1)),
        ["contactfolders", _, "contacts"] => Target::Items(Kind::Contacts, key(1)),
        ["contactfolders", _, "contacts", _] => Target::Item(Kind::Contacts, key(3)),
        ["todo", "lists"] => Target::Containers(Kind::Tasks, None),
        ["todo", "lists", _] => Target::Container(Kind::Tasks, key(2)),
        ["todo", "lists", _, "tasks"] => Target::Items(Kind::Tasks, key(2)),
        ["todo", "lists", _, "tasks", _] => Target::Item(Kind::Tasks, key(4)),
        ["mailboxsettings"] => Target::Settings,
        _ => return Err(method_not_allowed()),
    })
}

fn create(ask: &Ask, tenant: &mut Tenant, user: &str, kind: Kind, container: &str) -> Answer {
    let seed = format!("created/{user}/{}", tenant.clock);
    let item = if kind == Kind::Mail && ask.content_type.starts_with("text/plain") {
        let bad = |_| Failure::new(400, "ErrorMimeContentInvalidBase64String", "Invalid base64.");
        let text: Vec<u8> =
            ask.body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let mime = STANDARD.decode(text).map_err(bad)?;
        let mut json = eml::describe(&mime);
        set(&mut json, "isDraft", true);
        Item::message(&seed, json, mime)
    } else {
        let mut json = Value::Object(object(ask)?);
        let mime = (kind == Kind::Mail).then(|| eml::compose(&json).into());
        if kind == Kind::Calendar && json.get("type").is_none() {
            let series = json.get("recurrence").is_some_and(Value::is_object);
            set(&mut json, "type", if series { "seriesMaster" } else { "singleInstance" });
            set(&mut json, "iCalUId", crate::ids::guid(&["uid", &seed]));
        }
        Item { mime, ..Item::new(&seed, json) }
    };
    let mut shown = item.json.clone();
    let id = tenant.add_item(user, kind, container, item).map_err(refused)?;
    set(&mut shown, "id", id);
    Ok(Reply::json(shown).status(201))
}

fn create_container(
    ask: &Ask,
    tenant: &mut Tenant,
    user: &str,
    kind: Kind,
    parent: Option<String>,
) -> Answer {
    let json = object(ask)?;
    let name = ["displayName", "name"].iter().find_map(|name| json.get(*name)?.as_str());
    let name = name.unwrap_or("Untitled").to_owned();
    let owner = tenant.user(user).ok_or_else(|| resource_not_found(user))?;
    let parent = match &parent {
        Some(key) => {
            let found = owner.container(kind, key).ok_or_else(folder_not_found)?;
            Some(found.id.clone())
        }
        None => owner.calendar_groups.first().map(|group| text(group, "id").to_owned()),
    };
    let address = owner.address().to_owned();
    let mut made = match kind {
        Kind::Calendar => {
            crate::mailbox::calendar(&address, &address, &name, parent.as_deref().unwrap_or(""))
        }
        Kind::Mail | Kind::Contacts | Kind::Tasks => Container::new(&address, kind, &name),
    };
    made.id = crate::ids::outlook(&["created", user, &name, &tenant.clock.to_string()]);
    made.parent = parent.filter(|_| kind != Kind::Tasks);
    merge(&mut made.json, &json);
    if kind == Kind::Tasks {
        set(&mut made.json, "isOwner", true);
        set(&mut made.json, "wellknownListName", "none");
    }
    let mut shown = made.json.clone();
    set(&mut shown, "id", made.id.clone());
    tenant.add_container(user, made).map_err(refused)?;
    Ok(Reply::json(shown).status(201))
}

/// Deleting a message moves it to Deleted Items first, and removes it from there.
fn delete(tenant: &mut Tenant, user: &str, kind: Kind, item: &str) -> Result<(), EditError> {
    let owner = tenant.user(user);
    let softly = owner.and_then(|owner| owner.item(kind, item)).is_some_and(|(container, _)| {
        kind == Kind::Mail && container.well_known.as_deref() != Some("deleteditems")
    });
    if softly {
        tenant.move_item(user, kind, item, "deleteditems").map(drop)
    } else {
        tenant.remove_item(user, kind, item)
    }
}

fn object(ask: &Ask) -> Result<Map<String, Value>, Failure> {
    match serde_json::from_slice(&ask.body) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(Failure::new(400, "BadRequest", "Unable to read JSON request payload.")),
    }
}

fn refused(error: EditError) -> Failure {
    match error {
        EditError::User(key) => resource_not_found(&key),
        EditError::Container(_) => folder_not_found(),
        EditError::Item(_) => item_not_found(),
    }
}
