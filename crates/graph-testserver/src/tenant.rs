//! A tenant as data: JSON as Graph would answer it, MIME bytes beside it, and enough structure to
//! page, select and follow changes.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::ids;

/// An organisation: what [`GraphServer`](crate::GraphServer) serves.
///
/// Any JSON can be put into it, also what the real service would never say; the server adds ids,
/// change keys, etags and counts while it answers.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Tenant {
    /// Tenant id, a GUID.
    pub id: String,
    /// Verified domain; the token endpoint answers under it too.
    pub domain: String,
    /// `user` objects with their mailboxes.
    pub users: Vec<User>,
    /// `group` objects with their members.
    pub groups: Vec<Group>,
    /// `room` and `roomList` objects, each with `@odata.type`.
    pub places: Vec<Value>,
    /// `orgContact` objects.
    pub org_contacts: Vec<Value>,
    /// What tells two tenants with one id apart, for delta tokens: a seed, a folder.
    pub variant: String,
    /// Number of edits made so far; delta tokens count in it.
    pub(crate) clock: u64,
}

/// A user object with its mailbox. Rooms, equipment and shared mailboxes are users too.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct User {
    /// The `user` object, with `id` and `userPrincipalName`.
    pub json: Value,
    /// Whether the application may read the mailbox.
    pub access: Access,
    /// The `mailboxSettings` object.
    pub settings: Value,
    /// Every folder, calendar, address book and task list, parents before children.
    pub containers: Vec<Container>,
    /// `messageRule` objects.
    pub rules: Vec<Value>,
    /// `outlookCategory` objects.
    pub categories: Vec<Value>,
    /// `calendarGroup` objects; calendars name theirs in [`Container::parent`].
    pub calendar_groups: Vec<Value>,
    /// Bytes of the photo: a JPEG or PNG.
    pub photo: Option<Bytes>,
    pub(crate) removed_containers: Vec<Removed>,
}

/// Whether a mailbox answers, and what it says if not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Access {
    /// The mailbox can be read.
    #[default]
    Granted,
    /// 403 `ErrorAccessDenied`: the application's access policy leaves this mailbox out.
    OutOfScope,
    /// 404 `MailboxNotEnabledForRESTAPI`: no mailbox, on-premises, or without a licence.
    NoMailbox,
    /// 403 `AccountSuspend`: the mailbox is blocked.
    Suspended,
}

/// What a container holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Messages.
    #[default]
    Mail,
    /// Events.
    Calendar,
    /// Contacts.
    Contacts,
    /// `todoTask` objects.
    Tasks,
}

/// A mail folder, calendar, contact folder or task list.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Container {
    /// Its id; containers keep theirs.
    pub id: String,
    /// What it holds.
    pub kind: Kind,
    /// Name usable as a key (`inbox`, `sentitems`, …), for mail folders.
    pub well_known: Option<String>,
    /// Id of the parent folder, or of the calendar group.
    pub parent: Option<String>,
    /// Whether listings leave it out: hidden folders, the default contact folder, search folders.
    pub listing: Listing,
    /// The object itself; `id`, counts and keys are added while answering.
    pub json: Value,
    /// `calendarPermission` objects of a calendar.
    pub permissions: Vec<Value>,
    /// What it holds, in the order listings give.
    pub items: Vec<Item>,
    pub(crate) removed: Vec<Removed>,
    pub(crate) changed: u64,
}

/// How a container appears in listings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Listing {
    /// Always.
    #[default]
    Listed,
    /// Only with `includeHiddenFolders=true`.
    Hidden,
    /// Never: reached by its id or well-known name alone.
    Unlisted,
}

/// A message, event, contact or task.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Item {
    /// The ordinary id; a move between folders changes it.
    pub id: String,
    /// The immutable id.
    pub immutable_id: String,
    /// The object; ids and keys are added while answering.
    pub json: Value,
    /// What `$value` answers.
    pub mime: Option<Bytes>,
    /// An error that every read of `$value` meets, instead of [`mime`](Self::mime).
    pub broken: Option<Failure>,
    /// Attachments.
    pub attachments: Vec<Attachment>,
    /// Changed occurrences of a series master: whole `event` objects with their own `id`.
    pub exceptions: Vec<Value>,
    /// Original days (`2026-03-30`) of the cancelled occurrences of a series master.
    pub cancelled: Vec<String>,
    /// MAPI properties as (id in Graph's grammar, value): a string, or an array of strings.
    pub extended: Vec<(String, Value)>,
    /// Photo of a contact.
    pub photo: Option<Bytes>,
    pub(crate) changed: u64,
}

/// An error as the service words it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// HTTP status.
    pub status: u16,
    /// `error.code`.
    pub code: String,
    /// `error.message`.
    pub message: String,
}

impl Failure {
    /// An error from its three parts.
    pub fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status, code: code.into(), message: message.into() }
    }
}

/// An attachment: its object and what `$value` answers.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Attachment {
    /// The object, with `@odata.type`, without `contentBytes`.
    pub json: Value,
    /// Content of a file; MIME, vCard or iCalendar text of an item; `None` for a reference.
    pub bytes: Option<Bytes>,
    /// The object behind `$expand=microsoft.graph.itemAttachment/item`.
    pub item: Option<Value>,
}

/// A group with its members.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Group {
    /// The `group` object.
    pub json: Value,
    /// Ids of users, groups or organisational contacts.
    pub members: Vec<String>,
    /// Ids of the owners.
    pub owners: Vec<String>,
}

/// Something that is gone, for delta.
#[derive(Debug, Clone)]
pub(crate) struct Removed {
    pub(crate) id: String,
    pub(crate) immutable_id: String,
    pub(crate) at: u64,
}

impl Tenant {
    /// An empty organisation; its id follows from the domain.
    pub fn new(domain: &str) -> Self {
        Self { id: ids::guid(&["tenant", domain]), domain: domain.to_owned(), ..Self::default() }
    }

    /// The user with this object id, user principal name or address. Letter case counts in ids only.
    pub fn user(&self, key: &str) -> Option<&User> {
        self.users.iter().find(|user| user.is(key))
    }

    /// The same, to be changed. Changes made here directly are not seen by delta: see
    /// [`Tenant::edit_item`].
    pub fn user_mut(&mut self, key: &str) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.is(key))
    }
}

impl User {
    /// A user with an empty mailbox: the usual folders, a calendar, an address book, a task list.
    pub fn new(address: &str, display_name: &str) -> Self {
        let id = ids::guid(&["user", address]);
        let mut user = Self {
            json: json!({
                "id": id,
                "userPrincipalName": address,
                "mail": address,
                "mailNickname": address.split('@').next().unwrap_or_default(),
                "displayName": display_name,
                "userType": "Member",
                "accountEnabled": true,
                "businessPhones": [],
                "proxyAddresses": [format!("SMTP:{address}")],
            }),
            settings: default_settings(),
            ..Self::default()
        };
        crate::mailbox::furnish(&mut user, address, display_name);
        user
    }

    /// Object id.
    pub fn id(&self) -> &str {
        text(&self.json, "id")
    }

    /// Primary address, or the user principal name where there is none.
    pub fn address(&self) -> &str {
        match text(&self.json, "mail") {
            "" => text(&self.json, "userPrincipalName"),
            mail => mail,
        }
    }

    fn is(&self, key: &str) -> bool {
        self.id() == key
            || text(&self.json, "userPrincipalName").eq_ignore_ascii_case(key)
            || text(&self.json, "mail").eq_ignore_ascii_case(key)
    }

    /// A container by id, or a mail folder by well-known name.
    pub fn container(&self, kind: Kind, key: &str) -> Option<&Container> {
        self.containers.iter().find(|container| container.is(kind, key))
    }

    /// The same, to be changed.
    pub fn container_mut(&mut self, kind: Kind, key: &str) -> Option<&mut Container> {
        self.containers.iter_mut().find(|container| container.is(kind, key))
    }

    /// The default container of a kind: the inbox, the default calendar, book or list.
    pub fn default_container(&self, kind: Kind) -> Option<&Container> {
        let mut all = self.containers.iter().filter(|container| container.kind == kind);
        match kind {
            Kind::Mail => all.find(|container| container.well_known.as_deref() == Some("inbox")),
            Kind::Calendar => all.find(|calendar| flag(&calendar.json, "isDefaultCalendar")),
            Kind::Contacts | Kind::Tasks => all.next(),
        }
    }

    /// Finds an item of a kind by either id, with the container it lies in.
    pub fn item(&self, kind: Kind, key: &str) -> Option<(&Container, &Item)> {
        self.containers
            .iter()
            .filter(|container| container.kind == kind)
            .find_map(|container| Some((container, container.item(key)?)))
    }
}

impl Container {
    /// A container of this name under the user's root; its id follows from owner, kind and name.
    pub fn new(owner: &str, kind: Kind, name: &str) -> Self {
        let label = match kind {
            Kind::Mail | Kind::Contacts | Kind::Tasks => "displayName",
            Kind::Calendar => "name",
        };
        Self {
            id: ids::outlook(&["container", owner, &format!("{kind:?}"), name]),
            kind,
            json: json!({ label: name }),
            ..Self::default()
        }
    }

    fn is(&self, kind: Kind, key: &str) -> bool {
        self.kind == kind
            && (self.id == key
                || self.well_known.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(key)))
    }

    /// An item by either id.
    pub fn item(&self, key: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.is(key))
    }

    /// Its display name.
    pub fn name(&self) -> &str {
        match text(&self.json, "displayName") {
            "" => text(&self.json, "name"),
            name => name,
        }
    }
}

impl Item {
    /// An item whose ids follow from a seed text, unique within its mailbox.
    pub fn new(seed: &str, json: Value) -> Self {
        Self {
            id: ids::outlook(&["item", seed]),
            immutable_id: ids::immutable(&["item", seed]),
            json,
            ..Self::default()
        }
    }

    /// A message with the bytes of its `$value`.
    pub fn message(seed: &str, json: Value, mime: impl Into<Bytes>) -> Self {
        Self { mime: Some(mime.into()), ..Self::new(seed, json) }
    }

    pub(crate) fn is(&self, key: &str) -> bool {
        self.id == key || self.immutable_id == key
    }
}

/// A text member, empty if there is none.
pub(crate) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A true member.
pub(crate) fn flag(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or_default()
}

/// Sets a member of an object; anything but an object is left alone.
pub(crate) fn set(value: &mut Value, name: &str, member: impl Into<Value>) {
    if let Some(object) = value.as_object_mut() {
        object.insert(name.to_owned(), member.into());
    }
}

/// Sets the members of `patch`, as a PATCH request does.
pub(crate) fn merge(value: &mut Value, patch: &Map<String, Value>) {
    for (name, member) in patch {
        set(value, name, member.clone());
    }
}

fn default_settings() -> Value {
    json!({
        "timeZone": "Romance Standard Time",
        "dateFormat": "dd/MM/yyyy",
        "timeFormat": "HH:mm",
        "delegateMeetingMessageDeliveryOptions": "sendToDelegateOnly",
        "userPurpose": "user",
        "language": { "locale": "fr-FR", "displayName": "français (France)" },
        "automaticRepliesSetting": {
            "status": "disabled",
            "externalAudience": "all",
            "internalReplyMessage": "",
            "externalReplyMessage": "",
            "scheduledStartDateTime":
                { "dateTime": "2026-11-01T08:00:00.0000000", "timeZone": "UTC" },
            "scheduledEndDateTime":
                { "dateTime": "2026-11-02T08:00:00.0000000", "timeZone": "UTC" }
        },
        "workingHours": {
            "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"],
            "startTime": "08:30:00.0000000",
            "endTime": "17:30:00.0000000",
            "timeZone": { "name": "Romance Standard Time" }
        }
    })
}
