//! Names that are listed: IANA names with their aliases, Windows names by territory.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::generated::aliases::ALIASES;
use crate::generated::windows::WINDOWS;

static BUNDLED: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// Windows names that no current Windows writes; they are read, never written.
static OBSOLETE: &[&str] = &[
    "Armenian Standard Time",
    "Kamchatka Standard Time",
    "Malay Peninsula Standard Time",
    "Mexico Standard Time",
    "Mexico Standard Time 2",
    "Mid-Atlantic Standard Time",
];

/// The name that today's tz database prefers for an IANA name or an alias of one, compared without case.
///
/// ```
/// assert_eq!(viaduc_timezones::canonical("asia/calcutta"), Some("Asia/Kolkata"));
/// assert_eq!(viaduc_timezones::canonical("Europe/Amsterdam"), Some("Europe/Amsterdam"));
/// assert_eq!(viaduc_timezones::canonical("Romance Standard Time"), None);
/// ```
#[must_use]
pub fn canonical(name: &str) -> Option<&'static str> {
    let at = ALIASES.binary_search_by(|(alias, _)| compare(alias, name)).ok()?;
    ALIASES.get(at).map(|(_, canonical)| *canonical)
}

/// The bundled rules of an IANA zone, whatever the host has installed. Aliases and any case will do.
#[must_use]
pub fn zone(name: &str) -> Option<TimeZone> {
    let id = canonical(name).unwrap_or(name);
    BUNDLED.get(id).or_else(|_| BUNDLED.get(name)).ok()
}

/// The IANA zone of a Windows name (compared without case), as CLDR has it: the territory's own city if `territory`
/// (ISO 3166, two letters) has one for that name, the name's default otherwise.
///
/// ```
/// use viaduc_timezones::windows_to_iana;
/// assert_eq!(windows_to_iana("Romance Standard Time", None), Some("Europe/Paris"));
/// assert_eq!(windows_to_iana("Romance Standard Time", Some("ES")), Some("Europe/Madrid"));
/// ```
#[must_use]
pub fn windows_to_iana(name: &str, territory: Option<&str>) -> Option<&'static str> {
    let start = WINDOWS.partition_point(|(row, ..)| compare(row, name) == Ordering::Less);
    let rows = WINDOWS.get(start..)?;
    let end = rows.partition_point(|(row, ..)| compare(row, name) == Ordering::Equal);
    let rows = rows.get(..end)?;
    let of = |wanted: &str| {
        rows.iter().find(|(_, t, _)| t.eq_ignore_ascii_case(wanted)).map(|(.., zones)| *zones)
    };
    let zones = territory.and_then(of).or_else(|| of("001"))?;
    zones.split(' ').next().and_then(canonical)
}

/// The Windows name of an IANA zone, for where only Windows names are understood.
///
/// ```
/// assert_eq!(viaduc_timezones::iana_to_windows("Europe/Madrid"), Some("Romance Standard Time"));
/// ```
#[must_use]
pub fn iana_to_windows(name: &str) -> Option<&'static str> {
    static BY_ZONE: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        let mut map: HashMap<&str, &str> = HashMap::new();
        // The zone that stands for a name by default first: it is the surest, and names newer than a territory's row win.
        let (default, local): (Vec<&(&str, &str, &str)>, Vec<_>) = WINDOWS
            .iter()
            .filter(|(name, ..)| !is_obsolete(name))
            .partition(|(_, territory, _)| *territory == "001");
        for &(name, _, zones) in default.into_iter().chain(local) {
            for zone in zones.split(' ').filter_map(canonical) {
                map.entry(zone).or_insert(name);
            }
        }
        map
    });
    canonical(name).and_then(|id| BY_ZONE.get(id)).copied()
}

/// Every IANA name known here, aliases included.
pub fn iana_names() -> impl Iterator<Item = &'static str> {
    ALIASES.iter().map(|(name, _)| *name)
}

/// Every Windows name known here, each once.
pub fn windows_names() -> impl Iterator<Item = &'static str> {
    WINDOWS.iter().filter(|(_, territory, _)| *territory == "001").map(|(name, ..)| *name)
}

pub(crate) fn is_obsolete(windows: &str) -> bool {
    OBSOLETE.iter().any(|name| name.eq_ignore_ascii_case(windows))
}

/// The order of the generated tables.
fn compare(a: &str, b: &str) -> Ordering {
    a.bytes().map(|c| c.to_ascii_lowercase()).cmp(b.bytes().map(|c| c.to_ascii_lowercase()))
}
