//! How BlueMind names what comes by itself. BlueMind: `ICalendarUids`, `IAddressBookUids`, `ITodoUids`, `ITagUids`,
//! `IMailReplicaUids`, `IMailboxAclUids`.

use viaduc_bluemind_types::{ContainerUid, DomainUid, ItemUid};

/// A user's default calendar.
#[must_use]
pub fn default_calendar(user: &ItemUid) -> ContainerUid {
    format!("calendar:Default:{user}").into()
}

/// A calendar that a user made, from anything that is unique.
#[must_use]
pub fn user_calendar(seed: &str) -> ContainerUid {
    format!("calendar:UserCreated:{seed}").into()
}

/// The calendar of a room or a piece of equipment.
#[must_use]
pub fn resource_calendar(resource: &ItemUid) -> ContainerUid {
    format!("calendar:{resource}").into()
}

/// A user's personal contacts.
#[must_use]
pub fn default_book(user: &ItemUid) -> ContainerUid {
    format!("book:Contacts_{user}").into()
}

/// A book that a user made, from anything that is unique.
#[must_use]
pub fn user_book(seed: &str) -> ContainerUid {
    format!("book:UserCreated_{seed}").into()
}

/// A user's default tasks.
#[must_use]
pub fn default_todo_list(user: &ItemUid) -> ContainerUid {
    format!("todolist:default_{user}").into()
}

/// A list that a user made, from anything that is unique.
#[must_use]
pub fn user_todo_list(seed: &str) -> ContainerUid {
    format!("todolist:user_{seed}").into()
}

/// A user's tags.
#[must_use]
pub fn tags(user: &ItemUid) -> ContainerUid {
    format!("tags_{user}").into()
}

/// The rights of a mailbox as a container.
#[must_use]
pub fn mailbox_acl(mailbox: &ItemUid) -> ContainerUid {
    format!("mailbox:acls-{mailbox}").into()
}

/// The folder tree of a user's mailbox.
#[must_use]
pub fn subtree(domain: &DomainUid, user: &ItemUid) -> ContainerUid {
    format!("subtree_{}!user.{user}", domain.as_str().replace('.', "_")).into()
}

/// The folder tree of a shared mailbox, a group or a resource.
#[must_use]
pub fn shared_subtree(domain: &DomainUid, mailbox: &ItemUid) -> ContainerUid {
    format!("subtree_{}!{mailbox}", domain.as_str().replace('.', "_")).into()
}
