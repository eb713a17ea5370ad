//! What a user sees in his applications. BlueMind: `IUserSubscription`.

use viaduc_bluemind_types::{
    ContainerSubscription, ContainerSubscriptionDescriptor, ContainerUid, DomainUid, OwnerUid,
};

use crate::reply::{self, Whole};

impl Whole for ContainerSubscriptionDescriptor {
    fn is_whole(&self) -> bool {
        self.container_uid.is_some()
    }
}

call! {
    /// What a user is subscribed to. BlueMind: `IUserSubscription.listSubscriptions`.
    pub struct List ("subscriptions.list") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        user: &'a OwnerUid,
        /// Of this type only: `calendar`, `addressbook`, `todolist`, `mailboxacl`.
        kind: Option<&'a str>,
    }
    GET |this, base| base.at("users")
        .segment(this.domain.as_str())
        .path("subscriptions")
        .segment(this.user.as_str())
        .query_opt("type", this.kind);
    reply Vec<ContainerSubscriptionDescriptor> => reply::list;
}

call! {
    /// Subscribes a user; what he is subscribed to already stays so. Whether he may read it is not checked.
    /// BlueMind: `IUserSubscription.subscribe`.
    pub struct Subscribe ("subscriptions.subscribe") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        user: &'a OwnerUid,
        /// The containers.
        containers: &'a [ContainerSubscription],
    }
    POST |this, base| base.at("users")
        .segment(this.domain.as_str())
        .path("subscriptions")
        .segment(this.user.as_str())
        .path("_subscribe");
    body |this| this.containers;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// Ends subscriptions; to one's own default containers they silently stay.
    /// BlueMind: `IUserSubscription.unsubscribe`.
    pub struct Unsubscribe ("subscriptions.unsubscribe") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        user: &'a OwnerUid,
        /// The containers.
        containers: &'a [ContainerUid],
    }
    POST |this, base| base.at("users")
        .segment(this.domain.as_str())
        .path("subscriptions")
        .segment(this.user.as_str())
        .path("_unsubscribe");
    body |this| this.containers;
    idempotence Yes;
    reply () => reply::void;
}
