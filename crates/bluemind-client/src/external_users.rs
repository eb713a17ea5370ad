//! People elsewhere who stay in groups and in the directory. BlueMind: `IExternalUser`.
//!
//! They have no mailbox and cannot sign in.

use viaduc_bluemind_types::{DomainUid, ExternalUser, ItemUid, ItemValue};

use crate::reply;

call! {
    /// Creates an external user; a uid or an address that is there is `Conflict`. BlueMind: `IExternalUser.create`.
    ///
    /// Last name, name to show and exactly one address are needed; the card's default address wins over the list's.
    pub struct Create ("externalUsers.create") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The external user's uid.
        uid: &'a ItemUid,
        /// The external user.
        user: &'a ExternalUser,
    }
    PUT |this, base| base.at("externaluser")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str());
    body |this| this.user;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// **Replaces** an external user. BlueMind: `IExternalUser.update`.
    pub struct Update ("externalUsers.update") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The external user's uid.
        uid: &'a ItemUid,
        /// The external user, whole.
        user: &'a ExternalUser,
    }
    POST |this, base| base.at("externaluser")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str());
    body |this| this.user;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// One external user, or nothing. BlueMind: `IExternalUser.getComplete`.
    pub struct GetComplete ("externalUsers.getComplete") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The external user's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("externaluser")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("complete");
    reply Option<ItemValue<ExternalUser>> => reply::maybe;
}

call! {
    /// The external user with an id of the source, or nothing. BlueMind: `IExternalUser.byExtId`.
    pub struct ByExtId ("externalUsers.byExtId") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The id at the source.
        ext_id: &'a str,
    }
    GET |this, base| base.at("externaluser")
        .segment(this.domain.as_str())
        .path("byExtId")
        .segment(this.ext_id);
    reply Option<ItemValue<ExternalUser>> => reply::maybe;
}

call! {
    /// Creates an external user under an id of the source. BlueMind: `IExternalUser.createWithExtId`.
    pub struct CreateWithExtId ("externalUsers.createWithExtId") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The external user's uid.
        uid: &'a ItemUid,
        /// The id at the source.
        ext_id: &'a str,
        /// The external user.
        user: &'a ExternalUser,
    }
    PUT |this, base| base.at("externaluser")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .segment(this.ext_id)
        .path("createwithextid");
    body |this| this.user;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// Deletes an external user, at once. BlueMind: `IExternalUser.delete`.
    pub struct Delete ("externalUsers.delete") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The external user's uid.
        uid: &'a ItemUid,
    }
    DELETE |this, base| base.at("externaluser")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str());
    reply () => reply::void;
}
