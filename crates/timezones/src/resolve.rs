use jiff::tz::TimeZone;

use crate::names::{canonical, is_obsolete, windows_to_iana, zone};
use crate::{kept, odd};

/// How surely a name means the zone it was resolved to, from most to least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Confidence {
    /// An IANA name or alias, or a form of UTC: the name itself says it.
    Exact,
    /// A Windows name that CLDR maps.
    Windows,
    /// A Windows name no longer in use, or misspelt in a known way.
    Obsolete,
    /// A text shown to people, `(UTC+01:00) Amsterdam, Berlin, …`: the city was looked up, the offset agrees.
    Display,
    /// No name said it: a definition has the rules of the zone in the years asked for.
    Rules,
    /// Only an offset could be read; the zone has that offset all year and no daylight saving.
    Offset,
}

/// What a name was resolved to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Resolved {
    /// Its rules, from the bundled tz database.
    pub zone: TimeZone,
    /// The IANA name that today's tz database prefers.
    pub id: &'static str,
    /// How surely.
    pub confidence: Confidence,
}

impl Resolved {
    /// Whether the zone is UTC itself, which iCalendar writes as `Z` and without VTIMEZONE.
    #[must_use]
    pub fn is_utc(&self) -> bool {
        is_utc(self.id)
    }
}

/// Whether an IANA name means UTC itself.
///
/// ```
/// assert!(viaduc_timezones::is_utc("Zulu") && !viaduc_timezones::is_utc("Africa/Abidjan"));
/// ```
#[must_use]
pub fn is_utc(id: &str) -> bool {
    matches!(canonical(id), Some("Etc/UTC" | "Etc/GMT"))
}

/// Longer names are no names: they are not searched.
const LONGEST: usize = 512;

/// The zone that a name met in the wild means.
///
/// Understood are, in this order: UTC in its many spellings (`tzone://Microsoft/Utc` too); IANA names and aliases
/// without regard to case; Windows names, by `territory` (ISO 3166, two letters) where CLDR has a better city; the
/// daylight twin of a Windows name; IANA names behind another program's path (`/example.org/1/Europe/Paris`); texts
/// shown to people; bare offsets. Names that mean "a zone of my own" (`tzone://Microsoft/Custom`, `Customized Time
/// Zone`) and everything else answer `None`: this function never guesses a city.
///
/// ```
/// use viaduc_timezones::{Confidence, resolve};
/// let zone = resolve("W. Europe Standard Time", Some("NL")).unwrap();
/// assert_eq!((zone.id, zone.confidence), ("Europe/Amsterdam", Confidence::Windows));
/// let zone = resolve("(UTC-05:00) Eastern Time (US & Canada)", None).unwrap();
/// assert_eq!((zone.id, zone.confidence), ("America/New_York", Confidence::Display));
/// assert!(resolve("tzone://Microsoft/Custom", None).is_none());
/// ```
#[must_use]
pub fn resolve(name: &str, territory: Option<&str>) -> Option<Resolved> {
    if name.len() > LONGEST {
        return None;
    }
    kept::answer(name, territory, || search(name, territory))
}

fn search(name: &str, territory: Option<&str>) -> Option<Resolved> {
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    let name = strip_prefix_ignoring_case(name, "tzone://Microsoft/").unwrap_or(name);
    let (id, confidence) = listed(name, territory).or_else(|| odd::resolve(name, territory))?;
    Some(Resolved { zone: zone(id)?, id, confidence })
}

/// A name that is in one of the tables as it stands.
pub(crate) fn listed(name: &str, territory: Option<&str>) -> Option<(&'static str, Confidence)> {
    if let Some(id) = canonical(name) {
        return Some((id, Confidence::Exact));
    }
    let id = windows_to_iana(name, territory)?;
    let surely = if is_obsolete(name) { Confidence::Obsolete } else { Confidence::Windows };
    Some((id, surely))
}

pub(crate) fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..))?
}
