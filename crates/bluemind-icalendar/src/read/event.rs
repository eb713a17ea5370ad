//! VEVENTs of one UID to a series.

use viaduc_bluemind_types::{IcsUid, ItemUid, Transparency, VEventSeries};
use viaduc_fidelity::Place;
use viaduc_wire::{Dict, List};

use super::element::Kind;
use super::raw::Raw;
use super::{Cx, Source, item_uid, kept, latest, unusable};
use crate::codes::{
    DATE_UNUSABLE, END_BEFORE_START, END_TYPE, PROPERTY_DROPPED, RECURRENCE_ID_RANGE,
    RECURRENCE_ID_TYPE, VERSION_REPEATED,
};
use crate::element::{Element, Ends};
use crate::when::When;
use crate::{CalendarError, Item, Upload, Value, duration};

/// An event as read: the element, its end, and where it starts.
struct Read {
    element: Element,
    ends: Ends,
    start: When,
    uploads: Vec<Upload>,
}

pub(super) fn read(
    uid: &ItemUid,
    sources: &[Source<'_>],
    cx: &mut Cx<'_>,
) -> Result<Item, CalendarError> {
    let (overrides, masters): (Vec<Source<'_>>, Vec<Source<'_>>) =
        sources.iter().partition(|source| source.component.property("RECURRENCE-ID").is_some());
    let mut series = VEventSeries {
        ics_uid: Some(IcsUid::from(uid.as_str())),
        accept_counters: Some(true),
        occurrences: List::from(Vec::new()),
        ..VEventSeries::default()
    };
    let mut uploads = Vec::new();
    let mut error = None;
    let mut main = None;
    if let Some(source) = latest(&masters, cx) {
        match one(&source, None, cx, &mut series) {
            Ok(read) => main = Some(read),
            Err(problem) => error = Some(problem),
        }
    }
    occurrences(&overrides, main.as_ref(), cx, &mut series, &mut uploads);
    if let Some(read) = main {
        uploads.splice(0..0, read.uploads);
        series.main = Some(read.element.into_event(read.ends));
    }
    if series.main.is_none() && series.occurrences.is_empty() {
        return Err(match (error, sources.first()) {
            (Some(error), _) => error,
            (None, Some(source)) => unusable(source, cx),
            (None, None) => CalendarError::Empty,
        });
    }
    Ok(Item { uid: item_uid(uid, sources), value: Value::Series(series), uploads })
}

/// The exceptions, each once, with the start the series gave them.
fn occurrences(
    overrides: &[Source<'_>],
    main: Option<&Read>,
    cx: &mut Cx<'_>,
    series: &mut VEventSeries,
    uploads: &mut Vec<Upload>,
) {
    // By the start in the series; what the same start has twice is told apart by its version.
    let mut order: Vec<When> = Vec::new();
    let mut versions: std::collections::BTreeMap<(i64, bool), Vec<(usize, Source<'_>)>> =
        std::collections::BTreeMap::new();
    for source in overrides {
        let Some(recurid) = recurrence_id(source, main, cx) else { continue };
        let key = (recurid.seconds(), recurid.is_day());
        versions.entry(key).or_default().push((order.len(), *source));
        order.push(recurid);
    }
    let mut chosen: Vec<(usize, Source<'_>)> = Vec::new();
    for group in versions.values() {
        let sources: Vec<Source<'_>> = group.iter().map(|(_, source)| *source).collect();
        let Some(source) = latest(&sources, cx) else { continue };
        chosen.extend(group.iter().find(|(_, candidate)| candidate.at == source.at));
    }
    chosen.sort_by_key(|(at, _)| *at);
    let mut ids = std::collections::HashSet::new();
    for (at, source) in chosen {
        cx.told.clear();
        let Some(recurid) = order.get(at) else { continue };
        let Ok(mut read) = one(&source, main, cx, series) else { continue };
        let place = Place::root();
        let place = place.key(source.kind);
        let Some(recurid) = cx.bm(recurid, &place.index(source.at).key("RECURRENCE-ID").index(0))
        else {
            continue;
        };
        if !ids.insert(format!("{recurid:?}")) {
            cx.losses.report(&VERSION_REPEATED, source.pointer());
            continue;
        }
        for upload in &mut read.uploads {
            upload.occurrence = Some(series.occurrences.len());
        }
        uploads.append(&mut read.uploads);
        series.occurrences.push(read.element.into_occurrence(read.ends, Some(recurid)));
    }
}

/// The RECURRENCE-ID in the form of the series' start.
fn recurrence_id(source: &Source<'_>, main: Option<&Read>, cx: &mut Cx<'_>) -> Option<When> {
    let root = Place::root();
    let kind = root.key(source.kind);
    let component = kind.index(source.at);
    let name = component.key("RECURRENCE-ID");
    let place = name.index(0);
    let property = source.component.property("RECURRENCE-ID")?;
    if property.parameter("RANGE").is_some_and(|range| !range.is_empty()) {
        cx.losses.report(&RECURRENCE_ID_RANGE, &place);
    }
    let id = match cx.when(property, &place) {
        Some(id) => id,
        // What it replaces is unknown, but the event itself may be good: its own start is the nearest guess.
        None => {
            cx.when(source.component.property("DTSTART")?, &component.key("DTSTART").index(0))?
        }
    };
    let Some(main) = main else { return Some(id) };
    let as_is = property.parameter("X-BLUEMIND-AS-IS").is_some();
    if as_is && matches!((&id, &main.start), (When::At(..), When::At(..))) {
        return Some(id);
    }
    if id.is_day() == main.start.is_day() {
        return id.like(&main.start);
    }
    cx.losses.report(&RECURRENCE_ID_TYPE, &place);
    match &main.start {
        When::Day(_) => id.like(&main.start),
        When::Floating(start) => Some(When::Floating(id.date().to_datetime(start.time()))),
        When::At(zone, start) => When::local(zone, id.date().to_datetime(start.time())),
    }
}

/// One VEVENT. Series-level fields go to `series`.
fn one(
    source: &Source<'_>,
    main: Option<&Read>,
    cx: &mut Cx<'_>,
    series: &mut VEventSeries,
) -> Result<Read, CalendarError> {
    let root = Place::root();
    let kind = root.key(source.kind);
    let place = kind.index(source.at);
    let raw = Raw::of(source.component, cx, &place);
    cx.repeats = source.repeats();
    let start = raw.dtstart.and_then(|(at, p)| cx.when(p, &place.key("DTSTART").index(at)));
    let Some(start) = start.filter(|start| start.to_bm().is_some()) else {
        return Err(unusable(source, cx));
    };
    let end = end(&raw, &start, cx, &place);
    let kind = Kind::Event { exception: source.component.property("RECURRENCE-ID").is_some() };
    let inherited = main.and_then(|main| main.element.summary.as_deref());
    let (start, end) = if matches!(kind, Kind::Event { exception: true }) {
        (start, end)
    } else {
        cx.align(&raw, start, end, &place)
    };
    let (element, uploads) =
        cx.element(&raw, source.component, kind, Some(&start), Some(&end), inherited, &place);
    let ends = Ends {
        dtend: cx.bm(&end, &place.key("DTEND").index(0)),
        transparency: Some(transparency(&raw, cx, &place)),
    };
    series_fields(&raw, cx, series, &place);
    for (at, name) in
        [(raw.due, "DUE"), (raw.completed, "COMPLETED"), (raw.percent, "PERCENT-COMPLETE")]
    {
        if let Some((at, _)) = at {
            cx.losses.report(&PROPERTY_DROPPED, &place.key(name).index(at));
        }
    }
    Ok(Read { element, ends, start, uploads })
}

/// The end, made good where it is missing, of another type, or before the start.
fn end(raw: &Raw<'_>, start: &When, cx: &mut Cx<'_>, place: &Place<'_>) -> When {
    let shortest = if start.is_day() { start.next_day() } else { None };
    let shortest = shortest.unwrap_or_else(|| start.clone());
    if let Some((at, property)) = raw.dtend {
        if let Some((at, _)) = raw.duration {
            cx.losses.report(&PROPERTY_DROPPED, &place.key("DURATION").index(at));
        }
        let name = place.key("DTEND");
        let place = name.index(at);
        let Some(mut end) = cx.when(property, &place) else { return shortest };
        if end.is_day() != start.is_day() {
            cx.losses.report(&END_TYPE, &place);
            match end.like(start) {
                Some(alike) => end = alike,
                None => return shortest,
            }
        }
        let too_early = if start.is_day() {
            end.seconds() <= start.seconds()
        } else {
            end.seconds() < start.seconds()
        };
        if too_early {
            cx.losses.report(&END_BEFORE_START, &place);
            return shortest;
        }
        return end;
    }
    let Some((at, property)) = raw.duration else { return shortest };
    let name = place.key("DURATION");
    let place = name.index(at);
    let Some(length) = duration::parse(&property.value) else {
        cx.losses.note(&DATE_UNUSABLE, &place, &property.value);
        return shortest;
    };
    let (days, seconds) =
        if start.is_day() { (length.total() / 86_400, 0) } else { (length.days, length.seconds) };
    match start.plus(days, seconds) {
        Some(end) if length.total() > 0 && end.seconds() > start.seconds() => end,
        Some(_) if length.total() == 0 => shortest,
        _ => {
            cx.losses.report(&END_BEFORE_START, &place);
            shortest
        }
    }
}

/// Taken unless it says otherwise; the server's own default for whole days is the opposite of iCalendar's.
fn transparency(raw: &Raw<'_>, cx: &mut Cx<'_>, place: &Place<'_>) -> Transparency {
    let Some((at, property)) = raw.transp else { return Transparency::Opaque };
    match property.value.trim().to_ascii_uppercase().as_str() {
        "TRANSPARENT" => Transparency::Transparent,
        "OPAQUE" => Transparency::Opaque,
        other => {
            cx.losses.note(&crate::codes::STATUS_UNKNOWN, &place.key("TRANSP").index(at), other);
            Transparency::Opaque
        }
    }
}

/// What BlueMind keeps for the whole series.
fn series_fields(raw: &Raw<'_>, cx: &mut Cx<'_>, series: &mut VEventSeries, place: &Place<'_>) {
    let is_true = |at: Option<super::raw::At<'_>>| {
        at.is_some_and(|(_, property)| property.value.trim().eq_ignore_ascii_case("TRUE"))
    };
    if is_true(raw.disallow_counter) {
        series.accept_counters = Some(false);
    }
    if let Some((at, property)) = raw.bm_counters {
        match kept::counters(property) {
            Some(counters) => series.counters = counters,
            None => {
                cx.losses.report(&PROPERTY_DROPPED, &place.key("X-BLUEMIND-COUNTERS").index(at));
            }
        }
    }
    for (_, property) in &raw.bm_property {
        let Some((key, value)) = kept::entry(property) else { continue };
        let map: &mut Dict<String> = match property.parameter("X-OF") {
            Some("series") => &mut series.properties,
            Some("x") => &mut series.x_properties,
            _ => continue,
        };
        map.insert(key, value);
    }
}
