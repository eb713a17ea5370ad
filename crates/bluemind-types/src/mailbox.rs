use viaduc_wire::{self as wire, List};

use crate::{Email, MailFilterRule, MailboxRouting, MailboxType, SignatureFormat};

wire::object! {
    /// Mailbox. BlueMind: `mailbox.api`.
    pub struct Mailbox {
        /// The name.
        name: Option<String> = "name",
        /// Whether it belongs to the platform itself.
        system: Option<bool> = "system",
        /// Whether it is hidden from the directory.
        hidden: Option<bool> = "hidden",
        /// Whether it is suspended: no login, no delivery.
        archived: Option<bool> = "archived",
        /// Whether it is deleted.
        deleted: Option<bool> = "deleted",
        /// Its kind.
        kind: Option<MailboxType> = "type",
        /// Where its mail goes: into BlueMind, to the relay, or nowhere.
        routing: Option<MailboxRouting> = "routing",
        /// The addresses.
        emails: List<Email> = "emails",
        /// The server its mail lies on; chosen by the server where absent.
        data_location: Option<String> = "dataLocation",
        /// The quota in KiB; 0 or absent is unlimited.
        quota: Option<i32> = "quota",
    }
}

wire::object! {
    /// Mailbox config. BlueMind: `mailbox.api`.
    pub struct MailboxConfig {
        /// The quota in KiB; 0 or absent is unlimited.
        quota: Option<i32> = "quota",
        /// The largest message, in bytes.
        message_max_size: Option<i32> = "messageMaxSize",
    }
}

wire::object! {
    /// Mailbox quota. BlueMind: `mailbox.api`.
    pub struct MailboxQuota {
        /// What is used, in KiB.
        used: Option<i32> = "used",
        /// The quota in KiB; 0 or absent is unlimited.
        quota: Option<i32> = "quota",
        /// The uid.
        uid: Option<String> = "uid",
    }
}

wire::object! {
    /// Mail filter. BlueMind: `mailbox.api`.
    pub struct MailFilter {
        /// Rules in their order.
        rules: List<MailFilterRule> = "rules",
        /// Where mail goes on to.
        forwarding: Option<MailFilterForwarding> = "forwarding",
        /// The absence notice.
        vacation: Option<MailFilterVacation> = "vacation",
    }
}

wire::object! {
    /// Mail filter forwarding. BlueMind: `mailbox.api`.
    pub struct MailFilterForwarding {
        /// Whether it is on.
        enabled: Option<bool> = "enabled",
        /// Whether a copy stays.
        local_copy: Option<bool> = "localCopy",
        /// The addresses.
        emails: List<String> = "emails",
    }
}

wire::object! {
    /// Mail filter vacation. BlueMind: `mailbox.api`.
    pub struct MailFilterVacation {
        /// Whether it is on.
        enabled: Option<bool> = "enabled",
        /// From when, epoch milliseconds; seconds count.
        start: Option<i64> = "start",
        /// Until when, epoch milliseconds; seconds count.
        end: Option<i64> = "end",
        /// The notice, plain text.
        text: Option<String> = "text",
        /// The notice, HTML.
        text_html: Option<String> = "textHtml",
        /// The subject.
        subject: Option<String> = "subject",
    }
}

wire::object! {
    /// Identity. BlueMind: `mailbox.identity.api`.
    pub struct Identity {
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
    }
}

wire::object! {
    /// Identity description. BlueMind: `mailbox.identity.api`.
    pub struct IdentityDescription {
        /// Mbox.
        mbox: Option<String> = "mbox",
        /// The id.
        id: Option<String> = "id",
        /// The address.
        email: Option<String> = "email",
        /// Email is default: yes or no.
        email_is_default: Option<bool> = "emailIsDefault",
        /// The name.
        name: Option<String> = "name",
        /// Whether it is the default.
        is_default: Option<bool> = "isDefault",
        /// The name to show.
        displayname: Option<String> = "displayname",
        /// The signature, in the given format.
        signature: Option<String> = "signature",
        /// Mbox name.
        mbox_name: Option<String> = "mboxName",
    }
}
