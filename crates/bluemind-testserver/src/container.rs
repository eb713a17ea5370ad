//! A container: items under uids and numbers, a version that grows with every write, and what changed since.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::state;

/// One item with its envelope.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Item {
    pub(crate) id: i64,
    pub(crate) uid: String,
    pub(crate) version: i64,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) created_by: Option<String>,
    pub(crate) updated_by: Option<String>,
    pub(crate) external_id: Option<String>,
    pub(crate) display_name: Option<String>,
    #[serde(deserialize_with = "state::words")]
    pub(crate) flags: Vec<state::Word>,
    pub(crate) value: Value,
}

impl Item {
    /// The envelope around `value`, as `ItemValue` puts it.
    pub(crate) fn envelope(&self, value: Value) -> Value {
        json!({
            "value": value, "uid": self.uid, "internalId": self.id, "version": self.version,
            "displayName": self.display_name, "externalId": self.external_id,
            "createdBy": self.created_by, "updatedBy": self.updated_by,
            "created": self.created, "updated": self.updated, "flags": self.flags,
        })
    }
}

/// What happened to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ChangeKind {
    Created,
    Updated,
    Deleted,
}

/// One line of a container's history.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Change {
    pub(crate) version: i64,
    pub(crate) uid: String,
    pub(crate) id: i64,
    pub(crate) kind: ChangeKind,
    pub(crate) date: i64,
    pub(crate) author: Option<String>,
}

/// Who writes, and when.
#[derive(Debug, Clone)]
pub(crate) struct Stamp {
    pub(crate) now: i64,
    pub(crate) by: Option<String>,
}

/// A container with its items, settings and rights.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Container {
    pub(crate) uid: String,
    #[serde(deserialize_with = "state::word")]
    pub(crate) kind: state::Word,
    pub(crate) name: String,
    pub(crate) owner: String,
    pub(crate) domain: String,
    pub(crate) default: bool,
    pub(crate) number: i64,
    pub(crate) settings: Map<String, Value>,
    pub(crate) personal: HashMap<String, Map<String, Value>>,
    pub(crate) acl: Vec<(String, String)>,
    pub(crate) version: i64,
    items: BTreeMap<i64, Item>,
    by_uid: HashMap<String, i64>,
    log: Vec<Change>,
}

/// Items changed since a version.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(crate) created: Vec<Change>,
    pub(crate) updated: Vec<Change>,
    pub(crate) deleted: Vec<Change>,
}

impl Container {
    pub(crate) fn new(
        uid: &str,
        kind: &'static str,
        name: &str,
        owner: &str,
        domain: &str,
    ) -> Self {
        Self {
            uid: uid.to_owned(),
            kind,
            name: name.to_owned(),
            owner: owner.to_owned(),
            domain: domain.to_owned(),
            default: false,
            number: 0,
            settings: Map::new(),
            personal: HashMap::new(),
            acl: Vec::new(),
            version: 0,
            items: BTreeMap::new(),
            by_uid: HashMap::new(),
            log: Vec::new(),
        }
    }

    pub(crate) fn items(&self) -> impl DoubleEndedIterator<Item = &Item> {
        self.items.values()
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn get(&self, uid: &str) -> Option<&Item> {
        self.items.get(self.by_uid.get(uid)?)
    }

    pub(crate) fn by_id(&self, id: i64) -> Option<&Item> {
        self.items.get(&id)
    }

    pub(crate) fn log(&self) -> &[Change] {
        &self.log
    }

    /// The history after a version.
    pub(crate) fn since(&self, version: i64) -> &[Change] {
        let start = self.log.partition_point(|c| c.version <= version);
        self.log.get(start..).unwrap_or_default()
    }

    /// Changes the envelope of an item without making a version of it.
    pub(crate) fn envelope_mut(&mut self, uid: &str) -> Option<&mut Item> {
        self.items.get_mut(self.by_uid.get(uid)?)
    }

    /// Creates an item; a uid or number already there is ALREADY_EXISTS.
    pub(crate) fn create(
        &mut self,
        stamp: &Stamp,
        id: i64,
        uid: &str,
        value: Value,
    ) -> Result<i64, Fault> {
        if self.by_uid.contains_key(uid) || self.items.contains_key(&id) {
            return Err(Fault::exists(format!("item {uid} already exists in {}", self.uid)));
        }
        self.version += 1;
        let item = Item {
            id,
            uid: uid.to_owned(),
            version: self.version,
            created: stamp.now,
            updated: stamp.now,
            created_by: stamp.by.clone(),
            updated_by: stamp.by.clone(),
            external_id: None,
            display_name: display_name(&value),
            flags: Vec::new(),
            value,
        };
        self.items.insert(id, item);
        self.by_uid.insert(uid.to_owned(), id);
        self.note(stamp, uid, id, ChangeKind::Created);
        Ok(self.version)
    }

    /// Replaces the value of an item.
    pub(crate) fn update(&mut self, stamp: &Stamp, uid: &str, value: Value) -> Result<i64, Fault> {
        let version = self.version + 1;
        let Some(item) = self.by_uid.get(uid).and_then(|id| self.items.get_mut(id)) else {
            return Err(Fault::not_found(format!("item {uid} not found in {}", self.uid)));
        };
        item.version = version;
        item.updated = stamp.now;
        item.updated_by = stamp.by.clone();
        item.display_name = display_name(&value).or(item.display_name.take());
        item.value = value;
        let id = item.id;
        self.version = version;
        self.note(stamp, uid, id, ChangeKind::Updated);
        Ok(version)
    }

    /// Removes an item; false when there was none.
    pub(crate) fn delete(&mut self, stamp: &Stamp, uid: &str) -> Option<Item> {
        let id = self.by_uid.remove(uid)?;
        let item = self.items.remove(&id)?;
        self.version += 1;
        self.note(stamp, uid, id, ChangeKind::Deleted);
        Some(item)
    }

    fn note(&mut self, stamp: &Stamp, uid: &str, id: i64, kind: ChangeKind) {
        self.log.push(Change {
            version: self.version,
            uid: uid.to_owned(),
            id,
            kind,
            date: stamp.now,
            author: stamp.by.clone(),
        });
    }

    /// What changed after version `since`; everything there is, as created, when `since` is 0.
    pub(crate) fn changes(&self, since: i64) -> Changes {
        let mut changes = Changes::default();
        let start = self.log.partition_point(|c| c.version <= since);
        let (old, new) = self.log.split_at(start);
        let mut there = HashSet::new();
        for change in old {
            match change.kind {
                ChangeKind::Deleted => there.remove(change.uid.as_str()),
                ChangeKind::Created | ChangeKind::Updated => there.insert(change.uid.as_str()),
            };
        }
        let mut seen = HashSet::new();
        for change in new.iter().rev().filter(|c| seen.insert(c.uid.as_str())) {
            match (change.kind, there.contains(change.uid.as_str())) {
                (ChangeKind::Deleted, true) => changes.deleted.push(change.clone()),
                (ChangeKind::Deleted, false) => {}
                (ChangeKind::Created | ChangeKind::Updated, true) => {
                    changes.updated.push(change.clone());
                }
                (ChangeKind::Created | ChangeKind::Updated, false) => {
                    changes.created.push(change.clone());
                }
            }
        }
        for list in [&mut changes.created, &mut changes.updated, &mut changes.deleted] {
            list.reverse();
        }
        changes
    }
}

/// The name a list shows for a value: a card's formatted name, an event's summary, a folder's or tag's name.
fn display_name(value: &Value) -> Option<String> {
    let at = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    at("/identification/formatedName/value")
        .or_else(|| at("/main/summary"))
        .or_else(|| at("/occurrences/0/summary"))
        .or_else(|| at("/summary"))
        .or_else(|| at("/contactInfos/identification/formatedName/value"))
        .or_else(|| at("/label"))
        .or_else(|| at("/name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp() -> Stamp {
        Stamp { now: 1, by: None }
    }

    #[test]
    fn a_changeset_folds_what_happened_to_an_item() {
        let mut c = Container::new("c", "calendar", "C", "o", "d");
        for (id, uid) in [(1, "a"), (2, "b"), (3, "c")] {
            c.create(&stamp(), id, uid, json!({})).unwrap();
        }
        c.update(&stamp(), "a", json!({})).unwrap();
        c.delete(&stamp(), "b").unwrap();
        c.create(&stamp(), 4, "d", json!({})).unwrap();
        c.delete(&stamp(), "d").unwrap();
        let uids = |list: &[Change]| list.iter().map(|c| c.uid.clone()).collect::<Vec<_>>();
        let all = c.changes(0);
        assert_eq!(uids(&all.created), ["c", "a"]);
        assert!(all.updated.is_empty() && all.deleted.is_empty());
        let since = c.changes(3);
        assert_eq!(
            (uids(&since.updated), uids(&since.deleted)),
            (vec!["a".into()], vec!["b".into()])
        );
        assert!(since.created.is_empty());
    }

    #[test]
    fn a_uid_is_created_once() {
        let mut c = Container::new("c", "calendar", "C", "o", "d");
        c.create(&stamp(), 1, "a", json!({})).unwrap();
        assert_eq!(c.create(&stamp(), 2, "a", json!({})).unwrap_err().code(), "ALREADY_EXISTS");
    }
}
