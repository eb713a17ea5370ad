//! Clean messages checked and passed through, beside the floor: a scan for CR, LF and NUL, and the SHA-1.
use divan::{Bencher, black_box, counter::BytesCount};
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
    bencher.counter(BytesCount::of_slice(&message)).bench(|| {
        let message = black_box(message.as_slice());
        let marks = message.iter().filter(|byte| matches!(byte, b'\r' | b'\n' | 0)).count();
        (marks, Sha1::digest(message))
    });
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
