//! The case files `tests/fixtures/*.toml`.
#![allow(dead_code, reason = "each test file uses what it needs")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken case file stops the test")]

use std::path::{Path, PathBuf};

/// The case files, in order.
pub(crate) fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mime-normalise/tests/fixtures");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The message that a text of a case file stands for: see the head of `fixtures.rs`.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        rest = match rest.strip_prefix(b"\\(") {
            Some(repeated) => repeat(repeated, &mut out),
            None => one(rest, None, &mut out),
        };
    }
    out
}

/// Writes what `TEXT\)` of `COUNT TEXT\)` stands for so many times; answers what comes behind it.
fn repeat<'a>(text: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
    let space = text.iter().position(|byte| *byte == b' ').unwrap();
    let count: i64 = std::str::from_utf8(&text[..space]).unwrap().parse().unwrap();
    let length = text.windows(2).position(|pair| pair == b"\\)").unwrap();
    for turn in 0..count.abs() {
        let number = if count < 0 { -count - 1 - turn } else { turn };
        let mut rest = &text[space + 1..length];
        while !rest.is_empty() {
            rest = one(rest, Some(number), out);
        }
    }
    &text[length + 2..]
}

/// Writes what the first byte, or escape, of `text` stands for; answers what comes behind it.
fn one<'a>(text: &'a [u8], number: Option<i64>, out: &mut Vec<u8>) -> &'a [u8] {
    let (byte, length) = match text {
        [b'\n', ..] => {
            out.extend_from_slice(b"\r\n");
            return &text[1..];
        }
        [b'\\', b'\n', ..] => return &text[2..],
        [b'\\', b'#', ..] => {
            out.extend_from_slice(number.unwrap().to_string().as_bytes());
            return &text[2..];
        }
        [b'\\', b'n', ..] => (b'\n', 2),
        [b'\\', b'r', ..] => (b'\r', 2),
        [b'\\', b'0', ..] => (0, 2),
        [b'\\', b'x', high, low, ..] => {
            let hex = [*high, *low];
            (u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap(), 4)
        }
        [b'\\', other, ..] => (*other, 2),
        [b'\\'] => panic!("a backslash at the end"),
        [other, ..] => (*other, 1),
        [] => panic!("nothing to read"),
    };
    out.push(byte);
    &text[length..]
}

/// The message of every case.
pub(crate) fn inputs() -> Vec<Vec<u8>> {
    let input = |file: PathBuf| {
        let case: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
        bytes(case["input"].as_str().unwrap())
    };
    files().into_iter().map(input).collect()
}
