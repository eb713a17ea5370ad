//! Long-running tasks. BlueMind: `ITask`.

use std::time::Duration;

use viaduc_bluemind_types::{TaskRef, TaskStatus, TaskStatusState};
use viaduc_rest::{ApiError, Call, Clock, ErrorKind, Transport};

use crate::{BlueMindClient, reply};

call! {
    /// How far a task is. Its `result` is text that often holds JSON. Poll: finished tasks are forgotten after a
    /// while. BlueMind: `ITask.status`.
    pub struct Status ("tasks.status") <'a> {
        /// The task.
        task: &'a str,
    }
    GET |this, base| base.at("tasks").segment(this.task);
    reply TaskStatus => |name, response| {
        reply::whole(name, response, |status: &TaskStatus| status.state.is_some())
    };
}

call! {
    /// The lines of a task's log, each JSON. BlueMind: `ITask.getCurrentLogs`.
    pub struct Logs ("tasks.logs") <'a> {
        /// The task.
        task: &'a str,
        /// How many lines are known already.
        offset: u32,
    }
    GET |this, base| base.at("tasks")
        .segment(this.task)
        .path("_currentLogs")
        .query("offset", &this.offset.to_string());
    reply Vec<String> => reply::list;
}

impl<T: Transport, K: Clock> BlueMindClient<T, K> {
    /// Waits for a task to end, a quarter of a second at first and five at most between two looks.
    ///
    /// # Errors
    /// [`ErrorKind::Server`] with the task's last words where it failed, [`ErrorKind::Unavailable`] where it has not
    /// ended within `at_most`.
    pub async fn wait_for(
        &self,
        task: &TaskRef,
        at_most: Duration,
    ) -> Result<TaskStatus, ApiError> {
        let id = task.id.as_ref().map(|id| id.as_str()).unwrap_or_default();
        let start = self.clock().now();
        let mut wait = Duration::from_millis(250);
        loop {
            let status = self.call(&Status::new(id)).await?;
            match status.state {
                Some(TaskStatusState::Success) => return Ok(status),
                Some(TaskStatusState::InError) => {
                    let words = status.last_log_entry.unwrap_or_default();
                    return Err(ApiError::new(ErrorKind::Server, Status::NAME, words)
                        .with_code("InError")
                        .with_hint("the task failed; its log on the server says more"));
                }
                Some(_) | None => {}
            }
            if self.clock().now().saturating_sub(start) >= at_most {
                let why = "the task has not ended in time; it goes on on the server";
                return Err(
                    ApiError::new(ErrorKind::Unavailable, Status::NAME, why).with_retryable(false)
                );
            }
            self.clock().sleep(wait).await;
            wait = (wait * 2).min(Duration::from_secs(5));
        }
    }
}
