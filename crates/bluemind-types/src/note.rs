use viaduc_wire::{self as wire, List};

use crate::{ItemUid, TagRef, VNoteColor};

wire::object! {
    /// VNote. BlueMind: `notes.api`.
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
        /// The subject.
        subject: Option<String> = "subject",
        /// References to tags that exist already; unknown ones are dropped.
        categories: List<TagRef> = "categories",
    }
}

wire::object! {
    /// VNote changes. BlueMind: `notes.api`.
    pub struct VNoteChanges {
        /// What to create; a uid that is there already is updated.
        add: List<VNoteChangesItemAdd> = "add",
        /// What to update; a uid that is not there is created.
        modify: List<VNoteChangesItemModify> = "modify",
        /// What to delete, after everything else.
        delete: List<VNoteChangesItemDelete> = "delete",
    }
}

wire::object! {
    /// VNote changes item add. BlueMind: `notes.api`.
    pub struct VNoteChangesItemAdd {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The value.
        value: Option<VNote> = "value",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// VNote changes item modify. BlueMind: `notes.api`.
    pub struct VNoteChangesItemModify {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The version of the container.
        version: Option<i64> = "version",
        /// The value.
        value: Option<VNote> = "value",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// VNote changes item delete. BlueMind: `notes.api`.
    pub struct VNoteChangesItemDelete {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}
