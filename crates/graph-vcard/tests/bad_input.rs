//! Bad values at every place of every kind of item: kept, escaped, or refused in one line, and never a loss without a word.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use viaduc_fixture_runner::search;
use viaduc_graph_vcard::{Context, Item, Options, Version, invariants};

/// Items with every member that the crate writes.
fn items() -> Vec<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let cases = [
        "contact/everything-4",
        "contact/extended-4",
        "directory/user-4",
        "directory/group-4",
        "directory/org-contact",
        "list/members-4",
    ];
    let folder = std::path::Path::new(folder);
    let read = |case: &str| {
        let path = folder.join(format!("{case}.toml"));
        let fixture = viaduc_fixture_runner::Fixture::read(folder, &path).unwrap();
        serde_json::from_slice(&fixture.bytes).unwrap()
    };
    cases.map(read).into()
}

/// JSON texts to put where a value was. Those that are no JSON stand for what a careless service writes.
const BAD: [&str; 34] = [
    "null",
    "true",
    "17",
    "-1",
    "1e400",
    "123456789012345678901234567890",
    "0.1",
    r#""""#,
    r#"" ""#,
    r#""\u0000\u0001\u001b\u007f""#,
    "\"a\u{1}b\u{8}\"",
    r#""\ud800""#,
    r#""x\udc00y\ud83d""#,
    r#""\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Mallory\r\n""#,
    r#""x\nFN:Mallory""#,
    r#""\u2028FN:Mallory\u0085EMAIL:m@evil.example\u2029""#,
    r#"";;;,,,\\\\;\\,\\n""#,
    r#""\";X-A=b:c^n^'\"""#,
    r#""שלום עולם \u202eabc\u202c""#,
    r#""👩‍👩‍👧‍👦🏳️‍🌈 é e\u0301""#,
    r#""\ufeffBOM\ufffe""#,
    r#""0000-00-00T99:99:99Z""#,
    r#""9999-12-31T23:59:59.9999999Z""#,
    r#""-292277022657-01-27T08:29:52Z""#,
    r#""0001-01-01T00:00:00Z""#,
    r#""javascript:alert(1)""#,
    r#""mailto:a@b.example?bcc=c@d.example""#,
    r#""/o=x/cn=""#,
    "[]",
    "{}",
    r#"[[["deep"]], {"a": {"b": null}}, 1, null, "text"]"#,
    r##"{"value": "x", "@odata.type": "#microsoft.graph.user"}"##,
    r#"{"a": 1, "a": 2}"#,
    "[null, null]",
];

/// The pointers of all values in it, its own left out.
fn places(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((path, value)) = open.pop() {
        if !path.is_empty() {
            found.push(path.clone());
        }
        match value {
            Value::Object(members) => {
                open.extend(members.iter().map(|(name, value)| {
                    (format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")), value)
                }));
            }
            Value::Array(items) => {
                open.extend(
                    items.iter().enumerate().map(|(n, value)| (format!("{path}/{n}"), value)),
                );
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

/// The item as text with `bad` at the place, which need not be JSON.
fn with(item: &Value, place: &str, bad: &str) -> String {
    const MARK: &str = "\u{1F6A7}here\u{1F6A7}";
    let mut changed = item.clone();
    *changed.pointer_mut(place).unwrap() = MARK.into();
    changed.to_string().replace(&format!("\"{MARK}\""), bad)
}

#[test]
fn every_bad_value_at_every_place() {
    let items = items();
    let all: Vec<(&Value, String)> = items
        .iter()
        .flat_map(|item| places(item).into_iter().map(move |place| (item, place)))
        .collect();
    assert!(all.len() > 300, "{}", all.len());
    for (number, (item, place)) in all.iter().enumerate() {
        // Each place sees a sixth of them; the places are many and alike.
        for bad in BAD.iter().skip(number % 6).step_by(6) {
            obeys(&with(item, place, bad));
        }
    }
}

#[test]
fn any_bad_value_at_any_places() {
    let items = items();
    search(600, |u| {
        let mut item = u.choose(&items)?.clone();
        let places = places(&item);
        for _ in 0..u.int_in_range(1..=4)? {
            let bad = u.choose(&BAD)?;
            let value = serde_json::from_str(bad).unwrap_or_else(|_| json!({ "odd": bad }));
            if let Some(place) = item.pointer_mut(u.choose(&places)?) {
                *place = value;
            }
        }
        obeys(&item.to_string());
        Ok(())
    });
}

/// The laws hold; what is refused is so in one line; no card says what was injected.
fn obeys(text: &str) {
    invariants::any_bytes(text.as_bytes());
    let item = match Item::read(text.as_bytes()) {
        Ok(item) => item,
        Err(error) => {
            assert!(!error.to_string().contains('\n'), "{error}");
            return;
        }
    };
    for version in [Version::V3, Version::V4] {
        match item.to_card(&Options::new(version), &Context::default()) {
            Ok(made) => {
                let card = made.value().to_text(version.dialect());
                let starts =
                    |start: &str| card.lines().filter(|line| line.starts_with(start)).count();
                assert_eq!(starts("BEGIN:"), 1, "{card}");
                assert_eq!(starts("FN"), 1, "{card}");
                assert!(card.lines().all(|line| line.len() <= 75), "{card}");
                let control = |c: char| c.is_control() && !matches!(c, '\r' | '\n' | '\t');
                assert!(!card.contains(control), "{card}");
            }
            Err(error) => assert!(!error.to_string().contains('\n'), "{error}"),
        }
    }
}

fn card(source: &Value) -> String {
    let item = Item::read(source.to_string().as_bytes()).unwrap();
    let made = item.to_card(&Options::new(Version::V4), &Context::default()).unwrap();
    made.value().to_text(Version::V4.dialect())
}

#[test]
fn a_thousand_numbers_are_kept_in_order() {
    let numbers: Vec<String> = (0..1000).map(|n| format!("+33 1 {n:04}")).collect();
    let card =
        card(&json!({ "displayName": "Ada", "businessPhones": numbers, "phones": numbers.iter()
        .map(|number| json!({ "type": "business", "number": number })).collect::<Vec<_>>() }));
    let written: Vec<&str> =
        card.lines().filter_map(|line| line.strip_prefix("TEL;TYPE=work,voice:")).collect();
    assert_eq!(written, numbers);
}

#[test]
fn a_photo_of_fifty_megabytes_is_left_out_and_told() {
    let photo = format!("/9j/{}", "A".repeat(50 << 20));
    let source = json!({ "displayName": "Ada", "photo": photo }).to_string();
    let item = Item::read(source.as_bytes()).unwrap();
    let made = item.to_card(&Options::new(Version::V4), &Context::default()).unwrap();
    assert!(made.value().property("PHOTO").is_none());
    let told: Vec<String> = made.losses().iter().map(ToString::to_string).collect();
    assert_eq!(told, ["dropped graph.photo.tooLarge at /photo: 39321603 octets"]);
}

#[test]
fn a_photo_that_is_no_image_is_left_out_and_told() {
    for photo in [
        "aGVsbG8=",
        "%PDF",
        "/9j/\n\nX",
        "iVBORw0KGgo*",
        "iVBOR=w0KGgo",
        "data:image/png;base64,iVBORw0KGgo=",
    ] {
        let source = json!({ "displayName": "Ada", "photo": photo }).to_string();
        let item = Item::read(source.as_bytes()).unwrap();
        let made = item.to_card(&Options::new(Version::V4), &Context::default()).unwrap();
        assert!(made.value().property("PHOTO").is_none(), "{photo}");
        assert_eq!(made.losses().len(), 1, "{photo}");
    }
}

#[test]
fn names_of_separators_are_escaped_and_names_of_nothing_are_none() {
    let separators = card(&json!({ "displayName": ";,\\", "surname": ";", "givenName": "," }));
    assert!(separators.contains("FN:;\\,\\\\\r\nN:\\;;\\,;;;\r\n"), "{separators}");
    for nothing in ["\u{1}\u{2}", " \t\r\n", "\u{7f}"] {
        let source = json!({ "displayName": nothing, "mobilePhone": "06" });
        assert!(card(&source).contains("FN:06\r\n"), "{nothing:?}");
        let alone = json!({ "displayName": nothing }).to_string();
        let item = Item::read(alone.as_bytes()).unwrap();
        let refused = item.to_card(&Options::new(Version::V4), &Context::default()).unwrap_err();
        assert_eq!(refused.to_string(), "the item holds nothing that a card could show");
    }
    let right_to_left = "שלום \u{202e}abc\u{202c} 👩‍👩‍👧‍👦";
    assert!(card(&json!({ "displayName": right_to_left })).contains(right_to_left));
}
