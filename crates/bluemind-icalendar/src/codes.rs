//! Every loss of both directions.

viaduc_fidelity::loss_codes! {
    /// Every loss code of this crate.
    pub CODES = {
        /// The organizer's or an attendee's address is none, or none the server takes; the line is kept in `properties`.
        ADDRESS = ("icalendar.attendee.address", Preserved);
        /// An attendee stands there more than once; the first was taken.
        ATTENDEE_REPEATED = ("icalendar.attendee.repeated", Dropped);
        /// A parameter of an attendee or organizer that BlueMind has no place for.
        PERSON_PARAMETER = ("icalendar.attendee.parameter", Dropped);
        /// An attendee's role, kind or answer is not one BlueMind knows; the default was taken.
        PERSON_WORD = ("icalendar.attendee.unknown", Approximated);
        /// A file stands inside the text: its bytes are beside the value, to be uploaded first.
        ATTACH_UPLOAD = ("icalendar.attach.inline", Preserved);
        /// An attachment without usable bytes or link.
        ATTACH_UNUSABLE = ("icalendar.attach.unusable", Dropped);
        /// An attendee, but no organizer: the server would drop the attendees, so the chair or the calendar's owner was taken.
        ORGANIZER_DEFAULT = ("icalendar.organizer.missing", Defaulted);
        /// Attendees without an organizer, and nobody to take for one: the server drops them.
        ATTENDEES_ALONE = ("icalendar.organizer.nobody", Dropped);
        /// A property of the whole calendar, which no item holds.
        CALENDAR_PROPERTY = ("icalendar.calendar.property", Dropped);
        /// A category that no tag stands for; kept in `properties`.
        CATEGORY_UNKNOWN = ("icalendar.categories.unknown", Preserved);
        /// A class BlueMind does not know; private was taken.
        CLASS_UNKNOWN = ("icalendar.class.unknown", Approximated);
        /// A component that is neither event nor task.
        COMPONENT_UNSUPPORTED = ("icalendar.component.unsupported", Dropped);
        /// A task is done, but not when: its last change, else its due date was taken.
        COMPLETED_MISSING = ("icalendar.completed.missing", Defaulted);
        /// A date or time that is none, or out of range.
        DATE_UNUSABLE = ("icalendar.date.unusable", Dropped);
        /// Script or the like in a description; the rest of it stays.
        DESCRIPTION_ACTIVE = ("icalendar.description.active", Dropped);
        /// The plain description says what the formatted one, which was taken, does not.
        DESCRIPTION_PLAIN = ("icalendar.description.plain", Dropped);
        /// The start is not one of the days the weekly rule names: it was moved to the first that is, before the server moves it back.
        START_UNALIGNED = ("icalendar.dtstart.unaligned", Repaired);
        /// The end lies before the start; the shortest event was made.
        END_BEFORE_START = ("icalendar.dtend.before", Repaired);
        /// The end is a day where the start is a time, or the other way round.
        END_TYPE = ("icalendar.dtend.type", Repaired);
        /// An event or task of which nothing can be made, among others that can.
        ITEM_UNUSABLE = ("icalendar.item.unusable", Dropped);
        /// Excluded days of something that does not repeat.
        EXDATE_ALONE = ("icalendar.exdate.norule", Dropped);
        /// Excluded by rule: BlueMind has no such thing.
        EXRULE = ("icalendar.exrule", Dropped);
        /// A link that runs something instead of leading somewhere; the line is kept in `properties`.
        LINK_ACTIVE = ("icalendar.link.active", Preserved);
        /// A number outside its range; the nearest in range was taken.
        NUMBER_RANGE = ("icalendar.number.range", Repaired);
        /// A property BlueMind has no field for; kept in `properties`, and written again on the way back.
        PROPERTY_KEPT = ("icalendar.property.kept", Preserved);
        /// A property BlueMind has no field for, too long or one too many to be kept.
        PROPERTY_DROPPED = ("icalendar.property.dropped", Dropped);
        /// A parameter that BlueMind has no place for: the language of a text, what a conference is called.
        PARAMETER = ("icalendar.property.parameter", Dropped);
        /// A property that may stand once stands again; the first was taken.
        PROPERTY_REPEATED = ("icalendar.property.repeated", Dropped);
        /// A further occurrence with its own length; its start was taken.
        RDATE_PERIOD = ("icalendar.rdate.period", Approximated);
        /// The occurrence's id is a day where the series has times, or the other way round.
        RECURRENCE_ID_TYPE = ("icalendar.recurrence-id.type", Repaired);
        /// A change of this and all later occurrences; only this one was changed.
        RECURRENCE_ID_RANGE = ("icalendar.recurrence-id.range", Approximated);
        /// The same occurrence, event or task twice; the latest version was taken.
        VERSION_REPEATED = ("icalendar.uid.repeated", Dropped);
        /// An occurrence of a task; a task has none in BlueMind.
        TODO_OCCURRENCE = ("icalendar.vtodo.recurrence-id", Dropped);
        /// Part of a rule that is against iCalendar's rules or BlueMind's, written as another part with the same days.
        RRULE_REWRITTEN = ("icalendar.rrule.rewritten", Repaired);
        /// Days counted from the end, which BlueMind refuses and no other rule says: the nearest counted from the start.
        RRULE_NEAR = ("icalendar.rrule.nearest", Approximated);
        /// Part of a rule that is none, or that BlueMind ignores.
        RRULE_PART = ("icalendar.rrule.part", Dropped);
        /// A rule without a usable frequency, or one that ends before it begins: the event happens once.
        RRULE_UNUSABLE = ("icalendar.rrule.unusable", Dropped);
        /// The start of the week matters to this rule, and BlueMind's is Monday.
        RRULE_WKST = ("icalendar.rrule.wkst", Approximated);
        /// A state BlueMind does not know; the default was taken.
        STATUS_UNKNOWN = ("icalendar.status.unknown", Approximated);
        /// There is no title; a placeholder was written.
        SUMMARY_MISSING = ("icalendar.summary.missing", Defaulted);
        /// The zone has the same offsets as the calendar's and took its name.
        TZID_OWNER = ("icalendar.tzid.owner", Approximated);
        /// A zone known by its own rules only; a zone with the same offsets was taken.
        TZID_RULES = ("icalendar.tzid.rules", Approximated);
        /// A zone nobody knows; the text's own, else the calendar's, else none was taken.
        TZID_UNKNOWN = ("icalendar.tzid.unknown", Defaulted);
        /// There is no UID; one was derived from the content.
        UID_MISSING = ("icalendar.uid.missing", Defaulted);
        /// An alarm that sounds by a program or not at all.
        ALARM_ACTION = ("icalendar.valarm.action", Approximated);
        /// A property of an alarm that BlueMind has no place for.
        ALARM_PROPERTY = ("icalendar.valarm.property", Dropped);
        /// An alarm at a fixed time or counted from the end: counted from the start instead.
        ALARM_TRIGGER = ("icalendar.valarm.trigger", Approximated);
        /// An alarm without a usable trigger.
        ALARM_UNUSABLE = ("icalendar.valarm.unusable", Dropped);
        /// A member that is unknown, or of a wrong type.
        BM_UNKNOWN = ("bluemind.member.unknown", Dropped);
        /// A word this crate does not know; the safest was written.
        BM_WORD = ("bluemind.word.unknown", Approximated);
        /// A date or time that is none.
        BM_DATE = ("bluemind.date.unusable", Dropped);
        /// A series starts at the second of two equal times, when clocks go back: the first was written.
        BM_FOLD = ("bluemind.date.fold", Approximated);
        /// Parts of a second; iCalendar knows whole ones.
        BM_FRACTION = ("bluemind.date.fraction", Approximated);
        /// A zone nobody knows; the instant was written in UTC.
        BM_ZONE = ("bluemind.date.timezone", Approximated);
        /// Nothing tells who may see it; the server shows it to nobody, private was written.
        BM_CLASS = ("bluemind.classification.missing", Defaulted);
        /// Something without a value, which says nothing.
        BM_EMPTY = ("bluemind.element.empty", Dropped);
        /// A field of a file or attendee that the server does not store.
        BM_TRANSIENT = ("bluemind.field.transient", Dropped);
    }
}
