//! Readers of iCalendar that others wrote expand made-up series: each finds the occurrences that Exchange gives them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;

use crate::Failure;
use crate::shell::{cargo, command, output, root, run as sh, scratch};
use crate::tools::{Skips, debian_library, node, python};

/// What a reader is known to read otherwise: the trait of the series, and why. One that it does not any more has to be taken
/// out here.
type Known = [(&'static str, &'static str)];

const ICALENDAR: &Known = &[];
const ICALENDAR_OWN: &Known = &[("skipped", "dateutil takes the offset after the gap")];
const ICAL_JS: &Known = &[
    ("positions", "BYSETPOS beside BYMONTHDAY is ignored"),
    ("skipped", "the offset after the gap is taken"),
    ("twice", "the second of the two is taken"),
];
const LIBICAL: &Known = &[
    ("added", "RDATE is read in no zone"),
    ("skipped", "the offset after the gap is taken"),
    ("twice", "the second of the two is taken"),
];

pub(crate) fn run(skips: &mut Skips) -> Result<(), Failure> {
    let folder = written()?;
    let expected = folder.join("expected.ndjson");
    let expect = lines(&std::fs::read_to_string(&expected)?)?;
    let (named, own) = (folder.join("named"), folder.join("own"));
    if let Some(python) = python()? {
        for (folder, known) in [(&named, ICALENDAR), (&own, ICALENDAR_OWN)] {
            let mut script = command(&python, [root().join("xtask/python/series.py")]);
            script.arg(folder).arg(&expected);
            check("icalendar", folder, &output(script)?, &expect, known)?;
        }
    } else {
        skips.add("icalendar, recurring-ical-events", "no Python, or no packages for it")?;
    }
    if let Some(packages) = node()? {
        let mut script = command("node", [root().join("xtask/node/series.mjs")]);
        script.arg(&own).arg(&expected).current_dir(packages);
        check("ical.js", &own, &output(script)?, &expect, ICAL_JS)?;
    } else {
        skips.add("ical.js", "no Node.js, or no packages for it")?;
    }
    if let Some(reader) = libical()? {
        let mut reader = command(reader, [&own]);
        reader.stdin(Stdio::from(std::fs::File::open(days(&folder, &expect)?)?));
        check("libical", &own, &output(reader)?, &expect, LIBICAL)
    } else {
        skips.add("libical", "no compiler, or no package libical-dev")
    }
}

/// The series as files, with the names of zones (`named`) and without (`own`), and what is in them.
fn written() -> Result<PathBuf, Failure> {
    let folder = scratch("series")?;
    std::fs::remove_dir_all(&folder)?;
    std::fs::create_dir_all(&folder)?;
    let package = ["test", "--quiet", "--package", "viaduc-graph-icalendar"];
    let test = ["--test", "recurrence", "series_for_other_readers"];
    let mut tests = cargo(&[package.as_slice(), &test].concat());
    tests.env("SERIES_FOLDER", &folder);
    sh(tests)?;
    Ok(folder)
}

/// The program that expands with libical, made where a compiler and the library are.
fn libical() -> Result<Option<PathBuf>, Failure> {
    if !debian_library("libical-dev", Path::new("/usr/include/libical/ical.h"))?
        || !debian_library("gcc", Path::new("/usr/bin/cc"))?
    {
        return Ok(None);
    }
    let program = scratch("series")?.join("libical");
    let mut compiler = command("cc", ["-O1", "-Wall", "-Werror", "-o"]);
    compiler.arg(&program).arg(root().join("xtask/c/series.c")).arg("-lical");
    sh(compiler)?;
    Ok(Some(program))
}

/// The days before which a reader in C is asked, in a form that is easy to read there.
fn days(folder: &Path, expect: &[Value]) -> Result<PathBuf, Failure> {
    let mut list = String::new();
    for series in expect {
        list.push_str(&format!(
            "{}\t{}\n",
            text(series, "file"),
            text(series, "end").replace('-', "")
        ));
    }
    let path = folder.join("days.tsv");
    std::fs::write(&path, list)?;
    Ok(path)
}

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn lines(printed: &str) -> Result<Vec<Value>, Failure> {
    Ok(printed.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// The occurrences in an answer, sorted; twice the same stays twice.
fn found(answer: &Value) -> Option<Vec<String>> {
    let mut found: Vec<String> =
        answer.get("found")?.as_array()?.iter().map(ToString::to_string).collect();
    found.sort();
    Some(found)
}

fn check(
    reader: &str,
    folder: &Path,
    printed: &str,
    expect: &[Value],
    known: &Known,
) -> Result<(), Failure> {
    let answers = lines(printed)?;
    let answers: BTreeMap<&str, &Value> =
        answers.iter().map(|answer| (text(answer, "file"), answer)).collect();
    let (mut equal, mut still) = (0, BTreeSet::new());
    for series in expect {
        let file = text(series, "file");
        let answer = answers.get(file).ok_or_else(|| format!("{reader} says nothing of {file}"))?;
        let traits = series.get("traits").and_then(Value::as_array).into_iter().flatten();
        let traits: Vec<&str> = traits.filter_map(Value::as_str).collect();
        let known: Vec<&str> =
            known.iter().map(|(name, _)| *name).filter(|name| traits.contains(name)).collect();
        match (found(answer) == found(series), known.as_slice()) {
            (true, _) => equal += 1,
            (false, []) => {
                return Err(format!(
                    "{reader} expands {} otherwise ({}):\n{answer}\nand not\n{series}",
                    folder.join(file).display(),
                    text(series, "rule")
                )
                .into());
            }
            (false, [one]) => _ = still.insert(*one),
            (false, _) => {}
        }
    }
    let mended: Vec<&str> =
        known.iter().map(|(name, _)| *name).filter(|name| !still.contains(name)).collect();
    if !mended.is_empty() {
        return Err(format!("{reader} reads now what it did not: {mended:?}").into());
    }
    if equal < 500 || equal < expect.len() * 9 / 10 {
        return Err(format!("{reader} expands {equal} of {} series: too few", expect.len()).into());
    }
    println!(
        "{reader} expands {equal} of {} series as Exchange does, zones {}",
        expect.len(),
        if folder.ends_with("own") { "as the files define them" } else { "by their names" }
    );
    for (name, why) in known {
        println!("  known, {name}: {why}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::{Value, json};

    use super::check;

    /// Six hundred series with an occurrence each, and answers that are the same but for one.
    fn judged(traits: &[&str], answer: &Value, known: &super::Known) -> Result<(), String> {
        let series = |n: usize, found: &Value, traits: &[&str]| json!({"file": n.to_string(), "traits": traits, "found": found});
        let plain = json!([["2024-01-01", "x"]]);
        let mut expect: Vec<Value> = (1..600).map(|n| series(n, &plain, &[])).collect();
        let mut printed: Vec<String> = expect.iter().map(ToString::to_string).collect();
        expect.push(series(0, &plain, traits));
        printed.push(series(0, answer, &[]).to_string());
        let judged = check("one", Path::new("own"), &printed.join("\n"), &expect, known);
        judged.map_err(|error| error.to_string())
    }

    #[test]
    fn what_differs_is_told_unless_it_is_known() {
        let (same, other) = (json!([["2024-01-01", "x"]]), json!([["2024-01-02", "x"]]));
        let twice = json!([["2024-01-01", "x"], ["2024-01-01", "x"]]);
        let known: &super::Known = &[("weeks", "why")];
        assert!(judged(&[], &same, &[]).is_ok());
        assert!(judged(&["weeks"], &other, known).is_ok());
        for (traits, answer, known) in
            [(["twice"], &other, known), (["weeks"], &other, &[]), (["weeks"], &twice, &[])]
        {
            let told = judged(&traits, answer, known);
            assert!(told.is_err_and(|told| told.contains("otherwise")), "{traits:?}");
        }
        let mended = judged(&["weeks"], &same, known);
        assert!(mended.is_err_and(|told| told.contains("reads now")), "nothing told");
    }
}
