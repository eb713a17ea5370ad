//! Where mail-parser and Python's email package read a repaired message alike, so do we.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken message stops the test")]

#[path = "mail/cases.rs"]
mod cases;
#[path = "mail/hostile.rs"]
mod hostile;
mod mail;

use std::path::Path;
use std::process::{Command, Stdio};

use arbitrary::Unstructured;
use mail_parser::{Address, MessageParser, MimeHeaders, PartType};
use sha2::Digest as _;
use viaduc_mime_normalise::{Options, normalise, parts, people, subject};

/// What a reader makes of a message.
#[derive(Debug, Default, PartialEq, Eq)]
struct Reading {
    subject: String,
    people: Vec<String>,
    leaves: usize,
    files: Vec<String>,
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn hash(bytes: &[u8]) -> String {
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

const PEOPLE: [&str; 3] = ["From", "To", "Cc"];

fn ours(message: &[u8]) -> Reading {
    let parts = parts(message);
    let is_file = |media: &str| !media.starts_with("text/") && !media.starts_with("message/");
    Reading {
        subject: joined(&subject(message).unwrap_or_default()),
        people: PEOPLE
            .iter()
            .flat_map(|header| people(message, header))
            .map(|person| person.address.to_lowercase())
            .collect(),
        leaves: parts.len(),
        files: parts
            .iter()
            .filter(|p| is_file(&p.media_type))
            .map(|p| hash(&p.content()))
            .collect(),
    }
}

fn mail_parsers(message: &[u8]) -> Option<Reading> {
    let read = MessageParser::default().parse(message)?;
    let lists = [read.from(), read.to(), read.cc()];
    let addresses = lists.into_iter().flatten().flat_map(|list| match list {
        Address::List(all) => all.iter().collect::<Vec<_>>(),
        Address::Group(groups) => groups.iter().flat_map(|group| group.addresses.iter()).collect(),
    });
    let is_leaf =
        |part: &&mail_parser::MessagePart<'_>| !matches!(part.body, PartType::Multipart(_));
    let is_file = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type().is_some_and(|kind| {
            !kind.ctype().eq_ignore_ascii_case("text")
                && !kind.ctype().eq_ignore_ascii_case("message")
        })
    };
    Some(Reading {
        subject: joined(read.subject().unwrap_or_default()),
        people: addresses.filter_map(|a| a.address.as_ref()).map(|a| a.to_lowercase()).collect(),
        leaves: read.parts.iter().filter(is_leaf).count(),
        files: read
            .parts
            .iter()
            .filter(is_leaf)
            .filter(is_file)
            .map(|p| hash(p.contents()))
            .collect(),
    })
}

/// Python's readings of every file of a folder, in the order of their names; `None` without Python.
fn pythons(folder: &Path) -> Option<Vec<Option<Reading>>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers.py");
    let output = Command::new("python3").arg(script).arg(folder).stderr(Stdio::inherit()).output();
    let output = match output {
        Ok(output) if output.status.success() => output,
        _ => {
            #[expect(clippy::disallowed_methods, reason = "a test asks how it is run")]
            let required = std::env::var_os("CI").is_some();
            assert!(!required, "python3 is not installed, or reads nothing");
            eprintln!("SKIPPED: Python's email package (Debian: python3) is not installed");
            return None;
        }
    };
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(reading).collect())
}

/// One line: subject, people, leaves, hashes, divided by tabs; empty where Python gave up.
fn reading(line: &str) -> Option<Reading> {
    let mut columns = line.split('\t');
    let mut next = || columns.next().map(str::to_owned);
    let list =
        |text: String| text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    Some(Reading {
        subject: joined(&next()?),
        people: next().map(list)?,
        leaves: next()?.parse().ok()?,
        files: next().map(list)?,
    })
}

/// Clean mail, the fixtures, and mail put together from what makes trouble: all repaired.
fn corpus() -> Vec<Vec<u8>> {
    let mut raw: Vec<Vec<u8>> = cases::inputs();
    for seed in 0..200 {
        let noise = mail::noise(seed, 4096);
        let mut u = Unstructured::new(&noise);
        let shape = mail::SHAPES[usize::try_from(seed % 6).unwrap()];
        raw.push(mail::message(&mut u, shape).unwrap().write());
        raw.push(hostile::message(&mut u).unwrap());
    }
    let repaired =
        raw.iter().map(|message| normalise(message, &Options::default()).bytes.into_owned());
    repaired.filter(|message| !message.is_empty()).collect()
}

#[test]
fn where_others_agree_so_do_we() {
    let corpus = corpus();
    let folder = tempfile::tempdir().unwrap();
    for (number, message) in corpus.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number:06}.eml")), message).unwrap();
    }
    let Some(python) = pythons(folder.path()) else { return };
    assert_eq!(python.len(), corpus.len());
    let mut agreed = [0_usize; 4];
    let mut wrong = Vec::new();
    for (number, (message, python)) in corpus.iter().zip(python).enumerate() {
        let (Some(one), Some(two)) = (mail_parsers(message), python) else { continue };
        let ours = ours(message);
        let mut look = |field: usize, same: bool, right: bool, what: String| {
            agreed[field] += usize::from(same);
            if same && !right {
                wrong.push(format!(
                    "message {number}: {what}\n{}",
                    String::from_utf8_lossy(message)
                ));
            }
        };
        let show = |a: &dyn std::fmt::Debug, b: &dyn std::fmt::Debug| {
            format!("we read {a:?}, others {b:?}")
        };
        look(
            0,
            one.subject == two.subject,
            ours.subject == one.subject,
            show(&ours.subject, &one.subject),
        );
        look(
            1,
            one.people == two.people,
            ours.people == one.people,
            show(&ours.people, &one.people),
        );
        look(
            2,
            one.leaves == two.leaves,
            ours.leaves == one.leaves,
            show(&ours.leaves, &one.leaves),
        );
        look(3, one.files == two.files, ours.files == one.files, show(&ours.files, &one.files));
    }
    // They must agree on most, or the test looks at nothing.
    assert!(
        agreed.iter().all(|count| *count * 10 > corpus.len() * 6),
        "{agreed:?} of {}",
        corpus.len()
    );
    eprintln!("both others agree on {agreed:?} of {} messages", corpus.len());
    if !wrong.is_empty() {
        panic!(
            "{} readings differ\n{}",
            wrong.len(),
            wrong[..wrong.len().min(6)].join("\n======\n")
        );
    }
}
