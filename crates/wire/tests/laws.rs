//! The laws of reading and writing, on made-up JSON.

use arbitrary::{Arbitrary as _, Result, Unstructured};
use serde_json::{Map, Value};
use viaduc_wire::{Dict, Json, List, ReadErrorKind, Reading, from_value, read, read_str, repair};

viaduc_wire::texts! {
    /// An id.
    pub struct Id;
}

viaduc_wire::open_enums! {
    /// A colour.
    pub enum Colour (exact) {
        /// Red.
        Red = "red",
    }
}

viaduc_wire::object! {
    /// A thing with one member of every kind.
    pub struct Thing {
        /// Text.
        id: Option<Id> = "id",
        /// Text.
        name: Option<String> = "@odata.name",
        /// A word.
        colour: Option<Colour> = "colour",
        /// Yes or no.
        good: Option<bool> = "good",
        /// A number.
        size: Option<i32> = "size",
        /// A number.
        weight: Option<f64> = "weight",
        /// Anything.
        any: Option<Json> = "any",
        /// Another.
        inner: Option<Box<Thing>> = "inner",
        /// Others.
        parts: List<Thing> = "parts",
        /// Words.
        words: List<String> = "words",
        /// Numbers by name.
        table: Dict<i64> = "table",
    }
}

const NAMES: &[&str] = &[
    "id",
    "@odata.name",
    "colour",
    "good",
    "size",
    "weight",
    "any",
    "inner",
    "parts",
    "words",
    "table",
    "new",
    "$x",
    "",
];

/// Any value, its members often named like those of a thing.
fn value(u: &mut Unstructured<'_>, depth: u8) -> Result<Value> {
    Ok(match u.int_in_range(0..=if depth == 0 { 6 } else { 9 })? {
        0 => Value::Null,
        1 => Value::Bool(u.arbitrary()?),
        2 => Value::from(i64::arbitrary(u)?),
        3 => Value::from(u64::arbitrary(u)?),
        4 => Value::from(f64::from(f32::arbitrary(u)?)),
        5 => Value::from(f64::arbitrary(u)?),
        6 => Value::String(if u.arbitrary()? { "red".to_owned() } else { u.arbitrary()? }),
        7 => {
            let mut list = Vec::new();
            for _ in 0..u.int_in_range(0..=4)? {
                list.push(value(u, depth - 1)?);
            }
            Value::Array(list)
        }
        _ => Value::Object(members(u, depth - 1)?.into_iter().collect()),
    })
}

fn members(u: &mut Unstructured<'_>, depth: u8) -> Result<Vec<(String, Value)>> {
    let mut members = Vec::new();
    for _ in 0..u.int_in_range(0..=8)? {
        let name = if u.ratio(1, 10)? { u.arbitrary()? } else { (*u.choose(NAMES)?).to_owned() };
        members.push((name, value(u, depth)?));
    }
    Ok(members)
}

/// The value without what writing leaves out: `null` members of objects that are things, and with numbers as floats.
fn plain(value: &Value, thing: bool) -> Value {
    match value {
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Array(list) => list.iter().map(|value| plain(value, thing)).collect(),
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, value)| {
                !(thing && value.is_null() && NAMES.iter().take(11).any(|known| known == name))
            });
            let inner = |name: &str| thing && matches!(name, "inner" | "parts");
            Value::Object(
                kept.map(|(name, value)| (name.clone(), plain(value, inner(name)))).collect(),
            )
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value.clone(),
    }
}

#[test]
fn an_object_never_fails_and_keeps_everything() {
    viaduc_fixture_runner::search(200, |u| {
        let source = Value::Object(members(u, 4)?.into_iter().collect());
        let text = source.to_string();
        let thing: Thing = read_str(&text).unwrap();
        let written = serde_json::to_value(&thing).unwrap();
        assert_eq!(plain(&written, true), plain(&source, true), "{text}");
        let again: Thing = read_str(&serde_json::to_string(&thing).unwrap()).unwrap();
        assert_eq!(again, thing);
        assert_eq!(from_value::<Thing>(source), Ok(thing));
        Ok(())
    });
}

#[test]
fn what_was_made_is_read_back() {
    viaduc_fixture_runner::search(200, |u| {
        let json = Json::arbitrary(u)?;
        let text = serde_json::to_string(&json).unwrap();
        assert_eq!(read_str::<Json>(&text), Ok(json));
        Ok(())
    });
}

#[test]
fn the_order_of_members_does_not_matter() {
    viaduc_fixture_runner::search(200, |u| {
        let members: Map<String, Value> = members(u, 3)?.into_iter().collect();
        let text = |members: &mut dyn Iterator<Item = (&String, &Value)>| {
            let list: Vec<String> = members
                .map(|(name, value)| format!("{}:{value}", Value::from(name.clone())))
                .collect();
            format!("{{{}}}", list.join(","))
        };
        let forward = read_str::<Thing>(&text(&mut members.iter()));
        let backward = read_str::<Thing>(&text(&mut members.iter().rev()));
        assert_eq!(forward, backward);
        Ok(())
    });
}

#[test]
fn of_two_members_with_one_name_the_last_wins() {
    let read = |text: &str| read_str::<Thing>(text).unwrap();
    let thing = read(r#"{"size": 1, "new": 1, "size": 2, "new": 2}"#);
    assert_eq!((thing.size, thing.other.get("new")), (Some(2), Some(&Value::from(2))));
    assert_eq!(thing.other.repeated(), ["size", "new"]);
    let thing = read(r#"{"size": 1, "size": "big"}"#);
    assert_eq!((thing.size, thing.other.get("size")), (None, Some(&Value::from("big"))));
    let thing = read(r#"{"size": "big", "size": 1}"#);
    assert_eq!((thing.size, thing.other.get("size")), (Some(1), None));
    let thing = read(r#"{"size": 1, "size": null}"#);
    assert_eq!((thing.size, thing.other.repeated().len()), (None, 1));
    let thing = read(r#"{"table": {"a": 1, "a": "x", "b": "x", "b": 2}}"#);
    assert_eq!((thing.table.get("a"), thing.table.get("b")), (None, Some(&2)));
    assert_eq!(thing.table.strays().len(), 1);
}

#[test]
fn a_field_set_later_wins_over_what_was_kept() {
    let mut thing: Thing = read_str(r#"{"size": "big"}"#).unwrap();
    thing.size = Some(3);
    assert_eq!(serde_json::to_string(&thing).unwrap(), r#"{"size":3}"#);
}

#[test]
fn wrong_elements_keep_their_place() {
    let text = r#"{"words":[null,"a",1,"b",{}]}"#;
    let thing: Thing = read_str(text).unwrap();
    assert_eq!(thing.words[..], ["a", "b"]);
    let places: Vec<_> = thing.words.enumerate().collect();
    assert_eq!(places, [(1, &"a".to_owned()), (3, &"b".to_owned())]);
    assert_eq!(serde_json::to_string(&thing).unwrap(), text);
}

#[test]
fn an_absent_list_is_not_an_empty_one() {
    assert_eq!(serde_json::to_string(&Thing::default()).unwrap(), "{}");
    let thing: Thing = read_str(r#"{"words":[],"table":{}}"#).unwrap();
    assert_eq!(serde_json::to_string(&thing).unwrap(), r#"{"words":[],"table":{}}"#);
}

#[test]
fn repair_leaves_valid_json_alone_and_never_panics() {
    viaduc_fixture_runner::search(200, |u| {
        let text = value(u, 4)?.to_string();
        assert!(matches!(repair(text.as_bytes()), std::borrow::Cow::Borrowed(_)), "{text}");
        let bytes: Vec<u8> = u.arbitrary()?;
        let once = repair(&bytes);
        assert!(once.len() <= bytes.len() * 6 + 2);
        assert_eq!(repair(&once), once);
        let _ = read::<Thing>(&bytes);
        Ok(())
    });
}

#[test]
fn what_mailboxes_break_is_mended() {
    let json = b"\xef\xbb\xbf{\"id\": \"a\x00\x0b\\ud800b\\ud83d\\ude00 \\x \xff\xe2\x82\", \"weight\": 1e999, \"@odata.name\": \"\xc3\xa9\\n\"}";
    let thing: Thing = read(json).unwrap();
    assert_eq!(thing.id.unwrap().as_str(), "a\0\u{b}\u{fffd}b\u{1f600} \u{fffd}x \u{fffd}\u{fffd}");
    assert_eq!(thing.name.as_deref(), Some("é\n"));
    assert_eq!((thing.weight, thing.other.get("weight")), (None, Some(&Value::from("1e999"))));
}

#[test]
fn an_error_says_where_and_nothing_of_the_content() {
    let cases: [(&[u8], ReadErrorKind, usize, usize, usize); 5] = [
        (b"{\"id\": \"secret\"", ReadErrorKind::Truncated, 1, 15, 14),
        (b"{\"id\":\n\"a\x01b\", secret}", ReadErrorKind::Malformed, 2, 8, 14),
        (b"[1, 2]", ReadErrorKind::WrongShape, 1, 1, 0),
        (b"\"secret\"", ReadErrorKind::WrongShape, 1, 1, 0),
        (b"", ReadErrorKind::Truncated, 1, 1, 0),
    ];
    for (json, kind, line, column, offset) in cases {
        let error = read::<Thing>(json).unwrap_err();
        let place = (error.kind, error.line, error.column, error.offset);
        assert_eq!(place, (kind, line, column, offset), "{}", String::from_utf8_lossy(json));
        assert!(!error.to_string().contains("secret"));
    }
}

#[test]
fn what_nests_too_deep_loses_no_more_than_itself() {
    let deep = format!("{}1{}", r#"{"inner":"#.repeat(100), "}".repeat(100));
    assert!(read_str::<Thing>(&deep).is_ok());
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}"), (r#"[{"]":"\\"},"#, "]")] {
        for depth in [120, 125, 127, 1000, 100_000] {
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let json = format!(r#"{{"@odata.name":"before","x":{deep},"colour":"red"}}"#);
            let thing = read_str::<Thing>(&json).unwrap_or_else(|e| panic!("{e} {open} {depth}"));
            assert_eq!(thing.name.as_deref(), Some("before"));
            assert_eq!(thing.colour, Some(Colour::Red), "{open} {depth}");
            let kept = thing.other.get("x").unwrap().to_string();
            assert_eq!(kept.contains("(nested too deep)"), depth > 126, "{open} {depth}");
        }
    }
    // What ends in the middle, or is no JSON behind it, is told as such and at its place.
    let deep = "[".repeat(100_000);
    assert_eq!(read_str::<Thing>(&deep).unwrap_err().kind, ReadErrorKind::Truncated);
    let json = format!(r#"{{"x":{}{},oops}}"#, "[".repeat(1000), "]".repeat(1000));
    let error = read_str::<Thing>(&json).unwrap_err();
    assert_eq!((error.kind, error.offset), (ReadErrorKind::Malformed, 2006));
}

#[test]
fn a_reading_maps() {
    assert_eq!(Reading::Right(1).map(|n| n + 1), Reading::Right(2));
}
