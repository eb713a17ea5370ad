//! Messages as long-lived mailboxes have them: each with one defect.

use super::mime::{Letter, Person};
use super::time;
use crate::tenant::{Item, set};

/// The defects, by the name that is in the message's subject.
pub(crate) const DEFECTS: &[&str] = &[
    "bare-lf",
    "missing-headers",
    "raw-8-bit-header",
    "nul",
    "broken-base64",
    "missing-final-boundary",
    "bom",
    "blank-line-first",
    "duplicate-message-id",
    "long-line",
    "raw-8-bit-body",
    "mbox-from-line",
];

/// The letter with a defect, as an item.
pub(crate) fn item(defect: &str, letter: &Letter, owner: &str) -> Item {
    let mut item = letter.item(owner);
    item.mime = Some(bytes(defect, letter).into());
    item.attachments.clear();
    if defect == "missing-headers" {
        set(&mut item.json, "internetMessageId", serde_json::Value::Null);
    }
    if defect == "duplicate-message-id" {
        set(&mut item.json, "internetMessageId", "<le-meme@valmont.example>");
    }
    set(
        &mut item.json,
        "body",
        serde_json::json!({ "contentType": "text", "content": letter.text }),
    );
    item
}

fn head(letter: &Letter) -> String {
    let person = |(_, address): &Person| address.clone();
    format!(
        "From: {}\r\nTo: {}\r\nDate: {}\r\nMessage-ID: {}\r\nMIME-Version: 1.0\r\n",
        person(&letter.from),
        letter.to.iter().map(person).collect::<Vec<_>>().join(", "),
        time::mail(letter.date),
        letter.message_id()
    )
}

fn bytes(defect: &str, letter: &Letter) -> Vec<u8> {
    let head = head(letter);
    let plain = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n";
    let subject = format!("Subject: {defect}\r\n");
    let text = letter.text.replace("\r\n", "\n").replace('\n', "\r\n");
    let whole = format!("{head}{subject}{plain}\r\n{text}\r\n");
    match defect {
        "bare-lf" => whole.replace("\r\n", "\n").into_bytes(),
        "missing-headers" => format!("{subject}\r\n{}\r\n", ascii(&text)).into_bytes(),
        "raw-8-bit-header" => {
            let mut out = format!("{head}Subject: raw-8-bit-header ").into_bytes();
            out.extend_from_slice(b"caf\xe9 cr\xe8me\r\n");
            out.extend_from_slice(format!("{plain}\r\n{text}\r\n").as_bytes());
            out
        }
        "nul" => format!("{head}{subject}{plain}\r\nAvant\0après\r\n{text}\r\n").into_bytes(),
        "broken-base64" => format!(
            "{head}{subject}Content-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: base64\r\n\r\nQm9uam91*ciDDoCB0b3Vz\r\nLg=\r\n"
        )
        .into_bytes(),
        "missing-final-boundary" => format!(
            "{head}{subject}Content-Type: multipart/mixed; boundary=\"b-1\"\r\n\r\n--b-1\r\n{plain}\r\n\
             {text}\r\n--b-1\r\nContent-Type: application/pdf; name=\"plan.pdf\"\r\n\
             Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"plan.pdf\"\r\n\
             \r\nJVBERi0xLjQKJeLjz9MK\r\n"
        )
        .into_bytes(),
        "bom" => [b"\xef\xbb\xbf".as_slice(), whole.as_bytes()].concat(),
        "blank-line-first" => format!("\r\n{whole}").into_bytes(),
        "duplicate-message-id" => {
            whole.replace(&letter.message_id(), "<le-meme@valmont.example>").into_bytes()
        }
        "long-line" => {
            format!("{head}{subject}{plain}\r\n{}\r\n", "mot ".repeat(600).trim_end()).into_bytes()
        }
        "raw-8-bit-body" => {
            let mut out = format!("{head}{subject}Content-Type: text/plain\r\n\r\n").into_bytes();
            out.extend_from_slice(b"Le march\xe9 est attribu\xe9.\r\n");
            out
        }
        "mbox-from-line" => {
            format!("From someone@valmont.example Mon Jan  6 08:00:00 2025\r\n{whole}").into_bytes()
        }
        _ => whole.into_bytes(),
    }
}

fn ascii(text: &str) -> String {
    text.chars().filter(char::is_ascii).collect()
}
