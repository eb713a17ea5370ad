//! MAPI properties that events carry (Graph: singleValueExtendedProperties; MS-OXPROPS).

use viaduc_graph_types::{Event, SingleValueProperty, TodoTask};
use viaduc_timezones::Definition;
use viaduc_wire::{List, from_base64};

/// The property set of calendar items.
const APPOINTMENT: &str = "00062002-0000-0000-c000-000000000046";

/// The property set of tasks.
const TASK: &str = "00062003-0000-0000-c000-000000000046";

/// PidLidAppointmentRecur.
const RECURRENCE: u32 = 0x8216;
/// PidLidTaskRecurrence.
const TASK_RECURRENCE: u32 = 0x8116;
/// PidLidAppointmentSequence.
pub(crate) const SEQUENCE: u32 = 0x8201;
/// PidLidAppointmentTimeZoneDefinitionRecur.
const ZONE_OF_SERIES: u32 = 0x8260;
/// PidLidTimeZoneStruct.
const ZONE_STRUCTURE: u32 = 0x8233;
/// PidLidTimeZoneDescription.
const ZONE_SHOWN: u32 = 0x8234;
/// Where the zone of a series and of a start is defined, the best first.
pub(crate) const START_ZONES: [u32; 3] = [ZONE_OF_SERIES, 0x825e, ZONE_STRUCTURE];
/// Where the zone of an end is defined, the best first.
pub(crate) const END_ZONES: [u32; 3] = [0x825f, 0x825e, ZONE_STRUCTURE];

/// The number of `Integer {00062002-0000-0000-C000-000000000046} Id 0x8201`, in any case, if it is of this type.
pub(crate) fn appointment(id: &str, kind: &str) -> Option<u32> {
    numbered(id, kind, APPOINTMENT)
}

fn numbered(id: &str, kind: &str, set: &str) -> Option<u32> {
    let mut words = id.split_whitespace();
    let mut is = |wanted: &str| {
        words.next().is_some_and(|word| word.trim_matches(['{', '}']).eq_ignore_ascii_case(wanted))
    };
    if !(is(kind) && is(set) && is("Id")) {
        return None;
    }
    let number = words.next()?;
    let digits =
        number.get(..2).filter(|start| start.eq_ignore_ascii_case("0x")).and(number.get(2..))?;
    u32::from_str_radix(digits, 16).ok()
}

/// Where the recurrence of an event is, and its bytes, if they are bytes.
pub(crate) fn recurrence(event: &Event) -> Option<(usize, Option<Vec<u8>>)> {
    binary(&event.single_value_extended_properties, APPOINTMENT, RECURRENCE)
}

/// The same for a task.
pub(crate) fn task_recurrence(task: &TodoTask) -> Option<(usize, Option<Vec<u8>>)> {
    binary(&task.single_value_extended_properties, TASK, TASK_RECURRENCE)
}

fn binary(
    properties: &List<SingleValueProperty>,
    set: &str,
    number: u32,
) -> Option<(usize, Option<Vec<u8>>)> {
    let is = |property: &SingleValueProperty| {
        property.id.as_deref().is_some_and(|id| numbered(id, "Binary", set) == Some(number))
    };
    let (position, property) = properties.enumerate().find(|(_, property)| is(property))?;
    let text = property.value.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
    Some((position, from_base64(text)))
}

/// What is kept about a zone beside its name.
#[derive(Debug, Default)]
pub(crate) struct StoredZone<'e> {
    pub(crate) definition: Option<Definition>,
    /// The text that people are shown.
    pub(crate) shown: Option<&'e str>,
}

/// What the event, or else its series, keeps under the first of these numbers that has a readable definition.
pub(crate) fn zone<'e>(
    event: &'e Event,
    series: Option<&'e Event>,
    numbers: &[u32],
) -> StoredZone<'e> {
    let mut events = [Some(event), series].into_iter().flatten();
    let definition = events.clone().find_map(|event| {
        let properties = &event.single_value_extended_properties;
        let stored = |number| Definition::read(&binary(properties, APPOINTMENT, number)?.1?);
        let structure = stored(ZONE_STRUCTURE);
        let counts = |number: u32| {
            let definition = stored(number)?;
            // A program that knows no definitions has changed the structure since.
            let stale = |structure: &Definition| {
                number == ZONE_OF_SERIES && !definition.agrees_with(structure)
            };
            Some(structure.clone().filter(stale).unwrap_or(definition))
        };
        numbers.iter().find_map(|number| counts(*number))
    });
    let shown = events.find_map(|event| {
        let is = |property: &&SingleValueProperty| {
            let id = property.id.as_deref().unwrap_or_default();
            numbered(id, "String", APPOINTMENT) == Some(ZONE_SHOWN)
        };
        let text = event.single_value_extended_properties.iter().find(is)?.value.as_deref()?;
        Some(text.trim()).filter(|text| !text.is_empty())
    });
    StoredZone { definition, shown }
}
