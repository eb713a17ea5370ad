//! The services behind REST: one module a resource.

mod acl;
mod auth;
mod bookings;
mod books;
mod calendar;
mod calendars_mgmt;
mod card_rules;
mod containers;
mod dates;
mod directory;
mod domain_checks;
mod domains;
mod emails;
mod entries;
mod event_checks;
mod event_rules;
mod filters;
mod folders;
mod groups;
mod ics;
mod ics_import;
mod ics_rules;
mod identities;
mod items;
mod mail_items;
mod mailboxes;
mod mailshares;
mod misc;
mod resources;
mod subscriptions;
mod tasks;
mod todos;
mod user_settings;
mod users;
mod vcf;

use serde_json::Value;

use crate::call::{Call, Reply};
use crate::core::{Core, Session};
use crate::fault::Fault;

pub(crate) use domains::VERSION;
pub(crate) use folders::{create_folder, find_folder, subtree_uid};
pub(crate) use mail_items::expunge;

/// Hands a call to its service.
pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    match call.route.interface {
        "IAuthentication" | "IAPIKeys" | "ISecurityToken" => auth::handle(core, call),
        "IContainers" | "IContainerManagement" => containers::handle(core, call),
        "IUserSubscription" | "IOwnerSubscriptions" => subscriptions::handle(core, call),
        "IUser" => users::handle(core, call),
        "IUserSettings" => user_settings::handle(core, call),
        "IUserMailIdentities" | "IMailboxIdentity" => identities::handle(core, call),
        "IDomains" | "IDomainSettings" | "IInstallation" | "ISystemConfiguration" => {
            domains::handle(core, call)
        }
        "IDirectory" | "IDirEntryPath" => directory::handle(core, call),
        "IGroup" => groups::handle(core, call),
        "IMailshare" | "IExternalUser" => mailshares::handle(core, call),
        "IResources" | "IResourceTypes" => resources::handle(core, call),
        "IMailboxes" => mailboxes::handle(core, call),
        "ICalendar" | "ICalendars" => calendar::handle(core, call),
        "ICalendarsMgmt" | "ICalendarSettings" | "IFreebusyMgmt" | "IUserCalendarViews" => {
            calendars_mgmt::handle(core, call)
        }
        "IVEvent" | "IVTodo" => ics_import::handle(core, call),
        "IAddressBook" | "IAddressBooks" | "IAddressBooksMgmt" => books::handle(core, call),
        "IVCardService" => vcf::handle(core, call),
        "ITodoList" | "ITodoLists" | "ITodoListsMgmt" | "ITags" | "INote" | "INotes" => {
            todos::handle(core, call)
        }
        "IMailboxFolders" | "IMailboxFoldersByContainer" | "IMailboxFoldersByOwner" => {
            folders::handle(core, call)
        }
        "IMailboxItems" => mail_items::handle(core, call),
        "ITask" => tasks::handle(core, call),
        "IAttachment" => misc::attachments(core, call),
        "IOfflineMgmt" => misc::offline(core, call),
        name if name.ends_with("Uids") => misc::uids(call),
        _ => Err(call.unsupported()),
    }
}

/// Does what hooks left for later and the clock has reached.
pub(crate) fn tick(core: &mut Core) {
    let now = core.clock.now_ms();
    let (due, later) = std::mem::take(&mut core.pending).into_iter().partition(|p| p.due <= now);
    core.pending = later;
    let due: Vec<_> = due;
    for pending in due {
        bookings::decide(core, &pending);
    }
}

/// Creates the domain.
pub(crate) fn create_domain(core: &mut Core, uid: &str, value: Value) -> Result<(), Fault> {
    domains::create(core, uid, value)
}

/// Creates an entry of the directory with everything that comes with it.
pub(crate) fn create_entry(
    core: &mut Core,
    me: &Session,
    domain: &str,
    uid: &str,
    kind: &str,
    value: Value,
) -> Result<(), Fault> {
    match kind {
        "USER" => users::create(core, me, domain, uid, value),
        "MAILSHARE" => mailshares::create(core, me, domain, uid, value),
        _ => resources::create(core, me, domain, uid, value),
    }
}

/// Renames a folder with everything below it.
pub(crate) fn rename_folder(
    core: &mut Core,
    me: &Session,
    subtree: &str,
    item: &crate::container::Item,
    full: &str,
) -> Result<(), Fault> {
    let ctx = items::Ctx { me: me.clone(), container: subtree.to_owned(), id: None, send: false };
    folders::rename(core, &ctx, item, full).map(|_| ())
}

#[cfg(test)]
mod tests;
