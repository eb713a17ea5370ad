//! Containers: calendars, books, lists, and who may do what with them. BlueMind: `IContainers`,
//! `IContainerManagement`, `ICalendarsMgmt`, `IAddressBooksMgmt`, `ITodoLists`.

use std::collections::BTreeMap;

use viaduc_bluemind_types::{
    AccessControlEntry, AddressBookDescriptor, CalendarDescriptor, ContainerDescriptor,
    ContainerQuery, ContainerUid, DomainUid, OwnerUid,
};

use crate::reply::{self, Whole};

impl Whole for ContainerDescriptor {
    fn is_whole(&self) -> bool {
        self.uid.is_some()
    }
}

impl Whole for AccessControlEntry {
    fn is_whole(&self) -> bool {
        self.subject.is_some() && self.verb.is_some()
    }
}

call! {
    /// The containers that the caller sees, by owner and type (`calendar`, `addressbook`, `todolist`, …).
    /// BlueMind: `IContainers.all`.
    pub struct All ("containers.all") <'a> {
        /// What is looked for.
        query: &'a ContainerQuery,
    }
    POST |_this, base| base.at("containers/_manage/_list");
    body |this| this.query;
    idempotence Yes;
    reply Vec<ContainerDescriptor> => reply::list;
}

call! {
    /// The containers that a user sees. BlueMind: `IContainers.allForUser`.
    pub struct AllForUser ("containers.allForUser") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        user: &'a OwnerUid,
        /// What is looked for.
        query: &'a ContainerQuery,
    }
    POST |this, base| base.at("containers/_manage/_listforuser")
        .query("domainUid", this.domain.as_str())
        .query("userUid", this.user.as_str());
    body |this| this.query;
    idempotence Yes;
    reply Vec<ContainerDescriptor> => reply::list;
}

call! {
    /// One container, or nothing. BlueMind: `IContainers.getIfPresent`.
    pub struct Get ("containers.getIfPresent") <'a> {
        /// The container.
        container: &'a ContainerUid,
    }
    GET |this, base| base.at("containers/_manage/_ifPresent").segment(this.container.as_str());
    reply Option<ContainerDescriptor> => reply::maybe;
}

call! {
    /// Creates a container of any type; one that is there is `Conflict`. Version 5 answers the container, version 4
    /// nothing; both are read. BlueMind: `IContainers.create`.
    pub struct Create ("containers.create") <'a> {
        /// The container's uid.
        container: &'a ContainerUid,
        /// What it is.
        descriptor: &'a ContainerDescriptor,
    }
    PUT |this, base| base.at("containers/_manage").segment(this.container.as_str());
    body |this| this.descriptor;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// Creates a calendar; one that is there is `Conflict`. BlueMind: `ICalendarsMgmt.create`.
    ///
    /// It comes without rights and without a subscription: its own owner does not see it before both are written.
    /// With the domain as owner the server makes a directory entry of it.
    pub struct CreateCalendar ("containers.createCalendar") <'a> {
        /// The calendar's uid.
        container: &'a ContainerUid,
        /// What it is; name, owner and domain are needed.
        descriptor: &'a CalendarDescriptor,
    }
    PUT |this, base| base.at("mgmt/calendars").segment(this.container.as_str());
    body |this| this.descriptor;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// Creates an address book; one that is there is `Conflict`. BlueMind: `IAddressBooksMgmt.create`.
    pub struct CreateBook ("containers.createBook") <'a> {
        /// The book's uid.
        container: &'a ContainerUid,
        /// What it is; name, owner and domain are needed.
        descriptor: &'a AddressBookDescriptor,
    }
    PUT |this, base| base.at("mgmt/addressbooks")
        .segment(this.container.as_str())
        .query("isDefault", "false");
    body |this| this.descriptor;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// Creates a todo list; one that is there is `Conflict`. BlueMind: `ITodoLists.create`.
    pub struct CreateTodoList ("containers.createTodoList") <'a> {
        /// The list's uid.
        container: &'a ContainerUid,
        /// What it is.
        descriptor: &'a ContainerDescriptor,
    }
    PUT |this, base| base.at("todolists").segment(this.container.as_str());
    body |this| this.descriptor;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// Deletes a container with all it holds. BlueMind: `IContainers.delete`.
    pub struct Delete ("containers.delete") <'a> {
        /// The container.
        container: &'a ContainerUid,
    }
    DELETE |this, base| base.at("containers/_manage").segment(this.container.as_str());
    reply () => reply::void;
}

call! {
    /// The settings of a container (`bm_color`: `#rrggbb`). BlueMind: `IContainerManagement.getSettings`.
    pub struct Settings ("containers.getSettings") <'a> {
        /// The container.
        container: &'a ContainerUid,
    }
    GET |this, base| base.at("containers/_manage").segment(this.container.as_str()).path("_settings");
    reply BTreeMap<String, Option<String>> => reply::value;
}

call! {
    /// **Replaces** all settings of a container: read, change, write. BlueMind: `IContainerManagement.setSettings`.
    pub struct SetSettings ("containers.setSettings") <'a> {
        /// The container.
        container: &'a ContainerUid,
        /// All of its settings.
        settings: &'a BTreeMap<String, Option<String>>,
    }
    PUT |this, base| base.at("containers/_manage").segment(this.container.as_str()).path("_settings");
    body |this| this.settings;
    reply () => reply::void;
}

call! {
    /// Who may do what. The server stores no verb that another of the same subject implies, so what is read
    /// differs from what was written. BlueMind: `IContainerManagement.getAccessControlList`.
    pub struct Acl ("containers.getAcl") <'a> {
        /// The container.
        container: &'a ContainerUid,
    }
    GET |this, base| base.at("containers/_manage").segment(this.container.as_str()).path("_acl");
    reply Vec<AccessControlEntry> => reply::list;
}

call! {
    /// **Replaces** who may do what. BlueMind: `IContainerManagement.setAccessControlList`.
    ///
    /// A list without the domain's `Invitation` stops colleagues from inviting the owner: use
    /// [`grant`](crate::BlueMindClient::grant), which keeps what is there. Each change queues an e-mail to each user whose
    /// rights changed, and REST cannot turn it off: write a list once, or stop delivery meanwhile.
    pub struct SetAcl ("containers.setAcl") <'a> {
        /// The container.
        container: &'a ContainerUid,
        /// The whole list.
        entries: &'a [AccessControlEntry],
    }
    PUT |this, base| base.at("containers/_manage").segment(this.container.as_str()).path("_acl");
    body |this| this.entries;
    reply () => reply::void;
}
