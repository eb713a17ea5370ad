//! iCalendar to BlueMind.

mod alarm;
mod attach;
mod element;
mod event;
mod kept;
mod people;
mod raw;
mod recur;
mod refused;
mod texts;
mod todo;
mod when;
mod zones;

use std::collections::{HashMap, HashSet};

use viaduc_bluemind_types::ItemUid;
use viaduc_contentline::{Component, Dialect, Exact, Property};
use viaduc_fidelity::{Converted, JsonPointer, LossCode, Losses, Place};

use crate::EXACT;
use crate::codes::{
    CALENDAR_PROPERTY, COMPONENT_UNSUPPORTED, ITEM_UNUSABLE, UID_MISSING, VERSION_REPEATED,
};
use crate::options::derived_uid;
use crate::{CalendarError, Item, Options};
pub(crate) use attach::{base_name, link};
pub(crate) use kept::{is_phone, stored_line};
pub(crate) use people::{NOBODY, address, is_uri};
pub(crate) use raw::HANDLED;
#[cfg(feature = "__invariants")]
pub(crate) use recur::WEEK;
pub(crate) use recur::weekday;

/// What a conversion carries along.
pub(crate) struct Cx<'a> {
    options: &'a Options<'a>,
    zones: zones::Zones<'a>,
    losses: Losses,
    /// Whether the component at hand repeats: its times are then those on its clock.
    repeats: bool,
    /// Losses that are told once for each component.
    told: HashSet<(&'static str, String)>,
}

impl Cx<'_> {
    /// Reports a loss about a name, once for each component.
    fn once(&mut self, code: &'static LossCode, place: &Place<'_>, name: &str) {
        if self.told.insert((code.name, name.to_owned())) {
            self.losses.note(code, place, name);
        }
    }
}

/// One VEVENT or VTODO with its place.
#[derive(Clone, Copy)]
struct Source<'a> {
    component: &'a Component<'a>,
    kind: &'static str,
    at: usize,
}

impl Source<'_> {
    fn repeats(&self) -> bool {
        ["RRULE", "RDATE"].iter().any(|name| self.component.property(name).is_some())
    }

    fn pointer(&self) -> JsonPointer {
        (&Place::root().key(self.kind).index(self.at)).into()
    }

    /// Later versions compare greater: by SEQUENCE, then by when it was changed or sent.
    fn version(&self) -> impl Ord + use<> {
        let sequence = self.component.property("SEQUENCE");
        let sequence: i64 = sequence.and_then(|p| p.value.trim().parse().ok()).unwrap_or(0);
        let stamp = |name| when::stamp(self.component.property(name));
        (sequence, stamp("DTSTAMP"), stamp("LAST-MODIFIED"))
    }
}

/// The events and tasks of an iCalendar object as BlueMind items: one item for each UID, exceptions with their series.
///
/// `calendar` is a VCALENDAR, or a single VEVENT or VTODO. Paths of losses are JSON pointers of component, place among its
/// kind, property and place among its name: `/VEVENT/0/ATTENDEE/2`. Items come in the order of their first
/// component.
///
/// # Errors
/// [`CalendarError`] where there is nothing that could be an item. Where only some are unusable, that is a loss.
pub fn calendar_to_series(
    calendar: &Component<'_>,
    options: &Options<'_>,
) -> Result<Converted<Vec<Item>>, CalendarError> {
    let mut cx = Cx {
        options,
        zones: zones::Zones::of(calendar, options),
        losses: Losses::new(),
        repeats: false,
        told: HashSet::new(),
    };
    let mut items = Vec::new();
    let mut first_error = None;
    for (uid, sources) in groups(calendar, &mut cx) {
        cx.told.clear();
        let made = match sources.first().map(|source| source.kind) {
            Some("VTODO") => todo::read(&uid, &sources, &mut cx),
            _ => event::read(&uid, &sources, &mut cx),
        };
        match made {
            Ok(item) => items.push(item),
            Err(error) => {
                first_error.get_or_insert(error);
            }
        }
    }
    match (items.is_empty(), first_error) {
        (true, Some(error)) => Err(error),
        (true, None) => Err(CalendarError::Empty),
        (false, _) => Ok(cx.losses.with(items)),
    }
}

/// The labels of all categories in `calendar`, each once: the tags to create before the items.
#[must_use]
pub fn categories(calendar: &Component<'_>) -> Vec<String> {
    let mut labels: Vec<String> = std::iter::once(calendar)
        .chain(&calendar.components)
        .flat_map(|component| component.properties_named("CATEGORIES"))
        .flat_map(|property| {
            property.as_text_list().into_iter().map(|label| label.trim().to_owned())
        })
        .filter(|label| !label.is_empty())
        .collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// The events and tasks by UID, in the order they are met; what is neither is reported.
fn groups<'a>(calendar: &'a Component<'a>, cx: &mut Cx<'_>) -> Vec<(ItemUid, Vec<Source<'a>>)> {
    let mut groups: Vec<(ItemUid, Vec<Source<'a>>)> = Vec::new();
    let mut by_uid: HashMap<(&str, String), usize> = HashMap::new();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let whole = std::slice::from_ref(calendar);
    let components = if calendar.is("VEVENT") || calendar.is("VTODO") {
        whole
    } else {
        calendar_properties(calendar, cx);
        &calendar.components
    };
    for component in components {
        let name = component.name.to_ascii_uppercase();
        let count = counts.entry(name.clone()).or_default();
        let at = *count;
        *count += 1;
        let kind = match name.as_str() {
            "VEVENT" => "VEVENT",
            "VTODO" => "VTODO",
            "VTIMEZONE" => continue,
            _ => {
                cx.losses.report(&COMPONENT_UNSUPPORTED, &Place::root().key(&name).index(at));
                continue;
            }
        };
        let source = Source { component, kind, at };
        let uid = component.property("UID").map(uid_of);
        let Some(uid) = uid.filter(|uid| !uid.trim().is_empty()) else {
            let text = component.to_text(Dialect::ICalendar);
            cx.losses.report(&UID_MISSING, source.pointer());
            groups.push((ItemUid::from(derived_uid(&text)), vec![source]));
            continue;
        };
        let slot = *by_uid.entry((kind, uid.clone())).or_insert_with(|| {
            groups.push((ItemUid::from(uid), Vec::new()));
            groups.len() - 1
        });
        if let Some((_, sources)) = groups.get_mut(slot) {
            sources.push(source);
        }
    }
    groups
}

/// The uid of the item: the UID, unless the way back from BlueMind said that it is another.
fn item_uid(uid: &ItemUid, sources: &[Source<'_>]) -> ItemUid {
    let told = sources.iter().find_map(|source| source.component.property("X-BLUEMIND-UID"));
    let told = told.map(uid_of);
    told.filter(|told| !told.trim().is_empty()).map_or_else(|| uid.clone(), ItemUid::from)
}

/// A uid without blanks around it, unless it was told to have them.
fn uid_of(property: &Property<'_>) -> String {
    let text = property.as_text();
    EXACT.told(property, Exact::VALUE, &text).unwrap_or_else(|| text.trim().to_owned())
}

/// Reports what stands at the calendar itself and is more than its frame.
fn calendar_properties(calendar: &Component<'_>, cx: &mut Cx<'_>) {
    const FRAME: [&str; 4] = ["VERSION", "PRODID", "CALSCALE", "METHOD"];
    let mut counts: HashMap<String, usize> = HashMap::new();
    for property in &calendar.properties {
        let name = property.name.to_ascii_uppercase();
        let at = counts.entry(name.clone()).or_default();
        if !FRAME.contains(&name.as_str()) {
            cx.losses.report(&CALENDAR_PROPERTY, &Place::root().key(&name).index(*at));
        }
        *at += 1;
    }
}

/// Of several versions the latest; the others are reported.
fn latest<'a>(versions: &[Source<'a>], cx: &mut Cx<'_>) -> Option<Source<'a>> {
    let latest = versions.iter().enumerate().max_by_key(|(at, source)| (source.version(), *at));
    let (chosen, source) = latest?;
    for (at, other) in versions.iter().enumerate() {
        if at != chosen {
            cx.losses.report(&VERSION_REPEATED, other.pointer());
        }
    }
    Some(*source)
}

/// Nothing can be made of `source`: an error, and a loss in case others can be.
fn unusable(source: &Source<'_>, cx: &mut Cx<'_>) -> CalendarError {
    cx.losses.report(&ITEM_UNUSABLE, source.pointer());
    CalendarError::NoStart { path: source.pointer() }
}
