//! Readers that others wrote expand what is written: made-up series, the same ones on each run, in any zone. One reader is
//! a crate and reads them here; for the others they are written as files, with what is in them (`cargo xtask clients`).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use arbitrary::{Result, Unstructured};
use calcard::common::timezone::Tz;
use calcard::icalendar::{ICalendar, ICalendarProperty, ICalendarValue};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::{AmbiguousOffset, TimeZone};
use serde_json::{Value, json};
use viaduc_fixture_runner::search;
use viaduc_graph_icalendar::Profile;

use crate::case::Case;
use crate::exchange::LIMIT;
use crate::names;

/// So many series are made up; few of them have no start.
const SERIES: u64 = 800;

/// When each occurrence before a day starts, and its SUMMARY.
type Occurrences = Vec<(Timestamp, String)>;

/// A calendar, and what is in it before a day.
struct Written {
    case: Case,
    text: String,
    end: Date,
    found: Occurrences,
}

fn made_up() -> Vec<Written> {
    let names = names();
    let mut all = Vec::new();
    search(SERIES, |u| {
        all.extend(one(u, &names)?);
        Ok(())
    });
    all
}

fn one(u: &mut Unstructured<'_>, names: &[&'static str]) -> Result<Option<Written>> {
    let profile = if u.arbitrary()? { Profile::BlueMind } else { Profile::Strict };
    let name = *u.choose(names)?;
    let Some(case) = Case::arbitrary(u, name)? else { return Ok(None) };
    let text = case.calendar(profile);
    let end = case.asked();
    let found = case.before(end).into_iter().collect();
    Ok(Some(Written { case, text, end, found }))
}

impl Written {
    fn line(&self, name: &str) -> &str {
        let event = self.text.split_once("BEGIN:VEVENT").unwrap().1;
        event.lines().find(|line| line.starts_with(name)).unwrap_or_default()
    }

    /// Everything about it that some reader is known to trip over.
    fn traits(&self) -> Vec<&'static str> {
        let rule = self.line("RRULE");
        let part = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(name));
        let is_timed = !self.case.all_day;
        let walls = self.case.walls(self.end);
        let offset = |wall: &DateTime| self.case.zone.to_ambiguous_timestamp(*wall).offset();
        let any =
            |is: fn(AmbiguousOffset) -> bool| is_timed && walls.iter().any(|wall| is(offset(wall)));
        let is_gap = |offset| matches!(offset, AmbiguousOffset::Gap { .. });
        // Read by the clock on the wall, the last day is cut off, or another one is not.
        let until = part("UNTIL=").filter(|_| is_timed).map(|until| until.trim_end_matches('Z'));
        let cut = until.zip(self.case.last_wall()).is_some_and(|(until, (last, next))| {
            let shown = |wall: DateTime| wall.strftime("%Y%m%dT%H%M%S").to_string();
            shown(last).as_str() > until || next.is_some_and(|next| shown(next).as_str() <= until)
        });
        let all = [
            ("skipped", any(is_gap)),
            ("twice", any(|offset| matches!(offset, AmbiguousOffset::Fold { .. }))),
            ("positions", rule.contains("BYMONTHDAY") && rule.contains("BYSETPOS")),
            ("added", !self.line("RDATE").is_empty()),
            ("late end", cut),
        ];
        all.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
    }

    /// The same with names of zones that nobody knows: a reader has to take the zones' definitions from the calendar.
    fn own_zones(&self, number: usize) -> String {
        let text = self.text.replace("\r\n ", "");
        let ids: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("TZID:")).collect();
        let mut own = text.clone();
        for (position, id) in ids.iter().enumerate() {
            for (before, after) in [("TZID:", "\r\n"), ("TZID=", ":"), ("TZID=\"", "\":")] {
                own = own.replace(
                    &format!("{before}{id}{after}"),
                    &format!("{before}Own {number} {position}{after}"),
                );
            }
        }
        own
    }

    fn shown(&self, found: &Occurrences) -> Value {
        let one = |(start, summary): &(Timestamp, String)| {
            let start = start.to_string();
            let start = if self.case.all_day { start[..10].to_owned() } else { start };
            json!([start, summary])
        };
        found.iter().map(one).collect()
    }
}

/// What calcard finds before a day, or why it finds nothing.
fn calcard(text: &str, end: Date) -> std::result::Result<Occurrences, String> {
    let calendar = ICalendar::parse(text).map_err(|entry| format!("{entry:?}"))?;
    // Nothing that is asked for lies behind so many.
    let expanded = calendar.expand_dates(Tz::UTC, 2 * LIMIT);
    if !expanded.errors.is_empty() {
        return Err(format!("{:?}", expanded.errors));
    }
    let end = TimeZone::UTC.to_timestamp(end.at(0, 0, 0, 0)).unwrap();
    let summary = |component: u32| {
        let component = &calendar.components[usize::try_from(component).unwrap()];
        let summary = component.property(&ICalendarProperty::Summary);
        match summary.and_then(|summary| summary.values.first()) {
            Some(ICalendarValue::Text(text)) => text.clone(),
            _ => String::new(),
        }
    };
    let mut found: Vec<_> = expanded
        .events
        .iter()
        .map(|event| (event.start.timestamp(), event.comp_id))
        .map(|(start, id)| (Timestamp::from_second(start).unwrap(), summary(id)))
        .filter(|(start, _)| *start < end)
        .collect();
    found.sort();
    Ok(found)
}

/// Why calcard 0.3.14 finds something else, where that is known.
fn excuse(written: &Written) -> Option<&'static str> {
    let traits = written.traits();
    let known = ["added", "late end"].into_iter().find(|name| traits.contains(name));
    known.or_else(|| times_differ(written).then_some("clocks"))
}

/// Whether calcard reads one of the local times otherwise, or not at all, where it stands alone: its zones are older, and
/// it knows no time that clocks skip or show twice.
fn times_differ(written: &Written) -> bool {
    let zone = written.line("DTSTART").split([';', ':']).find(|part| part.starts_with("TZID="));
    let Some(zone) = zone else { return false };
    written.case.walls(written.end).into_iter().any(|wall| {
        let text = format!(
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART;{zone}:{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            wall.strftime("%Y%m%dT%H%M%S")
        );
        let ours = written.case.zone.to_timestamp(wall).unwrap();
        !matches!(calcard(&text, date(9000, 1, 1)).as_deref(), Ok([(theirs, _)]) if *theirs == ours)
    })
}

#[test]
fn calcard_expands_what_is_written() {
    let (mut equal, mut excused) = (0, BTreeMap::new());
    for written in made_up() {
        let theirs = calcard(&written.text, written.end);
        if theirs.as_ref() == Ok(&written.found) {
            equal += 1;
            continue;
        }
        let why = excuse(&written);
        assert!(why.is_some(), "{}\n{theirs:?}\n{:?}", written.text, written.found);
        *excused.entry(why).or_insert(0) += 1;
    }
    // One that is not among them any more can be taken out above.
    assert_eq!(excused.len(), 3, "{excused:?}");
    assert!(equal > 7 * SERIES / 10, "{equal} are equal; {excused:?}");
}

/// Writes the series, and `expected.ndjson` beside them, into the folder that the environment names.
#[test]
fn series_for_other_readers() {
    let Some(folder) = folder() else { return };
    let mut expected = String::new();
    for kind in ["named", "own"] {
        fs::create_dir_all(folder.join(kind)).unwrap();
    }
    for (number, written) in made_up().into_iter().enumerate() {
        let file = format!("{number:04}.ics");
        fs::write(folder.join("named").join(&file), &written.text).unwrap();
        fs::write(folder.join("own").join(&file), written.own_zones(number)).unwrap();
        let line = json!({
            "file": file,
            "end": written.end.to_string(),
            "traits": written.traits(),
            "rule": written.line("RRULE"),
            "found": written.shown(&written.found),
        });
        expected.push_str(&format!("{line}\n"));
    }
    fs::write(Path::new(&folder).join("expected.ndjson"), expected).unwrap();
}

#[expect(clippy::disallowed_methods, reason = "where to write files is asked of the runner")]
fn folder() -> Option<PathBuf> {
    std::env::var_os("SERIES_FOLDER").map(PathBuf::from)
}
