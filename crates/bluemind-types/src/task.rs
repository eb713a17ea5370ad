use viaduc_wire as wire;

use crate::{TaskId, TaskStatusState};

wire::object! {
    /// Task ref. BlueMind: `core.task.api`.
    pub struct TaskRef {
        /// Id.
        id: Option<TaskId> = "id",
    }
}

wire::object! {
    /// Task status. BlueMind: `core.task.api`.
    pub struct TaskStatus {
        /// Steps.
        steps: Option<f64> = "steps",
        /// Progress.
        progress: Option<f64> = "progress",
        /// Last log entry.
        last_log_entry: Option<String> = "lastLogEntry",
        /// State.
        state: Option<TaskStatusState> = "state",
        /// Result.
        result: Option<String> = "result",
    }
}
