use viaduc_wire::{self as wire, Dict, List};

use crate::{
    BaseDirEntryAccountType, BaseDirEntryFeature, BaseDirEntryKind, DirEntryQueryDir,
    DirEntryQueryOrderBy, DirEntryQueryStateFilter,
};

wire::object! {
    /// Base dir entry. BlueMind: `directory.api`.
    pub struct BaseDirEntry {
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// The uid of the entry.
        entry_uid: Option<String> = "entryUid",
        /// Account type.
        account_type: Option<BaseDirEntryAccountType> = "accountType",
        /// Its kind.
        kind: Option<BaseDirEntryKind> = "kind",
        /// Features.
        features: List<BaseDirEntryFeature> = "features",
    }
}

wire::object! {
    /// Dir entry. BlueMind: `directory.api`.
    pub struct DirEntry {
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// The uid of the entry.
        entry_uid: Option<String> = "entryUid",
        /// Account type.
        account_type: Option<BaseDirEntryAccountType> = "accountType",
        /// Its kind.
        kind: Option<BaseDirEntryKind> = "kind",
        /// Features.
        features: List<BaseDirEntryFeature> = "features",
        /// Where it is in the directory: `DOMAIN/users/UID`.
        path: Option<String> = "path",
        /// The address.
        email: Option<String> = "email",
        /// Whether it is hidden from the directory.
        hidden: Option<bool> = "hidden",
        /// Whether it belongs to the platform itself.
        system: Option<bool> = "system",
        /// Whether it is suspended: no login, no delivery.
        archived: Option<bool> = "archived",
        /// Whether it is deleted.
        deleted: Option<bool> = "deleted",
        /// The addresses.
        emails: List<Email> = "emails",
        /// The organisational unit.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// Org unit path.
        org_unit_path: Option<OrgUnitPath> = "orgUnitPath",
        /// The server its mail lies on; chosen by the server where absent.
        data_location: Option<String> = "dataLocation",
        /// Min id.
        min_id: Option<i32> = "minId",
    }
}

wire::object! {
    /// Dir entry query. BlueMind: `directory.api`.
    pub struct DirEntryQuery {
        /// Order.
        order: Option<DirEntryQueryOrder> = "order",
        /// Name filter.
        name_filter: Option<String> = "nameFilter",
        /// Hidden filter: yes or no.
        hidden_filter: Option<bool> = "hiddenFilter",
        /// Email filter.
        email_filter: Option<String> = "emailFilter",
        /// Name or email filter.
        name_or_email_filter: Option<String> = "nameOrEmailFilter",
        /// State filter.
        state_filter: Option<DirEntryQueryStateFilter> = "stateFilter",
        /// System filter: yes or no.
        system_filter: Option<bool> = "systemFilter",
        /// Deleted filter: yes or no.
        deleted_filter: Option<bool> = "deletedFilter",
        /// Kinds filter.
        kinds_filter: List<BaseDirEntryKind> = "kindsFilter",
        /// Entries.
        entries: List<String> = "entries",
        /// Org unit ids.
        org_unit_ids: List<i64> = "orgUnitIds",
        /// Account type filter.
        account_type_filter: Option<BaseDirEntryAccountType> = "accountTypeFilter",
        /// How many results to skip.
        from_: Option<i32> = "from",
        /// How many, or how many bytes.
        size: Option<i32> = "size",
        /// Entry uid filter.
        entry_uid_filter: List<String> = "entryUidFilter",
        /// Only managable: yes or no.
        only_managable: Option<bool> = "onlyManagable",
        /// The server its mail lies on; chosen by the server where absent.
        data_location: Option<String> = "dataLocation",
        /// Light results: yes or no.
        light_results: Option<bool> = "lightResults",
    }
}

wire::object! {
    /// Dir entry query order. BlueMind: `directory.api`.
    pub struct DirEntryQueryOrder {
        /// By.
        by: Option<DirEntryQueryOrderBy> = "by",
        /// Dir.
        dir: Option<DirEntryQueryDir> = "dir",
    }
}

wire::object! {
    /// Org unit path. BlueMind: `directory.api`.
    pub struct OrgUnitPath {
        /// The uid.
        uid: Option<String> = "uid",
        /// The name.
        name: Option<String> = "name",
        /// Parent.
        parent: Option<Box<OrgUnitPath>> = "parent",
    }
}

wire::object! {
    /// Email. BlueMind: `core.api`.
    pub struct Email {
        /// The address.
        address: Option<String> = "address",
        /// Whether the local part is valid in every domain alias.
        all_aliases: Option<bool> = "allAliases",
        /// Whether it is the default.
        is_default: Option<bool> = "isDefault",
    }
}

wire::object! {
    /// List result. BlueMind: `core.api`.
    pub struct ListResult<T> {
        /// The results.
        values: List<T> = "values",
        /// How many there are in all.
        total: Option<i64> = "total",
    }
}

wire::object! {
    /// Domain. BlueMind: `domain.api`.
    pub struct Domain {
        /// The label.
        label: Option<String> = "label",
        /// The name.
        name: Option<String> = "name",
        /// The description, HTML.
        description: Option<String> = "description",
        /// Free properties; where a migration keeps what it must remember.
        properties: Dict<String> = "properties",
        /// Whether it is the platform itself.
        global_: Option<bool> = "global",
        /// Further names of the domain.
        aliases: List<String> = "aliases",
        /// The name that addresses are shown with.
        default_alias: Option<String> = "defaultAlias",
    }
}
