use viaduc_wire::{self as wire, Dict, List, Secret};

use crate::{
    BaseDirEntryAccountType, BaseDirEntryFeature, Email, MailboxRouting, MemberType,
    SignatureFormat, VCard,
};

wire::object! {
    /// User. BlueMind: `user.api`.
    pub struct User {
        /// Org unit uid.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// Emails.
        emails: List<Email> = "emails",
        /// Hidden: yes or no.
        hidden: Option<bool> = "hidden",
        /// Archived: yes or no.
        archived: Option<bool> = "archived",
        /// System: yes or no.
        system: Option<bool> = "system",
        /// Data location.
        data_location: Option<String> = "dataLocation",
        /// Login.
        login: Option<String> = "login",
        /// Password.
        password: Option<Secret> = "password",
        /// Password last change. Epoch milliseconds.
        password_last_change: Option<i64> = "passwordLastChange",
        /// Password must change: yes or no.
        password_must_change: Option<bool> = "passwordMustChange",
        /// Password never expires: yes or no.
        password_never_expires: Option<bool> = "passwordNeverExpires",
        /// Contact infos.
        contact_infos: Option<VCard> = "contactInfos",
        /// Routing.
        routing: Option<MailboxRouting> = "routing",
        /// Account type.
        account_type: Option<BaseDirEntryAccountType> = "accountType",
        /// Login caps: yes or no.
        login_caps: Option<bool> = "loginCaps",
        /// Deleted: yes or no.
        deleted: Option<bool> = "deleted",
        /// Quota.
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
        /// Current password.
        current_password: Option<Secret> = "currentPassword",
        /// New password.
        new_password: Option<Secret> = "newPassword",
    }
}

wire::object! {
    /// User mail identity. BlueMind: `user.api`.
    pub struct UserMailIdentity {
        /// Email.
        email: Option<String> = "email",
        /// Format.
        format: Option<SignatureFormat> = "format",
        /// Signature.
        signature: Option<String> = "signature",
        /// Displayname.
        displayname: Option<String> = "displayname",
        /// Name.
        name: Option<String> = "name",
        /// Is default: yes or no.
        is_default: Option<bool> = "isDefault",
        /// Sent folder.
        sent_folder: Option<String> = "sentFolder",
        /// Mailbox uid.
        mailbox_uid: Option<String> = "mailboxUid",
    }
}

wire::object! {
    /// Shared mailbox. BlueMind: `user.api`. Since v5.
    pub struct SharedMailbox {
        /// Org unit uid.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// Emails.
        emails: List<Email> = "emails",
        /// Hidden: yes or no.
        hidden: Option<bool> = "hidden",
        /// Archived: yes or no.
        archived: Option<bool> = "archived",
        /// System: yes or no.
        system: Option<bool> = "system",
        /// Data location.
        data_location: Option<String> = "dataLocation",
        /// Login.
        login: Option<String> = "login",
        /// Password.
        password: Option<Secret> = "password",
        /// Password last change. Epoch milliseconds.
        password_last_change: Option<i64> = "passwordLastChange",
        /// Password must change: yes or no.
        password_must_change: Option<bool> = "passwordMustChange",
        /// Password never expires: yes or no.
        password_never_expires: Option<bool> = "passwordNeverExpires",
        /// Contact infos.
        contact_infos: Option<VCard> = "contactInfos",
        /// Routing.
        routing: Option<MailboxRouting> = "routing",
        /// Account type.
        account_type: Option<BaseDirEntryAccountType> = "accountType",
        /// Login caps: yes or no.
        login_caps: Option<bool> = "loginCaps",
        /// Deleted: yes or no.
        deleted: Option<bool> = "deleted",
        /// Quota.
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
        /// Org unit uid.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// Emails.
        emails: List<Email> = "emails",
        /// Hidden: yes or no.
        hidden: Option<bool> = "hidden",
        /// Archived: yes or no.
        archived: Option<bool> = "archived",
        /// System: yes or no.
        system: Option<bool> = "system",
        /// Data location.
        data_location: Option<String> = "dataLocation",
        /// Name.
        name: Option<String> = "name",
        /// The description, HTML.
        description: Option<String> = "description",
        /// Free properties; where a migration keeps what it must remember.
        properties: Dict<String> = "properties",
        /// Hidden members: yes or no.
        hidden_members: Option<bool> = "hiddenMembers",
        /// Mail archived: yes or no.
        mail_archived: Option<bool> = "mailArchived",
        /// Member count.
        member_count: Option<i32> = "memberCount",
    }
}

wire::object! {
    /// Member. BlueMind: `group.api`.
    pub struct Member {
        /// Type.
        kind: Option<MemberType> = "type",
        /// Uid.
        uid: Option<String> = "uid",
    }
}

wire::object! {
    /// External user. BlueMind: `externaluser.api`.
    pub struct ExternalUser {
        /// Org unit uid.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// Emails.
        emails: List<Email> = "emails",
        /// Hidden: yes or no.
        hidden: Option<bool> = "hidden",
        /// Archived: yes or no.
        archived: Option<bool> = "archived",
        /// System: yes or no.
        system: Option<bool> = "system",
        /// Data location.
        data_location: Option<String> = "dataLocation",
        /// Contact infos.
        contact_infos: Option<VCard> = "contactInfos",
    }
}

wire::object! {
    /// Mailshare. BlueMind: `mailshare.api`.
    pub struct Mailshare {
        /// Org unit uid.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// Emails.
        emails: List<Email> = "emails",
        /// Hidden: yes or no.
        hidden: Option<bool> = "hidden",
        /// Archived: yes or no.
        archived: Option<bool> = "archived",
        /// System: yes or no.
        system: Option<bool> = "system",
        /// Data location.
        data_location: Option<String> = "dataLocation",
        /// Name.
        name: Option<String> = "name",
        /// Quota.
        quota: Option<i32> = "quota",
        /// Routing.
        routing: Option<MailboxRouting> = "routing",
        /// Card.
        card: Option<VCard> = "card",
    }
}
