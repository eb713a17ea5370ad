//! Every case of `tests/fixtures`, in both directions.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a case that is none")]

use std::process::ExitCode;

use serde_json::{Value as Json, json};
use viaduc_bluemind_icalendar::{
    CODES, Directory, Item, Options, Person, Tags, Value, calendar_to_series, series_to_calendar,
    todo_to_calendar,
};
use viaduc_bluemind_types::ContainerUid;
use viaduc_contentline::{Dialect, parse};
use viaduc_fixture_runner::{Fixture, Outcome, Runner};

fn main() -> ExitCode {
    Runner::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"))
        .codes(CODES)
        .readme(include_str!("../README.md"))
        .run(convert)
}

fn convert(fixture: &Fixture) -> Outcome {
    if fixture.flag("back") { to_icalendar(fixture) } else { to_bluemind(fixture) }
}

fn person(address: &str) -> Person {
    let login = address.split('@').next().unwrap_or_default();
    Person {
        mailto: address.to_owned(),
        name: Some(format!("{login} of the directory")),
        dir: Some(format!("bm://valmont.example/users/{login}")),
        resource: login.starts_with("room"),
    }
}

fn to_bluemind(fixture: &Fixture) -> Outcome {
    let mut directory = Directory::default();
    for (alias, address) in fixture.pairs("directory") {
        directory.insert(alias, person(address));
    }
    let tags = fixture.option("tags").map(|uid| Tags::in_container(ContainerUid::from(uid)));
    let options = Options {
        zone: fixture.option("zone"),
        owner: fixture.option("owner").map(person),
        directory: Some(&directory),
        tags: tags.as_ref(),
        ..Options::default()
    };
    let parsed = parse(&fixture.input);
    let calendar = parsed.components.first().expect("a component");
    calendar_to_series(calendar, &options)
        .map(|converted| {
            converted.map(|items| items.iter().map(show).collect::<Vec<_>>().join("\n"))
        })
        .map_err(Into::into)
}

fn show(item: &Item) -> String {
    let (kind, value) = match &item.value {
        Value::Series(series) => ("VEventSeries", serde_json::to_value(series).unwrap()),
        Value::Todo(todo) => ("VTodo", serde_json::to_value(todo).unwrap()),
        other => panic!("{other:?}"),
    };
    let uploads: Vec<Json> = item
        .uploads
        .iter()
        .map(|upload| {
            let text = String::from_utf8_lossy(&upload.bytes);
            json!([upload.occurrence, upload.name, upload.media_type, upload.cid, text])
        })
        .collect();
    let mut shown = json!({"uid": item.uid, "kind": kind, "value": value});
    if !uploads.is_empty() {
        shown["uploads"] = uploads.into();
    }
    serde_json::to_string_pretty(&shown).unwrap()
}

fn to_icalendar(fixture: &Fixture) -> Outcome {
    let item: Json = serde_json::from_str(&fixture.input).expect("JSON");
    let uid = item["uid"].as_str().expect("a uid");
    let value = item["value"].to_string();
    let calendar = match item["kind"].as_str() {
        Some("VEventSeries") => series_to_calendar(&viaduc_wire::read_str(&value).unwrap(), uid),
        _ => todo_to_calendar(&viaduc_wire::read_str(&value).unwrap(), uid),
    };
    calendar
        .map(|converted| converted.map(|calendar| calendar.to_text(Dialect::ICalendar)))
        .map_err(Into::into)
}
