//! Names that are in no table: twins of Windows names, paths, texts shown to people, bare offsets.

use jiff::Timestamp;
use jiff::tz::Dst;

use crate::Confidence;
use crate::display_names::DISPLAY_NAMES;
use crate::names::{canonical, iana_names, windows_to_iana, zone};
use crate::resolve::{listed, strip_prefix_ignoring_case};

type Found = Option<(&'static str, Confidence)>;

pub(crate) fn resolve(name: &str, territory: Option<&str>) -> Found {
    twin(name, territory)
        .or_else(|| behind_path(name))
        .or_else(|| shown(name, territory))
        .or_else(|| bare_offset(name))
}

/// `Romance Daylight Time`, `Romance Summer Time`, and names with doubled spaces.
fn twin(name: &str, territory: Option<&str>) -> Found {
    let words: Vec<&str> = name
        .split_whitespace()
        .map(|word| match word {
            "Daylight" | "Summer" => "Standard",
            other => other,
        })
        .collect();
    let (id, confidence) = listed(&words.join(" "), territory)?;
    Some((id, confidence.max(Confidence::Obsolete)))
}

/// `/example.org/20250101_1/America/Argentina/Ushuaia`: the longest end of the path that is an IANA name.
fn behind_path(name: &str) -> Found {
    name.match_indices('/')
        .filter_map(|(slash, _)| name.get(slash + 1..))
        .find_map(canonical)
        .map(|id| (id, Confidence::Exact))
}

/// `(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna`, also in other languages as long as one city keeps
/// its name, also without the offset if the text is exactly a known one.
fn shown(name: &str, territory: Option<&str>) -> Found {
    let (offset, text) = match name.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((inside, text)) => (Some(offset(inside)?), text.trim()),
        None => (None, name),
    };
    let display = |windows| windows_to_iana(windows, territory).map(|id| (id, Confidence::Display));
    let fits = |id: &str| offset.is_none_or(|seconds| has_offset(id, seconds));
    let exact = DISPLAY_NAMES
        .iter()
        .filter(|(known, _)| known.eq_ignore_ascii_case(text))
        .filter_map(|(_, windows)| display(windows));
    if let Some(found) = exact.clone().find(|(id, _)| fits(id)).or_else(|| exact.clone().next()) {
        return Some(found);
    }
    let seconds = offset?;
    by_city(text, territory, seconds).or_else(|| at_offset(seconds))
}

/// The known text that shares most cities with this one, then an IANA name that ends in one of the cities.
fn by_city(text: &str, territory: Option<&str>, seconds: i32) -> Found {
    let cities: Vec<String> = cities(text).collect();
    let mut best: Option<(usize, usize, &'static str)> = None;
    for (known, windows) in DISPLAY_NAMES {
        let (shared, other): (Vec<_>, Vec<_>) =
            self::cities(known).partition(|city| cities.contains(city));
        let better = best.is_none_or(|(most, least, _)| {
            shared.len() > most || (shared.len() == most && other.len() < least)
        });
        if better
            && !shared.is_empty()
            && let Some(id) = windows_to_iana(windows, territory)
            && has_offset(id, seconds)
        {
            best = Some((shared.len(), other.len(), id));
        }
    }
    if let Some((.., id)) = best {
        return Some((id, Confidence::Display));
    }
    iana_names()
        .filter(|name| {
            let city = name.rsplit('/').next().unwrap_or(name).replace('_', " ").to_lowercase();
            cities.contains(&city)
        })
        .filter_map(canonical)
        .find(|id| has_offset(id, seconds))
        .map(|id| (id, Confidence::Display))
}

/// At most 16: a text of a thousand commas is no list of cities.
fn cities(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split([',', ';', ':'])
        .take(16)
        .map(|city| city.trim().to_lowercase())
        .filter(|city| city.chars().count() > 2)
}

/// `UTC+01:00`, `GMT-5`, `GMT -0500 (Standard) / GMT -0400 (Daylight)`, `+0530`, `Z`.
fn bare_offset(name: &str) -> Found {
    at_offset(offset(name)?)
}

/// The offset at the start of a text, in seconds east of UTC.
fn offset(text: &str) -> Option<i32> {
    let text = text.trim();
    let named = ["UTC", "GMT"].iter().find_map(|p| strip_prefix_ignoring_case(text, p));
    let rest = named.unwrap_or(text).trim_start();
    if rest.is_empty() {
        return named.map(|_| 0);
    }
    if rest.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = match rest.chars().next()? {
        '+' => (1, rest.get(1..)?),
        '-' => (-1, rest.get(1..)?),
        '\u{2212}' => (-1, rest.get(3..)?),
        _ => return None,
    };
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(digits.len());
    let (digits, after) = (digits.get(..end)?, digits.get(end..)?);
    if named.is_none() && !after.is_empty() {
        return None;
    }
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some((hours, minutes)), _) => (hours, minutes),
        (None, 1 | 2) => (digits, "0"),
        (None, 3 | 4) => digits.split_at_checked(digits.len() - 2)?,
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then(|| sign * (hours * 3600 + minutes * 60))
}

/// Zones without daylight saving for offsets that are no whole hour, which have no `Etc/` zone.
static BETWEEN_HOURS: &[(i32, &str)] = &[
    (-34_200, "Pacific/Marquesas"),
    (12_600, "Asia/Tehran"),
    (16_200, "Asia/Kabul"),
    (19_800, "Asia/Kolkata"),
    (20_700, "Asia/Kathmandu"),
    (23_400, "Asia/Yangon"),
    (31_500, "Australia/Eucla"),
    (34_200, "Australia/Darwin"),
];

/// A zone that has this offset all year.
fn at_offset(seconds: i32) -> Found {
    let id = if seconds == 0 {
        Some("Etc/UTC")
    } else if seconds % 3600 == 0 {
        // Etc/GMT+5 lies west of Greenwich.
        let sign = if seconds > 0 { '-' } else { '+' };
        canonical(&format!("Etc/GMT{sign}{}", seconds.abs() / 3600))
    } else {
        BETWEEN_HOURS.iter().find(|(at, _)| *at == seconds).map(|(_, id)| *id)
    };
    id.map(|id| (id, Confidence::Offset))
}

/// Whether the zone had this offset outside daylight saving at some time since 2005: shown texts change with the rules.
fn has_offset(id: &str, seconds: i32) -> bool {
    const HALF_YEAR: i64 = 15_778_800;
    const START_OF_2005: i64 = 1_104_537_600;
    let Some(zone) = zone(id) else { return false };
    (0..44).filter_map(|half| Timestamp::from_second(START_OF_2005 + half * HALF_YEAR).ok()).any(
        |at| {
            let info = zone.to_offset_info(at);
            // Morocco's "standard" +01:00 counts as daylight saving in the bundled rules.
            info.offset().seconds() == seconds
                && (info.dst() == Dst::No || id == "Africa/Casablanca" || id == "Africa/El_Aaiun")
        },
    )
}
