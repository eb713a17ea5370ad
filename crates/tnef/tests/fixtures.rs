//! One stream a file, `tests/fixtures/*.toml`: why it is there, its bytes in hexadecimal, and what is read out of it.
//!
//! The files are what other readers are compared by, too. `UPDATE_FIXTURES=1` writes them anew from the writer.
#![cfg(feature = "__invariants")]
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a broken case stops the test")]

mod write;

use std::fmt::Write as _;
use std::path::Path;

use toml::{Table, Value};
use viaduc_tnef::{Contents, Data, Limits, invariants, read};
use write::{MESSAGE, Props, Stream, att, compress, from, table, uncompressed};

const HTML: &[u8] = br"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\htmltag18 <html>}{\*\htmltag50 <body>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Caf\'e9 du village\htmlrtf }\htmlrtf0{\*\htmltag72 </p>}{\*\htmltag58 </body>}{\*\htmltag27 </html>}}";

fn made() -> Vec<(&'static str, &'static str, Stream)> {
    vec![
        (
            "old",
            "Microsoft Mail: attributes alone, in a code page of DOS, names of eight letters and three",
            old(),
        ),
        (
            "outlook",
            "Outlook: Unicode properties, recipients, HTML inside compressed RTF, a long file name",
            outlook(),
        ),
        (
            "html",
            "Exchange: HTML as bytes in the code page it names, an image shown inside it",
            html(),
        ),
        ("rtf", "the only body is RTF that was never HTML; it is not compressed", rtf()),
        ("nested", "a message attached to a message, both with files", nested()),
        (
            "receipt",
            "Microsoft Mail: a read receipt, whose words are its report text and stand nowhere else",
            receipt(),
        ),
        ("meeting", "a request for a meeting, whose dates are named properties", meeting()),
    ]
}

fn old() -> Stream {
    let mut stream = Stream::new();
    stream
        .message(att::OEM_CODE_PAGE, &[0xB5, 1, 0, 0, 0, 0, 0, 0])
        .message(att::CLASS, b"IPM.Microsoft Mail.Note\0")
        .message(att::FROM, &from(b"Leon", b"SMTP:leon@valmont.example"))
        .message(att::SUBJECT, b"\x90t\x82\0")
        .message(att::DATE_SENT, &[0xEA, 7, 3, 0, 2, 0, 8, 0, 15, 0, 30, 0, 1, 0])
        .message(att::BODY, b"Bonjour\r\n\0")
        .file("PLAN.TXT", b"a plan", &Props::default());
    stream
}

fn outlook() -> Stream {
    let list = Props::default()
        .unicode(0x001A, "IPM.Note")
        .unicode(0x0037, "Procès-verbal ✓")
        .fixed(0x0040, 0x0039, &133_901_001_000_000_000_u64.to_le_bytes())
        .unicode(0x0042, "Alice")
        .unicode(0x0064, "SMTP")
        .unicode(0x0065, "alice@valmont.example")
        .unicode(0x1035, "<1@valmont.example>")
        .binary(0x1009, &compress(HTML));
    let row = |name: &str, address: &str, role: i32| {
        let row = Props::default().unicode(0x3001, name).unicode(0x3002, "SMTP");
        row.unicode(0x3003, address).number(0x0C15, role)
    };
    let rows = [row("Bob", "bob@valmont.example", 1), row("Carol", "carol@valmont.example", 2)];
    let mut stream = Stream::new();
    stream
        .message(att::OEM_CODE_PAGE, &[0xE4, 4, 0, 0, 0, 0, 0, 0])
        .message(att::PROPERTIES, &list.bytes())
        .message(att::RECIPIENTS, &table(&rows))
        .file("BUDGET~1.ODS", b"cells", &Props::default().unicode(0x3707, "Budget du village.ods"));
    stream
}

fn html() -> Stream {
    let list = Props::default()
        .unicode(0x001A, "IPM.Note")
        .unicode(0x0037, "Picture")
        .number(0x3FDE, 28605)
        .binary(0x1013, b"<p>5 \xA4 <img src=\"cid:i@1\"></p>");
    let image = Props::default()
        .unicode(0x3707, "church.png")
        .unicode(0x370E, "image/png")
        .unicode(0x3712, "i@1")
        .number(0x3714, 4);
    let mut stream = Stream::new();
    stream.message(att::PROPERTIES, &list.bytes()).file("CHURCH.PNG", b"\x89PNG", &image);
    stream
}

fn rtf() -> Stream {
    let body = uncompressed(br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\b Caf\'e9}\par}");
    let list = Props::default().unicode(0x0037, "Bold").binary(0x1009, &body);
    let mut stream = Stream::new();
    stream.message(att::PROPERTIES, &list.bytes());
    stream
}

fn nested() -> Stream {
    let mut inner = Stream::new();
    let list = Props::default().unicode(0x0037, "Inner").unicode(0x1000, "the inner text");
    inner.message(att::PROPERTIES, &list.bytes()).file("DEEP.TXT", b"deep", &Props::default());
    let object = Props::default().unicode(0x3001, "Inner").number(0x3705, 5);
    let object = object.object(0x3701, MESSAGE, &inner.0);
    let list = Props::default().unicode(0x0037, "Outer").unicode(0x1000, "the outer text");
    let mut stream = Stream::new();
    stream.message(att::PROPERTIES, &list.bytes()).file("Inner", b"", &object).file(
        "SHALLOW.TXT",
        b"shallow",
        &Props::default(),
    );
    stream
}

fn receipt() -> Stream {
    let list = Props::default()
        .unicode(0x0037, "Read: Council")
        .unicode(0x1001, "Your message was read on Monday.");
    let mut stream = Stream::new();
    stream
        .message(att::OEM_CODE_PAGE, &[0xE4, 4, 0, 0, 0, 0, 0, 0])
        .message(att::CLASS, b"IPM.Microsoft Mail.Read Receipt\0")
        .message(att::PROPERTIES, &list.bytes());
    stream
}

fn meeting() -> Stream {
    // PSETID_Appointment.
    let set = *b"\x02\x20\x06\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";
    let time = 133_901_001_000_000_000_u64.to_le_bytes();
    let list = Props::default()
        .unicode(0x001A, "IPM.Schedule.Meeting.Request")
        .unicode(0x0037, "Council")
        .unicode(0x1000, "Come, all")
        .named(0x0040, set, Ok(0x820D), &time)
        .named(0x0040, set, Ok(0x820E), &time);
    let mut stream = Stream::new();
    stream.message(att::PROPERTIES, &list.bytes());
    stream
}

/// What is read, as the fixture tells it.
fn told(contents: &Contents<'_>) -> Table {
    let mut told = Table::new();
    let mut tell = |name: &str, text: Option<&str>| {
        if let Some(text) = text {
            told.insert(name.to_owned(), text.into());
        }
    };
    tell("class", Some(&contents.class));
    tell("subject", contents.subject.as_deref());
    tell("text", contents.text.as_deref());
    tell("html", contents.html.as_deref());
    tell("sent", contents.sent.map(|sent| sent.to_string()).as_deref());
    let person = contents.from.as_ref().or(contents.sender.as_ref());
    tell("from", person.map(|p| format!("{} <{}>", p.name, p.address)).as_deref());
    let people: Vec<Value> = contents
        .recipients
        .iter()
        .map(|who| format!("{:?}: {} <{}>", who.role, who.person.name, who.person.address).into())
        .collect();
    told.insert("recipients".to_owned(), Value::Array(people));
    told.insert("properties".to_owned(), i64::try_from(contents.properties.len()).unwrap().into());
    let files: Vec<Value> = contents
        .attachments
        .iter()
        .map(|attachment| {
            let mut file = Table::new();
            let (kind, data) = match &attachment.data {
                Data::File(bytes) => ("file", Value::String(hex(bytes))),
                Data::Message(inner) => ("message", Value::Table(self::told(inner))),
                Data::Object(_) | Data::Absent | _ => unreachable!("no fixture has one"),
            };
            file.insert(kind.to_owned(), data);
            for (name, text) in [
                ("name", &attachment.name),
                ("type", &attachment.mime_type),
                ("cid", &attachment.content_id),
            ] {
                if let Some(text) = text {
                    file.insert(name.to_owned(), text.as_str().into());
                }
            }
            Value::Table(file)
        })
        .collect();
    told.insert("attachments".to_owned(), Value::Array(files));
    told
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: String = hex.split_whitespace().collect();
    let pairs = digits.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).unwrap());
    pairs.map(|two| u8::from_str_radix(two, 16).unwrap()).collect()
}

#[test]
fn streams_are_read_as_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files = 0;
    for (name, why, stream) in made() {
        let file = folder.join(format!("{name}.toml"));
        invariants::check(&stream.0);
        let (contents, losses) = read(&stream.0, &Limits::default()).unwrap().into_parts();
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            let mut case = Table::new();
            let lines: Vec<String> = hex(&stream.0)
                .as_bytes()
                .chunks(96)
                .map(|line| String::from_utf8(line.to_vec()).unwrap())
                .collect();
            case.insert("why".to_owned(), why.into());
            case.insert("stream".to_owned(), format!("\n{}\n", lines.join("\n")).into());
            let codes = losses.iter().map(|loss| loss.code.name.into()).collect();
            case.insert("losses".to_owned(), Value::Array(codes));
            case.insert("contents".to_owned(), Value::Table(told(&contents)));
            std::fs::write(&file, toml::to_string_pretty(&case).unwrap()).unwrap();
        }
        let case: Table = std::fs::read_to_string(&file).unwrap().parse().unwrap();
        assert_eq!(bytes(case["stream"].as_str().unwrap()), stream.0, "{name}: the writer");
        assert_eq!(Value::Table(told(&contents)), case["contents"], "{name}");
        let codes: Vec<&str> = losses.iter().map(|loss| loss.code.name).collect();
        let expected: Vec<&str> =
            case["losses"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
        assert_eq!(codes, expected, "{name}");
        files += 1;
    }
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), files, "no file is left over");
}
