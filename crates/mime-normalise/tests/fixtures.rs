//! One case a file, `tests/fixtures/*.toml`: a message with a defect, what becomes of it, and what is reported.
//!
//! In `input`, `output` and `clean` a line end is CR LF; `\n`, `\r`, `\0`, `\xE9` and `\\` are single bytes, and a
//! backslash at the end of a line takes the line end away. `\(400 word \)` is `word ` 400 times over; `\#` in it is the
//! number of the turn, from 0, or down to 0 where the count is negative. `UPDATE_FIXTURES=1` writes `output` and `edits`
//! anew.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a broken case file stops the test"
)]

#[path = "mail/cases.rs"]
mod cases;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use cases::bytes;
use toml::{Table, Value};
use viaduc_mime_normalise::{Code, Normalised, Options, fingerprint, invariants, normalise};

fn text<'a>(case: &'a Table, key: &str) -> Option<&'a str> {
    case.get(key).and_then(Value::as_str)
}

fn escaped(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let taken = match repetition(rest) {
            Some((period, count)) => {
                write!(out, "\\({count} ").unwrap();
                let mut once = &rest[..period];
                while !once.is_empty() {
                    once = &once[escape(once, &mut out)..];
                }
                out.push_str("\\)");
                period * count
            }
            None => escape(rest, &mut out),
        };
        rest = &rest[taken..];
    }
    if !out.is_empty() && !out.ends_with('\n') {
        out.push_str("\\\n");
    }
    out
}

/// Writes the first byte, or line end, of `bytes`; answers how many bytes that were.
fn escape(bytes: &[u8], out: &mut String) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => {
            out.push('\n');
            return 2;
        }
        [b'\n', ..] => out.push_str("\\n"),
        [b'\r', ..] => out.push_str("\\r"),
        [0, ..] => out.push_str("\\0"),
        [b'\\', ..] => out.push_str("\\\\"),
        [first @ (b'\t' | 32..=126), ..] => out.push(char::from(*first)),
        [other, ..] => write!(out, "\\x{other:02X}").unwrap(),
        [] => {}
    }
    1
}

/// What `bytes` start with many times over: its length, and how often.
fn repetition(bytes: &[u8]) -> Option<(usize, usize)> {
    (1..=100.min(bytes.len() / 20)).find_map(|period| {
        let (once, more) = bytes.split_at(period);
        let count = 1 + more.chunks_exact(period).take_while(|chunk| *chunk == once).count();
        (count >= 20 && count * period >= 700).then_some((period, count))
    })
}

fn options(case: &Table) -> Options {
    let mut options = Options::default();
    let time = |key| text(case, key).map(|time| time.parse().unwrap());
    options.sent = time("sent");
    options.received = time("received");
    options.message_id = text(case, "message_id").map(str::to_owned);
    options.from = text(case, "from").map(|from| (String::new(), from.to_owned()));
    options.size_limit =
        case.get("size_limit").and_then(Value::as_integer).map(|n| n.try_into().unwrap());
    if let Some(names) = case.get("identities").and_then(Value::as_table) {
        for (name, address) in names {
            options.identities.insert(name, address.as_str().unwrap());
        }
    }
    options
}

fn edits(found: &Normalised<'_>) -> Vec<String> {
    let line = |edit: &viaduc_mime_normalise::Edit| {
        let note = edit.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
        format!("{} {} [{}] {}+{}{note}", edit.code, edit.class, edit.part, edit.offset, edit.len)
    };
    found.edits.iter().map(line).collect()
}

fn update(file: &Path, case: &Table, found: &Normalised<'_>) {
    let old = std::fs::read_to_string(file).unwrap();
    let keep = old.find("\noutput = '''").or_else(|| old.find("\nedits = [")).unwrap_or(old.len());
    let mut new = old[..keep].trim_end().to_owned();
    if case.get("unchanged").is_none() {
        write!(new, "\noutput = '''\n{}'''", escaped(&found.bytes)).unwrap();
    }
    new.push_str("\nedits = [\n");
    for edit in edits(found) {
        writeln!(new, "    {},", Value::String(edit)).unwrap();
    }
    new.push_str("]\n");
    if new != old {
        std::fs::write(file, new).unwrap();
    }
}

#[test]
fn every_case() {
    let mut wrong = String::new();
    for file in cases::files() {
        let source = std::fs::read_to_string(&file).unwrap();
        let case: Table = source.parse().unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let input = bytes(text(&case, "input").unwrap());
        let options = options(&case);
        let found = normalise(&input, &options);
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            update(&file, &case, &found);
            continue;
        }
        let name = file.file_stem().unwrap().to_string_lossy();
        assert!(text(&case, "why").is_some(), "{name} has no why");
        let expected = text(&case, "output").map_or_else(|| input.clone(), bytes);
        if *found.bytes != expected {
            writeln!(wrong, "{name}: output\n{}", escaped(&found.bytes)).unwrap();
        }
        let expected: Vec<&str> =
            case["edits"].as_array().unwrap().iter().map(|edit| edit.as_str().unwrap()).collect();
        if edits(&found) != expected {
            writeln!(wrong, "{name}: edits {:#?}", edits(&found)).unwrap();
        }
        if !found.bytes.is_empty()
            && let Err(refusal) = invariants::strict_server(&found.bytes)
        {
            writeln!(wrong, "{name}: a strict server says {refusal}").unwrap();
        }
        if normalise(&found.bytes, &options).is_changed() {
            writeln!(wrong, "{name}: a second pass changes it").unwrap();
        }
        if let Some(clean) = text(&case, "clean").map(bytes) {
            if fingerprint(&clean, &options) != fingerprint(&input, &options) {
                writeln!(wrong, "{name}: says something else than the clean message").unwrap();
            }
            if normalise(&clean, &options).is_changed() {
                writeln!(wrong, "{name}: the clean message is not clean").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_readme_lists_every_code() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    for code in Code::ALL {
        let row =
            format!("| `{code}` | {} | {} |", code.class(), code.meaning().replace('|', "\\|"));
        assert!(readme.contains(&row), "README.md should have the row\n{row}");
    }
}

#[test]
fn every_code_has_a_case() {
    let mut shown = BTreeSet::new();
    for file in cases::files() {
        let case: Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
        for edit in case.get("edits").and_then(Value::as_array).into_iter().flatten() {
            shown.insert(edit.as_str().unwrap().split(' ').next().unwrap().to_owned());
        }
    }
    let declared: BTreeSet<String> =
        Code::ALL.iter().map(|code| code.as_str().to_owned()).collect();
    let missing: Vec<_> = declared.difference(&shown).collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
}
