//! The directory of the town hall: users, rooms, equipment, shared mailboxes, groups.

use bytes::Bytes;
use serde_json::{Value, json};

use super::prng::Prng;
use super::roster::{DOMAIN, Entry, Kind, ROSTER};
use crate::ids;
use crate::tenant::{Group, Tenant, User, set};

/// The X.500 name old items know a person by.
pub(crate) fn legacy_name(address: &str) -> String {
    let alias = address.split('@').next().unwrap_or_default();
    let number = ids::guid(&["legacy", address]).replace('-', "");
    format!(
        "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/\
         cn={number}-{alias}"
    )
}

/// Entries of the roster of one kind.
pub(crate) fn of_kind(kind: Kind) -> impl Iterator<Item = &'static Entry> {
    ROSTER.iter().filter(move |entry| entry.kind == kind)
}

/// A name of the roster, empty for a stranger.
pub(crate) fn name_of(address: &str) -> &'static str {
    ROSTER.iter().find(|entry| entry.address == address).map_or("", |entry| entry.name)
}

/// A smallest PNG: one pixel, its colour from the seed.
pub(crate) fn picture(prng: &mut Prng) -> Bytes {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0".to_vec();
    png.extend_from_slice(&crc(&png, 12));
    let [red, green, blue, ..] = prng.word().to_le_bytes();
    let pixel = [0, red, green, blue];
    let mut data = vec![0x78, 0x01, 0x01, 0x04, 0x00, 0xfb, 0xff];
    data.extend_from_slice(&pixel);
    data.extend_from_slice(&adler(&pixel));
    let length = u32::try_from(data.len()).unwrap_or_default();
    png.extend_from_slice(&length.to_be_bytes());
    let start = png.len();
    png.extend_from_slice(b"IDAT");
    png.extend_from_slice(&data);
    let check = crc(&png, start);
    png.extend_from_slice(&check);
    png.extend_from_slice(b"\0\0\0\0IEND\xaeB`\x82");
    Bytes::from(png)
}

fn crc(bytes: &[u8], from: usize) -> [u8; 4] {
    let mut crc = u32::MAX;
    for byte in bytes.iter().skip(from) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    (!crc).to_be_bytes()
}

fn adler(bytes: &[u8]) -> [u8; 4] {
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    ((high << 16) | low).to_be_bytes()
}

/// Every user of the roster with an empty mailbox.
pub(crate) fn users(seed: u64) -> Vec<User> {
    let with_mailbox = ROSTER.iter().filter(|entry| entry.kind != Kind::Group);
    with_mailbox.map(|entry| user(entry, &mut Prng::new(seed, &["user", entry.address]))).collect()
}

fn user(entry: &Entry, prng: &mut Prng) -> User {
    let mut user = User::new(entry.address, entry.name);
    let alias = entry.address.split('@').next().unwrap_or_default();
    let mut proxies = vec![
        format!("SMTP:{}", entry.address),
        format!("x500:{}", legacy_name(entry.address)),
        format!("smtp:{alias}@mairie-{DOMAIN}"),
    ];
    let purpose = match entry.kind {
        Kind::Person => "user",
        Kind::Shared => "shared",
        Kind::Room => "room",
        Kind::Equipment => "equipment",
        Kind::Group => "others",
    };
    if entry.kind == Kind::Person {
        person(&mut user, entry, prng);
        proxies.push(format!("sip:{}", entry.address));
    } else {
        set(&mut user.json, "accountEnabled", false);
    }
    set(&mut user.json, "proxyAddresses", proxies);
    set(&mut user.json, "usageLocation", "FR");
    set(&mut user.json, "preferredLanguage", "fr-FR");
    set(&mut user.settings, "userPurpose", purpose);
    user
}

fn person(user: &mut User, entry: &Entry, prng: &mut Prng) {
    let (given, family) = entry.name.split_once(' ').unwrap_or((entry.name, ""));
    let manager = match entry.address {
        "helene.marchand@valmont.example" => "",
        "bruno.lefevre@valmont.example" | "claire.dupont@valmont.example" => {
            "helene.marchand@valmont.example"
        }
        _ => "claire.dupont@valmont.example",
    };
    for (name, value) in [
        ("givenName", Value::from(given)),
        ("surname", family.into()),
        ("jobTitle", entry.title.into()),
        ("department", entry.place.into()),
        ("companyName", "Mairie de Valmont".into()),
        ("officeLocation", format!("Bureau {}", 1 + prng.below(30)).into()),
        (
            "businessPhones",
            json!([format!("+33 5 55 01 {:02} {:02}", prng.below(100), prng.below(100))]),
        ),
        (
            "mobilePhone",
            format!(
                "+33 6 55 {:02} {:02} {:02}",
                prng.below(100),
                prng.below(100),
                prng.below(100)
            )
            .into(),
        ),
        ("streetAddress", "1 place de la Mairie".into()),
        ("postalCode", "87999".into()),
        ("city", "Valmont".into()),
        ("country", "France".into()),
        ("managerId", manager.into()),
    ] {
        set(&mut user.json, name, value);
    }
    if prng.once_in(2) {
        user.photo = Some(picture(prng));
    }
}

/// Groups, places and organisational contacts.
pub(crate) fn organisation(tenant: &mut Tenant) {
    let id = |address: &str| ids::guid(&["user", address]);
    let people: Vec<String> = of_kind(Kind::Person).map(|entry| id(entry.address)).collect();
    for entry in of_kind(Kind::Group) {
        tenant.groups.push(Group {
            json: json!({
                "id": ids::guid(&["group", entry.address]),
                "displayName": entry.name,
                "mail": entry.address,
                "mailNickname": entry.address.split('@').next(),
                "mailEnabled": true,
                "securityEnabled": false,
                "groupTypes": [],
                "description": "Les élus et la direction",
                "createdDateTime": "2024-02-01T09:00:00Z",
                "visibility": null,
                "proxyAddresses": [format!("SMTP:{}", entry.address)]
            }),
            members: people.iter().take(4).cloned().collect(),
            owners: people.iter().skip(2).take(1).cloned().collect(),
        });
    }
    for (index, entry) in of_kind(Kind::Room).enumerate() {
        tenant.places.push(json!({
            "@odata.type": "#microsoft.graph.room",
            "id": id(entry.address),
            "emailAddress": entry.address,
            "displayName": entry.name,
            "nickname": entry.name,
            "building": entry.place,
            "floorNumber": index,
            "capacity": 40 - 10 * index,
            "bookingType": "standard",
            "isWheelChairAccessible": index == 0,
            "phone": "+33 5 55 01 00 00",
            "tags": [],
            "address": { "street": "1 place de la Mairie", "city": "Valmont", "postalCode": "87999",
                "countryOrRegion": "France" },
            "geoCoordinates": { "latitude": 45.83, "longitude": 1.26 }
        }));
    }
    tenant.org_contacts.push(json!({
        "id": ids::guid(&["orgContact", "tresorerie"]),
        "displayName": "Trésorerie de Valmont",
        "mail": "tresorerie@finances-publiques.example",
        "mailNickname": "tresorerie",
        "companyName": "Finances publiques",
        "proxyAddresses": ["SMTP:tresorerie@finances-publiques.example"],
        "phones": [{ "type": "business", "number": "+33 5 55 02 00 00" }],
        "addresses": [{ "city": "Valmont", "countryOrRegion": "France" }]
    }));
}

/// A `recipient`.
pub(crate) fn recipient(name: &str, address: &str) -> Value {
    json!({ "emailAddress": { "name": name, "address": address } })
}
