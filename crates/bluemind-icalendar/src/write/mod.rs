//! BlueMind to iCalendar.

mod alarm;
mod element;
mod people;
mod recur;
mod when;

use std::collections::BTreeMap;

use viaduc_bluemind_types::{
    BmDateTime, IcsUid, Transparency, VEvent, VEventOccurrence, VEventSeries, VTodo,
};
use viaduc_contentline::{Component, Exact, Property};
use viaduc_fidelity::{Converted, Losses, Place};
use viaduc_wire::Other;

use self::when::other_zone;
use crate::EXACT;
use crate::codes::{BM_UNKNOWN, BM_WORD};
use crate::element::{Element, Ends, TodoEnds};
use crate::{Item, ItemError, Value};

/// The time stamp of what brings none: the conversion reads no clock.
pub(crate) const NO_STAMP: &str = "19700101T000000Z";

/// What a conversion carries along.
struct Cx {
    losses: Losses,
    /// The zones in use, with the first and last year.
    zones: BTreeMap<&'static str, (i16, i16)>,
}

/// A BlueMind item as a VCALENDAR, its uploads left aside.
///
/// # Errors
/// Those of [`series_to_calendar`] and [`todo_to_calendar`].
pub fn item_to_calendar(item: &Item) -> Result<Converted<Component<'static>>, ItemError> {
    match &item.value {
        Value::Series(series) => series_to_calendar(series, item.uid.as_str()),
        Value::Todo(todo) => todo_to_calendar(todo, item.uid.as_str()),
    }
}

/// A series as a VCALENDAR: the main event, then each occurrence that differs, and the zones they use.
///
/// `uid` is the item's: it stands in where the series has no UID of its own, and beside it, as `X-BLUEMIND-UID`, where that
/// is another (several items may share one). Paths of losses are JSON pointers into the series.
///
/// # Errors
/// [`ItemError`] where there is nothing to write, or something has no start.
pub fn series_to_calendar(
    series: &VEventSeries,
    uid: &str,
) -> Result<Converted<Component<'static>>, ItemError> {
    let VEventSeries {
        main,
        occurrences,
        counters,
        properties,
        x_properties,
        ics_uid,
        accept_counters,
        other,
    } = series;
    let mut cx = Cx { losses: Losses::new(), zones: BTreeMap::new() };
    let root = Place::root();
    cx.unknown(other, &root);
    let item_uid = uid;
    let uid = own_uid(ics_uid.as_ref(), item_uid);
    let mut events = Vec::new();
    if let Some(main) = main {
        events.push(cx.event(main.clone(), uid, &root.key("main"))?);
    }
    let list = root.key("occurrences");
    for (at, occurrence) in occurrences.enumerate() {
        let mut event = cx.occurrence(occurrence.clone(), uid, &list.index(at))?;
        let start = main.as_ref().and_then(|main| main.dtstart.as_ref());
        if other_zone(occurrence.recurid.as_ref(), start)
            && let Some(id) = event.property_mut("RECURRENCE-ID")
        {
            *id = id.clone().with("X-BLUEMIND-AS-IS", "TRUE");
        }
        events.push(event);
    }
    cx.strays(occurrences.strays().iter().map(|stray| stray.index), &list);
    let Some(first) = events.first_mut() else { return Err(ItemError::Empty) };
    push_item_uid(first, uid, item_uid);
    if *accept_counters == Some(false) {
        first.push(Property::new("X-MICROSOFT-DISALLOW-COUNTER", "TRUE"));
    }
    for (map, of, name) in
        [(properties, "series", "properties"), (x_properties, "x", "xProperties")]
    {
        for (key, value) in map.iter() {
            first.push(element::entry(key, value).with("X-OF", of));
        }
        for key in map.strays().keys() {
            cx.losses.report(&BM_UNKNOWN, &root.key(name).key(key));
        }
    }
    if !counters.is_empty()
        && let Ok(json) = serde_json::to_string(counters)
    {
        first.push(Property::text("X-BLUEMIND-COUNTERS", element::json_line(&json)));
    }
    Ok(cx.calendar(events))
}

/// A task as a VCALENDAR, with the zones it uses.
///
/// `uid` is the item's: it stands in where the task has no UID of its own, and beside it, as `X-BLUEMIND-UID`, where that is
/// another. Paths of losses are JSON pointers into the task.
///
/// # Errors
/// None today: a task needs no date.
pub fn todo_to_calendar(
    todo: &VTodo,
    uid: &str,
) -> Result<Converted<Component<'static>>, ItemError> {
    let mut cx = Cx { losses: Losses::new(), zones: BTreeMap::new() };
    let place = Place::root();
    let (element, ends) = Element::of_todo(todo.clone());
    let TodoEnds { due, percent, completed, uid: own } = ends;
    let item_uid = uid;
    let uid = own_uid(own.as_ref(), item_uid);
    let mut component = Component::new("VTODO");
    component.push(uid_line("UID", uid));
    push_item_uid(&mut component, uid, item_uid);
    let start = element.dtstart.as_ref().and_then(|start| cx.when(start, &place.key("dtstart")));
    let due = due.as_ref().and_then(|due| cx.when(due, &place.key("due")));
    if let Some(start) = &start {
        let first = cx.start(start, element.rrule.is_some(), &place.key("dtstart"));
        component.push(first);
    }
    if let Some(due) = &due {
        component.push(cx.date("DUE", due));
    }
    if let Some(done) = completed.as_ref().and_then(|done| cx.when(done, &place.key("completed"))) {
        component.push(cx.done(&done, start.as_ref().or(due.as_ref())));
    }
    if let Some(percent) = percent {
        component.push(Property::new("PERCENT-COMPLETE", percent.to_string()));
    }
    cx.element(element, start.as_ref().or(due.as_ref()), &mut component, &place);
    Ok(cx.calendar(vec![component]))
}

/// The UID of its own, else the item's.
fn own_uid<'a>(own: Option<&'a IcsUid>, item: &'a str) -> &'a str {
    own.map(IcsUid::as_str).filter(|uid| !uid.is_empty()).unwrap_or(item)
}

/// The item's uid where it is not the UID: two items invited to two occurrences of one series share the latter.
fn push_item_uid(component: &mut Component<'static>, uid: &str, item: &str) {
    if !item.is_empty() && item != uid {
        component.push(uid_line("X-BLUEMIND-UID", item));
    }
}

/// A uid, which is read without blanks around it.
fn uid_line(name: &'static str, uid: &str) -> Property<'static> {
    EXACT.with_trimmed(Property::text(name, uid.to_owned()), Exact::VALUE, uid)
}

impl Cx {
    fn event(
        &mut self,
        event: VEvent,
        uid: &str,
        place: &Place<'_>,
    ) -> Result<Component<'static>, ItemError> {
        let (element, ends) = Element::of_event(event);
        self.vevent(element, ends, None, uid, place)
    }

    fn occurrence(
        &mut self,
        event: VEventOccurrence,
        uid: &str,
        place: &Place<'_>,
    ) -> Result<Component<'static>, ItemError> {
        let (element, ends, recurid) = Element::of_occurrence(event);
        self.vevent(element, ends, Some(recurid), uid, place)
    }

    /// `recurid`: of an occurrence, where the start stands in for a missing one.
    #[expect(
        clippy::option_option,
        reason = "no occurrence, an occurrence without its id, and one with it"
    )]
    fn vevent(
        &mut self,
        element: Element,
        ends: Ends,
        recurid: Option<Option<BmDateTime>>,
        uid: &str,
        place: &Place<'_>,
    ) -> Result<Component<'static>, ItemError> {
        let Ends { dtend, transparency } = ends;
        let start_place = place.key("dtstart");
        let start = element.dtstart.as_ref().and_then(|start| self.when(start, &start_place));
        let Some(start) = start else {
            return Err(ItemError::NoStart { path: (&start_place).into() });
        };
        let mut component = Component::new("VEVENT");
        component.push(uid_line("UID", uid));
        if let Some(recurid) = recurid {
            let id = recurid.as_ref().and_then(|id| self.when(id, &place.key("recurid")));
            component.push(self.date("RECURRENCE-ID", id.as_ref().unwrap_or(&start)));
        }
        let first = self.start(&start, element.rrule.is_some(), &start_place);
        component.push(first);
        if let Some(end) = dtend.as_ref().and_then(|end| self.when(end, &place.key("dtend"))) {
            component.push(self.date("DTEND", &end));
        }
        let taken = match transparency {
            Some(Transparency::Opaque) => Some("OPAQUE"),
            Some(Transparency::Transparent) => Some("TRANSPARENT"),
            Some(other) => {
                self.losses.note(&BM_WORD, &place.key("transparency"), other.as_str());
                Some("OPAQUE")
            }
            // The server's default for whole days is the opposite of iCalendar's.
            None if start.is_day() => Some("TRANSPARENT"),
            None => None,
        };
        if let Some(taken) = taken {
            component.push(Property::new("TRANSP", taken));
        }
        self.element(element, Some(&start), &mut component, place);
        Ok(component)
    }

    /// The frame, the zones, the components; and what was lost.
    fn calendar(self, components: Vec<Component<'static>>) -> Converted<Component<'static>> {
        let mut calendar = Component::new("VCALENDAR");
        calendar.push(Property::new("VERSION", "2.0"));
        calendar.push(Property::new("PRODID", "-//Viaduc//BlueMind iCalendar//EN"));
        for (id, (first, last)) in &self.zones {
            if let Some(mut zone) = viaduc_timezones::vtimezone(id, *first..=*last) {
                if let Some(name) = zone.property_mut("TZID") {
                    name.value = (*id).into();
                }
                calendar.push_component(zone);
            }
        }
        for component in components {
            calendar.push_component(component);
        }
        self.losses.with(calendar)
    }

    /// Reports members nobody knows.
    fn unknown(&mut self, other: &Other, place: &Place<'_>) {
        for (name, value) in other.iter() {
            if !value.is_null() {
                self.losses.report(&BM_UNKNOWN, &place.key(name));
            }
        }
        for name in other.repeated() {
            self.losses.note(&BM_UNKNOWN, &place.key(name), "repeated");
        }
    }

    /// Reports elements of a wrong type.
    fn strays(&mut self, at: impl Iterator<Item = usize>, place: &Place<'_>) {
        for at in at {
            self.losses.report(&BM_UNKNOWN, &place.index(at));
        }
    }
}
