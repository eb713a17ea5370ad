//! Shared mailboxes. Who may read them is their mailbox's list of rights; nobody sees one before he is subscribed to
//! it. They have no calendar and no contacts. BlueMind: `IMailshare`.

use viaduc_bluemind_types::{DomainUid, ItemUid, ItemValue, Mailshare, TaskRef};

use crate::reply;

call! {
    /// All shared mailboxes. BlueMind: `IMailshare.allComplete`.
    pub struct All ("mailshares.allComplete") <'a> {
        /// The domain.
        domain: &'a DomainUid,
    }
    GET |this, base| base.at("mailshares").segment(this.domain.as_str()).path("_complete");
    reply Vec<ItemValue<Mailshare>> => reply::list;
}

call! {
    /// Creates a shared mailbox; one that is there is `Conflict`. BlueMind: `IMailshare.create`.
    ///
    /// The name must be a lower-case local part, and is the root folder. Say the routing: there is no default.
    pub struct Create ("mailshares.create") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The shared mailbox's uid.
        uid: &'a ItemUid,
        /// The shared mailbox.
        mailshare: &'a Mailshare,
    }
    PUT |this, base| base.at("mailshares").segment(this.domain.as_str()).segment(this.uid.as_str());
    body |this| this.mailshare;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// **Replaces** a shared mailbox: addresses left out are lost. BlueMind: `IMailshare.update`.
    pub struct Update ("mailshares.update") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The shared mailbox's uid.
        uid: &'a ItemUid,
        /// The shared mailbox, whole.
        mailshare: &'a Mailshare,
    }
    POST |this, base| base.at("mailshares")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str());
    body |this| this.mailshare;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// One shared mailbox, or nothing. BlueMind: `IMailshare.getComplete`.
    pub struct GetComplete ("mailshares.getComplete") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The shared mailbox's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("mailshares")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("complete");
    reply Option<ItemValue<Mailshare>> => reply::maybe;
}

call! {
    /// Deletes a shared mailbox with its mail, by a task that is to be waited for. BlueMind: `IMailshare.delete`.
    pub struct Delete ("mailshares.delete") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The shared mailbox's uid.
        uid: &'a ItemUid,
    }
    DELETE |this, base| base.at("mailshares")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str());
    reply TaskRef => reply::task;
}

call! {
    /// Sets the picture of a shared mailbox. BlueMind: `IMailshare.setPhoto`.
    pub struct SetPhoto ("mailshares.setPhoto") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The shared mailbox's uid.
        uid: &'a ItemUid,
        /// The picture, base64.
        photo: &'a str,
    }
    POST |this, base| base.at("mailshares")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("photo");
    body |this| this.photo;
    idempotence Yes;
    reply () => reply::void;
}
