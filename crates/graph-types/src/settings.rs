use viaduc_wire::{self as wire, List};

use crate::{
    AutomaticRepliesStatus, CategoryColor, CategoryId, DateTimeTimeZone, DayOfWeek,
    DelegateMeetingMessageDeliveryOptions, ExternalAudience, MailFolderId, UserPurpose,
};

wire::object! {
    /// The settings of a mailbox. Graph: mailboxSettings.
    pub struct MailboxSettings {
        /// Archive folder.
        archive_folder: Option<MailFolderId> = "archiveFolder",
        /// Automatic replies setting.
        automatic_replies_setting: Option<AutomaticRepliesSetting> = "automaticRepliesSetting",
        /// Date format.
        date_format: Option<String> = "dateFormat",
        /// Delegate meeting message delivery options.
        delegate_meeting_message_delivery_options: Option<DelegateMeetingMessageDeliveryOptions> = "delegateMeetingMessageDeliveryOptions",
        /// Language.
        language: Option<LocaleInfo> = "language",
        /// Time format.
        time_format: Option<String> = "timeFormat",
        /// Time zone.
        time_zone: Option<String> = "timeZone",
        /// User purpose.
        user_purpose: Option<UserPurpose> = "userPurpose",
        /// Working hours.
        working_hours: Option<WorkingHours> = "workingHours",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
    }
}

wire::object! {
    /// Automatic replies. Graph: automaticRepliesSetting.
    pub struct AutomaticRepliesSetting {
        /// External audience.
        external_audience: Option<ExternalAudience> = "externalAudience",
        /// External reply message.
        external_reply_message: Option<String> = "externalReplyMessage",
        /// Internal reply message.
        internal_reply_message: Option<String> = "internalReplyMessage",
        /// Scheduled end time.
        scheduled_end_date_time: Option<DateTimeTimeZone> = "scheduledEndDateTime",
        /// Scheduled start time.
        scheduled_start_date_time: Option<DateTimeTimeZone> = "scheduledStartDateTime",
        /// Status.
        status: Option<AutomaticRepliesStatus> = "status",
    }
}

wire::object! {
    /// A language. Graph: localeInfo.
    pub struct LocaleInfo {
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// Locale.
        locale: Option<String> = "locale",
    }
}

wire::object! {
    /// Working hours. Graph: workingHours.
    pub struct WorkingHours {
        /// Days of week.
        days_of_week: List<DayOfWeek> = "daysOfWeek",
        /// End time. A time of day: `HH:mm:ss.fffffff`.
        end_time: Option<String> = "endTime",
        /// Start time. A time of day: `HH:mm:ss.fffffff`.
        start_time: Option<String> = "startTime",
        /// Time zone.
        time_zone: Option<WorkingZone> = "timeZone",
    }
}

wire::object! {
    /// The zone of the working hours: a name, or a zone of the user's own. Graph: timeZoneBase, customTimeZone.
    pub struct WorkingZone {
        /// Name.
        name: Option<String> = "name",
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// Bias.
        bias: Option<i32> = "bias",
        /// Daylight offset.
        daylight_offset: Option<DaylightTimeZoneOffset> = "daylightOffset",
        /// Standard offset.
        standard_offset: Option<StandardTimeZoneOffset> = "standardOffset",
    }
}

wire::object! {
    /// When standard time starts. Graph: standardTimeZoneOffset.
    pub struct StandardTimeZoneOffset {
        /// Day occurrence.
        day_occurrence: Option<i32> = "dayOccurrence",
        /// Day of week.
        day_of_week: Option<DayOfWeek> = "dayOfWeek",
        /// Month.
        month: Option<i32> = "month",
        /// Time. A time of day: `HH:mm:ss.fffffff`.
        time: Option<String> = "time",
        /// Year.
        year: Option<i32> = "year",
    }
}

wire::object! {
    /// When daylight time starts, and by how much it differs. Graph: daylightTimeZoneOffset.
    pub struct DaylightTimeZoneOffset {
        /// Day occurrence.
        day_occurrence: Option<i32> = "dayOccurrence",
        /// Day of week.
        day_of_week: Option<DayOfWeek> = "dayOfWeek",
        /// Month.
        month: Option<i32> = "month",
        /// Time. A time of day: `HH:mm:ss.fffffff`.
        time: Option<String> = "time",
        /// Year.
        year: Option<i32> = "year",
        /// Daylight bias.
        daylight_bias: Option<i32> = "daylightBias",
    }
}

wire::object! {
    /// A category of the master list. Graph: outlookCategory.
    pub struct OutlookCategory {
        /// Its id.
        id: Option<CategoryId> = "id",
        /// Color.
        color: Option<CategoryColor> = "color",
        /// The name to show.
        display_name: Option<String> = "displayName",
    }
}
