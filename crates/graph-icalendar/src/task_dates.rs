//! When a task is, and when it repeats (Graph: startDateTime, dueDateTime, recurrence of a todoTask).

use jiff::civil::Date;
use viaduc_contentline::Component;
use viaduc_fidelity::Place;
use viaduc_graph_types::{PatternedRecurrence, TaskStatus, TodoTask};

use crate::codes;
use crate::context::Profile;
use crate::cx::{Cx, push};
use crate::pattern;
use crate::series::{self, Recurrence, Times};
use crate::stored::Stored;
use crate::zones;

/// DTSTART, DUE and RRULE.
pub(crate) fn write(
    cx: &mut Cx<'_>,
    to: &mut Component<'_>,
    task: &TodoTask,
    start: Option<Date>,
    due: Option<Date>,
    at: &Place<'_>,
) {
    let start = match (start, due) {
        (Some(start), Some(due)) if start > due => {
            cx.report(&codes::TASK_START, &at.key("startDateTime"));
            None
        }
        (start, _) => start,
    };
    let recurrence_at = at.key("recurrence");
    let open = task.status != Some(TaskStatus::Completed);
    let begins = match (start, due, &task.recurrence) {
        (Some(begin), Some(due), Some(recurrence)) if open && begin < due => {
            let from_due = repeats_from_due(cx, recurrence, begin, due);
            if from_due {
                cx.report(&codes::TASK_START, &at.key("startDateTime"));
            }
            start.filter(|_| !from_due)
        }
        _ => start,
    };
    let stored = Stored::of_task(cx, task).filter(|_| task.recurrence.is_some());
    // A rule needs a start: the due day is one.
    let Some((recurrence, first)) = task.recurrence.as_ref().zip(begins.or(due)).filter(|_| open)
    else {
        if task.recurrence.is_some() {
            cx.report(&codes::TASK_RECURRENCE, &recurrence_at);
        }
        dates(cx, to, (begins, due), begins, false, at);
        return;
    };
    let mut times = Times::Days { start: first, end: due.unwrap_or(first) };
    let rule = match series::read(cx, Some(recurrence), stored.as_ref(), &mut times, &recurrence_at)
    {
        Recurrence::Series(_, rule) => Some(rule),
        Recurrence::None => None,
        Recurrence::Empty(_) => {
            cx.report(&codes::TASK_RECURRENCE, &recurrence_at);
            None
        }
    };
    if let Times::Days { start, end } = times {
        let told = [(begins.is_some(), "startDateTime"), (due.is_some(), "dueDateTime")];
        for (_, key) in told.iter().filter(|(told, _)| *told && start != first) {
            cx.report(&codes::SERIES_START, &at.key(key));
        }
        dates(cx, to, (Some(start), due.map(|_| end)), begins, rule.is_some(), at);
    }
    to.properties.extend(rule);
}

/// DTSTART and DUE. Readers of RFC 5545 are told no DUE that is DTSTART: a series, which needs a start, lasts a day, and
/// another task has no start. BlueMind takes both, and the day after for due where it is told a length. `told` is the
/// start of the source.
fn dates(
    cx: &mut Cx<'_>,
    to: &mut Component<'_>,
    (start, due): (Option<Date>, Option<Date>),
    told: Option<Date>,
    repeats: bool,
    at: &Place<'_>,
) {
    let is_same = start.is_some() && start == due && cx.context.profile != Profile::BlueMind;
    if !is_same || repeats {
        to.properties.extend(start.map(|start| zones::day("DTSTART", start)));
    } else if told.is_some() {
        cx.report(&codes::TASK_START, &at.key("startDateTime"));
    }
    if is_same && repeats {
        cx.report(&codes::TASK_DUE, &at.key("dueDateTime"));
        push(to, "DURATION", "P1D");
    } else {
        to.properties.extend(due.map(|due| zones::day("DUE", due)));
    }
}

/// Whether the series is one of the due days alone: the start is none of its days, the due day is.
fn repeats_from_due(cx: &Cx<'_>, recurrence: &PatternedRecurrence, start: Date, due: Date) -> bool {
    let source = recurrence.pattern.as_ref();
    source.and_then(|source| pattern::looked_at(cx.context, source, due)).is_some_and(|pattern| {
        pattern.first(start) != Some(start) && pattern.first(due) == Some(due)
    })
}
