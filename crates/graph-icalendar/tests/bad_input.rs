//! Bad values at every place of documents that the schema allows: one never loses an item.

#![cfg(feature = "__invariants")]
#![expect(clippy::panic, reason = "a test fails by panicking")]

use serde_json::Value;
use viaduc_contentline::Dialect;
use viaduc_fixture_runner::{Document, Schema, search};
use viaduc_graph_icalendar::invariants::check_json;
use viaduc_graph_icalendar::{Context, Item};

/// Values that no member has, as they stand in JSON.
const BAD: [&str; 34] = [
    "null",
    "true",
    "-1",
    "0",
    "1.5",
    "1e999",
    "-99999999999999999999999",
    "2147483648",
    "-2147483648",
    "9223372036854775807",
    "[]",
    "{}",
    "[null]",
    "[[[[]]]]",
    "{\"x\":{\"y\":[1,\"z\"]}}",
    "\"\"",
    "\" \"",
    "\"unheardOf\"",
    "\"\\u0000\\u0001\\u001f\\u007f\"",
    "\"\u{1}\u{b}\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800x\"",
    "\"\\r\\nBEGIN:VEVENT\\r\\n\"",
    "\"\u{2028}\u{85}\"",
    "\"0000-01-01T00:00:00Z\"",
    "\"10000-01-01T00:00:00Z\"",
    "\"9999-12-31T23:59:59.9999999Z\"",
    "\"0001-01-01T00:00:00Z\"",
    "\"0001-01-01\"",
    "\"2024-02-30T25:61:61\"",
    "\"-2024-01-01T00:00:00+99:99\"",
    "\"a;b,c:d\\\\n\\\"e\\\"\"",
    "\"<b><a href='\"",
    "\"====\"",
];

/// A stand-in that no document holds.
const MARK: &str = "\"@@@@\"";

/// The document as JSON with one value, or all under one member, replaced by another.
fn with(document: &Document, pointer: &str, bad: &str) -> Option<String> {
    let mut value = document.value.clone();
    *value.pointer_mut(pointer)? = Value::from("@@@@");
    Some(value.to_string().replace(MARK, bad))
}

/// Every place of a document: leaves, objects, lists.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let at = format!("{at}/{name}");
                found.push(at.clone());
                places(value, &at, found);
            }
        }
        Value::Array(items) => {
            for (position, value) in items.iter().enumerate() {
                let at = format!("{at}/{position}");
                found.push(at.clone());
                places(value, &at, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Converts, or is refused in one line that says where.
fn check(json: &str, pointer: &str, bad: &str) {
    check_json(json.as_bytes());
    let item = Item::read(json.as_bytes()).unwrap_or_else(|error| panic!("{error}: {json}"));
    match item.to_calendar(&Context::default()) {
        Ok(converted) => {
            let text = converted.value().to_text(Dialect::ICalendar);
            assert_eq!(text.matches("BEGIN:VCALENDAR").count(), 1);
            if pointer == "/sensitivity" && !["null", "\"\"", "\" \""].contains(&bad) {
                assert!(text.contains("\r\nCLASS:PRIVATE\r\n"), "{bad} is public");
            }
        }
        Err(error) => {
            let line = error.to_string();
            assert!(line.contains('/') && !line.contains(char::is_control), "{line:?}");
            let at_fault =
                ["/start", "/recurrence", "/exceptionOccurrences", "/instances", "/@odata.type"];
            assert!(at_fault.iter().any(|at| pointer.starts_with(at)), "{pointer}: {line}");
        }
    }
}

#[test]
fn a_bad_value_anywhere_loses_no_item() {
    let schema = Schema::parse(include_str!("schema/graph.txt")).unwrap();
    search(300, |u| {
        let document = schema.document(u.choose(&["event", "todoTask"])?, u)?;
        let mut all = Vec::new();
        places(&document.value, "", &mut all);
        // The document itself must be one that converts.
        let item = Item::read(document.value.to_string().as_bytes()).unwrap();
        if item.to_calendar(&Context::default()).is_err() {
            return Ok(());
        }
        for _ in 0..8 {
            let (pointer, bad) = (u.choose(&all)?, *u.choose(&BAD)?);
            if let Some(json) = with(&document, pointer, bad) {
                check(&json, pointer, bad);
            }
        }
        Ok(())
    });
}

#[test]
fn a_member_told_twice_is_reported() {
    let schema = Schema::parse(include_str!("schema/graph.txt")).unwrap();
    search(300, |u| {
        let document = schema.document("event", u)?;
        let Value::Object(members) = &document.value else { return Ok(()) };
        let names: Vec<&String> = members.keys().collect();
        let name = u.choose(&names)?;
        let bad = u.choose(&BAD)?;
        let json = document.value.to_string().replacen('{', &format!("{{\"{name}\":{bad},"), 1);
        let item = Item::read(json.as_bytes()).unwrap();
        let Ok(converted) = item.to_calendar(&Context::default()) else { return Ok(()) };
        let once = Item::read(document.value.to_string().as_bytes()).unwrap();
        let once = once.to_calendar(&Context::default()).unwrap();
        assert_eq!(once.value(), converted.value(), "the last one counts");
        let told = |loss: &viaduc_fidelity::Loss| {
            let repeated = loss.code.name == "graph.member.repeated";
            // A series without any occurrence is left out whole, with all that it holds.
            let left_out = loss.code.name == "graph.event.recurrence.empty";
            left_out || (repeated && loss.path.tokens().eq([name.as_str()]))
        };
        assert!(converted.losses().iter().any(told), "{name} twice: {json}");
        Ok(())
    });
}

/// What is made up where nothing usable is told is a loss: the same event that tells it has none.
#[test]
fn a_reminder_without_minutes_is_told() {
    let event = |member: &str| {
        let json = big(&format!(r#""isReminderOn":true{member}"#));
        let item = Item::read(json.as_bytes()).unwrap();
        let (calendar, losses) = item.to_calendar(&Context::default()).unwrap().into_parts();
        let told = losses.iter().any(|loss| {
            loss.code.name == "graph.event.reminder.usual"
                && loss.path.as_str() == "/reminderMinutesBeforeStart"
        });
        (calendar.to_text(Dialect::ICalendar), told)
    };
    let (usual, told) = event(r#","reminderMinutesBeforeStart":15"#);
    assert!(!told && usual.contains(":-PT15M\r\n"));
    assert_eq!(event(""), (usual.clone(), true));
    for bad in BAD.iter().filter(|bad| bad.parse::<i32>().is_err()) {
        let found = event(&format!(r#","reminderMinutesBeforeStart":{bad}"#));
        assert_eq!(found, (usual.clone(), true), "{bad}");
    }
}

/// A value that nests deeper than anybody reads loses no more than itself, and is told where it stands.
#[test]
fn depth_costs_no_more_than_itself() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        for (member, pointer) in [
            (format!(r#""x":{deep},"subject":"Council""#), "/x"),
            (format!(r#""location":{deep},"subject":"Council""#), "/location"),
            (format!(r#""subject":"Council","attendees":[{deep}]"#), "/attendees/0"),
        ] {
            let item = Item::read(big(&member).as_bytes()).unwrap();
            let (calendar, losses) = item.to_calendar(&Context::default()).unwrap().into_parts();
            assert!(calendar.to_text(Dialect::ICalendar).contains("\r\nSUMMARY:Council\r\n"));
            let told = losses.iter().any(|loss| loss.path.as_str().starts_with(pointer));
            assert!(told, "{pointer}: {losses:?}");
        }
    }
}

/// An event with many, or long, members.
fn big(members: &str) -> String {
    format!(
        r#"{{"iCalUId":"u@valmont.example","start":{{"dateTime":"2024-03-04T09:00:00","timeZone":"UTC"}},{members}}}"#
    )
}

#[test]
fn size_costs_no_more_than_size() {
    let attendee = |n: usize| {
        format!(r#"{{"emailAddress":{{"name":"P {n}","address":"p{n}@valmont.example"}}}}"#)
    };
    let attendees: Vec<String> = (0..10_000).map(attendee).collect();
    let same: Vec<String> = (0..10_000).map(|_| attendee(1)).collect();
    let stray: Vec<&str> = vec!["7"; 10_000];
    let repeated: String = (0..10_000).map(|_| r#""subject":"x","#).collect();
    for (members, wanted) in [
        (format!(r#""attendees":[{}]"#, attendees.join(",")), 10_000),
        (format!(r#""attendees":[{}]"#, same.join(",")), 1),
        (format!(r#""attendees":[{}]"#, stray.join(",")), 0),
        (format!("{repeated}\"subject\":\"y\""), 0),
        (
            format!(
                r#""body":{{"contentType":"html","content":"{}"}}"#,
                "<p>x &eacute;".repeat(750_000)
            ),
            0,
        ),
        (
            format!(
                r#""body":{{"contentType":"html","content":"{}"}}"#,
                "<a href='".repeat(100_000)
            ),
            0,
        ),
        (
            format!(
                r#""body":{{"contentType":"html","content":"{}"}}"#,
                "<!--<script>".repeat(100_000)
            ),
            0,
        ),
        (
            format!(
                r#""body":{{"contentType":"html","content":"{}"}}"#,
                "&nosuch;<".repeat(60_000)
            ),
            0,
        ),
        (
            format!(
                r#""body":{{"contentType":"html","content":"{}"}}"#,
                "<title></titl".repeat(100_000)
            ),
            0,
        ),
        (format!(r#""body":{{"contentType":"text","content":"{}"}}"#, ",;".repeat(1_000_000)), 0),
        (format!(r#""extensions":[{}]"#, vec![r#"{"id":"e"}"#; 10_000].join(",")), 0),
        (format!(r#""locations":[{}]"#, vec![r#"{"displayName":"a; b"}"#; 10_000].join(",")), 0),
    ] {
        let json = big(&members);
        let item = Item::read(json.as_bytes()).unwrap();
        let converted = item.to_calendar(&Context::default()).unwrap();
        let text = converted.value().to_text(Dialect::ICalendar);
        assert_eq!(text.matches("\r\nATTENDEE").count(), wanted);
        assert!(text.len() <= json.len() * 4 + 4096);
    }
}
