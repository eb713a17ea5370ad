//! Any winmail.dat in a message: the laws hold, and what was wrapped is there.
#![cfg(feature = "__invariants")]
#![expect(clippy::unwrap_used, reason = "a broken case stops the test")]

use arbitrary::{Result, Unstructured};
use mail_parser::{MessageParser, MimeHeaders};
use viaduc_mime_normalise::{Code, Options, invariants, normalise};

/// Pieces of texts that are known to make trouble in mail.
const PIECES: &[&str] = &[
    "a",
    "é",
    "他",
    "🙂",
    " ",
    "\r\n",
    "\n",
    "\0",
    "\t",
    "--b1",
    "\r\n--b1\r\n",
    "From ",
    "=?utf-8?Q?x?=",
    "<p>",
    "cid:i",
    "/",
    "\\",
    "\"",
    ";",
    "X-A: b\r\n",
    ".",
    "a@valmont.example",
    "/o=Valmont/cn=alice",
    "IPM.Note",
    "winmail.dat",
    "Subject: x\r\nTo: y@valmont.example\r\n",
    "\u{85}",
];

fn text(u: &mut Unstructured<'_>) -> Result<String> {
    (0..u.int_in_range(0..=6)?).map(|_| u.choose(PIECES).copied()).collect()
}

/// A stream (MS-OXTNEF 2.1): its properties, and its files.
fn stream(u: &mut Unstructured<'_>, depth: usize) -> Result<Vec<u8>> {
    let mut out = b"\x78\x9f\x3e\x22\x01\0".to_vec();
    let mut list = Vec::new();
    for id in [0x0037, 0x0042, 0x0065, 0x0C1F, 0x1000, 0x1013, 0x1035, 0x1039, 0x007D, 0x001A] {
        if u.ratio(1, 2)? {
            list.push(property(0x001F, id, &utf16(&text(u)?)));
        }
    }
    attribute(&mut out, 1, 0x0006_9003, &joined(&list));
    for _ in 0..u.int_in_range(0..=3)? {
        attribute(&mut out, 2, 0x0006_9002, &[1; 14]);
        let mut list = Vec::new();
        for id in [0x3707, 0x370E, 0x3712, 0x3001] {
            if u.ratio(2, 3)? {
                list.push(property(0x001F, id, &utf16(&text(u)?)));
            }
        }
        if depth > 0 && u.ratio(1, 3)? {
            let message = b"\x07\x03\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";
            let inner = stream(u, depth - 1)?;
            list.push(property(0x000D, 0x3701, &[message.as_slice(), &inner].concat()));
        } else if depth > 0 && u.ratio(1, 4)? {
            attribute(&mut out, 2, 0x0006_800F, &stream(u, depth - 1)?);
        } else {
            attribute(&mut out, 2, 0x0006_800F, text(u)?.as_bytes());
        }
        attribute(&mut out, 2, 0x0006_9005, &joined(&list));
    }
    if u.ratio(1, 8)? {
        let at = u.choose_index(out.len())?;
        out[at] ^= 0x10;
    }
    Ok(out)
}

fn joined(list: &[Vec<u8>]) -> Vec<u8> {
    [u32::try_from(list.len()).unwrap().to_le_bytes().as_slice(), &list.concat()].concat()
}

fn property(kind: u16, id: u16, value: &[u8]) -> Vec<u8> {
    let mut out = [kind.to_le_bytes(), id.to_le_bytes()].concat();
    out.extend(1_u32.to_le_bytes());
    out.extend(u32::try_from(value.len()).unwrap().to_le_bytes());
    out.extend(value);
    out.resize(out.len().next_multiple_of(4), 0);
    out
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()
}

fn attribute(out: &mut Vec<u8>, level: u8, id: u32, data: &[u8]) {
    out.push(level);
    out.extend(id.to_le_bytes());
    out.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
    out.extend(data);
    let sum = data.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
    out.extend(sum.to_le_bytes());
}

fn base64(bytes: &[u8]) -> String {
    let text = base64_simd::STANDARD.encode_to_string(bytes);
    let lines: Vec<&str> =
        text.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
    lines.join("\r\n")
}

const HEAD: &str = "From: a@valmont.example\r\nMessage-ID: <1@valmont.example>\r\n\
    Date: Mon, 02 Mar 2026 09:15:00 +0100\r\nMIME-Version: 1.0\r\n";
const PART: &str = "Content-Type: application/ms-tnef; name=\"winmail.dat\"\r\nContent-Transfer-Encoding: base64\r\n\r\n";

fn message(u: &mut Unstructured<'_>, stream: &[u8]) -> Result<Vec<u8>> {
    let body = base64(stream);
    let text = "--b1\r\nContent-Type: text/plain\r\n\r\nHello\r\n";
    Ok(match u.int_in_range(0..=2)? {
        0 => format!("{HEAD}{PART}{body}\r\n"),
        kind => {
            let text = if kind == 1 { text } else { "" };
            format!(
                "{HEAD}Content-Type: multipart/mixed; boundary=b1\r\n\r\n{text}--b1\r\n{PART}{body}\r\n--b1--\r\n"
            )
        }
    }
    .into_bytes())
}

#[test]
fn any_stream_in_any_place() {
    viaduc_fixture_runner::search(200, |u| {
        let stream = stream(u, 3)?;
        invariants::check(&message(u, &stream)?);
        Ok(())
    });
}

#[test]
fn files_come_out_as_they_were() {
    viaduc_fixture_runner::search(200, |u| {
        let files: Vec<Vec<u8>> = (0..u.int_in_range(1..=4)?)
            .map(|_| {
                let size = usize::from(u.arbitrary::<u8>()?).min(u.len());
                Ok(u.bytes(size)?.to_vec())
            })
            .collect::<Result<_>>()?;
        let mut stream = b"\x78\x9f\x3e\x22\x01\0".to_vec();
        for (index, file) in files.iter().enumerate() {
            attribute(&mut stream, 2, 0x0006_9002, &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            attribute(&mut stream, 2, 0x0006_800F, file);
            let name = property(0x001F, 0x3707, &utf16(&format!("é{index}.bin")));
            attribute(&mut stream, 2, 0x0006_9005, &joined(&[name]));
        }
        let message = message(u, &stream)?;
        let found = normalise(&message, &Options::default());
        assert!(found.edits.iter().any(|edit| edit.code == Code::TnefDecoded), "{:?}", found.edits);
        let read = MessageParser::new().parse(&*found.bytes).unwrap();
        let got: Vec<(String, Vec<u8>)> = read
            .parts
            .iter()
            .filter_map(|part| Some((part.attachment_name()?.to_owned(), part.contents().to_vec())))
            .collect();
        let wanted: Vec<(String, Vec<u8>)> =
            files.into_iter().enumerate().map(|(n, file)| (format!("é{n}.bin"), file)).collect();
        assert_eq!(got, wanted, "{}", String::from_utf8_lossy(&found.bytes));
        Ok(())
    });
}
