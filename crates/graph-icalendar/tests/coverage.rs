//! The law of coverage: every leaf of the source is in the output or in the losses. A leaf that is neither can be changed
//! without anybody noticing, so each leaf is changed: then the output must change, or a loss stands at the leaf or above.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::Value;
use viaduc_contentline::Dialect;
use viaduc_fidelity::Loss;
use viaduc_graph_icalendar::{Bodies, Context, Item, Owner, Profile};

const EVENT: &str = include_str!("coverage/event.json");
const TASK: &str = include_str!("coverage/task.json");

/// Leaves that say nothing of their own, with the reason.
const SAY_NOTHING: [(&str, &str); 10] = [
    ("@odata.type", "which type the object has: written as what it is"),
    ("/@odata.context", "of the request"),
    ("/@odata.etag", "the change key in quotes, which is carried"),
    ("/uniqueIdType", "says what kind of id is beside it; free text has the id of its name"),
    ("/isOrganizer", "decides whether an organizer without attendees is a meeting's"),
    ("/isOnlineMeeting", "says that there is a link, which is carried"),
    ("/hasAttachments", "says that there are attachments, which are carried"),
    ("/occurrenceId", "the day of an occurrence; on a series it has no meaning"),
    ("/dueDateTime/timeZone", "tasks have days, and a midnight is its day in any zone"),
    ("/startDateTime/timeZone", "tasks have days, and a midnight is its day in any zone"),
];

fn convert(item: &Value, context: &Context<'_>) -> (String, Vec<Loss>) {
    let item = Item::read(&serde_json::to_vec(item).unwrap()).unwrap();
    let (calendar, losses) = match item.to_calendar(context) {
        Ok(converted) => converted.into_parts(),
        Err(error) => return (error.to_string(), Vec::new()),
    };
    (calendar.to_text(Dialect::ICalendar).replace("\r\n ", ""), losses)
}

/// Pointers to every leaf that is not empty.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                leaves(
                    value,
                    &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                leaves(value, &format!("{at}/{index}"), found);
            }
        }
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) | Value::String(_) => found.push(at.to_owned()),
    }
}

/// Another value of the same kind: another word of the enumeration, another zone, another day, another text.
fn changed(pointer: &str, value: &Value) -> Value {
    const WORDS: [(&str, &str); 22] = [
        ("private", "confidential"),
        ("oof", "free"),
        ("high", "low"),
        ("required", "optional"),
        ("optional", "required"),
        ("accepted", "declined"),
        ("declined", "accepted"),
        ("tentativelyAccepted", "accepted"),
        ("html", "text"),
        ("text", "html"),
        ("weekly", "daily"),
        ("daily", "weekly"),
        ("monday", "tuesday"),
        ("wednesday", "friday"),
        ("second", "third"),
        ("endDate", "noEnd"),
        ("numbered", "noEnd"),
        ("conferenceRoom", "restaurant"),
        ("teamsForBusiness", "skypeForBusiness"),
        ("inProgress", "completed"),
        ("Romance Standard Time", "Tokyo Standard Time"),
        ("GMT Standard Time", "Tokyo Standard Time"),
    ];
    match value {
        Value::Bool(flag) => Value::Bool(!flag),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => (whole + 1).into(),
            None => (number.as_f64().unwrap() + 1.0).into(),
        },
        Value::String(text) => {
            if let Some((_, other)) = WORDS.iter().find(|(word, _)| word == text) {
                return (*other).into();
            }
            if pointer.ends_with("timeZone") || pointer.ends_with("recurrenceTimeZone") {
                return "Tokyo Standard Time".into();
            }
            if text == "0001-01-01" {
                return "2031-01-01".into();
            }
            if text.contains("2024-") {
                return text.replacen("2024-", "2023-", 1).into();
            }
            if pointer.ends_with("contentBytes") {
                return "d29ybGQ=".into();
            }
            format!("{text}9").into()
        }
        Value::Null | Value::Array(_) | Value::Object(_) => panic!("{pointer} is no leaf"),
    }
}

/// Whether a leaf counts.
fn counts(item: &Value, pointer: &str, context: &Context<'_>) -> bool {
    if SAY_NOTHING.iter().any(|(end, _)| pointer.ends_with(end)) {
        return true;
    }
    let (output, losses) = convert(item, context);
    let covered = losses.iter().any(|loss| {
        let path = loss.path.as_str();
        pointer.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    let mut other = item.clone();
    let leaf = other.pointer_mut(pointer).unwrap();
    *leaf = changed(pointer, leaf);
    let (changed_output, changed_losses) = convert(&other, context);
    covered || changed_output != output || changed_losses != losses
}

fn contexts() -> [Context<'static>; 3] {
    let mut known = Context::default();
    known.owner = Some(Owner { address: "bea@valmont.example", name: "" });
    known.mailbox_zone = Some("Europe/Paris");
    let mut target = Context::default();
    target.profile = Profile::BlueMind;
    target.bodies = Bodies::Styled;
    [Context::default(), known, target]
}

#[test]
fn every_leaf_of_a_full_item_counts() {
    for source in [EVENT, TASK] {
        let item: Value = serde_json::from_str(source).unwrap();
        let mut pointers = Vec::new();
        leaves(&item, "", &mut pointers);
        assert!(pointers.len() > 40);
        for context in &contexts() {
            let silent: Vec<_> = pointers.iter().filter(|at| !counts(&item, at, context)).collect();
            assert!(silent.is_empty(), "these fall silently: {silent:#?}");
        }
    }
}

#[test]
fn every_leaf_of_any_part_of_an_item_counts() {
    let items: Vec<Value> =
        [EVENT, TASK].iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    let contexts = contexts();
    arbtest::arbtest(|u| {
        let mut item = u.choose(&items)?.clone();
        let members = item.as_object_mut().unwrap();
        let names: Vec<String> = members.keys().cloned().collect();
        for name in names {
            if u.ratio(1, 3)? && !["start", "title"].contains(&name.as_str()) {
                members.remove(&name);
            }
        }
        if u.ratio(1, 4)? && members.contains_key("start") {
            members.insert("isAllDay".to_owned(), true.into());
        }
        let mut pointers = Vec::new();
        leaves(&item, "", &mut pointers);
        let pointer = u.choose(&pointers)?;
        assert!(counts(&item, pointer, u.choose(&contexts)?), "{pointer} falls silently: {item}");
        Ok(())
    });
}

#[test]
fn the_readme_maps_every_member() {
    let readme = include_str!("../README.md");
    for source in [EVENT, TASK] {
        let item: Value = serde_json::from_str(source).unwrap();
        for name in item.as_object().unwrap().keys().filter(|name| *name != "surprise") {
            assert!(readme.contains(&format!("`{name}`")), "{name} has no row");
        }
    }
}
