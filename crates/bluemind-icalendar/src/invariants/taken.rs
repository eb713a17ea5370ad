//! What BlueMind takes: the rules of its validator.

use std::collections::HashSet;

use viaduc_bluemind_types::{
    AttachedFile, Attendee, BmDateTime, Organizer, Precision, RRule, VEventOccurrence,
    VEventSeries, VTodo,
};

use crate::when::{When, from_bm};
use crate::{Item, Value};

fn hold(holds: bool, law: &str, about: &dyn std::fmt::Debug) {
    if !holds {
        panic!("{law}: {about:#?}");
    }
}

pub(super) fn item(item: &Item) {
    hold(!item.uid.as_str().is_empty(), "an item has a uid", item);
    match &item.value {
        Value::Series(series) => self::series(series),
        Value::Todo(todo) => self::todo(todo),
    }
    for upload in &item.uploads {
        hold(
            !upload.name.is_empty() && !upload.bytes.is_empty(),
            "an upload has a name and bytes",
            item,
        );
    }
}

fn series(series: &VEventSeries) {
    hold(series.main.is_some() || !series.occurrences.is_empty(), "a series has an event", series);
    hold(
        series.ics_uid.as_ref().is_some_and(|uid| !uid.as_str().is_empty()),
        "a series has a UID",
        series,
    );
    let mut seen = HashSet::new();
    let main = series.main.iter().map(|main| {
        let (element, ends) = crate::element::Element::of_event(main.clone());
        element.into_occurrence(ends, None)
    });
    for event in main {
        self::event(&event);
    }
    for occurrence in &series.occurrences {
        event(occurrence);
        hold(occurrence.rrule.is_none(), "an occurrence does not repeat", occurrence);
        let Some(recurid) = &occurrence.recurid else {
            panic!("an occurrence has an id: {occurrence:#?}")
        };
        date(recurid);
        hold(seen.insert(format!("{recurid:?}")), "no two occurrences have one id", series);
    }
}

fn event(event: &VEventOccurrence) {
    let Some(start) = &event.dtstart else { panic!("an event has a start: {event:#?}") };
    let Some(end) = &event.dtend else { panic!("an event has an end: {event:#?}") };
    let (start, end) = (date(start), date(end));
    hold(start.is_day() == end.is_day(), "an end is like its start", event);
    hold(start.seconds() <= end.seconds(), "an event ends after it starts", event);
    hold(!start.is_day() || start.seconds() < end.seconds(), "a day lasts a day", event);
    hold(
        event.classification.is_some() && event.transparency.is_some() && event.status.is_some(),
        "defaults are told",
        event,
    );
    common(
        event.summary.as_deref(),
        event.priority,
        &event.attachments,
        &event.attendees,
        event.organizer.as_ref(),
    );
    for day in event.exdate.iter().chain(&event.rdate) {
        date(day);
    }
    hold(event.exdate.is_empty() || event.rrule.is_some(), "excluded days have a rule", event);
    if let Some(rule) = &event.rrule {
        self::rule(rule, Some(&start));
    }
}

fn todo(todo: &VTodo) {
    common(
        todo.summary.as_deref(),
        todo.priority,
        &todo.attachments,
        &todo.attendees,
        todo.organizer.as_ref(),
    );
    hold(
        todo.percent.is_none_or(|percent| (0..=100).contains(&percent)),
        "a part is at most the whole",
        todo,
    );
    let start = todo.dtstart.as_ref().map(date);
    let due = todo.due.as_ref().map(date);
    if let Some(rule) = &todo.rrule {
        self::rule(rule, due.as_ref().or(start.as_ref()));
    }
}

fn common(
    summary: Option<&str>,
    priority: Option<i32>,
    files: &[AttachedFile],
    attendees: &[Attendee],
    organizer: Option<&Organizer>,
) {
    hold(summary.is_some_and(|summary| !summary.is_empty()), "there is a title", &summary);
    hold(
        priority.is_none_or(|priority| (0..=9).contains(&priority)),
        "a priority has ten values",
        &priority,
    );
    let full = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    for file in files {
        hold(full(&file.name) && full(&file.public_url), "a file has a name and a link", file);
    }
    for attendee in attendees {
        let addressed =
            full(&attendee.mailto) || (attendee.mailto.is_none() && attendees.len() > 1);
        hold(addressed, "an attendee has an address, or is one of several", attendee);
    }
    hold(
        organizer.is_none_or(|organizer| full(&organizer.mailto)),
        "an organizer has an address",
        &organizer,
    );
}

fn rule(rule: &RRule, start: Option<&When>) {
    hold(rule.frequency.is_some(), "a rule has a frequency", rule);
    let within = |list: &[i32], low: i32, high: i32| list.iter().all(|n| (low..=high).contains(n));
    hold(
        within(&rule.by_second, 0, 59)
            && within(&rule.by_minute, 0, 59)
            && within(&rule.by_hour, 0, 23)
            && within(&rule.by_month_day, 1, 31)
            && within(&rule.by_year_day, 1, 366)
            && within(&rule.by_week_no, 1, 53)
            && within(&rule.by_month, 1, 12),
        "numbers are in range",
        rule,
    );
    hold(rule.interval.is_none_or(|interval| interval > 0), "an interval is positive", rule);
    hold(rule.count.is_none_or(|count| count > 0), "a count is positive", rule);
    for day in &rule.by_day {
        let known = day.day.as_deref().is_some_and(|day| crate::read::weekday(day).is_some());
        hold(known && day.offset.is_some(), "a day is a day", rule);
    }
    if let (Some(until), Some(start)) = (&rule.until, start) {
        let until = date(until);
        let late = if until.is_day() || start.is_day() {
            until.date() >= start.date()
        } else {
            until.seconds() >= start.seconds()
        };
        hold(late, "a rule ends after it begins", rule);
    }
}

/// A date in canonical form.
fn date(bm: &BmDateTime) -> When {
    let text = bm.iso8601.as_deref().unwrap_or_default();
    let day = bm.precision == Some(Precision::Date);
    hold(!day || bm.timezone.is_none(), "a day has no zone", bm);
    let Some((when, false)) = from_bm(text, bm.timezone.as_deref(), day) else {
        panic!("a date is one: {bm:#?}");
    };
    hold(when.to_bm().as_ref() == Some(bm), "a date is canonical", bm);
    when
}
