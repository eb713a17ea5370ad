use viaduc_wire as wire;

use crate::{TaskId, TaskStatusState};

wire::object! {
    /// Task ref. BlueMind: `core.task.api`.
    pub struct TaskRef {
        /// Where to ask for its state.
        id: Option<TaskId> = "id",
    }
}

wire::object! {
    /// Task status. BlueMind: `core.task.api`.
    pub struct TaskStatus {
        /// How far it has to go.
        steps: Option<f64> = "steps",
        /// How far it is, out of `steps`.
        progress: Option<f64> = "progress",
        /// The last thing it said.
        last_log_entry: Option<String> = "lastLogEntry",
        /// Whether it is done.
        state: Option<TaskStatusState> = "state",
        /// A text, often JSON to be parsed again.
        result: Option<String> = "result",
    }
}
