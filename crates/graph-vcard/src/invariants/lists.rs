//! Personal lists: their octets may be anything, and what an encoder puts into them is read back.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use viaduc_contentline::Property;
use viaduc_fidelity::Loss;

use super::{any_item, hold, nothing_is_lost};
use crate::{Context, Item, Options, Version};

/// A member to encode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "of the tests alone")]
pub struct Told<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Where it is reached.
    pub address: &'a str,
    /// How it stands in the list.
    pub way: Way,
}

/// How a member stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "of the tests alone")]
pub enum Way {
    /// As a one-off entry id in UTF-16.
    OneOff,
    /// As a one-off entry id in one octet a character; texts of others are in UTF-8.
    Narrow,
    /// As a one-off entry id in a wrapping.
    Wrapped,
    /// As a contact of the mailbox, with a one-off entry id beside it.
    Contact,
    /// As a colleague: the address is an X.500 name in an entry id of the directory.
    Directory,
}

const ADDRESS_SET: &str = "{00062004-0000-0000-C000-000000000046}";

/// Whatever the octets of a list's properties are, it becomes a card by every law.
pub fn any_octets_of_a_list(octets: &[u8]) {
    let text = STANDARD.encode(octets);
    let (first, last) = octets.split_at(octets.len() / 2);
    let halves = [STANDARD.encode(first), STANDARD.encode(last)];
    for (stream, members, one_offs) in [
        (Some(&text), &halves[..], &halves[..1]),
        (None, &halves[..1], &halves[1..]),
        (None, std::slice::from_ref(&text), &halves[..]),
    ] {
        let source = list("List", stream, members, one_offs);
        let Ok(item) = Item::read(source.to_string().as_bytes()) else {
            panic!("a list is read: {source}")
        };
        any_item(&item);
        nothing_is_lost(&item, &source);
        if stream.is_none() && octets.len() > 1 {
            every_member_is_told(&item, members.len().max(one_offs.len()), &source);
        }
    }
}

/// Each member of the two properties is in the card, or a loss says why not.
fn every_member_is_told(item: &Item, count: usize, source: &Value) {
    let Ok(made) = item.to_card(&Options::new(Version::V4), &Context::default()) else { return };
    let written = made.value().properties.iter().filter(is_member).count();
    let gone = |loss: &&Loss| {
        let ends = ["members.unreadable", "members.unaddressed", "emailAddress.repeated"];
        ends.iter().any(|end| loss.code.name.ends_with(end))
    };
    let gone = made.losses().iter().filter(gone).count();
    hold(written + gone >= count, "each member is written or reported", &source.to_string());
}

fn is_member(property: &&Property<'_>) -> bool {
    ["MEMBER", "X-ADDRESSBOOKSERVER-MEMBER", "X-MS-MEMBER"].contains(&&*property.name)
}

/// Each member is in the card, by its address and with its name, from the two properties and from the stream.
///
/// Addresses have to differ, and to be SMTP addresses, or X.500 names for colleagues; no text holds a null.
pub fn members_are_read_back(members: &[Told<'_>]) {
    let pairs: Vec<(Vec<u8>, Vec<u8>)> = members.iter().map(pair).collect();
    let texts = |octets: Vec<&Vec<u8>>| -> Vec<String> {
        octets.into_iter().map(|octets| STANDARD.encode(octets)).collect()
    };
    let entries = texts(pairs.iter().map(|(entry, _)| entry).collect());
    let one_offs = texts(pairs.iter().map(|(_, one_off)| one_off).collect());
    let stream = STANDARD.encode(stream(&pairs));
    for source in [list("L", None, &entries, &one_offs), list("L", Some(&stream), &[], &[])] {
        let Ok(item) = Item::read(source.to_string().as_bytes()) else {
            panic!("a list is read: {source}")
        };
        for version in [Version::V3, Version::V4] {
            let Ok(made) = item.to_card(&Options::new(version), &Context::default()) else {
                panic!("a list with a name becomes a card: {source}")
            };
            let written: Vec<_> = made.value().properties.iter().filter(is_member).collect();
            hold(
                written.len() == members.len(),
                "each member is written once",
                &source.to_string(),
            );
            for (told, property) in members.iter().zip(written) {
                reads_back(told, property);
            }
        }
    }
}

/// The same of any names: each gets an address of its own, and stands in one of the ways.
pub fn any_members_are_read_back(texts: &[(u8, String)]) {
    const WAYS: [Way; 5] = [Way::OneOff, Way::Narrow, Way::Wrapped, Way::Contact, Way::Directory];
    let mut owned = Vec::new();
    for (number, (way, name)) in texts.iter().enumerate() {
        let way = *WAYS.get(usize::from(way % 5)).unwrap_or(&Way::OneOff);
        // What an entry id or a parameter cannot hold, and what repeats an address, is not read back.
        let kept = |c: &char| !c.is_control() && !"@()<>\u{85}\u{2028}\u{2029}".contains(*c);
        let name: String = name.chars().filter(kept).collect();
        let name = name.trim_matches(|c: char| c.is_whitespace() || "'\"".contains(c)).to_owned();
        let address = match way {
            Way::Directory => format!("/o=Town/cn=Recipients/cn={number:032x}-m{number}"),
            Way::OneOff | Way::Narrow | Way::Wrapped | Way::Contact => {
                format!("m%{number}?a=b@valmont.example")
            }
        };
        owned.push((way, name, address));
    }
    let told = owned.iter().map(|(way, name, address)| Told { way: *way, name, address });
    members_are_read_back(&told.collect::<Vec<_>>());
}

fn reads_back(told: &Told<'_>, property: &Property<'_>) {
    let what = format!("{told:?} {property:?}");
    if told.way == Way::Directory {
        hold(property.name == "X-MS-MEMBER" && property.as_text() == told.address, "a name", &what);
    } else {
        let address = viaduc_identities::mailto_address(&property.value);
        hold(address.as_deref() == Some(told.address), "an address is read back", &what);
    }
    let name = property.parameter("X-CN").unwrap_or_default();
    hold(name.trim() == told.name.trim(), "a name is read back", &what);
}

/// A list as Graph answers it.
fn list(name: &str, stream: Option<&String>, members: &[String], one_offs: &[String]) -> Value {
    let mut single =
        vec![json!({ "id": format!("String {ADDRESS_SET} Id 0x8053"), "value": name })];
    single.extend(
        stream
            .map(|text| json!({ "id": format!("Binary {ADDRESS_SET} Id 0x8064"), "value": text })),
    );
    json!({
        "@odata.type": "#microsoft.graph.mailboxItem",
        "type": "IPM.DistList",
        "singleValueExtendedProperties": single,
        "multiValueExtendedProperties": [
            { "id": format!("BinaryArray {ADDRESS_SET} Id 0x8055"), "value": members },
            { "id": format!("BinaryArray {ADDRESS_SET} Id 0x8054"), "value": one_offs },
        ],
    })
}

/// The two entry ids of a member.
fn pair(told: &Told<'_>) -> (Vec<u8>, Vec<u8>) {
    let wide = |text: &str| -> Vec<u8> {
        text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()
    };
    let narrow = |text: &str| -> Vec<u8> { text.bytes().chain([0]).collect() };
    let kind = if told.way == Way::Directory { "EX" } else { "SMTP" };
    let texts = [told.name, kind, told.address];
    let one_off = if told.way == Way::Narrow {
        let head = [&[0; 4][..], &ONE_OFF, &[0, 0, 1, 0]].concat();
        [head, texts.map(narrow).concat()].concat()
    } else {
        let head = [&[0; 4][..], &ONE_OFF, &[0, 0, 1, 0x90]].concat();
        [head, texts.map(wide).concat()].concat()
    };
    let wrapped = |kind: u8, inside: &[u8]| [&[0; 4][..], &WRAPPED, &[kind], inside].concat();
    let entry = match told.way {
        Way::OneOff | Way::Narrow => one_off.clone(),
        Way::Wrapped => wrapped(0, &one_off),
        Way::Contact => wrapped(0xC3, &[0x5A; 70]),
        Way::Directory => {
            let name = narrow(told.address);
            wrapped(0xB5, &[&[0; 4][..], &DIRECTORY, &[1, 0, 0, 0, 0, 0, 0, 0], &name].concat())
        }
    };
    (entry, one_off)
}

fn stream(pairs: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let size = |octets: &[u8]| u32::try_from(octets.len()).unwrap_or(u32::MAX).to_le_bytes();
    let count = u32::try_from(pairs.len()).unwrap_or(u32::MAX).to_le_bytes();
    let mut out = [&[1, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0][..], &count, &[0; 12]].concat();
    for (entry, one_off) in pairs {
        out.extend([&size(entry)[..], entry, &size(one_off), one_off, &[0; 4]].concat());
    }
    out.extend([0; 8]);
    out
}

// The octets of MS-OXCDATA §2.2.5.1 and §2.2.5.2 and MS-OXOCNTC §2.2.2.2.4.1.1, written down a second time.
const ONE_OFF: [u8; 16] = *b"\x81\x2B\x1F\xA4\xBE\xA3\x10\x19\x9D\x6E\x00\xDD\x01\x0F\x54\x02";
const WRAPPED: [u8; 16] = *b"\xC0\x91\xAD\xD3\x51\x9D\xCF\x11\xA4\xA9\x00\xAA\x00\x47\xFA\xA4";
const DIRECTORY: [u8; 16] = *b"\xDC\xA7\x40\xC8\xC0\x42\x10\x1A\xB4\xB9\x08\x00\x2B\x2F\xE1\x82";
