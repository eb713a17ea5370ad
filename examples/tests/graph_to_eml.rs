//! The program graph-to-eml as a shell drives it: every kind of input, every exit status.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Beside the tests, in `examples`: cargo builds both.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    folder.join("examples").join(format!("graph-to-eml{}", std::env::consts::EXE_SUFFIX))
}

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(program())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its arguments reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn message(subject: &str) -> String {
    format!(
        r#"{{"subject":"{subject}","from":{{"emailAddress":{{"address":"alice@valmont.example"}}}},"sentDateTime":"2026-03-02T08:15:00Z","internetMessageId":"<1@valmont.example>","isRead":true,"body":{{"contentType":"text","content":"Hello"}}}}"#
    )
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn standard_input_has_one_message_a_line() {
    let found = run(&["-"], &format!("{}\n\n{}\n", message("One"), message("Two")));
    assert_eq!(found.status.code(), Some(0), "{}", text(&found.stderr));
    let out = text(&found.stdout);
    assert!(out.contains("Subject: One\r\n") && out.contains("Subject: Two\r\n"), "{out}");
    assert!(found.stderr.is_empty());
}

#[test]
fn files_folders_and_reports() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::create_dir(path("in")).unwrap();
    std::fs::write(path("in/one.json"), message("One")).unwrap();
    let page = format!(r#"{{"value":[{},{}]}}"#, message("Two"), message("Three"));
    std::fs::write(path("in/page.json"), page).unwrap();
    let arguments = ["--out", &path("out"), "--report", &path("report"), &path("in")];
    let found = run(&arguments, "");
    assert_eq!(found.status.code(), Some(0), "{}", text(&found.stderr));
    assert!(found.stdout.is_empty());
    let subject = |name: &str| {
        let mail = std::fs::read_to_string(path(name)).unwrap();
        mail.lines().find_map(|line| line.strip_prefix("Subject: ").map(str::to_owned)).unwrap()
    };
    let subjects = ["out/one.eml", "out/page-0.eml", "out/page-1.eml"].map(subject);
    assert_eq!(subjects, ["One", "Two", "Three"]);
    let report = std::fs::read_to_string(path("report")).unwrap();
    let lines: Vec<serde_json::Value> =
        report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 6, "{report}");
    assert_eq!(lines[0]["code"], "graph.message.rebuilt");
    assert_eq!(
        (&lines[1]["path"], &lines[1]["kind"], &lines[5]["index"]),
        (&"/isRead".into(), &"dropped".into(), &1.into())
    );
    let before = std::fs::read(path("out/one.eml")).unwrap();
    run(&arguments, "");
    assert_eq!(std::fs::read(path("out/one.eml")).unwrap(), before, "the same bytes every time");
}

#[test]
fn what_is_no_message_is_told_and_the_others_go_on() {
    let noise = format!("{}\nnoise\n{{\"id\":\"x\"}}\n[1]\nnull\n{}\n", message("A"), message("B"));
    let found = run(&["-"], &noise);
    assert_eq!(found.status.code(), Some(1));
    let errors = text(&found.stderr);
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), 5, "{errors}");
    for (line, start) in
        lines.iter().zip(["-[1]: ", "-[2]: ", "-[3]: ", "-[4]: ", "4 of 6 items failed"])
    {
        assert!(line.starts_with(start), "{line:?} should start with {start:?}");
    }
    assert!(text(&found.stdout).contains("Subject: B\r\n"));
}

#[test]
fn what_cannot_be_used_is_status_two() {
    assert_eq!(run(&[], "").status.code(), Some(2));
    assert_eq!(run(&["--colour", "-"], "").status.code(), Some(2));
    assert_eq!(run(&["/nowhere/at/all.json"], "").status.code(), Some(2));
    let empty = run(&["-"], "");
    assert_eq!((empty.status.code(), empty.stdout.len()), (Some(0), 0), "no item is no failure");
}
