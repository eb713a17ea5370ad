//! Zones as the crate `chrono-tz` has them.

use chrono_tz::Tz;

use crate::Resolved;
use crate::generated::aliases::ALIASES;

impl Resolved {
    /// The zone of `chrono-tz` with this id, or with an older name of it; `None` if that crate knows neither.
    ///
    /// Its rules are those of the tz database that it was built with, which may be older than ours: where a country has changed
    /// its rules since, the two differ from that day on. What this workspace writes comes from ours.
    ///
    /// ```
    /// use viaduc_timezones::resolve;
    /// let zone = resolve("India Standard Time", None).unwrap();
    /// assert_eq!(zone.chrono_tz(), Some(chrono_tz::Asia::Kolkata));
    /// ```
    #[must_use]
    pub fn chrono_tz(&self) -> Option<Tz> {
        let aliases = ALIASES.iter().filter(|(_, id)| *id == self.id).map(|(alias, _)| *alias);
        std::iter::once(self.id).chain(aliases).find_map(|id| id.parse().ok())
    }
}
