//! The law of series: expanded by a reader that knows only RFC 5545, the output has the occurrences that Exchange's
//! rules give the source, exceptions and deleted days included, whoever tells them; in every zone, from 1950 to 2100.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod blob;
mod case;
mod exchange;
mod expand;
mod readers;

use arbitrary::{Result, Unstructured};
use case::{Case, start};
use exchange::{End, LIMIT, Source};
use expand::{Found, expand, instant, lengths};
use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use viaduc_contentline::Dialect;
use viaduc_graph_icalendar::{Context, Profile, event_to_calendar, task_to_calendar};
use viaduc_graph_types::{Event, TodoTask};

/// Every name of a zone that is known here.
fn names() -> Vec<&'static str> {
    viaduc_timezones::iana_names().chain(viaduc_timezones::windows_names()).collect()
}

fn check(u: &mut Unstructured<'_>, name: &'static str) -> Result<()> {
    let profile = if u.arbitrary()? { Profile::BlueMind } else { Profile::Strict };
    if let Some(case) = Case::arbitrary(u, name)? {
        case.holds(profile);
    }
    Ok(())
}

#[test]
fn the_output_has_the_occurrences_of_the_source() {
    let names = names();
    viaduc_fixture_runner::search(600, |u| {
        let name = *u.choose(&names)?;
        check(u, name)
    });
}

#[test]
fn so_it_does_in_every_zone() {
    for (number, name) in names().into_iter().enumerate() {
        // The same bytes for the same zone, every time.
        let mut state = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(u64::try_from(number).unwrap() + 1);
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()
        })
        .take(32)
        .flatten()
        .collect();
        check(&mut Unstructured::new(&bytes), name).unwrap();
    }
}

/// A series is as long as its first occurrence was told to be, also where that is in an hour that clocks show twice, or
/// skip, or where they change before it ends.
#[test]
fn every_occurrence_is_as_long_as_the_event() {
    let names = names();
    viaduc_fixture_runner::search(600, |u| {
        let name = *u.choose(&names)?;
        let zone = viaduc_timezones::resolve(name, None).unwrap().zone;
        let (year, month) = (u.int_in_range(1950..=2090)?, u.int_in_range(1..=12)?);
        let day = Date::new(year, month, u.int_in_range(1..=28)?).unwrap().at(12, 0, 0, 0);
        let noon = TimeZone::UTC.to_timestamp(day).unwrap();
        let change = zone.following(noon).next().map_or(noon, |change| change.timestamp());
        let minutes = SignedDuration::from_mins;
        let start = change + minutes(15 * u.int_in_range(-8..=8)?);
        let length = minutes(*u.choose(&[0, 1, 15, 60, 90, 600, 1440, 3000])?);
        // Told in UTC, or by the clocks on the wall, those that were not changed among them.
        let told = if u.arbitrary()? { &TimeZone::UTC } else { &zone };
        let shown = if u.arbitrary()? { start } else { change - minutes(1) };
        let wall = told.to_offset(shown).to_datetime(start);
        let start = told.to_timestamp(wall).unwrap();
        let is_skipped = told.to_datetime(start) != wall;
        let end = told.to_timestamp(wall + length).unwrap();
        let expected = if is_skipped { length } else { end.duration_since(start) };
        let told = if told == &TimeZone::UTC { "UTC" } else { name };
        let source = Source::arbitrary(u)?;
        let first = zone.to_datetime(start).date();
        let json = format!(
            r#"{{"iCalUId":"u","subject":"x","type":"seriesMaster","originalStartTimeZone":"{name}","originalEndTimeZone":"{name}","start":{{"dateTime":"{wall}","timeZone":"{told}"}},"end":{{"dateTime":"{}","timeZone":"{told}"}},"recurrence":{{"pattern":{},"range":{}}}}}"#,
            wall + length,
            source.json(),
            End::Never.json(first, name)
        );
        let event: Event = viaduc_wire::read(json.as_bytes()).unwrap();
        let (calendar, losses) =
            event_to_calendar(&event, &Context::default()).unwrap().into_parts();
        let text = calendar.to_text(Dialect::ICalendar);
        let expected = expected.max(SignedDuration::ZERO);
        assert_eq!(lengths(&text), [("x".to_owned(), expected)], "{json}\n{text}");
        let has = |code: &str| losses.iter().any(|loss| loss.code.name == code);
        assert_eq!(has("graph.event.start.gap"), is_skipped, "{json}");
        let event = calendar.component("VEVENT").unwrap();
        let told = |name| event.property(name).map(|time| zone.to_offset(instant(time).0));
        let changed = told("DTEND").is_some_and(|end| told("DTSTART") != Some(end));
        assert_eq!(has("graph.event.end.clocks"), changed, "{json}\n{text}");
        if !has("graph.event.recurrence.start") {
            let read = instant(event.property("DTSTART").unwrap()).0;
            assert_eq!(read != start, has("graph.event.start.fold"), "{json}\n{text}");
        }
        Ok(())
    });
}

/// Tasks repeat by days: DTSTART, DUE and RRULE say the days of the source, whatever the zone.
#[test]
fn tasks_are_due_on_the_days_of_the_source() {
    viaduc_fixture_runner::search(200, |u| {
        let (day, _) = start(u, &TimeZone::UTC)?;
        let source = Source::arbitrary(u)?;
        let last = Date::new(day.year() + 10, 12, 31).unwrap();
        let end = if u.arbitrary()? { End::Never } else { End::After(u.int_in_range(1..=60)?) };
        let days = source.occurrences(day, end, last);
        let json = format!(
            r#"{{"id":"1","title":"x","status":"notStarted","dueDateTime":{{"dateTime":"{day}T00:00:00.0000000","timeZone":"UTC"}},"recurrence":{{"pattern":{},"range":{}}}}}"#,
            source.json(),
            end.json(day, "Tokyo Standard Time")
        );
        let task: TodoTask = viaduc_wire::read(json.as_bytes()).unwrap();
        let converted = task_to_calendar(&task, &Context::default()).unwrap();
        let text = converted.value().to_text(Dialect::ICalendar).replace("VTODO", "VEVENT");
        let at = |day: &Date| TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap();
        let expected: Found = days.iter().map(|day| (at(day), "x".to_owned())).collect();
        // DUE is later than DTSTART (RFC 5545 §3.8.2.3), which a series needs.
        if days.is_empty() {
            assert!(!text.contains("RRULE") && text.contains("\r\nDUE"), "{json}\n{text}");
            assert!(!text.contains("\r\nDTSTART"), "{json}\n{text}");
        } else {
            assert!(text.contains("\r\nDURATION:P1D\r\n"), "{json}\n{text}");
            assert!(!text.contains("\r\nDUE"), "{json}\n{text}");
            assert_eq!(expand(&text, LIMIT, last), expected, "{json}\n{text}");
        }
        Ok(())
    });
}
