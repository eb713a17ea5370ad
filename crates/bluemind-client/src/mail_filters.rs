//! Rules, absence and forwarding of a mailbox, one by one. Version 4 has the whole filter only, see
//! [`mailboxes`](crate::mailboxes). BlueMind: `IMailboxes`.
//!
//! The caller is the mailbox's owner or may manage its filters. Absence runs first, then forwarding, then the rules in their order.

use viaduc_bluemind_types::{
    DelegationRule, DomainUid, ItemUid, MailFilterForwarding, MailFilterRule, MailFilterVacation,
};

use crate::reply::{self, Whole};

impl Whole for MailFilterVacation {
    fn is_whole(&self) -> bool {
        self.enabled.is_some()
    }
}

impl Whole for MailFilterForwarding {
    fn is_whole(&self) -> bool {
        self.enabled.is_some()
    }
}

impl Whole for MailFilterRule {
    fn is_whole(&self) -> bool {
        self.id.is_some()
    }
}

impl Whole for DelegationRule {
    fn is_whole(&self) -> bool {
        self.delegator_uid.is_some() || self.delegate_uids.is_present()
    }
}

call! {
    /// The absence notice, or nothing. Since version 5. BlueMind: `IMailboxes.getMailboxVacation`.
    pub struct Vacation ("mailboxes.getVacation") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_vacation");
    reply Option<MailFilterVacation> => reply::maybe;
}

call! {
    /// Sets the absence notice, and leaves the rules alone. Since version 5. BlueMind:
    /// `IMailboxes.setMailboxVacation`.
    ///
    /// Enabled it needs a subject, and a start not after its end; an answer without text and HTML is silently not
    /// stored. Times lose their milliseconds. There is one text for everybody: none of its own for people outside.
    pub struct SetVacation ("mailboxes.setVacation") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
        /// The notice; disabled it keeps its text.
        vacation: &'a MailFilterVacation,
    }
    POST |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_vacation");
    body |this| this.vacation;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// Where mail goes on to, or nothing. Since version 5. BlueMind: `IMailboxes.getMailboxForwarding`.
    pub struct Forwarding ("mailboxes.getForwarding") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_forwarding");
    reply Option<MailFilterForwarding> => reply::maybe;
}

call! {
    /// Sets where mail goes on to, and leaves the rules alone. Since version 5. BlueMind:
    /// `IMailboxes.setMailboxForwarding`.
    ///
    /// Enabled it needs an address; one's own is `Forbidden`, and so is one outside the domain unless the caller is
    /// an administrator or has the role for it. Without `local_copy` nothing stays in the mailbox.
    pub struct SetForwarding ("mailboxes.setForwarding") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
        /// Where to.
        forwarding: &'a MailFilterForwarding,
    }
    POST |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_forwarding");
    body |this| this.forwarding;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// All rules in their order, absence and forwarding among them. Since version 5. BlueMind:
    /// `IMailboxes.getMailboxRules`.
    pub struct Rules ("mailboxes.getRules") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_rules");
    reply Vec<MailFilterRule> => reply::list;
}

call! {
    /// One rule, or nothing. Since version 5. BlueMind: `IMailboxes.getMailboxRule`.
    pub struct Rule ("mailboxes.getRule") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
        /// The rule's id.
        id: i64,
    }
    GET |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_rules")
        .segment(&this.id.to_string());
    reply Option<MailFilterRule> => reply::maybe;
}

call! {
    /// Adds a rule after the others, and answers its id. Asked twice there are two. Since version 5. BlueMind:
    /// `IMailboxes.addMailboxRule`.
    ///
    /// `CONTAINS` looks at capitals unless its modifier says otherwise; unknown fields never match; conditions are
    /// evaluated from left to right, without precedence. Header names must be printable ASCII.
    pub struct AddRule ("mailboxes.addRule") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
        /// The rule.
        rule: &'a MailFilterRule,
    }
    PUT |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_rules");
    body |this| this.rule;
    idempotence No;
    reply i64 => reply::value;
}

call! {
    /// **Replaces** a rule. One that is not there is silently left so. Since version 5. BlueMind:
    /// `IMailboxes.updateMailboxRule`.
    pub struct UpdateRule ("mailboxes.updateRule") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
        /// The rule's id.
        id: i64,
        /// The rule, whole.
        rule: &'a MailFilterRule,
    }
    POST |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_rules")
        .segment(&this.id.to_string());
    body |this| this.rule;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// Deletes a rule, whether it is there or not. Since version 5. BlueMind: `IMailboxes.deleteMailboxRule`.
    pub struct DeleteRule ("mailboxes.deleteRule") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
        /// The rule's id.
        id: i64,
    }
    DELETE |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_rules")
        .segment(&this.id.to_string());
    reply () => reply::void;
}

call! {
    /// Who gets the invitations of a user, or nothing. Since version 5. BlueMind:
    /// `IMailboxes.getMailboxDelegationRule`.
    pub struct Delegation ("mailboxes.getDelegationRule") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_delegationRule");
    reply Option<DelegationRule> => reply::maybe;
}

call! {
    /// Sets who gets the invitations of a user. Since version 5. BlueMind: `IMailboxes.setMailboxDelegationRule`.
    ///
    /// The rule names the calendar; the delegates' rights on it are another matter and are not given by it.
    pub struct SetDelegation ("mailboxes.setDelegationRule") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The mailbox's uid.
        uid: &'a ItemUid,
        /// The rule, whole.
        rule: &'a DelegationRule,
    }
    POST |this, base| base.at("mailboxes")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_delegationRule");
    body |this| this.rule;
    idempotence Yes;
    reply () => reply::void;
}
