//! Events. Graph: `event`.

use bytes::Bytes;
use viaduc_graph_types::{Attachment, AttachmentId, CalendarId, Event, EventId};

use crate::messages::LONG;
use crate::reply;
use crate::users::user;

/// Every property of v1.0 that an event is made of. Times come in UTC, since no zone is asked for: a zone
/// preference would change what `originalStart` means.
pub const SELECT: &str = "id,changeKey,categories,createdDateTime,lastModifiedDateTime,allowNewTimeProposals,\
attendees,body,bodyPreview,end,hasAttachments,hideAttendees,iCalUId,importance,isAllDay,isCancelled,isDraft,\
isOnlineMeeting,isOrganizer,isReminderOn,location,locations,onlineMeeting,onlineMeetingProvider,\
onlineMeetingUrl,organizer,originalEndTimeZone,originalStart,originalStartTimeZone,recurrence,\
reminderMinutesBeforeStart,responseRequested,responseStatus,sensitivity,seriesMasterId,showAs,start,subject,\
transactionId,type,webLink";

/// Sequence number, recurrence blob, zone definitions of the series, its start and end, the older zone struct and
/// its description: they are no fields of v1.0.
const EXTENDED: &str = "singleValueExtendedProperties($filter=\
id eq 'Integer {00062002-0000-0000-C000-000000000046} Id 0x8201' \
or id eq 'Binary {00062002-0000-0000-C000-000000000046} Id 0x8216' \
or id eq 'Binary {00062002-0000-0000-C000-000000000046} Id 0x8260' \
or id eq 'Binary {00062002-0000-0000-C000-000000000046} Id 0x825E' \
or id eq 'Binary {00062002-0000-0000-C000-000000000046} Id 0x825F' \
or id eq 'Binary {00062002-0000-0000-C000-000000000046} Id 0x8233' \
or id eq 'String {00062002-0000-0000-C000-000000000046} Id 0x8234')";

pages! {
    /// The single events and series of a calendar, past and future, without exceptions. Graph: event: delta
    /// in its form without a window.
    ///
    /// In later rounds an item may hold only what changed; read it whole with [`Get`].
    pub struct Delta ("events.delta") of Event {
        /// The mailbox: a user's object id.
        user: String,
        /// The calendar.
        calendar: CalendarId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("calendars")
        .segment(this.calendar.as_str())
        .path("events/delta")
        .query("$select", SELECT);
    page_size 100;
    about Delta;
}

pages! {
    /// The same as a plain listing, for services without that delta. Graph: calendar: list events.
    pub struct List ("events.list") of Event {
        /// The mailbox: a user's object id.
        user: String,
        /// The calendar.
        calendar: CalendarId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("calendars")
        .segment(this.calendar.as_str())
        .path("events")
        .query("$select", SELECT)
        .query("$expand", EXTENDED)
        .query("$top", "100");
    about Mailbox;
}

one! {
    /// One event whole: for a series with its exceptions and cancelled days, which no listing returns.
    /// Graph: event: get.
    pub struct Get ("events.get") {
        /// The mailbox: a user's object id.
        user: String,
        /// The event: a single one, or the series.
        event: EventId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("events")
        .segment(this.event.as_str())
        // `cancelledOccurrences` comes only when selected, `exceptionOccurrences` only when expanded.
        .query("$select", &format!("{SELECT},cancelledOccurrences"))
        .query("$expand", &format!("exceptionOccurrences,{EXTENDED}"));
    reply Event => |name, about, response| {
        reply::item(name, about, &response, |event: &Event| event.id.is_some())
    };
}

pages! {
    /// What is attached to an event, without content. Graph: event: list attachments.
    pub struct Attachments ("events.attachments") of Attachment {
        /// The mailbox: a user's object id.
        user: String,
        /// The event.
        event: EventId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("events")
        .segment(this.event.as_str())
        .path("attachments")
        .query("$select", "id,name,contentType,size,isInline,lastModifiedDateTime,microsoft.graph.fileAttachment/contentId");
    about Mailbox;
}

one! {
    /// The content of an attached file or item. A reference has none and is answered 405.
    /// Graph: attachment: get.
    pub struct AttachmentValue ("events.attachmentValue") {
        /// The mailbox: a user's object id.
        user: String,
        /// The event.
        event: EventId,
        /// The attachment.
        attachment: AttachmentId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("events")
        .segment(this.event.as_str())
        .path("attachments")
        .segment(this.attachment.as_str())
        .path("$value");
    patience LONG;
    reply Bytes => reply::content;
}
