use viaduc_wire::{self as wire, Dict, List};

use crate::{
    BmDateTime, CalendarSettingsDataDay, CalendarViewCalendarViewType, DomainUid, ItemUid,
    OwnerUid, PartStatus, Status, VEventSeries, VFreebusyType,
};

wire::object! {
    /// Calendar descriptor. BlueMind: `calendar.api`.
    pub struct CalendarDescriptor {
        /// The name.
        name: Option<String> = "name",
        /// The domain.
        domain_uid: Option<DomainUid> = "domainUid",
        /// Settings by name.
        settings: Dict<String> = "settings",
        /// Expected id.
        expected_id: Option<i64> = "expectedId",
        /// The directory entry that owns it.
        owner: Option<OwnerUid> = "owner",
        /// The organisational unit.
        org_unit_uid: Option<String> = "orgUnitUid",
    }
}

wire::object! {
    /// Calendar settings data. BlueMind: `calendar.api`.
    pub struct CalendarSettingsData {
        /// Days of work.
        working_days: List<CalendarSettingsDataDay> = "workingDays",
        /// When work starts, in milliseconds of the day.
        day_start: Option<i32> = "dayStart",
        /// When work ends, in milliseconds of the day.
        day_end: Option<i32> = "dayEnd",
        /// The shortest booking, in minutes: 60, 120, 720 or 1440; absent trips the server.
        min_duration: Option<i32> = "minDuration",
        /// The zone; absent trips the server.
        timezone_id: Option<String> = "timezoneId",
    }
}

wire::object! {
    /// VEvent changes. BlueMind: `calendar.api`.
    pub struct VEventChanges {
        /// What to create; a uid that is there already is updated.
        add: List<VEventChangesItemAdd> = "add",
        /// What to update; a uid that is not there is created.
        modify: List<VEventChangesItemModify> = "modify",
        /// What to delete, after everything else.
        delete: List<VEventChangesItemDelete> = "delete",
        /// Notify resource managers: yes or no.
        notify_resource_managers: Option<bool> = "notifyResourceManagers",
    }
}

wire::object! {
    /// VEvent changes item add. BlueMind: `calendar.api`.
    pub struct VEventChangesItemAdd {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The value.
        value: Option<VEventSeries> = "value",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// VEvent changes item modify. BlueMind: `calendar.api`.
    pub struct VEventChangesItemModify {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// The value.
        value: Option<VEventSeries> = "value",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// VEvent changes item delete. BlueMind: `calendar.api`.
    pub struct VEventChangesItemDelete {
        /// The uid.
        uid: Option<ItemUid> = "uid",
        /// Whether the server tells people; a migration never says true.
        send_notification: Option<bool> = "sendNotification",
    }
}

wire::object! {
    /// VEvent query. BlueMind: `calendar.api`.
    pub struct VEventQuery {
        /// The uid.
        uid: Option<String> = "uid",
        /// The query.
        query: Option<String> = "query",
        /// How many results to skip.
        from_: Option<i32> = "from",
        /// How many, or how many bytes.
        size: Option<i32> = "size",
        /// Whether special characters of the query mean themselves.
        escape_query: Option<bool> = "escapeQuery",
        /// From when.
        date_min: Option<BmDateTime> = "dateMin",
        /// Until when.
        date_max: Option<BmDateTime> = "dateMax",
        /// Exclude status.
        exclude_status: Option<Status> = "excludeStatus",
        /// Whether attendees are looked up in the directory.
        resolve_attendees: Option<bool> = "resolveAttendees",
        /// Attendee.
        attendee: Option<VEventAttendeeQuery> = "attendee",
    }
}

wire::object! {
    /// VEvent attendee query. BlueMind: `calendar.api`.
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
        /// The label.
        label: Option<String> = "label",
        /// Its kind.
        kind: Option<CalendarViewCalendarViewType> = "type",
        /// Whether it is the default.
        is_default: Option<bool> = "isDefault",
        /// Calendars.
        calendars: List<String> = "calendars",
    }
}

wire::object! {
    /// VFreebusy. BlueMind: `calendar.api`.
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
    /// VFreebusy query. BlueMind: `calendar.api`.
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
    /// VFreebusy slot. BlueMind: `calendar.api`.
    pub struct VFreebusySlot {
        /// When it starts.
        dtstart: Option<BmDateTime> = "dtstart",
        /// When it ends, exclusive; for a whole-day event the day after the last.
        dtend: Option<BmDateTime> = "dtend",
        /// Its kind.
        kind: Option<VFreebusyType> = "type",
        /// The title, plain text; an event without one is refused.
        summary: Option<String> = "summary",
    }
}
