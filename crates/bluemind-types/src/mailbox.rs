use viaduc_wire::{self as wire, List};

use crate::{Email, MailFilterRule, MailboxRouting, MailboxType, SignatureFormat};

wire::object! {
    /// Mailbox. BlueMind: `mailbox.api`.
    pub struct Mailbox {
        /// Name.
        name: Option<String> = "name",
        /// System: yes or no.
        system: Option<bool> = "system",
        /// Hidden: yes or no.
        hidden: Option<bool> = "hidden",
        /// Archived: yes or no.
        archived: Option<bool> = "archived",
        /// Deleted: yes or no.
        deleted: Option<bool> = "deleted",
        /// Type.
        kind: Option<MailboxType> = "type",
        /// Routing.
        routing: Option<MailboxRouting> = "routing",
        /// Emails.
        emails: List<Email> = "emails",
        /// Data location.
        data_location: Option<String> = "dataLocation",
        /// Quota.
        quota: Option<i32> = "quota",
    }
}

wire::object! {
    /// Mailbox config. BlueMind: `mailbox.api`.
    pub struct MailboxConfig {
        /// Quota.
        quota: Option<i32> = "quota",
        /// Message max size.
        message_max_size: Option<i32> = "messageMaxSize",
    }
}

wire::object! {
    /// Mailbox quota. BlueMind: `mailbox.api`.
    pub struct MailboxQuota {
        /// Used.
        used: Option<i32> = "used",
        /// Quota.
        quota: Option<i32> = "quota",
        /// Uid.
        uid: Option<String> = "uid",
    }
}

wire::object! {
    /// Mail filter. BlueMind: `mailbox.api`.
    pub struct MailFilter {
        /// Rules.
        rules: List<MailFilterRule> = "rules",
        /// Forwarding.
        forwarding: Option<MailFilterForwarding> = "forwarding",
        /// Vacation.
        vacation: Option<MailFilterVacation> = "vacation",
    }
}

wire::object! {
    /// Mail filter forwarding. BlueMind: `mailbox.api`.
    pub struct MailFilterForwarding {
        /// Enabled: yes or no.
        enabled: Option<bool> = "enabled",
        /// Local copy: yes or no.
        local_copy: Option<bool> = "localCopy",
        /// Emails.
        emails: List<String> = "emails",
    }
}

wire::object! {
    /// Mail filter vacation. BlueMind: `mailbox.api`.
    pub struct MailFilterVacation {
        /// Enabled: yes or no.
        enabled: Option<bool> = "enabled",
        /// Start. Epoch milliseconds.
        start: Option<i64> = "start",
        /// End. Epoch milliseconds.
        end: Option<i64> = "end",
        /// Text.
        text: Option<String> = "text",
        /// Text html.
        text_html: Option<String> = "textHtml",
        /// Subject.
        subject: Option<String> = "subject",
    }
}

wire::object! {
    /// Identity. BlueMind: `mailbox.identity.api`.
    pub struct Identity {
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
    }
}

wire::object! {
    /// Identity description. BlueMind: `mailbox.identity.api`.
    pub struct IdentityDescription {
        /// Mbox.
        mbox: Option<String> = "mbox",
        /// Id.
        id: Option<String> = "id",
        /// Email.
        email: Option<String> = "email",
        /// Email is default: yes or no.
        email_is_default: Option<bool> = "emailIsDefault",
        /// Name.
        name: Option<String> = "name",
        /// Is default: yes or no.
        is_default: Option<bool> = "isDefault",
        /// Displayname.
        displayname: Option<String> = "displayname",
        /// Signature.
        signature: Option<String> = "signature",
        /// Mbox name.
        mbox_name: Option<String> = "mboxName",
    }
}
