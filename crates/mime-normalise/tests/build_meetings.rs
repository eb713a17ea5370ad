//! The laws of the calendar part of any meeting message (RFC 5546 §3.2).

use serde_json::json;
use viaduc_contentline::parse;
use viaduc_graph_types::Message;
use viaduc_identities::Identities;
use viaduc_mime_normalise::{build_message, parts};

const PEOPLE: [&str; 4] =
    ["alice@valmont.example", "Bob@valmont.example", "/o=Valmont/cn=cleo", "dora@valmont.example"];

const TYPES: [(&str, &str, Option<&str>); 5] = [
    ("meetingRequest", "REQUEST", None),
    ("meetingCancelled", "CANCEL", None),
    ("meetingAccepted", "REPLY", Some("ACCEPTED")),
    ("meetingTenativelyAccepted", "REPLY", Some("TENTATIVE")),
    ("meetingDeclined", "REPLY", Some("DECLINED")),
];

#[test]
fn any_meeting_says_what_its_method_wants() {
    let identities: Identities =
        [("/o=Valmont/cn=cleo", "cleo@valmont.example")].into_iter().collect();
    viaduc_fixture_runner::search(300, |u| {
        let (kind, method, answer) = *u.choose(&TYPES)?;
        let person = |address: &str| json!({"emailAddress": {"name": "N", "address": address}});
        let from = *u.choose(&PEOPLE)?;
        let mut attendees = Vec::new();
        for _ in 0..u.int_in_range(0..=3)? {
            let mut attendee = person(u.choose(&PEOPLE)?);
            attendee["status"] = json!({"response": *u.choose(&["none", "accepted", "declined"])?,
                "time": "2026-03-02T08:00:00Z"});
            attendees.push(attendee);
        }
        let proposes: bool = u.arbitrary()?;
        let mut event = json!({
            "iCalUId": "u1", "subject": "Council", "attendees": attendees, "isReminderOn": true,
            "reminderMinutesBeforeStart": 15, "isCancelled": u.arbitrary::<bool>()?,
            "isOrganizer": u.arbitrary::<bool>()?,
            "start": {"dateTime": "2026-03-10T18:00:00", "timeZone": "UTC"},
            "end": {"dateTime": "2026-03-10T20:00:00", "timeZone": "UTC"},
        });
        if u.arbitrary()? {
            event["organizer"] = person(PEOPLE[0]);
        }
        if u.arbitrary()? {
            event["location"] = json!({"locationType": "conferenceRoom", "displayName": "Hall",
                "locationEmailAddress": "hall@valmont.example"});
        }
        let mut message = json!({"subject": "Council", "sentDateTime": "2026-03-02T08:15:00Z",
            "from": person(from), "toRecipients": [person(u.choose(&PEOPLE)?)],
            "body": {"contentType": "html", "content": "<p>Hello</p>"},
            "meetingMessageType": kind, "event": event});
        if proposes {
            message["proposedNewTime"] = json!({
                "start": {"dateTime": "2026-03-11T09:00:00", "timeZone": "UTC"},
                "end": {"dateTime": "2026-03-11T10:00:00", "timeZone": "UTC"}});
        }
        let method = if proposes && answer.is_some() { "COUNTER" } else { method };
        let read: Message = viaduc_wire::read_str(&message.to_string()).unwrap();
        let (bytes, _) = build_message(&read, &[], &identities).unwrap().into_parts();
        let shown = String::from_utf8_lossy(&bytes);
        assert!(
            shown.contains(&format!("text/calendar; charset=utf-8; method={method}\r\n")),
            "{shown}"
        );
        let parts = parts(&bytes);
        assert_eq!(&*parts[1].media_type, "text/calendar", "{shown}");
        let text = String::from_utf8(parts[1].content().into_owned()).unwrap();
        let parsed = parse(&text);
        assert!(parsed.faults.is_empty(), "{text}");
        let calendar = &parsed.components[0];
        assert_eq!(calendar.property("METHOD").unwrap().value, method);
        let item = calendar.component("VEVENT").unwrap();
        assert_eq!(item.properties_named("ORGANIZER").count(), 1, "{text}");
        let is_cancelled = item.property("STATUS").unwrap().value == "CANCELLED";
        assert_eq!(is_cancelled, method == "CANCEL", "{text}");
        assert_eq!(item.component("VALARM").is_some(), method == "REQUEST", "{text}");
        assert!(method != "CANCEL" || item.property("SEQUENCE").is_some(), "{text}");
        let invited: Vec<_> = item.properties_named("ATTENDEE").collect();
        assert!(!invited.is_empty(), "{text}");
        if let Some(answer) = answer {
            assert_eq!(invited.len(), 1, "{text}");
            let wanted = identities.resolve(from).unwrap_or(from);
            assert!(invited[0].value.eq_ignore_ascii_case(&format!("mailto:{wanted}")), "{text}");
            assert_eq!(invited[0].parameter("PARTSTAT"), Some(answer));
            let start = if proposes { "20260311T090000Z" } else { "20260310T180000Z" };
            assert_eq!(item.property("DTSTART").unwrap().value, start);
        }
        Ok(())
    });
}
