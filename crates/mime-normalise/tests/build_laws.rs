//! The laws of messages built from Graph's JSON, on whatever texts its members may hold.
#![cfg(feature = "__invariants")]
#![expect(
    clippy::field_reassign_with_default,
    reason = "member after member, in the order of the source of chance"
)]

use arbitrary::{Result, Unstructured};
use mail_parser::{MessageParser, MimeHeaders, PartType};
use viaduc_graph_types::{
    Attachment, AttachmentType, BodyType, EmailAddress, InternetMessageHeader, ItemBody, Message,
    MessageId, Recipient,
};
use viaduc_identities::Identities;
use viaduc_mime_normalise::invariants::strict_server;
use viaduc_mime_normalise::{Class, Options, build_message, normalise};

/// Pieces of texts that are known to make trouble.
const PIECES: &[&str] = &[
    "\r\nBcc: evil@x.example",
    "\r\n\r\n",
    "\n",
    "\r",
    "\0",
    "\t",
    " ",
    "  ",
    "é",
    "他们",
    "🙂",
    "=?utf-8?Q?x?=",
    "=?utf-8?B?",
    "?=",
    "\"",
    "\\",
    "<",
    ">",
    ",",
    ";",
    ":",
    "(",
    ")",
    "--",
    "--=_mixed_",
    "From ",
    ".",
    "..",
    "/",
    "a",
    "word",
    "Subject",
    "X-Foo",
    "From",
    "Date",
    "X-Bm-Event",
    "Message-ID",
    "To",
    "a@valmont.example",
    "/o=Valmont/cn=alice",
    "IMCEAEX-_O=V_CN=a@x.example",
    "text/plain",
    "message/rfc822",
    "multipart/mixed",
    "image/png",
    "; charset=utf-16",
    "; boundary=x",
    "cid:a",
    "<img src=\"cid:a\">",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "=",
    "%",
    "*",
    "'",
    "&amp;",
    "-----BEGIN PGP SIGNED MESSAGE-----\n",
    "DKIM-Signature",
    "v=1; a=rsa-sha256; bh=x; h=from",
    "2026-03-02T08:15:00Z",
    "Content-Type",
    "References",
];

fn text(u: &mut Unstructured<'_>) -> Result<String> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(0..=6)? {
        if u.ratio(1, 25)? {
            text.push_str(&"y".repeat(300));
        }
        text.push_str(u.choose(PIECES)?);
    }
    Ok(text)
}

fn some(u: &mut Unstructured<'_>) -> Result<Option<String>> {
    if u.ratio(1, 4)? { Ok(None) } else { text(u).map(Some) }
}

fn person(u: &mut Unstructured<'_>) -> Result<Recipient> {
    let mut address = EmailAddress::default();
    (address.name, address.address) = (some(u)?, some(u)?);
    let mut person = Recipient::default();
    person.email_address = Some(address);
    Ok(person)
}

fn people(u: &mut Unstructured<'_>) -> Result<Vec<Recipient>> {
    (0..u.int_in_range(0..=2)?).map(|_| person(u)).collect()
}

fn attachment(u: &mut Unstructured<'_>) -> Result<Attachment> {
    let kinds = [AttachmentType::File, AttachmentType::Item, AttachmentType::Reference];
    let mut attachment = Attachment::default();
    attachment.odata_type = Some(u.choose(&kinds)?.clone());
    attachment.name = some(u)?;
    attachment.content_type = some(u)?;
    attachment.content_id = some(u)?;
    attachment.content_location = some(u)?;
    attachment.source_url = some(u)?;
    attachment.is_inline = u.arbitrary()?;
    let bytes = ["SGVsbG8=", "/+7A", "RnJvbTogYUB4LmV4YW1wbGUNCg0KSGkNCg==", "AAA=", "SGVsbG8"];
    attachment.content_bytes = Some((*u.choose(&bytes)?).to_owned());
    Ok(attachment)
}

fn message(u: &mut Unstructured<'_>) -> Result<Message> {
    let mut message = Message::default();
    message.id = some(u)?.map(MessageId::from);
    message.subject = some(u)?;
    message.internet_message_id = some(u)?;
    message.sent_date_time = some(u)?;
    message.from = Some(person(u)?);
    message.sender = Some(person(u)?);
    message.to_recipients = people(u)?.into();
    message.cc_recipients = people(u)?.into();
    message.reply_to = people(u)?.into();
    message.conversation_index = some(u)?;
    message.is_read_receipt_requested = u.arbitrary()?;
    let mut body = ItemBody::default();
    body.content = Some(text(u)?);
    body.content_type = Some(u.choose(&[BodyType::Html, BodyType::Text])?.clone());
    message.body = Some(body);
    for _ in 0..u.int_in_range(0..=3)? {
        let mut header = InternetMessageHeader::default();
        (header.name, header.value) = (some(u)?, some(u)?);
        message.internet_message_headers.push(header);
    }
    Ok(message)
}

/// The text a reader should show: one line, without white space around it.
fn shown(subject: &str) -> String {
    let line = subject.replace("\r\n", " ");
    let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.trim().to_owned()
}

#[test]
fn any_message_is_in_order_and_read_as_it_was() {
    viaduc_fixture_runner::search(200, |u| {
        let message = message(u)?;
        let count = u.int_in_range(0..=3)?;
        let files = (0..count).map(|_| attachment(u)).collect::<Result<Vec<_>>>()?;
        let built = build_message(&message, &files, &Identities::new()).unwrap();
        let bytes = built.value();
        assert_eq!(strict_server(bytes), Ok(()));
        let again = normalise(bytes, &Options::default());
        assert!(again.edits.iter().all(|edit| edit.class == Class::Info), "{:?}", again.edits);
        assert_eq!(build_message(&message, &files, &Identities::new()).unwrap(), built);
        let read = MessageParser::new().parse(bytes.as_slice()).unwrap();
        let said = String::from_utf8_lossy(bytes);
        if let Some(subject) = &message.subject {
            let found = read.subject().unwrap_or_default();
            assert_eq!(found.trim(), shown(subject), "{said}");
        }
        let leaves =
            |part: &&mail_parser::MessagePart<'_>| !matches!(part.body, PartType::Multipart(_));
        assert_eq!(read.parts.iter().filter(leaves).count(), 1 + files.len(), "{said}");
        assert!(
            read.parts.iter().all(|part| part.attachment_name().is_none_or(|n| !n.contains('/')))
        );
        assert!(read.bcc().is_none(), "no field comes from inside another: {said}");
        Ok(())
    });
}
