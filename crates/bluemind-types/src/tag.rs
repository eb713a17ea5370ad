use viaduc_wire::{self as wire, List};

use crate::{ContainerUid, ItemUid};

wire::object! {
    /// Tag. BlueMind: `tag.api`.
    pub struct Tag {
        /// Label.
        label: Option<String> = "label",
        /// Color.
        color: Option<String> = "color",
    }
}

wire::object! {
    /// Tag ref. BlueMind: `tag.api`.
    pub struct TagRef {
        /// Container uid.
        container_uid: Option<ContainerUid> = "containerUid",
        /// Item uid.
        item_uid: Option<ItemUid> = "itemUid",
        /// Label.
        label: Option<String> = "label",
        /// Color.
        color: Option<String> = "color",
    }
}

wire::object! {
    /// Tag changes. BlueMind: `tag.api`.
    pub struct TagChanges {
        /// Add.
        add: List<TagChangesItemAdd> = "add",
        /// Modify.
        modify: List<TagChangesItemModify> = "modify",
        /// Delete.
        delete: List<TagChangesItemDelete> = "delete",
    }
}

wire::object! {
    /// Tag changes item add. BlueMind: `tag.api`.
    pub struct TagChangesItemAdd {
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Value.
        value: Option<Tag> = "value",
    }
}

wire::object! {
    /// Tag changes item modify. BlueMind: `tag.api`.
    pub struct TagChangesItemModify {
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Value.
        value: Option<Tag> = "value",
    }
}

wire::object! {
    /// Tag changes item delete. BlueMind: `tag.api`.
    pub struct TagChangesItemDelete {
        /// Uid.
        uid: Option<ItemUid> = "uid",
    }
}
