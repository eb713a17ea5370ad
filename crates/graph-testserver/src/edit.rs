//! Changes that delta reports, as a user of the mailbox would have made them.

use crate::ids;
use crate::tenant::{Container, Item, Kind, Removed, Tenant, User, set};

/// What an edit could not find.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// No such user.
    #[error("no user {0:?}")]
    User(String),
    /// No such container in the mailbox.
    #[error("no container {0:?} in the mailbox")]
    Container(String),
    /// No such item in the mailbox.
    #[error("no item {0:?} in the mailbox")]
    Item(String),
}

impl Tenant {
    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    fn owner(&mut self, user: &str) -> Result<&mut User, EditError> {
        self.user_mut(user).ok_or_else(|| EditError::User(user.to_owned()))
    }

    /// Puts an item into a container and answers its id. `container` is an id or a well-known name.
    ///
    /// # Errors
    /// The user or the container does not exist.
    pub fn add_item(
        &mut self,
        user: &str,
        kind: Kind,
        container: &str,
        mut item: Item,
    ) -> Result<String, EditError> {
        let now = self.tick();
        let container = self
            .owner(user)?
            .container_mut(kind, container)
            .ok_or_else(|| EditError::Container(container.to_owned()))?;
        touch(&mut item, now);
        let id = item.id.clone();
        container.items.push(item);
        Ok(id)
    }

    /// Changes an item in place: its text, its flags, its categories.
    ///
    /// # Errors
    /// The user or the item does not exist.
    pub fn edit_item(
        &mut self,
        user: &str,
        kind: Kind,
        item: &str,
        change: impl FnOnce(&mut Item),
    ) -> Result<(), EditError> {
        let now = self.tick();
        let found = self
            .owner(user)?
            .containers
            .iter_mut()
            .filter(|container| container.kind == kind)
            .find_map(|container| container.items.iter_mut().find(|known| known.is(item)))
            .ok_or_else(|| EditError::Item(item.to_owned()))?;
        change(found);
        touch(found, now);
        Ok(())
    }

    /// Removes an item for good.
    ///
    /// # Errors
    /// The user or the item does not exist.
    pub fn remove_item(&mut self, user: &str, kind: Kind, item: &str) -> Result<(), EditError> {
        self.take(user, kind, item).map(drop)
    }

    /// Moves an item: its ordinary id changes, its immutable id stays; answers the new ordinary id.
    ///
    /// # Errors
    /// The user, the item or the container does not exist.
    pub fn move_item(
        &mut self,
        user: &str,
        kind: Kind,
        item: &str,
        container: &str,
    ) -> Result<String, EditError> {
        let target = self
            .owner(user)?
            .container(kind, container)
            .map(|target| target.id.clone())
            .ok_or_else(|| EditError::Container(container.to_owned()))?;
        let mut moved = self.take(user, kind, item)?;
        moved.id = ids::outlook(&["moved", &moved.immutable_id, &target, &self.clock.to_string()]);
        self.add_item(user, kind, &target, moved)
    }

    fn take(&mut self, user: &str, kind: Kind, item: &str) -> Result<Item, EditError> {
        let now = self.tick();
        for container in &mut self.owner(user)?.containers {
            if container.kind != kind {
                continue;
            }
            if let Some(index) = container.items.iter().position(|known| known.is(item)) {
                let gone = container.items.remove(index);
                container.removed.push(Removed {
                    id: gone.id.clone(),
                    immutable_id: gone.immutable_id.clone(),
                    at: now,
                });
                return Ok(gone);
            }
        }
        Err(EditError::Item(item.to_owned()))
    }

    /// Adds a container.
    ///
    /// # Errors
    /// The user does not exist.
    pub fn add_container(&mut self, user: &str, mut container: Container) -> Result<(), EditError> {
        let now = self.tick();
        container.changed = now;
        for item in &mut container.items {
            item.changed = now;
        }
        self.owner(user)?.containers.push(container);
        Ok(())
    }

    /// Changes a container in place: its name, its parent, its rights.
    ///
    /// # Errors
    /// The user or the container does not exist.
    pub fn edit_container(
        &mut self,
        user: &str,
        kind: Kind,
        container: &str,
        change: impl FnOnce(&mut Container),
    ) -> Result<(), EditError> {
        let now = self.tick();
        let found = self
            .owner(user)?
            .container_mut(kind, container)
            .ok_or_else(|| EditError::Container(container.to_owned()))?;
        change(found);
        found.changed = now;
        Ok(())
    }

    /// Removes a container with what it holds.
    ///
    /// # Errors
    /// The user or the container does not exist.
    pub fn remove_container(
        &mut self,
        user: &str,
        kind: Kind,
        container: &str,
    ) -> Result<(), EditError> {
        let now = self.tick();
        let owner = self.owner(user)?;
        let id = owner
            .container(kind, container)
            .map(|found| found.id.clone())
            .ok_or_else(|| EditError::Container(container.to_owned()))?;
        owner.containers.retain(|known| known.id != id);
        let gone = Removed { id: id.clone(), immutable_id: id, at: now };
        owner.removed_containers.push(gone);
        Ok(())
    }
}

/// Marks an item as changed at a version.
fn touch(item: &mut Item, now: u64) {
    item.changed = now;
    let stamp = stamp(now);
    if item.json.get("createdDateTime").is_none() {
        set(&mut item.json, "createdDateTime", stamp.clone());
    }
    set(&mut item.json, "lastModifiedDateTime", stamp);
}

/// The time an edit is said to have happened: one second an edit, from a fixed day on.
fn stamp(now: u64) -> String {
    let start = jiff::Timestamp::constant(1_793_520_000, 0); // 2026-11-01T08:00:00Z
    let seconds = i64::try_from(now).unwrap_or_default();
    let time = start.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap_or(start);
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
