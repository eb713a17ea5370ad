use std::collections::BTreeMap;

use uuid::Uuid;
use viaduc_bluemind_types::{ContainerUid, ItemUid, TagRef, VEventSeries, VTodo};

/// What a conversion to BlueMind knows about the calendar it is for. All of it is optional.
#[derive(Clone, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "plain values, built with `..Options::default()`")]
pub struct Options<'a> {
    /// The IANA zone of the calendar or its owner: zones with the same offsets take its name, as the server would do
    /// (but everywhere, so that occurrences still match), and zones nobody knows are read as this one.
    pub zone: Option<&'a str>,
    /// The country (ISO 3166, two letters) that Windows zone names are read for.
    pub territory: Option<&'a str>,
    /// Who owns the calendar: the organizer of meetings that name none, which the server would strip of their attendees.
    pub owner: Option<Person>,
    /// Who is in BlueMind's directory.
    pub directory: Option<&'a Directory>,
    /// The tags that categories become. Without, categories are kept in the element's `properties`.
    pub tags: Option<&'a Tags>,
    /// The title of what has none; BlueMind refuses an empty one. `-` where absent.
    pub placeholder: Option<&'a str>,
}

/// An item of a BlueMind calendar or task list, ready to be written.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "sinks take it apart, so that nothing is forgotten")]
pub struct Item {
    /// The item's uid: the UID of iCalendar, or one derived from the content where that is missing.
    pub uid: ItemUid,
    /// The event or task.
    pub value: Value,
    /// Files to be uploaded before the item is written, each then attached as an `AttachedFile`.
    pub uploads: Vec<Upload>,
}

/// An event or a task.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// An event with its exceptions.
    Series(VEventSeries),
    /// A task.
    Todo(VTodo),
}

/// A file that stood inside the iCalendar text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "sinks take it apart, so that nothing is forgotten")]
pub struct Upload {
    /// The occurrence it belongs to, by its place in the series; `None` for the main event or the task.
    pub occurrence: Option<usize>,
    /// The name to give it.
    pub name: String,
    /// The media type, if one was told.
    pub media_type: Option<String>,
    /// The Content-ID, if one was told.
    pub cid: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Somebody with an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "plain values")]
pub struct Person {
    /// The bare address.
    pub mailto: String,
    /// The name to show.
    pub name: Option<String>,
    /// The directory entry, `bm://DOMAIN/users/UID`.
    pub dir: Option<String>,
    /// Whether it is a room or a thing, and no person.
    pub resource: bool,
}

/// BlueMind's directory: who is behind an address, whatever its case.
#[derive(Clone, Debug, Default)]
pub struct Directory(BTreeMap<String, Person>);

impl Directory {
    /// Lists `person` under `address`: the default one or any alias.
    pub fn insert(&mut self, address: &str, person: Person) {
        self.0.insert(address.to_lowercase(), person);
    }

    /// Who is behind `address`.
    #[must_use]
    pub fn get(&self, address: &str) -> Option<&Person> {
        self.0.get(&address.to_lowercase())
    }
}

/// The namespace of derived uids.
const NAMESPACE: Uuid = Uuid::from_u128(0x8d1f_4f0e_5a0c_5c52_9d55_2b0f_3f6c_1a77);

/// A uid that depends on `seed` alone.
pub(crate) fn derived_uid(seed: &str) -> String {
    Uuid::new_v5(&NAMESPACE, seed.as_bytes()).to_string()
}

/// The tags of an owner or domain, by label.
///
/// An item refers to tags that exist; one that does not is dropped by the server. A label that is not listed becomes a
/// reference with a uid derived from it where [`Tags::in_container`] says where: create those tags first.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    container: Option<ContainerUid>,
    known: BTreeMap<String, TagRef>,
}

impl Tags {
    /// The colour of tags that bring none, as the server gives it.
    pub const COLOR: &'static str = "3d98ff";

    /// No tag yet; unlisted labels are in `container` (`tags_USER`), under [`Tags::uid`].
    #[must_use]
    pub fn in_container(container: ContainerUid) -> Self {
        Self { container: Some(container), known: BTreeMap::new() }
    }

    /// Lists a tag by its label.
    pub fn insert(&mut self, tag: TagRef) {
        if let Some(label) = &tag.label {
            self.known.insert(label.clone(), tag);
        }
    }

    /// The uid of a tag made for `label`: the same on every run.
    #[must_use]
    pub fn uid(label: &str) -> ItemUid {
        ItemUid::from(derived_uid(label))
    }

    /// The tag listed for a label.
    pub(crate) fn listed(&self, label: &str) -> Option<TagRef> {
        self.known.get(label).cloned()
    }

    /// The tag for a label.
    #[must_use]
    pub fn get(&self, label: &str) -> Option<TagRef> {
        if let Some(tag) = self.listed(label) {
            return Some(tag);
        }
        Some(TagRef {
            container_uid: Some(self.container.clone()?),
            item_uid: Some(Self::uid(label)),
            label: Some(label.to_owned()),
            color: Some(Self::COLOR.to_owned()),
            ..TagRef::default()
        })
    }
}
