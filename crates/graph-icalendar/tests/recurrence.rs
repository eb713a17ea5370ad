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
use expand::{Found, expand};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use viaduc_contentline::Dialect;
use viaduc_graph_icalendar::{Context, Profile, task_to_calendar};
use viaduc_graph_types::TodoTask;

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
        let due = text.lines().filter(|line| line.starts_with("DUE")).count();
        assert_eq!(due, 1, "{text}");
        if days.is_empty() {
            assert!(!text.contains("RRULE"), "{json}\n{text}");
        } else {
            assert_eq!(expand(&text, LIMIT, last), expected, "{json}\n{text}");
        }
        Ok(())
    });
}
