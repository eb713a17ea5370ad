//! E-mail addresses: X.500 names resolved, repeated ones merged, names that only repeat dropped.

use std::borrow::Cow;

use viaduc_contentline::Property;
use viaduc_fidelity::{LossCode, Place};
use viaduc_identities::{Identities, address_key, is_addr_spec, is_smtp_address, is_x500};

use crate::card::{Card, is_something};
use crate::codes::{
    EMAIL_INVALID, EMAIL_LABEL, EMAIL_MISSING, EMAIL_NAME, EMAIL_REPEATED, EMAIL_SCHEME,
    EMAIL_UNRESOLVED, EMAIL_X500,
};
use crate::reach::old_word;

/// An e-mail address as a source has it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mail<'a> {
    pub(crate) address: &'a str,
    /// The name beside it, and the one that it was found under.
    pub(crate) names: [Option<&'a str>; 2],
    /// `work` or `home`, if known.
    pub(crate) kind: Option<&'static str>,
    /// The user's own label.
    pub(crate) label: Option<&'a str>,
    /// Other texts that may hold the SMTP address where `address` is an X.500 name.
    pub(crate) hints: [Option<&'a str>; 2],
}

impl<'a> Mail<'a> {
    /// An address with nothing beside it.
    pub(crate) fn of(address: &'a str) -> Self {
        Self { address, ..Self::default() }
    }
}

/// Where an e-mail address and what is beside it stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'p> {
    pub(crate) address: Place<'p>,
    pub(crate) names: [Place<'p>; 2],
    pub(crate) kind: Place<'p>,
    pub(crate) label: Place<'p>,
}

impl<'p> At<'p> {
    /// All in one place.
    pub(crate) fn one(place: &Place<'p>) -> Self {
        Self { address: *place, names: [*place; 2], kind: *place, label: *place }
    }
}

impl<'a> Card<'a, '_> {
    pub(crate) fn email(&mut self, mail: &Mail<'a>, at: &At<'_>) {
        let told = mail.address.trim();
        let bare = told.strip_prefix("mailto:").filter(|bare| is_addr_spec(bare));
        let address = bare.unwrap_or(told);
        if bare.is_some() {
            self.losses.report(&EMAIL_SCHEME, &at.address);
        }
        if !is_something(address) {
            self.unaddressed(mail, at);
        } else if is_x500(address) {
            self.x500(mail, address, at);
        } else if is_addr_spec(address) {
            self.smtp(mail, Cow::Borrowed(address), at);
        } else {
            self.unreached("X-MS-EMAIL", mail.address, &EMAIL_INVALID, mail, at);
        }
    }

    /// A name beside no address.
    fn unaddressed(&mut self, mail: &Mail<'a>, at: &At<'_>) {
        let said = |name: Option<&str>| name.is_none_or(|name| self.repeats(name, ""));
        let Some((name, place)) = (match mail.names {
            [name, _] if !said(name) => name.zip(at.names.first()),
            [_, name] if !said(name) => name.zip(at.names.last()),
            _ => None,
        }) else {
            self.again(&Mail::default(), mail, "", at);
            return;
        };
        let name = self.checked(name, place);
        self.losses.report(&EMAIL_MISSING, place);
        let names = mail.names.map(|other| other.filter(|other| *other != name));
        self.beside(
            typed(Property::text("X-MS-EMAIL", name), mail),
            &Mail { names, ..*mail },
            "",
            at,
        );
    }

    fn x500(&mut self, mail: &Mail<'a>, address: &'a str, at: &At<'_>) {
        let listed = self.context.identities.and_then(|table: &Identities| table.resolve(address));
        let hinted = || mail.hints.iter().flatten().find_map(|hint| smtp_inside(hint));
        match listed
            .map(|found| Cow::Owned(found.to_owned()))
            .or_else(|| hinted().map(Cow::Borrowed))
        {
            Some(found) => {
                self.losses.note(&EMAIL_X500, &at.address, address);
                self.smtp(mail, found, at);
            }
            None => self.unreached("X-MS-X500", address, &EMAIL_UNRESOLVED, mail, at),
        }
    }

    /// Text that reaches nobody, in a property of its own.
    fn unreached(
        &mut self,
        property: &'static str,
        text: &'a str,
        code: &'static LossCode,
        mail: &Mail<'a>,
        at: &At<'_>,
    ) {
        if let Some(known) = self.addresses.get(text.trim()).copied() {
            self.again(&known, mail, text, at);
            return;
        }
        let text = self.checked(text, &at.address);
        self.losses.report(code, &at.address);
        self.addresses.insert(Cow::Borrowed(text.trim()), *mail);
        self.beside(typed(Property::text(property, text), mail), mail, text, at);
    }

    fn smtp(&mut self, mail: &Mail<'a>, address: Cow<'a, str>, at: &At<'_>) {
        let folded = address_key(&address);
        if let Some(known) = self.addresses.get(folded.as_ref()).copied() {
            self.again(&known, mail, &folded, at);
            return;
        }
        let mut property = Property::text("EMAIL", address);
        if self.is_v3() {
            property = property.with("TYPE", "INTERNET");
            if let Some(kind) = mail.kind {
                property = property.with("TYPE", old_word(kind));
            }
            if self.emails == 0 {
                property = property.with("TYPE", "PREF");
            }
        } else {
            if let Some(kind) = mail.kind {
                property = property.with("TYPE", kind);
            }
            property = property.with("PREF", rank(self.emails));
        }
        self.emails += 1;
        self.beside(property, mail, &folded, at);
        self.addresses.insert(folded, *mail);
    }

    /// Writes a property with the name beside it, the first that says something, and the label.
    fn beside(&mut self, mut property: Property<'a>, mail: &Mail<'a>, address: &str, at: &At<'_>) {
        let mut written: Option<&str> = None;
        for (name, place) in mail.names.iter().zip(&at.names) {
            let Some(name) = name.filter(|name| !self.repeats(name, address)) else { continue };
            let inside = smtp_inside(name).filter(|inside| inside.eq_ignore_ascii_case(address));
            let name = inside.map_or(name, |inside| name_beside(name, inside));
            match written {
                None => {
                    let name = self.parameter(name, place);
                    property = property.with("X-NAME", name);
                    self.losses.report(&EMAIL_NAME, place);
                    written = Some(name);
                }
                Some(written) if written.trim() == name.trim() => {}
                Some(_) => self.losses.note(&EMAIL_REPEATED, place, name),
            }
        }
        self.push(property);
        if let Some(label) = mail.label {
            self.label(label, &at.label, &EMAIL_LABEL);
        }
    }

    /// Reports what stands beside an address that is there already, and does not stand there.
    fn again(&mut self, known: &Mail<'a>, mail: &Mail<'a>, address: &str, at: &At<'_>) {
        for (name, place) in mail.names.iter().zip(&at.names) {
            let Some(name) = name.map(str::trim) else { continue };
            let is_known = known.names.iter().flatten().any(|known| known.trim() == name);
            if !is_known && !self.repeats(name, address) {
                self.losses.note(&EMAIL_REPEATED, place, name);
            }
        }
        for (told, known, place) in
            [(mail.label, known.label, &at.label), (mail.kind, known.kind, &at.kind)]
        {
            if let Some(told) = told
                && Some(told) != known
            {
                self.losses.note(&EMAIL_REPEATED, place, told);
            }
        }
    }

    /// Whether the name beside an address says nothing that the card does not say: the address, or `Name (address)`,
    /// or the card's own name.
    fn repeats(&self, name: &str, address: &str) -> bool {
        let name = name.trim();
        if name.eq_ignore_ascii_case(address) || name == self.shown.trim() {
            return true;
        }
        let name = name.to_lowercase();
        let shown = self.shown.trim().to_lowercase();
        let mut bare = name.replace(['(', ')', '<', '>', '\'', '"'], " ");
        if !address.is_empty() {
            bare = bare.replace(address, " ");
        }
        let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
        let only_address = bare.is_empty() && !address.is_empty() && name.contains(address);
        only_address || name == shown || bare == shown
    }
}

/// With the kind of its address.
fn typed<'a>(property: Property<'a>, mail: &Mail<'a>) -> Property<'a> {
    match mail.kind {
        Some(kind) => property.with("TYPE", kind),
        None => property,
    }
}

/// PREF of the address that so many stand before: 100 is the last there is (RFC 6350 §5.3).
fn rank(before: usize) -> Cow<'static, str> {
    const FIRST: [&str; 3] = ["1", "2", "3"];
    match FIRST.get(before) {
        Some(rank) => Cow::Borrowed(rank),
        None => Cow::Owned((before + 1).min(100).to_string()),
    }
}

/// The SMTP address in a text such as `Name (address)`.
pub(crate) fn smtp_inside(text: &str) -> Option<&str> {
    let apart = |c: char| c.is_whitespace() || "()<>\"',;".contains(c);
    text.split(apart).find(|word| is_smtp_address(word))
}

/// The name in `Name (address)` and `Name <address>`; nothing where it only repeats the address.
pub(crate) fn name_beside<'t>(name: &'t str, address: &str) -> &'t str {
    let name = name.trim();
    let bare = |text: &'t str| {
        text.trim_matches(|c: char| c.is_whitespace() || "()<>'\"".contains(c))
            .eq_ignore_ascii_case(address)
    };
    if bare(name) {
        return "";
    }
    match name.rfind(['(', '<']).and_then(|at| name.split_at_checked(at)) {
        Some((before, after)) if !address.is_empty() && bare(after) => before.trim(),
        _ => name,
    }
}
