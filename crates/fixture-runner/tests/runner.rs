//! The runner over folders written here: what passes, what fails, and what is rewritten.

use std::fs;
use std::path::Path;

use libtest_mimic::{Arguments, run};
use viaduc_fidelity::{Losses, Place, loss_codes};
use viaduc_fixture_runner::{Fixture, Outcome, Runner};

loss_codes! {
    /// The codes of the converter below.
    pub CODES = {
        /// The text was loud.
        LOUDNESS = ("greeting.loudness", Dropped);
    }
}

fn convert(fixture: &Fixture) -> Outcome {
    if fixture.input.is_empty() {
        return Err("nothing to say".into());
    }
    let mut losses = Losses::new();
    if fixture.input.ends_with('!') && !fixture.flag("loud") {
        losses.note(&LOUDNESS, &Place::root().key("text"), "!");
    }
    let prefix = fixture.option("prefix").unwrap_or_default();
    Ok(losses.with(format!("{prefix}{}\r\n", fixture.input.trim_end_matches('!'))))
}

fn failures(folder: &Path, update: bool) -> u64 {
    let arguments = Arguments { quiet: true, ..Arguments::default() };
    let runner = Runner::new(folder).codes(CODES).readme("`greeting.loudness`");
    run(&arguments, runner.trials(convert, update)).num_failed
}

const GOOD: &str = r#"
why = "a case" # kept
input = "hello!"
prefix = 'C:\'
output = 'C:\hello'
losses = [{ code = "greeting.loudness", kind = "dropped", path = "/text", note = "!" }]
"#;

#[test]
fn a_good_case_passes() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("inside")).unwrap();
    fs::write(folder.path().join("inside/good.toml"), GOOD).unwrap();
    fs::write(folder.path().join("error.toml"), "why='w'\ninput=''\nerror='nothing to say'")
        .unwrap();
    assert_eq!(failures(folder.path(), false), 0);
}

#[test]
fn what_differs_fails() {
    for (from, to) in [
        ("output = 'C:\\hello'", "output = 'C:\\hallo'"),
        ("/text", "/other"),
        ("note = \"!\"", "note = \"?\""),
        ("kind = \"dropped\"", "kind = \"repaired\""),
        ("input = \"hello!\"", "input = \"\""),
        ("why = \"a case\"", "why = \"\""),
        ("losses =", "ignored ="),
    ] {
        assert!(GOOD.contains(from));
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("bad.toml"), GOOD.replace(from, to)).unwrap();
        assert!(failures(folder.path(), false) >= 1, "{to}");
    }
    assert_eq!(
        failures(tempfile::tempdir().unwrap().path(), false),
        2,
        "an empty folder shows nothing"
    );
}

#[test]
fn a_rewritten_case_passes_and_keeps_its_comments() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.toml");
    let old =
        "why = \"a case\" # kept\nprefix = 'a\\,'\ninput = \"hello!\"\n# before\nerror = 'x'\n";
    fs::write(&path, old).unwrap();
    assert_eq!(failures(folder.path(), true), 0);
    assert_eq!(failures(folder.path(), false), 0);
    let new = fs::read_to_string(&path).unwrap();
    assert!(new.contains("# kept") && new.contains("output = '''\na\\,hello\n'''"), "{new}");
    assert!(new.contains("code = \"greeting.loudness\""), "{new}");
}
