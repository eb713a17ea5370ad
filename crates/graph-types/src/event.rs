use viaduc_wire::{self as wire, Json, List};

use crate::{
    Attachment, AttendeeType, Calendar, ChangeKey, DateTimeTimeZone, EmailAddress, EventId,
    EventType, ICalUid, Importance, ItemBody, Location, MultiValueProperty, OnlineMeetingProvider,
    PatternedRecurrence, Phone, Recipient, Removed, ResponseType, Sensitivity, ShowAs,
    SingleValueProperty, TimeSlot,
};

wire::object! {
    /// An event in a calendar. Graph: event.
    pub struct Event {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<EventId> = "id",
        /// Names of the categories, as in the master list of the mailbox.
        categories: List<String> = "categories",
        /// Changes with every change of the item.
        change_key: Option<ChangeKey> = "changeKey",
        /// When it was made. An instant: ISO 8601, in UTC.
        created_date_time: Option<String> = "createdDateTime",
        /// When it was last changed. An instant: ISO 8601, in UTC.
        last_modified_date_time: Option<String> = "lastModifiedDateTime",
        /// Whether attendees may propose another time.
        allow_new_time_proposals: Option<bool> = "allowNewTimeProposals",
        /// Who is invited, rooms and equipment among them.
        attendees: List<Attendee> = "attendees",
        /// The body.
        body: Option<ItemBody> = "body",
        /// The start of the body as plain text, at most 255 characters.
        body_preview: Option<String> = "bodyPreview",
        /// The occurrences that were deleted, as `OID.…` with the day in it (`yyyy-MM-dd`); only if selected.
        cancelled_occurrences: List<String> = "cancelledOccurrences",
        /// When it ends; for an all-day event midnight after its last day.
        end: Option<DateTimeTimeZone> = "end",
        /// Whether there are attachments that are not inline.
        has_attachments: Option<bool> = "hasAttachments",
        /// Whether attendees do not see each other.
        hide_attendees: Option<bool> = "hideAttendees",
        /// The UID in iCalendar; not the same for every instance of a series.
        ical_uid: Option<ICalUid> = "iCalUId",
        /// How important it is.
        importance: Option<Importance> = "importance",
        /// Whether it lasts whole days, from midnight to midnight.
        is_all_day: Option<bool> = "isAllDay",
        /// Whether the organizer cancelled it.
        is_cancelled: Option<bool> = "isCancelled",
        /// Whether it is draft.
        is_draft: Option<bool> = "isDraft",
        /// Whether it is online meeting.
        is_online_meeting: Option<bool> = "isOnlineMeeting",
        /// Whether the calendar's owner is the organizer.
        is_organizer: Option<bool> = "isOrganizer",
        /// Whether there is a reminder.
        is_reminder_on: Option<bool> = "isReminderOn",
        /// The place; the first of `locations`.
        location: Option<Location> = "location",
        /// All places.
        locations: List<Location> = "locations",
        /// How to join the online meeting.
        online_meeting: Option<OnlineMeetingInfo> = "onlineMeeting",
        /// Online meeting provider.
        online_meeting_provider: Option<OnlineMeetingProvider> = "onlineMeetingProvider",
        /// Where the online meeting is; older than `onlineMeeting`.
        online_meeting_url: Option<String> = "onlineMeetingUrl",
        /// Who called the meeting; the owner of the calendar for a plain appointment.
        organizer: Option<Recipient> = "organizer",
        /// The zone the end was set in when the event was made.
        original_end_time_zone: Option<String> = "originalEndTimeZone",
        /// Start of the occurrence as its series had it, for occurrences and exceptions. An instant: ISO 8601, in UTC.
        original_start: Option<String> = "originalStart",
        /// The zone the start was set in when the event was made: Windows, IANA or `tzone://…` name.
        original_start_time_zone: Option<String> = "originalStartTimeZone",
        /// How the series repeats.
        recurrence: Option<PatternedRecurrence> = "recurrence",
        /// When the reminder comes, in minutes before the start; meaningful if the reminder is on.
        reminder_minutes_before_start: Option<i32> = "reminderMinutesBeforeStart",
        /// Whether the organizer wants answers.
        response_requested: Option<bool> = "responseRequested",
        /// The calendar owner's own answer.
        response_status: Option<ResponseStatus> = "responseStatus",
        /// Who may see it.
        sensitivity: Option<Sensitivity> = "sensitivity",
        /// The series that this occurrence belongs to.
        series_master_id: Option<EventId> = "seriesMasterId",
        /// Free, busy and so on.
        show_as: Option<ShowAs> = "showAs",
        /// When it starts; for an all-day event midnight of its first day.
        start: Option<DateTimeTimeZone> = "start",
        /// The subject, plain text.
        subject: Option<String> = "subject",
        /// The creator's own key, against making the event twice.
        transaction_id: Option<String> = "transactionId",
        /// Single event, series, occurrence or exception.
        kind: Option<EventType> = "type",
        /// Opens the item in Outlook on the web.
        web_link: Option<String> = "webLink",
        /// The attachments, as far as `$expand` asked for them.
        attachments: List<Attachment> = "attachments",
        /// The calendar it lies in; only if expanded.
        calendar: Option<Box<Calendar>> = "calendar",
        /// The occurrences that differ from the series; only if expanded.
        exception_occurrences: List<Event> = "exceptionOccurrences",
        /// Open extensions, as they came.
        extensions: List<Json> = "extensions",
        /// Occurrences in a span of time; only if asked for.
        instances: List<Event> = "instances",
        /// MAPI properties with several values, as far as `$expand` asked for them.
        multi_value_extended_properties: List<MultiValueProperty> = "multiValueExtendedProperties",
        /// MAPI properties with one value, as far as `$expand` asked for them.
        single_value_extended_properties: List<SingleValueProperty> = "singleValueExtendedProperties",
        /// The `OID.…` of an occurrence (beta).
        occurrence_id: Option<String> = "occurrenceId",
        /// The UID in iCalendar, the same for every instance of a series (beta).
        uid: Option<ICalUid> = "uid",
    }
}

wire::object! {
    /// Somebody invited. Graph: attendee.
    pub struct Attendee {
        /// Email address.
        email_address: Option<EmailAddress> = "emailAddress",
        /// Required, optional, or a resource.
        kind: Option<AttendeeType> = "type",
        /// Another time that the attendee proposed.
        proposed_new_time: Option<TimeSlot> = "proposedNewTime",
        /// What the attendee answered, and when.
        status: Option<ResponseStatus> = "status",
    }
}

wire::object! {
    /// An answer to an invitation. Graph: responseStatus.
    pub struct ResponseStatus {
        /// Response.
        response: Option<ResponseType> = "response",
        /// When. An instant; `0001-01-01T00:00:00Z` is never.
        time: Option<String> = "time",
    }
}

wire::object! {
    /// How to join an online meeting. Graph: onlineMeetingInfo.
    pub struct OnlineMeetingInfo {
        /// Conference id.
        conference_id: Option<String> = "conferenceId",
        /// Join url.
        join_url: Option<String> = "joinUrl",
        /// Phones.
        phones: List<Phone> = "phones",
        /// Quick dial.
        quick_dial: Option<String> = "quickDial",
        /// Toll free numbers.
        toll_free_numbers: List<String> = "tollFreeNumbers",
        /// Toll number.
        toll_number: Option<String> = "tollNumber",
    }
}
