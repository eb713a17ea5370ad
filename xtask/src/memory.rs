//! `cargo xtask memory`: whether a million items take the converters more memory than ten thousand.

use std::io::Write as _;
use std::process::{Child, Stdio};

use crate::Failure;
use crate::servers::program;
use crate::shell::{cargo, command, run as sh};

/// How many items are few, and how many are many.
const SIZES: [u32; 2] = [10_000, 1_000_000];
/// Many may take so many times the memory of few: the allocator's share differs from run to run.
const AT_MOST: f64 = 1.25;
/// Every so many items, progress is shown.
const STEP: u32 = 100_000;

pub(crate) fn run() -> Result<(), Failure> {
    let build = ["build", "--release", "--quiet", "--package", "viaduc-examples"];
    let programs = ["--example", "graph-to-ics", "--example", "graph-to-vcf"];
    sh(cargo(&[build.as_slice(), &programs].concat()))?;
    for (name, item) in [("graph-to-ics", event as fn(u32) -> String), ("graph-to-vcf", contact)] {
        let mut peaks = Vec::new();
        for items in SIZES {
            let peak = peak(name, item, items)?;
            println!("{name}: {items} items, at most {peak} kB");
            peaks.push(peak);
        }
        if let [few, many] = peaks[..]
            && f64::from(many) > f64::from(few) * AT_MOST
        {
            return Err(format!("{name} takes more memory for more items: {few}, {many} kB").into());
        }
    }
    Ok(())
}

/// The most memory that a converter takes while it reads so many items from a pipe, in kB.
fn peak(name: &str, item: fn(u32) -> String, items: u32) -> Result<u32, Failure> {
    let mut converter = command(program(name), ["--losses", "/dev/null", "-"]);
    let mut converter = converter.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    let mut input = converter.stdin.take().ok_or("a pipe that is none")?;
    for number in 0..items {
        writeln!(input, "{}", item(number))?;
        if number % STEP == STEP - 1 {
            println!("{name}: {} items of {items}, {} kB", number + 1, most(&converter)?);
        }
    }
    input.flush()?;
    // All but what the pipe holds has been read: the program waits for more, or for the end.
    let peak = most(&converter)?;
    drop(input);
    let status = converter.wait()?;
    if status.success() { Ok(peak) } else { Err(format!("{name}: {status}").into()) }
}

/// The most memory that a running program has had, in kB.
fn most(program: &Child) -> Result<u32, Failure> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", program.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.ok_or_else(|| "no peak of memory in /proc: this needs Linux".into())
}

/// A meeting, every third one a series, with people and an HTML body, each another.
fn event(number: u32) -> String {
    let day = number % 28 + 1;
    let attendees: Vec<String> = (0..5)
        .map(|n| format!(r#"{{"type":"required","emailAddress":{{"name":"Person {n} of {number}","address":"p{n}.{number}@valmont.example"}},"status":{{"response":"accepted","time":"0001-01-01T00:00:00Z"}}}}"#))
        .collect();
    let recurrence = match number % 3 {
        0 => {
            r#""recurrence":{"pattern":{"type":"weekly","interval":1,"daysOfWeek":["monday"],"firstDayOfWeek":"monday"},"range":{"type":"noEnd","startDate":"2024-01-01","recurrenceTimeZone":"Romance Standard Time"}},"#
        }
        _ => "",
    };
    format!(
        r#"{{"id":"AAMk{number}","iCalUId":"u{number}@valmont.example","subject":"Council {number}","lastModifiedDateTime":"2024-01-15T10:00:00Z","start":{{"dateTime":"2024-01-{day:02}T08:00:00.0000000","timeZone":"UTC"}},"end":{{"dateTime":"2024-01-{day:02}T09:00:00.0000000","timeZone":"UTC"}},"originalStartTimeZone":"Romance Standard Time","originalEndTimeZone":"Romance Standard Time",{recurrence}"body":{{"contentType":"html","content":"<html><body><p>Agenda of {number}</p><ul><li>Bridge<li><a href='https://valmont.example/{number}'>Minutes</a></ul></body></html>"}},"attendees":[{}],"unheardOf":{number}}}"#,
        attendees.join(",")
    )
}

/// A contact, each another.
fn contact(number: u32) -> String {
    format!(
        r#"{{"id":"AAMk{number}","displayName":"Person {number}","givenName":"Person","surname":"Number {number}","emailAddresses":[{{"name":"Person {number}","address":"p{number}@valmont.example"}}],"businessPhones":["+33 1 {number:08}"],"homeAddress":{{"street":"{number} rue du Pont","city":"Valmont","postalCode":"76540"}},"birthday":"1974-07-22T00:00:00Z","categories":["Town"],"unheardOf":{number}}}"#
    )
}
