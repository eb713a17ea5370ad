use viaduc_wire::{self as wire, Dict, List};

use crate::{DomainUid, ItemUid, OwnerUid, TagRef, VCard, VCardKind, VCardQueryOrderBy};

wire::object! {
    /// Address book descriptor. BlueMind: `addressbook.api`.
    pub struct AddressBookDescriptor {
        /// Name.
        name: Option<String> = "name",
        /// Domain uid.
        domain_uid: Option<DomainUid> = "domainUid",
        /// Owner.
        owner: Option<OwnerUid> = "owner",
        /// System: yes or no.
        system: Option<bool> = "system",
        /// Settings.
        settings: Dict<String> = "settings",
        /// Org unit uid.
        org_unit_uid: Option<String> = "orgUnitUid",
        /// Expected id.
        expected_id: Option<i64> = "expectedId",
    }
}

wire::object! {
    /// Vcard changes. BlueMind: `addressbook.api`.
    pub struct VCardChanges {
        /// Add.
        add: List<VCardChangesItemAdd> = "add",
        /// Modify.
        modify: List<VCardChangesItemModify> = "modify",
        /// Delete.
        delete: List<VCardChangesItemDelete> = "delete",
    }
}

wire::object! {
    /// Vcard changes item add. BlueMind: `addressbook.api`.
    pub struct VCardChangesItemAdd {
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Value.
        value: Option<VCard> = "value",
        /// Photo. Base64.
        photo: Option<String> = "photo",
    }
}

wire::object! {
    /// Vcard changes item modify. BlueMind: `addressbook.api`.
    pub struct VCardChangesItemModify {
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Value.
        value: Option<VCard> = "value",
        /// Photo. Base64.
        photo: Option<String> = "photo",
    }
}

wire::object! {
    /// Vcard changes item delete. BlueMind: `addressbook.api`.
    pub struct VCardChangesItemDelete {
        /// Uid.
        uid: Option<ItemUid> = "uid",
    }
}

wire::object! {
    /// Vcard info. BlueMind: `addressbook.api`.
    pub struct VCardInfo {
        /// Kind.
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
        /// Photo: yes or no.
        photo: Option<bool> = "photo",
        /// Source.
        source: Option<String> = "source",
        /// Has security key: yes or no.
        has_security_key: Option<bool> = "hasSecurityKey",
    }
}

wire::object! {
    /// Vcard query. BlueMind: `addressbook.api`.
    pub struct VCardQuery {
        /// Uid.
        uid: Option<String> = "uid",
        /// From_.
        from_: Option<i32> = "from",
        /// Size.
        size: Option<i32> = "size",
        /// Query.
        query: Option<String> = "query",
        /// Order by.
        order_by: Option<VCardQueryOrderBy> = "orderBy",
        /// Escape query: yes or no.
        escape_query: Option<bool> = "escapeQuery",
    }
}
