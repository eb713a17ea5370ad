//! E-mail addresses: X.500 names resolved, repeated ones merged, names that only repeat dropped.

use std::borrow::Cow;

use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_identities::{Identities, address_key, is_smtp_address, is_x500};

use crate::card::{Card, is_something};
use crate::codes::{
    EMAIL_INVALID, EMAIL_LABEL, EMAIL_NAME, EMAIL_REPEATED, EMAIL_SCHEME, EMAIL_UNRESOLVED,
    EMAIL_X500,
};

/// An e-mail address as a source has it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mail<'a> {
    pub(crate) address: &'a str,
    pub(crate) name: Option<&'a str>,
    /// `work` or `home`, if known.
    pub(crate) kind: Option<&'static str>,
    /// The user's own label.
    pub(crate) label: Option<&'a str>,
    /// Other texts that may hold the SMTP address where `address` is an X.500 name.
    pub(crate) hints: [Option<&'a str>; 2],
}

impl<'a> Card<'a, '_> {
    /// `place` is where the address stands, `around` the object it is in, if it is in one.
    pub(crate) fn email(&mut self, mail: &Mail<'a>, place: &Place<'_>, around: Option<&Place<'_>>) {
        let told = mail.address.trim();
        let bare = told.strip_prefix("mailto:").filter(|bare| is_smtp_address(bare));
        let address = bare.unwrap_or(told);
        if !is_something(address) {
            return;
        }
        if bare.is_some() {
            self.losses.report(&EMAIL_SCHEME, place);
        }
        if is_x500(address) {
            self.x500(mail, address, place, around);
        } else if is_smtp_address(address) {
            self.smtp(mail, Cow::Borrowed(address), around);
        } else {
            self.extension("X-MS-EMAIL", Some(mail.address), place, &EMAIL_INVALID);
        }
    }

    fn x500(
        &mut self,
        mail: &Mail<'a>,
        address: &'a str,
        place: &Place<'_>,
        around: Option<&Place<'_>>,
    ) {
        let listed = self.context.identities.and_then(|table: &Identities| table.resolve(address));
        let hinted = || mail.hints.iter().flatten().find_map(|hint| smtp_inside(hint));
        match listed
            .map(|found| Cow::Owned(found.to_owned()))
            .or_else(|| hinted().map(Cow::Borrowed))
        {
            Some(found) => {
                self.losses.note(&EMAIL_X500, place, address);
                self.smtp(mail, found, around);
            }
            None => self.extension("X-MS-X500", Some(address), place, &EMAIL_UNRESOLVED),
        }
    }

    fn smtp(&mut self, mail: &Mail<'a>, address: Cow<'a, str>, around: Option<&Place<'_>>) {
        let folded = address_key(&address);
        if let Some(known) = self.addresses.get(folded.as_ref()) {
            let same = known.map(str::trim) == mail.name.map(str::trim);
            if let (Some(name), Some(around)) = (mail.name, around)
                && !same
                && !self.repeats(name, &folded)
            {
                self.losses.note(&EMAIL_REPEATED, &around.key("name"), name);
            }
            if let (Some(label), Some(around)) = (mail.label, around) {
                self.losses.note(&EMAIL_REPEATED, &around.key("otherLabel"), label);
            }
            return;
        }
        let mut property = Property::text("EMAIL", address);
        let first = self.addresses.is_empty();
        if self.is_v3() {
            property = property.with("TYPE", "INTERNET");
            match mail.kind {
                Some("work") => property = property.with("TYPE", "WORK"),
                Some("home") => property = property.with("TYPE", "HOME"),
                _ => {}
            }
            if first {
                property = property.with("TYPE", "PREF");
            }
        } else {
            if let Some(kind) = mail.kind {
                property = property.with("TYPE", kind);
            }
            property = property.with("PREF", rank(self.addresses.len()));
        }
        if let (Some(name), Some(around)) = (mail.name, around)
            && !self.repeats(name, &folded)
        {
            let name = self.checked(name, &around.key("name"));
            property = property.with("X-NAME", name);
            self.losses.report(&EMAIL_NAME, &around.key("name"));
        }
        self.addresses.insert(folded, mail.name);
        self.push(property);
        if let (Some(label), Some(around)) = (mail.label, around) {
            self.label(label, &around.key("otherLabel"), &EMAIL_LABEL);
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
        let bare = name.replace(['(', ')', '<', '>', '\'', '"'], " ").replace(address, " ");
        let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
        bare.is_empty() || name == shown || bare == shown
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
