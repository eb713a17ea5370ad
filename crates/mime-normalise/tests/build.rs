//! Messages built from Graph's JSON: their bytes, and every loss by a case that shows it.
#![cfg(feature = "__invariants")]
#![expect(clippy::unwrap_used, reason = "a broken case stops the test")]

use std::collections::BTreeSet;

use viaduc_fidelity::Converted;
use viaduc_graph_types::Message;
use viaduc_identities::Identities;
use viaduc_mime_normalise::{BUILD_CODES, BuildError, Options, build_message, normalise};

fn identities() -> Identities {
    [("/o=Valmont/cn=alice", "alice@valmont.example")].into_iter().collect()
}

fn build(json: &str) -> Converted<Vec<u8>> {
    let message: Message = viaduc_wire::read(json.as_bytes()).unwrap();
    build_message(&message, &[], &identities()).unwrap()
}

fn text(json: &str) -> String {
    String::from_utf8(build(json).into_parts().0).unwrap()
}

/// A message that loses nothing but that it was rebuilt, with `more` members.
fn sound(more: &str) -> String {
    format!(
        r#"{{"subject":"Minutes","from":{{"emailAddress":{{"name":"Alice","address":"alice@valmont.example"}}}},
        "toRecipients":[{{"emailAddress":{{"name":"Bob","address":"bob@valmont.example"}}}}],
        "sentDateTime":"2026-03-02T08:15:00Z","internetMessageId":"<1@valmont.example>",
        "body":{{"contentType":"text","content":"Hello"}}{more}}}"#
    )
}

fn attached(more: &str) -> String {
    sound(&format!(
        r##","attachments":[{{"@odata.type":"#microsoft.graph.fileAttachment","isInline":false,{more}}}]"##
    ))
}

#[test]
fn the_smallest_message() {
    assert_eq!(
        text(&sound("")),
        "Date: Mon, 02 Mar 2026 08:15:00 +0000\r\n\
         From: \"Alice\" <alice@valmont.example>\r\n\
         To: \"Bob\" <bob@valmont.example>\r\n\
         Subject: Minutes\r\n\
         Message-ID: <1@valmont.example>\r\n\
         X-Migrated-From: graph-json\r\n\
         MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 7bit\r\n\
         \r\n\
         Hello\r\n"
    );
    assert_eq!(build(&sound("")), build(&sound("")));
}

/// JSON of a message, and the codes it shows beside `graph.message.rebuilt`.
#[expect(clippy::too_many_lines, reason = "one entry a code")]
fn cases() -> Vec<(String, &'static [&'static str])> {
    let person = |address: &str| {
        format!(r#","ccRecipients":[{{"emailAddress":{{"name":"C","address":"{address}"}}}}]"#)
    };
    let header = |name: &str, value: &str| {
        format!(r#","internetMessageHeaders":[{{"name":"{name}","value":"{value}"}}]"#)
    };
    let item = |item: &str| {
        sound(&format!(
            r##","attachments":[{{"@odata.type":"#microsoft.graph.itemAttachment","name":"Old",{item}}}]"##
        ))
    };
    let reference = |more: &str| {
        sound(&format!(
            r##","attachments":[{{"@odata.type":"#microsoft.graph.referenceAttachment","name":"Plan"{more}}}]"##
        ))
    };
    vec![
        (sound(""), &[]),
        (sound(&header("X-Bm-Event", "x")), &["graph.message.normalised"]),
        (sound(r#","colour":"blue""#), &["graph.message.unknown"]),
        (sound(r#","subject":"Minutes""#), &["graph.message.repeated"]),
        (sound("").replace("Hello", "Hel\\ud83dlo"), &["graph.message.text.replaced"]),
        (
            sound(r##","@odata.type":"#microsoft.graph.eventMessageRequest","event":{"iCalUId":"u1","subject":"Council","lastModifiedDateTime":"2026-03-01T08:00:00Z",
            "start":{"dateTime":"2026-03-10T18:00:00","timeZone":"UTC"},"end":{"dateTime":"2026-03-10T20:00:00","timeZone":"UTC"}}"##),
            &["graph.message.event.rebuilt"],
        ),
        (
            attached(r#""name":"smime.p7m","contentType":"multipart/signed","contentBytes":"Q29udGVudC1UeXBlOiBtdWx0aXBhcnQvc2lnbmVkOyBib3VuZGFyeT1zDQoNCi0tcw0KDQpIaQ0KLS1zLS0NCg==""#),
            &["graph.message.attachments.unsaid", "graph.message.body.sealed"],
        ),
        (sound(r#","importance":"huge""#), &["graph.message.unknown"]),
        (sound(&header("X Foo", "x")), &["graph.message.internetMessageHeaders.invalid"]),
        (
            sound(r#","internetMessageHeaders":[{"name":"Subject","value":"Minutes"},{"name":"SUBJECT","value":"x"}]"#),
            &["graph.message.internetMessageHeaders.duplicate"],
        ),
        (sound(&header("Subject", "Other")), &["graph.message.internetMessageHeaders.replaced"]),
        (sound(&header("From", "/O=VALMONT/CN=ALICE")), &["graph.message.internetMessageHeaders.replaced"]),
        (r#"{"subject":"a\r\nBcc: x","from":{"emailAddress":{"address":"a@valmont.example"}},"sentDateTime":"2026-03-02T08:15:00Z","internetMessageId":"<1@x.example>","body":{"content":""}}"#.to_owned(), &["graph.message.text.control"]),
        (r#"{"subject":"a"}"#.to_owned(), &[
            "graph.message.body.missing",
            "graph.message.from.missing",
            "graph.message.internetMessageId.derived",
            "graph.message.sentDateTime.missing",
        ]),
        (sound(&person("/o=valmont/cn=ALICE")), &["graph.message.emailAddress.x500"]),
        (sound(&person("/o=Valmont/cn=nobody")), &["graph.message.emailAddress.unresolved"]),
        (sound(&person("at the town hall")), &["graph.message.emailAddress.invalid"]),
        (sound(&person("léon@valmont.example")), &["graph.message.emailAddress.ascii"]),
        (sound("").replace("2026-03-02T08:15:00Z\"", "soon\",\"receivedDateTime\":\"2026-03-02T08:15:00Z\""), &["graph.message.beside", "graph.message.sentDateTime.defaulted"]),
        (sound("").replace("<1@valmont.example>", "1 @valmont.example"), &["graph.message.internetMessageId.repaired"]),
        (sound("").replace("\"text\"", "\"rtf\""), &["graph.message.body.contentType.unknown"]),
        (sound("").replace("Hello", "He\\u0000llo"), &["graph.message.body.nul"]),
        (sound(r##","@odata.type":"#microsoft.graph.eventMessageRequest""##), &["graph.message.event.incomplete"]),
        (sound(&header("MIME-Version", "1.0")), &["graph.message.internetMessageHeaders.structure"]),
        (sound(&header("To", "dave@valmont.example")), &["graph.message.property.superseded"]),
        (sound(&header("Date", "Tue, 3 Mar 2026 09:15:00 +0100")), &["graph.message.property.superseded"]),
        (sound(&header("Message-ID", "<2@valmont.example>")), &["graph.message.property.superseded"]),
        (sound(r#","isRead":true,"categories":["Blue"]"#), &["graph.message.beside"]),
        (sound(r#","flag":{"flagStatus":"complete"}"#), &["graph.message.flag.unsaid"]),
        (sound(r#","id":"AAMk1","webLink":"https://mail.valmont.example/1""#), &["graph.message.store"]),
        (sound(r#","singleValueExtendedProperties":[{"id":"Integer 0x7777","value":"1"}]"#), &["graph.message.extendedProperty.unknown"]),
        (sound(r#","isOutOfDate":false"#), &["graph.message.event.member"]),
        (sound(r#","sender":{"emailAddress":{"name":"A. L.","address":"alice@valmont.example"}}"#), &["graph.message.sender.name"]),
        (r#"{"subject":"a","sentDateTime":"2026-03-02T08:15:00Z","internetMessageId":"<1@x.example>","isReadReceiptRequested":true,"body":{"content":""},"internetMessageHeaders":[{"name":"From","value":"a@valmont.example"}]}"#.to_owned(), &["graph.message.receipt.unaddressed"]),
        (sound(r#","conversationIndex":"no base64""#), &["graph.message.conversationIndex.invalid"]),
        (attached(r#""name":"a.bin","contentBytes":"SGVs","size":3"#), &["graph.message.attachments.store"]),
        (attached(r#""name":"a.bin","contentBytes":"SGVs","sourceUrl":"https://x.example""#), &["graph.message.attachments.unsaid"]),
        (attached(r#""name":"a.bin","contentBytes":"SGVs""#).replace("\"isInline\":false", "\"isInline\":true"), &["graph.message.attachments.isInline.uncited"]),
        (sound(r#","hasAttachments":true"#), &["graph.message.attachments.missing"]),
        (attached(r#""name":"a.bin""#), &["graph.message.attachments.contentBytes.missing", "graph.message.attachments.unsaid"]),
        (attached(r#""name":"a.bin","contentBytes":"SGV!sbG8""#), &["graph.message.attachments.contentBytes.invalid"]),
        (attached(r#""name":"a.bin","contentBytes":"SGVs","contentType":"image""#), &["graph.message.attachments.contentType.invalid"]),
        (attached(r#""name":"a.bin","contentBytes":"SGVs","contentType":"multipart/mixed""#), &["graph.message.attachments.contentType.invalid"]),
        (attached(r#""contentBytes":"SGVs","contentType":"image/png""#), &["graph.message.attachments.name.missing"]),
        (attached(r#""name":"../a\r\nX-B: c","contentBytes":"SGVs""#), &["graph.message.attachments.name.repaired"]),
        (attached(r#""name":"a.png","contentBytes":"SGVs","contentId":"a\r\nX: b""#), &["graph.message.attachments.contentId.repaired"]),
        (reference(r#","sourceUrl":"https://files.valmont.example/plan""#), &["graph.message.attachments.reference"]),
        (reference(r#","sourceUrl":"javascript:alert(1)""#), &["graph.message.attachments.sourceUrl.missing"]),
        (item(r##""item":{"@odata.type":"#microsoft.graph.event","subject":"x"}"##), &["graph.message.attachments.item.dropped", "graph.message.attachments.unsaid"]),
        (item(r#""contentBytes":"RnJvbTogYUB4LmV4YW1wbGUKCkhpCg==""#), &["graph.message.attachments.item.repaired"]),
        (
            item(&format!(r#""item":{}"#, sound(""))),
            &["graph.message.attachments.item.rebuilt", "graph.message.rebuilt"],
        ),
    ]
}

#[test]
fn every_loss_is_shown() {
    let mut shown = BTreeSet::from(["graph.message.rebuilt"]);
    for (json, expected) in cases() {
        let (bytes, losses) = build(&json).into_parts();
        let (first, rest) = losses.split_first().unwrap();
        assert_eq!(first.code.name, "graph.message.rebuilt");
        let found: BTreeSet<&str> = rest.iter().map(|loss| loss.code.name).collect();
        assert_eq!(found, expected.iter().copied().collect(), "{json}\n{losses:#?}");
        shown.extend(found);
        let again = normalise(&bytes, &Options::default());
        assert!(!again.is_changed(), "{json}: {:?}", again.edits);
    }
    let declared: BTreeSet<&str> = BUILD_CODES.iter().map(|code| code.name).collect();
    assert_eq!(shown, declared);
}

#[test]
fn codes_are_documented() {
    let readme = include_str!("../README.md");
    for code in BUILD_CODES {
        assert!(readme.contains(&format!("| `{}` | {} |", code.name, code.kind)), "{code}");
    }
}

#[test]
fn nothing_to_build_from() {
    let message: Message = viaduc_wire::read(br#"{"id":"AAMk1","isRead":true}"#).unwrap();
    assert_eq!(build_message(&message, &[], &Identities::new()), Err(BuildError::Empty));
}

#[test]
fn the_source_header_keeps_its_order() {
    let text = text(&sound(
        r#","internetMessageHeaders":[{"name":"Received","value":"from a\r\n by b; Mon, 2 Mar 2026 09:15:01 +0100"},
        {"name":"Subject","value":"=?iso-8859-1?Q?Minutes?="},{"name":"Content-Type","value":"multipart/mixed; boundary=x"},
        {"name":"Date","value":"Mon, 2 Mar 2026 09:15:00 +0100"},{"name":"X-Mailer","value":"Café"}]"#,
    ));
    let names: Vec<&str> =
        text.lines().map_while(|line| line.split_once(": ")).map(|(n, _)| n).collect();
    assert_eq!(
        names,
        [
            "Received",
            "Subject",
            "Date",
            "X-Mailer",
            "From",
            "To",
            "Message-ID",
            "X-Migrated-From",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
        ]
    );
    assert!(text.contains("Subject: =?iso-8859-1?Q?Minutes?=\r\n"), "{text}");
    assert!(text.contains("Date: Mon, 2 Mar 2026 09:15:00 +0100\r\n"));
}

const PAGE: &str = r##","attachments":[
    {"@odata.type":"#microsoft.graph.fileAttachment","name":"Été.png","contentType":"image/png","isInline":true,"contentId":"<i@1>","contentBytes":"SGVs"},
    {"@odata.type":"#microsoft.graph.fileAttachment","name":"b.png","contentType":"image/png","isInline":true,"contentId":"other","contentBytes":"SGVs"},
    {"@odata.type":"#microsoft.graph.fileAttachment","name":"invite.ics","contentType":"text/calendar","isInline":false,"contentBytes":"QkVHSU46VkNBTEVOREFSDQpNRVRIT0Q6UkVRVUVTVA0KRU5EOlZDQUxFTkRBUg0K"}],
    "@odata.type":"#microsoft.graph.eventMessageRequest""##;

#[test]
fn structure() {
    let text = text(&sound(PAGE).replace(
        r#""contentType":"text","content":"Hello""#,
        r#""contentType":"html","content":"<p>Été <img src='cid:i@1'></p>""#,
    ));
    let order = [
        "multipart/mixed",
        "multipart/related",
        "multipart/alternative",
        "text/html; charset=utf-8",
        "text/calendar",
        "method=\"REQUEST\"",
        "image/png",
        "filename*=utf-8''%C3%89t%C3%A9.png",
        "Content-ID: <i@1>",
        "Content-Disposition: attachment;\r\n filename=\"b.png\"",
        "Content-ID: <other>",
    ];
    let mut at = 0;
    for piece in order {
        at += text[at..].find(piece).unwrap_or_else(|| panic!("{piece} after {at} in {text}"));
    }
    assert!(text.lines().all(|line| line.len() <= 76), "{text}");
}

#[test]
fn signed_messages_are_their_attachment() {
    // Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n\r\nHi\r\n--s--\r\n
    let text = text(&attached(
        r#""name":"smime.p7m","contentType":"multipart/signed","contentBytes":"Q29udGVudC1UeXBlOiBtdWx0aXBhcnQvc2lnbmVkOyBib3VuZGFyeT1zDQoNCi0tcw0KDQpIaQ0KLS1zLS0NCg==""#,
    ));
    assert!(text.ends_with(
        "MIME-Version: 1.0\r\nContent-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n\r\nHi\r\n--s--\r\n"
    ), "{text}");
}

#[test]
fn attached_messages_are_not_encoded() {
    let json = sound(&format!(
        r##","attachments":[{{"@odata.type":"#microsoft.graph.itemAttachment","name":"Old","item":{}}}]"##,
        sound("")
    ));
    let text = text(&json);
    assert!(text.contains("Content-Type: message/rfc822;\r\n name=\"Old.eml\""), "{text}");
    assert_eq!(text.matches("Subject: Minutes\r\n").count(), 2);
}

/// A message with one attached item, of which there are only the properties.
fn with_item(name: &str, item: &str) -> Converted<Vec<u8>> {
    build(&sound(&format!(
        r##","attachments":[{{"@odata.type":"#microsoft.graph.itemAttachment","name":"{name}","item":{item}}}]"##
    )))
}

#[test]
fn attached_events_and_contacts_are_files_that_clients_read() {
    let event = r##"{"@odata.type":"#microsoft.graph.event","iCalUId":"040000008200E00074C5B7101A82E008","subject":"Fête",
        "start":{"dateTime":"2026-06-21T18:00:00.0000000","timeZone":"UTC"},"end":{"dateTime":"2026-06-21T22:00:00.0000000","timeZone":"UTC"}}"##;
    let contact = r##"{"@odata.type":"#microsoft.graph.contact","displayName":"Dora Petit","givenName":"Dora","surname":"Petit",
        "emailAddresses":[{"name":"Dora","address":"dora@valmont.example"}]}"##;
    for (item, file, media, begin, wanted) in [
        (event, "Fête.ics", "text/calendar", "BEGIN:VCALENDAR", "SUMMARY:Fête\r\n"),
        (contact, "Dora.vcf", "text/vcard", "BEGIN:VCARD\r\nVERSION:3.0", "dora@valmont.example"),
    ] {
        let name = file.rsplit_once('.').unwrap().0;
        let (message, losses) = with_item(name, item).into_parts();
        let parts = viaduc_mime_normalise::parts(&message);
        assert_eq!(parts.len(), 2);
        let part = &parts[1];
        assert_eq!((&*part.media_type, part.name.as_deref()), (media, Some(file)));
        let text = String::from_utf8(part.content().into_owned()).unwrap();
        assert!(text.starts_with(begin) && text.contains(wanted), "{text}");
        let codes: Vec<&str> = losses.iter().map(|loss| loss.code.name).collect();
        assert!(codes.contains(&"graph.message.attachments.item.rebuilt"), "{codes:?}");
        assert!(!codes.contains(&"graph.message.attachments.item.dropped"), "{codes:?}");
    }
}

#[test]
fn what_an_attached_event_loses_is_told() {
    let (_, losses) = with_item(
        "Plan",
        r##"{"@odata.type":"#microsoft.graph.event","start":{"dateTime":"2026-06-21T18:00:00","timeZone":"UTC"},
        "end":{"dateTime":"2026-06-21T22:00:00","timeZone":"UTC"},"hideAttendees":true}"##,
    )
    .into_parts();
    let told = losses.iter().any(|loss| loss.path.as_str() == "/attachments/0/item/hideAttendees");
    assert!(told, "{losses:#?}");
}
