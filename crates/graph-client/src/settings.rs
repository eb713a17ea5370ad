//! Settings, categories and rules of a mailbox. Graph: `mailboxSettings`, `outlookCategory`, `messageRule`.

use viaduc_graph_types::{MailboxSettings, MessageRule, OutlookCategory};

use crate::reply;
use crate::users::user;

one! {
    /// The settings: zone, language, working hours, automatic replies, and what kind of mailbox it is.
    /// Graph: user: get mailboxSettings.
    pub struct Get ("settings.get") {
        /// The mailbox: a user's object id.
        user: String,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user).path("mailboxSettings");
    reply MailboxSettings => |name, about, response| {
        reply::item(name, about, &response, |settings: &MailboxSettings| settings != &MailboxSettings::default())
    };
}

pages! {
    /// The categories with their colours. Items may use names that are not among them.
    /// Graph: outlookUser: list masterCategories.
    pub struct Categories ("settings.categories") of OutlookCategory {
        /// The mailbox: a user's object id.
        user: String,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user).path("outlook/masterCategories");
    about Mailbox;
}

pages! {
    /// The rules of the inbox, the only folder that has any. A rule that is read-only or has an error may
    /// lack the very condition that limits it. Graph: mailFolder: list messageRules.
    pub struct Rules ("settings.rules") of MessageRule {
        /// The mailbox: a user's object id.
        user: String,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user).path("mailFolders/inbox/messageRules");
    about Mailbox;
}
