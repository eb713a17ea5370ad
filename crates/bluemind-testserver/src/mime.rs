//! As much of a message as `MessageBody` shows: headers, people, and the tree of parts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// Multiparts nested deeper than this are shown as leaves.
const MAX_DEPTH: usize = 20;

/// A part of a message by its offsets.
struct Part<'a> {
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let end = at + line.len();
        if matches!(line, b"\r\n" | b"\n") {
            return (bytes.get(..at).unwrap_or_default(), bytes.get(end..).unwrap_or_default());
        }
        at = end;
    }
    (bytes, &[])
}

/// Header fields in order, unfolded, names as written.
pub(crate) fn headers(head: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(head);
    let mut out: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = out.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            out.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    out
}

fn part(bytes: &[u8]) -> Part<'_> {
    let (head, body) = split_head(bytes);
    Part { headers: headers(head), body }
}

/// The first header field of a name.
pub(crate) fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
}

/// The header block of a message, without the empty line.
pub(crate) fn head_of(bytes: &[u8]) -> &[u8] {
    split_head(bytes).0
}

/// What comes after the empty line.
pub(crate) fn text_of(bytes: &[u8]) -> &[u8] {
    split_head(bytes).1
}

fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|p| {
        let (key, held) = p.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| held.trim().trim_matches('"').to_owned())
    })
}

/// `MessageBody` of a stored message; `date` is the record's internal date.
pub(crate) fn message_body(bytes: &[u8], guid: &str, date: i64) -> Value {
    let top = part(bytes);
    let get = |name: &str| header(&top.headers, name);
    let structure = structure(&top, "TEXT", 0);
    let refs: Vec<&str> = get("References").unwrap_or_default().split_whitespace().collect();
    let preview: String = String::from_utf8_lossy(first_text(&top)).chars().take(160).collect();
    let listed: Vec<Value> =
        top.headers.iter().map(|(name, value)| json!({"name": name, "values": [value]})).collect();
    let mut recipients = Vec::new();
    for (kind, name) in [
        ("Originator", "From"),
        ("Sender", "Sender"),
        ("Primary", "To"),
        ("CarbonCopy", "Cc"),
        ("BlindCarbonCopy", "Bcc"),
    ] {
        for (display, address) in get(name).map(people).unwrap_or_default() {
            recipients.push(json!({"kind": kind, "address": address, "dn": display}));
        }
    }
    json!({
        "guid": guid, "subject": get("Subject").map(decode_words), "smartAttach": false,
        "date": date, "created": date, "size": bytes.len(), "headers": listed,
        "recipients": recipients, "messageId": get("Message-ID"), "references": refs,
        "structure": structure, "preview": preview, "bodyVersion": 1,
    })
}

fn structure(part: &Part<'_>, address: &str, depth: usize) -> Value {
    let kind = header(&part.headers, "Content-Type").unwrap_or("text/plain");
    let mime = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let disposition = header(&part.headers, "Content-Disposition").unwrap_or_default();
    let file = parameter(disposition, "filename").or_else(|| parameter(kind, "name"));
    let inner = children(part, kind, depth);
    let multi = !inner.is_empty();
    let address = if !multi && address == "TEXT" { "1" } else { address };
    let nested: Vec<Value> = inner
        .iter()
        .enumerate()
        .map(|(i, child)| {
            let number = i + 1;
            let at =
                if address == "TEXT" { number.to_string() } else { format!("{address}.{number}") };
            structure(child, &at, depth + 1)
        })
        .collect();
    let shown = match disposition.split(';').next().unwrap_or_default().trim() {
        d if d.eq_ignore_ascii_case("attachment") => Some("ATTACHMENT"),
        d if d.eq_ignore_ascii_case("inline") => Some("INLINE"),
        _ => None,
    };
    let leaf = |value: Option<&str>| value.filter(|_| !multi).map(str::to_owned);
    json!({
        "mime": mime, "address": address,
        "encoding": leaf(header(&part.headers, "Content-Transfer-Encoding")),
        "charset": leaf(parameter(kind, "charset").as_deref()),
        "fileName": file.map(|name| decode_words(&name)),
        "headers": [], "contentId": header(&part.headers, "Content-ID"),
        "children": nested, "size": part.body.len(), "dispositionType": shown,
        "mimeParameters": {}, "hash": null,
    })
}

fn children<'a>(of: &Part<'a>, kind: &str, depth: usize) -> Vec<Part<'a>> {
    let multi = kind.trim_start().to_ascii_lowercase().starts_with("multipart/");
    let Some(boundary) = parameter(kind, "boundary").filter(|_| multi && depth < MAX_DEPTH) else {
        return Vec::new();
    };
    let (mut out, mut start, mut at) = (Vec::new(), None, 0);
    let mark = format!("--{boundary}");
    for line in of.body.split_inclusive(|b| *b == b'\n') {
        let bare = line.trim_ascii_end();
        let close = bare.strip_suffix(b"--").unwrap_or_default() == mark.as_bytes();
        if bare == mark.as_bytes() || close {
            if let Some(from) = start {
                out.push(part(of.body.get(from..at).unwrap_or_default()));
            }
            start = (!close).then_some(at + line.len());
        }
        at += line.len();
    }
    if let Some(from) = start {
        out.push(part(of.body.get(from..).unwrap_or_default()));
    }
    out
}

fn first_text<'a>(top: &Part<'a>) -> &'a [u8] {
    let mut body = top.body;
    let mut kind = header(&top.headers, "Content-Type").unwrap_or_default().to_owned();
    let mut found = children(top, &kind, 0);
    for depth in 1..MAX_DEPTH {
        let Some(first) = found.into_iter().next() else { break };
        body = first.body;
        header(&first.headers, "Content-Type").unwrap_or_default().clone_into(&mut kind);
        found = children(&first, &kind, depth);
    }
    body.get(..body.len().min(2000)).unwrap_or_default()
}

/// A part by its address, its transfer encoding undone.
pub(crate) fn fetch(bytes: &[u8], address: &str) -> Option<Vec<u8>> {
    let mut current = part(bytes);
    for (depth, step) in address.split('.').enumerate() {
        let n: usize = step.parse().ok()?;
        let kind = header(&current.headers, "Content-Type").unwrap_or_default().to_owned();
        let found = children(&current, &kind, depth);
        if found.is_empty() && n == 1 {
            break;
        }
        current = found.into_iter().nth(n.checked_sub(1)?)?;
    }
    let encoding = header(&current.headers, "Content-Transfer-Encoding").unwrap_or_default();
    Some(match encoding.to_ascii_lowercase().as_str() {
        "base64" => {
            let packed: Vec<u8> =
                current.body.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
            STANDARD.decode(packed).unwrap_or_default()
        }
        "quoted-printable" => quoted(current.body, false),
        _ => current.body.to_vec(),
    })
}

fn quoted(bytes: &[u8], word: bool) -> Vec<u8> {
    let (mut out, mut i) = (Vec::new(), 0);
    while let Some(&byte) = bytes.get(i) {
        i += 1;
        match byte {
            b'_' if word => out.push(b' '),
            b'=' => {
                let rest = bytes.get(i..).unwrap_or_default();
                let soft = [&b"\r\n"[..], b"\n"].into_iter().find(|end| rest.starts_with(end));
                let hex = rest.get(..2).and_then(|h| std::str::from_utf8(h).ok());
                match (soft, hex.and_then(|h| u8::from_str_radix(h, 16).ok())) {
                    (Some(end), _) => i += end.len(),
                    (None, Some(value)) => {
                        out.push(value);
                        i += 2;
                    }
                    (None, None) => out.push(b'='),
                }
            }
            other => out.push(other),
        }
    }
    out
}

/// Encoded words in UTF-8 and Latin-1; others stay as they are.
pub(crate) fn decode_words(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        let word = from.get(2..).unwrap_or_default();
        let parsed = word.split_once('?').and_then(|(charset, tail)| {
            let (how, tail) = tail.split_once('?')?;
            let (data, tail) = tail.split_once("?=")?;
            let raw = match how {
                "B" | "b" => STANDARD.decode(data).ok()?,
                "Q" | "q" => quoted(data.as_bytes(), true),
                _ => return None,
            };
            Some((charset_text(charset, &raw)?, tail))
        });
        match parsed {
            Some((text, tail)) => {
                if !before.trim().is_empty() || out.is_empty() {
                    out.push_str(before);
                }
                out.push_str(&text);
                rest = tail;
            }
            None => {
                out.push_str(before);
                out.push_str("=?");
                rest = word;
            }
        }
    }
    out + rest
}

fn charset_text(charset: &str, raw: &[u8]) -> Option<String> {
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" | "us-ascii" => Some(String::from_utf8_lossy(raw).into_owned()),
        "iso-8859-1" | "iso-8859-15" | "windows-1252" => {
            Some(raw.iter().map(|b| char::from(*b)).collect())
        }
        _ => None,
    }
}

/// Names and addresses of an address header.
fn people(value: &str) -> Vec<(Option<String>, String)> {
    let mut quoted = false;
    let parts = value.split(|c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    parts
        .filter_map(|one| {
            let one = one.trim();
            match one.rsplit_once('<') {
                Some((name, rest)) => {
                    let name = decode_words(name.trim().trim_matches('"'));
                    let address = rest.trim_end_matches('>').trim().to_owned();
                    Some((Some(name).filter(|n| !n.is_empty()), address))
                }
                None if one.contains('@') => Some((None, one.to_owned())),
                None => None,
            }
        })
        .collect()
}

/// The message with another Date header.
pub(crate) fn with_date(bytes: &[u8], date: &str) -> Vec<u8> {
    let (head, rest) = split_head(bytes);
    let mut out = format!("Date: {date}\r\n").into_bytes();
    let mut dropping = false;
    for line in head.split_inclusive(|b| *b == b'\n') {
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        dropping = if folded {
            dropping
        } else {
            line.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"date:"))
        };
        if !dropping {
            out.extend_from_slice(line);
        }
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &[u8] = b"From: =?utf-8?Q?Chlo=C3=A9?= <chloe@valmont.example>\r\nDate: x\r\nTo: a@b.example,\r\n \"C, D\" <c@d.example>\r\nContent-Type: multipart/mixed; boundary=\"B\"\r\n\r\n--B\r\n\r\nhello\r\n--B\r\nContent-Type: application/octet-stream; name=x.bin\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\nAAEC\r\n--B--\r\n";

    #[test]
    fn a_body_shows_people_and_parts() {
        let body = message_body(MAIL, "g", 7);
        assert_eq!(body["recipients"][0]["dn"], "Chloé");
        assert_eq!(body["recipients"][2]["address"], "c@d.example");
        assert_eq!(body["structure"]["children"][1]["address"], "2");
        assert_eq!(body["structure"]["children"][1]["dispositionType"], "ATTACHMENT");
        assert_eq!(fetch(MAIL, "2"), Some(vec![0, 1, 2]));
        assert_eq!(fetch(MAIL, "3"), None);
    }

    #[test]
    fn a_date_replaces_the_date() {
        let out = with_date(MAIL, "now");
        let names = headers(head_of(&out));
        assert_eq!(header(&names, "date"), Some("now"));
        assert_eq!(names.iter().filter(|(n, _)| n == "Date").count(), 1);
        assert_eq!(text_of(&out), text_of(MAIL));
    }
}
