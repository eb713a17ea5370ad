//! Rules by year as a zone. A single rule is a TZ string of POSIX, which has the same idea of it; several are a list of
//! changes in the tz database's own format (RFC 8536), with the last rule as its footer.

use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;

use super::{Change, Day, Rule};

/// The years whose changes are listed where there are several rules; the first rule's standard time holds before.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

pub(super) fn zone(rules: &[Rule]) -> Option<TimeZone> {
    let mut rules: Vec<Rule> = rules.to_vec();
    if !rules.iter().all(Rule::is_possible) {
        return None;
    }
    rules.sort_by_key(|rule| rule.year);
    // Of two rules for one year the later one in the list counts.
    rules.reverse();
    rules.dedup_by_key(|rule| rule.year);
    rules.reverse();
    rules.dedup_by(|next, rule| next.says_the_same(rule));
    match rules.as_slice() {
        [] => None,
        [rule] if !rule.is_once() => TimeZone::posix(&rule.posix()).ok(),
        rules => listed(rules),
    }
}

impl Rule {
    /// Standard time and daylight saving time, in seconds east of UTC.
    fn offsets(&self) -> Option<[i32; 2]> {
        let seconds = |more: i32| self.bias.checked_add(more)?.checked_mul(-60);
        let offsets = [seconds(self.standard_bias)?, seconds(self.daylight_bias)?];
        offsets.iter().all(|seconds| seconds.abs() <= 24 * 3600).then_some(offsets)
    }

    fn is_possible(&self) -> bool {
        let possible = |change: Change| {
            change.seconds <= 86_400
                && match change.day {
                    Day::Never => true,
                    Day::Nth { month, weekday, n } => {
                        (1..=12).contains(&month)
                            && (0..7).contains(&weekday)
                            && (1..=5).contains(&n)
                    }
                    Day::Once { year, month, day } => Date::new(year, month, day).is_ok(),
                }
        };
        self.offsets().is_some() && possible(self.to_standard) && possible(self.to_daylight)
    }

    /// Whether clocks change at all.
    fn changes(&self) -> bool {
        let never = |change: Change| change.day == Day::Never;
        !(never(self.to_standard) || never(self.to_daylight))
            && self.standard_bias != self.daylight_bias
    }

    fn is_once(&self) -> bool {
        let once = |change: Change| matches!(change.day, Day::Once { .. });
        self.changes() && (once(self.to_standard) || once(self.to_daylight))
    }

    /// Whether its clocks show daylight saving time before they change for the only times.
    fn begins_in_daylight(&self) -> bool {
        let days = [self.to_standard.once_on(), self.to_daylight.once_on()];
        self.changes() && matches!(days, [Some(standard), Some(daylight)] if standard < daylight)
    }

    fn says_the_same(&self, other: &Self) -> bool {
        let plain = |rule: &Self| Self { year: 0, effective: false, ..*rule };
        plain(self) == plain(other)
    }

    fn posix(&self) -> String {
        let [standard, daylight] = self.offsets().unwrap_or_default();
        let fixed = format!("<{}>{}", name(standard), west(standard));
        let (begin, end) = (self.to_daylight.posix(), self.to_standard.posix());
        match begin.zip(end).filter(|_| self.changes()) {
            Some((begin, end)) => {
                format!("{fixed}<{}>{},{begin},{end}", name(daylight), west(daylight))
            }
            None => fixed,
        }
    }

    /// The changes in a year, in order: seconds after the year's local start, and whether daylight saving begins.
    fn in_year(&self, year: i16) -> Vec<(i64, bool)> {
        if !self.changes() {
            return Vec::new();
        }
        let mut changes: Vec<(i64, bool)> = [(self.to_standard, false), (self.to_daylight, true)]
            .into_iter()
            .filter_map(|(change, daylight)| Some((change.in_year(year)?, daylight)))
            .collect();
        changes.sort_unstable();
        changes
    }
}

impl Change {
    fn posix(self) -> Option<String> {
        let Day::Nth { month, weekday, n } = self.day else { return None };
        let (hours, minutes, seconds) =
            (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        Some(format!("M{month}.{n}.{weekday}/{hours}:{minutes:02}:{seconds:02}"))
    }

    /// The only year with this change, if there is but one.
    fn once(self) -> Option<i16> {
        self.once_on().map(Date::year)
    }

    fn once_on(self) -> Option<Date> {
        match self.day {
            Day::Once { year, month, day } => Date::new(year, month, day).ok(),
            Day::Never | Day::Nth { .. } => None,
        }
    }

    /// Seconds after the local start of the year.
    fn in_year(self, year: i16) -> Option<i64> {
        let day = match self.day {
            Day::Never => return None,
            Day::Once { year: its, month, day } => {
                (its == year).then(|| Date::new(year, month, day).ok())??
            }
            Day::Nth { month, weekday, n } => {
                let first = Date::new(year, month, 1).ok()?;
                let weekday = Weekday::from_sunday_zero_offset(weekday).ok()?;
                let day = 1 + weekday.since(first.weekday()) + 7 * (n - 1);
                let late = day > first.days_in_month();
                Date::new(year, month, if late { day - 7 } else { day }).ok()?
            }
        };
        Some(i64::from(day.day_of_year() - 1) * 86_400 + i64::from(self.seconds))
    }
}

/// A kind of time: seconds east of UTC, and whether it is daylight saving.
type Kind = (i32, bool);

/// Every change of the listed years, and the last rule from then on.
fn listed(rules: &[Rule]) -> Option<TimeZone> {
    let (first, last) = (rules.first()?, rules.last()?);
    let once = rules.iter().flat_map(|rule| [rule.to_standard.once(), rule.to_daylight.once()]);
    let until = once.flatten().fold(last.year, i16::max).clamp(*YEARS.start(), *YEARS.end());
    let kind = |rule: &Rule, daylight: bool| -> Option<Kind> {
        Some((rule.offsets()?[usize::from(daylight)], daylight))
    };
    let before = kind(first, first.begins_in_daylight())?;
    let mut now = before;
    let mut changes: Vec<(i64, Kind)> = Vec::new();
    // One year more, so that a change in the last rule's first year is over before the footer counts.
    for year in *YEARS.start()..=until + 1 {
        let rule = rules.iter().rfind(|rule| rule.year <= year).unwrap_or(first);
        let mut in_year = rule.in_year(year);
        let at_start = in_year.first().is_some_and(|(second, _)| *second == 0);
        let begins_in = match in_year.first() {
            Some((_, daylight)) if at_start => *daylight,
            // A change that is over, or still to come, leaves the clocks as they are.
            Some(_) | None if rule.is_once() && in_year.len() < 2 => now.1,
            Some((_, daylight)) => !daylight,
            None => false,
        };
        if at_start {
            in_year.remove(0);
        }
        for (second, daylight) in std::iter::once((0, begins_in)).chain(in_year) {
            let next = kind(rule, daylight)?;
            let at = start_of(year)? + second - i64::from(now.0);
            let later = changes.last().is_none_or(|(before, _)| *before < at);
            if next != now && later {
                changes.push((at, next));
                now = next;
            }
        }
    }
    // What lasts for ever is standard time, as a footer without changes says.
    if let Some((_, kind)) = changes.last_mut().filter(|_| last.is_once()) {
        kind.1 = false;
    }
    let footer = if last.is_once() { fixed(now.0) } else { last.posix() };
    TimeZone::tzif("", &tzif(before, &changes, &footer)?).ok()
}

fn start_of(year: i16) -> Option<i64> {
    let days = date(1970, 1, 1).until(Date::new(year, 1, 1).ok()?).ok()?.get_days();
    Some(i64::from(days) * 86_400)
}

/// RFC 8536 §3: an empty block of the first version, then 64-bit times.
fn tzif(before: Kind, changes: &[(i64, Kind)], footer: &str) -> Option<Vec<u8>> {
    let mut kinds = vec![before];
    for (_, kind) in changes {
        if !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    let mut types = Vec::new();
    let mut names = Vec::new();
    for (offset, daylight) in &kinds {
        types.extend(offset.to_be_bytes());
        types.extend([u8::from(*daylight), u8::try_from(names.len()).ok()?]);
        names.extend(name(*offset).bytes().chain([0]));
    }
    let mut out = header(0, 1, 4)?;
    out.extend([0, 0, 0, 0, 0, 0]);
    out.extend(b"UTC\0");
    out.extend(header(changes.len(), kinds.len(), names.len())?);
    out.extend(changes.iter().flat_map(|(at, _)| at.to_be_bytes()));
    for (_, kind) in changes {
        let number = kinds.iter().position(|known| known == kind)?;
        out.push(u8::try_from(number).ok()?);
    }
    out.extend(types);
    out.extend(names);
    out.extend(format!("\n{footer}\n").bytes());
    Some(out)
}

fn header(changes: usize, kinds: usize, names: usize) -> Option<Vec<u8>> {
    let mut out = b"TZif2".to_vec();
    out.extend([0; 15]);
    for count in [0, 0, 0, changes, kinds, names] {
        out.extend(u32::try_from(count).ok()?.to_be_bytes());
    }
    Some(out)
}

fn fixed(offset: i32) -> String {
    format!("<{}>{}", name(offset), west(offset))
}

/// `+0130`, from seconds east.
fn name(offset: i32) -> String {
    let (sign, size) = if offset < 0 { ('-', -offset) } else { ('+', offset) };
    format!("{sign}{:02}{:02}", size / 3600, size / 60 % 60)
}

/// POSIX counts west, like Windows.
fn west(offset: i32) -> String {
    let (sign, size) = if offset > 0 { ("-", offset) } else { ("", -offset) };
    format!("{sign}{}:{:02}", size / 3600, size / 60 % 60)
}
