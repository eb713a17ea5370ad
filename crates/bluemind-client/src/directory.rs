//! Groups, shared mailboxes and every other entry. BlueMind: `IDirectory`, `IGroup`, `IMailshare`.

use viaduc_bluemind_types::{
    DirEntry, DirEntryQuery, DomainUid, Group, ItemUid, ItemValue, ListResult, Mailshare, Member,
};

use crate::reply;

call! {
    /// Entries of any kind. BlueMind: `IDirectory.search`.
    pub struct Search ("directory.search") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// What is looked for.
        query: &'a DirEntryQuery,
    }
    POST |this, base| base.at("directory").segment(this.domain.as_str()).path("_search");
    body |this| this.query;
    idempotence Yes;
    reply Vec<ItemValue<DirEntry>> => |name, response| {
        let list: ListResult<ItemValue<DirEntry>> =
            reply::whole(name, response, |list: &ListResult<_>| list.values.is_present())?;
        reply::elements(name, response, list.values)
    };
}

call! {
    /// Creates a group; one that is there is `Conflict`. BlueMind: `IGroup.create`.
    pub struct CreateGroup ("groups.create") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The group's uid.
        uid: &'a ItemUid,
        /// The group.
        group: &'a Group,
    }
    PUT |this, base| base.at("groups").segment(this.domain.as_str()).segment(this.uid.as_str());
    body |this| this.group;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// One group, or nothing. BlueMind: `IGroup.getComplete`.
    pub struct GetGroup ("groups.getComplete") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The group's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("groups")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("complete");
    reply Option<ItemValue<Group>> => reply::maybe;
}

call! {
    /// The members of a group, not resolved. BlueMind: `IGroup.getMembers`.
    pub struct Members ("groups.getMembers") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The group's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("groups")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("members");
    reply Vec<Member> => reply::list;
}

call! {
    /// Adds members to a group; unknown ones are refused. Whether one that is a member already is refused is not
    /// known: add what [`Members`] lacks. BlueMind: `IGroup.add`.
    pub struct AddMembers ("groups.add") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The group's uid.
        uid: &'a ItemUid,
        /// The members.
        members: &'a [Member],
    }
    PUT |this, base| base.at("groups")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("members");
    body |this| this.members;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// Creates a shared mailbox; one that is there is `Conflict`. The name must be a lower-case local part, and is
    /// the root folder; say the routing. BlueMind: `IMailshare.create`.
    pub struct CreateMailshare ("mailshares.create") <'a> {
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
    /// One shared mailbox, or nothing. BlueMind: `IMailshare.getComplete`.
    pub struct GetMailshare ("mailshares.getComplete") <'a> {
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
