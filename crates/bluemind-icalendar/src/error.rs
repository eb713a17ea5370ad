use viaduc_fidelity::JsonPointer;

/// An iCalendar object of which nothing can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// It holds neither an event nor a task.
    #[error("no VEVENT or VTODO")]
    Empty,
    /// The only event or task in it has no start.
    #[error("`{path}` has no usable DTSTART")]
    NoStart {
        /// The event or task.
        path: JsonPointer,
    },
}

/// An item of BlueMind of which no iCalendar object can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ItemError {
    /// The series has neither a main event nor an occurrence.
    #[error("series has neither main nor occurrences")]
    Empty,
    /// An event has no start, or one that is no date.
    #[error("`{path}` is missing or no date")]
    NoStart {
        /// Where the start should be.
        path: JsonPointer,
    },
}
