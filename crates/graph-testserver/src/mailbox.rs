//! What every mailbox has from its first day.

use serde_json::json;

use crate::ids;
use crate::tenant::{Container, Kind, Listing, User, set};

/// Well-known mail folders with the English name the service gives them.
const FOLDERS: &[(&str, &str)] = &[
    ("archive", "Archive"),
    ("conversationhistory", "Conversation History"),
    ("deleteditems", "Deleted Items"),
    ("drafts", "Drafts"),
    ("inbox", "Inbox"),
    ("junkemail", "Junk Email"),
    ("outbox", "Outbox"),
    ("sentitems", "Sent Items"),
];

/// Adds the folders, the calendar, the address book and the task lists.
pub(crate) fn furnish(user: &mut User, address: &str, display_name: &str) {
    let root = ids::outlook(&["container", address, "root"]);
    user.containers.push(Container {
        id: root.clone(),
        well_known: Some("msgfolderroot".to_owned()),
        listing: Listing::Unlisted,
        json: json!({ "displayName": "Top of Information Store", "isHidden": false }),
        ..Container::default()
    });
    for (well_known, name) in FOLDERS {
        let mut folder = Container::new(address, Kind::Mail, name);
        folder.well_known = Some((*well_known).to_owned());
        folder.parent = Some(root.clone());
        set(&mut folder.json, "isHidden", false);
        user.containers.push(folder);
    }
    let group = ids::outlook(&["container", address, "calendar group"]);
    user.calendar_groups.push(json!({
        "id": group,
        "name": "My Calendars",
        "classId": "0006f0b7-0000-0000-c000-000000000046"
    }));
    let mut calendar = calendar(address, display_name, "Calendar", &group);
    set(&mut calendar.json, "isDefaultCalendar", true);
    set(&mut calendar.json, "isRemovable", false);
    calendar.permissions.push(json!({
        "id": "RGVmYXVsdA==",
        "isRemovable": false,
        "isInsideOrganization": true,
        "role": "freeBusyRead",
        "allowedRoles": ["none", "freeBusyRead", "limitedRead", "read", "write"],
        "emailAddress": { "name": "My Organization" }
    }));
    user.containers.push(calendar);
    let mut book = Container::new(address, Kind::Contacts, "Contacts");
    book.listing = Listing::Unlisted;
    book.parent = Some(root);
    user.containers.push(book);
    for (name, well_known) in [("Tasks", "defaultList"), ("Flagged Emails", "flaggedEmails")] {
        let mut list = Container::new(address, Kind::Tasks, name);
        list.json = json!({
            "displayName": name,
            "isOwner": true,
            "isShared": false,
            "wellknownListName": well_known
        });
        user.containers.push(list);
    }
}

/// A calendar of one's own.
pub(crate) fn calendar(address: &str, owner: &str, name: &str, group: &str) -> Container {
    let mut calendar = Container::new(address, Kind::Calendar, name);
    calendar.parent = Some(group.to_owned());
    calendar.json = json!({
        "name": name,
        "color": "auto",
        "hexColor": "",
        "isDefaultCalendar": false,
        "canShare": true,
        "canViewPrivateItems": true,
        "canEdit": true,
        "allowedOnlineMeetingProviders": ["teamsForBusiness"],
        "defaultOnlineMeetingProvider": "teamsForBusiness",
        "isTallyingResponses": true,
        "isRemovable": true,
        "owner": { "name": owner, "address": address }
    });
    calendar
}
