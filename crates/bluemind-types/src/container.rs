use viaduc_wire::{self as wire, Dict, List};

use crate::{
    ContainerUid, DomainUid, ErrorCode, ItemFlag, ItemUid, OwnerUid, SortDescriptorDirection, Verb,
};

wire::object! {
    /// Base container descriptor. BlueMind: `core.container.model`.
    pub struct BaseContainerDescriptor {
        /// Uid.
        uid: Option<ContainerUid> = "uid",
        /// Name.
        name: Option<String> = "name",
        /// Owner.
        owner: Option<OwnerUid> = "owner",
        /// Type.
        kind: Option<String> = "type",
        /// Default container: yes or no.
        default_container: Option<bool> = "defaultContainer",
        /// Read only: yes or no.
        read_only: Option<bool> = "readOnly",
        /// Domain uid.
        domain_uid: Option<DomainUid> = "domainUid",
        /// Owner displayname.
        owner_displayname: Option<String> = "ownerDisplayname",
        /// Owner dir entry path.
        owner_dir_entry_path: Option<String> = "ownerDirEntryPath",
        /// Settings.
        settings: Dict<String> = "settings",
        /// Deleted: yes or no.
        deleted: Option<bool> = "deleted",
        /// Datalocation.
        datalocation: Option<String> = "datalocation",
        /// Internal id.
        internal_id: Option<i64> = "internalId",
    }
}

wire::object! {
    /// Container descriptor. BlueMind: `core.container.model`.
    pub struct ContainerDescriptor {
        /// Uid.
        uid: Option<ContainerUid> = "uid",
        /// Name.
        name: Option<String> = "name",
        /// Owner.
        owner: Option<OwnerUid> = "owner",
        /// Type.
        kind: Option<String> = "type",
        /// Default container: yes or no.
        default_container: Option<bool> = "defaultContainer",
        /// Read only: yes or no.
        read_only: Option<bool> = "readOnly",
        /// Domain uid.
        domain_uid: Option<DomainUid> = "domainUid",
        /// Owner displayname.
        owner_displayname: Option<String> = "ownerDisplayname",
        /// Owner dir entry path.
        owner_dir_entry_path: Option<String> = "ownerDirEntryPath",
        /// Settings.
        settings: Dict<String> = "settings",
        /// Deleted: yes or no.
        deleted: Option<bool> = "deleted",
        /// Datalocation.
        datalocation: Option<String> = "datalocation",
        /// Internal id.
        internal_id: Option<i64> = "internalId",
        /// Writable: yes or no.
        writable: Option<bool> = "writable",
        /// Verbs.
        verbs: List<Verb> = "verbs",
        /// Offline sync: yes or no.
        offline_sync: Option<bool> = "offlineSync",
        /// Subscribed: yes or no.
        subscribed: Option<bool> = "subscribed",
        /// Automount: yes or no.
        automount: Option<bool> = "automount",
    }
}

wire::object! {
    /// Container modifiable descriptor. BlueMind: `core.container.model`.
    pub struct ContainerModifiableDescriptor {
        /// Name.
        name: Option<String> = "name",
        /// Default container: yes or no.
        default_container: Option<bool> = "defaultContainer",
        /// Deleted: yes or no.
        deleted: Option<bool> = "deleted",
    }
}

wire::object! {
    /// Container changeset. BlueMind: `core.container.model`.
    pub struct ContainerChangeset<T> {
        /// Created.
        created: List<T> = "created",
        /// Updated.
        updated: List<T> = "updated",
        /// Deleted.
        deleted: List<T> = "deleted",
        /// Version.
        version: Option<i64> = "version",
    }
}

wire::object! {
    /// Item container value. BlueMind: `core.container.model`.
    pub struct ItemContainerValue<T> {
        /// Container uid.
        container_uid: Option<ContainerUid> = "containerUid",
        /// Value.
        value: Option<T> = "value",
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Version.
        version: Option<i64> = "version",
        /// Display name.
        display_name: Option<String> = "displayName",
        /// External id.
        external_id: Option<String> = "externalId",
        /// Created by.
        created_by: Option<String> = "createdBy",
        /// Updated by.
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
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Version.
        version: Option<i64> = "version",
        /// Display name.
        display_name: Option<String> = "displayName",
        /// External id.
        external_id: Option<String> = "externalId",
        /// Internal id.
        internal_id: Option<i64> = "internalId",
        /// Created by.
        created_by: Option<String> = "createdBy",
        /// Updated by.
        updated_by: Option<String> = "updatedBy",
        /// When it was made, epoch milliseconds.
        created: Option<i64> = "created",
        /// When it was last changed, epoch milliseconds.
        updated: Option<i64> = "updated",
        /// Flags.
        flags: List<ItemFlag> = "flags",
    }
}

wire::object! {
    /// Item flag filter. BlueMind: `core.container.model`.
    pub struct ItemFlagFilter {
        /// Must.
        must: List<ItemFlag> = "must",
        /// Must not.
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
        /// Id.
        id: Option<i64> = "id",
        /// Version.
        version: Option<i64> = "version",
        /// Timestamp. Epoch milliseconds.
        timestamp: Option<i64> = "timestamp",
        /// Uid.
        uid: Option<ItemUid> = "uid",
    }
}

wire::object! {
    /// An item of a container. BlueMind: `core.container.model`.
    pub struct ItemValue<T> {
        /// Value.
        value: Option<T> = "value",
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// The id inside the container.
        internal_id: Option<i64> = "internalId",
        /// The version of the container when it was last changed.
        version: Option<i64> = "version",
        /// Display name.
        display_name: Option<String> = "displayName",
        /// External id.
        external_id: Option<String> = "externalId",
        /// Created by.
        created_by: Option<String> = "createdBy",
        /// Updated by.
        updated_by: Option<String> = "updatedBy",
        /// When it was made, epoch milliseconds.
        created: Option<i64> = "created",
        /// When it was last changed, epoch milliseconds.
        updated: Option<i64> = "updated",
        /// Flags.
        flags: List<ItemFlag> = "flags",
    }
}

wire::object! {
    /// Item version. BlueMind: `core.container.model`.
    pub struct ItemVersion {
        /// Id.
        id: Option<i64> = "id",
        /// Version.
        version: Option<i64> = "version",
        /// Timestamp. Epoch milliseconds.
        timestamp: Option<i64> = "timestamp",
    }
}

wire::object! {
    /// Sort descriptor. BlueMind: `core.container.model`.
    pub struct SortDescriptor {
        /// Fields.
        fields: List<SortDescriptorField> = "fields",
        /// Filter.
        filter: Option<ItemFlagFilter> = "filter",
    }
}

wire::object! {
    /// Sort descriptor field. BlueMind: `core.container.model`.
    pub struct SortDescriptorField {
        /// Column.
        column: Option<String> = "column",
        /// Dir.
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
        /// Added.
        added: List<ItemUid> = "added",
        /// Updated.
        updated: List<ItemUid> = "updated",
        /// Removed.
        removed: List<ItemUid> = "removed",
        /// Unhandled.
        unhandled: List<ItemUid> = "unhandled",
        /// Errors.
        errors: List<InError> = "errors",
        /// Version.
        version: Option<i64> = "version",
    }
}

wire::object! {
    /// In error. BlueMind: `core.container.model`.
    pub struct InError {
        /// Message.
        message: Option<String> = "message",
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Error code.
        error_code: Option<ErrorCode> = "errorCode",
    }
}

wire::object! {
    /// Access control entry. BlueMind: `core.container.model.acl`.
    pub struct AccessControlEntry {
        /// Subject.
        subject: Option<String> = "subject",
        /// Verb.
        verb: Option<Verb> = "verb",
    }
}

wire::object! {
    /// Ack. BlueMind: `core.container.api`.
    pub struct Ack {
        /// Version.
        version: Option<i64> = "version",
        /// Timestamp. Epoch milliseconds.
        timestamp: Option<i64> = "timestamp",
    }
}

wire::object! {
    /// Container hierarchy node. BlueMind: `core.container.api`.
    pub struct ContainerHierarchyNode {
        /// Container uid.
        container_uid: Option<ContainerUid> = "containerUid",
        /// Container type.
        container_type: Option<String> = "containerType",
        /// Name.
        name: Option<String> = "name",
        /// Deleted: yes or no.
        deleted: Option<bool> = "deleted",
    }
}

wire::object! {
    /// Container query. BlueMind: `core.container.api`.
    pub struct ContainerQuery {
        /// Type.
        kind: Option<String> = "type",
        /// Name.
        name: Option<String> = "name",
        /// Verb.
        verb: List<Verb> = "verb",
        /// Owner.
        owner: Option<OwnerUid> = "owner",
        /// Readonly: yes or no.
        readonly: Option<bool> = "readonly",
        /// Size.
        size: Option<i32> = "size",
    }
}

wire::object! {
    /// Container subscription. BlueMind: `core.container.api`.
    pub struct ContainerSubscription {
        /// Container uid.
        container_uid: Option<ContainerUid> = "containerUid",
        /// Offline sync: yes or no.
        offline_sync: Option<bool> = "offlineSync",
        /// Automount: yes or no.
        automount: Option<bool> = "automount",
    }
}

wire::object! {
    /// Container subscription descriptor. BlueMind: `core.container.api`.
    pub struct ContainerSubscriptionDescriptor {
        /// Container uid.
        container_uid: Option<ContainerUid> = "containerUid",
        /// Offline sync: yes or no.
        offline_sync: Option<bool> = "offlineSync",
        /// Automount: yes or no.
        automount: Option<bool> = "automount",
        /// Container type.
        container_type: Option<String> = "containerType",
        /// Owner.
        owner: Option<OwnerUid> = "owner",
        /// Default container: yes or no.
        default_container: Option<bool> = "defaultContainer",
        /// Name.
        name: Option<String> = "name",
        /// Owner display name.
        owner_display_name: Option<String> = "ownerDisplayName",
        /// Owner dir entry path.
        owner_dir_entry_path: Option<String> = "ownerDirEntryPath",
    }
}

wire::object! {
    /// Count. BlueMind: `core.container.api`.
    pub struct Count {
        /// Total.
        total: Option<i64> = "total",
    }
}

wire::object! {
    /// Id range. BlueMind: `core.container.api`.
    pub struct IdRange {
        /// Count.
        count: Option<i32> = "count",
        /// Global counter.
        global_counter: Option<i64> = "globalCounter",
    }
}
