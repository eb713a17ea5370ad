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

/// The message that a text of a case file stands for.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut chars = text.bytes().peekable();
    while let Some(byte) = chars.next() {
        match byte {
            b'\n' => out.extend_from_slice(b"\r\n"),
            b'\\' => match chars.next() {
                Some(b'n') => out.push(b'\n'),
                Some(b'r') => out.push(b'\r'),
                Some(b'0') => out.push(0),
                Some(b'x') => {
                    let hex = [chars.next().unwrap(), chars.next().unwrap()];
                    out.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
                }
                Some(b'\n') => {}
                Some(other) => out.push(other),
                None => panic!("a backslash at the end"),
            },
            other => out.push(other),
        }
    }
    out
}

/// The message of every case.
pub(crate) fn inputs() -> Vec<Vec<u8>> {
    let input = |file: PathBuf| {
        let case: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
        bytes(case["input"].as_str().unwrap())
    };
    files().into_iter().map(input).collect()
}
