use viaduc_wire::{self as wire, Dict, List};

use crate::{
    Alarm, AttachedFile, Attendee, BmDateTime, Classification, IcsUid, ItemUid, Organizer, RRule,
    Status, TagRef,
};

wire::object! {
    /// A task. BlueMind: `todolist.api`.
    pub struct VTodo {
        /// When it starts.
        dtstart: Option<BmDateTime> = "dtstart",
        /// The title, plain text; an event without one is refused.
        summary: Option<String> = "summary",
        /// Who may see it; anything but public (absent included) is masked for readers without the extended right.
        classification: Option<Classification> = "classification",
        /// The place, plain text.
        location: Option<String> = "location",
        /// The description, HTML.
        description: Option<String> = "description",
        /// 0 (none) to 9 (lowest), 1 is highest.
        priority: Option<i32> = "priority",
        /// The alarms.
        alarm: List<Alarm> = "alarm",
        /// The state.
        status: Option<Status> = "status",
        /// Who is invited; removed by the server where there is no organizer.
        attendees: List<Attendee> = "attendees",
        /// Who called the meeting.
        organizer: Option<Organizer> = "organizer",
        /// References to tags that exist already; unknown ones are dropped.
        categories: List<TagRef> = "categories",
        /// Starts of occurrences that do not happen.
        exdate: List<BmDateTime> = "exdate",
        /// Starts of further occurrences.
        rdate: List<BmDateTime> = "rdate",
        /// How it repeats.
        rrule: Option<RRule> = "rrule",
        /// A link about it.
        url: Option<String> = "url",
        /// Where the video conference is.
        conference: Option<String> = "conference",
        /// The video conference's id.
        conference_id: Option<String> = "conferenceId",
        /// The video conference's settings.
        conference_configuration: Dict<String> = "conferenceConfiguration",
        /// Attached files, uploaded before.
        attachments: List<AttachedFile> = "attachments",
        /// Free properties; where a migration keeps what it must remember.
        properties: Dict<String> = "properties",
        /// How often it was revised; absent on update keeps the stored one.
        sequence: Option<i32> = "sequence",
        /// Whether invitations have not been sent yet.
        draft: Option<bool> = "draft",
        /// When it is due.
        due: Option<BmDateTime> = "due",
        /// How much is done, 0 to 100.
        percent: Option<i32> = "percent",
        /// When it was done; cleared unless the status is completed.
        completed: Option<BmDateTime> = "completed",
        /// The UID in iCalendar.
        uid: Option<IcsUid> = "uid",
    }
}

wire::object! {
    /// VTodo changes. BlueMind: `todolist.api`.
    pub struct VTodoChanges {
        /// What to create; a uid that is there already is updated.
        add: List<VTodoChangesItemAdd> = "add",
        /// What to update; a uid that is not there is created.
        modify: List<VTodoChangesItemModify> = "modify",
        /// What to delete, after everything else.
        delete: List<VTodoChangesItemDelete> = "delete",
    }
}

wire::object! {
    /// VTodo changes item add. BlueMind: `todolist.api`.
    pub struct VTodoChangesItemAdd {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The value.
        value: Option<VTodo> = "value",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// VTodo changes item modify. BlueMind: `todolist.api`.
    pub struct VTodoChangesItemModify {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The version of the container.
        version: Option<i64> = "version",
        /// The value.
        value: Option<VTodo> = "value",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// VTodo changes item delete. BlueMind: `todolist.api`.
    pub struct VTodoChangesItemDelete {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// VTodo query. BlueMind: `todolist.api`.
    pub struct VTodoQuery {
        /// The uid.
        uid: Option<String> = "uid",
        /// How many results to skip.
        from_: Option<i32> = "from",
        /// How many, or how many bytes.
        size: Option<i32> = "size",
        /// The query.
        query: Option<String> = "query",
        /// Whether special characters of the query mean themselves.
        escape_query: Option<bool> = "escapeQuery",
        /// Todo uid.
        todo_uid: Option<String> = "todoUid",
        /// Date min.
        date_min: Option<BmDateTime> = "dateMin",
        /// Date max.
        date_max: Option<BmDateTime> = "dateMax",
    }
}
