//! MAPI properties that events carry (Graph: singleValueExtendedProperties; MS-OXPROPS).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use viaduc_graph_types::{Event, SingleValueProperty};
use viaduc_timezones::Definition;

/// The property set of calendar items.
const APPOINTMENT: &str = "00062002-0000-0000-c000-000000000046";

/// PidLidAppointmentSequence.
pub(crate) const SEQUENCE: u32 = 0x8201;
/// Where the zone of a series and of a start is defined, the best first.
pub(crate) const START_ZONES: [u32; 3] = [0x8260, 0x825e, 0x8233];
/// Where the zone of an end is defined, the best first.
pub(crate) const END_ZONES: [u32; 3] = [0x825f, 0x825e, 0x8233];

/// The number of `Integer {00062002-0000-0000-C000-000000000046} Id 0x8201`, in any case, if it is of this type.
pub(crate) fn appointment(id: &str, kind: &str) -> Option<u32> {
    let mut words = id.split_whitespace();
    let mut is = |wanted: &str| {
        words.next().is_some_and(|word| word.trim_matches(['{', '}']).eq_ignore_ascii_case(wanted))
    };
    if !(is(kind) && is(APPOINTMENT) && is("Id")) {
        return None;
    }
    let number = words.next()?;
    let digits =
        number.get(..2).filter(|start| start.eq_ignore_ascii_case("0x")).and(number.get(2..))?;
    u32::from_str_radix(digits, 16).ok()
}

/// The zone definition under the first of these numbers that has a readable one, in the event or else in its series.
pub(crate) fn zone(event: &Event, series: Option<&Event>, numbers: &[u32]) -> Option<Definition> {
    let stored = |event: &Event, number: u32| {
        let is = |property: &&SingleValueProperty| {
            property.id.as_deref().is_some_and(|id| appointment(id, "Binary") == Some(number))
        };
        let property = event.single_value_extended_properties.iter().find(is)?;
        Definition::read(&STANDARD.decode(property.value.as_deref()?.trim()).ok()?)
    };
    let mut events = [Some(event), series].into_iter().flatten();
    events.find_map(|event| numbers.iter().find_map(|number| stored(event, *number)))
}
