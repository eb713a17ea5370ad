//! Hours and zone of a calendar. BlueMind: `ICalendarSettings`.

use viaduc_bluemind_types::{CalendarSettingsData, ContainerUid};

use crate::reply::{self, Whole};

impl Whole for CalendarSettingsData {
    fn is_whole(&self) -> bool {
        self.day_start.is_some() || self.working_days.is_present()
    }
}

call! {
    /// The hours of a calendar. BlueMind: `ICalendarSettings.get`.
    pub struct Get ("calendarSettings.get") <'a> {
        /// The calendar.
        calendar: &'a ContainerUid,
    }
    GET |this, base| base.at("calendars").segment(this.calendar.as_str()).path("_config");
    reply CalendarSettingsData => |name, response| reply::whole(name, response, <CalendarSettingsData as Whole>::is_whole);
}

call! {
    /// **Replaces** the hours of a calendar. BlueMind: `ICalendarSettings.set`.
    ///
    /// All of it is needed: without a zone or a shortest booking the server trips. The day's bounds are milliseconds
    /// of the day, the shortest booking minutes (60, 120, 720 or 1440). The caller needs `Manage`.
    pub struct Set ("calendarSettings.set") <'a> {
        /// The calendar.
        calendar: &'a ContainerUid,
        /// All of it.
        settings: &'a CalendarSettingsData,
    }
    POST |this, base| base.at("calendars").segment(this.calendar.as_str()).path("_config");
    body |this| this.settings;
    idempotence Yes;
    reply () => reply::void;
}
