use viaduc_wire::{self as wire, List};

use crate::{ItemUid, TagRef, VNoteColor};

wire::object! {
    /// Vnote. BlueMind: `notes.api`.
    pub struct VNote {
        /// Height.
        height: Option<i32> = "height",
        /// Width.
        width: Option<i32> = "width",
        /// Pos x.
        pos_x: Option<i32> = "posX",
        /// Pos y.
        pos_y: Option<i32> = "posY",
        /// Color.
        color: Option<VNoteColor> = "color",
        /// Body.
        body: Option<String> = "body",
        /// Subject.
        subject: Option<String> = "subject",
        /// References to tags that exist already; unknown ones are dropped.
        categories: List<TagRef> = "categories",
    }
}

wire::object! {
    /// Vnote changes. BlueMind: `notes.api`.
    pub struct VNoteChanges {
        /// Add.
        add: List<VNoteChangesItemAdd> = "add",
        /// Modify.
        modify: List<VNoteChangesItemModify> = "modify",
        /// Delete.
        delete: List<VNoteChangesItemDelete> = "delete",
    }
}

wire::object! {
    /// Vnote changes item add. BlueMind: `notes.api`.
    pub struct VNoteChangesItemAdd {
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Value.
        value: Option<VNote> = "value",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// Vnote changes item modify. BlueMind: `notes.api`.
    pub struct VNoteChangesItemModify {
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Version.
        version: Option<i64> = "version",
        /// Value.
        value: Option<VNote> = "value",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// Vnote changes item delete. BlueMind: `notes.api`.
    pub struct VNoteChangesItemDelete {
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}
