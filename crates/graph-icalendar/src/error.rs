use viaduc_fidelity::JsonPointer;

/// Why nothing meaningful can be made of an event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EventError {
    /// It has no start: no reader would know where to put it.
    #[error("the event has no start (/start/dateTime)")]
    NoStart,
    /// Its start is no date-time between the years 1 and 9999.
    #[error("{path} is not a date-time: {text:?}")]
    BadDateTime {
        /// Where.
        path: JsonPointer,
        /// What stands there, cut at 40 characters.
        text: String,
    },
    /// A delta answer tells that it is gone, and no more of it.
    #[error("the event was removed, says a delta answer: there is nothing to convert (/@removed)")]
    Removed,
}

/// Why nothing meaningful can be made of a task.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TaskError {
    /// It has no member at all.
    #[error("the task is empty")]
    Empty,
    /// A delta answer tells that it is gone, and no more of it.
    #[error("the task was removed, says a delta answer: there is nothing to convert (/@removed)")]
    Removed,
}
