//! Arbitrary typed items, and items with absurd values, by the laws of `invariants`.

#![cfg(feature = "__invariants")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod blob;

use arbitrary::Arbitrary;
use base64::Engine as _;
use viaduc_contentline::Dialect;
use viaduc_graph_icalendar::invariants::{
    check_event, check_json, check_recurrence_blob, check_task,
};
use viaduc_graph_icalendar::{Context, event_to_calendar};
use viaduc_graph_types::{DateTimeTimeZone, Event, SingleValueProperty, TodoTask};

#[test]
fn any_event_converts_or_is_refused() {
    viaduc_fixture_runner::search(200, |u| {
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
    viaduc_fixture_runner::search(200, |u| {
        check_task(&TodoTask::arbitrary(u)?);
        Ok(())
    });
}

#[test]
fn any_bytes_are_an_item_or_an_error() {
    let seeds = [include_str!("coverage/event.json"), include_str!("coverage/task.json")];
    viaduc_fixture_runner::search(200, |u| {
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

#[test]
fn any_bytes_are_a_stored_recurrence_or_none() {
    let seeds = [
        &include_bytes!("../../../fuzz/seeds/graph_icalendar_recurrence_blob/weekly")[..],
        include_bytes!("../../../fuzz/seeds/graph_icalendar_recurrence_blob/nth"),
    ];
    viaduc_fixture_runner::search(200, |u| {
        let mut bytes = u.choose(&seeds)?.to_vec();
        for _ in 0..u.int_in_range(0..=6)? {
            let at = u.int_in_range(0..=bytes.len() - 1)?;
            match u.int_in_range(0..=2)? {
                0 => bytes[at] = u.arbitrary()?,
                1 => bytes.truncate(at.max(1)),
                _ => drop(bytes.splice(at..at, u.arbitrary::<[u8; 4]>()?)),
            }
        }
        check_recurrence_blob(&bytes);
        Ok(())
    });
}

/// A long event and ten thousand small changes: the text grows with the changes, not with their product.
#[test]
fn many_changes_of_a_long_event_stay_short() {
    let minutes = blob::minutes(2024, 3, 4, 9, 0);
    let changes: Vec<blob::Change> = (0..10_000)
        .map(|n| blob::Change {
            start: minutes + 1440 * n + 60,
            end: minutes + 1440 * n + 120,
            original: minutes + 1440 * n,
            ..blob::Change::default()
        })
        .collect();
    let days: Vec<u32> = changes.iter().map(|change| change.original / 1440 * 1440).collect();
    let stored = blob::Blob {
        frequency: 0x200a,
        kind: 0,
        calendar: 0,
        period: 1440,
        sliding: 0,
        specific: vec![],
        end_type: 0x2023,
        count: 10,
        week_start: 0,
        removed: days.clone(),
        moved: days,
        start: minutes / 1440 * 1440,
        last: 0x5ae9_80df,
        time: 540,
        version: 0x3009,
        changes,
    };
    let body = "Bring a coat. ".repeat(100_000);
    let json = format!(
        r#"{{"iCalUId":"u","type":"seriesMaster","subject":"x","body":{{"contentType":"text","content":"{body}"}},
            "start":{{"dateTime":"2024-03-04T09:00:00","timeZone":"UTC"}},"end":{{"dateTime":"2024-03-04T10:00:00","timeZone":"UTC"}}}}"#
    );
    let mut event: Event = viaduc_wire::read(json.as_bytes()).unwrap();
    event.single_value_extended_properties.push(SingleValueProperty {
        id: Some("Binary {00062002-0000-0000-c000-000000000046} Id 0x8216".into()),
        value: Some(base64::engine::general_purpose::STANDARD.encode(stored.to_bytes())),
        ..SingleValueProperty::default()
    });
    let converted = event_to_calendar(&event, &Context::default()).unwrap();
    assert_eq!(converted.value().components_named("VEVENT").count(), 10_001);
    let text = converted.value().to_text(Dialect::ICalendar);
    assert!(text.len() < 12 << 20, "{}", text.len());
}

/// A zone may be called anything: its name opens no line and is the same wherever it stands.
#[test]
fn any_name_of_a_stored_zone_is_one_name() {
    let named = |name: &str| {
        let units: Vec<u16> = name.encode_utf16().collect();
        let word = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
        let mut bytes = vec![2, 1];
        bytes.extend(word(6 + 2 * units.len()));
        bytes.extend([2, 0]);
        bytes.extend(word(units.len()));
        bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
        bytes.extend([1, 0, 2, 1, 0x3e, 0, 3, 0, 0xd6, 7]);
        bytes.extend([0; 14]);
        // 17 minutes west of nowhere, for ever.
        bytes.extend([17_i32, 0, 0].iter().flat_map(|bias| bias.to_le_bytes()));
        bytes.extend([0; 32]);
        base64::engine::general_purpose::STANDARD.encode(bytes)
    };
    let check = |name: &str| {
        let json = br#"{"iCalUId":"u","start":{"dateTime":"2024-03-04T09:00:00"},"end":{"dateTime":"2024-03-04T10:00:00"},
            "originalStartTimeZone":"tzone://Microsoft/Custom","originalEndTimeZone":"tzone://Microsoft/Custom"}"#;
        let mut event: Event = viaduc_wire::read(json).unwrap();
        event.single_value_extended_properties.push(SingleValueProperty {
            id: Some("Binary {00062002-0000-0000-c000-000000000046} Id 0x825e".into()),
            value: Some(named(name)),
            ..SingleValueProperty::default()
        });
        check_event(&event);
    };
    for name in [
        "",
        " ",
        "\"",
        "a\r\nX-EVIL:1",
        "a:b;c,d=\"e\"",
        "^n^'^^",
        "\u{7f}\u{1}",
        "\u{2028}",
        "\\n",
        "a\tb",
    ] {
        check(name);
    }
    viaduc_fixture_runner::search(200, |u| {
        check(&u.arbitrary::<&str>()?.chars().take(60).collect::<String>());
        Ok(())
    });
}
