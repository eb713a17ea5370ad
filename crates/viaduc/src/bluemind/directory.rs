//! Who is who in BlueMind.

use std::collections::BTreeMap;

use viaduc_bluemind_client::{directory, users};
use viaduc_bluemind_icalendar as icalendar;
use viaduc_bluemind_types::{BaseDirEntryKind, DirEntry, DirEntryQuery, DomainUid, Email, ItemUid};
use viaduc_pipeline::{Scope, Trouble};
use viaduc_wire::List;

use super::BlueMind;
use crate::trouble::rest;

/// Everybody of a domain, by address.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    seats: BTreeMap<String, Seat>,
    people: icalendar::Directory,
}

/// Where somebody of the source lives in BlueMind.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Seat {
    /// The entry's uid.
    pub uid: ItemUid,
    /// What it is.
    pub kind: SeatKind,
    /// `login@domain` for a user: the name to act under.
    pub login: Option<String>,
}

/// What can own containers in BlueMind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SeatKind {
    /// A user: mail, calendars, books and tasks.
    User,
    /// A room or a piece of equipment: one calendar.
    Resource,
    /// Anything else that has an address (a mailshare, a group): nothing that this crate writes.
    Other,
}

impl Directory {
    /// Reads the directory of `domain`.
    ///
    /// # Errors
    /// [`Trouble`] of scope run: the directory cannot be read.
    pub async fn read(admin: &BlueMind, domain: &DomainUid) -> Result<Self, Trouble> {
        let run = |error| rest(error, Scope::Run);
        let mut this = Self::default();
        let query = DirEntryQuery {
            kinds_filter: List::from(vec![
                BaseDirEntryKind::User,
                BaseDirEntryKind::Resource,
                BaseDirEntryKind::Mailshare,
                BaseDirEntryKind::Group,
            ]),
            size: Some(-1),
            ..DirEntryQuery::default()
        };
        let entries = admin.call(&directory::Search::new(domain, &query)).await.map_err(run)?;
        for entry in entries.into_iter().filter_map(|item| item.value) {
            let Some(uid) = entry.entry_uid.clone().filter(|_| entry.archived != Some(true)) else {
                continue;
            };
            let uid = ItemUid::from(uid);
            let kind = match entry.kind {
                Some(BaseDirEntryKind::User) => SeatKind::User,
                Some(BaseDirEntryKind::Resource) => SeatKind::Resource,
                _ => SeatKind::Other,
            };
            let mut emails = entry.emails.to_vec();
            let mut login = None;
            if kind == SeatKind::User {
                let call = users::GetComplete::new(domain, &uid);
                let Some(user) = admin.call(&call).await.map_err(run)?.and_then(|u| u.value) else {
                    continue;
                };
                login = user.login.map(|login| format!("{login}@{}", domain.as_str()));
                emails.extend(user.emails.to_vec());
            }
            this.add(domain, &entry, &emails, Seat { uid, kind, login });
        }
        Ok(this)
    }

    fn add(&mut self, domain: &DomainUid, entry: &DirEntry, emails: &[Email], seat: Seat) {
        let listed = emails.iter().filter_map(|email| email.address.clone());
        let default = emails.iter().find(|email| email.is_default == Some(true));
        let mailto = entry.email.clone().or_else(|| default.and_then(|e| e.address.clone()));
        let folder = if seat.kind == SeatKind::Resource { "resources" } else { "users" };
        let path = match &entry.path {
            Some(path) => format!("bm://{path}"),
            None => format!("bm://{}/{folder}/{}", domain.as_str(), seat.uid.as_str()),
        };
        for address in listed.chain(mailto.clone()) {
            let person = icalendar::Person {
                mailto: mailto.clone().unwrap_or_else(|| address.clone()),
                name: entry.display_name.clone(),
                dir: Some(path.clone()),
                resource: seat.kind == SeatKind::Resource,
            };
            self.people.insert(&address, person);
            self.seats.insert(address.to_lowercase(), seat.clone());
        }
    }

    /// Who has one of these addresses.
    #[must_use]
    pub fn seat<'a>(&self, addresses: impl IntoIterator<Item = &'a String>) -> Option<&Seat> {
        addresses.into_iter().find_map(|address| self.seats.get(&address.to_lowercase()))
    }

    /// The same for the converters.
    #[must_use]
    pub fn people(&self) -> &icalendar::Directory {
        &self.people
    }
}
