//! Signatures made by OpenSSL and GnuPG verify after the repairs as they did before. Where a tool is not installed the test
//! says so and passes, unless `CI` is set.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken message stops the test")]

use std::path::Path;
use std::process::{Command, Stdio};

use viaduc_mime_normalise::{Code, Normalised, Options, invariants, normalise};

fn has(program: &str, package: &str) -> bool {
    let found =
        Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    let found = found.is_ok_and(|status| status.success())
        || Command::new(program)
            .arg("version")
            .stdout(Stdio::null())
            .status()
            .is_ok_and(|s| s.success());
    if !found {
        #[expect(clippy::disallowed_methods, reason = "a test asks how it is run")]
        let required = std::env::var_os("CI").is_some();
        assert!(!required, "{program} (Debian: {package}) is not installed");
        eprintln!("SKIPPED: {program} (Debian: {package}) is not installed");
    }
    found
}

fn run(folder: &Path, line: &[&str]) -> bool {
    let (program, arguments) = line.split_first().unwrap();
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).env("GNUPGHOME", folder);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().unwrap().success()
}

/// The signed entity: accents in quoted-printable, trailing white space, a line of a PGP-like dash.
const ENTITY: &str = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
                      D=C3=A9lib=C3=A9ration =20\r\n- a\r\n\r\nFrom the mayor\r\n";

/// Headers that need repairs, and some that are dirty everywhere outside the signed part.
const HEADS: [&[u8]; 4] = [
    b"From: a@valmont.example\r\nDate: Mon, 02 Mar 2026 09:15:00 +0100\r\nMessage-ID: <1@valmont.example>\r\nSubject: clean\r\n",
    b"From: Zo\xc3\xa9 <a@valmont.example>\r\nSubject: S\xe9ance\r\n",
    b"\r\n\r\nFrom : a@valmont.example\r\nX Foo: garbage\r\nSubject: =?x-none?Q?=E9?=\r\n",
    b"From x Mon Mar  2\r\nFrom: a@valmont.example\r\nX-Bm-Event: 1\r\nBcc: b@valmont.example\r\nContent-Type: text/plain\r\n",
];

/// The message as it is, with LF, and with other damage outside the signed part.
fn damaged(head: &[u8], mime: &[u8]) -> Vec<Vec<u8>> {
    // A second content type before the right one would win: only a head without one goes before it.
    let whole = if head.windows(13).any(|w| w == b"Content-Type:") {
        let at = head.windows(13).position(|w| w == b"Content-Type:").unwrap();
        [&head[..at], mime].concat()
    } else {
        [head, mime].concat()
    };
    let unix = whole.iter().copied().filter(|b| *b != b'\r').collect();
    vec![whole, unix]
}

fn mended(message: &[u8]) -> Normalised<'_> {
    let found = normalise(message, &Options::default());
    invariants::check(message);
    assert!(!found.frozen.is_empty(), "a signed part is kept");
    for region in &found.frozen {
        assert_eq!(region.before, Some(region.sha256), "the signed bytes stay");
    }
    found
}

#[test]
fn smime_signatures_verify_before_and_after() {
    if !has("openssl", "openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    let line = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=a@valmont.example";
    assert!(run(folder, &line.split(' ').collect::<Vec<_>>()));
    write("entity", ENTITY.as_bytes());
    for kind in ["clear", "opaque"] {
        let mut line = "openssl cms -sign -in entity -out signed.eml -signer cert.pem -inkey key.pem -binary -crlfeol".to_owned();
        if kind == "opaque" {
            line.push_str(" -nodetach");
        }
        assert!(run(folder, &line.split(' ').collect::<Vec<_>>()), "{kind}");
        let mime = std::fs::read(folder.join("signed.eml")).unwrap();
        let mime = with_crlf(&mime);
        for head in HEADS {
            for message in damaged(head, &mime) {
                let found = mended(&message);
                write("before.eml", &sendable(&message));
                write("after.eml", &found.bytes);
                let verify = |file| {
                    let line = format!("openssl cms -verify -in {file} -CAfile cert.pem -out said");
                    run(folder, &line.split(' ').collect::<Vec<_>>())
                };
                assert!(verify("before.eml"), "{kind} before: {}", message.escape_ascii());
                assert!(verify("after.eml"), "{kind} after: {}", found.bytes.escape_ascii());
            }
        }
        // A changed byte inside is what the tool would see.
        let at = mime.windows(5).position(|w| w == b"mayor");
        if let Some(at) = at {
            let mut broken = mime.clone();
            broken[at] = b'M';
            write("after.eml", &broken);
            assert!(!run(
                folder,
                &["openssl", "cms", "-verify", "-in", "after.eml", "-CAfile", "cert.pem",]
            ));
        }
    }
}

/// OpenSSL reads a message from its first header: what stands before it is cut here by hand, and folds nothing else.
fn sendable(message: &[u8]) -> Vec<u8> {
    let at = message.windows(13).position(|w| w == b"MIME-Version:").unwrap();
    message[at..].to_vec()
}

fn with_crlf(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        out.extend_from_slice(text.strip_suffix(b"\r").unwrap_or(text));
        if text.len() < line.len() {
            out.extend_from_slice(b"\r\n");
        }
    }
    out
}

#[test]
fn pgp_signatures_verify_before_and_after() {
    if !has("gpg", "gpg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let gpg = [
        "gpg",
        "--batch",
        "--quiet",
        "--no-tty",
        "--pinentry-mode",
        "loopback",
        "--passphrase",
        "",
    ];
    let gpg = |more: &[&str]| run(folder, &[&gpg, more].concat());
    if !gpg(&["--quick-generate-key", "a@valmont.example", "ed25519", "sign", "never"]) {
        panic!("gpg makes no key");
    }
    std::fs::write(folder.join("entity"), ENTITY).unwrap();
    assert!(gpg(&["--armor", "--detach-sign", "--output", "signature.asc", "entity"]));
    let signature =
        String::from_utf8(std::fs::read(folder.join("signature.asc")).unwrap()).unwrap();
    let mime = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/signed; micalg=pgp-sha256;\r\n protocol=\"application/pgp-signature\"; \
         boundary=sig\r\n\r\n--sig\r\n{ENTITY}\r\n--sig\r\nContent-Type: application/pgp-signature\r\n\r\n{}\r\n--sig--\r\n",
        signature.replace('\n', "\r\n")
    );
    for head in HEADS {
        for message in damaged(head, mime.as_bytes()) {
            let found = mended(&message);
            for (name, bytes) in [("before", message.as_slice()), ("after", &found.bytes)] {
                // RFC 3156 §5: what is signed has CR LF, whatever the storage made of it.
                let (signed, signature) = taken_apart(&with_crlf(bytes));
                std::fs::write(folder.join("said"), signed).unwrap();
                std::fs::write(folder.join("said.asc"), signature).unwrap();
                assert!(gpg(&["--verify", "said.asc", "said"]), "{name}: {}", bytes.escape_ascii());
            }
            // And byte for byte as it stands afterwards.
            let (signed, signature) = taken_apart(&found.bytes);
            std::fs::write(folder.join("said"), signed).unwrap();
            std::fs::write(folder.join("said.asc"), signature).unwrap();
            assert!(
                gpg(&["--verify", "said.asc", "said"]),
                "after: {}",
                found.bytes.escape_ascii()
            );
        }
    }
    let _ = run(folder, &["gpgconf", "--kill", "all"]);
}

/// The signed bytes and the signature of a `multipart/signed` with boundary `sig`.
fn taken_apart(message: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let find = |what: &[u8], from: usize| {
        from + message[from..].windows(what.len()).position(|w| w == what).unwrap()
    };
    let start = find(b"--sig\r\n", 0) + 7;
    let end = find(b"\r\n--sig\r\n", start);
    let armour = find(b"-----BEGIN PGP SIGNATURE", end);
    (message[start..end].to_vec(), message[armour..].to_vec())
}

const SEALED: &[u8] = b"From: a@valmont.example\r\nDate: Mon, 02 Mar 2026 09:15:00 +0100\r\n\
    Message-ID: <1@valmont.example>\r\nSubject: sealed\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=sig\r\n\r\n--sig\r\n\
    Content-Type: text/plain\r\n\r\none\r\ntwo\r\n--sig\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--sig--\r\n";

#[test]
fn what_cannot_be_kept_travels_whole() {
    viaduc_fixture_runner::search(200, |u| {
        let start = SEALED.windows(5).position(|w| w == b"--sig").unwrap();
        let at = u.int_in_range(start + 7..=SEALED.len() - 12)?;
        let broken = [&SEALED[..at], b"\0", &SEALED[at..]].concat();
        let found = normalise(&broken, &Options::default());
        let codes: Vec<Code> = found.edits.iter().map(|edit| edit.code).collect();
        // A NUL in a delimiter makes it none, and the multipart another.
        if codes.contains(&Code::SignedUnrepairableWrapped) {
            assert_eq!(codes, [Code::SignedUnrepairableWrapped]);
            let text = String::from_utf8_lossy(&found.bytes);
            let file = text.split("Content-Transfer-Encoding: base64\r\n\r\n").nth(1).unwrap();
            let file: String = file.split("\r\n--").next().unwrap().split_whitespace().collect();
            assert_eq!(
                base64_simd::STANDARD.decode_to_vec(file).unwrap(),
                broken,
                "every byte is kept"
            );
            assert!(text.contains("Subject: sealed"));
        }
        invariants::check(&broken);
        Ok(())
    });
}

#[test]
fn both_kinds_of_line_ends_are_told() {
    viaduc_fixture_runner::search(200, |u| {
        let start = SEALED.windows(5).position(|w| w == b"--sig").unwrap();
        let ends: Vec<usize> =
            (start..SEALED.len() - 2).filter(|at| SEALED[*at] == b'\r').collect();
        let at = *u.choose(&ends)?;
        let broken = [&SEALED[..at], &SEALED[at + 1..]].concat();
        let found = normalise(&broken, &Options::default());
        let codes: Vec<Code> = found.edits.iter().map(|edit| edit.code).collect();
        assert_eq!(codes, [Code::SignedEolMixed]);
        assert_eq!(&*found.bytes, SEALED);
        Ok(())
    });
}
