//! MIME as Exchange would write it, with the `message` object beside it.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::people::recipient;
use super::time;
use crate::eml::{encoded, wrapped};
use crate::ids;
use crate::tenant::{Attachment, Item, set};

/// A person: name and address.
pub(crate) type Person = (String, String);

/// A message to be written.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) seed: String,
    pub(crate) subject: String,
    pub(crate) from: Person,
    pub(crate) to: Vec<Person>,
    pub(crate) cc: Vec<Person>,
    pub(crate) date: Timestamp,
    pub(crate) text: String,
    pub(crate) html: Option<String>,
    pub(crate) files: Vec<File>,
    /// `text/calendar` part: method and text.
    pub(crate) calendar: Option<(&'static str, String)>,
}

/// A file in a message.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
    /// Content-ID of an inline picture.
    pub(crate) cid: Option<String>,
}

impl Letter {
    pub(crate) fn message_id(&self) -> String {
        format!("<{}@valmont.example>", ids::letters(&["message-id", &self.seed], 30))
    }

    /// The message as an item, `owner` telling the copies of one letter apart.
    pub(crate) fn item(&self, owner: &str) -> Item {
        let mut item = Item::message(
            &format!("{owner}/{}", self.seed),
            self.describe(),
            self.bytes().into_bytes(),
        );
        item.attachments = self.files.iter().map(|file| self.attachment(owner, file)).collect();
        item.extended = vec![
            ("String 0x001A".to_owned(), "IPM.Note".into()),
            (
                "Long 0x0E08".to_owned(),
                item.mime.as_ref().map_or(0, |mime| mime.len()).to_string().into(),
            ),
        ];
        item
    }

    fn describe(&self) -> Value {
        let all = |people: &[Person]| -> Vec<Value> {
            people.iter().map(|(name, address)| recipient(name, address)).collect()
        };
        let from = recipient(&self.from.0, &self.from.1);
        let preview: String = self.text.chars().take(255).collect();
        let body = match &self.html {
            Some(html) => json!({ "contentType": "html", "content": html }),
            None => json!({ "contentType": "text", "content": self.text }),
        };
        let date = time::wire(self.date);
        let mut out = json!({
            "subject": self.subject,
            "from": from,
            "sender": from,
            "toRecipients": all(&self.to),
            "ccRecipients": all(&self.cc),
            "bccRecipients": [],
            "replyTo": [],
            "body": body,
            "bodyPreview": preview,
            "internetMessageId": self.message_id(),
            "conversationId": format!("AAQkAGVm{}=", ids::letters(&["conversation", &self.subject], 60)),
            "conversationIndex": "AQHc0000000000000000000000000000000000",
            "sentDateTime": date,
            "receivedDateTime": time::wire(time::after(self.date, 3)),
            "createdDateTime": date,
            "lastModifiedDateTime": time::wire(time::after(self.date, 60)),
            "importance": "normal",
            "isRead": true,
            "isDraft": false,
            "isReadReceiptRequested": false,
            "isDeliveryReceiptRequested": null,
            "categories": [],
            "flag": { "flagStatus": "notFlagged" },
            "inferenceClassification": "focused",
            "webLink": "https://outlook.office365.example/owa/?ItemID=demo",
            "internetMessageHeaders": [
                { "name": "Received", "value": "from relay.valmont.example by mx.valmont.example" },
                { "name": "MIME-Version", "value": "1.0" }
            ]
        });
        if self.calendar.is_some() {
            set(&mut out, "@odata.type", "#microsoft.graph.eventMessageRequest");
            set(&mut out, "meetingMessageType", "meetingRequest");
        }
        out
    }

    fn attachment(&self, owner: &str, file: &File) -> Attachment {
        let nested = file.kind == "message/rfc822";
        let kind = if nested { "itemAttachment" } else { "fileAttachment" };
        let mut json = json!({
            "@odata.type": format!("#microsoft.graph.{kind}"),
            "id": ids::outlook(&["attachment", owner, &self.seed, &file.name]),
            "lastModifiedDateTime": time::wire(self.date),
            "name": file.name,
            "contentType": if nested { Value::Null } else { file.kind.into() },
            "size": file.bytes.len() + 200,
            "isInline": file.cid.is_some()
        });
        if !nested {
            set(&mut json, "contentId", file.cid.clone());
            set(&mut json, "contentLocation", Value::Null);
        }
        Attachment {
            json,
            bytes: Some(file.bytes.clone().into()),
            item: nested.then(|| {
                let mut item = crate::eml::describe(&file.bytes);
                set(&mut item, "@odata.type", "#microsoft.graph.message");
                item
            }),
        }
    }

    /// The bytes of the message.
    pub(crate) fn bytes(&self) -> String {
        let person = |(name, address): &Person| format!("{} <{address}>", phrase(name));
        let list =
            |people: &[Person]| people.iter().map(person).collect::<Vec<_>>().join(",\r\n\t");
        let mut out = format!("From: {}\r\nTo: {}\r\n", person(&self.from), list(&self.to));
        if !self.cc.is_empty() {
            out += &format!("CC: {}\r\n", list(&self.cc));
        }
        out += &format!("Subject: {}\r\n", encoded(&self.subject));
        out += &format!("Thread-Topic: {}\r\n", encoded(self.subject.trim_start_matches("RE: ")));
        out += &format!("Date: {}\r\n", time::mail(self.date));
        out += &format!("Message-ID: {}\r\n", self.message_id());
        out += "Accept-Language: fr-FR, en-US\r\nContent-Language: fr-FR\r\n";
        out +=
            if self.files.is_empty() { "X-MS-Has-Attach:\r\n" } else { "X-MS-Has-Attach: yes\r\n" };
        out += "MIME-Version: 1.0\r\n";
        out + &self.content()
    }

    fn content(&self) -> String {
        let boundary =
            |level: &str| format!("_00{level}_{}_", ids::letters(&["boundary", &self.seed], 24));
        let mut part = leaf("text/plain; charset=\"utf-8\"", "", self.text.as_bytes());
        if let Some(html) = &self.html {
            let html = leaf("text/html; charset=\"utf-8\"", "", html.as_bytes());
            let mut parts = vec![part, html];
            if let Some((method, text)) = &self.calendar {
                let kind = format!("text/calendar; charset=\"utf-8\"; method={method}");
                parts.push(leaf(&kind, "", text.as_bytes()));
            }
            part = multipart("alternative", "", &boundary("2"), &parts);
        }
        let (inline, attached): (Vec<&File>, Vec<&File>) =
            self.files.iter().partition(|file| file.cid.is_some());
        if !inline.is_empty() {
            let mut parts = vec![part];
            parts.extend(inline.iter().map(|file| file.part()));
            part = multipart("related", "; type=\"multipart/alternative\"", &boundary("1"), &parts);
        }
        if !attached.is_empty() {
            let mut parts = vec![part];
            parts.extend(attached.iter().map(|file| file.part()));
            part = multipart("mixed", "", &boundary("0"), &parts);
        }
        part
    }
}

impl File {
    fn part(&self) -> String {
        if self.kind == "message/rfc822" {
            let text = String::from_utf8_lossy(&self.bytes);
            return format!(
                "Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n{text}"
            );
        }
        let name = encoded(&self.name);
        let place = match &self.cid {
            Some(cid) => format!(
                "Content-Disposition: inline; filename=\"{name}\"\r\nContent-ID: <{cid}>\r\n"
            ),
            None => format!("Content-Disposition: attachment;\r\n\tfilename=\"{name}\"\r\n"),
        };
        leaf(&format!("{}; name=\"{name}\"", self.kind), &place, &self.bytes)
    }
}

/// A name as a phrase: quoted where it holds specials.
fn phrase(name: &str) -> String {
    let special = name.chars().any(|letter| "\"(),.:;<>@[]\\'".contains(letter));
    if name.is_ascii() && special {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        encoded(name)
    }
}

fn leaf(kind: &str, more: &str, bytes: &[u8]) -> String {
    format!(
        "Content-Type: {kind}\r\n{more}Content-Transfer-Encoding: base64\r\n\r\n{}",
        wrapped(bytes)
    )
}

fn multipart(kind: &str, more: &str, boundary: &str, parts: &[String]) -> String {
    let mut out =
        format!("Content-Type: multipart/{kind}{more};\r\n\tboundary=\"{boundary}\"\r\n\r\n");
    for part in parts {
        out += &format!("--{boundary}\r\n{part}\r\n");
    }
    out + &format!("--{boundary}--\r\n")
}
