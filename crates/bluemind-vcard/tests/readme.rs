//! The table of the README does what it says.

use serde_json::Value;
use viaduc_bluemind_vcard::{CODES, Options, card_to_vcard};
use viaduc_contentline::parse;

#[test]
fn every_row_of_the_table_is_true() {
    let mut rows = 0;
    for line in include_str!("../README.md").lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let (example, pointer) = (cells[1].trim_matches('`'), cells[2].trim_matches('`'));
        let name = if example.starts_with("FN") { "" } else { "FN:Somebody\r\n" };
        let text = format!("BEGIN:VCARD\r\nVERSION:4.0\r\n{name}{example}\r\nEND:VCARD\r\n");
        let parsed = parse(&text);
        let converted = card_to_vcard(&parsed.components[0], &Options::default()).unwrap();
        let json = serde_json::to_value(converted.value()).unwrap();
        assert!(json.pointer(pointer).is_some_and(|value| *value != Value::Null), "{line}\n{json}");
        rows += 1;
    }
    assert!(rows > 25);
}

#[test]
fn every_code_in_the_text_is_declared() {
    let text = include_str!("../README.md");
    let named = text.split('`').filter(|code| {
        (code.starts_with("vcard.") || code.starts_with("bluemind.card."))
            && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
    });
    for code in named {
        assert!(CODES.iter().any(|declared| declared.name == code), "{code} is not declared");
    }
}
