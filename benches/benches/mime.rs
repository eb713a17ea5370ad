//! Clean messages checked and passed through, beside the floor: a scan for CR, LF and NUL, and the SHA-1, in memory and from
//! file to file. With a report and the fingerprint of the content, where all is decoded, beside mail-parser.
#![expect(clippy::unwrap_used, reason = "a benchmark of wrong results is worth nothing")]

use std::path::Path;

use divan::{Bencher, black_box, counter::BytesCount};
use mail_parser::MessageParser;
use sha1::{Digest, Sha1};
use viaduc_mime_normalise::{Options, normalise};

fn main() {
    divan::main();
}

const MESSAGES: [&str; 2] = ["1MiB-base64", "small"];

fn message(name: &str) -> Vec<u8> {
    if name == "small" { viaduc_benches::small_message() } else { viaduc_benches::large_message() }
}

#[divan::bench(name = "normalise/floor", args = MESSAGES)]
fn floor(bencher: Bencher<'_, '_>, name: &str) {
    let message = message(name);
    bencher
        .counter(BytesCount::of_slice(&message))
        .bench(|| scanned(black_box(message.as_slice())));
}

fn scanned(message: &[u8]) -> (usize, impl Sized) {
    let marks = message.iter().filter(|byte| matches!(byte, b'\r' | b'\n' | 0)).count();
    (marks, Sha1::digest(message))
}

#[divan::bench(name = "normalise/clean", args = MESSAGES)]
fn clean(bencher: Bencher<'_, '_>, name: &str) {
    let message = message(name);
    let mut options = Options::default();
    options.report = false;
    bencher.counter(BytesCount::of_slice(&message)).bench(|| {
        let normal = normalise(black_box(&message), &options);
        assert!(!normal.is_changed());
        normal.sha1
    });
}

/// Reads, looks at and writes a file, as often as makes about a mebibyte.
fn files(bencher: Bencher<'_, '_>, name: &str, look: impl Fn(&[u8]) + Sync) {
    let message = message(name);
    let folder = tempfile::tempdir().unwrap();
    let count = ((1 << 20) / message.len()).max(1);
    let path = |end: &str, number: usize| folder.path().join(format!("{number}.{end}"));
    for number in 0..count {
        std::fs::write(path("in", number), &message).unwrap();
    }
    let one = |from: &Path, to: &Path| {
        let message = std::fs::read(from).unwrap();
        look(&message);
        std::fs::write(to, &message).unwrap();
    };
    bencher
        .counter(BytesCount::new(count * message.len()))
        .bench(|| (0..count).for_each(|number| one(&path("in", number), &path("out", number))));
}

#[divan::bench(name = "files/floor", args = MESSAGES)]
fn files_floor(bencher: Bencher<'_, '_>, name: &str) {
    files(bencher, name, |message| {
        black_box(scanned(message));
    });
}

#[divan::bench(name = "files/clean", args = MESSAGES)]
fn files_clean(bencher: Bencher<'_, '_>, name: &str) {
    let mut options = Options::default();
    options.report = false;
    files(bencher, name, |message| assert!(!normalise(message, &options).is_changed()));
}

#[divan::bench(name = "decoded/mail-parser", args = MESSAGES)]
fn mail_parser(bencher: Bencher<'_, '_>, name: &str) {
    let message = message(name);
    bencher.counter(BytesCount::of_slice(&message)).bench(|| {
        let parsed = MessageParser::default().parse(black_box(&message)).unwrap();
        parsed.parts.iter().map(mail_parser::MessagePart::len).sum::<usize>()
    });
}

#[divan::bench(name = "decoded/report", args = MESSAGES)]
fn report(bencher: Bencher<'_, '_>, name: &str) {
    let message = message(name);
    bencher.counter(BytesCount::of_slice(&message)).bench(|| {
        let normal = normalise(black_box(&message), &Options::default());
        (normal.edits.len(), normal.fingerprint().content)
    });
}
