//! Every loss by a stream that shows it.
#![cfg(feature = "__invariants")]
#![expect(clippy::unwrap_used, reason = "a broken case stops the test")]

mod write;

use std::collections::BTreeSet;

use viaduc_tnef::{CODES, Contents, Data, Limits, invariants, read};
use write::{MESSAGE, Props, STORAGE, Stream, att, compress};

/// What is wrong, a stream with that, and the code it shows.
type Case = (&'static str, Vec<u8>, &'static str);

fn message(id: u32, data: &[u8]) -> Vec<u8> {
    Stream::new().message(id, data).0.clone()
}

fn properties(list: Props) -> Vec<u8> {
    message(att::PROPERTIES, &list.bytes())
}

fn file(data: &[u8], list: Props) -> Vec<u8> {
    Stream::new().file("A", data, &list).0.clone()
}

/// The stream is damaged.
fn damage() -> Vec<Case> {
    let mut wrong = message(att::SUBJECT, b"Hi\0");
    *wrong.last_mut().unwrap() ^= 1;
    let mut cut = message(att::BODY, b"Hello, this breaks off");
    cut.truncate(cut.len() - 8);
    let short = b"\x78\x9f\x3e\x22\x01".to_vec();
    let mut mail = Stream::new().0;
    mail.extend(b"\r\n\r\n");
    let no_type = Props::default().fixed(0x0666, 1, &[0; 4]);
    vec![
        ("a byte of a checksum", wrong, "tnef.checksum.wrong"),
        ("the end is missing", cut, "tnef.truncated"),
        ("even the key is missing", short, "tnef.truncated"),
        ("line ends that mail added", mail, "tnef.garbage"),
        ("an attribute of no specification", message(0x0006_4242, b"x"), "tnef.attribute.unknown"),
        ("Schedule+", message(att::START, &[0; 14]), "tnef.attribute.unused"),
        (
            "fewer properties than told",
            message(att::PROPERTIES, &[9, 0, 0, 0]),
            "tnef.properties.invalid",
        ),
        ("a type of no specification", properties(no_type), "tnef.properties.invalid"),
        (
            "fewer recipients than told",
            message(att::RECIPIENTS, &[200, 0, 0, 0, 1, 0, 0, 0]),
            "tnef.properties.invalid",
        ),
    ]
}

/// There is too much of something.
fn limits() -> Vec<Case> {
    let (mut files, mut attributes) = (Stream::new(), Stream::new());
    for _ in 0..2_001 {
        files.file("A", b"x", &Props::default());
    }
    for _ in 0..20_001 {
        attributes.message(att::VERSION, b"");
    }
    let many = Props(vec![vec![1, 0, 1, 0, 0, 0, 0, 0]; 100_001]);
    let mut deep = Stream::new().0;
    for _ in 0..10 {
        deep = file(b"", Props::default().object(0x3701, MESSAGE, &deep));
    }
    vec![
        ("one file more than 2,000", files.0, "tnef.limit"),
        ("one attribute more than 20,000", attributes.0, "tnef.limit"),
        ("one property more than 100,000", properties(many), "tnef.limit"),
        ("ten messages inside one another", deep, "tnef.depth"),
    ]
}

/// Texts, dates and files that cannot be read as they should be.
fn values() -> Vec<Case> {
    let mut utf8 = Stream::new();
    utf8.message(att::OEM_CODE_PAGE, &[0xE9, 0xFD, 0, 0]).message(att::SUBJECT, b"\xff\0");
    let props = Props::default;
    let nothing = props().object(0x3701, MESSAGE, b"nothing");
    let link = props().unicode(0x370D, "\\\\host\\a");
    let object = props().object(0x3701, STORAGE, b"\xd0\xcf");
    let mut mac = [b"\0\x05a.txt".as_slice(), &[0; 121], b"data", &[0; 124]].concat();
    mac[86] = 4;
    let is_mac = props().binary(0x3702, b"\x2a\x86\x48\x86\xf7\x14\x03\x0b\x01");
    vec![
        ("an attached message that is none", file(b"", nothing), "tnef.message.invalid"),
        ("EBCDIC", message(att::OEM_CODE_PAGE, &[37, 0, 0, 0]), "tnef.codepage.unknown"),
        ("a byte that UTF-8 has not", utf8.0, "tnef.text.invalid"),
        ("the year 0", message(att::DATE_SENT, &[0; 14]), "tnef.date.invalid"),
        (
            "the year 60055",
            properties(props().fixed(0x0040, 0x0039, &[0xFF; 8])),
            "tnef.date.invalid",
        ),
        (
            "RTF shorter than its header",
            properties(props().binary(0x1009, b"short")),
            "tnef.rtf.invalid",
        ),
        (
            "RTF that was always RTF",
            properties(props().binary(0x1009, &compress(b"{\\rtf1 a}"))),
            "tnef.rtf.plain",
        ),
        ("a link to a file", file(b"", link), "tnef.attachment.absent"),
        ("a drawing of another program", file(b"", object), "tnef.attachment.object"),
        ("a file of an old Mac", file(&mac, is_mac), "tnef.attachment.macbinary"),
    ]
}

#[test]
fn every_loss_is_shown() {
    let mut shown = BTreeSet::new();
    for (why, stream, code) in [damage(), limits(), values()].concat() {
        invariants::check(&stream);
        let (contents, losses) = read(&stream, &Limits::default()).unwrap().into_parts();
        let found: Vec<&str> = losses.iter().map(|loss| loss.code.name).collect();
        assert!(found.iter().all(|found| *found == code) && found.len() == 1, "{why}: {losses:?}");
        kept(code, &contents);
        shown.insert(code);
    }
    let declared: BTreeSet<&str> = CODES.iter().map(|code| code.name).collect();
    assert_eq!(shown, declared);
}

/// What is there nevertheless.
fn kept(code: &str, contents: &Contents<'_>) {
    let first = contents.attachments.first();
    match code {
        "tnef.checksum.wrong" => assert_eq!(contents.subject.as_deref(), Some("Hi")),
        "tnef.truncated" => {
            assert!(contents.text.as_ref().is_none_or(|t| t.starts_with("Hello, this")));
        }
        "tnef.message.invalid" => assert_eq!(first.unwrap().data, Data::File(b"nothing")),
        "tnef.text.invalid" => assert_eq!(contents.subject.as_deref(), Some("\u{fffd}")),
        "tnef.rtf.plain" => assert_eq!(contents.rtf.as_deref(), Some(b"{\\rtf1 a}".as_slice())),
        "tnef.attachment.object" => assert_eq!(first.unwrap().data, Data::Object(b"\xd0\xcf")),
        "tnef.attachment.macbinary" => {
            let file = first.unwrap();
            assert_eq!((&file.data, file.name.as_deref()), (&Data::File(b"data"), Some("a.txt")));
        }
        _ => {}
    }
}
