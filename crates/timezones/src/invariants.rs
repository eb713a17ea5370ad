//! The laws of this crate, shared by its tests and the fuzz targets.

use jiff::Timestamp;

use crate::{canonical, resolve, zone};

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
