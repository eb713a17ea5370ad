//! Zones as `chrono-tz` has them: the same offsets, but where its older tz database knew no better.

#![cfg(feature = "chrono-tz")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use chrono::{DateTime, Offset as _, TimeZone as _};
use chrono_tz::Tz;
use jiff::Timestamp;
use viaduc_timezones::{iana_names, resolve};

/// Seconds east of UTC at an instant, by chrono-tz.
fn offset(zone: Tz, second: i64) -> i64 {
    let at = DateTime::from_timestamp(second, 0).unwrap();
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc().into()
}

#[test]
fn every_zone_is_there_and_has_its_offsets() {
    let (mut known, mut differ) = (0, BTreeSet::new());
    for name in iana_names() {
        let found = resolve(name, None).unwrap();
        let Some(zone) = found.chrono_tz() else { continue };
        known += 1;
        // Every ten days from 1990 to 2024, an odd number of seconds apart.
        for second in (631_152_000..1_735_689_600).step_by(864_001) {
            let at = Timestamp::from_second(second).unwrap();
            let ours = i64::from(found.zone.to_offset(at).seconds());
            if offset(zone, second) != ours {
                differ.insert(found.id);
            }
        }
    }
    // Moldova's changes of 2022 and later were found to be at other hours.
    assert_eq!(differ.into_iter().collect::<Vec<_>>(), ["Europe/Chisinau"]);
    assert!(known > 400, "{known} zones");
}
