//! Who a user writes as, with which signature. BlueMind: `IUserMailIdentities`.

use viaduc_bluemind_types::{DomainUid, IdentityDescription, ItemUid, UserMailIdentity};

use crate::reply::{self, Whole};

impl Whole for UserMailIdentity {
    fn is_whole(&self) -> bool {
        self.email.is_some()
    }
}

impl Whole for IdentityDescription {
    fn is_whole(&self) -> bool {
        self.id.is_some() || self.email.is_some()
    }
}

call! {
    /// The identities of a user. BlueMind: `IUserMailIdentities.getIdentities`.
    pub struct All ("identities.getIdentities") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        user: &'a ItemUid,
    }
    GET |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.user.as_str())
        .path("identity");
    reply Vec<IdentityDescription> => reply::list;
}

call! {
    /// One identity, or nothing. BlueMind: `IUserMailIdentities.get`.
    pub struct Get ("identities.get") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        user: &'a ItemUid,
        /// The identity's id; `default` is everybody's first.
        id: &'a str,
    }
    GET |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.user.as_str())
        .path("identity")
        .segment(this.id);
    reply Option<UserMailIdentity> => reply::maybe;
}

call! {
    /// Creates an identity. One that is there already is refused without a code of its own: it is `Server`. BlueMind:
    /// `IUserMailIdentities.create`.
    ///
    /// Name, address, format, signature (which may be empty) and folder for sent mail are needed. With `mailbox_uid`
    /// the address must be one of that mailbox's and the user must hold `SendAs` or `SendOnBehalf` on it: write
    /// rights first, identities after, since a right taken away deletes its identities. Without it the *caller* needs
    /// the role for foreign addresses: an administrator, not the user.
    pub struct Create ("identities.create") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        user: &'a ItemUid,
        /// The identity's id; `default` is everybody's first.
        id: &'a str,
        /// The identity.
        identity: &'a UserMailIdentity,
    }
    PUT |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.user.as_str())
        .path("identity")
        .segment(this.id);
    body |this| this.identity;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// **Replaces** an identity: read, change, write. So a signature is set on `default`. BlueMind:
    /// `IUserMailIdentities.update`.
    pub struct Update ("identities.update") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        user: &'a ItemUid,
        /// The identity's id; `default` is everybody's first.
        id: &'a str,
        /// The identity, whole.
        identity: &'a UserMailIdentity,
    }
    POST |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.user.as_str())
        .path("identity")
        .segment(this.id);
    body |this| this.identity;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// Deletes an identity; the default one is refused. BlueMind: `IUserMailIdentities.delete`.
    pub struct Delete ("identities.delete") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        user: &'a ItemUid,
        /// The identity's id; `default` is everybody's first.
        id: &'a str,
    }
    DELETE |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.user.as_str())
        .path("identity")
        .segment(this.id);
    reply () => reply::void;
}

call! {
    /// Makes an identity the default one. BlueMind: `IUserMailIdentities.setDefault`.
    pub struct SetDefault ("identities.setDefault") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        user: &'a ItemUid,
        /// The identity's id; `default` is everybody's first.
        id: &'a str,
    }
    POST |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.user.as_str())
        .path("identity")
        .segment(this.id)
        .path("_asdefault");
    idempotence Yes;
    reply () => reply::void;
}
