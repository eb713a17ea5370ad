use jiff::civil::{Date, Time};
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::{Converted, Place};
use viaduc_graph_types::{ChecklistItem, DateTimeTimeZone, Importance, TaskStatus, TodoTask};
use viaduc_wire::List;

use crate::context::{Context, Profile};
use crate::cx::{Cx, push, said};
use crate::error::TaskError;
use crate::event::calendar;
use crate::fields::{categories, stamps};
use crate::times::{told_cut, told_in};
use crate::when::{utc, written};
use crate::zones::{self, Zone};
use crate::{alarm, attach, body, codes, extras, task_dates, uid};

/// One VCALENDAR with a VTODO of a Graph `todoTask`.
///
/// Due, start and completion are days; `recurrence` is written on open tasks only, since Graph makes a new task of
/// every repetition.
///
/// # Errors
/// [`TaskError`], if the task holds nothing.
pub fn task_to_calendar<'a>(
    task: &'a TodoTask,
    context: &Context<'_>,
) -> Result<Converted<Component<'a>>, TaskError> {
    if *task == TodoTask::default() {
        return Err(TaskError::Empty);
    }
    if is_tombstone(task) {
        return Err(TaskError::Removed);
    }
    let mut cx = Cx::new(context);
    let todo = vtodo(&mut cx, task, &Place::root());
    Ok(calendar(cx, vec![todo]))
}

/// Whether a delta answer tells of the task that it is gone, and no more.
fn is_tombstone(task: &TodoTask) -> bool {
    let told = TodoTask {
        removed: task.removed.clone(),
        id: task.id.clone(),
        odata_type: task.odata_type.clone(),
        odata_etag: task.odata_etag.clone(),
        odata_context: task.odata_context.clone(),
        ..TodoTask::default()
    };
    task.removed.is_some() && *task == told
}

fn vtodo<'a>(cx: &mut Cx<'_>, task: &'a TodoTask, at: &Place<'_>) -> Component<'a> {
    let TodoTask {
        odata_type,
        odata_etag,
        odata_context,
        removed,
        id,
        body,
        body_last_modified_date_time,
        categories: names,
        completed_date_time,
        created_date_time,
        due_date_time,
        has_attachments,
        importance,
        is_reminder_on,
        last_modified_date_time,
        recurrence: _,
        reminder_date_time,
        start_date_time,
        status,
        title,
        attachments,
        checklist_items,
        extensions,
        linked_resources,
        single_value_extended_properties,
        other,
    } = task;
    let mut to = Component::new("VTODO");
    if removed.is_some() {
        cx.report(&codes::REMOVED, &at.key("@removed"));
    }
    let id = id.as_ref().map(|id| id.as_str()).filter(|id| !id.is_empty());
    if id.is_none() {
        cx.report(&codes::UID_DERIVED, &at.key("id"));
    }
    let bytes = id
        .map_or_else(|| serde_json::to_vec(task).unwrap_or_default(), |id| id.as_bytes().to_vec());
    push(&mut to, "UID", uid::derived(&bytes));
    stamps(cx, &mut to, created_date_time.as_deref(), last_modified_date_time.as_deref(), None, at);
    let due = day(cx, due_date_time.as_ref(), &at.key("dueDateTime"));
    let start = day(cx, start_date_time.as_ref(), &at.key("startDateTime"));
    task_dates::write(cx, &mut to, task, start, due, at);
    summary(cx, &mut to, title.as_deref(), at);
    let steps = checklist(cx, checklist_items, at);
    body::write(cx, &mut to, body.as_ref(), None, &steps, at);
    self::status(cx, &mut to, status.as_ref(), at);
    completed(cx, &mut to, completed_date_time.as_ref(), status.as_ref(), at);
    self::importance(cx, &mut to, importance.as_ref(), at);
    categories(cx, &mut to, names, at);
    attach::links(cx, &mut to, linked_resources, at);
    attach::write_task(cx, &mut to, attachments, *has_attachments, at);
    extras::write(cx, &mut to, extensions, single_value_extended_properties, None, at);
    let range = task.recurrence.as_ref().and_then(|recurrence| recurrence.range.as_ref());
    let zone = |zone: Option<&'a str>| zone.filter(|zone| !zone.eq_ignore_ascii_case("UTC"));
    let told = |at: &'a Option<DateTimeTimeZone>| zone(said(&at.as_ref()?.time_zone));
    let hidden = extras::hidden_attachments(*has_attachments, attachments);
    let mut source = Property::text("X-VIADUC-SOURCE", id.unwrap_or_default());
    for (name, value) in [
        ("SERIES-ZONE", zone(range.and_then(|range| said(&range.recurrence_time_zone)))),
        ("ETAG", said(odata_etag)),
        ("ODATA-CONTEXT", said(odata_context)),
        ("ODATA-TYPE", said(odata_type).filter(|kind| *kind != "#microsoft.graph.todoTask")),
        ("BODY-MODIFIED", said(body_last_modified_date_time)),
        ("BODY-TYPE", extras::body_type(body.as_ref())),
        ("START-TOLD", told(start_date_time)),
        ("DUE-TOLD", told(due_date_time)),
        ("HAS-ATTACHMENTS", hidden.then_some("FALSE")),
    ] {
        if let Some(value) = value {
            source = source.with(name, value);
        }
    }
    if id.is_some() || !source.parameters.is_empty() {
        to.push(source);
    }
    reminder(cx, &mut to, *is_reminder_on, reminder_date_time.as_ref(), title.as_deref(), at);
    cx.other(other, at);
    to
}

/// The day of a midnight; a midnight of the mailbox's zone, told in another zone, is that day too.
fn day(cx: &mut Cx<'_>, source: Option<&DateTimeTimeZone>, at: &Place<'_>) -> Option<Date> {
    let DateTimeTimeZone { date_time, time_zone, other } = source?;
    cx.other(other, at);
    let text = said(date_time)?;
    let Some(read) = written(text) else {
        cx.note(&codes::BAD_TIME, &at.key("dateTime"), text);
        return None;
    };
    told_cut(cx, read, at);
    if read.local.time() == Time::midnight() {
        return Some(read.local.date());
    }
    cx.report(&codes::TASK_TIME, &at.key("dateTime"));
    let told = zones::reading(cx, time_zone.as_deref()).unwrap_or_else(Zone::utc);
    let own =
        told.instant(read.local).zip(zones::mailbox(cx)).map(|(instant, own)| own.local(instant));
    Some(own.filter(|local| local.time() == Time::midnight()).unwrap_or(read.local).date())
}

fn summary<'a>(cx: &mut Cx<'_>, to: &mut Component<'a>, title: Option<&'a str>, at: &Place<'_>) {
    let at = at.key("title");
    if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
        let property = cx.text("SUMMARY", title, &at);
        to.push(property);
    } else if cx.context.profile == Profile::BlueMind {
        cx.report(&codes::TASK_TITLE, &at);
        push(to, "SUMMARY", "-");
    }
}

fn status(cx: &mut Cx<'_>, to: &mut Component<'_>, status: Option<&TaskStatus>, at: &Place<'_>) {
    let at = at.key("status");
    let (word, more) = match status {
        Some(TaskStatus::Completed) => ("COMPLETED", None),
        Some(TaskStatus::InProgress) => ("IN-PROCESS", None),
        Some(TaskStatus::NotStarted) | None => ("NEEDS-ACTION", None),
        Some(TaskStatus::WaitingOnOthers) => ("NEEDS-ACTION", Some("waitingOnOthers")),
        Some(TaskStatus::Deferred) => ("NEEDS-ACTION", Some("deferred")),
        Some(word) => {
            cx.note(&codes::TASK_STATUS, &at, word.as_str());
            ("NEEDS-ACTION", None)
        }
    };
    push(to, "STATUS", word);
    if word == "COMPLETED" {
        push(to, "PERCENT-COMPLETE", "100");
    }
    if let Some(more) = more {
        cx.note(&codes::TASK_STATUS_X, &at, more);
        push(to, "X-VIADUC-STATUS", more);
    }
}

fn completed(
    cx: &mut Cx<'_>,
    to: &mut Component<'_>,
    source: Option<&DateTimeTimeZone>,
    status: Option<&TaskStatus>,
    at: &Place<'_>,
) {
    let Some(source @ DateTimeTimeZone { date_time, time_zone: _, other }) = source else { return };
    let at = at.key("completedDateTime");
    cx.other(other, &at);
    if status != Some(&TaskStatus::Completed) {
        cx.report(&codes::TASK_COMPLETED, &at);
        return;
    }
    let Some(text) = said(date_time) else { return };
    let told = told_in(cx, source, &at);
    let read = written(text);
    if let Some(read) = read {
        told_cut(cx, read, &at);
    }
    match read
        .and_then(|read| read.offset.map_or_else(|| told.instant(read.local), |_| read.instant()))
    {
        Some(at) => push(to, "COMPLETED", utc(at)),
        None => cx.note(&codes::BAD_TIME, &at.key("dateTime"), text),
    }
}

/// PRIORITY; normal is what no PRIORITY says.
fn importance(
    cx: &mut Cx<'_>,
    to: &mut Component<'_>,
    importance: Option<&Importance>,
    at: &Place<'_>,
) {
    match importance {
        Some(Importance::Low) => push(to, "PRIORITY", "9"),
        Some(Importance::High) => push(to, "PRIORITY", "1"),
        Some(Importance::Normal) | None => {}
        Some(word) => cx.note(&codes::IMPORTANCE_UNKNOWN, &at.key("importance"), word.as_str()),
    }
}

/// The steps, a line each, for the end of the description.
fn checklist(cx: &mut Cx<'_>, items: &List<ChecklistItem>, at: &Place<'_>) -> String {
    let at = at.key("checklistItems");
    cx.strays(items, &at);
    let mut lines = String::new();
    for (position, item) in items.enumerate() {
        let ChecklistItem {
            id: _,
            checked_date_time: _,
            created_date_time: _,
            display_name,
            is_checked,
            other,
        } = item;
        cx.other(other, &at.index(position));
        let mark = if *is_checked == Some(true) { "[x] " } else { "[ ] " };
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push_str(mark);
        lines.push_str(&display_name.as_deref().unwrap_or_default().replace(['\r', '\n'], " "));
    }
    if !items.is_empty() {
        cx.report(&codes::TASK_CHECKLIST, &at);
    }
    lines
}

fn reminder<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    is_on: Option<bool>,
    source: Option<&DateTimeTimeZone>,
    title: Option<&'a str>,
    at: &Place<'_>,
) {
    let at = at.key("reminderDateTime");
    let text = source.and_then(|source| said(&source.date_time));
    if let Some(source) = source {
        cx.other(&source.other, &at);
    }
    let told = match source.filter(|_| is_on == Some(true)) {
        Some(source) => told_in(cx, source, &at),
        None => Zone::utc(),
    };
    let read = text.and_then(written);
    if let Some(read) = read.filter(|_| is_on == Some(true)) {
        told_cut(cx, read, &at);
    }
    let instant = read
        .and_then(|read| read.offset.map_or_else(|| told.instant(read.local), |_| read.instant()));
    match (is_on == Some(true), instant) {
        (true, Some(instant)) => alarm::at_instant(to, instant, title.unwrap_or_default().into()),
        (true, None) => cx.report(&codes::TASK_REMINDER, &at),
        (false, _) if text.is_some() => cx.report(&codes::TASK_REMINDER, &at),
        (false, _) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_refused() {
        assert_eq!(
            task_to_calendar(&TodoTask::default(), &Context::default()),
            Err(TaskError::Empty)
        );
    }
}
