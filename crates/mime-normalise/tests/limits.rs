//! Sizes, levels and counts beyond what servers read: bounded, reported, and a second pass finds nothing.
#![expect(clippy::unwrap_used, reason = "a refusal stops the test")]

use std::fmt::Write as _;

use viaduc_mime_normalise::{Code, Normalised, Options, fingerprint, invariants, normalise};

const HEAD: &str = "From: a@valmont.example\r\nDate: Mon, 02 Mar 2026 09:15:00 +0100\r\n\
                    Message-ID: <1@valmont.example>\r\nMIME-Version: 1.0\r\n";

fn repaired(message: &str) -> Normalised<'_> {
    let found = normalise(message.as_bytes(), &Options::default());
    let again = normalise(&found.bytes, &Options::default());
    assert!(!again.is_changed(), "{:?}", again.edits);
    invariants::strict_server(&found.bytes).unwrap();
    found
}

fn codes(found: &Normalised<'_>) -> Vec<Code> {
    found.edits.iter().map(|edit| edit.code).collect()
}

#[test]
fn eleven_hundred_levels_end_in_a_file() {
    let mut message = HEAD.to_owned();
    for level in 0..1100 {
        let _ = write!(
            message,
            "Content-Type: multipart/mixed; boundary=\"b-{level}-\"\r\n\r\n--b-{level}-\r\n"
        );
    }
    message.push_str("\r\ninnermost\r\n");
    for level in (0..1100).rev() {
        let _ = write!(message, "--b-{level}---\r\n");
    }
    let found = repaired(&message);
    assert!(codes(&found).contains(&Code::DepthCut), "{:?}", codes(&found));
}

#[test]
fn eleven_hundred_embedded_messages_end_in_a_file() {
    let mut message = HEAD.to_owned();
    for _ in 0..1100 {
        message.push_str("Content-Type: message/rfc822\r\n\r\nFrom: a@valmont.example\r\n");
    }
    message.push_str("\r\ninnermost\r\n");
    repaired(&message);
}

#[test]
fn what_only_repairs_show_is_opened_so_deep_and_no_deeper() {
    // Each level can only be seen when the one outside it is repaired.
    let mut message = HEAD.to_owned();
    for level in 0..90 {
        let _ = write!(message, "Content-Type: multipart/mixed\r\n\r\n--b-{level}-\r\n");
    }
    message.push_str("\r\ninnermost\r\n");
    for level in (0..90).rev() {
        let _ = write!(message, "--b-{level}---\r\n");
    }
    let found = repaired(&message);
    assert!(codes(&found).contains(&Code::BndInferred), "{:?}", codes(&found));

    let mut inner = "Content-Type: text/plain\r\n\r\ninnermost\r\n".to_owned();
    for level in 0..30 {
        let part = format!("--l{level}e\r\n{inner}\r\n--l{level}e--\r\n");
        let lines: Vec<String> = part
            .as_bytes()
            .chunks(57)
            .map(|line| base64_simd::STANDARD.encode_to_string(line))
            .collect();
        inner = format!(
            "Content-Type: multipart/mixed; boundary=l{level}e\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            lines.join("\r\n")
        );
    }
    let message = format!("{HEAD}{inner}");
    let found = repaired(&message);
    assert!(codes(&found).contains(&Code::CteComposite), "{:?}", codes(&found));
}

#[test]
fn ten_thousand_parts_end_in_a_file() {
    let mut message = format!("{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n");
    for part in 0..10_000 {
        let _ = write!(message, "--b\r\n\r\npart {part}\r\n");
    }
    message.push_str("--b--\r\n");
    let found = repaired(&message);
    assert_eq!(codes(&found), [Code::DepthCut]);
}

#[test]
fn long_headers_are_folded() {
    let mut message = HEAD.to_owned();
    message.push_str("X-Words:");
    for word in 0..1000 {
        let _ = write!(message, " word{word}");
    }
    message.push_str("\r\nTo: ");
    for person in 0..200 {
        let _ = write!(message, "p{person}@valmont.example,");
    }
    let _ = write!(message, "last@valmont.example\r\nX-Long: {}\r\n\r\nx\r\n", "y".repeat(3000));
    let found = repaired(&message);
    assert_eq!(codes(&found), [Code::HdrLong, Code::HdrLong, Code::HdrLong]);
    let text = String::from_utf8_lossy(&found.bytes).into_owned();
    let long: Vec<&str> = text.split("\r\n").filter(|line| line.len() > 998).collect();
    assert!(long.len() == 1 && long.iter().all(|line| line.starts_with("X-Long")));
}

#[test]
fn long_lines_are_encoded() {
    let long = "word ".repeat(400);
    let text = format!("{HEAD}Content-Type: text/plain; charset=us-ascii\r\n\r\n{long}\r\nend\r\n");
    let found = repaired(&text);
    assert_eq!(codes(&found), [Code::LineLong]);
    let options = Options::default();
    assert_eq!(fingerprint(text.as_bytes(), &options), found.fingerprint());
    assert!(found.bytes.split(|b| *b == b'\n').all(|line| line.len() <= 77));

    let other = format!("{HEAD}Content-Type: application/json\r\n\r\n{{\"a\": \"{long}\"}}\r\n");
    assert_eq!(codes(&repaired(&other)), [Code::LineLong]);

    let wide = format!(
        "{HEAD}Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        "SGVs".repeat(400)
    );
    assert_eq!(codes(&repaired(&wide)), [Code::LineLong]);
}

#[test]
fn many_header_lines_are_reported() {
    let mut message = HEAD.to_owned();
    for line in 0..2000 {
        let _ = write!(message, "X-Trace: {line}\r\n");
    }
    message.push_str("\r\nx\r\n");
    let found = repaired(&message);
    assert_eq!(codes(&found), [Code::HdrHuge]);
    assert!(!found.is_changed());

    let endless = format!("{HEAD}{}", "a:\r\n".repeat(200_000));
    let found = repaired(&endless);
    assert!(codes(&found).contains(&Code::HdrHuge));
    let garbage = "garbage\r\nX-A: b\r\n".repeat(50_000);
    repaired(&garbage);
}

#[test]
fn endless_parameters_are_mended_at_once() {
    for value in ["é", "日", "\u{1f642}", "a"] {
        let long = value.repeat(30_000);
        repaired(&format!("{HEAD}Content-Type: application/pdf; name=\"{long}\"\r\n\r\nx\r\n"));
        let mut many = format!("{HEAD}Content-Type: text/plain");
        let mut sections = format!("{HEAD}Content-Type: application/pdf");
        for number in 0..9_000 {
            let _ = write!(many, "; p{number}={value}");
            let _ = write!(sections, ";\r\n name*{number}=part{value}");
        }
        repaired(&format!("{many}\r\n\r\nx\r\n"));
        repaired(&format!("{sections}\r\n\r\nx\r\n"));
    }
}

#[test]
fn repetition_takes_linear_time() {
    for piece in [
        "--b\r\nContent-Type: multipart/mixed; boundary=\"a*b\"\r\n\r\n--a*b\r\n\r\n",
        "--b\r\nContent-Type: message/rfc822\r\n\r\n",
        "a@valmont.example,",
        "=?x",
        "--b\r\n",
        "--b--\r\n",
        "\n",
        "\r",
        "=?utf-8?Q?",
        "a: ",
        "\0",
        "\"(<",
        "Content-Type: text\n",
        " \n",
        "é",
        "=\n",
    ] {
        let message = format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
            piece.repeat(6_000)
        );
        let _ = normalise(message.as_bytes(), &Options::default());
        let _ = normalise(piece.repeat(6_000).as_bytes(), &Options::default());
        let header = format!("Subject: {}\r\n\r\n", piece.repeat(3_000));
        let _ = normalise(header.as_bytes(), &Options::default());
        let header = format!("From: {}\r\n\r\n", piece.repeat(3_000));
        let _ = normalise(header.as_bytes(), &Options::default());
    }
}

/// What is too large to be there thrice is encoded anew instead of being mended in its lines.
#[test]
fn a_large_text_in_broken_quoted_printable_says_what_it_said() {
    let head = format!(
        "{HEAD}Content-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    );
    let line =
        "a caf=C3=A9 at 5=ZZ, a=b and all that follows on a line of more than eighty bytes  ";
    for (count, is_kept) in [(10, true), (20_000, false)] {
        let message = format!("{head}{}", format!("{line}\r\n").repeat(count));
        let found = repaired(&message);
        assert_eq!(codes(&found), [Code::QpRepaired]);
        let options = Options::default();
        assert_eq!(fingerprint(message.as_bytes(), &options), found.fingerprint());
        let longest = found.bytes.split(|byte| *byte == b'\n').map(<[u8]>::len).max();
        assert_eq!(longest > Some(80), is_kept, "{longest:?}");
    }
}
