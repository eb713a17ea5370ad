//! A migration killed twice in the middle ends as if nobody had touched it.

use std::path::Path;

use serde_json::Value;

use crate::Failure;
use crate::servers::Pair;
use crate::shell::{run as sh, scratch};

/// Answers of the BlueMind server after which each of the two killed runs ends.
const KILLS: [u64; 2] = [300, 700];

pub(crate) fn run() -> Result<(), Failure> {
    let folder = scratch("killed")?;
    let ledger = folder.join("ledger.db");
    for leftover in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] {
        let _ = std::fs::remove_file(folder.join(leftover));
    }
    let pair = Pair::start(&[], &[])?;
    let configuration = pair.configuration(&folder, &ledger)?;
    let json = folder.join("report.json");
    for rows in KILLS {
        killed_after(&pair, &configuration, &json, rows)?;
    }
    sh(pair.migrate(&configuration, &json)?)?;
    let report = read(&json)?;
    let (seen, verified) = (total(&report, "seen"), total(&report, "verified"));
    println!("after two kills: {seen} seen, {verified} verified");
    if seen != verified || total(&report, "missing") + total(&report, "doubled") > 0 {
        return Err("after two kills something is missing, or there twice".into());
    }
    sh(pair.migrate(&configuration, &json)?)?;
    match total(&read(&json)?, "written") {
        0 => Ok(()),
        written => Err(format!("a run with nothing new wrote {written} items").into()),
    }
}

/// Starts a run and kills it as soon as its progress tells of so many items.
fn killed_after(pair: &Pair, configuration: &Path, json: &Path, items: u64) -> Result<(), Failure> {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    let mut child = pair.migrate(configuration, json)?.stderr(Stdio::piped()).spawn()?;
    let progress = BufReader::new(child.stderr.take().ok_or("no standard error")?);
    for line in progress.lines() {
        // Plain progress lines begin with the number of items dealt with.
        let line = line?;
        let count = line.split_whitespace().next().and_then(|word| word.parse::<u64>().ok());
        if count.is_some_and(|count| count >= items) {
            child.kill()?;
            child.wait()?;
            println!("killed at: {line}");
            return Ok(());
        }
    }
    child.wait()?;
    Err(format!("the run ended before it told of {items} items").into())
}

pub(crate) fn read(json: &Path) -> Result<Value, Failure> {
    Ok(serde_json::from_slice(&std::fs::read(json)?)?)
}

/// A count of all kinds together.
pub(crate) fn total(report: &Value, count: &str) -> u64 {
    let kinds = report["totals"].as_object();
    kinds.into_iter().flat_map(|kinds| kinds.values()).filter_map(|kind| kind[count].as_u64()).sum()
}
