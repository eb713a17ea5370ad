//! What events, occurrences and tasks have in common.

use viaduc_bluemind_types::{
    Alarm, AttachedFile, Attendee, BmDateTime, Classification, Organizer, RRule, Status, TagRef,
    VEvent, VEventOccurrence, VTodo,
};
use viaduc_wire::{Dict, List, Other};

macro_rules! elements {
    ($( $field:ident : $type:ty ),* $(,)?) => {
        /// The fields of BlueMind's iCalendar element.
        #[derive(Clone, Debug, Default)]
        pub(crate) struct Element {
            $( pub(crate) $field: $type, )*
            pub(crate) other: Other,
        }

        impl Element {
            pub(crate) fn of_event(event: VEvent) -> (Self, Ends) {
                let VEvent { $( $field, )* dtend, transparency, other } = event;
                (Self { $( $field, )* other }, Ends { dtend, transparency })
            }

            pub(crate) fn of_occurrence(event: VEventOccurrence) -> (Self, Ends, Option<BmDateTime>) {
                let VEventOccurrence { $( $field, )* dtend, transparency, recurid, other } = event;
                (Self { $( $field, )* other }, Ends { dtend, transparency }, recurid)
            }

            pub(crate) fn of_todo(todo: VTodo) -> (Self, TodoEnds) {
                let VTodo { $( $field, )* due, percent, completed, uid, other } = todo;
                (Self { $( $field, )* other }, TodoEnds { due, percent, completed, uid })
            }

            pub(crate) fn into_event(self, ends: Ends) -> VEvent {
                let Self { $( $field, )* other } = self;
                let Ends { dtend, transparency } = ends;
                VEvent { $( $field, )* dtend, transparency, other }
            }

            pub(crate) fn into_occurrence(self, ends: Ends, recurid: Option<BmDateTime>) -> VEventOccurrence {
                let Self { $( $field, )* other } = self;
                let Ends { dtend, transparency } = ends;
                VEventOccurrence { $( $field, )* dtend, transparency, recurid, other }
            }

            pub(crate) fn into_todo(self, ends: TodoEnds) -> VTodo {
                let Self { $( $field, )* other } = self;
                let TodoEnds { due, percent, completed, uid } = ends;
                VTodo { $( $field, )* due, percent, completed, uid, other }
            }
        }
    };
}

elements! {
    dtstart: Option<BmDateTime>,
    summary: Option<String>,
    classification: Option<Classification>,
    location: Option<String>,
    description: Option<String>,
    priority: Option<i32>,
    alarm: List<Alarm>,
    status: Option<Status>,
    attendees: List<Attendee>,
    organizer: Option<Organizer>,
    categories: List<TagRef>,
    exdate: List<BmDateTime>,
    rdate: List<BmDateTime>,
    rrule: Option<RRule>,
    url: Option<String>,
    conference: Option<String>,
    conference_id: Option<String>,
    conference_configuration: Dict<String>,
    attachments: List<AttachedFile>,
    properties: Dict<String>,
    sequence: Option<i32>,
    draft: Option<bool>,
}

/// What only events have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ends {
    pub(crate) dtend: Option<BmDateTime>,
    pub(crate) transparency: Option<viaduc_bluemind_types::Transparency>,
}

/// What only tasks have.
#[derive(Clone, Debug, Default)]
pub(crate) struct TodoEnds {
    pub(crate) due: Option<BmDateTime>,
    pub(crate) percent: Option<i32>,
    pub(crate) completed: Option<BmDateTime>,
    pub(crate) uid: Option<viaduc_bluemind_types::IcsUid>,
}
