//! VTODOs of one UID to a task.

use viaduc_bluemind_types::{BmDateTime, IcsUid, ItemUid, Status};
use viaduc_fidelity::Place;

use super::element::Kind;
use super::raw::Raw;
use super::{Cx, Source, item_uid, latest};
use crate::codes::{COMPLETED_MISSING, DATE_UNUSABLE, PROPERTY_DROPPED, TODO_OCCURRENCE};
use crate::element::TodoEnds;
use crate::when::{When, Zone};
use crate::{CalendarError, Item, Value, duration};

pub(super) fn read(
    uid: &ItemUid,
    sources: &[Source<'_>],
    cx: &mut Cx<'_>,
) -> Result<Item, CalendarError> {
    let (overrides, mut masters): (Vec<Source<'_>>, Vec<Source<'_>>) =
        sources.iter().partition(|source| source.component.property("RECURRENCE-ID").is_some());
    if masters.is_empty() {
        // The one occurrence there is becomes the task.
        masters.extend(overrides.first());
    }
    for source in &overrides {
        cx.losses.report(&TODO_OCCURRENCE, source.pointer());
    }
    let Some(source) = latest(&masters, cx) else { return Err(CalendarError::Empty) };
    let root = Place::root();
    let kind = root.key(source.kind);
    let place = kind.index(source.at);
    let raw = Raw::of(source.component, cx, &place);
    cx.repeats = source.repeats();
    let start = raw.dtstart.and_then(|(at, p)| cx.when(p, &place.key("DTSTART").index(at)));
    let due = due(&raw, start.as_ref(), cx, &place);
    let (mut element, uploads) =
        cx.element(&raw, source.component, Kind::Todo, start.as_ref(), due.as_ref(), None, &place);
    let percent = raw
        .percent
        .and_then(|(at, p)| cx.number(p, 0..=100, &place.key("PERCENT-COMPLETE").index(at)));
    if element.status.is_none() {
        let done = raw.completed.is_some() || percent == Some(100);
        element.status = Some(if done { Status::Completed } else { Status::NeedsAction });
    }
    let completed =
        completed(&raw, element.status.as_ref(), start.as_ref().or(due.as_ref()), cx, &place);
    for (at, name) in [
        (raw.dtend, "DTEND"),
        (raw.transp, "TRANSP"),
        (raw.disallow_counter, "X-MICROSOFT-DISALLOW-COUNTER"),
        (raw.bm_counters, "X-BLUEMIND-COUNTERS"),
    ] {
        if let Some((at, _)) = at {
            cx.losses.report(&PROPERTY_DROPPED, &place.key(name).index(at));
        }
    }
    let ends = TodoEnds {
        due: due.as_ref().and_then(|due| cx.bm(due, &place.key("DUE").index(0))),
        percent,
        completed,
        uid: Some(IcsUid::from(uid.as_str())),
    };
    Ok(Item { uid: item_uid(uid, sources), value: Value::Todo(element.into_todo(ends)), uploads })
}

/// DUE, or DTSTART and DURATION.
fn due(raw: &Raw<'_>, start: Option<&When>, cx: &mut Cx<'_>, place: &Place<'_>) -> Option<When> {
    if let Some((at, property)) = raw.due {
        return cx.when(property, &place.key("DUE").index(at));
    }
    let (at, property) = raw.duration?;
    let length = duration::parse(&property.value);
    let due = length.and_then(|length| start?.plus(length.days, length.seconds));
    if due.is_none() {
        cx.losses.note(&DATE_UNUSABLE, &place.key("DURATION").index(at), &property.value);
    }
    due
}

/// When it was done, in the zone of `model`: the server wants it for done tasks, and clears it for others.
fn completed(
    raw: &Raw<'_>,
    status: Option<&Status>,
    model: Option<&When>,
    cx: &mut Cx<'_>,
    place: &Place<'_>,
) -> Option<BmDateTime> {
    let name = place.key("COMPLETED");
    let place = name.index(0);
    let told = raw.completed.and_then(|(_, property)| cx.when(property, &place));
    if status != Some(&Status::Completed) {
        if raw.completed.is_some() {
            cx.losses.report(&PROPERTY_DROPPED, &place);
        }
        return None;
    }
    let when = match told {
        Some(when) => when,
        None => {
            let named = |name: &str| raw.rest.iter().find(|(_, p)| p.is(name)).map(|(_, p)| *p);
            let changed =
                named("LAST-MODIFIED").and_then(|p| cx.value(&p.value, None, true, &place));
            cx.losses.report(&COMPLETED_MISSING, &place);
            changed.or_else(|| model.cloned())?
        }
    };
    // It is an instant: what has no zone is the owner's, else UTC.
    let instant = match &when {
        When::At(_, at) => at.timestamp(),
        When::Day(_) | When::Floating(_) => {
            let owner = cx.zones.owner().cloned().unwrap_or_else(Zone::utc);
            let When::At(_, at) = When::local(&owner, when.clock())? else { return None };
            at.timestamp()
        }
    };
    let own = |name| raw.completed.and_then(|(_, property)| property.parameter(name));
    let told_in = match (own("X-BLUEMIND-AS-IS"), model) {
        (Some("DATE"), _) => When::Day(when.date()),
        (Some("LOCAL"), _) => When::Floating(when.clock()),
        _ if own("X-BLUEMIND-TZID").is_some() => when,
        (_, Some(When::At(zone, _))) => When::at(zone, instant),
        _ => When::at(&cx.zones.utc(when.clock().year()), instant),
    };
    cx.bm(&told_in, &place)
}
