use viaduc_wire::{self as wire, Dict, List};

use crate::{DomainUid, ItemUid, OwnerUid, TagRef, VCard, VCardKind, VCardQueryOrderBy};

wire::object! {
    /// Address book descriptor. BlueMind: `addressbook.api`.
    pub struct AddressBookDescriptor {
        /// The name.
        name: Option<String> = "name",
        /// The domain.
        domain_uid: Option<DomainUid> = "domainUid",
        /// The directory entry that owns it.
        owner: Option<OwnerUid> = "owner",
        /// Whether it belongs to the platform itself.
        system: Option<bool> = "system",
        /// Settings by name.
        settings: Dict<String> = "settings",
        /// The organisational unit.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// Expected id.
        expected_id: Option<i64> = "expectedId",
    }
}

wire::object! {
    /// VCard changes. BlueMind: `addressbook.api`.
    pub struct VCardChanges {
        /// What to create; a uid that is there already is updated.
        add: List<VCardChangesItemAdd> = "add",
        /// What to update; a uid that is not there is created.
        modify: List<VCardChangesItemModify> = "modify",
        /// What to delete, after everything else.
        delete: List<VCardChangesItemDelete> = "delete",
    }
}

wire::object! {
    /// VCard changes item add. BlueMind: `addressbook.api`.
    pub struct VCardChangesItemAdd {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The value.
        value: Option<VCard> = "value",
        /// Whether there is a photo.
        photo: Option<String> = "photo",
    }
}

wire::object! {
    /// VCard changes item modify. BlueMind: `addressbook.api`.
    pub struct VCardChangesItemModify {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The value.
        value: Option<VCard> = "value",
        /// Whether there is a photo.
        photo: Option<String> = "photo",
    }
}

wire::object! {
    /// VCard changes item delete. BlueMind: `addressbook.api`.
    pub struct VCardChangesItemDelete {
        /// The uid.
        uid: Option<ItemUid> = "uid",
    }
}

wire::object! {
    /// VCard info. BlueMind: `addressbook.api`.
    pub struct VCardInfo {
        /// Its kind.
        kind: Option<VCardKind> = "kind",
        /// Mail.
        mail: Option<String> = "mail",
        /// Tel.
        tel: Option<String> = "tel",
        /// Formated name.
        formated_name: Option<String> = "formatedName",
        /// References to tags that exist already; unknown ones are dropped.
        categories: List<TagRef> = "categories",
        /// Member count.
        member_count: Option<i32> = "memberCount",
        /// Whether there is a photo.
        photo: Option<bool> = "photo",
        /// Where it came from.
        source: Option<String> = "source",
        /// Has security key: yes or no.
        has_security_key: Option<bool> = "hasSecurityKey",
    }
}

wire::object! {
    /// VCard query. BlueMind: `addressbook.api`.
    pub struct VCardQuery {
        /// The uid.
        uid: Option<String> = "uid",
        /// How many results to skip.
        from_: Option<i32> = "from",
        /// How many, or how many bytes.
        size: Option<i32> = "size",
        /// The query.
        query: Option<String> = "query",
        /// Order by.
        order_by: Option<VCardQueryOrderBy> = "orderBy",
        /// Whether special characters of the query mean themselves.
        escape_query: Option<bool> = "escapeQuery",
    }
}
