use viaduc_wire::{self as wire, List};

use crate::{AlarmAction, BmDateTime, CuType, Frequency, PartStatus, Role};

wire::object! {
    /// Somebody invited. BlueMind: `icalendar.api`.
    pub struct Attendee {
        /// Cutype.
        cutype: Option<CuType> = "cutype",
        /// Member.
        member: Option<String> = "member",
        /// Role.
        role: Option<Role> = "role",
        /// Part status.
        part_status: Option<PartStatus> = "partStatus",
        /// Rsvp: yes or no.
        rsvp: Option<bool> = "rsvp",
        /// Del to.
        del_to: Option<String> = "delTo",
        /// Del from.
        del_from: Option<String> = "delFrom",
        /// Sent by.
        sent_by: Option<String> = "sentBy",
        /// Common name.
        common_name: Option<String> = "commonName",
        /// The directory entry, `bm://DOMAIN/users/UID`.
        dir: Option<String> = "dir",
        /// Lang.
        lang: Option<String> = "lang",
        /// The bare address, no scheme.
        mailto: Option<String> = "mailto",
        /// Uri.
        uri: Option<String> = "uri",
        /// Whether the server knows the address; computed there.
        internal: Option<bool> = "internal",
        /// Response comment.
        response_comment: Option<String> = "responseComment",
        /// A counter-proposal; not stored.
        counter: Option<BmDateTime> = "counter",
    }
}

wire::object! {
    /// Who called a meeting. BlueMind: `icalendar.api`.
    pub struct Organizer {
        /// Uri.
        uri: Option<String> = "uri",
        /// Common name.
        common_name: Option<String> = "commonName",
        /// The bare address, no scheme.
        mailto: Option<String> = "mailto",
        /// The directory entry, `bm://DOMAIN/users/UID`.
        dir: Option<String> = "dir",
    }
}

wire::object! {
    /// How something repeats; there is no start of the week. BlueMind: `icalendar.api`.
    pub struct RRule {
        /// Frequency.
        frequency: Option<Frequency> = "frequency",
        /// Count.
        count: Option<i32> = "count",
        /// The last moment it may start at.
        until: Option<BmDateTime> = "until",
        /// Interval.
        interval: Option<i32> = "interval",
        /// By second.
        by_second: List<i32> = "bySecond",
        /// By minute.
        by_minute: List<i32> = "byMinute",
        /// By hour.
        by_hour: List<i32> = "byHour",
        /// By day.
        by_day: List<WeekDay> = "byDay",
        /// Days of the month, 1 to 31; negative ones are refused.
        by_month_day: List<i32> = "byMonthDay",
        /// Days of the year, 1 to 366; negative ones are refused.
        by_year_day: List<i32> = "byYearDay",
        /// Weeks of the year, 1 to 53; negative ones are refused.
        by_week_no: List<i32> = "byWeekNo",
        /// By month.
        by_month: List<i32> = "byMonth",
        /// By set pos.
        by_set_pos: List<i32> = "bySetPos",
    }
}

wire::object! {
    /// Week day. BlueMind: `icalendar.api`.
    pub struct WeekDay {
        /// `MO` to `SU`.
        day: Option<String> = "day",
        /// Which of them in the month or year, from the end where negative; 0 is every.
        offset: Option<i32> = "offset",
    }
}

wire::object! {
    /// An alarm. BlueMind: `icalendar.api`.
    pub struct Alarm {
        /// Action.
        action: Option<AlarmAction> = "action",
        /// When, in seconds from the start; negative is before.
        trigger: Option<i32> = "trigger",
        /// The description, HTML.
        description: Option<String> = "description",
        /// Seconds between repetitions.
        duration: Option<i32> = "duration",
        /// How often it repeats.
        repeat: Option<i32> = "repeat",
        /// The title, plain text; an event without one is refused.
        summary: Option<String> = "summary",
    }
}

wire::object! {
    /// A file attached to an event. Name and link are mandatory. BlueMind: `attachment.api`.
    pub struct AttachedFile {
        /// Public url.
        public_url: Option<String> = "publicUrl",
        /// Expiration date.
        expiration_date: Option<i64> = "expirationDate",
        /// Name.
        name: Option<String> = "name",
        /// Cid.
        cid: Option<String> = "cid",
    }
}
