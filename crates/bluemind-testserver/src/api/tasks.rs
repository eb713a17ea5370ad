//! ITask: what became of a long-running operation. Here it is over before its reference is answered.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::call::{Call, Reply};
use crate::core::{Core, Task};
use crate::fault::Fault;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let id = call.param("taskId");
    let task =
        core.tasks.get(id).ok_or_else(|| Fault::not_found(format!("task {id} not found")))?;
    match call.route.method {
        "status" => Ok(Reply::Json(json!({
            "steps": 1.0, "progress": 1.0, "lastLogEntry": task.log.last(),
            "state": if task.ok { "Success" } else { "InError" }, "result": task.result,
        }))),
        "getCurrentLogs" => {
            let from = usize::try_from(call.query_number("offset")?.unwrap_or(0)).unwrap_or(0);
            Ok(Reply::Json(lines(task).into_iter().skip(from).map(Value::from).collect()))
        }
        "log" => {
            let text: String = lines(task).iter().map(|line| format!("{line}\n")).collect();
            Ok(Reply::Stream("application/json", Bytes::from(text)))
        }
        _ => Err(call.unsupported()),
    }
}

fn lines(task: &Task) -> Vec<String> {
    let last = task.log.len().saturating_sub(1);
    task.log
        .iter()
        .enumerate()
        .map(|(i, message)| {
            json!({"done": 1.0, "total": 1.0, "message": message, "end": i == last,
                   "status": if task.ok { "Success" } else { "InError" }})
            .to_string()
        })
        .collect()
}

/// A task that ended well; its result is a string even where it holds JSON.
pub(crate) fn done(core: &mut Core, log: Vec<String>, result: String) -> Reply {
    ended(core, true, log, result)
}

/// A task that failed; the reason is its last log line.
pub(crate) fn failed(core: &mut Core, log: Vec<String>) -> Reply {
    ended(core, false, log, String::new())
}

fn ended(core: &mut Core, ok: bool, log: Vec<String>, result: String) -> Reply {
    let id = core.fresh_uid("task");
    core.tasks.insert(id.clone(), Task { ok, log, result });
    Reply::Json(json!({"id": id}))
}
