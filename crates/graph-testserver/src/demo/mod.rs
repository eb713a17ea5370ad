//! The demo tenant: a small French town hall, its people the same for every seed, their data not.

mod broken;
mod calendar;
mod contacts;
mod events;
mod folders;
mod habits;
mod invitation;
mod mail;
mod mime;
mod people;
mod prng;
mod roster;
mod time;
mod words;

pub use roster::{DOMAIN, Entry, Kind, ROSTER};

use crate::tenant::Tenant;

/// The town hall of Valmont: twenty people, two shared mailboxes, two rooms, a car, a group, with
/// mail, calendars, contacts, tasks, shares and settings. One seed makes one tenant, anywhere and
/// at any time; the [roster](ROSTER) is the same for every seed.
///
/// ```
/// let tenant = viaduc_graph_testserver::demo::town_hall(7);
/// assert!(tenant.user("claire.dupont@valmont.example").is_some());
/// ```
pub fn town_hall(seed: u64) -> Tenant {
    let mut tenant = Tenant::new(DOMAIN);
    tenant.variant = format!("town hall {seed}");
    tenant.users = people::users(seed);
    people::organisation(&mut tenant);
    mail::fill(&mut tenant, seed);
    calendar::fill(&mut tenant, seed);
    contacts::fill(&mut tenant, seed);
    habits::fill(&mut tenant);
    tenant
}
