//! Just enough of RFC 5322 to describe a stored message, and to write one for a JSON message.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::tenant::text;

/// The `message` object of raw bytes: subject, people, date, body as text.
pub(crate) fn describe(raw: &[u8]) -> Value {
    let text = String::from_utf8_lossy(raw).replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let headers = headers(head);
    let header = |name: &str| {
        headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    };
    let date = header("Date").and_then(stamp);
    let preview: String = body.chars().filter(|letter| !letter.is_control()).take(255).collect();
    json!({
        "subject": header("Subject").map(words),
        "from": header("From").and_then(|value| people(value).into_iter().next()),
        "sender": header("From").and_then(|value| people(value).into_iter().next()),
        "toRecipients": header("To").map_or_else(Vec::new, people),
        "ccRecipients": header("Cc").map_or_else(Vec::new, people),
        "bccRecipients": [],
        "replyTo": [],
        "internetMessageId": header("Message-ID"),
        "sentDateTime": date,
        "receivedDateTime": date.unwrap_or_else(|| "2026-01-05T09:00:00Z".to_owned()),
        "bodyPreview": preview,
        "body": { "contentType": "text", "content": body },
        "importance": "normal",
        "isRead": false,
        "isDraft": false,
        "categories": [],
        "flag": { "flagStatus": "notFlagged" },
        "inferenceClassification": "focused"
    })
}

/// Bytes for a message that was created from JSON.
pub(crate) fn compose(message: &Value) -> Vec<u8> {
    let person = |value: &Value| {
        let address = value.get("emailAddress").unwrap_or(&Value::Null);
        format!("{} <{}>", encoded(text(address, "name")), clean(text(address, "address")))
    };
    let list = |name: &str| {
        let all = message.get(name).and_then(Value::as_array);
        all.into_iter().flatten().map(person).collect::<Vec<_>>().join(", ")
    };
    let body = message.get("body").unwrap_or(&Value::Null);
    let kind =
        if text(body, "contentType").eq_ignore_ascii_case("html") { "html" } else { "plain" };
    let mut out = String::new();
    for (name, value) in [
        ("From", message.get("from").map_or_else(String::new, person)),
        ("To", list("toRecipients")),
        ("Cc", list("ccRecipients")),
        ("Subject", encoded(text(message, "subject"))),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Type", format!("text/{kind}; charset=utf-8")),
        ("Content-Transfer-Encoding", "base64".to_owned()),
    ] {
        if !value.is_empty() {
            out.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    out.push_str("\r\n");
    out.push_str(&wrapped(text(body, "content").as_bytes()));
    out.into_bytes()
}

/// Base64 in lines of 76.
pub(crate) fn wrapped(bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    let mut out = String::with_capacity(text.len() + text.len() / 38 + 2);
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at(rest.len().min(76));
        out.push_str(line);
        out.push_str("\r\n");
        rest = tail;
    }
    out
}

/// A text as encoded words where it needs them: at most 45 bytes each, cut between letters.
pub(crate) fn encoded(value: &str) -> String {
    let plain = value.bytes().all(|byte| (0x20..0x7f).contains(&byte)) && !value.contains("=?");
    if plain {
        return value.to_owned();
    }
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in value.chars() {
        if word.len() + letter.len_utf8() > 45 {
            words.push(std::mem::take(&mut word));
        }
        word.push(letter);
    }
    words.push(word);
    let words = words.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word)));
    words.collect::<Vec<_>>().join("\r\n ")
}

fn clean(value: &str) -> String {
    value.chars().filter(|letter| !letter.is_control() && !"<>".contains(*letter)).collect()
}

fn headers(head: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
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

fn people(value: &str) -> Vec<Value> {
    let mut quoted = false;
    let parts = value.split(move |letter| {
        quoted ^= letter == '"';
        letter == ',' && !quoted
    });
    parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, address) = match part.split_once('<') {
                Some((name, rest)) => (name.trim().trim_matches('"'), rest.trim_end_matches('>')),
                None => (part, part),
            };
            json!({ "emailAddress": { "name": words(name), "address": address } })
        })
        .collect()
}

/// Encoded words in UTF-8 decoded; others are left as they are.
fn words(value: &str) -> String {
    let joined = value.replace("?= =?", "?==?");
    let mut out = String::new();
    let mut rest = joined.as_str();
    while let Some((before, after)) = rest.split_once("=?") {
        let mut parts = after.splitn(3, '?');
        let (charset, encoding, tail) = (parts.next(), parts.next(), parts.next());
        let found = tail.and_then(|tail| tail.split_once("?="));
        let (Some(charset), Some(encoding), Some((data, more))) = (charset, encoding, found) else {
            break;
        };
        out.push_str(before);
        match word(charset, encoding, data) {
            Some(text) => out.push_str(&text),
            None => out.push_str(&format!("=?{charset}?{encoding}?{data}?=")),
        }
        rest = more;
    }
    out.push_str(rest);
    out
}

fn word(charset: &str, encoding: &str, data: &str) -> Option<String> {
    let bytes = if encoding.eq_ignore_ascii_case("b") {
        STANDARD.decode(data).ok()?
    } else {
        let spaced = data.replace('_', " ").replace('%', "%25").replace('=', "%");
        percent_encoding::percent_decode_str(&spaced).collect()
    };
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" | "us-ascii" => String::from_utf8(bytes).ok(),
        "iso-8859-1" => Some(bytes.into_iter().map(char::from).collect()),
        _ => None,
    }
}

fn stamp(date: &str) -> Option<String> {
    let plain = date.split('(').next().unwrap_or(date).trim();
    let zoned = jiff::fmt::rfc2822::parse(plain).ok()?;
    Some(zoned.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_described() {
        let raw = b"From: =?utf-8?B?SMOpbMOobmU=?= <h@valmont.example>\r\nTo: \"A, B\" <a@x.example>\r\n\
            Subject: =?utf-8?Q?Caf=C3=A9_?=\r\n =?utf-8?Q?cr=C3=A8me?=\r\nDate: Mon, 5 Jan 2026 10:00:00 +0100\r\n\
            Message-ID: <1@x.example>\r\n\r\nBonjour\r\n";
        let json = describe(raw);
        assert_eq!(json["subject"], "Café crème");
        assert_eq!(json["from"]["emailAddress"]["name"], "Hélène");
        assert_eq!(json["toRecipients"][0]["emailAddress"]["address"], "a@x.example");
        assert_eq!(json["receivedDateTime"], "2026-01-05T09:00:00Z");
    }

    #[test]
    fn a_composed_message_describes_itself() {
        let json = json!({ "subject": "Été", "body": { "contentType": "text", "content": "x" } });
        assert_eq!(describe(&compose(&json))["subject"], "Été");
    }
}
