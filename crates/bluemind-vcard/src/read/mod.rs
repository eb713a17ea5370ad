//! vCard → BlueMind.

mod lines;
mod lists;
mod parameters;
mod single;

pub(crate) use lines::is_tel;
pub(crate) use parameters::MOST_EXACT;

use std::collections::HashMap;

use viaduc_bluemind_types::{
    VCard, VCardCommunications, VCardDeliveryAddressing, VCardExplanatory, VCardIdentification,
    VCardIdentificationFormatedName, VCardKind, VCardOrganizational, VCardRelated, VCardSecurity,
};
use viaduc_contentline::{Component, Exact, Property};
use viaduc_fidelity::{Converted, Losses, Place};
use viaduc_html::{clean, from_text, has_markup, to_text};
use viaduc_wire::List;

use crate::codes::{
    CLASS, COMPONENT, FN_MISSING, NOTE_ACTIVE, NOTE_MARKUP, NOTED, NOTES, PROPERTY, REPEATED, STAMP,
};
use crate::{CardError, EXACT, Options};

/// Turns a vCard (3.0, 4.0, or 2.1 as far as it is met) into a BlueMind card.
///
/// The photo stands in `identification.photo_binary`, in base64: batch writes take it beside the card. Paths of losses are
/// `/NAME/N`: the property's name, and which of that name, from 0.
///
/// # Errors
/// [`CardError`], where nothing meaningful can be made of the component.
pub fn card_to_vcard(
    card: &Component<'_>,
    options: &Options<'_>,
) -> Result<Converted<VCard>, CardError> {
    if !card.is("VCARD") {
        return Err(CardError::NotACard);
    }
    let labels = labels(card);
    let mut reader = Reader::new(options);
    let mut seen: HashMap<String, usize> = HashMap::new();
    let root = Place::root();
    for property in &card.properties {
        let name = property.name.to_ascii_uppercase();
        let count = seen.entry(name.clone()).or_default();
        let named = root.key(&name);
        let place = named.index(*count);
        *count += 1;
        let group = property.group.as_deref().map(str::to_ascii_lowercase);
        let label = group.and_then(|group| labels.get(&group)).map(String::as_str);
        reader.property(&name, &Line { property, place: &place, label });
    }
    for (at, component) in card.components.iter().enumerate() {
        reader.losses.note(&COMPONENT, &root.key("components").index(at), &component.name);
    }
    reader.finish()
}

/// One property, where it stands, and the label its group has (Apple's `X-ABLabel`).
struct Line<'a> {
    property: &'a Property<'a>,
    place: &'a Place<'a>,
    label: Option<&'a str>,
}

/// The labels of groups.
fn labels(card: &Component<'_>) -> HashMap<String, String> {
    let label = |property: &Property<'_>| {
        let group = property.group.as_deref()?.to_ascii_lowercase();
        let text = property.as_text();
        // Apple's own labels are `_$!<Home>!$_`.
        let text = text.trim();
        let text = text.strip_prefix("_$!<").and_then(|t| t.strip_suffix(">!$_")).unwrap_or(text);
        Some((group, text.to_owned()))
    };
    card.properties_named("X-ABLABEL").filter_map(label).collect()
}

struct Reader<'o> {
    options: &'o Options<'o>,
    losses: Losses,
    kind: Option<VCardKind>,
    source: Option<String>,
    identification: VCardIdentification,
    addresses: Vec<VCardDeliveryAddressing>,
    communications: VCardCommunications,
    organizational: VCardOrganizational,
    explanatory: VCardExplanatory,
    security: VCardSecurity,
    related: VCardRelated,
    notes: Vec<String>,
    html: Option<String>,
    /// What has no field, to be added to the note.
    remarks: Vec<String>,
}

impl<'o> Reader<'o> {
    fn new(options: &'o Options<'o>) -> Self {
        Self {
            options,
            losses: Losses::new(),
            kind: None,
            source: None,
            identification: VCardIdentification::default(),
            addresses: Vec::new(),
            communications: VCardCommunications::default(),
            organizational: VCardOrganizational::default(),
            explanatory: VCardExplanatory::default(),
            security: VCardSecurity::default(),
            related: VCardRelated::default(),
            notes: Vec::new(),
            html: None,
            remarks: Vec::new(),
        }
    }

    fn property(&mut self, name: &str, line: &Line<'_>) {
        if says_nothing(line.property) {
            return;
        }
        self.lost_parameters(name, line);
        match name {
            // About the text, or read beside the others.
            "VERSION" | "PRODID" | "UID" | "X-ABLABEL" => {}
            "KIND" | "X-KIND" | "X-ADDRESSBOOKSERVER-KIND" => self.kind(line),
            "SOURCE" => self.text(line, |r| &mut r.source),
            "FN" => self.formatted_name(line),
            "N" => self.name(line),
            "NICKNAME" => self.nickname(line),
            "PHOTO" => self.photo(line),
            "BDAY" => self.date(line, |r| &mut r.identification.birthday),
            "ANNIVERSARY" | "X-ANNIVERSARY" | "X-MS-ANNIVERSARY" | "X-EVOLUTION-ANNIVERSARY" => {
                self.date(line, |r| &mut r.identification.anniversary);
            }
            "GENDER" | "X-GENDER" => self.gender(line),
            "ADR" => self.address(line),
            "TEL" => self.tel(line),
            "EMAIL" => self.email(line),
            "LANG" | "X-LANG" => self.lang(line),
            "URL" => self.url(line),
            "TITLE" => self.text(line, |r| &mut r.organizational.title),
            "ROLE" => self.text(line, |r| &mut r.organizational.role),
            "ORG" => self.org(line),
            "MEMBER" | "X-ADDRESSBOOKSERVER-MEMBER" => self.member(line),
            "RELATED" => self.related(line),
            "X-ABRELATEDNAMES" => self.labelled_relative(line),
            "X-ABDATE" => self.labelled_date(line),
            "CATEGORIES" => self.categories(line),
            "NOTE" => self.notes.push(single::text(line.property)),
            "X-NOTE-HTML" if self.html.is_some() => self.losses.report(&REPEATED, line.place),
            "X-NOTE-HTML" => self.html = Some(single::text(line.property)),
            "KEY" => self.key(line),
            _ => self.other(name, line),
        }
    }

    fn other(&mut self, name: &str, line: &Line<'_>) {
        match name {
            "X-SPOUSE" | "X-MS-SPOUSE" | "X-EVOLUTION-SPOUSE" | "X-KADDRESSBOOK-X-SPOUSESNAME" => {
                self.text(line, |r| &mut r.related.spouse);
            }
            "X-MANAGER"
            | "X-MS-MANAGER"
            | "X-EVOLUTION-MANAGER"
            | "X-KADDRESSBOOK-X-MANAGERSNAME" => self.text(line, |r| &mut r.related.manager),
            "X-ASSISTANT"
            | "X-MS-ASSISTANT"
            | "X-EVOLUTION-ASSISTANT"
            | "X-KADDRESSBOOK-X-ASSISTANTSNAME"
            | "AGENT" => {
                self.text(line, |r| &mut r.related.assistant);
            }
            "REV" | "CREATED" | "X-CREATED" => self.losses.report(&STAMP, line.place),
            "CLASS" | "X-CLASS" => {
                let class = line.property.as_text();
                if !class.trim().eq_ignore_ascii_case("PUBLIC") {
                    self.losses.note(&CLASS, line.place, class.trim());
                }
            }
            _ => match word(name) {
                Some(word) => {
                    self.losses.report(&NOTED, line.place);
                    self.remark(word, &line.property.as_text());
                }
                None if self.impp(name, line) => {}
                None => self.losses.report(&PROPERTY, line.place),
            },
        }
    }

    /// Adds a line to the note.
    fn remark(&mut self, word: &str, text: &str) {
        self.remarks.push(format!("{word}: {}", text.trim()));
    }

    /// A property that BlueMind has once, as text.
    fn text(&mut self, line: &Line<'_>, field: impl FnOnce(&mut Self) -> &mut Option<String>) {
        let text = single::text(line.property);
        if text.trim().is_empty() {
            return;
        }
        let slot = field(self);
        if slot.is_some() {
            self.losses.report(&REPEATED, line.place);
        } else {
            *slot = Some(text);
        }
    }

    fn finish(mut self) -> Result<Converted<VCard>, CardError> {
        self.note();
        if self.identification.formated_name.is_none() {
            let name = self.default_name().ok_or(CardError::Nameless)?;
            self.losses.report(&FN_MISSING, &Place::root().key("FN"));
            self.identification.formated_name = Some(VCardIdentificationFormatedName {
                value: Some(name),
                ..VCardIdentificationFormatedName::default()
            });
        }
        let vcard = VCard {
            kind: Some(self.kind.unwrap_or(VCardKind::Individual)),
            source: self.source,
            identification: Some(self.identification),
            delivery_addressing: list(self.addresses),
            communications: some(self.communications),
            organizational: some(self.organizational),
            explanatory: some(self.explanatory),
            security: some(self.security),
            related: some(self.related),
            ..VCard::default()
        };
        Ok(self.losses.with(vcard))
    }

    fn note(&mut self) {
        let root = Place::root();
        let remarks = self.remarks.join("\n");
        let html = self.html.take().and_then(|html| {
            let (clean, lost) = clean(&html);
            if lost {
                self.losses.report(&NOTE_ACTIVE, &root.key("X-NOTE-HTML").index(0));
            }
            let shown = has_markup(&clean) && !clean.trim().is_empty();
            if !shown && self.notes.is_empty() {
                self.notes.push(to_text(&clean));
            }
            shown.then(|| clean.into_owned())
        });
        let note = match html {
            Some(html) if remarks.is_empty() => html,
            // A sign left open at the end of the one may read the start of the other as its own.
            Some(html) => clean(&format!("{html}<br>{}", from_text(&remarks))).0.into_owned(),
            None => {
                if self.notes.len() > 1 {
                    self.losses.report(&NOTES, &root.key("NOTE").index(1));
                }
                self.notes.retain(|note| !note.is_empty());
                self.notes.extend((!remarks.is_empty()).then_some(remarks));
                let plain = self.notes.join("\n\n");
                if has_markup(&plain) {
                    self.losses.report(&NOTE_MARKUP, &root.key("NOTE").index(0));
                    format!("<p>{}</p>", from_text(&plain))
                } else {
                    plain
                }
            }
        };
        self.explanatory.note = (!note.is_empty()).then_some(note);
    }

    /// What the server would take for a missing name to show, and after that anything that tells the card apart.
    fn default_name(&self) -> Option<String> {
        let name = self.identification.name.as_ref();
        let parts = name.map(|n| [&n.given_names, &n.additional_names, &n.family_names]);
        let parts: Vec<&str> =
            parts.into_iter().flatten().filter_map(|text| part(text.as_ref())).collect();
        if !parts.is_empty() {
            return Some(parts.join(" "));
        }
        let nickname = self.identification.nickname.as_ref().and_then(|n| part(n.value.as_ref()));
        let org = self.organizational.org.as_ref();
        let said = [
            name.and_then(|n| part(n.prefixes.as_ref())),
            name.and_then(|n| part(n.suffixes.as_ref())),
            org.and_then(|org| part(org.company.as_ref())),
            self.communications.emails.first().and_then(|email| part(email.value.as_ref())),
            nickname,
            org.and_then(|org| part(org.division.as_ref())),
            part(self.organizational.title.as_ref()),
            self.communications.tels.first().and_then(|tel| part(tel.value.as_ref())),
            self.communications.impps.first().and_then(|impp| part(impp.value.as_ref())),
            self.explanatory.urls.first().and_then(|url| part(url.value.as_ref())),
            part(self.explanatory.note.as_ref()).and_then(|note| note.lines().next()),
            self.addresses.iter().filter_map(|it| it.address.as_ref()).find_map(|address| {
                part(address.locality.as_ref()).or_else(|| part(address.street_address.as_ref()))
            }),
        ];
        said.into_iter().flatten().next().map(|text| text.trim().to_owned())
    }
}

/// Whether a property has nothing but separators, and no exact text beside them. An escaped separator is part of a text.
fn says_nothing(property: &Property<'_>) -> bool {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    let text = property.as_text();
    let silent = text.chars().all(blank)
        || (!property.value.contains('\\')
            && text.chars().all(|c| c == ';' || c == ',' || blank(c)));
    silent && !is_told(property)
}

/// Whether the exact text of something was told.
fn is_told(property: &Property<'_>) -> bool {
    let mut parts = (0..8).map(|at| at.to_string()).chain([Exact::VALUE.to_owned()]);
    let is_text = |text: &String| !text.trim().is_empty();
    parts.any(|part| EXACT.told(property, &part, "").as_ref().is_some_and(is_text))
        || single::said(property, "X-BM-VALUE").is_some()
}

/// A section, unless it is empty: the server makes empty ones itself.
fn some<T: Default + PartialEq>(section: T) -> Option<T> {
    (section != T::default()).then_some(section)
}

/// The word before a property that goes to the note, for those that people write and read.
fn word(name: &str) -> Option<&'static str> {
    Some(match name.strip_prefix("X-").unwrap_or(name) {
        "ACCOUNT" => "Account",
        "BIRTHPLACE" => "Place of birth",
        "CUSTOMER-ID" => "Customer",
        "DEATHDATE" => "Date of death",
        "DEATHPLACE" => "Place of death",
        "EMPLOYEE-ID" => "Employee",
        "EXPERTISE" => "Expertise",
        "HOBBY" => "Hobby",
        "INITIALS" => "Initials",
        "INTEREST" => "Interest",
        "LABEL" => "Address",
        "MS-CHILD" => "Child",
        "MS-EMAIL" => "E-mail",
        "PAST-PROJECT" => "Project",
        "PHONETIC-FIRST-NAME" => "Phonetic first name",
        "PHONETIC-LAST-NAME" => "Phonetic last name",
        "PHONETIC-ORG" => "Phonetic organisation",
        "REFERRED-BY" => "Referred by",
        "RESPONSIBILITY" => "Responsibility",
        "SCHOOL" => "School",
        "SOCIALPROFILE" => "Profile",
        _ => return None,
    })
}

fn part(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}

/// A list, absent if it is empty: the server makes empty ones itself.
fn list<T>(items: Vec<T>) -> List<T> {
    if items.is_empty() { List::absent() } else { items.into() }
}
