use viaduc_wire::{self as wire, Dict, List};

use crate::{
    BmDateTime, CalendarSettingsDataDay, CalendarViewCalendarViewType, DomainUid, ItemUid,
    OwnerUid, PartStatus, Status, VEventSeries, VFreebusyType,
};

wire::object! {
    /// Calendar descriptor. BlueMind: `calendar.api`.
    pub struct CalendarDescriptor {
        /// Name.
        name: Option<String> = "name",
        /// Domain uid.
        domain_uid: Option<DomainUid> = "domainUid",
        /// Settings.
        settings: Dict<String> = "settings",
        /// Expected id.
        expected_id: Option<i64> = "expectedId",
        /// Owner.
        owner: Option<OwnerUid> = "owner",
        /// Org unit uid.
        org_unit_uid: Option<String> = "orgUnitUid",
    }
}

wire::object! {
    /// Calendar settings data. BlueMind: `calendar.api`.
    pub struct CalendarSettingsData {
        /// Working days.
        working_days: List<CalendarSettingsDataDay> = "workingDays",
        /// Day start.
        day_start: Option<i32> = "dayStart",
        /// Day end.
        day_end: Option<i32> = "dayEnd",
        /// Min duration.
        min_duration: Option<i32> = "minDuration",
        /// Timezone id.
        timezone_id: Option<String> = "timezoneId",
    }
}

wire::object! {
    /// Vevent changes. BlueMind: `calendar.api`.
    pub struct VEventChanges {
        /// Add.
        add: List<VEventChangesItemAdd> = "add",
        /// Modify.
        modify: List<VEventChangesItemModify> = "modify",
        /// Delete.
        delete: List<VEventChangesItemDelete> = "delete",
        /// Notify resource managers: yes or no.
        notify_resource_managers: Option<bool> = "notifyResourceManagers",
    }
}

wire::object! {
    /// Vevent changes item add. BlueMind: `calendar.api`.
    pub struct VEventChangesItemAdd {
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Value.
        value: Option<VEventSeries> = "value",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// Vevent changes item modify. BlueMind: `calendar.api`.
    pub struct VEventChangesItemModify {
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Value.
        value: Option<VEventSeries> = "value",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// Vevent changes item delete. BlueMind: `calendar.api`.
    pub struct VEventChangesItemDelete {
        /// Uid.
        uid: Option<ItemUid> = "uid",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// Vevent query. BlueMind: `calendar.api`.
    pub struct VEventQuery {
        /// Uid.
        uid: Option<String> = "uid",
        /// Query.
        query: Option<String> = "query",
        /// From_.
        from_: Option<i32> = "from",
        /// Size.
        size: Option<i32> = "size",
        /// Escape query: yes or no.
        escape_query: Option<bool> = "escapeQuery",
        /// Date min.
        date_min: Option<BmDateTime> = "dateMin",
        /// Date max.
        date_max: Option<BmDateTime> = "dateMax",
        /// Exclude status.
        exclude_status: Option<Status> = "excludeStatus",
        /// Resolve attendees: yes or no.
        resolve_attendees: Option<bool> = "resolveAttendees",
        /// Attendee.
        attendee: Option<VEventAttendeeQuery> = "attendee",
    }
}

wire::object! {
    /// Vevent attendee query. BlueMind: `calendar.api`.
    pub struct VEventAttendeeQuery {
        /// Dir.
        dir: Option<String> = "dir",
        /// Calendar owner as dir: yes or no.
        calendar_owner_as_dir: Option<bool> = "calendarOwnerAsDir",
        /// Part status.
        part_status: Option<PartStatus> = "partStatus",
    }
}

wire::object! {
    /// Calendar view. BlueMind: `calendar.api`.
    pub struct CalendarView {
        /// Label.
        label: Option<String> = "label",
        /// Type.
        kind: Option<CalendarViewCalendarViewType> = "type",
        /// Is default: yes or no.
        is_default: Option<bool> = "isDefault",
        /// Calendars.
        calendars: List<String> = "calendars",
    }
}

wire::object! {
    /// Vfreebusy. BlueMind: `calendar.api`.
    pub struct VFreebusy {
        /// When it starts.
        dtstart: Option<BmDateTime> = "dtstart",
        /// When it ends, exclusive; for a whole-day event the day after the last.
        dtend: Option<BmDateTime> = "dtend",
        /// Slots.
        slots: List<VFreebusySlot> = "slots",
    }
}

wire::object! {
    /// Vfreebusy query. BlueMind: `calendar.api`.
    pub struct VFreebusyQuery {
        /// When it starts.
        dtstart: Option<BmDateTime> = "dtstart",
        /// When it ends, exclusive; for a whole-day event the day after the last.
        dtend: Option<BmDateTime> = "dtend",
        /// Excluded events.
        excluded_events: List<String> = "excludedEvents",
        /// With oofslots: yes or no.
        with_oofslots: Option<bool> = "withOOFSlots",
    }
}

wire::object! {
    /// Vfreebusy slot. BlueMind: `calendar.api`.
    pub struct VFreebusySlot {
        /// When it starts.
        dtstart: Option<BmDateTime> = "dtstart",
        /// When it ends, exclusive; for a whole-day event the day after the last.
        dtend: Option<BmDateTime> = "dtend",
        /// Type.
        kind: Option<VFreebusyType> = "type",
        /// The title, plain text; an event without one is refused.
        summary: Option<String> = "summary",
    }
}
