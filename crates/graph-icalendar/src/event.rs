use std::borrow::Cow;
use std::collections::HashSet;

use viaduc_contentline::{Component, Property};
use viaduc_fidelity::{Converted, Place};
use viaduc_graph_types::{Event, EventType};
use viaduc_wire::List;

use crate::attach;
use crate::body;
use crate::codes;
use crate::context::Context;
use crate::cx::{Cx, push, said};
use crate::error::EventError;
use crate::exceptions::{Original, Slots};
use crate::instances::{Fate, Instances};
use crate::meeting::Meeting;
use crate::people::People;
use crate::series::{self, Empty, Recurrence, Times};
use crate::stored::Stored;
use crate::when::instant;
use crate::{alarm, extras, fields, kinds, meeting, people, place, stored_exceptions, times, uid};

/// One VCALENDAR of a Graph `event`: a single event, an all-day event, or a series with all its exceptions
/// (`exceptionOccurrences`, changed `instances`, `cancelledOccurrences`) and the VTIMEZONEs they need.
///
/// The output is a function of the arguments: DTSTAMP is the time of the last change.
///
/// # Errors
/// [`EventError`], where nothing meaningful can be made: no start, or a start that is no date-time. Everything else that is
/// wrong is a loss.
pub fn event_to_calendar<'a>(
    event: &'a Event,
    context: &Context<'_>,
) -> Result<Converted<Component<'a>>, EventError> {
    let mut cx = Cx::new(context);
    let root = Place::root();
    let mut times = times::of(&mut cx, event, None, &root).map_err(|error| {
        let is_gone = error == EventError::NoStart && event.removed.is_some();
        if is_gone { EventError::Removed } else { error }
    })?;
    let stored = Stored::of(&mut cx, event);
    let begun = times.first_day();
    let recurrence = series::read(
        &mut cx,
        event.recurrence.as_ref(),
        stored.as_ref(),
        &mut times,
        &root.key("recurrence"),
    );
    if matches!(recurrence, Recurrence::Series(..)) && times.first_day() != begun {
        cx.report(&codes::SERIES_START, &root.key("start"));
    }
    let uid = uid_of(&mut cx, event, &root);
    let (series, rule, empty) = match recurrence {
        Recurrence::None => (None, None, None),
        Recurrence::Series(series, rule) => (Some(series), Some(rule), None),
        Recurrence::Empty(empty) => (None, None, Some(empty)),
    };
    let slots = match (&series, empty) {
        (Some(series), _) => Slots::Rule(series),
        (None, None) => Slots::Once(times.first_day()),
        (None, Some(_)) => Slots::None,
    };
    let original = Original::of(&cx, event, slots, &times);
    let mut changes = exceptions(&mut cx, event, &original, (&uid, stored.as_ref()));
    let stored_changes = stored.as_ref().is_some_and(|stored| !stored.blob.changed.is_empty());
    let main = (empty.is_none() || stored_changes || changes.is_empty()).then(|| {
        let mut repeats: Vec<Property<'a>> = rule.into_iter().collect();
        if empty.is_none() {
            repeats.extend(original.repeats(&mut cx, event, stored.as_ref(), &changes, &root));
        }
        let orphan = orphan_id(&mut cx, event, &times, &root);
        let head = Head { uid, times, repeats, recurrence_id: orphan, series: None };
        vevent(&mut cx, event, head, &root)
    });
    if let (Some(stored), Some(main)) = (&stored, &main) {
        let minutes = event.reminder_minutes_before_start;
        let more = stored_exceptions::write(&mut cx, stored, &original, main, minutes, &changes);
        changes.extend(more);
    }
    let main = main.filter(|_| empty.is_none() || changes.is_empty());
    if let Some(empty) = empty {
        match main {
            Some(_) => once(&mut cx, event, empty, stored.as_ref(), &root),
            None => cx.report(&codes::SERIES_EMPTY, &root),
        }
    }
    Ok(calendar(cx, main.into_iter().chain(changes).collect()))
}

/// Reports a series that has nothing but what would be its first occurrence: where it says so, and the pattern.
fn once(cx: &mut Cx<'_>, event: &Event, empty: Empty, stored: Option<&Stored>, at: &Place<'_>) {
    let cancelled_at = at.key("cancelledOccurrences");
    for (position, id) in event.cancelled_occurrences.enumerate() {
        cx.note(&codes::CANCELLED_DAY, &cancelled_at.index(position), id);
    }
    cx.strays(&event.cancelled_occurrences, &cancelled_at);
    let code = &codes::SERIES_ONCE;
    let at = at.key("recurrence");
    let has_pattern = event.recurrence.as_ref().is_some_and(|told| told.pattern.is_some());
    if has_pattern && empty != Empty::Recurrence {
        cx.report(code, &at.key("pattern"));
    }
    match (empty, stored) {
        (Empty::Stored, Some(stored)) => stored.note(cx, code, ""),
        (Empty::EndDate, _) => cx.report(code, &at.key("range").key("endDate")),
        (Empty::Recurrence | Empty::Stored, _) => cx.report(code, &at),
    }
}

/// The frame around events and tasks.
pub(crate) fn calendar<'a>(cx: Cx<'_>, items: Vec<Component<'a>>) -> Converted<Component<'a>> {
    let mut calendar = Component::new("VCALENDAR");
    push(&mut calendar, "VERSION", "2.0");
    push(&mut calendar, "PRODID", "-//Viaduc//graph-icalendar//EN");
    push(&mut calendar, "CALSCALE", "GREGORIAN");
    calendar.components = cx.zones.components();
    calendar.components.extend(items);
    cx.losses.with(calendar)
}

/// What an event has from outside itself.
struct Head<'a> {
    uid: Cow<'a, str>,
    times: Times,
    /// RRULE and EXDATEs.
    repeats: Vec<Property<'a>>,
    recurrence_id: Option<Property<'a>>,
    /// The series, for an exception written in it.
    series: Option<&'a Event>,
}

/// The series' UID: beta's own, or the cleaned `iCalUId`, or one derived from the id or the whole item.
fn uid_of<'a>(cx: &mut Cx<'_>, event: &'a Event, at: &Place<'_>) -> Cow<'a, str> {
    let given = [event.uid.as_ref(), event.ical_uid.as_ref()];
    if let Some(id) =
        given.into_iter().flatten().map(|id| id.as_str()).find(|id| !id.trim().is_empty())
    {
        cx.check(id, &at.key("iCalUId"));
        return uid::series(id).0;
    }
    cx.report(&codes::UID_DERIVED, &at.key("iCalUId"));
    let id =
        event.id.as_ref().map(|id| id.as_str().as_bytes().to_vec()).filter(|id| !id.is_empty());
    let bytes = id.unwrap_or_else(|| serde_json::to_vec(event).unwrap_or_default());
    Cow::Owned(uid::derived(&bytes))
}

/// The changed occurrences, each with its own full set of properties.
fn exceptions<'a>(
    cx: &mut Cx<'_>,
    event: &'a Event,
    original: &Original<'_>,
    (uid, stored): (&Cow<'a, str>, Option<&Stored>),
) -> Vec<Component<'a>> {
    let (mut written, mut ids) = (Vec::new(), HashSet::new());
    let root = Place::root();
    let lists: [(&'a List<Event>, _); 2] = [
        (&event.exception_occurrences, root.key("exceptionOccurrences")),
        (&event.instances, root.key("instances")),
    ];
    let instances = Instances::of(event, stored);
    for (number, (list, at)) in lists.into_iter().enumerate() {
        cx.strays(list, &at);
        for (position, exception) in list.enumerate() {
            let at = at.index(position);
            let from_instances = number == 1;
            let said = from_instances.then(|| instances.fate(cx, exception, original));
            if let Some(code) = said.and_then(Fate::code) {
                cx.report(code, &at);
                continue;
            }
            if let Some((component, id)) =
                exception_event(cx, exception, original, (uid, event), &ids, &at)
            {
                written.push(component);
                ids.insert(id);
            }
        }
    }
    written
}

fn exception_event<'a>(
    cx: &mut Cx<'_>,
    exception: &'a Event,
    original: &Original<'_>,
    (uid, master): (&Cow<'a, str>, &'a Event),
    ids: &HashSet<String>,
    at: &Place<'_>,
) -> Option<(Component<'a>, String)> {
    let times = match times::of(cx, exception, Some(master), at) {
        Ok(times) => times,
        Err(error) => {
            cx.note(&codes::EXCEPTION_DROPPED, at, &error.to_string());
            return None;
        }
    };
    let recurrence_id = original.recurrence_id(cx, exception, &times, at);
    let id = recurrence_id.as_ref().map(|id| id.value.to_string()).unwrap_or_default();
    if ids.contains(&id) {
        cx.note(&codes::EXCEPTION_DROPPED, at, &id);
        return None;
    }
    if recurrence_id.as_ref().is_some_and(|id| original.is_outside(cx, id)) {
        cx.note(&codes::EXCEPTION_OUTSIDE, at, &id);
    }
    for (nested, name) in [
        (exception.recurrence.is_some(), "recurrence"),
        (!exception.exception_occurrences.is_empty(), "exceptionOccurrences"),
        (!exception.instances.is_empty(), "instances"),
        (!exception.cancelled_occurrences.is_empty(), "cancelledOccurrences"),
    ] {
        if nested {
            cx.report(&codes::EXCEPTION_NESTED, &at.key(name));
        }
    }
    let head =
        Head { uid: uid.clone(), times, repeats: Vec::new(), recurrence_id, series: Some(master) };
    Some((vevent(cx, exception, head, at), id))
}

/// RECURRENCE-ID of an occurrence that came without its series.
fn orphan_id<'a>(
    cx: &mut Cx<'_>,
    event: &Event,
    times: &Times,
    at: &Place<'_>,
) -> Option<Property<'a>> {
    let is_instance = matches!(event.kind, Some(EventType::Occurrence | EventType::Exception));
    let id_day = event.ical_uid.as_ref().and_then(|id| uid::series(id.as_str()).1);
    let named = said(&event.original_start).and_then(instant).is_some()
        || said(&event.occurrence_id).is_some();
    if event.recurrence.is_some() || !(id_day.is_some() || (is_instance && named)) {
        return None;
    }
    Original::of(cx, event, Slots::None, times).recurrence_id(cx, event, times, at)
}

/// One VEVENT, of the master, a single event or an exception.
#[expect(
    clippy::too_many_lines,
    reason = "the fields alone are sixty lines, and every one has to be named"
)]
fn vevent<'a>(cx: &mut Cx<'_>, event: &'a Event, head: Head<'a>, at: &Place<'_>) -> Component<'a> {
    let Event {
        // In X-VIADUC-SOURCE (extras::source).
        odata_type: _,
        odata_etag: _,
        odata_context: _,
        id: _,
        change_key: _,
        transaction_id: _,
        web_link: _,
        series_master_id: _,
        // In UID and RECURRENCE-ID (uid_of, Original::recurrence_id), else in X-VIADUC-SOURCE.
        ical_uid: _,
        uid: _,
        occurrence_id: _,
        original_start: _,
        kind: _,
        // Read beforehand (times, series, exceptions).
        start: _,
        end: _,
        is_all_day: _,
        original_start_time_zone: _,
        original_end_time_zone: _,
        recurrence: _,
        exception_occurrences: _,
        instances: _,
        cancelled_occurrences: _,
        removed,
        categories,
        created_date_time,
        last_modified_date_time,
        allow_new_time_proposals,
        attendees,
        body,
        body_preview,
        has_attachments,
        hide_attendees,
        importance,
        is_cancelled,
        is_draft,
        is_online_meeting,
        is_organizer,
        is_reminder_on,
        location,
        locations,
        online_meeting,
        online_meeting_provider,
        online_meeting_url,
        organizer,
        reminder_minutes_before_start,
        response_requested,
        response_status,
        sensitivity,
        show_as,
        subject,
        attachments,
        calendar,
        extensions,
        multi_value_extended_properties,
        single_value_extended_properties,
        other,
    } = event;
    let mut to = Component::new("VEVENT");
    to.properties.reserve(24 + attendees.len() + attachments.len());
    let id = |series: &'a Event| series.id.as_ref().map(|id| id.as_str()).unwrap_or_default();
    let series = head.series.map(id);
    let source = extras::source(event, &head.uid, series, (cx.context.owner, &head.times));
    if removed.is_some() {
        cx.report(&codes::REMOVED, &at.key("@removed"));
    }
    to.push(Property::text("UID", head.uid));
    let start = match &head.times {
        Times::Clock { start, .. } => Some(*start),
        Times::Days { .. } => None,
    };
    fields::stamps(
        cx,
        &mut to,
        created_date_time.as_deref(),
        last_modified_date_time.as_deref(),
        start,
        at,
    );
    to.properties.extend(head.recurrence_id);
    fields::when(cx, &mut to, &head.times, !head.repeats.is_empty(), at);
    to.properties.extend(head.repeats);
    fields::summary(cx, &mut to, subject.as_deref(), at);
    body::write(cx, &mut to, body.as_ref(), body_preview.as_deref(), "", at);
    place::write(cx, &mut to, location.as_ref(), locations, at);
    kinds::class(cx, &mut to, (sensitivity.as_ref(), other), head.series, at);
    kinds::show_as(cx, &mut to, show_as.as_ref(), at);
    kinds::importance(cx, &mut to, importance.as_ref(), at);
    push(&mut to, "STATUS", if *is_cancelled == Some(true) { "CANCELLED" } else { "CONFIRMED" });
    fields::categories(cx, &mut to, categories, at);
    let people = People {
        attendees,
        organizer: organizer.as_ref(),
        is_organizer: *is_organizer,
        response_requested: *response_requested,
        response_status: response_status.as_ref(),
        location: location.as_ref(),
        locations,
    };
    people::write(cx, &mut to, &people, at);
    let online = Meeting {
        is_online: *is_online_meeting,
        info: online_meeting.as_ref(),
        provider: online_meeting_provider.as_ref(),
        url: online_meeting_url.as_deref(),
    };
    meeting::write(cx, &mut to, &online, at);
    attach::write(cx, &mut to, attachments, *has_attachments, at);
    let flags = [
        (*is_draft == Some(true), "X-VIADUC-DRAFT", Some((&codes::DRAFT, "isDraft"))),
        (
            *hide_attendees == Some(true),
            "X-VIADUC-HIDE-ATTENDEES",
            Some((&codes::HIDE_ATTENDEES, "hideAttendees")),
        ),
        (*allow_new_time_proposals == Some(false), "X-MICROSOFT-DISALLOW-COUNTER", None),
        (matches!(head.times, Times::Days { .. }), "X-MICROSOFT-CDO-ALLDAYEVENT", None),
    ];
    for (_, name, loss) in flags.into_iter().filter(|(is, ..)| *is) {
        push(&mut to, name, "TRUE");
        if let Some((code, member)) = loss {
            cx.report(code, &at.key(member));
        }
    }
    if calendar.is_some() {
        cx.report(&codes::CALENDAR, &at.key("calendar"));
    }
    extras::write(
        cx,
        &mut to,
        extensions,
        single_value_extended_properties,
        Some(multi_value_extended_properties),
        at,
    );
    to.properties.extend(source);
    // A reminder that is off keeps a stale number of minutes.
    if *is_reminder_on == Some(true) {
        let minutes_at = at.key("reminderMinutesBeforeStart");
        let minutes = *reminder_minutes_before_start;
        let title = subject.as_deref().unwrap_or_default().into();
        alarm::before(cx, &mut to, minutes, title, &minutes_at);
    }
    cx.other(other, at);
    to
}
