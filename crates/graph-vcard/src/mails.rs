//! The e-mail addresses of a personal contact: Graph's members, and what MAPI properties say beside.

use viaduc_fidelity::Place;
use viaduc_graph_types::EmailAddress;
use viaduc_identities::{is_addr_spec, is_x500};
use viaduc_wire::List;

use crate::card::{Card, is_something, some};
use crate::codes::EMAIL_REPEATED;
use crate::email::{At, Mail};
use crate::extended::{Hint, Hints, Placed};

/// Outlook's places for e-mail addresses.
const SLOTS: usize = 3;

impl<'a> Card<'a, '_> {
    pub(crate) fn emails(&mut self, list: &'a List<EmailAddress>, hints: &Hints<'a>) {
        let root = Place::root();
        let root = root.key("emailAddresses");
        for (position, email) in list.enumerate() {
            let address = hints.of_email(position, Hint::Address).next();
            let original = hints.of_email(position, Hint::Original).next();
            self.email_of(email, [address, original], &root.index(position));
        }
        self.strays(list, &root);
    }

    /// `said` is what MAPI properties say of it: the address, and the name it was found under.
    pub(crate) fn email_of(
        &mut self,
        email: &'a EmailAddress,
        said: [Option<Placed<'a>>; 2],
        place: &Place<'_>,
    ) {
        let EmailAddress { address, name, other } = email;
        let word = |key: &str| other.get(key).and_then(|value| value.as_str());
        let kind = match word("type") {
            Some(kind) if kind.eq_ignore_ascii_case("work") => Some("work"),
            Some(kind) if kind.eq_ignore_ascii_case("personal") => Some("home"),
            _ => None,
        };
        let label = word("otherLabel").filter(|label| is_something(label));
        let hints = said.map(|said| said.map(|(text, _)| text));
        let mail = Mail {
            address: some(address).unwrap_or_default(),
            names: [some(name), hints[1]],
            kind,
            label,
            hints,
        };
        let root = Place::root();
        let list = root.key("singleValueExtendedProperties");
        let original = list.index(said[1].map_or(0, |(_, position)| position));
        let at = At {
            address: place.key("address"),
            names: [place.key("name"), original.key("value")],
            kind: place.key("type"),
            label: place.key("otherLabel"),
        };
        self.email(&mail, &at);
        let known = word("type").is_some_and(|kind| {
            let kinds = ["unknown", "work", "personal", "other"];
            kinds.iter().any(|known| kind.eq_ignore_ascii_case(known))
        });
        let kind = if known { "type" } else { "" };
        let label = if word("otherLabel").is_some() { "otherLabel" } else { "" };
        self.unknown_but(other, place, &[kind, label]);
    }

    /// What only the extended properties say of e-mail addresses.
    pub(crate) fn hinted_emails(&mut self, list: &'a List<EmailAddress>, hints: &Hints<'a>) {
        if !hints.has_emails() {
            return;
        }
        for slot in 0..SLOTS {
            let entry = list.enumerate().find(|(position, _)| *position == slot);
            self.hinted_email(slot, entry.map(|(_, email)| email), hints);
        }
    }

    fn hinted_email(&mut self, slot: usize, entry: Option<&'a EmailAddress>, hints: &Hints<'a>) {
        let root = Place::root();
        let list = root.key("singleValueExtendedProperties");
        let own = entry.and_then(|entry| some(&entry.address));
        let mut originals = hints.of_email(slot, Hint::Original).peekable();
        let original = originals.peek().map(|(text, _)| *text);
        // That of the entry was read with it.
        if entry.is_some() {
            originals.next();
        }
        for (address, position) in hints.of_email(slot, Hint::Address) {
            let name = originals.next();
            let item = list.index(position);
            let beside = list.index(name.map_or(position, |(_, position)| position));
            let at = At { names: [beside.key("value"); 2], ..At::one(&item.key("value")) };
            let names = [name.map(|(text, _)| text), None];
            let mail = Mail { names, hints: [own, original], ..Mail::of(address) };
            self.email(&mail, &at);
        }
        for (name, position) in originals {
            let item = list.index(position);
            let address = if is_addr_spec(name.trim()) { name } else { "" };
            let mail = Mail { names: [Some(name), None], ..Mail::of(address) };
            self.email(&mail, &At::one(&item.key("value")));
        }
        for (kind, position) in hints.of_email(slot, Hint::Kind) {
            let addresses = hints.of_email(slot, Hint::Address).map(|(text, _)| text);
            let is: fn(&str) -> bool = match kind.trim() {
                kind if kind.eq_ignore_ascii_case("SMTP") => is_addr_spec,
                kind if kind.eq_ignore_ascii_case("EX") => is_x500,
                _ => |_| false,
            };
            // It says nothing that the address does not.
            if !addresses.chain(own).any(|address| is(address.trim())) {
                self.losses.note(&EMAIL_REPEATED, &list.index(position).key("value"), kind);
            }
        }
    }
}
