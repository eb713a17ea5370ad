//! Address books and tasks.

use serde_json::{Value, json};

use super::people::{legacy_name, picture};
use super::prng::Prng;
use super::words::{CATEGORIES, FAMILY, GIVEN, OUTSIDE};
use crate::tenant::{Container, Item, Kind, Tenant, User, set, text};

/// Birthdays in the forms the service answers.
const BIRTHDAYS: &[&str] = &[
    "1974-07-22T00:00:00Z",
    "1968-02-29T11:59:00Z",
    "1985-03-30T22:00:00Z",
    "1990-12-31T23:00:00Z",
    "1604-05-01T11:59:00Z",
];

/// Fills the books and task lists of people and shared mailboxes.
pub(crate) fn fill(tenant: &mut Tenant, seed: u64) {
    for user in &mut tenant.users {
        let owner = user.address().to_owned();
        let mut prng = Prng::new(seed, &["contacts", &owner]);
        match text(&user.settings, "userPurpose") {
            "user" => {
                books(user, &owner, &mut prng);
                tasks(user, &owner, &mut prng);
            }
            "shared" => books(user, &owner, &mut prng),
            _ => {}
        }
    }
}

fn books(user: &mut User, owner: &str, prng: &mut Prng) {
    let Some(default) = user.default_container(Kind::Contacts).map(|book| book.id.clone()) else {
        return;
    };
    let mut other = Container::new(owner, Kind::Contacts, "Associations & élus");
    other.parent = Some(default.clone());
    for number in 0..3 {
        other.items.push(contact(owner, prng, 100 + number));
    }
    user.containers.push(other);
    let count = 8 + prng.below(8);
    let made: Vec<Item> = (0..count).map(|number| contact(owner, prng, number)).collect();
    if let Some(book) = user.container_mut(Kind::Contacts, &default) {
        book.items = made;
        book.items.push(company(owner));
    }
}

fn contact(owner: &str, prng: &mut Prng, number: usize) -> Item {
    let (given, family) = (prng.pick(GIVEN), prng.pick(FAMILY));
    let at = prng.below(OUTSIDE.len());
    let (_, _, company) = OUTSIDE.get(at).copied().unwrap_or_default();
    let name = format!("{given} {family}");
    let mut json = json!({
        "displayName": name,
        "fileAs": format!("{family}, {given}"),
        "givenName": given,
        "surname": family,
        "middleName": null,
        "nickName": "",
        "initials": null,
        "title": prng.pick(&["M.", "Mme", ""]),
        "generation": "",
        "jobTitle": prng.pick(&["Gérant", "Présidente", "Secrétaire, trésorière"]),
        "companyName": company,
        "department": "",
        "officeLocation": null,
        "profession": null,
        "businessHomePage": null,
        "assistantName": null,
        "manager": null,
        "spouseName": null,
        "personalNotes": prng.sentences(2).join("\r\n"),
        "children": [],
        "imAddresses": [],
        "emailAddresses": [{ "name": name, "address": format!("contact{number}@{}.example", slug(family)) }],
        "businessPhones": [format!("+33 5 55 {:02} {:02} {:02}", prng.below(100), prng.below(100), prng.below(100))],
        "homePhones": [],
        "mobilePhone": null,
        "businessAddress": {
            "street": "12 bis, rue des Écoles\r\nBâtiment B", "city": "Valmont", "postalCode": "87999",
            "state": "", "countryOrRegion": "France"
        },
        "homeAddress": {},
        "otherAddress": {},
        "categories": [],
        "birthday": null,
        "createdDateTime": "2025-05-05T08:00:00Z",
        "lastModifiedDateTime": "2025-06-06T09:00:00Z"
    });
    vary(&mut json, prng, number);
    let mut item = Item::new(&format!("contact/{owner}/{number}"), json);
    if number.is_multiple_of(4) {
        item.photo = Some(picture(prng));
    }
    if number.is_multiple_of(5) {
        item.extended.push(("String 0x3A24".to_owned(), "+33 5 55 01 99 99".into()));
    }
    item
}

/// What only some contacts have.
fn vary(json: &mut Value, prng: &mut Prng, number: usize) {
    if number.is_multiple_of(2) {
        let at = (number / 2) % BIRTHDAYS.len();
        set(json, "birthday", BIRTHDAYS.get(at).copied());
    }
    match number % 6 {
        1 => set(json, "categories", json!([prng.pick(CATEGORIES)])),
        2 => {
            set(json, "spouseName", "Camille; dite « Cam »");
            set(json, "children", json!(["Théo", "Zoé, la petite"]));
            set(json, "mobilePhone", "06.12.34.56.78");
        }
        3 => {
            let colleague = legacy_name("david.nguyen@valmont.example");
            set(
                json,
                "emailAddresses",
                json!([
                    { "name": "David Nguyen", "address": colleague },
                    { "name": "david@perso.example", "address": "david@perso.example" }
                ]),
            );
        }
        4 => {
            set(json, "imAddresses", json!(["sip:contact@valmont.example"]));
            set(json, "businessHomePage", "https://www.valmont.example/?a=1,2;3");
            set(json, "homeAddress", json!({ "street": "Le Bourg", "city": "Saint-Léonard" }));
            set(json, "yomiSurname", "エチエンヌ");
        }
        _ => {}
    }
}

/// A company: no person's name at all.
fn company(owner: &str) -> Item {
    let json = json!({
        "displayName": "",
        "fileAs": "Bâti+",
        "companyName": "Bâti+",
        "givenName": null,
        "surname": null,
        "emailAddresses": [],
        "businessPhones": ["05 55 00 11 22"],
        "homePhones": [],
        "businessAddress": {},
        "homeAddress": {},
        "otherAddress": {},
        "categories": [],
        "children": [],
        "imAddresses": [],
        "personalNotes": "",
        "createdDateTime": "2025-05-05T08:00:00Z",
        "lastModifiedDateTime": "2025-05-05T08:00:00Z"
    });
    Item::new(&format!("contact/{owner}/company"), json)
}

fn slug(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
}

fn tasks(user: &mut User, owner: &str, prng: &mut Prng) {
    let day =
        |text: &str| json!({ "dateTime": format!("{text}T00:00:00.0000000"), "timeZone": "UTC" });
    let Some(list) = user.containers.iter_mut().find(|one| one.kind == Kind::Tasks) else { return };
    let note = prng.sentences(1).join("");
    let mut all = [
        json!({ "title": "Préparer le budget", "dueDateTime": day("2026-12-01"),
            "importance": "high", "body": { "content": note, "contentType": "text" } }),
        json!({ "title": "Arroser les plantes", "dueDateTime": day("2026-03-02"),
            "startDateTime": day("2026-03-02"),
            "recurrence": {
                "pattern": { "type": "weekly", "interval": 1, "month": 0, "dayOfMonth": 0,
                    "daysOfWeek": ["monday"], "firstDayOfWeek": "sunday", "index": "first" },
                "range": { "type": "noEnd", "startDate": "2026-03-02", "endDate": "0001-01-01",
                    "recurrenceTimeZone": "UTC", "numberOfOccurrences": 0 }
            } }),
        json!({ "title": "Inventaire", "status": "inProgress",
            "checklistItems": [
                { "id": "c1", "displayName": "Chaises", "isChecked": true,
                    "createdDateTime": "2026-01-05T09:00:00Z", "checkedDateTime": "2026-01-06T09:00:00Z" },
                { "id": "c2", "displayName": "Tables; tréteaux", "isChecked": false,
                    "createdDateTime": "2026-01-05T09:00:00Z" }
            ] }),
        json!({ "title": "Rappeler l'imprimeur", "status": "completed",
            "completedDateTime": day("2026-02-11"), "isReminderOn": true,
            "reminderDateTime": { "dateTime": "2026-02-10T08:00:00.0000000", "timeZone": "UTC" } }),
    ];
    for (number, json) in all.iter_mut().enumerate() {
        let defaults = json!({ "status": "notStarted", "importance": "normal", "isReminderOn": false,
            "hasAttachments": false, "categories": [], "body": { "content": "", "contentType": "text" },
            "createdDateTime": "2026-01-05T09:00:00Z", "lastModifiedDateTime": "2026-01-06T09:00:00Z" });
        for (name, value) in defaults.as_object().into_iter().flatten() {
            if json.get(name).is_none() {
                set(json, name, value.clone());
            }
        }
        list.items.push(Item::new(&format!("task/{owner}/{number}"), json.clone()));
    }
}
