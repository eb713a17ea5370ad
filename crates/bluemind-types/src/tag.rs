use viaduc_wire::{self as wire, List};

use crate::{ContainerUid, ItemUid};

wire::object! {
    /// Tag. BlueMind: `tag.api`.
    pub struct Tag {
        /// The label.
        label: Option<String> = "label",
        /// The colour: `3d98ff` or `#3d98ff`.
        color: Option<String> = "color",
    }
}

wire::object! {
    /// Tag ref. BlueMind: `tag.api`.
    pub struct TagRef {
        /// The container the tag lies in; without it the server trips.
        container_uid: Option<ContainerUid> = "containerUid",
        /// The tag.
        item_uid: Option<ItemUid> = "itemUid",
        /// The label.
        label: Option<String> = "label",
        /// The colour: `3d98ff` or `#3d98ff`.
        color: Option<String> = "color",
    }
}

wire::object! {
    /// Tag changes. BlueMind: `tag.api`.
    pub struct TagChanges {
        /// What to create; a uid that is there already is updated.
        add: List<TagChangesItemAdd> = "add",
        /// What to update; a uid that is not there is created.
        modify: List<TagChangesItemModify> = "modify",
        /// What to delete, after everything else.
        delete: List<TagChangesItemDelete> = "delete",
    }
}

wire::object! {
    /// Tag changes item add. BlueMind: `tag.api`.
    pub struct TagChangesItemAdd {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The value.
        value: Option<Tag> = "value",
    }
}

wire::object! {
    /// Tag changes item modify. BlueMind: `tag.api`.
    pub struct TagChangesItemModify {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The value.
        value: Option<Tag> = "value",
    }
}

wire::object! {
    /// Tag changes item delete. BlueMind: `tag.api`.
    pub struct TagChangesItemDelete {
        /// The uid.
        uid: Option<ItemUid> = "uid",
    }
}
