//! Bad items among good ones, through graph-to-ics and graph-to-vcf: each is converted with its losses or refused in one line,
//! and the good ones beside it come out.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What becomes of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is written; some of its losses have this code.
    Loses(&'static str),
    /// It is written, and nothing is wrong with it.
    Whole,
    /// It is refused; the line on standard error has this in it.
    Refused(&'static str),
}
use Fate::{Loses, Refused, Whole};

/// Beside the tests, in `examples`: cargo builds both.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    folder.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn run(name: &str, losses: &Path, input: Vec<u8>) -> Output {
    let mut child = Command::new(program(name))
        .arg("--losses")
        .arg(losses)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // The program answers while it reads.
    let writer = std::thread::spawn(move || pipe.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

/// Runs a program on the cases, a good item before and after each, and checks the fate of every one.
fn check(name: &str, good: &str, begin: &str, cases: &[(&str, Vec<u8>, Fate)]) {
    let folder = tempfile::tempdir().unwrap();
    let losses = folder.path().join("losses");
    let mut input = Vec::new();
    for (_, item, _) in cases {
        input.extend_from_slice(format!("{good}\n").as_bytes());
        input.extend_from_slice(item);
        input.push(b'\n');
    }
    input.extend_from_slice(format!("{good}\n").as_bytes());
    let output = run(name, &losses, input);
    let errors = String::from_utf8(output.stderr).unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let losses = std::fs::read_to_string(losses).unwrap();
    let refused: Vec<&str> = errors.lines().filter(|line| line.starts_with("-[")).collect();
    let mut left = 0;
    for (number, (what, _, fate)) in cases.iter().enumerate() {
        let index = 2 * number + 1;
        let line = refused.iter().find(|line| line.starts_with(&format!("-[{index}]: ")));
        let lost: Vec<&str> =
            losses.lines().filter(|line| line.contains(&format!("\"index\":{index},"))).collect();
        match fate {
            Refused(words) => {
                let line = line.copied().unwrap_or_default();
                assert!(!line.is_empty() && line.contains(words), "{what}: {line:?}");
                left += 1;
            }
            Loses(code) => {
                assert_eq!(line, None, "{what}");
                assert!(lost.iter().any(|line| line.contains(code)), "{what}: {lost:#?}");
            }
            Whole => {
                assert_eq!(line, None, "{what}");
                let harm = lost.iter().find(|line| !line.contains("\"kind\":\"preserved\""));
                assert_eq!(harm, None, "{what}");
            }
        }
    }
    assert_eq!(refused.len(), left, "{errors}");
    let items = 2 * cases.len() + 1;
    // Items alone: events and cards hold other things that begin.
    let written = text.split("\r\n").filter(|line| *line == begin).count();
    assert_eq!(written, items - left, "{name} wrote {written} of {items}");
    assert_eq!(output.status.code(), Some(i32::from(left > 0)));
    let last = errors.lines().last().unwrap_or_default();
    assert!(left == 0 || last == format!("{left} of {items} items failed"), "{last}");
}

const EVENT: &str =
    r#""id":"AAMk1","iCalUId":"u@valmont.example","lastModifiedDateTime":"2024-01-15T10:00:00Z""#;
const WHEN: &str = r#""start":{"dateTime":"2024-03-04T09:00:00","timeZone":"UTC"},"end":{"dateTime":"2024-03-04T10:00:00","timeZone":"UTC"}"#;

fn event(members: &str) -> Vec<u8> {
    format!("{{{EVENT},{WHEN},{members}}}").into_bytes()
}

fn begins(start: &str) -> Vec<u8> {
    let end = r#""end":{"dateTime":"2024-03-04T10:00:00","timeZone":"UTC"}"#;
    format!(r#"{{{EVENT},"start":{start},{end},"subject":"x"}}"#).into_bytes()
}

fn series(pattern: &str, range: &str) -> Vec<u8> {
    event(&format!(r#""subject":"x","recurrence":{{"pattern":{pattern},"range":{range}}}"#))
}

const WEEKLY: &str =
    r#"{"type":"weekly","interval":1,"daysOfWeek":["monday"],"firstDayOfWeek":"sunday"}"#;
const NO_END: &str = r#"{"type":"noEnd","startDate":"2024-03-04","recurrenceTimeZone":"UTC"}"#;

/// Bad words, types and numbers in events.
fn bad_events() -> Vec<(&'static str, Vec<u8>, Fate)> {
    vec![
        ("an unknown privacy", event(r#""subject":"x","sensitivity":"unheardOf""#), Loses("graph.event.sensitivity.unknown")),
        ("an unknown availability", event(r#""subject":"x","showAs":"unheardOf""#), Loses("graph.event.showAs.unknown")),
        ("an unknown importance", event(r#""subject":"x","importance":"unheardOf""#), Loses("graph.event.importance.unknown")),
        ("null everywhere", event(r#""subject":"x","body":null,"attendees":null,"recurrence":null,"sensitivity":null,"location":null"#), Whole),
        ("null in lists", event(r#""subject":"x","categories":[null,"a"],"attendees":[null]"#), Loses("graph.element.unread")),
        ("wrong types", event(r#""subject":7,"attendees":"nobody","categories":{"a":1},"isAllDay":"perhaps""#), Loses("graph.member.unread")),
        ("a member twice", event(r#""subject":"x","subject":"y""#), Loses("graph.member.repeated")),
        ("control characters, escaped", event(r#""subject":"a\u0000b\u0007c""#), Loses("graph.text.control")),
        ("control characters as they are", event("\"subject\":\"a\u{1}b\u{8}c\""), Loses("graph.text.control")),
        ("lone surrogates", event(r#""subject":"a\ud800b\udc00c""#), Loses("graph.text.replaced")),
        ("octets that are no UTF-8", [&b"{"[..], EVENT.as_bytes(), b",", WHEN.as_bytes(), b",\"subject\":\"a\xff\xfeb\"}"].concat(), Loses("graph.text.replaced")),
        ("absurd minutes", event(r#""subject":"x","isReminderOn":true,"reminderMinutesBeforeStart":99999999999999999999"#), Loses("graph.member.unread")),
        ("the least number there is", event(r#""subject":"x","isReminderOn":true,"reminderMinutesBeforeStart":-2147483648"#), Loses("graph.event.reminder.far")),
        ("an injection", event(r#""subject":"x\r\nEND:VEVENT\r\nBEGIN:VCALENDAR""#), Whole),
        ("ten megabytes of body", event(&format!(r#""subject":"x","body":{{"contentType":"html","content":"{}"}}"#, "<p>word &eacute;".repeat(700_000))), Whole),
        ("ten thousand attendees", event(&format!(r#""subject":"x","attendees":[{}]"#, (0..10_000).map(|n| format!(r#"{{"type":"required","emailAddress":{{"name":"P {n}","address":"p{n}@valmont.example"}}}}"#)).collect::<Vec<_>>().join(","))), Loses("graph.event.organizer.missing")),
    ]
}

/// Dates that are none, and series that never end or never begin.
fn bad_times() -> Vec<(&'static str, Vec<u8>, Fate)> {
    vec![
        ("no start", format!(r#"{{{EVENT},"subject":"x"}}"#).into_bytes(), Refused("/start")),
        (
            "a start that is no date",
            begins(r#"{"dateTime":"soon","timeZone":"UTC"}"#),
            Refused("/start/dateTime"),
        ),
        ("a start of a wrong type", begins(r#"[1,2]"#), Loses("graph.event.start.missing")),
        (
            "the year 0",
            begins(r#"{"dateTime":"0000-01-01T00:00:00","timeZone":"UTC"}"#),
            Refused("/start/dateTime"),
        ),
        (
            "the year 10000",
            begins(r#"{"dateTime":"10000-01-01T00:00:00","timeZone":"UTC"}"#),
            Refused("/start/dateTime"),
        ),
        (
            "the end of days",
            begins(r#"{"dateTime":"9999-12-31T23:59:59.9999999","timeZone":"UTC"}"#),
            Loses("graph.event.time.late"),
        ),
        (
            "a zone that nobody knows",
            begins(r#"{"dateTime":"2024-03-04T09:00:00","timeZone":"Atlantis"}"#),
            Loses("graph.event.zone.unknown"),
        ),
        ("a series that never ends", series(WEEKLY, NO_END), Whole),
        (
            "a series that never begins",
            series(
                WEEKLY,
                r#"{"type":"endDate","startDate":"2024-03-04","endDate":"2020-01-01","recurrenceTimeZone":"UTC"}"#,
            ),
            Loses("graph.event.recurrence.once"),
        ),
        (
            "a pattern of no kind",
            series(r#"{"type":"unheardOf"}"#, NO_END),
            Loses("graph.event.recurrence.type"),
        ),
        (
            "no interval, no days",
            series(r#"{"type":"weekly","interval":0,"daysOfWeek":[]}"#, NO_END),
            Loses("graph.event.recurrence.interval"),
        ),
        (
            "absurd numbers in a pattern",
            series(
                r#"{"type":"absoluteYearly","interval":2147483647,"dayOfMonth":99,"month":-3}"#,
                r#"{"type":"numbered","numberOfOccurrences":-5,"startDate":"2024-03-04"}"#,
            ),
            Loses("graph.event.recurrence.range"),
        ),
        ("no JSON", b"{\"subject\":".to_vec(), Refused("byte")),
        ("no object", b"[1,2,3]".to_vec(), Refused("byte")),
        (
            "deep nesting",
            event(&format!(
                r#""subject":"x","unheardOf":{}{}"#,
                "[".repeat(100_000),
                "]".repeat(100_000)
            )),
            Loses("graph.member.unread"),
        ),
    ]
}

#[test]
fn bad_events_beside_good_ones() {
    let good = String::from_utf8(event(r#""subject":"good""#)).unwrap();
    check("graph-to-ics", &good, "BEGIN:VCALENDAR", &bad_events());
    check("graph-to-ics", &good, "BEGIN:VCALENDAR", &bad_times());
}

#[test]
fn bad_contacts_beside_good_ones() {
    let contact = |members: &str| format!(r#"{{"id":"AAMk1",{members}}}"#).into_bytes();
    let numbers: Vec<String> = (0..1000).map(|n| format!("\"+33 1 {n:04}\"")).collect();
    let cases = [
        (
            "a photo that is no image",
            contact(r#""displayName":"Ada","photo":"aGVsbG8=""#),
            Loses("graph.photo.invalid"),
        ),
        (
            "a photo of fifty megabytes",
            contact(&format!(r#""displayName":"Ada","photo":"/9j/{}""#, "A".repeat(50 << 20))),
            Loses("graph.photo.tooLarge"),
        ),
        (
            "a thousand numbers",
            contact(&format!(r#""displayName":"Ada","businessPhones":[{}]"#, numbers.join(","))),
            Whole,
        ),
        ("a name of separators", contact(r#""displayName":";,\\;:\"""#), Whole),
        (
            "a name of control characters, and nothing else",
            contact(r#""displayName":"\u0001\u0002""#),
            Refused("nothing"),
        ),
        ("nothing at all", b"{}".to_vec(), Refused("nothing")),
        (
            "right to left, and a family",
            contact(r#""displayName":"שלום \u202eabc\u202c 👩‍👩‍👧‍👦""#),
            Whole,
        ),
        (
            "null everywhere",
            contact(
                r#""displayName":"Ada","surname":null,"emailAddresses":null,"homeAddress":null,"birthday":null"#,
            ),
            Whole,
        ),
        (
            "wrong types",
            contact(r#""displayName":"Ada","emailAddresses":7,"homeAddress":[],"categories":"a""#),
            Loses("graph.member.unknown"),
        ),
        (
            "a member twice",
            contact(r#""displayName":"Ada","displayName":"Bea""#),
            Loses("graph.member.repeated"),
        ),
        (
            "control characters as they are",
            contact("\"displayName\":\"A\u{1}da\""),
            Loses("graph.text.control"),
        ),
        ("lone surrogates", contact(r#""displayName":"A\udc00da""#), Loses("graph.text.replaced")),
        (
            "the year 0",
            contact(r#""displayName":"Ada","birthday":"0000-00-00T00:00:00Z""#),
            Loses("graph.dateTime.invalid"),
        ),
        (
            "the year 10000",
            contact(r#""displayName":"Ada","birthday":"10000-01-01T00:00:00Z""#),
            Loses("graph.dateTime.invalid"),
        ),
        ("an injection", contact(r#""displayName":"Ada\r\nEND:VCARD\r\nBEGIN:VCARD""#), Whole),
        ("no JSON", b"{\"displayName\":".to_vec(), Refused("byte")),
    ];
    check("graph-to-vcf", r#"{"id":"AAMk0","displayName":"Good"}"#, "BEGIN:VCARD", &cases);
}

/// A thousand items, each another, a bad one and a large one among them: what is written and what is said keep their order,
/// however many are converted side by side.
#[test]
fn outputs_losses_and_errors_keep_the_order_of_the_input() {
    let folder = tempfile::tempdir().unwrap();
    let losses = folder.path().join("losses");
    let mut input = String::new();
    for index in 0..1_000 {
        let notes = if index % 300 == 299 { "x".repeat(1 << 20) } else { String::new() };
        let item = if index % 100 == 7 {
            "{".to_owned()
        } else {
            format!(r#"{{"displayName":"Person {index}","personalNotes":"{notes}","x{index}":1}}"#)
        };
        input.push_str(&item);
        input.push('\n');
    }
    let output = run("graph-to-vcf", &losses, input.into_bytes());
    let text = String::from_utf8(output.stdout).unwrap();
    let names: Vec<usize> = text
        .lines()
        .filter_map(|line| line.strip_prefix("FN:Person "))
        .map(|number| number.parse().unwrap())
        .collect();
    assert_eq!(names, (0..1_000).filter(|index| index % 100 != 7).collect::<Vec<_>>());
    let errors = String::from_utf8(output.stderr).unwrap();
    let refused: Vec<&str> =
        errors.lines().filter_map(|line| line.split_once("]: ")).map(|(at, _)| at).collect();
    let wanted: Vec<String> = (0..10).map(|n| format!("-[{}", 100 * n + 7)).collect();
    assert_eq!(refused, wanted);
    let losses = std::fs::read_to_string(losses).unwrap();
    let unknown: Vec<&str> = losses.lines().filter(|line| line.contains("\"/x")).collect();
    assert_eq!(unknown.len(), names.len());
    for (line, index) in unknown.iter().zip(names) {
        assert!(
            line.contains(&format!("\"index\":{index},"))
                && line.contains(&format!("\"/x{index}\""))
        );
    }
}
