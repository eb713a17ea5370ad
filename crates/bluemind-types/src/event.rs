use viaduc_wire::{self as wire, Dict, List};

use crate::{
    Alarm, AttachedFile, Attendee, BmDateTime, Classification, IcsUid, Organizer, RRule, Status,
    TagRef, Transparency,
};

wire::object! {
    /// An event with its exceptions: one item of a calendar. BlueMind: `calendar.api`.
    pub struct VEventSeries {
        /// The single event, or the series; absent where only single occurrences are known.
        main: Option<VEvent> = "main",
        /// The occurrences that differ, each as a whole event.
        occurrences: List<VEventOccurrence> = "occurrences",
        /// Counter-proposals of attendees.
        counters: List<VEventCounter> = "counters",
        /// Free properties; where a migration keeps what it must remember.
        properties: Dict<String> = "properties",
        /// Further properties (since v5).
        x_properties: Dict<String> = "xProperties",
        /// The UID in iCalendar; taken from the item where empty, never changed later.
        ics_uid: Option<IcsUid> = "icsUid",
        /// Whether attendees may propose other times; true where absent.
        accept_counters: Option<bool> = "acceptCounters",
    }
}

wire::object! {
    /// An event, or the pattern of a series. BlueMind: `calendar.api`.
    pub struct VEvent {
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
        /// When it ends, exclusive; for a whole-day event the day after the last.
        dtend: Option<BmDateTime> = "dtend",
        /// Whether the time is taken.
        transparency: Option<Transparency> = "transparency",
    }
}

wire::object! {
    /// One occurrence that differs from its series; it repeats the whole event. BlueMind: `calendar.api`.
    pub struct VEventOccurrence {
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
        /// When it ends, exclusive; for a whole-day event the day after the last.
        dtend: Option<BmDateTime> = "dtend",
        /// Whether the time is taken.
        transparency: Option<Transparency> = "transparency",
        /// The start the series gives this occurrence, in the zone and precision of its main event.
        recurid: Option<BmDateTime> = "recurid",
    }
}

wire::object! {
    /// A counter-proposal. BlueMind: `calendar.api`.
    pub struct VEventCounter {
        /// Who proposes.
        originator: Option<CounterOriginator> = "originator",
        /// What they propose.
        counter: Option<VEventOccurrence> = "counter",
    }
}

wire::object! {
    /// Who made a counter-proposal. BlueMind: `calendar.api`.
    pub struct CounterOriginator {
        /// The name to show.
        common_name: Option<String> = "commonName",
        /// The address.
        email: Option<String> = "email",
    }
}
