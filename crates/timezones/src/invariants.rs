//! The laws of this crate, shared by its tests and the fuzz targets.

use jiff::Timestamp;
use viaduc_contentline::{Dialect, parse};

use crate::{Definition, canonical, resolve, vtimezone_of, zone};

/// Any text resolves or does not, and what it resolves to has rules and a preferred name.
///
/// # Panics
/// If the law does not hold.
pub fn check_name(name: &str, territory: Option<&str>) {
    if let Some(found) = resolve(name, territory) {
        assert_eq!(canonical(found.id), Some(found.id), "the id is the preferred one");
        let rules = zone(found.id).map(|zone| zone.to_offset(Timestamp::UNIX_EPOCH));
        assert_eq!(rules, Some(found.zone.to_offset(Timestamp::UNIX_EPOCH)));
    }
}

/// Any bytes are a definition or none; a definition is a known zone or not, the same one every time, and its rules, if it
/// has possible ones, are written as a VTIMEZONE without a fault that is there in every year.
///
/// # Panics
/// If the law does not hold.
pub fn check_definition(bytes: &[u8]) {
    let Some(definition) = Definition::read(bytes) else { return };
    assert_eq!(Some(&definition), Definition::read(bytes).as_ref());
    // A definition starts with its versions, and may have no rule that counts now.
    let structure = bytes.len() == 48 && !bytes.starts_with(&[2, 1]);
    assert!(definition.agrees_with(&definition) || !structure, "a structure is its own rule");
    let fit = || definition.fit(2020..=2030, None, &["Europe/Paris"]).map(|found| found.id);
    assert_eq!(fit(), fit(), "the same every time");
    let Some(zone) = definition.zone() else { return };
    for years in [1950..=1950, 2020..=2030, 2100..=2110] {
        let written = vtimezone_of("x", &zone, years);
        assert!(!written.components.is_empty(), "an observance");
        let text = written.to_text(Dialect::ICalendar);
        assert!(parse(&text).faults.is_empty(), "{text}");
    }
}
