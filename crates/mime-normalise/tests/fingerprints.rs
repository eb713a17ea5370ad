//! The fingerprint is of what a message says: not of how it is written, and of every byte it says.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken message stops the test")]

mod mail;

use arbitrary::{Result, Unstructured};
use mail::write::{base64, quoted, words};
use mail::{Body, Entity, SHAPES, Shape};
use viaduc_mime_normalise::{Fingerprint, Options, fingerprint};

fn of(message: &[u8]) -> Fingerprint {
    fingerprint(message, &Options::default())
}

/// A text is read at once where it is small as written, piece by piece where it is not.
#[test]
fn a_text_is_the_same_at_once_and_in_pieces() {
    let head = "From: a@valmont.example\r\nMessage-ID: <1@valmont.example>\r\nMIME-Version: 1.0\r\n\
                Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ";
    // What composes, what ends a line, what is no UTF-8, and a byte order mark.
    let line = "\u{feff}e\u{301}t\u{e9} \t\r\n\r\n\n \u{1112}\u{1161}\u{11ab}";
    let mut text = line.repeat(900).into_bytes();
    text.extend_from_slice(b"\xff end \xc3");
    let escaped: String = text.iter().map(|byte| format!("={byte:02X}=\r\n")).collect();
    assert!(text.len() < 1 << 16 && escaped.len() > 1 << 16);
    let at_once = [head.as_bytes(), b"8bit\r\n\r\n", &text].concat();
    let in_pieces = [head.as_bytes(), b"quoted-printable\r\n\r\n", escaped.as_bytes()].concat();
    assert_eq!(of(&at_once), of(&in_pieces));
}

/// The same message in another writing: encodings, folds, boundaries, the order of its header.
fn rewritten(u: &mut Unstructured<'_>, message: &Entity) -> Result<Entity> {
    let mut other = message.clone();
    for entity in other.open() {
        encode(u, entity)?;
    }
    rename(u, &mut other)?;
    for field in &mut other.fields {
        if matches!(field.name.as_str(), "From" | "To" | "Subject" | "X-Trace" | "Received") {
            field.value = refolded(u, &field.value)?;
        }
        if u.ratio(1, 3)? {
            field.name = field.name.to_uppercase();
        }
    }
    for at in (1..other.fields.len()).rev() {
        let with = u.int_in_range(0..=at)?;
        other.fields.swap(at, with);
    }
    Ok(other)
}

/// Another transfer encoding, with lines of another length.
fn encode(u: &mut Unstructured<'_>, entity: &mut Entity) -> Result<()> {
    let is_text = entity.get("Content-Type").is_some_and(|t| t.starts_with("text/"));
    let Body::Leaf { written, says } = &mut entity.body else { return Ok(()) };
    let label = match u.int_in_range(0..=2)? {
        0 => {
            *written = base64(says);
            "base64"
        }
        1 if is_text => {
            *written = quoted(says);
            "quoted-printable"
        }
        _ if is_text => {
            written.clone_from(says);
            "8bit"
        }
        _ => {
            // Each group of four on a line of its own.
            let line = base64(says).into_iter().filter(u8::is_ascii_graphic).collect::<Vec<_>>();
            *written = line.chunks(4).flat_map(|four| [four, b"\r\n"].concat()).collect();
            "BASE64"
        }
    };
    entity.set("Content-Transfer-Encoding", label);
    Ok(())
}

/// Other boundaries where they are not signed.
fn rename(u: &mut Unstructured<'_>, message: &mut Entity) -> Result<()> {
    let mut rest = vec![message];
    while let Some(entity) = rest.pop() {
        let kind = entity.get("Content-Type").unwrap_or_default().to_owned();
        if let (Body::Parts { boundary, parts }, false) =
            (&mut entity.body, kind.contains("signed"))
        {
            *boundary = format!("B{}-{}", rest.len(), u.int_in_range(100..=999)?);
            let media = kind.split(';').next().unwrap();
            let new = format!("{}; x=y;\r\n\tBoundary=\"{boundary}\"", media.to_uppercase());
            let (name, _) = ("Content-Type", ());
            entity.fields.iter_mut().find(|f| f.name == name).unwrap().value = new;
            rest.extend(parts.iter_mut());
        }
    }
    Ok(())
}

fn refolded(u: &mut Unstructured<'_>, value: &str) -> Result<String> {
    let mut out = String::new();
    for (at, word) in value.split_ascii_whitespace().enumerate() {
        if at > 0 {
            out.push_str(u.choose(&[" ", "\r\n ", "\r\n\t"])?);
        }
        out.push_str(word);
    }
    Ok(out)
}

#[test]
fn another_writing_is_the_same_message() {
    viaduc_fixture_runner::search(250, |u| {
        let shape = *u.choose(&SHAPES)?;
        let message = mail::message(u, shape)?;
        let (one, other) = (message.write(), rewritten(u, &message)?.write());
        let show = || {
            format!(
                "{}\n--- and ---\n{}",
                String::from_utf8_lossy(&one),
                String::from_utf8_lossy(&other)
            )
        };
        assert_eq!(of(&one), of(&other), "{}", show());
        let unix: Vec<u8> = other.iter().copied().filter(|b| *b != b'\r').collect();
        assert_eq!(of(&one), of(&unix), "LF: {}", show());
        Ok(())
    });
}

#[test]
fn any_decoded_byte_counts() {
    viaduc_fixture_runner::search(250, |u| {
        let shape = *u.choose(&SHAPES)?;
        let message = mail::message(u, shape)?;
        let mut other = message.clone();
        let leaves = leaves(&mut other);
        let which = u.choose_index(leaves.len())?;
        let entity = leaves.into_iter().nth(which).unwrap();
        let is_text = entity.get("Content-Type").is_some_and(|t| t.starts_with("text/"));
        let Body::Leaf { says, .. } = &mut entity.body else { panic!("a leaf") };
        // White space at the ends of lines is no content of a text: a letter is.
        let places: Vec<usize> =
            (0..says.len()).filter(|at| !is_text || says[*at].is_ascii_alphabetic()).collect();
        if places.is_empty() {
            return Ok(());
        }
        let at = *u.choose(&places)?;
        says[at] = if is_text { says[at] ^ 0x20 } else { says[at] ^ u.int_in_range(1..=255)? };
        let encoding = entity.get("Content-Transfer-Encoding").unwrap_or_default().to_owned();
        let Body::Leaf { written, says } = &mut entity.body else { panic!("a leaf") };
        *written = match encoding.as_str() {
            "base64" => base64(says),
            "quoted-printable" => quoted(says),
            _ => says.clone(),
        };
        let (one, other) = (of(&message.write()), of(&other.write()));
        assert_ne!(one.content, other.content, "{shape:?} {which} {at}");
        assert_eq!(one.envelope, other.envelope);
        Ok(())
    });
}

/// Every leaf, also those of signed parts and embedded messages.
fn leaves(message: &mut Entity) -> Vec<&mut Entity> {
    let (mut found, mut rest) = (Vec::new(), vec![message]);
    while let Some(entity) = rest.pop() {
        match entity.body {
            Body::Leaf { .. } => found.push(entity),
            Body::Parts { ref mut parts, .. } => rest.extend(parts.iter_mut().rev()),
            Body::Message(ref mut inner) => rest.push(inner),
        }
    }
    found
}

#[test]
fn each_of_the_four_fields_counts() {
    viaduc_fixture_runner::search(200, |u| {
        let message = mail::message(u, Shape::Mixed)?;
        let one = of(&message.write());
        for (name, value) in [
            ("Subject", words("Tout autre chose")),
            ("From", "other@valmont.example".to_owned()),
            ("Date", "Mon, 02 Mar 2026 09:15:01 +0100".to_owned()),
            ("Message-ID", "<other@valmont.example>".to_owned()),
        ] {
            let mut other = message.clone();
            other.set(name, &value);
            let other = of(&other.write());
            assert_ne!(one.envelope, other.envelope, "{name}");
            assert_ne!(one.content, other.content, "{name}");
        }
        for (name, value) in
            [("X-Trace", "other"), ("To", "b@valmont.example"), ("Received", "other")]
        {
            let mut other = message.clone();
            other.set(name, value);
            assert_eq!(one, of(&other.write()), "{name} does not count");
        }
        Ok(())
    });
}

#[test]
fn names_types_order_and_number_of_parts_count() {
    viaduc_fixture_runner::search(200, |u| {
        let message = mail::message(u, Shape::Mixed)?;
        let one = of(&message.write());
        let changes: [fn(&mut Vec<Entity>); 4] = [
            |parts| parts[1].set("Content-Disposition", "attachment; filename=\"other.pdf\""),
            |parts| parts[1].set("Content-Type", "application/x-other"),
            |parts| parts.swap(0, 1),
            |parts| parts.push(parts[1].clone()),
        ];
        for (at, change) in changes.iter().enumerate() {
            let mut other = message.clone();
            let Body::Parts { parts, .. } = &mut other.body else { panic!("parts") };
            change(parts);
            assert_ne!(one.content, of(&other.write()).content, "change {at}");
        }
        Ok(())
    });
}
