use viaduc_wire::{self as wire, List};

use crate::{AlarmAction, BmDateTime, CuType, Frequency, PartStatus, Role};

wire::object! {
    /// Somebody invited. BlueMind: `icalendar.api`.
    pub struct Attendee {
        /// Person, list, room or thing.
        cutype: Option<CuType> = "cutype",
        /// The list through which they are invited.
        member: Option<String> = "member",
        /// How needed they are.
        role: Option<Role> = "role",
        /// The answer.
        part_status: Option<PartStatus> = "partStatus",
        /// Whether an answer is wanted.
        rsvp: Option<bool> = "rsvp",
        /// Whom they sent instead.
        del_to: Option<String> = "delTo",
        /// Who sent them.
        del_from: Option<String> = "delFrom",
        /// Who acts for them.
        sent_by: Option<String> = "sentBy",
        /// The name to show.
        common_name: Option<String> = "commonName",
        /// The directory entry, `bm://DOMAIN/users/UID`.
        dir: Option<String> = "dir",
        /// The language they prefer.
        lang: Option<String> = "lang",
        /// The bare address, no scheme.
        mailto: Option<String> = "mailto",
        /// A URI, for who has no address.
        uri: Option<String> = "uri",
        /// Whether the server knows the address; computed there.
        internal: Option<bool> = "internal",
        /// What they said with the answer.
        response_comment: Option<String> = "responseComment",
        /// A counter-proposal; not stored.
        counter: Option<BmDateTime> = "counter",
    }
}

wire::object! {
    /// Who called a meeting. BlueMind: `icalendar.api`.
    pub struct Organizer {
        /// A URI, for who has no address.
        uri: Option<String> = "uri",
        /// The name to show.
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
        /// How often.
        frequency: Option<Frequency> = "frequency",
        /// How many times.
        count: Option<i32> = "count",
        /// The last moment it may start at.
        until: Option<BmDateTime> = "until",
        /// Every how many; 1 where absent.
        interval: Option<i32> = "interval",
        /// Seconds, 0 to 59.
        by_second: List<i32> = "bySecond",
        /// Minutes, 0 to 59.
        by_minute: List<i32> = "byMinute",
        /// Hours, 0 to 23.
        by_hour: List<i32> = "byHour",
        /// Days of the week, Monday first.
        by_day: List<WeekDay> = "byDay",
        /// Days of the month, 1 to 31; negative ones are refused.
        by_month_day: List<i32> = "byMonthDay",
        /// Days of the year, 1 to 366; negative ones are refused.
        by_year_day: List<i32> = "byYearDay",
        /// Weeks of the year, 1 to 53; negative ones are refused.
        by_week_no: List<i32> = "byWeekNo",
        /// Months, 1 to 12.
        by_month: List<i32> = "byMonth",
        /// Which of all those in one period, from the end where negative.
        by_set_pos: List<i32> = "bySetPos",
    }
}

wire::object! {
    /// A day of the week, perhaps one of those in the month. BlueMind: `icalendar.api`.
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
        /// What the alarm does.
        action: Option<AlarmAction> = "action",
        /// When, in seconds from the start; negative is before.
        trigger: Option<i32> = "trigger",
        /// What it says, plain text.
        description: Option<String> = "description",
        /// Seconds between repetitions.
        duration: Option<i32> = "duration",
        /// How often it repeats.
        repeat: Option<i32> = "repeat",
        /// The subject of a mail it sends.
        summary: Option<String> = "summary",
    }
}

wire::object! {
    /// A file attached to an event. Name and link are mandatory. BlueMind: `attachment.api`.
    pub struct AttachedFile {
        /// Where everybody can fetch it.
        public_url: Option<String> = "publicUrl",
        /// Until when, epoch milliseconds; not stored.
        expiration_date: Option<i64> = "expirationDate",
        /// The file name.
        name: Option<String> = "name",
        /// The Content-ID a description refers to.
        cid: Option<String> = "cid",
    }
}
