//! Where somebody is reached: telephones, postal addresses, messengers, web pages.

use std::borrow::Cow;

use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_graph_types::{PhoneType, PhysicalAddress};
use viaduc_wire::List;

use crate::card::{Card, is_something, some};
use crate::codes::{IM_SCHEME, OFFICE, PHONE_TYPE};

/// What kind of telephone: its TYPEs in vCard 4.0 (RFC 6350 §6.4.1) and in 3.0 (RFC 2426 §3.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    new: &'static [&'static str],
    old: &'static [&'static str],
    /// Whether one of them is a word of our own.
    own: bool,
}

const fn line(new: &'static [&'static str], old: &'static [&'static str]) -> Line {
    Line { new, old, own: false }
}

const fn own(new: &'static [&'static str], old: &'static [&'static str]) -> Line {
    Line { new, old, own: true }
}

impl Line {
    pub(crate) const WORK: Self = line(&["work", "voice"], &["WORK", "VOICE"]);
    pub(crate) const HOME: Self = line(&["home", "voice"], &["HOME", "VOICE"]);
    pub(crate) const MOBILE: Self = line(&["cell", "voice"], &["CELL", "VOICE"]);
    pub(crate) const OTHER: Self = line(&["voice"], &["VOICE"]);
    pub(crate) const WORK_FAX: Self = line(&["work", "fax"], &["WORK", "FAX"]);
    pub(crate) const HOME_FAX: Self = line(&["home", "fax"], &["HOME", "FAX"]);
    pub(crate) const OTHER_FAX: Self = line(&["fax"], &["FAX"]);
    pub(crate) const PAGER: Self = line(&["pager"], &["PAGER"]);
    pub(crate) const CAR: Self = own(&["voice", "x-car"], &["CAR", "VOICE"]);
    pub(crate) const RADIO: Self = own(&["voice", "x-radio"], &["VOICE", "X-RADIO"]);
    pub(crate) const ASSISTANT: Self = own(&["voice", "x-assistant"], &["VOICE", "X-ASSISTANT"]);
    pub(crate) const COMPANY: Self =
        own(&["work", "voice", "x-company"], &["WORK", "VOICE", "X-COMPANY"]);
    pub(crate) const CALLBACK: Self = own(&["voice", "x-callback"], &["VOICE", "X-CALLBACK"]);
    pub(crate) const PRIMARY: Self = own(&["voice", "x-primary"], &["VOICE", "X-PRIMARY"]);
    pub(crate) const TELEX: Self = own(&["x-telex"], &["X-TELEX"]);
    pub(crate) const ISDN: Self = own(&["x-isdn"], &["ISDN"]);
    pub(crate) const TEXTPHONE: Self = line(&["textphone"], &["X-TTY-TDD"]);

    /// Whether [`Line::of`] has no word for it.
    pub(crate) fn is_unknown(kind: &PhoneType) -> bool {
        Self::of(Some(kind)) == Self::OTHER && *kind != PhoneType::OtherPhone
    }

    /// Of the beta property `phones`, and of directory contacts.
    pub(crate) fn of(kind: Option<&PhoneType>) -> Self {
        match kind {
            Some(PhoneType::Home) => Self::HOME,
            Some(PhoneType::Business) => Self::WORK,
            Some(PhoneType::Mobile) => Self::MOBILE,
            Some(PhoneType::Assistant) => Self::ASSISTANT,
            Some(PhoneType::HomeFax) => Self::HOME_FAX,
            Some(PhoneType::BusinessFax) => Self::WORK_FAX,
            Some(PhoneType::OtherFax) => Self::OTHER_FAX,
            Some(PhoneType::Pager) => Self::PAGER,
            Some(PhoneType::Radio) => Self::RADIO,
            _ => Self::OTHER,
        }
    }
}

impl<'a> Card<'a, '_> {
    /// A telephone number, as it was typed. One that is there with the same types is not written again.
    pub(crate) fn tel(&mut self, line: Line, number: &'a str, place: &Place<'_>) {
        if !is_something(number) || !self.is_new(line.new, number) {
            return;
        }
        let number = self.checked(number, place);
        let kinds = if self.is_v3() { line.old } else { line.new };
        let property = Property::text("TEL", number).with_list("TYPE", kinds.iter().copied());
        self.push(property);
        if line.own {
            self.losses.report(&PHONE_TYPE, place);
        }
    }

    pub(crate) fn tels(&mut self, line: Line, numbers: &'a List<String>, key: &str) {
        let place = Place::root();
        let place = place.key(key);
        for (position, number) in numbers.enumerate() {
            self.tel(line, number, &place.index(position));
        }
        self.strays(numbers, &place);
    }

    /// A postal address (RFC 6350 §6.3.1); line breaks in the street stay in the street. One that is there with the same type is not
    /// written again.
    pub(crate) fn address(
        &mut self,
        kind: Option<&'static str>,
        address: &'a PhysicalAddress,
        office: Option<&'a str>,
        place: &Place<'_>,
    ) {
        // `kind` of the beta property `postalAddresses` is read by the caller.
        let PhysicalAddress {
            city,
            country_or_region,
            postal_code,
            state,
            street,
            post_office_box,
            kind: _,
            other,
        } = address;
        let parts = [
            ("postOfficeBox", some(post_office_box)),
            ("", None),
            ("street", some(street)),
            ("city", some(city)),
            ("state", some(state)),
            ("postalCode", some(postal_code)),
            ("countryOrRegion", some(country_or_region)),
        ];
        self.unknown(other, place);
        self.adr(kind, parts, office, place);
    }

    /// Seven parts, the second of which is the office.
    pub(crate) fn adr(
        &mut self,
        kind: Option<&'static str>,
        mut parts: [(&'static str, Option<&'a str>); 7],
        office: Option<&'a str>,
        place: &Place<'_>,
    ) {
        for (key, text) in parts {
            self.checked(text.unwrap_or_default(), &place.key(key));
        }
        let said = parts.map(|(_, text)| text.unwrap_or_default().trim());
        if let Some(office) = office {
            let root = Place::root();
            let here = root.key("officeLocation");
            self.checked(office, &here);
            self.losses.report(&OFFICE, &here);
            parts[1].1 = Some(office);
        }
        // One that is there already may have the office in it beside.
        let nothing = parts.iter().all(|(_, text)| text.is_none());
        if nothing || !self.posts.insert((kind, said)) {
            return;
        }
        let mut adr = Property::structured("ADR", parts.map(|(_, text)| text.unwrap_or_default()));
        if self.is_v3() {
            // Without a type it would be one at work (RFC 2426 §3.2.1).
            adr = adr.with("TYPE", kind.map_or("POSTAL", old_word));
        } else if let Some(kind) = kind {
            adr = adr.with("TYPE", kind);
        }
        self.push(adr);
    }

    /// A messenger address (RFC 6350 §6.4.3, RFC 4770): a URI, or made one.
    pub(crate) fn impp(&mut self, text: &'a str, place: &Place<'_>) {
        if !is_something(text) || !self.is_new(&["IMPP"], text) {
            return;
        }
        let uri = self.uri(text, place);
        let uri = if has_scheme(&uri) {
            uri
        } else {
            self.losses.report(&IM_SCHEME, place);
            Cow::Owned(format!("im:{uri}"))
        };
        self.push(Property::new("IMPP", uri));
    }

    pub(crate) fn impps(&mut self, texts: &'a List<String>) {
        let place = Place::root();
        let place = place.key("imAddresses");
        for (position, text) in texts.enumerate() {
            self.impp(text, &place.index(position));
        }
        self.strays(texts, &place);
    }

    /// A web page, as it was typed.
    pub(crate) fn url(
        &mut self,
        kind: Option<&'static str>,
        text: &'a str,
        place: &Place<'_>,
    ) -> bool {
        let seen: &[&str] = match kind {
            Some("work") => &["URL", "work"],
            Some(_) => &["URL", "home"],
            None => &["URL"],
        };
        if !is_something(text) || !self.is_new(seen, text) {
            return false;
        }
        let mut url = Property::new("URL", self.uri(text, place));
        if let Some(kind) = kind {
            url = url.with("TYPE", if self.is_v3() { old_word(kind) } else { kind });
        }
        self.push(url);
        true
    }
}

/// `work` and `home` as vCard 3.0 has them.
pub(crate) fn old_word(kind: &str) -> &'static str {
    if kind == "work" { "WORK" } else { "HOME" }
}

/// RFC 3986 §3.1, of two letters at least: `C:` is no scheme.
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() >= 2
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}
