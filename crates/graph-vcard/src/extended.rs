//! MAPI properties that Graph's contact has no members for, as `$expand=singleValueExtendedProperties` answers them.

use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_graph_types::{MultiValueProperty, SingleValueProperty};
use viaduc_wire::List;

use crate::card::{Card, is_something, some};
use crate::codes::{
    CHILD, EXTENDED, EXTENDED_UNKNOWN, GENDER, SENSITIVITY, SENSITIVITY_PERSONAL,
    SENSITIVITY_UNKNOWN, SUPERSEDED,
};
use crate::reach::Line;

/// Which MAPI property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// A tagged one, by its id.
    Tag(u32),
    /// A named one of the set PSETID_Address, by its id.
    Address(u32),
}

/// What becomes of it.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Tel(Line),
    Url(Option<&'static str>),
    Text(&'static str),
    /// In vCard 4.0 a property of its own (RFC 6715), an extension in 3.0.
    Known(&'static str, &'static str),
    FreeBusy,
    Im,
    Gender,
    Sensitivity,
    /// A birthday or an anniversary: its rank among the properties that tell one.
    Birthday(usize),
    Anniversary(usize),
    /// About an e-mail address: its place among the three, and what it says.
    Email(usize, Hint),
    /// The name that is shown, which Graph tells in a member of its own.
    Shown,
    /// The class of the item.
    Class,
}

/// What an extended property says about an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    Kind,
    Address,
    Original,
}

const TABLE: &[(Key, Fate)] = &[
    (Key::Tag(0x3A24), Fate::Tel(Line::WORK_FAX)),
    (Key::Tag(0x3A25), Fate::Tel(Line::HOME_FAX)),
    (Key::Tag(0x3A23), Fate::Tel(Line::OTHER_FAX)),
    (Key::Tag(0x3A21), Fate::Tel(Line::PAGER)),
    (Key::Tag(0x3A1E), Fate::Tel(Line::CAR)),
    (Key::Tag(0x3A1D), Fate::Tel(Line::RADIO)),
    (Key::Tag(0x3A1F), Fate::Tel(Line::OTHER)),
    (Key::Tag(0x3A57), Fate::Tel(Line::COMPANY)),
    (Key::Tag(0x3A02), Fate::Tel(Line::CALLBACK)),
    (Key::Tag(0x3A1A), Fate::Tel(Line::PRIMARY)),
    (Key::Tag(0x3A2E), Fate::Tel(Line::ASSISTANT)),
    (Key::Tag(0x3A2C), Fate::Tel(Line::TELEX)),
    (Key::Tag(0x3A2D), Fate::Tel(Line::ISDN)),
    (Key::Tag(0x3A4B), Fate::Tel(Line::TEXTPHONE)),
    (Key::Tag(0x3A08), Fate::Tel(Line::WORK)),
    (Key::Tag(0x3A1B), Fate::Tel(Line::WORK)),
    (Key::Tag(0x3A09), Fate::Tel(Line::HOME)),
    (Key::Tag(0x3A2F), Fate::Tel(Line::HOME)),
    (Key::Tag(0x3A1C), Fate::Tel(Line::MOBILE)),
    (Key::Tag(0x3A50), Fate::Url(Some("home"))),
    (Key::Tag(0x3A4C), Fate::Url(None)),
    (Key::Address(0x802B), Fate::Url(None)),
    (Key::Tag(0x3A43), Fate::Known("HOBBY", "X-HOBBY")),
    (Key::Tag(0x3A0C), Fate::Text("X-LANGUAGE")),
    (Key::Tag(0x3A47), Fate::Text("X-REFERRED-BY")),
    (Key::Tag(0x3A4A), Fate::Text("X-CUSTOMER-ID")),
    (Key::Tag(0x3A00), Fate::Text("X-ACCOUNT")),
    (Key::Tag(0x3A07), Fate::Text("X-GOVERNMENT-ID")),
    (Key::Tag(0x3A49), Fate::Text("X-COMPUTER-NETWORK-NAME")),
    (Key::Address(0x804F), Fate::Text("X-MS-USER1")),
    (Key::Address(0x8050), Fate::Text("X-MS-USER2")),
    (Key::Address(0x8051), Fate::Text("X-MS-USER3")),
    (Key::Address(0x8052), Fate::Text("X-MS-USER4")),
    (Key::Address(0x80D8), Fate::FreeBusy),
    (Key::Address(0x8062), Fate::Im),
    (Key::Tag(0x3A4D), Fate::Gender),
    (Key::Tag(0x0036), Fate::Sensitivity),
    (Key::Address(0x80DE), Fate::Birthday(0)),
    (Key::Tag(0x3A42), Fate::Birthday(1)),
    (Key::Address(0x80DF), Fate::Anniversary(0)),
    (Key::Tag(0x3A41), Fate::Anniversary(1)),
    (Key::Address(0x8082), Fate::Email(0, Hint::Kind)),
    (Key::Address(0x8083), Fate::Email(0, Hint::Address)),
    (Key::Address(0x8084), Fate::Email(0, Hint::Original)),
    (Key::Address(0x8092), Fate::Email(1, Hint::Kind)),
    (Key::Address(0x8093), Fate::Email(1, Hint::Address)),
    (Key::Address(0x8094), Fate::Email(1, Hint::Original)),
    (Key::Address(0x80A2), Fate::Email(2, Hint::Kind)),
    (Key::Address(0x80A3), Fate::Email(2, Hint::Address)),
    (Key::Address(0x80A4), Fate::Email(2, Hint::Original)),
    (Key::Tag(0x001A), Fate::Class),
    (Key::Tag(0x3001), Fate::Shown),
];

/// The name of PSETID_Address.
const ADDRESS_SET: &str = "{00062004-0000-0000-c000-000000000046}";

/// Reads `String 0x3A24` and `String {00062004-…} Id 0x8083`, in any case.
pub(crate) fn key(id: &str) -> Option<Key> {
    let mut words = id.split_ascii_whitespace().skip(1);
    let number = |text: &str| {
        let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
        hex.and_then(|hex| u32::from_str_radix(hex, 16).ok())
    };
    let first = words.next()?;
    match (words.next(), words.next()) {
        (None, _) => number(first).map(Key::Tag),
        (Some(word), Some(id))
            if word.eq_ignore_ascii_case("Id") && first.eq_ignore_ascii_case(ADDRESS_SET) =>
        {
            number(id).map(Key::Address)
        }
        _ => None,
    }
}

fn fate(id: Option<&str>) -> Option<Fate> {
    let key = key(id?)?;
    TABLE.iter().find(|(known, _)| *known == key).map(|(_, fate)| *fate)
}

/// The ids of the properties that are read, as Graph writes them.
#[cfg(feature = "__invariants")]
pub(crate) fn known_ids() -> impl Iterator<Item = String> {
    TABLE.iter().map(|(key, _)| match key {
        Key::Tag(tag) => format!("String 0x{tag:04X}"),
        Key::Address(id) => format!("String {ADDRESS_SET} Id 0x{id:04X}"),
    })
}

/// A value, and its place in the list.
pub(crate) type Placed<'a> = (&'a str, usize);

/// What other fields need to know of the extended properties.
#[derive(Debug, Default)]
pub(crate) struct Hints<'a> {
    /// The birthday, as a plain day first, and the anniversary likewise: each text with its rank.
    birthdays: Vec<(usize, Placed<'a>)>,
    anniversaries: Vec<(usize, Placed<'a>)>,
    /// What is said of the three e-mail addresses.
    emails: Vec<(usize, Hint, Placed<'a>)>,
    /// The name that is shown.
    pub(crate) shown: Option<&'a str>,
}

impl<'a> Hints<'a> {
    pub(crate) fn read(list: &'a List<SingleValueProperty>) -> Self {
        let mut hints = Self::default();
        for (position, property) in list.enumerate() {
            let Some(value) = some(&property.value) else { continue };
            let placed = (value, position);
            match fate(property.id.as_deref()) {
                Some(Fate::Birthday(rank)) => hints.birthdays.push((rank, placed)),
                Some(Fate::Anniversary(rank)) => hints.anniversaries.push((rank, placed)),
                Some(Fate::Email(slot, hint)) => hints.emails.push((slot, hint, placed)),
                Some(Fate::Shown) if hints.shown.is_none() => hints.shown = Some(value),
                _ => {}
            }
        }
        hints
    }

    /// What is said of the e-mail address at this place.
    pub(crate) fn of_email(&self, slot: usize, hint: Hint) -> impl Iterator<Item = Placed<'a>> {
        let of = move |(at, what, _): &&(usize, Hint, Placed<'a>)| *at == slot && *what == hint;
        self.emails.iter().filter(of).map(|(.., placed)| *placed)
    }

    /// Whether anything is said of e-mail addresses.
    pub(crate) fn has_emails(&self) -> bool {
        !self.emails.is_empty()
    }

    /// The birthdays of this rank.
    pub(crate) fn birthdays(&self, rank: usize) -> impl Iterator<Item = Placed<'a>> {
        ranked(&self.birthdays, rank)
    }

    /// The anniversaries of this rank.
    pub(crate) fn anniversaries(&self, rank: usize) -> impl Iterator<Item = Placed<'a>> {
        ranked(&self.anniversaries, rank)
    }
}

fn ranked<'h, 'a>(
    of: &'h [(usize, Placed<'a>)],
    rank: usize,
) -> impl Iterator<Item = Placed<'a>> + use<'h, 'a> {
    of.iter().filter(move |(at, _)| *at == rank).map(|(_, placed)| *placed)
}

impl<'a> Card<'a, '_> {
    pub(crate) fn extended(&mut self, list: &'a List<SingleValueProperty>) {
        self.each_extended(list, |card, _, id, value, place| match fate(Some(id)) {
            Some(fate) => card.extended_one(fate, value, &place.key("value")),
            None => card.losses.note(&EXTENDED_UNKNOWN, place, id),
        });
    }

    /// Looks at each property that has a value: its position, its id, its value, and its place.
    pub(crate) fn each_extended(
        &mut self,
        list: &'a List<SingleValueProperty>,
        mut look: impl FnMut(&mut Self, usize, &'a str, &'a str, &Place<'_>),
    ) {
        let root = Place::root();
        let root = root.key("singleValueExtendedProperties");
        for (position, property) in list.enumerate() {
            let place = root.index(position);
            let SingleValueProperty { id, value, other } = property;
            self.unknown(other, &place);
            let Some(value) = some(value) else { continue };
            look(self, position, id.as_deref().unwrap_or_default(), value, &place);
        }
        self.strays(list, &root);
    }

    fn extended_one(&mut self, fate: Fate, value: &'a str, place: &Place<'_>) {
        match fate {
            Fate::Tel(line) => self.tel(line, value, place),
            Fate::Url(kind) => {
                self.url(kind, value, place);
            }
            Fate::Text(name) => self.extension(name, Some(value), place, &EXTENDED),
            Fate::Known(name, _) if !self.is_v3() => {
                let value = self.checked(value, place);
                self.push(Property::text(name, value));
            }
            Fate::Known(_, old) => self.extension(old, Some(value), place, &EXTENDED),
            Fate::FreeBusy => {
                let uri = self.uri(value, place);
                self.push(Property::new("FBURL", uri));
            }
            Fate::Im => self.impp(value, place),
            Fate::Gender => self.gender(value, place),
            Fate::Sensitivity => self.sensitivity(value.trim(), place),
            Fate::Shown if value.trim() != self.shown.trim() => {
                self.losses.note(&SUPERSEDED, place, value);
            }
            Fate::Class if !value.trim().eq_ignore_ascii_case("IPM.Contact") => {
                self.losses.note(&EXTENDED_UNKNOWN, place, value);
            }
            Fate::Shown | Fate::Class => {}
            // These were read with the members that tell the same.
            Fate::Birthday(_) | Fate::Anniversary(_) | Fate::Email(..) => {}
        }
    }

    /// `1`, `2` of MAPI, or the text of the beta property.
    pub(crate) fn gender(&mut self, value: &'a str, place: &Place<'_>) {
        let word = match value.trim() {
            "0" => return,
            "1" => "F",
            "2" => "M",
            text if text.eq_ignore_ascii_case("female") => "F",
            text if text.eq_ignore_ascii_case("male") => "M",
            _ => "",
        };
        let (name, old) = if self.is_v3() { ("X-GENDER", true) } else { ("GENDER", false) };
        let said = if word.is_empty() { value.trim() } else { word };
        if let Some(written) = self.gender {
            if written != said {
                self.losses.note(&SUPERSEDED, place, value);
            }
            return;
        }
        self.gender = Some(said);
        let value = self.checked(value, place);
        self.push(match (word, old) {
            ("", true) => Property::text(name, value),
            ("", false) => Property::structured(name, ["", value]),
            (word, _) => Property::new(name, word),
        });
        if old {
            self.losses.report(&GENDER, place);
        }
    }

    /// PidTagSensitivity: 0 normal, 1 personal, 2 private, 3 confidential.
    pub(crate) fn sensitivity(&mut self, value: &str, place: &Place<'_>) {
        let class = match value {
            "0" => return,
            "1" => {
                self.losses.report(&SENSITIVITY_PERSONAL, place);
                "PRIVATE"
            }
            "2" => "PRIVATE",
            "3" => "CONFIDENTIAL",
            unknown => {
                self.losses.note(&SENSITIVITY_UNKNOWN, place, unknown);
                "PRIVATE"
            }
        };
        if let Some(written) = self.class {
            if written != class {
                self.losses.note(&SUPERSEDED, place, value);
            }
            return;
        }
        self.class = Some(class);
        if self.is_v3() {
            self.push(Property::new("CLASS", class));
        } else {
            self.push(Property::new("X-CLASS", class));
            self.losses.report(&SENSITIVITY, place);
        }
    }

    /// The children among the properties of several values; the others are not known.
    pub(crate) fn extended_lists(&mut self, list: &'a List<MultiValueProperty>) {
        let root = Place::root();
        let root = root.key("multiValueExtendedProperties");
        for (position, property) in list.enumerate() {
            let place = root.index(position);
            let MultiValueProperty { id, value, other } = property;
            self.unknown(other, &place);
            self.strays(value, &place.key("value"));
            if key(id.as_deref().unwrap_or_default()) != Some(Key::Tag(0x3A58)) {
                if value.iter().any(|value| is_something(value)) {
                    self.losses.note(&EXTENDED_UNKNOWN, &place, id.as_deref().unwrap_or_default());
                }
                continue;
            }
            let values = place.key("value");
            for (position, child) in value.enumerate() {
                if is_something(child) && self.is_new(&["CHILD"], child) {
                    self.related(
                        "child",
                        "X-MS-CHILD",
                        Some(child),
                        &values.index(position),
                        &CHILD,
                    );
                }
            }
        }
        self.strays(list, &root);
    }
}
