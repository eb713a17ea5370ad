//! Streams written here and read back: every member, every loss.
#![cfg(feature = "__invariants")]
#![expect(clippy::unwrap_used, reason = "a broken case stops the test")]

mod write;

use viaduc_fidelity::Loss;
use viaduc_tnef::{CODES, Contents, Data, Kind, Limits, Name, Role, Value, invariants, read};
use write::{MESSAGE, Props, STORAGE, Stream, att, compress, from, table, utf16};

fn open(stream: &[u8]) -> (Contents<'_>, Vec<Loss>) {
    invariants::check(stream);
    read(stream, &Limits::default()).unwrap().into_parts()
}

fn clean(stream: &Stream) -> Contents<'_> {
    let (contents, losses) = open(&stream.0);
    assert_eq!(losses, [], "nothing is lost");
    contents
}

/// What Outlook writes: everything that mail says too.
fn letter() -> Stream {
    let mut stream = Stream::new();
    let list = Props::default()
        .unicode(0x001A, "IPM.Note")
        .unicode(0x0037, "Procès-verbal ✓")
        .fixed(0x0040, 0x0039, &133_901_001_000_000_000_u64.to_le_bytes())
        .fixed(0x0040, 0x0E06, &133_901_001_050_000_000_u64.to_le_bytes())
        .unicode(0x0042, "Alice")
        .unicode(0x0064, "EX")
        .unicode(0x0065, "/o=Valmont/cn=alice")
        .unicode(0x5D02, "alice@valmont.example")
        .unicode(0x0C1A, "Bob")
        .unicode(0x0C1E, "SMTP")
        .unicode(0x0C1F, "bob@valmont.example")
        .number(0x0017, 2)
        .number(0x0036, 2)
        .number(0x3FDE, 28592)
        .string(0x1000, b"Za\xBF\xF3\xB3\xE6")
        .binary(0x1013, b"<p>\xB1</p>")
        .unicode(0x1035, "<1@valmont.example>")
        .unicode(0x1042, "<0@valmont.example>")
        .unicode(0x1039, "<0@valmont.example> <9@valmont.example>")
        .unicode(0x007D, "Received: x\r\n")
        .number(0x0E07, 1)
        .named(0x0003, [7; 16], Ok(0x8205), &[1, 0, 0, 0])
        .named(0x000B, [8; 16], Err("Keywords"), &[1, 0]);
    let rows = [
        Props::default()
            .unicode(0x3001, "Bob")
            .unicode(0x3002, "SMTP")
            .unicode(0x3003, "bob@valmont.example")
            .number(0x0C15, 1),
        Props::default()
            .unicode(0x3001, "Carol")
            .unicode(0x3002, "EX")
            .unicode(0x3003, "/o=Valmont/cn=carol")
            .number(0x0C15, 2),
        Props::default()
            .unicode(0x3001, "Fax")
            .unicode(0x3002, "FAX")
            .unicode(0x3003, "5")
            .number(0x0C15, 3),
        Props::default().number(0x0C15, 1),
    ];
    stream
        .message(att::OEM_CODE_PAGE, &[0xE2, 4, 0, 0, 0, 0, 0, 0])
        .message(att::SUBJECT, b"Proc?s-verbal\0")
        .message(att::PROPERTIES, &list.bytes())
        .message(att::RECIPIENTS, &table(&rows));
    stream
}

#[test]
fn a_letter() {
    let stream = letter();
    let contents = clean(&stream);
    assert_eq!(contents.class, "IPM.Note");
    assert_eq!(contents.subject.as_deref(), Some("Procès-verbal ✓"));
    assert_eq!(contents.sent.unwrap().to_string(), "2025-04-26T00:15:00Z");
    assert_eq!((contents.received.unwrap() - contents.sent.unwrap()).as_secs(), 5);
    let from = contents.from.as_ref().unwrap();
    assert_eq!(
        (from.name.as_str(), from.address.as_str(), from.kind),
        ("Alice", "alice@valmont.example", Kind::Smtp)
    );
    assert_eq!(contents.sender.as_ref().unwrap().address, "bob@valmont.example");
    let people: Vec<_> = contents
        .recipients
        .iter()
        .map(|r| (r.person.name.as_str(), r.person.kind, r.role))
        .collect();
    assert_eq!(
        people,
        [
            ("Bob", Kind::Smtp, Role::To),
            ("Carol", Kind::Exchange, Role::Cc),
            ("Fax", Kind::Other, Role::Bcc)
        ]
    );
    assert_eq!((contents.importance, contents.sensitivity), (Some(2), Some(2)));
    // 0x04E2 is Windows-1250 for texts; HTML has a code page of its own, ISO 8859-2.
    assert_eq!(contents.text.as_deref(), Some("Zażółć"));
    assert_eq!(contents.html.as_deref(), Some("<p>ą</p>"));
    assert_eq!(contents.message_id.as_deref(), Some("<1@valmont.example>"));
    assert_eq!(contents.in_reply_to.as_deref(), Some("<0@valmont.example>"));
    assert_eq!(contents.references.as_deref(), Some("<0@valmont.example> <9@valmont.example>"));
    assert_eq!(contents.headers.as_deref(), Some("Received: x\r\n"));
    let rest: Vec<_> = contents
        .properties
        .iter()
        .map(|p| (p.id, p.name.as_deref().copied(), p.value.clone()))
        .collect();
    let text = utf16("Keywords");
    assert_eq!(
        rest,
        [
            (0x0E07, None, Value::Integer32(1)),
            (0x8001, Some(Name::Number { set: [7; 16], number: 0x8205 }), Value::Integer32(1)),
            (0x8001, Some(Name::Text { set: [8; 16], text: &text[..16] }), Value::Boolean(true)),
        ]
    );
}

#[test]
fn every_type_of_value() {
    let mut stream = Stream::new();
    let list = Props::default()
        .fixed(0x0001, 0x6600, &[0; 4])
        .fixed(0x0002, 0x6601, &[0xFE, 0xFF])
        .fixed(0x0004, 0x6602, &1.5_f32.to_le_bytes())
        .fixed(0x0005, 0x6603, &2.5_f64.to_le_bytes())
        .fixed(0x0006, 0x6604, &(-7_i64).to_le_bytes())
        .fixed(0x0007, 0x6605, &3.5_f64.to_le_bytes())
        .fixed(0x000A, 0x6606, &9_u32.to_le_bytes())
        .fixed(0x0014, 0x6607, &(-8_i64).to_le_bytes())
        .fixed(0x0048, 0x6608, &[5; 16])
        .counted(0x101E, 0x6609, &[b"a\0", b"bcd\0"])
        .counted(0x101F, 0x660A, &[&utf16("é")])
        .counted(0x1102, 0x660B, &[])
        .fixed(0x1003, 0x660C, &[2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0])
        .fixed(0x1002, 0x660D, &[2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0])
        .object(0x660E, STORAGE, b"xyz");
    stream.message(att::PROPERTIES, &list.bytes());
    let contents = clean(&stream);
    let values: Vec<_> =
        contents.properties.iter().map(|property| property.value.clone()).collect();
    assert_eq!(
        values,
        [
            Value::Null,
            Value::Integer16(-2),
            Value::Floating32(1.5),
            Value::Floating64(2.5),
            Value::Currency(-7),
            Value::FloatingTime(3.5),
            Value::ErrorCode(9),
            Value::Integer64(-8),
            Value::Guid([5; 16]),
            Value::Multiple(vec![Value::String8(b"a"), Value::String8(b"bcd")]),
            Value::Multiple(vec![Value::Unicode(b"\xe9\0")]),
            Value::Multiple(vec![]),
            Value::Multiple(vec![Value::Integer32(1), Value::Integer32(2)]),
            Value::Multiple(vec![Value::Integer16(1), Value::Integer16(2)]),
            Value::Object { interface: STORAGE, data: b"xyz" },
        ]
    );
}

#[test]
fn the_names_of_old() {
    let mut stream = Stream::new();
    stream
        .message(att::OEM_CODE_PAGE, &[0x52, 3, 0, 0, 0, 0, 0, 0])
        .message(att::CLASS, b"IPM.Microsoft Mail.Note\0")
        .message(att::FROM, &from(b"L\x82on", b"SMTP:leon@valmont.example"))
        .message(att::SUBJECT, b"\x90t\x82\0")
        .message(att::DATE_SENT, &[0xEA, 7, 3, 0, 2, 0, 8, 0, 15, 0, 30, 0, 1, 0])
        .message(att::PRIORITY, &[1, 0])
        .message(att::BODY, b"Bonjour\0junk");
    let contents = clean(&stream);
    assert_eq!(contents.class, "IPM.Note");
    let sender = contents.sender.as_ref().unwrap();
    assert_eq!((sender.name.as_str(), sender.address.as_str()), ("Léon", "leon@valmont.example"));
    assert_eq!(contents.subject.as_deref(), Some("Été"));
    assert_eq!(contents.sent.unwrap().to_string(), "2026-03-02T08:15:30Z");
    assert_eq!(contents.importance, Some(2));
    assert_eq!(contents.text.as_deref(), Some("Bonjour"));
}

#[test]
fn subjects_in_two_pieces() {
    let subject = |list: Props, old: &[u8]| {
        let mut stream = Stream::new();
        stream.message(att::SUBJECT, old).message(att::PROPERTIES, &list.bytes());
        clean(&stream).subject
    };
    let rest = Props::default().unicode(0x0E1D, "Été");
    assert_eq!(subject(rest.clone().unicode(0x003D, "Re: "), b"x\0").as_deref(), Some("Re: Été"));
    assert_eq!(subject(rest, b"Re: ?t?\0").as_deref(), Some("Été"));
    let ascii = Props::default().string(0x0E1D, b"Plan");
    assert_eq!(subject(ascii, b"Re: Plan\0").as_deref(), Some("Re: Plan"));
}

#[test]
fn names_of_files() {
    let names = |list: Props| {
        let mut stream = Stream::new();
        stream.file("LONGNA~1.TXT", b"x", &list).add(2, att::TRANSPORT_NAME, b"transport.txt\0");
        clean(&stream).attachments[0].name.clone().unwrap()
    };
    let long = Props::default().unicode(0x3707, "Un très long nom.txt");
    assert_eq!(
        names(long.clone().unicode(0x3704, "UNTRES~1.TXT").unicode(0x3001, "shown")),
        "Un très long nom.txt"
    );
    assert_eq!(
        names(Props::default().unicode(0x3704, "UNTRES~1.TXT").unicode(0x3001, "shown")),
        "UNTRES~1.TXT"
    );
    assert_eq!(
        names(Props::default().unicode(0x3707, " ").unicode(0x3001, "shown")),
        "transport.txt"
    );
    let mut stream = Stream::new();
    stream.file("TITLE.TXT", b"x", &Props::default());
    assert_eq!(clean(&stream).attachments[0].name.as_deref(), Some("TITLE.TXT"));
}

#[test]
fn what_files_are() {
    let mut inner = Stream::new();
    inner.message(att::SUBJECT, b"Inner\0").file("A.TXT", b"deep", &Props::default());
    let mut stream = Stream::new();
    stream
        .file(
            "I.PNG",
            b"\x89PNG",
            &Props::default()
                .unicode(0x370E, "image/png")
                .unicode(0x3712, "<i@1>")
                .unicode(0x3713, "i.png")
                .number(0x3714, 4),
        )
        .file("H.PNG", b"h", &Props::default().boolean(0x7FFE, true))
        .file("M", b"", &Props::default().object(0x3701, MESSAGE, &inner.0))
        .file("B", b"", &Props::default().binary(0x3701, b"bytes"));
    let contents = clean(&stream);
    let [image, hidden, message, bytes] = contents.attachments.as_slice() else {
        panic!("{contents:?}")
    };
    assert_eq!(image.data, Data::File(b"\x89PNG"));
    assert_eq!(
        (image.mime_type.as_deref(), image.content_id.as_deref()),
        (Some("image/png"), Some("i@1"))
    );
    assert_eq!(image.content_location.as_deref(), Some("i.png"));
    assert!(image.is_inline && hidden.is_inline && !bytes.is_inline);
    let Data::Message(message) = &message.data else { panic!("{message:?}") };
    assert_eq!(message.subject.as_deref(), Some("Inner"));
    assert_eq!(message.attachments[0].data, Data::File(b"deep"));
    assert_eq!(bytes.data, Data::File(b"bytes"));
}

#[test]
fn bodies_in_rtf() {
    let body = |list: Props, rtf: &[u8]| {
        let mut stream = Stream::new();
        stream.message(att::PROPERTIES, &list.binary(0x1009, &compress(rtf)).bytes());
        let (contents, losses) = open(&stream.0);
        let codes: Vec<_> = losses.iter().map(|loss| loss.code.name).collect();
        (contents.text, contents.html, contents.rtf, codes)
    };
    let some = |text: &str| Some(text.to_owned());
    let html = br"{\rtf1\fromhtml1{\*\htmltag64 <p>}a}";
    let text = br"{\rtf1\fromtext a\par b}";
    let own = br"{\rtf1{\b a}}";
    let plain = Props::default().unicode(0x1000, "told");
    assert_eq!(body(Props::default(), html), (None, some("<p>a"), None, vec![]));
    assert_eq!(body(plain.clone(), html), (some("told"), some("<p>a"), None, vec![]));
    assert_eq!(
        body(plain.clone().unicode(0x1013, "<b>"), html),
        (some("told"), some("<b>"), None, vec![])
    );
    assert_eq!(body(Props::default(), text), (some("a\r\nb"), None, None, vec![]));
    assert_eq!(body(plain.clone(), text), (some("told"), None, None, vec![]));
    let kept = Some(own.to_vec());
    assert_eq!(
        body(Props::default(), own),
        (some("a"), None, kept.clone(), vec!["tnef.rtf.plain"])
    );
    assert_eq!(body(plain, own), (some("told"), None, kept, vec!["tnef.rtf.plain"]));
}

#[test]
fn codes_are_documented() {
    let readme = include_str!("../README.md");
    for code in CODES {
        assert!(
            readme.contains(&format!("| `{}` | {} | {} |", code.name, code.kind, code.meaning)),
            "{code}"
        );
    }
}

#[test]
fn any_stream_obeys_the_laws() {
    let whole = {
        let mut stream = letter();
        let inner = letter();
        stream.file(
            "A.TXT",
            b"file",
            &Props::default().object(0x3701, MESSAGE, &inner.0).unicode(0x3707, "a.txt"),
        );
        stream.0
    };
    viaduc_fixture_runner::search(150, |u| {
        let mut stream = whole.clone();
        for _ in 0..u.int_in_range(0..=4)? {
            let at = u.choose_index(stream.len())?;
            match u.int_in_range(0..=2)? {
                0 => stream[at] = u.arbitrary()?,
                1 => stream.truncate(at),
                _ => drop(stream.splice(at..at, [u.arbitrary::<u8>()?])),
            }
            if stream.is_empty() {
                break;
            }
        }
        invariants::check(&stream);
        Ok(())
    });
}
