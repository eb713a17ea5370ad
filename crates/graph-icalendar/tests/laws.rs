//! Arbitrary typed items, and items with absurd values, by the laws of `invariants`.

#![cfg(feature = "__invariants")]

use arbtest::arbitrary::Arbitrary;
use viaduc_graph_icalendar::invariants::{check_event, check_json, check_task};
use viaduc_graph_types::{DateTimeTimeZone, Event, TodoTask};

#[test]
fn any_event_converts_or_is_refused() {
    arbtest::arbtest(|u| {
        let mut event = Event::arbitrary(u)?;
        if u.ratio(7, 8)? {
            let start = event.start.get_or_insert_with(DateTimeTimeZone::default);
            let (year, month) = (u.int_in_range(1..=9999)?, u.int_in_range(1..=12)?);
            start.date_time = Some(format!("{year:04}-{month:02}-28T10:30:00.0000000"));
        }
        check_event(&event);
        Ok(())
    });
}

#[test]
fn any_task_converts_or_is_refused() {
    arbtest::arbtest(|u| {
        check_task(&TodoTask::arbitrary(u)?);
        Ok(())
    });
}

#[test]
fn any_bytes_are_an_item_or_an_error() {
    let seeds = [include_str!("coverage/event.json"), include_str!("coverage/task.json")];
    arbtest::arbtest(|u| {
        let mut bytes = u.choose(&seeds)?.as_bytes().to_vec();
        for _ in 0..u.int_in_range(1..=8)? {
            let at = u.int_in_range(0..=bytes.len() - 1)?;
            match u.int_in_range(0..=2)? {
                0 => bytes[at] = u.arbitrary()?,
                1 => bytes.truncate(at.max(1)),
                _ => {
                    bytes.splice(
                        at..at,
                        u.choose(&["null", "-1", "\"\\u0000\"", "9999999999", "[]", "{}"])?.bytes(),
                    );
                }
            }
        }
        check_json(&bytes);
        Ok(())
    });
}

#[test]
fn absurd_values_lose_no_item() {
    for extra in [
        r#""reminderMinutesBeforeStart":-2147483648,"isReminderOn":true"#,
        r#""recurrence":{"pattern":{"type":"daily","interval":2147483647},"range":{"type":"numbered","numberOfOccurrences":2147483647}}"#,
        r#""recurrence":{"pattern":{"type":"absoluteYearly","interval":2147483647,"month":1,"dayOfMonth":1},"range":{"type":"noEnd"}}"#,
        r#""recurrence":{"pattern":{"type":"weekly","interval":2147483647,"daysOfWeek":["monday"]},"range":{"type":"endDate","endDate":"9999-12-31"}}"#,
        r#""recurrence":{"pattern":{"type":"daily","interval":1},"range":{"type":"endDate","endDate":"9999-12-31","startDate":"9999-12-31"}}"#,
        r#""end":{"dateTime":"9999-12-31T23:59:59","timeZone":"Etc/GMT+12"}"#,
        r#""cancelledOccurrences":["OID.x.0000-00-00","9999-12-31","0001-01-01"]"#,
    ] {
        for start in ["0001-01-01T00:00:00", "9999-12-29T00:00:00", "2024-02-29T23:59:59"] {
            check_json(
                format!(
                    r#"{{"iCalUId":"u","start":{{"dateTime":"{start}","timeZone":"UTC"}},{extra}}}"#
                )
                .as_bytes(),
            );
        }
    }
}
