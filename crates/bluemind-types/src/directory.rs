use viaduc_wire::{self as wire, Dict, List};

use crate::{
    BaseDirEntryAccountType, BaseDirEntryFeature, BaseDirEntryKind, DirEntryQueryDir,
    DirEntryQueryOrderBy, DirEntryQueryStateFilter,
};

wire::object! {
    /// Base dir entry. BlueMind: `directory.api`.
    pub struct BaseDirEntry {
        /// Display name.
        display_name: Option<String> = "displayName",
        /// Entry uid.
        entry_uid: Option<String> = "entryUid",
        /// Account type.
        account_type: Option<BaseDirEntryAccountType> = "accountType",
        /// Kind.
        kind: Option<BaseDirEntryKind> = "kind",
        /// Features.
        features: List<BaseDirEntryFeature> = "features",
    }
}

wire::object! {
    /// Dir entry. BlueMind: `directory.api`.
    pub struct DirEntry {
        /// Display name.
        display_name: Option<String> = "displayName",
        /// Entry uid.
        entry_uid: Option<String> = "entryUid",
        /// Account type.
        account_type: Option<BaseDirEntryAccountType> = "accountType",
        /// Kind.
        kind: Option<BaseDirEntryKind> = "kind",
        /// Features.
        features: List<BaseDirEntryFeature> = "features",
        /// Path.
        path: Option<String> = "path",
        /// Email.
        email: Option<String> = "email",
        /// Hidden: yes or no.
        hidden: Option<bool> = "hidden",
        /// System: yes or no.
        system: Option<bool> = "system",
        /// Archived: yes or no.
        archived: Option<bool> = "archived",
        /// Deleted: yes or no.
        deleted: Option<bool> = "deleted",
        /// Emails.
        emails: List<Email> = "emails",
        /// Org unit uid.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// Org unit path.
        org_unit_path: Option<OrgUnitPath> = "orgUnitPath",
        /// Data location.
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
        /// From_.
        from_: Option<i32> = "from",
        /// Size.
        size: Option<i32> = "size",
        /// Entry uid filter.
        entry_uid_filter: List<String> = "entryUidFilter",
        /// Only managable: yes or no.
        only_managable: Option<bool> = "onlyManagable",
        /// Data location.
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
        /// Uid.
        uid: Option<String> = "uid",
        /// Name.
        name: Option<String> = "name",
        /// Parent.
        parent: Option<Box<OrgUnitPath>> = "parent",
    }
}

wire::object! {
    /// Email. BlueMind: `core.api`.
    pub struct Email {
        /// Address.
        address: Option<String> = "address",
        /// All aliases: yes or no.
        all_aliases: Option<bool> = "allAliases",
        /// Is default: yes or no.
        is_default: Option<bool> = "isDefault",
    }
}

wire::object! {
    /// List result. BlueMind: `core.api`.
    pub struct ListResult<T> {
        /// Values.
        values: List<T> = "values",
        /// Total.
        total: Option<i64> = "total",
    }
}

wire::object! {
    /// Domain. BlueMind: `domain.api`.
    pub struct Domain {
        /// Label.
        label: Option<String> = "label",
        /// Name.
        name: Option<String> = "name",
        /// The description, HTML.
        description: Option<String> = "description",
        /// Free properties; where a migration keeps what it must remember.
        properties: Dict<String> = "properties",
        /// Global_: yes or no.
        global_: Option<bool> = "global",
        /// Aliases.
        aliases: List<String> = "aliases",
        /// Default alias.
        default_alias: Option<String> = "defaultAlias",
    }
}
