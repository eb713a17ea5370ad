use viaduc_wire::{self as wire, Json, List};

use crate::{
    DateTimeTimeZone, Importance, ItemBody, PatternedRecurrence, Removed, SingleValueProperty,
    TaskAttachment, TaskId, TaskListId, TaskStatus, WellknownListName,
};

wire::object! {
    /// A task. Graph: todoTask.
    pub struct TodoTask {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<TaskId> = "id",
        /// The body.
        body: Option<ItemBody> = "body",
        /// Body last modified time. An instant: ISO 8601, in UTC.
        body_last_modified_date_time: Option<String> = "bodyLastModifiedDateTime",
        /// Names of the categories, as in the master list of the mailbox.
        categories: List<String> = "categories",
        /// Completed time.
        completed_date_time: Option<DateTimeTimeZone> = "completedDateTime",
        /// When it was made. An instant: ISO 8601, in UTC.
        created_date_time: Option<String> = "createdDateTime",
        /// Due time.
        due_date_time: Option<DateTimeTimeZone> = "dueDateTime",
        /// Whether there are attachments that are not inline.
        has_attachments: Option<bool> = "hasAttachments",
        /// How important it is.
        importance: Option<Importance> = "importance",
        /// Whether it is reminder on.
        is_reminder_on: Option<bool> = "isReminderOn",
        /// When it was last changed. An instant: ISO 8601, in UTC.
        last_modified_date_time: Option<String> = "lastModifiedDateTime",
        /// Recurrence.
        recurrence: Option<PatternedRecurrence> = "recurrence",
        /// Reminder time.
        reminder_date_time: Option<DateTimeTimeZone> = "reminderDateTime",
        /// Start time.
        start_date_time: Option<DateTimeTimeZone> = "startDateTime",
        /// Status.
        status: Option<TaskStatus> = "status",
        /// Title.
        title: Option<String> = "title",
        /// The attachments, as far as `$expand` asked for them.
        attachments: List<TaskAttachment> = "attachments",
        /// Checklist items.
        checklist_items: List<ChecklistItem> = "checklistItems",
        /// Open extensions, as they came.
        extensions: List<Json> = "extensions",
        /// Linked resources.
        linked_resources: List<LinkedResource> = "linkedResources",
        /// MAPI properties with one value, as far as `$expand` asked for them.
        single_value_extended_properties: List<SingleValueProperty> = "singleValueExtendedProperties",
    }
}

wire::object! {
    /// A list of tasks. Graph: todoTaskList.
    pub struct TodoTaskList {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<TaskListId> = "id",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// Whether it is owner.
        is_owner: Option<bool> = "isOwner",
        /// Whether it is shared.
        is_shared: Option<bool> = "isShared",
        /// Wellknown list name.
        wellknown_list_name: Option<WellknownListName> = "wellknownListName",
        /// Open extensions, as they came.
        extensions: List<Json> = "extensions",
    }
}

wire::object! {
    /// A step of a task. Graph: checklistItem.
    pub struct ChecklistItem {
        /// Its id.
        id: Option<String> = "id",
        /// Checked time. An instant: ISO 8601, in UTC.
        checked_date_time: Option<String> = "checkedDateTime",
        /// When it was made. An instant: ISO 8601, in UTC.
        created_date_time: Option<String> = "createdDateTime",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// Whether it is checked.
        is_checked: Option<bool> = "isChecked",
    }
}

wire::object! {
    /// Where a task came from. Graph: linkedResource.
    pub struct LinkedResource {
        /// Its id.
        id: Option<String> = "id",
        /// Application name.
        application_name: Option<String> = "applicationName",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// External id.
        external_id: Option<String> = "externalId",
        /// Web url.
        web_url: Option<String> = "webUrl",
    }
}
