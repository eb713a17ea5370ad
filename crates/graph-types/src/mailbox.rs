use viaduc_wire::{self as wire, List};

use crate::{ChangeKey, MailboxItemId, MultiValueProperty, Removed, SingleValueProperty};

wire::object! {
    /// An item of any class in a mailbox, by what can be told of all of them. Graph: mailboxItem.
    pub struct MailboxItem {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<MailboxItemId> = "id",
        /// Names of the categories, as in the master list of the mailbox.
        categories: List<String> = "categories",
        /// Changes with every change of the item.
        change_key: Option<ChangeKey> = "changeKey",
        /// When it was made. An instant: ISO 8601, in UTC.
        created_date_time: Option<String> = "createdDateTime",
        /// When it was last changed. An instant: ISO 8601, in UTC.
        last_modified_date_time: Option<String> = "lastModifiedDateTime",
        /// How large it is, in octets.
        size: Option<i64> = "size",
        /// The message class: `IPM.DistList`, `IPM.StickyNote`.
        kind: Option<String> = "type",
        /// MAPI properties with several values, as far as `$expand` asked for them.
        multi_value_extended_properties: List<MultiValueProperty> = "multiValueExtendedProperties",
        /// MAPI properties with one value, as far as `$expand` asked for them.
        single_value_extended_properties: List<SingleValueProperty> = "singleValueExtendedProperties",
    }
}
