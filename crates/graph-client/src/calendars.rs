//! Calendars and who may see them. Graph: `calendar`, `calendarGroup`, `calendarPermission`.

use viaduc_graph_types::{
    Calendar, CalendarGroup, CalendarGroupId, CalendarId, CalendarPermission,
};

use crate::users::user;

pages! {
    /// The calendars of a mailbox: its own, and those shared with it, subscribed to, or made by the service.
    /// Only those whose owner is the mailbox are its own. Graph: user: list calendars.
    pub struct List ("calendars.list") of Calendar {
        /// The mailbox: a user's object id.
        user: String,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user).path("calendars").query("$top", "250");
    about Mailbox;
}

pages! {
    /// The groups that calendars stand in. Graph: user: list calendarGroups.
    pub struct Groups ("calendars.groups") of CalendarGroup {
        /// The mailbox: a user's object id.
        user: String,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user).path("calendarGroups").query("$top", "250");
    about Mailbox;
}

pages! {
    /// The calendars of a group; some stand in no other listing. Graph: calendarGroup: list calendars.
    pub struct InGroup ("calendars.inGroup") of Calendar {
        /// The mailbox: a user's object id.
        user: String,
        /// The group.
        group: CalendarGroupId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("calendarGroups")
        .segment(this.group.as_str())
        .path("calendars")
        .query("$top", "250");
    about Mailbox;
}

pages! {
    /// Who may do what with a calendar, by its owner's path only. The entry "My Organization" has no
    /// address; people who left have an X.500 name or nothing. Graph: calendar: list calendarPermissions.
    pub struct Permissions ("calendars.permissions") of CalendarPermission {
        /// The mailbox of the owner: a user's object id.
        user: String,
        /// The calendar.
        calendar: CalendarId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("calendars")
        .segment(this.calendar.as_str())
        .path("calendarPermissions");
    about Mailbox;
}
