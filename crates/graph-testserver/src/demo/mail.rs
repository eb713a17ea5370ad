//! The mail of the town hall.

use serde_json::{Value, json};

use super::broken;
use super::folders;
use super::invitation;
use super::mime::{File, Letter, Person};
use super::people::{name_of, of_kind, picture};
use super::prng::Prng;
use super::roster::Kind;
use super::time;
use super::words::{CATEGORIES, OUTSIDE, SUBJECTS};
use crate::tenant::{Item, Kind as Held, Tenant, User, set};

/// Letters each person receives, each shared mailbox too.
const LETTERS: usize = 30;

/// Fills every mailbox but those of rooms and equipment.
pub(crate) fn fill(tenant: &mut Tenant, seed: u64) {
    for user in &mut tenant.users {
        let bare =
            ["room", "equipment"].contains(&crate::tenant::text(&user.settings, "userPurpose"));
        if !bare {
            folders::plant(user);
        }
    }
    let readers = of_kind(Kind::Person).chain(of_kind(Kind::Shared));
    for reader in readers {
        let mut prng = Prng::new(seed, &["mail", reader.address]);
        for number in 0..LETTERS {
            let letter = letter(&mut prng, seed, reader.address, number);
            deliver(tenant, &mut prng, reader.address, number, &letter);
        }
        drafts(tenant, &mut prng, seed, reader.address);
    }
}

/// Puts a letter into the reader's mailbox, and a copy into the sender's sent items.
fn deliver(tenant: &mut Tenant, prng: &mut Prng, reader: &str, number: usize, letter: &Letter) {
    let defect =
        (number % 3 == 2).then(|| broken::DEFECTS.get(prng.below(broken::DEFECTS.len() * 2)));
    let mut item = match defect.flatten() {
        Some(defect) => broken::item(defect, letter, reader),
        None => letter.item(reader),
    };
    mark(prng, &mut item);
    if let Some(user) = tenant.user_mut(reader) {
        let folder = folders::some(user, prng);
        put(user, &folder, item);
        if number == 0 {
            twins(user, letter, reader);
        }
    }
    let sender = letter.from.1.clone();
    if let Some(user) = tenant.user_mut(&sender) {
        let copy = letter.item(&format!("{sender}/sent"));
        put(user, "sentitems", copy);
    }
}

/// Two different messages with one Message-ID in one folder: an id is no key.
fn twins(user: &mut User, letter: &Letter, reader: &str) {
    for (index, text) in ["Première version.", "Seconde version, corrigée."].into_iter().enumerate()
    {
        let twin = Letter {
            seed: format!("{}/twin/{index}", letter.seed),
            subject: format!("Doublon de numéro ({})", index + 1),
            text: text.to_owned(),
            html: None,
            files: Vec::new(),
            calendar: None,
            ..letter.clone()
        };
        put(user, "inbox", broken::item("duplicate-message-id", &twin, reader));
    }
}

fn put(user: &mut User, folder: &str, item: Item) {
    if let Some(folder) = user.container_mut(Held::Mail, folder) {
        folder.items.push(item);
    }
}

/// Read state, flags, categories, importance.
fn mark(prng: &mut Prng, item: &mut Item) {
    set(&mut item.json, "isRead", !prng.once_in(4));
    if prng.once_in(5) {
        let category = prng.pick(CATEGORIES);
        set(&mut item.json, "categories", json!([category]));
    }
    if prng.once_in(6) {
        set(&mut item.json, "importance", prng.pick(&["high", "low"]));
    }
    let flag = match prng.below(10) {
        0 => json!({ "flagStatus": "flagged" }),
        1 => json!({
            "flagStatus": "complete",
            "completedDateTime": { "dateTime": "2026-02-03T00:00:00.0000000", "timeZone": "UTC" }
        }),
        2 => json!({
            "flagStatus": "flagged",
            "startDateTime": { "dateTime": "2026-05-04T00:00:00.0000000", "timeZone": "UTC" },
            "dueDateTime": { "dateTime": "2026-05-11T00:00:00.0000000", "timeZone": "UTC" }
        }),
        _ => return answered(prng, item),
    };
    set(&mut item.json, "flag", flag);
}

fn answered(prng: &mut Prng, item: &mut Item) {
    if prng.once_in(4) {
        item.extended.push(("Integer 0x1080".to_owned(), prng.pick(&["261", "262"]).into()));
    }
}

fn drafts(tenant: &mut Tenant, prng: &mut Prng, seed: u64, owner: &str) {
    let Some(user) = tenant.user_mut(owner) else { return };
    for number in 0..2 {
        let mut letter = letter(prng, seed, owner, 100 + number);
        letter.from = (name_of(owner).to_owned(), owner.to_owned());
        letter.calendar = None;
        let mut item = letter.item(&format!("{owner}/draft"));
        set(&mut item.json, "isDraft", true);
        if number == 0 {
            set(&mut item.json, "from", Value::Null);
            set(&mut item.json, "sender", Value::Null);
        }
        put(user, "drafts", item);
    }
}

fn letter(prng: &mut Prng, seed: u64, reader: &str, number: usize) -> Letter {
    let reader: Person = (name_of(reader).to_owned(), reader.to_owned());
    let from = sender(prng, &reader.1);
    let subject = prng.pick(SUBJECTS).replace("{}", &(1 + prng.below(999)).to_string());
    let count = 2 + prng.below(5);
    let lines = prng.sentences(count);
    let text = format!("Bonjour,\n\n{}\n\n{}\n", lines.join("\n"), from.0);
    let mut letter = Letter {
        seed: format!("{seed}/{}/{number}", reader.1),
        subject,
        from,
        to: vec![reader],
        cc: Vec::new(),
        date: time::some(prng),
        text: text.replace('\n', "\r\n"),
        html: None,
        files: Vec::new(),
        calendar: None,
    };
    if prng.once_in(3) {
        letter.cc = vec![sender(prng, ""), sender(prng, "")];
    }
    dress(prng, &mut letter, number);
    letter
}

/// Somebody of the house or from outside.
fn sender(prng: &mut Prng, not: &str) -> Person {
    if prng.once_in(2) {
        let people: Vec<_> = of_kind(Kind::Person).filter(|entry| entry.address != not).collect();
        let index = prng.below(people.len());
        if let Some(entry) = people.get(index) {
            return (entry.name.to_owned(), entry.address.to_owned());
        }
    }
    let index = prng.below(OUTSIDE.len());
    OUTSIDE.get(index).map_or_else(
        || (String::new(), "inconnu@valmont.example".to_owned()),
        |(name, address, _)| ((*name).to_owned(), (*address).to_owned()),
    )
}

/// Gives a letter its form: HTML, pictures, files, a nested message, an invitation.
fn dress(prng: &mut Prng, letter: &mut Letter, number: usize) {
    let paragraphs = letter.text.replace("\r\n", "<br>\r\n");
    let html = |more: &str| {
        format!(
            "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\
             </head><body><div>{paragraphs}{more}</div></body></html>"
        )
    };
    match number % 8 {
        0 | 1 => letter.html = Some(html("")),
        3 => {
            let cid = format!("image001.png@{number}");
            letter.html = Some(html(&format!("<img src=\"cid:{cid}\">")));
            letter.files.push(File {
                name: "image001.png".to_owned(),
                kind: "image/png",
                bytes: picture(prng).to_vec(),
                cid: Some(cid),
            });
        }
        4 => letter.files.push(pdf(prng, number)),
        5 => {
            letter.html = Some(html(""));
            letter.files.push(File {
                name: "relevé d'heures.txt".to_owned(),
                kind: "text/plain",
                bytes: "lundi;7,5\r\nmardi;8\r\n".as_bytes().to_vec(),
                cid: None,
            });
            letter.files.push(pdf(prng, number));
        }
        6 => letter.files.push(nested(letter)),
        7 => invitation::enclose(prng, letter),
        _ => {}
    }
}

fn pdf(prng: &mut Prng, number: usize) -> File {
    let mut bytes = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let count = 400 + prng.below(6000);
    bytes.extend_from_slice(&prng.bytes(count));
    bytes.extend_from_slice(b"\n%%EOF\n");
    File { name: format!("Délibération {number}.pdf"), kind: "application/pdf", bytes, cid: None }
}

/// The message a letter forwards as an attachment.
fn nested(letter: &Letter) -> File {
    let inner = Letter {
        seed: format!("{}/nested", letter.seed),
        subject: format!("TR: {}", letter.subject),
        files: Vec::new(),
        html: None,
        ..letter.clone()
    };
    File {
        name: inner.subject.clone(),
        kind: "message/rfc822",
        bytes: inner.bytes().into_bytes(),
        cid: None,
    }
}
