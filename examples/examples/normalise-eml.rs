//! Raw messages to messages that every strict server takes, with a report of each repair.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::ValueExt as _;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use viaduc_examples::{
    Common, InputFile, Inputs, Outputs, Records, SIDE_BY_SIDE, Stop, WAITING_BYTES,
};
use viaduc_mime_normalise::{Normalised, Options, normalise};

const USAGE: &str = "\
normalise-eml [--out DIR] [--report FILE] [--now TIME] INPUT…

Makes each message one that every strict server takes. INPUT is a file, a folder (every regular file in it is a
message), or - for standard input.

  --out DIR      one file a message, under its own relative name, instead of standard output
  --report FILE  one JSON object a message: what was changed and seen, the SHA-1 and the fingerprint
  --now TIME     such as 2026-03-02T08:15:00Z: a Date more than a day later is reported. Without it, one more than a
                 day after the message's newest Received header is: no clock is read, the output is always the same";

#[derive(Serialize)]
struct Report<'a> {
    input: &'a str,
    changed: bool,
    sha1: String,
    fingerprint: String,
    edits: Vec<Edit<'a>>,
    frozen: Vec<Frozen<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    code: &'a str,
    class: &'a str,
    part: &'a str,
    offset: usize,
    len: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Frozen<'a> {
    part: &'a str,
    sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
}

fn main() -> ExitCode {
    let (mut report, mut now) = (None, None);
    let common = Common::parse(USAGE, |option, parser| match option {
        "report" => {
            report = Some(PathBuf::from(parser.value()?));
            Ok(true)
        }
        "now" => {
            let time = parser.value()?.string()?;
            now = Some(time.parse().map_err(|_| format!("--now {time}: no time"))?);
            Ok(true)
        }
        _ => Ok(false),
    });
    let common = match common {
        Ok(common) => common,
        Err(stop) => return stop.exit(),
    };
    if common.losses.is_some() {
        let line = "unusable arguments: nothing is lost here; --report tells what was repaired";
        return Stop::Unusable(line.to_owned()).exit();
    }
    let mut options = Options::default();
    options.report = report.is_some();
    options.now = now;
    run(&common, report.as_deref(), &options).unwrap_or_else(|line| {
        eprintln!("{line}");
        ExitCode::from(2)
    })
}

fn run(common: &Common, report: Option<&Path>, options: &Options) -> Result<ExitCode, String> {
    let mut outputs = Outputs::open(common.out.as_deref())?;
    let mut reports = Records::open(report)?;
    let inputs = Inputs::find(&common.inputs, &[]);
    let mut unreadable = !inputs.unreadable.is_empty();
    for line in inputs.empty.iter().chain(&inputs.unreadable) {
        eprintln!("{line}");
    }
    for files in side_by_side(&inputs.files) {
        let one = |file: &InputFile| one(file, options, reports.wanted());
        let made: Vec<_> = files.par_iter().map(one).collect();
        for (file, made) in files.iter().zip(made) {
            match made {
                Ok((bytes, line)) => {
                    outputs.write(output_name(&file.relative), &bytes)?;
                    line.map_or(Ok(()), |line| reports.write(&line))?;
                }
                Err(error) => {
                    eprintln!("{}: {error}", file.name());
                    unreadable = true;
                }
            }
        }
    }
    outputs.finish()?;
    reports.finish()?;
    Ok(ExitCode::from(if unreadable { 2 } else { 0 }))
}

/// The files in order, as many together as all processors take side by side.
fn side_by_side(files: &[InputFile]) -> Vec<&[InputFile]> {
    let mut groups = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, file) in files.iter().enumerate() {
        let size = file.size();
        if at - start == SIDE_BY_SIDE || (at > start && bytes + size > WAITING_BYTES as u64) {
            groups.push(files.get(start..at).unwrap_or_default());
            (start, bytes) = (at, 0);
        }
        bytes += size;
    }
    groups.push(files.get(start..).unwrap_or_default());
    groups
}

/// A message as it is to be, and its line of the report.
fn one(
    file: &InputFile,
    options: &Options,
    wanted: bool,
) -> io::Result<(Vec<u8>, Option<Box<RawValue>>)> {
    let message = file.bytes()?;
    let found = normalise(&message, options);
    let line = wanted.then(|| to_raw_value(&to_report(&file.name(), &found))).transpose()?;
    let changed = match found.bytes {
        Cow::Owned(bytes) => Some(bytes),
        Cow::Borrowed(_) => None,
    };
    Ok((changed.unwrap_or(message), line))
}

fn output_name(relative: &Path) -> &Path {
    if relative == Path::new("-") { Path::new("stdin.eml") } else { relative }
}

fn to_report<'a>(input: &'a str, found: &'a Normalised<'_>) -> Report<'a> {
    Report {
        input,
        changed: found.is_changed(),
        sha1: found.sha1.to_string(),
        fingerprint: found.fingerprint().content.to_string(),
        edits: found
            .edits
            .iter()
            .map(|edit| Edit {
                code: edit.code.as_str(),
                class: edit.class.as_str(),
                part: &edit.part,
                offset: edit.offset,
                len: edit.len,
                note: edit.note.as_deref(),
            })
            .collect(),
        frozen: found
            .frozen
            .iter()
            .map(|region| Frozen {
                part: &region.part,
                sha256: region.sha256.to_string(),
                before: region.before.map(|hash| hash.to_string()),
            })
            .collect(),
    }
}
