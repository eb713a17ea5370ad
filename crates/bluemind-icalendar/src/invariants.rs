//! The laws of this crate, for its property tests and its fuzz targets. Each panics where it does not hold.
#![expect(clippy::panic, reason = "a law that does not hold has to stop the test")]

mod stored;
mod taken;
mod text;

use viaduc_contentline::{Component, Dialect, parse, parse_bytes};

pub use stored::{stored_series, stored_todo};
pub use text::calendar_text;

use crate::{Item, Options, Tags, Value, calendar_to_series, item_to_calendar};

/// Whatever the bytes, what is made of them BlueMind takes, and the way back and here again changes nothing.
pub fn any_bytes_are_converted(bytes: &[u8]) {
    for calendar in &parse_bytes(bytes).components {
        any_calendar_is_converted(calendar);
    }
}

/// Whatever the calendar, what is made of it BlueMind takes, and the way back and here again changes nothing.
pub fn any_calendar_is_converted(calendar: &Component<'_>) {
    let tags = Tags::in_container("tags_ada".into());
    let bare = Options::default();
    let full = Options { zone: Some("Europe/Paris"), tags: Some(&tags), ..Options::default() };
    for options in [bare, full] {
        let Ok(items) = calendar_to_series(calendar, &options) else { continue };
        for item in items.value() {
            taken::item(item);
            same_again(item, &options, &calendar.to_text(Dialect::ICalendar));
        }
    }
}

/// What the server stores is the same after the way to iCalendar and back.
pub fn stored_is_read_back(value: Value, tags: &Tags) {
    let uid = match &value {
        Value::Series(series) => series.ics_uid.clone().unwrap_or_default().into_string(),
        Value::Todo(todo) => todo.uid.clone().unwrap_or_default().into_string(),
    };
    // The item's uid and the iCalendar UID are independent.
    for uid in [uid, "item/ü+2".to_owned()] {
        let item = Item { uid: uid.into(), value: value.clone(), uploads: Vec::new() };
        stored_item_is_read_back(&item, tags);
    }
}

fn stored_item_is_read_back(item: &Item, tags: &Tags) {
    let written = match item_to_calendar(item) {
        Ok(written) => written,
        Err(error) => panic!("what is stored is written: {error}\n{item:#?}"),
    };
    if let Some(loss) = written.losses().first() {
        panic!("nothing stored is lost: {loss}\n{item:#?}");
    }
    same_again(item, &Options { tags: Some(tags), ..Options::default() }, "");
}

/// Whatever BlueMind's JSON holds, it is written as a calendar or refused, and what is read from that settles.
pub fn any_value_settles(value: Value) {
    let item = Item { uid: "item".into(), value, uploads: Vec::new() };
    let Ok(written) = item_to_calendar(&item) else { return };
    let text = written.value().to_text(Dialect::ICalendar);
    let parsed = parse(&text);
    if !parsed.faults.is_empty() || parsed.components.len() != 1 {
        panic!("one calendar without a fault is written: {text}");
    }
    parsed.components.iter().for_each(any_calendar_is_converted);
}

/// The way back and here again changes nothing.
fn same_again(item: &Item, options: &Options<'_>, source: &str) {
    let written = match item_to_calendar(item) {
        Ok(written) => written.into_parts().0.to_text(Dialect::ICalendar),
        Err(error) => panic!("what was read is written: {error}\n{item:#?}\n{source}"),
    };
    let parsed = parse(&written);
    if !parsed.faults.is_empty() || parsed.components.len() != 1 {
        panic!("one calendar without a fault is written: {written}");
    }
    let again = parsed.components.first().map(|calendar| calendar_to_series(calendar, options));
    let Some(Ok(again)) = again else { panic!("what was written is read: {written}\n{source}") };
    let [same] = again.value().as_slice() else { panic!("one item is read: {written}\n{source}") };
    if same.value != item.value || same.uid.as_str() != item.uid.as_str() {
        let differences = differences("", &json(&item.value), &json(&same.value));
        panic!("nothing changes:\n{differences}\n{written}\n{source}");
    }
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Series(series) => serde_json::to_value(series),
        Value::Todo(todo) => serde_json::to_value(todo),
    }
    .unwrap_or_default()
}

/// Where two values differ, a line each.
fn differences(path: &str, before: &serde_json::Value, after: &serde_json::Value) -> String {
    use serde_json::Value::{Array, Null, Object};
    match (before, after) {
        _ if before == after => String::new(),
        (Object(b), Object(a)) => {
            let names: std::collections::BTreeSet<&String> = b.keys().chain(a.keys()).collect();
            let get =
                |map: &serde_json::Map<_, _>, name: &String| map.get(name).cloned().unwrap_or(Null);
            names
                .into_iter()
                .map(|name| differences(&format!("{path}/{name}"), &get(b, name), &get(a, name)))
                .collect()
        }
        (Array(b), Array(a)) if b.len() == a.len() => {
            let pairs = b.iter().zip(a).enumerate();
            pairs.map(|(at, (b, a))| differences(&format!("{path}/{at}"), b, a)).collect()
        }
        _ => format!("{path}: {before} became {after}\n"),
    }
}
