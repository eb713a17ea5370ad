use viaduc_wire::{self as wire, Dict, List, Secret};

use crate::{
    BaseDirEntryAccountType, BaseDirEntryFeature, Email, MailboxRouting, MemberType,
    SignatureFormat, VCard,
};

wire::object! {
    /// User. BlueMind: `user.api`.
    pub struct User {
        /// The organisational unit.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// The addresses; those left out of an update are lost.
        emails: List<Email> = "emails",
        /// Whether it is hidden from the directory.
        hidden: Option<bool> = "hidden",
        /// Whether it is suspended: no login, no delivery.
        archived: Option<bool> = "archived",
        /// Whether it belongs to the platform itself.
        system: Option<bool> = "system",
        /// The server its mail lies on; chosen by the server where absent.
        data_location: Option<String> = "dataLocation",
        /// The login: lower case, without the domain.
        login: Option<String> = "login",
        /// The password, or a hash of it; never in an answer.
        password: Option<Secret> = "password",
        /// When the password changed, epoch milliseconds.
        password_last_change: Option<i64> = "passwordLastChange",
        /// Whether the next login has to change it.
        password_must_change: Option<bool> = "passwordMustChange",
        /// Whether it stays for ever.
        password_never_expires: Option<bool> = "passwordNeverExpires",
        /// The card; a family name is mandatory.
        contact_infos: Option<VCard> = "contactInfos",
        /// Where its mail goes: into BlueMind, to the relay, or nowhere.
        routing: Option<MailboxRouting> = "routing",
        /// What the account may do; full where absent.
        account_type: Option<BaseDirEntryAccountType> = "accountType",
        /// Login caps: yes or no.
        login_caps: Option<bool> = "loginCaps",
        /// Whether it is deleted.
        deleted: Option<bool> = "deleted",
        /// The quota in KiB; 0 or absent is unlimited.
        quota: Option<i32> = "quota",
        /// Mailbox copy guid.
        mailbox_copy_guid: Option<String> = "mailboxCopyGuid",
        /// Free properties; where a migration keeps what it must remember.
        properties: Dict<String> = "properties",
        /// Features.
        features: List<BaseDirEntryFeature> = "features",
    }
}

wire::object! {
    /// Change password. BlueMind: `user.api`.
    pub struct ChangePassword {
        /// The password so far.
        current_password: Option<Secret> = "currentPassword",
        /// The password from now on.
        new_password: Option<Secret> = "newPassword",
    }
}

wire::object! {
    /// User mail identity. BlueMind: `user.api`.
    pub struct UserMailIdentity {
        /// The address.
        email: Option<String> = "email",
        /// Plain text or HTML.
        format: Option<SignatureFormat> = "format",
        /// The signature, in the given format.
        signature: Option<String> = "signature",
        /// The name to show.
        displayname: Option<String> = "displayname",
        /// The name.
        name: Option<String> = "name",
        /// Whether it is the default.
        is_default: Option<bool> = "isDefault",
        /// Full name of the folder that sent mail goes to.
        sent_folder: Option<String> = "sentFolder",
        /// The mailbox it belongs to.
        mailbox_uid: Option<String> = "mailboxUid",
    }
}

wire::object! {
    /// Shared mailbox. BlueMind: `user.api`. Since v5.
    pub struct SharedMailbox {
        /// The organisational unit.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// The addresses; those left out of an update are lost.
        emails: List<Email> = "emails",
        /// Whether it is hidden from the directory.
        hidden: Option<bool> = "hidden",
        /// Whether it is suspended: no login, no delivery.
        archived: Option<bool> = "archived",
        /// Whether it belongs to the platform itself.
        system: Option<bool> = "system",
        /// The server its mail lies on; chosen by the server where absent.
        data_location: Option<String> = "dataLocation",
        /// The login: lower case, without the domain.
        login: Option<String> = "login",
        /// The password, or a hash of it; never in an answer.
        password: Option<Secret> = "password",
        /// When the password changed, epoch milliseconds.
        password_last_change: Option<i64> = "passwordLastChange",
        /// Whether the next login has to change it.
        password_must_change: Option<bool> = "passwordMustChange",
        /// Whether it stays for ever.
        password_never_expires: Option<bool> = "passwordNeverExpires",
        /// The card; a family name is mandatory.
        contact_infos: Option<VCard> = "contactInfos",
        /// Where its mail goes: into BlueMind, to the relay, or nowhere.
        routing: Option<MailboxRouting> = "routing",
        /// What the account may do; full where absent.
        account_type: Option<BaseDirEntryAccountType> = "accountType",
        /// Login caps: yes or no.
        login_caps: Option<bool> = "loginCaps",
        /// Whether it is deleted.
        deleted: Option<bool> = "deleted",
        /// The quota in KiB; 0 or absent is unlimited.
        quota: Option<i32> = "quota",
        /// Mailbox copy guid.
        mailbox_copy_guid: Option<String> = "mailboxCopyGuid",
        /// Free properties; where a migration keeps what it must remember.
        properties: Dict<String> = "properties",
        /// Features.
        features: List<BaseDirEntryFeature> = "features",
    }
}

wire::object! {
    /// Group. BlueMind: `group.api`.
    pub struct Group {
        /// The organisational unit.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// The addresses; those left out of an update are lost.
        emails: List<Email> = "emails",
        /// Whether it is hidden from the directory.
        hidden: Option<bool> = "hidden",
        /// Whether it is suspended: no login, no delivery.
        archived: Option<bool> = "archived",
        /// Whether it belongs to the platform itself.
        system: Option<bool> = "system",
        /// The server its mail lies on; chosen by the server where absent.
        data_location: Option<String> = "dataLocation",
        /// The name.
        name: Option<String> = "name",
        /// The description, HTML.
        description: Option<String> = "description",
        /// Free properties; where a migration keeps what it must remember.
        properties: Dict<String> = "properties",
        /// Whether nobody sees who is in it.
        hidden_members: Option<bool> = "hiddenMembers",
        /// Whether a shared mailbox keeps a copy.
        mail_archived: Option<bool> = "mailArchived",
        /// How many are in it; told, not taken.
        member_count: Option<i32> = "memberCount",
    }
}

wire::object! {
    /// Member. BlueMind: `group.api`.
    pub struct Member {
        /// Its kind.
        kind: Option<MemberType> = "type",
        /// The uid.
        uid: Option<String> = "uid",
    }
}

wire::object! {
    /// External user. BlueMind: `externaluser.api`.
    pub struct ExternalUser {
        /// The organisational unit.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// The addresses; those left out of an update are lost.
        emails: List<Email> = "emails",
        /// Whether it is hidden from the directory.
        hidden: Option<bool> = "hidden",
        /// Whether it is suspended: no login, no delivery.
        archived: Option<bool> = "archived",
        /// Whether it belongs to the platform itself.
        system: Option<bool> = "system",
        /// The server its mail lies on; chosen by the server where absent.
        data_location: Option<String> = "dataLocation",
        /// The card; a family name is mandatory.
        contact_infos: Option<VCard> = "contactInfos",
    }
}

wire::object! {
    /// Mailshare. BlueMind: `mailshare.api`.
    pub struct Mailshare {
        /// The organisational unit.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// The addresses; those left out of an update are lost.
        emails: List<Email> = "emails",
        /// Whether it is hidden from the directory.
        hidden: Option<bool> = "hidden",
        /// Whether it is suspended: no login, no delivery.
        archived: Option<bool> = "archived",
        /// Whether it belongs to the platform itself.
        system: Option<bool> = "system",
        /// The server its mail lies on; chosen by the server where absent.
        data_location: Option<String> = "dataLocation",
        /// The name.
        name: Option<String> = "name",
        /// The quota in KiB; 0 or absent is unlimited.
        quota: Option<i32> = "quota",
        /// Where its mail goes: into BlueMind, to the relay, or nowhere.
        routing: Option<MailboxRouting> = "routing",
        /// The card, made from the name.
        card: Option<VCard> = "card",
    }
}
