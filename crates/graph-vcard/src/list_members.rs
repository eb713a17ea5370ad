//! The members of a personal list: pairs of entry ids, from two properties or from the stream of large lists
//! (MS-OXOCNTC §2.2.2.2.1, §2.2.2.2.2, §2.2.2.2.4), and what is written of them.

use std::collections::{BTreeMap, BTreeSet};

use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_identities::{is_smtp_address, is_x500, mailto};
use viaduc_wire::{List, from_base64};

use crate::card::{Card, is_something};
use crate::codes::{
    EMAIL_REPEATED, EMAIL_X500, LIST_MEMBER_BESIDE, LIST_MEMBER_ITEM, LIST_MEMBER_NAME,
    LIST_MEMBER_UNREADABLE, LIST_MEMBER_UNRESOLVED, MEMBER_NAMELESS,
};
use crate::email::{name_beside, smtp_inside};
use crate::entry_id::{self, EntryId, Octets, OneOff, digits};

/// Where a member stands in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// In the property of several values at the first place, at the second.
    InList(usize, usize),
    /// In the stream that is the property of one value at this place.
    InStream(usize),
}

impl Stands {
    fn place(self, at: impl FnOnce(&Place<'_>)) {
        let root = Place::root();
        match self {
            Self::InList(of, position) => {
                let list = root.key("multiValueExtendedProperties");
                at(&list.index(of).key("value").index(position));
            }
            Self::InStream(of) => {
                let list = root.key("singleValueExtendedProperties");
                at(&list.index(of).key("value"));
            }
        }
    }
}

/// A member: who it is, and what it was called and how it was reached when it was put in. Either may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) entry: Vec<u8>,
    pub(crate) one_off: Vec<u8>,
    pub(crate) stands: Stands,
    /// Where what it was called stands, if not in the same place.
    pub(crate) beside: Option<Stands>,
}

/// A property of several values, and its place.
pub(crate) type Values<'a> = (&'a List<String>, usize);

/// The members of the two properties: what stands at one place in both is one member.
pub(crate) fn paired([entries, one_offs]: [Option<Values<'_>>; 2]) -> Vec<Member> {
    let octets = |text: &str| from_base64(text.trim()).unwrap_or_default();
    let mut members = BTreeMap::new();
    let empty = |of, at| Member {
        entry: Vec::new(),
        one_off: Vec::new(),
        stands: Stands::InList(of, at),
        beside: None,
    };
    if let Some((values, of)) = entries {
        for (at, text) in values.enumerate().filter(|(_, text)| is_something(text)) {
            members.insert(at, Member { entry: octets(text), ..empty(of, at) });
        }
    }
    if let Some((values, of)) = one_offs {
        for (at, text) in values.enumerate().filter(|(_, text)| is_something(text)) {
            let member = members.entry(at).or_insert_with(|| empty(of, at));
            member.one_off = octets(text);
            member.beside = Some(Stands::InList(of, at));
        }
    }
    members.into_values().collect()
}

/// The members of the stream, and whether that is all it holds: to its end, where zeros stand.
pub(crate) fn of_stream(octets: &[u8], stands: Stands) -> (Vec<Member>, bool) {
    let mut rest = Octets(octets);
    let mut members = Vec::new();
    // The version, a reserved word, the build and the flags; the count; three sums of sizes.
    let head = (rest.u16(), rest.take(10), rest.u32(), rest.take(12));
    let (Some(1), Some(_), Some(count), Some(_)) = head else { return (members, false) };
    let mut nothing_else = true;
    // The count may be anything: what is there says when to stop.
    for _ in 0..count {
        let (Some(entry), Some(one_off), Some(extra)) = (rest.sized(), rest.sized(), rest.sized())
        else {
            return (members, false);
        };
        nothing_else &= extra.is_empty();
        let (entry, one_off) = (entry.to_vec(), one_off.to_vec());
        members.push(Member { entry, one_off, stands, beside: None });
    }
    (members, nothing_else && rest.0.iter().all(|octet| *octet == 0))
}

/// What a member is written by.
#[derive(Debug)]
enum Reach {
    /// A URI, and the X.500 name that an address was found for.
    Uri(String, Option<String>),
    /// Text that tells who it is but reaches nobody.
    Text(String),
}

/// Whether the one-off entry id beside a member says what is not written of it: `told` is, reached so.
fn says_else(beside: &OneOff, told: &OneOff, reach: &Reach) -> bool {
    let address = beside.address.trim();
    let is_written = match reach {
        Reach::Uri(uri, stood_for) => {
            *uri == mailto(address)
                || stood_for.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(address))
        }
        Reach::Text(text) => text == address,
    };
    beside != told || is_something(address) && !is_written
}

impl Card<'_, '_> {
    pub(crate) fn write_members(&mut self, members: &[Member]) {
        let mut written = BTreeSet::new();
        for member in members {
            member.stands.place(|place| self.write_member(member, place, &mut written));
        }
    }

    fn write_member(&mut self, member: &Member, place: &Place<'_>, written: &mut BTreeSet<String>) {
        let entry = entry_id::read(&member.entry);
        let beside = match entry_id::read(&member.one_off) {
            Some(EntryId::OneOff(one_off)) => Some(one_off),
            _ => None,
        };
        let empty = member.entry.is_empty() && member.one_off.is_empty();
        if empty || (entry.is_none() && !member.entry.is_empty()) {
            let note = format!("{} octets", member.entry.len());
            self.losses.note(&LIST_MEMBER_UNREADABLE, place, &note);
        }
        if beside.is_none() && !member.one_off.is_empty() {
            let note = format!("{} octets", member.one_off.len());
            member.beside.unwrap_or(member.stands).place(|place| {
                self.losses.note(&LIST_MEMBER_UNREADABLE, place, &note);
            });
        }
        if entry.is_none() && beside.is_none() {
            return;
        }
        let told = match &entry {
            Some(EntryId::OneOff(own)) => own.clone(),
            _ => beside.clone().unwrap_or_default(),
        };
        let Some(reach) = self.reach(entry.as_ref(), &told, place) else {
            self.losses.report(&MEMBER_NAMELESS, place);
            return;
        };
        if beside.is_some_and(|beside| says_else(&beside, &told, &reach)) {
            member.beside.unwrap_or(member.stands).place(|place| {
                self.losses.report(&LIST_MEMBER_BESIDE, place);
            });
        }
        self.write_reached(reach, &told, place, written);
    }

    fn write_reached(
        &mut self,
        reach: Reach,
        told: &OneOff,
        place: &Place<'_>,
        written: &mut BTreeSet<String>,
    ) {
        let (mut property, address) = match reach {
            Reach::Uri(uri, stood_for) => {
                if let Some(name) = stood_for {
                    self.losses.note(&EMAIL_X500, place, &name);
                }
                let name = self.member_name();
                let address = uri.strip_prefix("mailto:").unwrap_or_default().to_owned();
                (Property::new(name, uri), address)
            }
            Reach::Text(text) => {
                self.losses.report(&LIST_MEMBER_UNRESOLVED, place);
                self.checked(&text, place);
                let property = Property::text("X-MS-MEMBER", text.clone());
                let kind = Some(told.kind.as_str()).filter(|kind| is_something(kind));
                self.parameter(kind.unwrap_or_default(), place);
                (property.with_list("X-TYPE", kind).into_owned(), text)
            }
        };
        let name = name_beside(&told.name, &address).to_owned();
        let is_new = written.insert(property.value.to_lowercase());
        match (is_something(&name), is_new) {
            (true, true) => {
                self.parameter(&name, place);
                self.losses.report(&LIST_MEMBER_NAME, place);
                property = property.with("X-CN", name);
            }
            (_, false) => {
                self.losses.note(&EMAIL_REPEATED, place, &name);
                return;
            }
            (false, true) => {}
        }
        self.push(property);
    }

    /// The name of a property that is a member of a list.
    pub(crate) fn member_name(&self) -> &'static str {
        if self.is_v3() { "X-ADDRESSBOOKSERVER-MEMBER" } else { "MEMBER" }
    }

    /// `told` is what stands in the one-off entry id: the member's own, or that beside it.
    fn reach(
        &mut self,
        entry: Option<&EntryId<'_>>,
        told: &OneOff,
        place: &Place<'_>,
    ) -> Option<Reach> {
        match entry {
            Some(EntryId::Directory(name)) => {
                let address = self.listed(name).filter(|found| is_smtp_address(found));
                let address = address.or_else(|| smtp_inside(&told.address));
                Some(address.or_else(|| smtp_inside(&told.name)).map_or_else(
                    || Reach::Text(name.clone()),
                    |address| Reach::Uri(mailto(address), Some(name.clone())),
                ))
            }
            Some(EntryId::Contact(item) | EntryId::List(item)) => match self.reach_told(told) {
                Some(reached @ Reach::Uri(..)) => {
                    self.losses.report(&LIST_MEMBER_ITEM, place);
                    Some(reached)
                }
                other => match self.listed(&digits(item)) {
                    Some(found) if is_smtp_address(found) => Some(Reach::Uri(mailto(found), None)),
                    Some(found) if found.starts_with("urn:") => {
                        Some(Reach::Uri(found.to_owned(), None))
                    }
                    _ => other,
                },
            },
            Some(EntryId::OneOff(_)) | None => self.reach_told(told),
        }
    }

    /// Whom the table of identities knows by this name.
    fn listed<'t>(&'t self, name: &'t str) -> Option<&'t str> {
        self.context.identities.and_then(|table| table.resolve(name))
    }

    fn reach_told(&self, told: &OneOff) -> Option<Reach> {
        let address = told.address.trim();
        if is_smtp_address(address) {
            return Some(Reach::Uri(mailto(address), None));
        }
        if is_x500(address) {
            let found = self.listed(address).filter(|found| is_smtp_address(found));
            if let Some(found) = found.or_else(|| smtp_inside(&told.name)) {
                return Some(Reach::Uri(mailto(found), Some(address.to_owned())));
            }
        }
        // A list inside a list has no address, and Outlook writes `Unknown` for it.
        let is_list = told.kind.eq_ignore_ascii_case("MAPIPDL");
        let text = if is_list || !is_something(address) { told.name.trim() } else { address };
        is_something(text).then(|| Reach::Text(text.to_owned()))
    }
}
