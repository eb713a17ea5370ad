//! Personal contacts. Graph: `contact`, `contactFolder`; organisational ones: `orgContact`.

use bytes::Bytes;
use viaduc_graph_types::{Contact, ContactFolder, ContactFolderId, ContactId, OrgContact};

use crate::reply;
use crate::users::user;

/// What users typed that v1.0 has no field for: faxes, pager, car and other telephones, web pages, hobbies,
/// anniversary, gender, user fields, free/busy address, private mark, and the kinds of the three addresses.
const EXTENDED: &str = "singleValueExtendedProperties($filter=\
id eq 'String 0x3A24' or id eq 'String 0x3A25' or id eq 'String 0x3A23' or id eq 'String 0x3A21' \
or id eq 'String 0x3A1E' or id eq 'String 0x3A1D' or id eq 'String 0x3A1F' or id eq 'String 0x3A57' \
or id eq 'String 0x3A02' or id eq 'String 0x3A1A' or id eq 'String 0x3A2E' or id eq 'String 0x3A2C' \
or id eq 'String 0x3A2D' or id eq 'String 0x3A4B' or id eq 'String 0x3A50' or id eq 'String 0x3A4C' \
or id eq 'String 0x3A43' or id eq 'String 0x3A0C' or id eq 'String 0x3A47' or id eq 'String 0x3A4A' \
or id eq 'String 0x3A00' or id eq 'String 0x3A07' or id eq 'String 0x3A49' or id eq 'SystemTime 0x3A41' \
or id eq 'Short 0x3A4D' or id eq 'Integer 0x0036' \
or id eq 'String {00062004-0000-0000-C000-000000000046} Id 0x802B' \
or id eq 'String {00062004-0000-0000-C000-000000000046} Id 0x804F' \
or id eq 'String {00062004-0000-0000-C000-000000000046} Id 0x8050' \
or id eq 'String {00062004-0000-0000-C000-000000000046} Id 0x8051' \
or id eq 'String {00062004-0000-0000-C000-000000000046} Id 0x8052' \
or id eq 'String {00062004-0000-0000-C000-000000000046} Id 0x8083' \
or id eq 'String {00062004-0000-0000-C000-000000000046} Id 0x8093' \
or id eq 'String {00062004-0000-0000-C000-000000000046} Id 0x80A3' \
or id eq 'String {00062004-0000-0000-C000-000000000046} Id 0x80D8' \
or id eq 'SystemTime {00062004-0000-0000-C000-000000000046} Id 0x80DE' \
or id eq 'SystemTime {00062004-0000-0000-C000-000000000046} Id 0x80DF')";

pages! {
    /// The contact folders of a mailbox, flat. The default folder is not among them: its id is the
    /// `parentFolderId` of its contacts, see [`List`]. Graph: contactFolder: delta.
    pub struct FolderDelta ("contactFolders.delta") of ContactFolder {
        /// The mailbox: a user's object id.
        user: String,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user).path("contactFolders/delta");
    page_size 250;
    about Delta;
}

pages! {
    /// The contact folders directly below the default one. Graph: user: list contactFolders.
    pub struct Folders ("contactFolders.list") of ContactFolder {
        /// The mailbox: a user's object id.
        user: String,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user).path("contactFolders").query("$top", "250");
    about Mailbox;
}

pages! {
    /// The contacts of the default folder. Graph: user: list contacts.
    pub struct List ("contacts.list") of Contact {
        /// The mailbox: a user's object id.
        user: String,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("contacts")
        .query("$expand", EXTENDED)
        .query("$top", "100");
    about Mailbox;
}

pages! {
    /// The contacts of a folder. Graph: contact: delta.
    ///
    /// Extended properties do not come with it; read a contact whole with [`Get`].
    pub struct Delta ("contacts.delta") of Contact {
        /// The mailbox: a user's object id.
        user: String,
        /// The folder.
        folder: ContactFolderId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("contactFolders")
        .segment(this.folder.as_str())
        .path("contacts/delta");
    page_size 100;
    about Delta;
}

one! {
    /// One contact whole. Graph: contact: get.
    pub struct Get ("contacts.get") {
        /// The mailbox: a user's object id.
        user: String,
        /// The contact.
        contact: ContactId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("contacts")
        .segment(this.contact.as_str())
        .query("$expand", EXTENDED);
    reply Contact => |name, about, response| {
        reply::item(name, about, &response, |contact: &Contact| contact.id.is_some())
    };
}

one! {
    /// The photo of a contact, or nothing where there is none. Graph: profilePhoto: get.
    pub struct Photo ("contacts.photo") {
        /// The mailbox: a user's object id.
        user: String,
        /// The contact.
        contact: ContactId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("contacts")
        .segment(this.contact.as_str())
        .path("photo/$value");
    reply Option<Bytes> => reply::content_if_any;
}

pages! {
    /// The contacts of the organisation. Graph: orgContact: list.
    pub struct OfOrganisation ("contacts.organisation") of OrgContact {}
    mailbox |_this| None;
    target |_this, base| base.at("contacts").query("$top", "999");
    about Directory;
}
