//! Mailboxes: addresses, rights, filters. BlueMind: `IMailboxes`.

use viaduc_bluemind_types::{
    AccessControlEntry, DomainUid, ItemUid, ItemValue, MailFilter, Mailbox, MailboxConfig,
    MailboxQuota,
};

use crate::reply;

call! {
    /// The mailbox with an address, of whatever kind, or nothing. BlueMind: `IMailboxes.byEmail`.
    pub struct ByEmail ("mailboxes.byEmail") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The address.
        email: &'a str,
    }
    GET |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .path("_byemail")
        .query("email", this.email);
    reply Option<ItemValue<Mailbox>> => reply::maybe;
}

call! {
    /// The largest message and the quota, readable by users. BlueMind: `IMailboxes.getMailboxConfig`.
    pub struct Config ("mailboxes.getConfig") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_config");
    reply MailboxConfig => |name, response| {
        reply::whole(name, response, |config: &MailboxConfig| {
            config.message_max_size.is_some() || config.quota.is_some()
        })
    };
}

call! {
    /// Who may do what with a mailbox: one list for all its folders.
    /// BlueMind: `IMailboxes.getMailboxAccessControlList`.
    pub struct Acl ("mailboxes.getAcl") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_acls");
    reply Vec<AccessControlEntry> => reply::list;
}

call! {
    /// **Replaces** who may do what with a mailbox; mails the people concerned, as every list of rights. The domain as a
    /// subject is refused. With a shared mailbox `Write` silently brings `SendAs`.
    /// BlueMind: `IMailboxes.setMailboxAccessControlList`.
    pub struct SetAcl ("mailboxes.setAcl") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
        /// The whole list.
        entries: &'a [AccessControlEntry],
    }
    POST |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_acls");
    body |this| this.entries;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// Rules, forwarding and absence. BlueMind: `IMailboxes.getMailboxFilter`.
    pub struct Filter ("mailboxes.getFilter") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_filter");
    reply MailFilter => |name, response| reply::whole(name, response, |filter: &MailFilter| {
        filter.rules.is_present() || filter.forwarding.is_some() || filter.vacation.is_some()
    });
}

call! {
    /// **Replaces** rules, forwarding and absence. BlueMind: `IMailboxes.setMailboxFilter`.
    pub struct SetFilter ("mailboxes.setFilter") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
        /// All of it.
        filter: &'a MailFilter,
    }
    POST |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_filter");
    body |this| this.filter;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// How much a mailbox holds and may hold, in KiB. What it holds is counted by the search index: it lags, and is 0
    /// while a mailbox is not indexed. BlueMind: `IMailboxes.getMailboxQuota`.
    pub struct Quota ("mailboxes.getQuota") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_quota");
    reply MailboxQuota => |name, response| {
        reply::whole(name, response, |quota: &MailboxQuota| quota.used.is_some())
    };
}
