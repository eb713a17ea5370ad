//! Groups and their members. BlueMind: `IGroup`.

use viaduc_bluemind_types::{DomainUid, Group, ItemUid, ItemValue, Member, TaskRef};

use crate::reply::{self, Whole};

impl Whole for Member {
    fn is_whole(&self) -> bool {
        self.uid.is_some() && self.kind.is_some()
    }
}

call! {
    /// The uids of all groups of a domain. BlueMind: `IGroup.allUids`.
    pub struct All ("groups.allUids") <'a> {
        /// The domain.
        domain: &'a DomainUid,
    }
    GET |this, base| base.at("groups").segment(this.domain.as_str()).path("_alluids");
    reply Vec<ItemUid> => reply::list;
}

call! {
    /// Creates a group; a uid, a name or an address that is there is `Conflict`. BlueMind: `IGroup.create`.
    ///
    /// Addresses may be missing. With `mail_archived` its mail is kept in a mailbox of its own.
    pub struct Create ("groups.create") <'a> {
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
    /// **Replaces** a group; its members stay. BlueMind: `IGroup.update`.
    pub struct Update ("groups.update") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The group's uid.
        uid: &'a ItemUid,
        /// The group, whole.
        group: &'a Group,
    }
    POST |this, base| base.at("groups").segment(this.domain.as_str()).segment(this.uid.as_str());
    body |this| this.group;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// One group, or nothing. BlueMind: `IGroup.getComplete`.
    pub struct GetComplete ("groups.getComplete") <'a> {
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
    /// The group with a name, or nothing. BlueMind: `IGroup.byName`.
    pub struct ByName ("groups.byName") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The name.
        name: &'a str,
    }
    GET |this, base| base.at("groups")
        .segment(this.domain.as_str())
        .path("byName")
        .segment(this.name);
    reply Option<ItemValue<Group>> => reply::maybe;
}

call! {
    /// The group with an address, or nothing. BlueMind: `IGroup.byEmail`.
    pub struct ByEmail ("groups.byEmail") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The address.
        email: &'a str,
    }
    GET |this, base| base.at("groups")
        .segment(this.domain.as_str())
        .path("byEmail")
        .segment(this.email);
    reply Option<ItemValue<Group>> => reply::maybe;
}

call! {
    /// The group with an id of the source, or nothing. BlueMind: `IGroup.getByExtId`.
    pub struct ByExtId ("groups.getByExtId") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The id at the source.
        ext_id: &'a str,
    }
    GET |this, base| base.at("groups")
        .segment(this.domain.as_str())
        .path("_extid")
        .segment(this.ext_id);
    reply Option<ItemValue<Group>> => reply::maybe;
}

call! {
    /// Deletes a group, by a task that is to be waited for. BlueMind: `IGroup.delete`.
    pub struct Delete ("groups.delete") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The group's uid.
        uid: &'a ItemUid,
    }
    DELETE |this, base| base.at("groups").segment(this.domain.as_str()).segment(this.uid.as_str());
    reply TaskRef => reply::task;
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
    /// The people of a group and of the groups in it. BlueMind: `IGroup.getExpandedUserMembers`.
    pub struct ExpandedUserMembers ("groups.getExpandedUserMembers") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The group's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("groups")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("expandedusersmembers");
    reply Vec<Member> => reply::list;
}

call! {
    /// Adds members to a group. BlueMind: `IGroup.add`.
    ///
    /// Unknown ones are refused, and so is a group that would contain itself. Whether one that is a member already is
    /// refused is not known: add what [`Members`] lacks.
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
    /// Takes members out of a group. BlueMind: `IGroup.remove`.
    ///
    /// The list travels in the body of a DELETE: a proxy that drops such bodies would have it mean nobody.
    pub struct RemoveMembers ("groups.remove") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The group's uid.
        uid: &'a ItemUid,
        /// The members.
        members: &'a [Member],
    }
    DELETE |this, base| base.at("groups")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("members");
    body |this| this.members;
    reply () => reply::void;
}
