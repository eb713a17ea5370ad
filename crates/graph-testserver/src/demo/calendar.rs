//! The calendars of the town hall.

use serde_json::{Value, json};

use super::events::{Draft, attendee, place};
use super::people::{legacy_name, name_of, of_kind};
use super::prng::Prng;
use super::roster::Kind;
use crate::mailbox;
use crate::tenant::{Attachment, Item, Kind as Held, Tenant, User, set, text};

const PARIS: &str = "Romance Standard Time";
const COUNCIL: &str = "salle.conseil@valmont.example";
const HEAD: &str = "claire.dupont@valmont.example";

/// Fills every calendar.
pub(crate) fn fill(tenant: &mut Tenant, seed: u64) {
    for user in &mut tenant.users {
        let owner = user.address().to_owned();
        match text(&user.settings, "userPurpose").to_owned().as_str() {
            "user" => person(user, &owner, &mut Prng::new(seed, &["calendar", &owner])),
            "room" => room(user, &owner),
            "equipment" => equipment(user, &owner),
            _ => {}
        }
    }
}

fn put(user: &mut User, item: Item) {
    let calendars = user.containers.iter_mut().filter(|one| one.kind == Held::Calendar);
    if let Some(calendar) = calendars.take(1).next() {
        calendar.items.push(item);
    }
}

fn person(user: &mut User, owner: &str, prng: &mut Prng) {
    let team = board();
    if team.iter().any(|(address, _)| *address == owner) {
        put(user, weekly_meeting(owner));
        put(user, council(owner));
    }
    put(user, standup(owner));
    put(user, remote_days(owner, prng));
    put(user, month_end(owner));
    put(user, market(owner));
    put(user, week_of_duty(owner));
    for number in 0..6 {
        put(user, single(owner, prng, number));
    }
    for item in oddities(owner, prng) {
        put(user, item);
    }
    duty_calendar(user, owner, prng);
}

/// Who sits in the weekly meeting, with their answers.
fn board() -> Vec<(&'static str, &'static str)> {
    vec![
        (HEAD, "organizer"),
        ("helene.marchand@valmont.example", "accepted"),
        ("bruno.lefevre@valmont.example", "tentativelyAccepted"),
        ("farid.benali@valmont.example", "accepted"),
        ("karine.schmitt@valmont.example", "declined"),
        ("david.nguyen@valmont.example", "notResponded"),
    ]
}

fn attendees(with_legacy_name: bool) -> Vec<Value> {
    let mut out: Vec<Value> = board()
        .into_iter()
        .filter(|(address, _)| *address != HEAD)
        .map(|(address, answer)| {
            let known_by = if with_legacy_name && address.starts_with("farid") {
                legacy_name(address)
            } else {
                address.to_owned()
            };
            attendee(name_of(address), &known_by, "required", answer)
        })
        .collect();
    out.push(attendee("Rachida Amrani", "rachida.amrani@valmont.example", "optional", "none"));
    out.push(attendee(name_of(COUNCIL), COUNCIL, "resource", "accepted"));
    out
}

/// Every Monday at nine in Paris, over both changes of the clock, with days off and a moved one.
fn weekly_meeting(owner: &str) -> Item {
    let (location, locations) = place(name_of(COUNCIL), Some(COUNCIL));
    let draft = Draft::timed("board", "Réunion de direction", "2026-01-05T09:00", 90, PARIS)
        .series(
            &json!({ "type": "weekly", "daysOfWeek": ["monday"], "firstDayOfWeek": "monday" }),
            &json!({ "type": "endDate", "endDate": "2026-12-21" }),
        )
        .meeting((name_of(HEAD), HEAD), owner, attendees(true))
        .with("location", location)
        .with("locations", locations)
        .with(
            "body",
            html("<p>Ordre du jour habituel.</p><ul><li>Budget</li><li>Travaux</li></ul>"),
        )
        .with("categories", json!(["Conseil municipal"]));
    let moved = json!({ "subject": "Réunion de direction (l'après-midi)" });
    let exceptions = vec![
        draft.exception(owner, "2026-03-30", "2026-03-30T14:00", &moved),
        draft.exception(owner, "2026-10-26", "2026-10-27T09:00", &json!({ "importance": "high" })),
    ];
    let mut item = draft.item(owner);
    item.exceptions = exceptions;
    item.cancelled = vec!["2026-04-06".to_owned(), "2026-05-25".to_owned()];
    item
}

/// The second Tuesday of the month in the evening.
fn council(owner: &str) -> Item {
    let (location, locations) = place(name_of(COUNCIL), Some(COUNCIL));
    let mut all = attendees(false);
    all.push(attendee("Conseil municipal", "conseil@valmont.example", "required", "none"));
    Draft::timed("council", "Conseil municipal", "2026-01-13T18:30", 150, PARIS)
        .series(
            &json!({ "type": "relativeMonthly", "daysOfWeek": ["tuesday"], "index": "second" }),
            &json!({ "type": "numbered", "numberOfOccurrences": 11 }),
        )
        .meeting((name_of(HEAD), HEAD), owner, all)
        .with("location", location)
        .with("locations", locations)
        .item(owner)
}

/// Every working day for two weeks over the end of summer time, in the zone of Berlin.
fn standup(owner: &str) -> Item {
    let seed = format!("standup/{owner}");
    let draft =
        Draft::timed(&seed, "Point du matin", "2026-10-19T08:45", 15, "W. Europe Standard Time")
            .series(
                &json!({ "type": "weekly", "firstDayOfWeek": "monday",
                "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"] }),
                &json!({ "type": "numbered", "numberOfOccurrences": 10 }),
            )
            .with("reminderMinutesBeforeStart", 0);
    let late = draft.exception(owner, "2026-10-27", "2026-10-27T10:00", &json!({}));
    let mut item = draft.item(owner);
    item.exceptions = vec![late];
    item.cancelled = vec!["2026-10-29".to_owned()];
    item
}

/// Days at home: all-day, every other week, zone left empty as on attendees' copies.
fn remote_days(owner: &str, prng: &mut Prng) -> Item {
    let seed = format!("remote/{owner}");
    let day = prng.pick(&["wednesday", "friday"]);
    let first = if day == "wednesday" { "2026-01-07" } else { "2026-01-09" };
    let changed = if day == "wednesday" { "2026-04-01" } else { "2026-04-03" };
    let draft = Draft::days(&seed, "Télétravail", first, 1)
        .series(
            &json!({ "type": "weekly", "interval": 2, "daysOfWeek": [day], "firstDayOfWeek": "monday" }),
            &json!({ "type": "noEnd", "recurrenceTimeZone": "" }),
        )
        .with("showAs", "workingElsewhere");
    let moved = draft.exception(
        owner,
        changed,
        "2026-04-02T00:00",
        &json!({ "subject": "Télétravail (déplacé)" }),
    );
    let mut item = draft.item(owner);
    item.exceptions = vec![moved];
    item.cancelled = vec![if day == "wednesday" { "2026-01-21" } else { "2026-01-23" }.to_owned()];
    item
}

/// The last day of the month, as Exchange says it: the 31st, or the day before.
fn month_end(owner: &str) -> Item {
    Draft::days(&format!("month-end/{owner}"), "Clôture du mois", "2026-01-31", 1)
        .series(
            &json!({ "type": "absoluteMonthly", "dayOfMonth": 31 }),
            &json!({ "type": "numbered", "numberOfOccurrences": 12 }),
        )
        .item(owner)
}

/// Twice a year, the last Sunday among others: a yearly rule.
fn market(owner: &str) -> Item {
    Draft::timed(&format!("market/{owner}"), "Foire aux plantes", "2025-03-30T08:00", 600, PARIS)
        .series(
            &json!({ "type": "relativeYearly", "daysOfWeek": ["sunday"], "index": "last", "month": 3 }),
            &json!({ "type": "noEnd" }),
        )
        .with("isReminderOn", false)
        .with("reminderMinutesBeforeStart", 1440)
        .item(owner)
}

/// A week on duty: one all-day event of seven days.
fn week_of_duty(owner: &str) -> Item {
    Draft::days(&format!("duty/{owner}"), "Congés", "2026-07-20", 14)
        .with("showAs", "oof")
        .item(owner)
}

fn single(owner: &str, prng: &mut Prng, number: usize) -> Item {
    let subjects = [
        "Rendez-vous notaire",
        "Visite de chantier",
        "Entretien annuel",
        "Formation incendie",
        "Dentiste",
        "Réunion publique",
    ];
    let month = 1 + prng.below(12);
    let day = 1 + prng.below(28);
    let hour = 8 + prng.below(9);
    let start = format!("2026-{month:02}-{day:02}T{hour:02}:30");
    let length = i64::try_from(30 + 15 * prng.below(8)).unwrap_or(30);
    let subject = prng.pick(&subjects);
    let mut draft =
        Draft::timed(&format!("single/{owner}/{number}"), subject, &start, length, PARIS);
    if subject == "Dentiste" {
        draft.set("sensitivity", "private");
    }
    let (location, locations) = place(
        prng.pick(&["Mairie", "Chantier, rue des Tilleuls", "Chez l'architecte ; 2ᵉ étage"]),
        None,
    );
    let body = prng.sentences(2).join(" ");
    draft
        .with("location", location)
        .with("locations", locations)
        .with("bodyPreview", body.clone())
        .with("body", html(&format!("<p>{body}</p>")))
        .item(owner)
}

/// One event for each oddity.
fn oddities(owner: &str, prng: &mut Prng) -> Vec<Item> {
    let seed = |name: &str| format!("{name}/{owner}");
    let url = format!("https://teams.example/l/meetup-join/{}", prng.below(1_000_000));
    let guest = vec![
        attendee("Zoë van den Berg", "zoe@architectes-vdb.example", "required", "accepted"),
        attendee(
            "Karine Schmitt",
            &legacy_name("karine.schmitt@valmont.example"),
            "optional",
            "none",
        ),
    ];
    let mut with_file =
        Draft::timed(&seed("file"), "Commission travaux", "2026-09-10T10:00", 60, PARIS)
            .with("hasAttachments", true)
            .item(owner);
    with_file.attachments.push(Attachment {
        json: json!({
            "@odata.type": "#microsoft.graph.fileAttachment",
            "id": crate::ids::outlook(&["event-file", owner]),
            "name": "ordre du jour.txt",
            "contentType": "text/plain",
            "size": 230,
            "isInline": false,
            "lastModifiedDateTime": "2026-09-01T08:00:00Z"
        }),
        bytes: Some("1. Voirie\r\n2. École\r\n".as_bytes().to_vec().into()),
        item: None,
    });
    vec![
        Draft::timed(&seed("teams"), "Visioconférence architecte", "2026-06-11T15:00", 45, PARIS)
            .meeting((name_of(owner), owner), owner, guest)
            .with("isOnlineMeeting", true)
            .with("onlineMeetingProvider", "teamsForBusiness")
            .with("onlineMeeting", json!({ "joinUrl": url }))
            .item(owner),
        Draft::timed(&seed("flight"), "Vol Paris – New York", "2026-05-18T13:30", 500, PARIS)
            .with("originalEndTimeZone", "Eastern Standard Time")
            .item(owner),
        Draft::timed(
            &seed("custom"),
            "Ancien rendez-vous Outlook",
            "2025-11-12T11:00",
            30,
            "tzone://Microsoft/Custom",
        )
        .item(owner),
        Draft::timed(&seed("cancelled"), "Annulé : Point d'étape", "2026-02-17T14:00", 30, PARIS)
            .meeting((name_of(HEAD), HEAD), owner, attendees(false))
            .with("isCancelled", true)
            .item(owner),
        Draft::timed(
            &seed("tentative"),
            "Peut-être : salon des maires",
            "2026-11-17T09:00",
            480,
            "UTC",
        )
        .with("showAs", "tentative")
        .with("importance", "low")
        .with("isReminderOn", true)
        .with("reminderMinutesBeforeStart", 1440)
        .item(owner),
        with_file,
    ]
}

/// A second calendar, with colour, and a series in it.
fn duty_calendar(user: &mut User, owner: &str, prng: &mut Prng) {
    let group = user.calendar_groups.first().map_or("", |group| text(group, "id")).to_owned();
    let mut calendar = mailbox::calendar(owner, name_of(owner), "Astreintes", &group);
    set(&mut calendar.json, "color", prng.pick(&["lightBlue", "lightRed", "lightTeal"]));
    set(&mut calendar.json, "hexColor", "#0099BC");
    let seed = format!("on-call/{owner}");
    calendar.items.push(
        Draft::timed(&seed, "Astreinte de nuit", "2026-02-06T20:00", 720, PARIS)
            .series(
                &json!({ "type": "weekly", "interval": 4, "daysOfWeek": ["friday"] }),
                &json!({ "type": "endDate", "endDate": "2026-11-30" }),
            )
            .item(owner),
    );
    user.containers.push(calendar);
}

/// A room shows who booked it, and nothing of the matter.
fn room(user: &mut User, owner: &str) {
    if owner != COUNCIL {
        put(
            user,
            Draft::timed("wedding", "Thérèse Vidal", "2026-06-20T15:00", 60, PARIS).item(owner),
        );
        return;
    }
    for mut item in [weekly_meeting(owner), council(owner)] {
        set(&mut item.json, "subject", name_of(HEAD));
        set(&mut item.json, "body", html(""));
        for exception in &mut item.exceptions {
            set(exception, "subject", name_of(HEAD));
            set(exception, "body", html(""));
        }
        put(user, item);
    }
}

fn equipment(user: &mut User, owner: &str) {
    for (index, entry) in of_kind(Kind::Person).take(3).enumerate() {
        let start = format!("2026-03-{:02}T08:00", 10 + index);
        put(
            user,
            Draft::timed(&format!("car/{index}"), entry.name, &start, 240, PARIS).item(owner),
        );
    }
}

fn html(inner: &str) -> Value {
    json!({ "contentType": "html", "content": format!("<html><head></head><body>{inner}</body></html>") })
}
