use viaduc_wire::{self as wire, Dict, List};

use crate::{
    ContainerUid, DomainUid, ErrorCode, ItemFlag, ItemUid, OwnerUid, SortDescriptorDirection, Verb,
};

wire::object! {
    /// Base container descriptor. BlueMind: `core.container.model`.
    pub struct BaseContainerDescriptor {
        /// The uid.
        uid: Option<ContainerUid> = "uid",
        /// The name.
        name: Option<String> = "name",
        /// The directory entry that owns it.
        owner: Option<OwnerUid> = "owner",
        /// The container type: `calendar`, `addressbook`, `todolist`, …
        kind: Option<String> = "type",
        /// Whether it is the default one of its owner.
        default_container: Option<bool> = "defaultContainer",
        /// Whether it cannot be written.
        read_only: Option<bool> = "readOnly",
        /// The domain.
        domain_uid: Option<DomainUid> = "domainUid",
        /// The name of the owner.
        owner_displayname: Option<String> = "ownerDisplayname",
        /// The directory path of the owner.
        owner_dir_entry_path: Option<String> = "ownerDirEntryPath",
        /// Settings by name.
        settings: Dict<String> = "settings",
        /// What is gone.
        deleted: Option<bool> = "deleted",
        /// The server its data lie on.
        datalocation: Option<String> = "datalocation",
        /// Internal id.
        internal_id: Option<i64> = "internalId",
    }
}

wire::object! {
    /// Container descriptor. BlueMind: `core.container.model`.
    pub struct ContainerDescriptor {
        /// The uid.
        uid: Option<ContainerUid> = "uid",
        /// The name.
        name: Option<String> = "name",
        /// The directory entry that owns it.
        owner: Option<OwnerUid> = "owner",
        /// The container type: `calendar`, `addressbook`, `todolist`, …
        kind: Option<String> = "type",
        /// Whether it is the default one of its owner.
        default_container: Option<bool> = "defaultContainer",
        /// Whether it cannot be written.
        read_only: Option<bool> = "readOnly",
        /// The domain.
        domain_uid: Option<DomainUid> = "domainUid",
        /// The name of the owner.
        owner_displayname: Option<String> = "ownerDisplayname",
        /// The directory path of the owner.
        owner_dir_entry_path: Option<String> = "ownerDirEntryPath",
        /// Settings by name.
        settings: Dict<String> = "settings",
        /// What is gone.
        deleted: Option<bool> = "deleted",
        /// The server its data lie on.
        datalocation: Option<String> = "datalocation",
        /// Internal id.
        internal_id: Option<i64> = "internalId",
        /// Whether the caller may write.
        writable: Option<bool> = "writable",
        /// What the caller may do.
        verbs: List<Verb> = "verbs",
        /// Whether it is kept offline.
        offline_sync: Option<bool> = "offlineSync",
        /// Subscribed: yes or no.
        subscribed: Option<bool> = "subscribed",
        /// Whether it shows without being asked for (since v5).
        automount: Option<bool> = "automount",
    }
}

wire::object! {
    /// Container modifiable descriptor. BlueMind: `core.container.model`.
    pub struct ContainerModifiableDescriptor {
        /// The name.
        name: Option<String> = "name",
        /// Whether it is the default one of its owner.
        default_container: Option<bool> = "defaultContainer",
        /// What is gone.
        deleted: Option<bool> = "deleted",
    }
}

wire::object! {
    /// Container changeset. BlueMind: `core.container.model`.
    pub struct ContainerChangeset<T> {
        /// What is new.
        created: List<T> = "created",
        /// Uids that were updated, or when it was last changed.
        updated: List<T> = "updated",
        /// What is gone.
        deleted: List<T> = "deleted",
        /// The version of the container.
        version: Option<i64> = "version",
    }
}

wire::object! {
    /// Item container value. BlueMind: `core.container.model`.
    pub struct ItemContainerValue<T> {
        /// The container.
        container_uid: Option<ContainerUid> = "containerUid",
        /// The item itself.
        value: Option<T> = "value",
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The version of the container.
        version: Option<i64> = "version",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// The id in the directory it was imported from.
        external_id: Option<String> = "externalId",
        /// Who made it.
        created_by: Option<String> = "createdBy",
        /// Who last changed it.
        updated_by: Option<String> = "updatedBy",
        /// When it was made, epoch milliseconds.
        created: Option<i64> = "created",
        /// When it was last changed, epoch milliseconds.
        updated: Option<i64> = "updated",
    }
}

wire::object! {
    /// Item descriptor. BlueMind: `core.container.model`.
    pub struct ItemDescriptor {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The version of the container.
        version: Option<i64> = "version",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// The id in the directory it was imported from.
        external_id: Option<String> = "externalId",
        /// Internal id.
        internal_id: Option<i64> = "internalId",
        /// Who made it.
        created_by: Option<String> = "createdBy",
        /// Who last changed it.
        updated_by: Option<String> = "updatedBy",
        /// When it was made, epoch milliseconds.
        created: Option<i64> = "created",
        /// When it was last changed, epoch milliseconds.
        updated: Option<i64> = "updated",
        /// Flags of the item.
        flags: List<ItemFlag> = "flags",
    }
}

wire::object! {
    /// Item flag filter. BlueMind: `core.container.model`.
    pub struct ItemFlagFilter {
        /// Flags an item must have.
        must: List<ItemFlag> = "must",
        /// Flags an item must not have.
        must_not: List<ItemFlag> = "mustNot",
        /// Skip versions.
        skip_versions: List<i64> = "skipVersions",
        /// Skip expunged: yes or no.
        skip_expunged: Option<bool> = "skipExpunged",
    }
}

wire::object! {
    /// Item identifier. BlueMind: `core.container.model`.
    pub struct ItemIdentifier {
        /// The id.
        id: Option<i64> = "id",
        /// The version of the container.
        version: Option<i64> = "version",
        /// When, epoch milliseconds.
        timestamp: Option<i64> = "timestamp",
        /// The uid.
        uid: Option<ItemUid> = "uid",
    }
}

wire::object! {
    /// An item of a container. BlueMind: `core.container.model`.
    pub struct ItemValue<T> {
        /// The item itself.
        value: Option<T> = "value",
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The id inside the container.
        internal_id: Option<i64> = "internalId",
        /// The version of the container when it was last changed.
        version: Option<i64> = "version",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// The id in the directory it was imported from.
        external_id: Option<String> = "externalId",
        /// Who made it.
        created_by: Option<String> = "createdBy",
        /// Who last changed it.
        updated_by: Option<String> = "updatedBy",
        /// When it was made, epoch milliseconds.
        created: Option<i64> = "created",
        /// When it was last changed, epoch milliseconds.
        updated: Option<i64> = "updated",
        /// Flags of the item.
        flags: List<ItemFlag> = "flags",
    }
}

wire::object! {
    /// Item version. BlueMind: `core.container.model`.
    pub struct ItemVersion {
        /// The id.
        id: Option<i64> = "id",
        /// The version of the container.
        version: Option<i64> = "version",
        /// When, epoch milliseconds.
        timestamp: Option<i64> = "timestamp",
    }
}

wire::object! {
    /// Sort descriptor. BlueMind: `core.container.model`.
    pub struct SortDescriptor {
        /// What to sort by, first things first.
        fields: List<SortDescriptorField> = "fields",
        /// Filter.
        filter: Option<ItemFlagFilter> = "filter",
    }
}

wire::object! {
    /// Sort descriptor field. BlueMind: `core.container.model`.
    pub struct SortDescriptorField {
        /// What to sort by.
        column: Option<String> = "column",
        /// Which way.
        dir: Option<SortDescriptorDirection> = "dir",
    }
}

wire::object! {
    /// Shared container. BlueMind: `core.container.model`. Since v5.
    pub struct SharedContainer {
        /// Shared.
        shared: Option<BaseContainerDescriptor> = "shared",
        /// Given rights.
        given_rights: List<AccessControlEntry> = "givenRights",
    }
}

wire::object! {
    /// Container updates result. BlueMind: `core.container.model`.
    pub struct ContainerUpdatesResult {
        /// Uids that were created.
        added: List<ItemUid> = "added",
        /// Uids that were updated, or when it was last changed.
        updated: List<ItemUid> = "updated",
        /// Uids that are gone.
        removed: List<ItemUid> = "removed",
        /// Uids nothing was done for.
        unhandled: List<ItemUid> = "unhandled",
        /// What failed; the HTTP status does not tell.
        errors: List<InError> = "errors",
        /// The version of the container.
        version: Option<i64> = "version",
    }
}

wire::object! {
    /// What failed in a batch. BlueMind: `core.container.model`.
    pub struct InError {
        /// A sentence for people.
        message: Option<String> = "message",
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// What went wrong.
        error_code: Option<ErrorCode> = "errorCode",
    }
}

wire::object! {
    /// Access control entry. BlueMind: `core.container.model.acl`.
    pub struct AccessControlEntry {
        /// Who: the uid of a user or group; the uid of the domain is everybody in it.
        subject: Option<String> = "subject",
        /// What they may do.
        verb: Option<Verb> = "verb",
    }
}

wire::object! {
    /// Ack. BlueMind: `core.container.api`.
    pub struct Ack {
        /// The version of the container.
        version: Option<i64> = "version",
        /// When, epoch milliseconds.
        timestamp: Option<i64> = "timestamp",
    }
}

wire::object! {
    /// Container hierarchy node. BlueMind: `core.container.api`.
    pub struct ContainerHierarchyNode {
        /// The container.
        container_uid: Option<ContainerUid> = "containerUid",
        /// Container type.
        container_type: Option<String> = "containerType",
        /// The name.
        name: Option<String> = "name",
        /// What is gone.
        deleted: Option<bool> = "deleted",
    }
}

wire::object! {
    /// Container query. BlueMind: `core.container.api`.
    pub struct ContainerQuery {
        /// The container type: `calendar`, `addressbook`, `todolist`, …
        kind: Option<String> = "type",
        /// The name.
        name: Option<String> = "name",
        /// What they may do.
        verb: List<Verb> = "verb",
        /// The directory entry that owns it.
        owner: Option<OwnerUid> = "owner",
        /// Whether it cannot be written.
        readonly: Option<bool> = "readonly",
        /// How many, or how many bytes.
        size: Option<i32> = "size",
    }
}

wire::object! {
    /// Container subscription. BlueMind: `core.container.api`.
    pub struct ContainerSubscription {
        /// The container.
        container_uid: Option<ContainerUid> = "containerUid",
        /// Whether it is kept offline.
        offline_sync: Option<bool> = "offlineSync",
        /// Whether it shows without being asked for (since v5).
        automount: Option<bool> = "automount",
    }
}

wire::object! {
    /// Container subscription descriptor. BlueMind: `core.container.api`.
    pub struct ContainerSubscriptionDescriptor {
        /// The container.
        container_uid: Option<ContainerUid> = "containerUid",
        /// Whether it is kept offline.
        offline_sync: Option<bool> = "offlineSync",
        /// Whether it shows without being asked for (since v5).
        automount: Option<bool> = "automount",
        /// Container type.
        container_type: Option<String> = "containerType",
        /// The directory entry that owns it.
        owner: Option<OwnerUid> = "owner",
        /// Whether it is the default one of its owner.
        default_container: Option<bool> = "defaultContainer",
        /// The name.
        name: Option<String> = "name",
        /// Owner display name.
        owner_display_name: Option<String> = "ownerDisplayName",
        /// The directory path of the owner.
        owner_dir_entry_path: Option<String> = "ownerDirEntryPath",
    }
}

wire::object! {
    /// Count. BlueMind: `core.container.api`.
    pub struct Count {
        /// How many there are in all.
        total: Option<i64> = "total",
    }
}

wire::object! {
    /// Id range. BlueMind: `core.container.api`.
    pub struct IdRange {
        /// How many.
        count: Option<i32> = "count",
        /// The first of the ids that were set aside.
        global_counter: Option<i64> = "globalCounter",
    }
}
