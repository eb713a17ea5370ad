//! Any typed contact, user, group, directory contact or raw item is refused, or becomes a card by every law.
#![no_main]

use viaduc_graph_types::{Contact, Group, MailboxItem, OrgContact, User};
use viaduc_graph_vcard::{Item, invariants::any_item};

libfuzzer_sys::fuzz_target!(|items: (Contact, OrgContact, User, Group, MailboxItem)| {
    let (contact, organisation, user, group, raw) = items;
    any_item(&Item::Contact(Box::new(contact)));
    any_item(&Item::OrgContact(Box::new(organisation)));
    any_item(&Item::User(Box::new(user)));
    any_item(&Item::Group(Box::new(group)));
    any_item(&Item::MailboxItem(Box::new(raw)));
});
