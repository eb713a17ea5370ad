use viaduc_wire as wire;

use crate::Precision;

wire::object! {
    /// A day, a time in a zone, or a floating time.
    ///
    /// A day is `yyyy-MM-dd` with precision [`Date`](Precision::Date) and no zone. A time in a zone carries the offset that zone has
    /// then and three digits of a fraction, `2024-03-11T10:00:00.000+01:00` (`Z` for no offset). A floating time has neither zone nor offset. BlueMind: `core.api.date`.
    pub struct BmDateTime {
        /// The date or time; see the struct.
        iso8601: Option<String> = "iso8601",
        /// A Java zone id, best an IANA one; absent for days and floating times.
        timezone: Option<String> = "timezone",
        /// Whether it is a day or a time.
        precision: Option<Precision> = "precision",
    }
}
