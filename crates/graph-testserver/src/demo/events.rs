//! Events as Graph gives them: UTC times, the zone beside, defaults filled in.

use jiff::Span;
use jiff::civil::DateTime;
use serde_json::{Value, json};

use super::people::recipient;
use crate::ids;
use crate::tenant::{Item, set};
use crate::zones::{Zone, wire};

/// An event being made.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) seed: String,
    pub(crate) start: DateTime,
    pub(crate) minutes: i64,
    pub(crate) zone: &'static str,
    pub(crate) json: Value,
}

impl Draft {
    /// A timed event: local start in a zone (a Windows name), length in minutes.
    pub(crate) fn timed(
        seed: &str,
        subject: &str,
        start: &str,
        minutes: i64,
        zone: &'static str,
    ) -> Self {
        let start = start.parse().unwrap_or_default();
        let mut draft =
            Self { seed: seed.to_owned(), start, minutes, zone, json: base(seed, subject) };
        draft.times();
        draft
    }

    /// An all-day event of some days.
    pub(crate) fn days(seed: &str, subject: &str, first: &str, days: i64) -> Self {
        let start = format!("{first}T00:00:00").parse().unwrap_or_default();
        let minutes = days * 24 * 60;
        let json = base(seed, subject);
        let mut draft =
            Self { seed: seed.to_owned(), start, minutes, zone: "Romance Standard Time", json };
        for (name, value) in [
            ("isAllDay", Value::from(true)),
            ("showAs", "free".into()),
            ("isReminderOn", false.into()),
            ("originalStartTimeZone", draft.zone.into()),
            ("originalEndTimeZone", draft.zone.into()),
            ("start", time(start)),
            ("end", time(later(start, minutes))),
        ] {
            draft.set(name, value);
        }
        draft
    }

    fn times(&mut self) {
        let utc = self.utc(self.start);
        self.set("start", time(utc));
        self.set("end", time(later(utc, self.minutes)));
        self.set("originalStartTimeZone", self.zone);
        self.set("originalEndTimeZone", self.zone);
    }

    /// UTC of a local time of the event; zones nobody knows count as Paris.
    fn utc(&self, local: DateTime) -> DateTime {
        let zone = Zone::named(self.zone).or_else(|| Zone::named("Europe/Paris"));
        zone.and_then(|zone| zone.to_utc(local)).unwrap_or(local)
    }

    pub(crate) fn set(&mut self, name: &str, value: impl Into<Value>) {
        set(&mut self.json, name, value);
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    /// Makes it a series. `range` lacks `startDate` and zone, which follow from the start.
    pub(crate) fn series(mut self, pattern: &Value, range: &Value) -> Self {
        let mut full_pattern = json!({ "type": "daily", "interval": 1, "month": 0, "dayOfMonth": 0,
            "daysOfWeek": [], "firstDayOfWeek": "sunday", "index": "first" });
        let mut full_range = json!({ "type": "noEnd", "startDate": self.start.date().to_string(),
            "endDate": "0001-01-01", "recurrenceTimeZone": self.zone, "numberOfOccurrences": 0 });
        for (full, given) in [(&mut full_pattern, pattern), (&mut full_range, range)] {
            if let Some(given) = given.as_object() {
                crate::tenant::merge(full, given);
            }
        }
        self.set("type", "seriesMaster");
        self.set("recurrence", json!({ "pattern": full_pattern, "range": full_range }));
        self
    }

    pub(crate) fn meeting(
        mut self,
        organizer: (&str, &str),
        owner: &str,
        attendees: Vec<Value>,
    ) -> Self {
        let mine = organizer.1 == owner;
        self.set("organizer", recipient(organizer.0, organizer.1));
        self.set("attendees", attendees);
        self.set("isOrganizer", mine);
        let response = if mine { "organizer" } else { "accepted" };
        let when = if mine { "0001-01-01T00:00:00Z" } else { "2026-01-02T09:15:00Z" };
        self.set("responseStatus", json!({ "response": response, "time": when }));
        self
    }

    /// The item in somebody's calendar: ids differ for each, the UID does not.
    pub(crate) fn item(self, owner: &str) -> Item {
        Item::new(&format!("{owner}/{}", self.seed), self.json)
    }

    /// A changed occurrence: the original day, the new local start, what else changed.
    pub(crate) fn exception(&self, owner: &str, day: &str, start: &str, changes: &Value) -> Value {
        let mut out = self.json.clone();
        let whole = crate::tenant::flag(&self.json, "isAllDay");
        let original: DateTime =
            format!("{day}T{}", self.start.time()).parse().unwrap_or(self.start);
        let start: DateTime = start.parse().unwrap_or(original);
        // An all-day occurrence began at local midnight, an instant that is another day in UTC.
        let instant = self.utc(original);
        let begin = if whole { start } else { self.utc(start) };
        set(&mut out, "id", ids::outlook(&["exception", owner, &self.seed, day]));
        set(&mut out, "type", "exception");
        set(&mut out, "recurrence", Value::Null);
        set(&mut out, "originalStart", format!("{}Z", instant.strftime("%Y-%m-%dT%H:%M:%S")));
        set(&mut out, "iCalUId", uid(&self.seed, Some(original)));
        set(&mut out, "start", time(begin));
        set(&mut out, "end", time(later(begin, self.minutes)));
        if let Some(changes) = changes.as_object() {
            crate::tenant::merge(&mut out, changes);
        }
        out
    }
}

fn later(time: DateTime, minutes: i64) -> DateTime {
    Span::new()
        .try_minutes(minutes)
        .ok()
        .and_then(|span| time.checked_add(span).ok())
        .unwrap_or(time)
}

fn time(utc: DateTime) -> Value {
    json!({ "dateTime": wire(utc), "timeZone": "UTC" })
}

/// A GlobalObjectId in hex; the day of an occurrence stands inside it.
pub(crate) fn uid(seed: &str, day: Option<DateTime>) -> String {
    let day = day.map_or_else(
        || "00000000".to_owned(),
        |day| format!("{:04X}{:02X}{:02X}", day.year(), day.month(), day.day()),
    );
    let (one, other) = (ids::digest(&["uid", seed]), ids::digest(&["uid", seed, "tail"]));
    format!(
        "040000008200E00074C5B7101A82E008{day}{one:016X}0000000000000000{:08X}{other:016X}{one:016X}",
        0x1000_0000
    )
}

/// An attendee.
pub(crate) fn attendee(name: &str, address: &str, kind: &str, response: &str) -> Value {
    let when = if response == "none" { "0001-01-01T00:00:00Z" } else { "2026-01-02T09:15:00Z" };
    json!({
        "type": kind,
        "status": { "response": response, "time": when },
        "emailAddress": { "name": name, "address": address }
    })
}

fn base(seed: &str, subject: &str) -> Value {
    json!({
        "subject": subject,
        "bodyPreview": "",
        "body": { "contentType": "html", "content": "<html><head></head><body></body></html>" },
        "createdDateTime": "2025-12-01T08:00:00.1234567Z",
        "lastModifiedDateTime": "2025-12-15T10:30:00.7654321Z",
        "type": "singleInstance",
        "seriesMasterId": null,
        "iCalUId": uid(seed, None),
        "transactionId": null,
        "importance": "normal",
        "sensitivity": "normal",
        "showAs": "busy",
        "isAllDay": false,
        "isCancelled": false,
        "isDraft": false,
        "isOrganizer": true,
        "isReminderOn": true,
        "reminderMinutesBeforeStart": 15,
        "responseRequested": true,
        "allowNewTimeProposals": true,
        "hideAttendees": false,
        "originalStartTimeZone": "UTC",
        "originalEndTimeZone": "UTC",
        "categories": [],
        "location": { "displayName": "", "locationType": "default", "uniqueIdType": "unknown",
            "address": {}, "coordinates": {} },
        "locations": [],
        "recurrence": null,
        "attendees": [],
        "organizer": null,
        "responseStatus": { "response": "organizer", "time": "0001-01-01T00:00:00Z" },
        "isOnlineMeeting": false,
        "onlineMeetingProvider": "unknown",
        "onlineMeeting": null,
        "onlineMeetingUrl": null,
        "webLink": "https://outlook.office365.example/owa/?itemid=demo"
    })
}

/// A `location` with its `locations`.
pub(crate) fn place(name: &str, address: Option<&str>) -> (Value, Value) {
    let mut one = json!({
        "displayName": name,
        "locationType": if address.is_some() { "conferenceRoom" } else { "default" },
        "uniqueId": name,
        "uniqueIdType": "private"
    });
    if let Some(address) = address {
        set(&mut one, "locationEmailAddress", address);
    }
    (one.clone(), json!([one]))
}
