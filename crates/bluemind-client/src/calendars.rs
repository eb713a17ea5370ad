//! Events. BlueMind: `ICalendar`.
//!
//! Nothing here sends a notice: `sendNotifications=false` stands in every write.

use viaduc_bluemind_types::{
    ContainerChangeset, ContainerUid, IcsUid, ItemUid, ItemValue, ListResult, VEventChangesItemAdd,
    VEventSeries,
};
use viaduc_rest::{ApiError, Clock, ErrorKind, Transport};

use crate::batch::{Batch, Calendars};
use crate::{BlueMindClient, reply};

call! {
    /// Creates an event under a uid of the caller's choice; one that is there is `Conflict` (`ALREADY_EXISTS`).
    /// BlueMind: `ICalendar.create`.
    ///
    /// The server rewrites what it is given: without an organizer the attendees go, an internal organizer leaves
    /// the attendees, a weekly start moves to the first listed weekday, an unknown tag goes. An empty title is refused
    /// (`EMPTY_EVENT_TITLE`), so are negative days of month. A resource as attendee with `NeedsAction` lets the
    /// server answer the organizer by mail twenty seconds later, whatever is asked here: write its final status.
    pub struct Create ("calendars.create") <'a> {
        /// The calendar.
        calendar: &'a ContainerUid,
        /// The event's uid in the calendar.
        uid: &'a ItemUid,
        /// The event.
        event: &'a VEventSeries,
    }
    PUT |this, base| base.at("calendars")
        .segment(this.calendar.as_str())
        .segment(this.uid.as_str())
        .query("sendNotifications", "false");
    body |this| this.event;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// Replaces an event. BlueMind: `ICalendar.update`.
    ///
    /// `icsUid` never changes; a cancelled instance, once stored, does not change any more, silently; `properties`
    /// and `sequence` that are absent keep the stored ones. A `recurid` must equal the stored text exactly.
    pub struct Update ("calendars.update") <'a> {
        /// The calendar.
        calendar: &'a ContainerUid,
        /// The event's uid in the calendar.
        uid: &'a ItemUid,
        /// The event.
        event: &'a VEventSeries,
    }
    POST |this, base| base.at("calendars")
        .segment(this.calendar.as_str())
        .segment(this.uid.as_str())
        .query("sendNotifications", "false");
    body |this| this.event;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// Deletes an event. BlueMind: `ICalendar.delete`.
    ///
    /// Without the parameter `sendNotifications` the server deletes and then fails; it is always sent.
    pub struct Delete ("calendars.delete") <'a> {
        /// The calendar.
        calendar: &'a ContainerUid,
        /// The event's uid in the calendar.
        uid: &'a ItemUid,
    }
    DELETE |this, base| base.at("calendars")
        .segment(this.calendar.as_str())
        .segment(this.uid.as_str())
        .query("sendNotifications", "false");
    reply () => reply::void;
}

call! {
    /// One event, or nothing (HTTP 204). BlueMind: `ICalendar.getComplete`.
    pub struct GetComplete ("calendars.getComplete") <'a> {
        /// The calendar.
        calendar: &'a ContainerUid,
        /// The event's uid in the calendar.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("calendars")
        .segment(this.calendar.as_str())
        .segment(this.uid.as_str())
        .path("complete");
    reply Option<ItemValue<VEventSeries>> => reply::maybe;
}

call! {
    /// Several events; those that are not there are left out, silently. BlueMind: `ICalendar.multipleGet`.
    pub struct MultipleGet ("calendars.multipleGet") <'a> {
        /// The calendar.
        calendar: &'a ContainerUid,
        /// The events' uids.
        uids: &'a [ItemUid],
    }
    POST |this, base| base.at("calendars").segment(this.calendar.as_str()).path("_mget");
    body |this| this.uids;
    idempotence Yes;
    reply Vec<ItemValue<VEventSeries>> => reply::list;
}

call! {
    /// The events with an iCalendar UID: several, where an attendee was invited to single instances.
    /// BlueMind: `ICalendar.getByIcsUid`.
    pub struct ByIcsUid ("calendars.getByIcsUid") <'a> {
        /// The calendar.
        calendar: &'a ContainerUid,
        /// The UID of iCalendar.
        uid: &'a IcsUid,
    }
    GET |this, base| base.at("calendars")
        .segment(this.calendar.as_str())
        .path("_icsuid")
        .segment(this.uid.as_str());
    reply Vec<ItemValue<VEventSeries>> => reply::list;
}

call! {
    /// The uids of all events. BlueMind: `ICalendar.all`.
    pub struct All ("calendars.all") <'a> {
        /// The calendar.
        calendar: &'a ContainerUid,
    }
    GET |this, base| base.at("calendars").segment(this.calendar.as_str()).path("_all");
    reply Vec<ItemUid> => reply::list;
}

call! {
    /// All events, whole, in one answer. BlueMind: `ICalendar.list`.
    pub struct List ("calendars.list") <'a> {
        /// The calendar.
        calendar: &'a ContainerUid,
    }
    GET |this, base| base.at("calendars").segment(this.calendar.as_str()).path("_list");
    reply Vec<ItemValue<VEventSeries>> => |name, response| {
        let list: ListResult<ItemValue<VEventSeries>> =
            reply::whole(name, response, |list: &ListResult<_>| list.values.is_present())?;
        reply::elements(name, response, list.values)
    };
}

call! {
    /// What changed since a version; since 0 everything. BlueMind: `ICalendar.changeset`.
    pub struct Changeset ("calendars.changeset") <'a> {
        /// The calendar.
        calendar: &'a ContainerUid,
        /// The version of the last changeset, or 0.
        since: i64,
    }
    GET |this, base| base.at("calendars")
        .segment(this.calendar.as_str())
        .path("_changeset")
        .query("since", &this.since.to_string());
    reply ContainerChangeset<ItemUid> => reply::changeset;
}

impl Batch<Calendars> {
    /// Writes an event, whether it is there or not.
    ///
    /// # Errors
    /// Where the event cannot be written as JSON.
    pub fn put(self, uid: &ItemUid, event: &VEventSeries) -> Result<Self, ApiError> {
        let entry = VEventChangesItemAdd {
            uid: Some(uid.clone()),
            value: Some(event.clone()),
            send_notification: Some(false),
            ..VEventChangesItemAdd::default()
        };
        self.push(uid, false, &entry)
    }
}

impl<T: Transport, K: Clock> BlueMindClient<T, K> {
    /// Writes one event, whether it is there or not: creates, and updates what exists.
    ///
    /// # Errors
    /// Those of [`Create`] and [`Update`].
    pub async fn put_event(
        &self,
        calendar: &ContainerUid,
        uid: &ItemUid,
        event: &VEventSeries,
    ) -> Result<(), ApiError> {
        match self.call(&Create::new(calendar, uid, event)).await {
            Err(error) if error.kind() == ErrorKind::Conflict => {
                self.call(&Update::new(calendar, uid, event)).await
            }
            answer => answer,
        }
    }
}
