use std::fmt::Write as _;
use std::fs;

use similar::TextDiff;
use toml_edit::{Array, InlineTable, Item, TableLike, Value};
use viaduc_fidelity::{Converted, Loss};

use crate::{Fixture, Outcome};

/// Runs one case, and compares or rewrites it.
pub(crate) fn case(
    fixture: &Fixture,
    convert: fn(&Fixture) -> Outcome,
    update: bool,
) -> Result<(), String> {
    let outcome = convert(fixture);
    if render(&outcome) != render(&convert(fixture)) {
        return Err("the second conversion came out different from the first".to_owned());
    }
    let differences = compare(fixture, &outcome);
    if differences.is_empty() {
        return Ok(());
    }
    if update {
        return rewrite(fixture, &outcome);
    }
    Err(format!("{}\n\n{differences}", fixture.why))
}

fn render(outcome: &Outcome) -> String {
    match outcome {
        Ok(converted) => {
            let losses: Vec<_> = converted.losses().iter().map(ToString::to_string).collect();
            format!("{}\n{}", converted.value(), losses.join("\n"))
        }
        Err(error) => format!("error: {error}"),
    }
}

fn compare(fixture: &Fixture, outcome: &Outcome) -> String {
    let string = |key: &str| fixture.document.get(key).and_then(Item::as_str);
    match (outcome, string("error")) {
        (Err(error), Some(expected)) => difference("error", expected, &error.to_string()),
        (Err(error), None) => format!("the conversion failed: {error}\n"),
        (Ok(converted), Some(expected)) => {
            format!("no error, but expected: {expected}\noutput:\n{}\n", converted.value())
        }
        (Ok(converted), None) => {
            let expected = string("output").unwrap_or_default();
            let mut text = difference("output", &plain(expected), &plain(converted.value()));
            text.push_str(&losses(fixture, converted));
            text
        }
    }
}

/// Line ends as LF, none at the end.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end_matches('\n').to_owned()
}

fn difference(what: &str, expected: &str, found: &str) -> String {
    if expected == found {
        return String::new();
    }
    let diff = TextDiff::from_lines(expected, found);
    let unified = diff.unified_diff().header(&format!("expected {what}"), "found").to_string();
    format!("{unified}\n")
}

fn losses(fixture: &Fixture, converted: &Converted<String>) -> String {
    let expected: Vec<&dyn TableLike> = match fixture.document.get("losses") {
        Some(Item::Value(Value::Array(array))) => {
            array.iter().filter_map(Value::as_inline_table).map(|table| table as _).collect()
        }
        Some(Item::ArrayOfTables(tables)) => tables.iter().map(|table| table as _).collect(),
        _ => Vec::new(),
    };
    let field = |table: &dyn TableLike, key: &str| {
        table.get(key).and_then(Item::as_str).unwrap_or_default().to_owned()
    };
    let mut wanted = String::new();
    for table in &expected {
        let (kind, code, path) =
            (field(*table, "kind"), field(*table, "code"), field(*table, "path"));
        line(&mut wanted, &kind, &code, &path, &field(*table, "note"));
    }
    let mut found = String::new();
    for (position, loss) in converted.losses().iter().enumerate() {
        let noted = expected.get(position).is_some_and(|table| table.contains_key("note"));
        let note = loss.note.as_deref().filter(|_| noted).unwrap_or_default();
        line(&mut found, loss.kind().as_str(), loss.code.name, loss.path.as_str(), note);
    }
    difference("losses", &wanted, &found)
}

fn line(out: &mut String, kind: &str, code: &str, path: &str, note: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{kind} {code} at {path:?} {note}");
}

fn rewrite(fixture: &Fixture, outcome: &Outcome) -> Result<(), String> {
    let mut document = fixture.document.clone();
    match outcome {
        Ok(converted) => {
            document.remove("error");
            put(&mut document, "output", multi_line(&plain(converted.value())));
            put(&mut document, "losses", Value::Array(table(converted.losses())));
        }
        Err(error) => {
            document.remove("output");
            document.remove("losses");
            put(&mut document, "error", Value::from(error.to_string()));
        }
    }
    fs::write(&fixture.path, document.to_string())
        .map_err(|error| format!("{}: {error}", fixture.path.display()))
}

/// Sets a key, leaving what stands before it as it is.
fn put(document: &mut toml_edit::DocumentMut, key: &str, mut value: Value) {
    value.decor_mut().set_prefix(" ");
    match document.get_mut(key) {
        Some(item) => *item = Item::Value(value),
        None => {
            document.insert(key, Item::Value(value));
        }
    }
}

/// A text between `'''` where it can be, so that backslashes stay readable.
fn multi_line(text: &str) -> Value {
    let literal = format!("'''\n{text}\n'''");
    let hostile = text.contains("'''") || text.chars().any(|c| c.is_control() && c != '\n');
    match literal.parse() {
        Ok(value) if !hostile => value,
        _ => Value::from(text),
    }
}

fn table(losses: &[Loss]) -> Array {
    let mut array = Array::new();
    for loss in losses {
        let mut entry = InlineTable::new();
        entry.insert("code", loss.code.name.into());
        entry.insert("kind", loss.kind().as_str().into());
        entry.insert("path", loss.path.as_str().into());
        let mut entry = Value::InlineTable(entry);
        entry.decor_mut().set_prefix("\n  ");
        array.push_formatted(entry);
    }
    if !array.is_empty() {
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
    array
}
