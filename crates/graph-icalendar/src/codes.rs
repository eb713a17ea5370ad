viaduc_fidelity::loss_codes! {
    /// Every loss this crate can report.
    pub CODES = {
        /// A member that is unknown or of a wrong type; it is not carried.
        UNREAD = ("graph.member.unread", Dropped);
        /// A member stood more than once; the last one counted.
        REPEATED = ("graph.member.repeated", Dropped);
        /// An element of a list that is of a wrong type; it is not carried.
        STRAY = ("graph.element.unread", Dropped);
        /// Control characters that iCalendar cannot hold were left out of a text.
        CONTROL = ("graph.text.control", Repaired);
        /// U+FFFD stands in a text: half a surrogate pair came, or a character was lost before. It is written as it is.
        REPLACED = ("graph.text.replaced", Preserved);
        /// A date-time that cannot be read; it is not carried.
        BAD_TIME = ("graph.time.unreadable", Dropped);
        /// A fraction of a second, or what else follows the seconds of a time, which iCalendar has no place for; it is cut off.
        TIME_CUT = ("graph.time.fraction", Approximated);

        /// A zone name that nobody knows, or none at all and a series; the mailbox's zone was taken, or UTC, without moving the instant.
        ZONE_UNKNOWN = ("graph.event.zone.unknown", Approximated);
        /// A zone of the author's own; the definition kept with the event is a known zone, or was written out.
        ZONE_DEFINED = ("graph.event.zone.defined", Repaired);
        /// A zone name that is obsolete, misspelt or a text shown to people; the zone it must mean was taken.
        ZONE_NAME = ("graph.event.zone.name", Repaired);
        /// A zone name that gives an offset and no place, or no name at all and a series that starts on another day than anywhere known; the mailbox's zone was taken if it has that offset, else a zone without daylight saving.
        ZONE_OFFSET = ("graph.event.zone.offset", Approximated);
        /// The series repeats in another zone than its first occurrence was made in; the zone of the series was written.
        ZONE_SERIES = ("graph.event.zone.series", Approximated);
        /// The first occurrence is in the second of two equal hours, which a series cannot say; the first one was written.
        TIME_FOLD = ("graph.event.start.fold", Approximated);
        /// The start is a time that the clocks skip that day; it is as much later as they skip, and the event as long as it was.
        START_GAP = ("graph.event.start.gap", Repaired);
        /// A time in the last hours of the year 9999, or the end of a series there, later than every instant that is reckoned with; the last of those was taken.
        TIME_LATE = ("graph.event.time.late", Approximated);
        /// There is no start; the original start of the occurrence, or the end, was taken.
        START_MISSING = ("graph.event.start.missing", Defaulted);
        /// There is no end; the event ends when it starts, or with its only day, and an occurrence is as long as its series.
        END_MISSING = ("graph.event.end.missing", Defaulted);
        /// The end is before the start; the event ends when it starts, or with its only day.
        END_BEFORE_START = ("graph.event.end.beforeStart", Repaired);
        /// The first occurrence lasts over a change of the clocks. All last as long as it does (RFC 5545 §3.8.5.3); Exchange lets the others end at the same time on the wall, as much later or earlier.
        END_CLOCKS = ("graph.event.end.clocks", Approximated);
        /// An all-day event with a time of day; the day was taken.
        DAY_TIME = ("graph.event.isAllDay.time", Repaired);

        /// The recurrence has no pattern, or one of an unknown type; the event is written once.
        RECURRENCE_TYPE = ("graph.event.recurrence.type", Dropped);
        /// An interval that is not positive; 1 was taken.
        RECURRENCE_INTERVAL = ("graph.event.recurrence.interval", Repaired);
        /// The day of the month is missing or no day; the start's was taken.
        RECURRENCE_DAY = ("graph.event.recurrence.dayOfMonth", Repaired);
        /// The month is missing or no month; the start's was taken.
        RECURRENCE_MONTH = ("graph.event.recurrence.month", Repaired);
        /// No day of the week is given; the start's was taken.
        RECURRENCE_DAYS = ("graph.event.recurrence.daysOfWeek", Repaired);
        /// An unknown day of the week; it is not carried.
        RECURRENCE_WEEKDAY = ("graph.event.recurrence.dayOfWeek", Dropped);
        /// An unknown index; the start's place in its month was taken.
        RECURRENCE_INDEX = ("graph.event.recurrence.index", Repaired);
        /// A member of the recurrence that its type makes meaningless; it is not carried.
        RECURRENCE_UNUSED = ("graph.event.recurrence.unused", Dropped);
        /// The range starts on another day than the event, or on none that can be read; the event's start counts.
        RECURRENCE_START = ("graph.event.recurrence.startDate", Approximated);
        /// The range has no type, or an unknown one; its other members decided.
        RANGE_TYPE = ("graph.event.recurrence.rangeType", Repaired);
        /// The range should end and does not say when; the series goes on for ever.
        RANGE_END = ("graph.event.recurrence.range", Repaired);
        /// The start is no day of the pattern; the series starts on the first one that is.
        SERIES_START = ("graph.event.recurrence.start", Repaired);
        /// The series ends before it begins; only its exceptions are written.
        SERIES_EMPTY = ("graph.event.recurrence.empty", Dropped);
        /// The series ends before it begins, and has no exceptions either; it is written once, as its first occurrence.
        SERIES_ONCE = ("graph.event.recurrence.once", Approximated);
        /// The week that the series counts from starts on a day which BlueMind does not keep; there it may shift by a week.
        WEEK_START = ("graph.event.recurrence.weekStart", Approximated);
        /// MAPI's recurrence cannot be read; it is carried as bytes, and nothing else is taken from it.
        BLOB_UNREADABLE = ("graph.event.recurrenceBlob.unreadable", Dropped);
        /// MAPI's recurrence ends too early, goes on after its end or contradicts itself; what could be read counts.
        BLOB_FAULT = ("graph.event.recurrenceBlob.fault", Dropped);
        /// MAPI's recurrence says what Graph's lacks or cannot say; that was taken.
        BLOB_SERIES = ("graph.event.recurrenceBlob.series", Repaired);
        /// MAPI's recurrence says something else than Graph's; Graph's was written.
        BLOB_DIFFERS = ("graph.event.recurrenceBlob.differs", Approximated);
        /// Occurrences that are deleted by MAPI's recurrence and not by `cancelledOccurrences`; they are left out.
        BLOB_DELETED = ("graph.event.recurrenceBlob.deleted", Repaired);
        /// A changed occurrence that is known from MAPI's recurrence alone; what that does not tell is as in the series.
        BLOB_CHANGED = ("graph.event.recurrenceBlob.changed", Approximated);
        /// Months or years of another calendar than the Gregorian; the rule is Graph's Gregorian one, which drifts.
        BLOB_CALENDAR = ("graph.event.recurrenceBlob.calendar", Approximated);
        /// A deleted occurrence whose day cannot be read; it comes back.
        CANCELLED_DAY = ("graph.event.cancelledOccurrences.day", Dropped);
        /// A deleted occurrence that is there all the same, as an exception; it is kept.
        CANCELLED_KEPT = ("graph.event.cancelledOccurrences.kept", Repaired);
        /// An exception that does not say which occurrence it changes, or says another time of its day than the series has; its own start was taken, or the occurrence of that day.
        EXCEPTION_ORIGINAL = ("graph.event.exception.originalStart", Approximated);
        /// An exception to one of two days of an all-day series: it starts at a midnight that either has somewhere, and nobody says where; the likelier day was taken.
        EXCEPTION_DAY = ("graph.event.exception.day", Approximated);
        /// An exception that cannot be written, or one more for the same occurrence; it is not carried.
        EXCEPTION_DROPPED = ("graph.event.exception.dropped", Dropped);
        /// An exception or instance that is no occurrence of the series; an RDATE adds the occurrence.
        EXCEPTION_OUTSIDE = ("graph.event.exception.outside", Repaired);
        /// An exception with a recurrence or exceptions of its own; they are not carried.
        EXCEPTION_NESTED = ("graph.event.exception.nested", Dropped);
        /// An occurrence that the rule makes, or one told twice; it is not written again.
        INSTANCES = ("graph.event.instances", Preserved);

        /// There is no UID; one was derived from the item.
        UID_DERIVED = ("graph.event.uid.derived", Defaulted);
        /// There is no time of last change; the time of creation or the start was taken for DTSTAMP.
        STAMP = ("graph.event.lastModified.missing", Defaulted);
        /// There is no subject, and the reader needs one; `-` was written.
        SUBJECT_EMPTY = ("graph.event.subject.empty", Defaulted);
        /// The short copy of the body; the body itself is carried.
        PREVIEW = ("graph.event.bodyPreview", Preserved);
        /// A short copy that does not say what the body says; it is not carried.
        PREVIEW_DIFFERS = ("graph.event.bodyPreview.differs", Dropped);
        /// There is no body but its short copy, which was written instead.
        BODY_MISSING = ("graph.event.body.missing", Approximated);
        /// HTML around nothing: tags and styles, no text and no picture; no body was written.
        BODY_SHELL = ("graph.event.body.empty", Approximated);
        /// An HTML body whose formatting was left out, as asked for.
        BODY_PLAIN = ("graph.event.body.formatting", Approximated);
        /// A body of an unknown type; it was read as HTML if it starts like HTML, else as plain text.
        BODY_TYPE = ("graph.event.body.contentType", Approximated);
        /// Details of places (address, kind, address of a room) that LOCATION cannot hold; they are in an X- property.
        PLACE_DETAILS = ("graph.event.locations.details", Preserved);
        /// An unknown privacy; PRIVATE was written.
        CLASS_UNKNOWN = ("graph.event.sensitivity.unknown", Defaulted);
        /// Personal, which iCalendar does not know; PRIVATE was written.
        CLASS_PERSONAL = ("graph.event.sensitivity.personal", Approximated);
        /// An unknown availability; the time counts as busy.
        SHOW_AS_UNKNOWN = ("graph.event.showAs.unknown", Defaulted);
        /// An unknown importance; none was written.
        IMPORTANCE_UNKNOWN = ("graph.event.importance.unknown", Dropped);
        /// The invitation was not sent yet; an X- property says so.
        DRAFT = ("graph.event.isDraft", Preserved);
        /// Attendees do not see each other; an X- property says so.
        HIDE_ATTENDEES = ("graph.event.hideAttendees", Preserved);
        /// The item was removed, says a delta answer; it is converted as it stands.
        REMOVED = ("graph.item.removed", Dropped);
        /// The calendar that the event came with; calendars are carried on their own.
        CALENDAR = ("graph.event.calendar", Dropped);
        /// An open extension; it is in an X- property.
        EXTENSION = ("graph.event.extension", Preserved);
        /// A reminder more than a year before or after the start; it is not carried.
        REMINDER_FAR = ("graph.event.reminder.far", Dropped);
        /// A reminder that does not say how long before, or at MAPI's mark for "as usual"; 15 minutes were written.
        REMINDER_USUAL = ("graph.event.reminder.usual", Repaired);

        /// There are attendees and no organizer; the owner of the calendar was taken if it is the owner's meeting, else none.
        ORGANIZER_MISSING = ("graph.event.organizer.missing", Defaulted);
        /// An address that is none, and that nobody could resolve; it is carried where no mail is sent to.
        ADDRESS_UNRESOLVED = ("graph.event.address.unresolved", Approximated);
        /// A legacy name that was resolved to an address, or one that stood among other signs.
        ADDRESS_RESOLVED = ("graph.event.address.resolved", Repaired);
        /// An attendee without a name and an address; it is not carried.
        ATTENDEE_EMPTY = ("graph.event.attendee.empty", Dropped);
        /// One more entry for the same attendee; the newest answer counts.
        ATTENDEE_DUPLICATE = ("graph.event.attendee.duplicate", Repaired);
        /// An unknown reason to be invited; the attendee counts as required.
        ATTENDEE_TYPE = ("graph.event.attendee.type", Defaulted);
        /// An unknown answer; it counts as none.
        RESPONSE_UNKNOWN = ("graph.event.response.unknown", Defaulted);
        /// The owner of the calendar has another answer among the attendees; `responseStatus` counts.
        ATTENDEE_RESPONSE = ("graph.event.attendee.response", Repaired);
        /// Another time that an attendee proposed; it is not carried.
        PROPOSED_TIME = ("graph.event.attendee.proposedNewTime", Dropped);
        /// The owner's answer, where it is not known who the owner is, or the owner is not among the attendees; an X- property says it.
        OWN_RESPONSE = ("graph.event.responseStatus", Preserved);
        /// Whether answers are wanted, on an event without attendees; it is not carried.
        RESPONSE_REQUESTED = ("graph.event.responseRequested", Dropped);

        /// An online meeting without a link; it cannot be joined.
        MEETING_LINK = ("graph.event.onlineMeeting.link", Dropped);
        /// A link that is no URI; it is carried as text.
        MEETING_URI = ("graph.event.onlineMeeting.uri", Approximated);
        /// A number that is none, or another one elsewhere; it is carried as text.
        MEETING_PHONE = ("graph.event.onlineMeeting.phone", Approximated);
        /// A link with characters that no URI may hold; they are percent-encoded.
        URI_ENCODED = ("graph.event.uri.encoded", Repaired);
        /// There are attachments, and they were not read with the event; they are not carried.
        ATTACHMENTS_UNREAD = ("graph.event.attachments.unread", Dropped);
        /// An attachment without its content, or with content that is no base64; it is not carried.
        ATTACHMENT_EMPTY = ("graph.event.attachment.content", Dropped);
        /// An attached item; it is carried as a file of JSON.
        ATTACHMENT_ITEM = ("graph.event.attachment.item", Preserved);
        /// An attachment of an unknown kind; what it holds is carried as that of a known one.
        ATTACHMENT_TYPE = ("graph.event.attachment.type", Approximated);
        /// An attached link that is no URI; it is carried as text.
        ATTACHMENT_URI = ("graph.event.attachment.uri", Approximated);
        /// An attached link whose address Graph did not tell; it is not carried.
        ATTACHMENT_LINK = ("graph.event.attachment.link", Dropped);

        /// There is no title, and the reader needs one; `-` was written.
        TASK_TITLE = ("graph.task.title.empty", Defaulted);
        /// An unknown status; the task counts as open.
        TASK_STATUS = ("graph.task.status.unknown", Defaulted);
        /// Waiting or deferred, which iCalendar does not know; the task counts as open, and an X- property says more.
        TASK_STATUS_X = ("graph.task.status.open", Approximated);
        /// A time of day on a day of a task; tasks have days.
        TASK_TIME = ("graph.task.day.time", Approximated);
        /// A completion that a task which is not completed has; it is not carried.
        TASK_COMPLETED = ("graph.task.completedDateTime", Dropped);
        /// A recurrence on a completed task, or on one without a day; it is not carried.
        TASK_RECURRENCE = ("graph.task.recurrence", Dropped);
        /// A task that is made anew some time after it is completed, which no rule says; it repeats by the calendar.
        TASK_REGENERATES = ("graph.task.recurrence.regenerates", Approximated);
        /// The steps of a task; they are lines of its description.
        TASK_CHECKLIST = ("graph.task.checklistItems", Approximated);
        /// A reminder that is on and has no time, or has one and is off; it is not carried.
        TASK_REMINDER = ("graph.task.reminder", Dropped);
        /// A task that starts after it is due, or when it is due, or on another day than its series repeats on; the start is not carried.
        TASK_START = ("graph.task.startDateTime", Dropped);
        /// A series of tasks that start on the day that they are due, which DUE cannot say (RFC 5545 §3.8.2.3: it is later than DTSTART); they last a day.
        TASK_DUE = ("graph.task.dueDateTime", Approximated);
    }
}
