//! Properties without a field are kept as the element's `properties`, and written again on the way back.
//!
//! The key is the property's name, `NAME#002` and so on where it stands again. The value is the property's, in its wire
//! form; or the whole line, where there are parameters or the value could be taken for one.

use std::collections::HashSet;

use viaduc_bluemind_types::VEventCounter;
use viaduc_contentline::{Component, Dialect, Property};
use viaduc_fidelity::Place;
use viaduc_wire::{Dict, List};

use super::Cx;
use super::raw::Raw;
use super::texts::exact_text;
use crate::EXACT;
use crate::codes::{PROPERTY_DROPPED, PROPERTY_KEPT};
use crate::element::Element;
use crate::write::NO_STAMP;

/// At most this many properties are kept,
const MOST: usize = 200;
/// none longer than this.
const LONGEST: usize = 16_384;

impl Cx<'_> {
    /// Keeps what has no field, and reads back what this crate kept for BlueMind.
    pub(super) fn keep(&mut self, raw: &Raw<'_>, element: &mut Element, place: &Place<'_>) {
        for (_, property) in &raw.bm_property {
            if property.parameter("X-OF").is_none()
                && let Some((key, value)) = entry(property)
            {
                element.properties.insert(key, value);
            }
        }
        // The stamp is the text's, not the event's: kept for the way back, nobody misses it.
        if let Some((_, property)) = raw.dtstamp.filter(|(_, property)| property.value != NO_STAMP)
        {
            put(&mut element.properties, property);
        }
        for (at, property) in &raw.rest {
            let name = property.name.to_ascii_uppercase();
            let fits = put(&mut element.properties, property);
            let code = if fits { &PROPERTY_KEPT } else { &PROPERTY_DROPPED };
            self.losses.report(code, &place.key(&name).index(*at));
        }
        for (at, name) in [(raw.html, "X-ALT-DESC"), (raw.styled, "STYLED-DESCRIPTION")] {
            let plain = at.filter(|(_, property)| {
                !property.as_text().trim_start().starts_with('<')
                    && property.parameter("FMTTYPE").is_none()
            });
            if let Some((at, _)) = plain {
                self.losses.report(&PROPERTY_DROPPED, &place.key(name).index(at));
            }
        }
    }
}

/// The entry of `properties` this crate told.
pub(super) fn entry(property: &Property<'_>) -> Option<(String, String)> {
    let key = property.parameter("X-KEY")?;
    let key = EXACT.told(property, "X-KEY", key).unwrap_or_else(|| key.to_owned());
    Some((key, exact_text(property).into_owned()))
}

/// Puts a property among those kept, unless it is too long.
pub(super) fn put(kept: &mut Dict<String>, property: &Property<'_>) -> bool {
    let name = property.name.to_ascii_uppercase();
    let value = stored(property);
    if value.len() > LONGEST || name.contains('#') || kept.len() >= MOST {
        return false;
    }
    let key = if kept.contains_key(&name) {
        let mut number = 2_u32;
        while kept.contains_key(&numbered(&name, number)) {
            number += 1;
        }
        numbered(&name, number)
    } else {
        name
    };
    kept.insert(key, value);
    true
}

fn numbered(name: &str, number: u32) -> String {
    format!("{name}#{number:03}")
}

/// The value, or the line where the value alone would not do.
fn stored(property: &Property<'_>) -> String {
    let name = property.name.to_ascii_uppercase();
    let like_a_line =
        property.value.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with([';', ':']));
    if property.parameters.is_empty() && !like_a_line {
        return property.value.clone().into_owned();
    }
    let mut component = Component::new("X");
    component.push(Property { group: None, name: name.into(), ..property.clone() });
    let text = component.to_text(Dialect::ICalendar).replace("\r\n ", "");
    text.split("\r\n").nth(1).unwrap_or_default().to_owned()
}

/// The property that `key` and `value` were kept for; `None` where they were not. `written` are the keys whose line is
/// written already: a further one of a name follows the one before.
pub(crate) fn stored_line(
    key: &str,
    value: &str,
    written: &HashSet<&str>,
) -> Option<Property<'static>> {
    let name = match key.split_once('#') {
        Some((name, number)) => {
            let number: u32 = number.parse().ok()?;
            let before =
                if number == 2 { name.to_owned() } else { numbered(name, number.checked_sub(1)?) };
            if number < 2 || numbered(name, number) != key || !written.contains(before.as_str()) {
                return None;
            }
            name
        }
        None => key,
    };
    let clean = !value
        .contains(|c: char| c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}'));
    let proper = !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    if !clean || !proper || matches!(name, "BEGIN" | "END") || value.len() > LONGEST {
        return None;
    }
    let rest = value.strip_prefix(name).filter(|rest| rest.starts_with([';', ':']));
    let property = match rest {
        None => Property::new(name.to_owned(), value.to_owned()),
        Some(_) => {
            let text = format!("BEGIN:X\r\n{value}\r\nEND:X\r\n");
            let parsed = viaduc_contentline::parse(&text);
            let [component] = parsed.components.as_slice() else { return None };
            let [property] = component.properties.as_slice() else { return None };
            property.clone().into_owned()
        }
    };
    (property.is(name) && stored(&property) == value).then_some(property)
}

/// Whether a way into a conference is a telephone number.
pub(crate) fn is_phone(uri: &str) -> bool {
    uri.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("tel:"))
}

/// The counter-proposals this crate wrote.
pub(super) fn counters(property: &Property<'_>) -> Option<List<VEventCounter>> {
    let counters: List<VEventCounter> = viaduc_wire::read_str(&property.as_text()).ok()?;
    (counters.strays().is_empty() && !counters.is_empty()).then_some(counters)
}

/// The settings of a conference this crate wrote.
pub(super) fn settings(property: &Property<'_>) -> Option<Dict<String>> {
    let settings: Dict<String> = viaduc_wire::read_str(&property.as_text()).ok()?;
    (settings.strays().is_empty() && !settings.is_empty()).then_some(settings)
}
