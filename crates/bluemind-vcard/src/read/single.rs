//! What a card has once.

use std::borrow::Cow;

use viaduc_bluemind_types::{
    VCardIdentificationFormatedName, VCardIdentificationGender, VCardIdentificationName,
    VCardIdentificationNickname, VCardKind, VCardOrganizationalOrg,
};
use viaduc_contentline::{Exact, Property};

use super::{Line, Reader};
use crate::codes::{
    DATE_TIME, DATE_UNUSABLE, KIND, NAME_PARTS, ORG_UNITS, PHOTO_LINK, PHOTO_UNUSABLE, REPEATED,
    YEARLESS,
};
use crate::{EXACT, binary, dates};

/// The fields of a structured value.
pub(super) struct Fields<'a> {
    property: &'a Property<'a>,
    fields: Vec<Cow<'a, str>>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(line: &Line<'a>) -> Self {
        Self { property: line.property, fields: line.property.as_structured() }
    }

    /// A field that says something, without blanks around it unless it was told to have them.
    pub(super) fn get(&self, at: usize) -> Option<String> {
        let text = self.fields.get(at)?;
        // No property has more fields than an address.
        let told = if at < 7 { EXACT.told(self.property, &at.to_string(), text) } else { None };
        told.or_else(|| Some(text.trim().to_owned())).filter(|text| !text.trim().is_empty())
    }

    /// The fields from one on that say something.
    fn from(&self, at: usize) -> impl Iterator<Item = String> {
        (at..self.fields.len()).filter_map(|at| self.get(at))
    }
}

/// A text without blanks around it, unless it was told to have them.
pub(super) fn text(property: &Property<'_>) -> String {
    let text = property.as_text();
    EXACT.told(property, Exact::VALUE, &text).unwrap_or_else(|| text.trim().to_owned())
}

/// A parameter's value, unless it is blank.
pub(super) fn said(property: &Property<'_>, name: &str) -> Option<String> {
    let text = property.parameter(name)?;
    let told = EXACT.told(property, name, text).unwrap_or_else(|| text.trim().to_owned());
    (!told.trim().is_empty()).then_some(told)
}

impl Reader<'_> {
    pub(super) fn kind(&mut self, line: &Line<'_>) {
        let text = line.property.as_text().trim().to_ascii_lowercase();
        let kind = match text.as_str() {
            "individual" => VCardKind::Individual,
            "group" => VCardKind::Group,
            "org" | "organization" => VCardKind::Org,
            "location" => VCardKind::Location,
            other => {
                self.losses.note(&KIND, line.place, other);
                VCardKind::Individual
            }
        };
        match &self.kind {
            None => self.kind = Some(kind),
            Some(first) if *first == kind => {}
            Some(_) => self.losses.report(&REPEATED, line.place),
        }
    }

    pub(super) fn formatted_name(&mut self, line: &Line<'_>) {
        if self.identification.formated_name.is_some() {
            self.losses.report(&REPEATED, line.place);
            return;
        }
        let value = text(line.property);
        if !value.trim().is_empty() {
            self.identification.formated_name = Some(VCardIdentificationFormatedName {
                parameters: self.parameters(line),
                value: Some(value),
                ..VCardIdentificationFormatedName::default()
            });
        }
    }

    pub(super) fn name(&mut self, line: &Line<'_>) {
        if self.identification.name.is_some() {
            self.losses.report(&REPEATED, line.place);
            return;
        }
        let fields = Fields::of(line);
        if fields.from(5).next().is_some() {
            self.losses.report(&NAME_PARTS, line.place);
        }
        let name = VCardIdentificationName {
            value: said(line.property, "X-BM-VALUE"),
            family_names: fields.get(0),
            given_names: fields.get(1),
            additional_names: fields.get(2),
            prefixes: fields.get(3),
            suffixes: fields.get(4),
            ..VCardIdentificationName::default()
        };
        if name != VCardIdentificationName::default() {
            let parameters = self.parameters(line);
            self.identification.name = Some(VCardIdentificationName { parameters, ..name });
        }
    }

    pub(super) fn nickname(&mut self, line: &Line<'_>) {
        if self.identification.nickname.is_some() {
            self.losses.report(&REPEATED, line.place);
            return;
        }
        let value = text(line.property);
        if !value.trim().is_empty() {
            self.identification.nickname = Some(VCardIdentificationNickname {
                parameters: self.parameters(line),
                value: Some(value),
                ..VCardIdentificationNickname::default()
            });
        }
    }

    pub(super) fn gender(&mut self, line: &Line<'_>) {
        if self.identification.gender.is_some() {
            self.losses.report(&REPEATED, line.place);
            return;
        }
        let fields = Fields::of(line);
        let (value, text) = match fields.get(0) {
            // Before 4.0 it is a word.
            Some(word) if word.eq_ignore_ascii_case("female") => (Some("F".to_owned()), None),
            Some(word) if word.eq_ignore_ascii_case("male") => (Some("M".to_owned()), None),
            value => (value, fields.get(1)),
        };
        if value.is_none() && text.is_none() {
            return;
        }
        self.identification.gender = Some(VCardIdentificationGender {
            parameters: self.parameters(line),
            value,
            text,
            ..VCardIdentificationGender::default()
        });
    }

    pub(super) fn date(
        &mut self,
        line: &Line<'_>,
        slot: impl FnOnce(&mut Self) -> &mut Option<i64>,
    ) {
        let omitted = line.property.parameter("X-APPLE-OMIT-YEAR");
        let read = dates::read(&line.property.as_text(), omitted);
        let Some(dates::Read { millis, yearless, time }) = read else {
            self.losses.report(&DATE_UNUSABLE, line.place);
            return;
        };
        let slot = slot(self);
        if slot.is_some() {
            self.losses.report(&REPEATED, line.place);
            return;
        }
        *slot = Some(millis);
        if yearless {
            self.losses.report(&YEARLESS, line.place);
        }
        if time {
            self.losses.report(&DATE_TIME, line.place);
        }
    }

    pub(super) fn photo(&mut self, line: &Line<'_>) {
        if self.identification.photo_binary.is_some() {
            self.losses.report(&REPEATED, line.place);
            return;
        }
        let value = line.property.as_text();
        let bytes = match binary::data_uri(value.trim()) {
            Some((_, bytes)) => Some(bytes),
            None => binary::decode(&value),
        };
        match bytes {
            Some(bytes) => self.identification.photo_binary = Some(binary::encode(&bytes)),
            None if value.contains("://") => self.losses.report(&PHOTO_LINK, line.place),
            None => self.losses.report(&PHOTO_UNUSABLE, line.place),
        }
    }

    pub(super) fn org(&mut self, line: &Line<'_>) {
        if self.organizational.org.is_some() {
            self.losses.report(&REPEATED, line.place);
            return;
        }
        let fields = Fields::of(line);
        let deep: Vec<String> = fields.from(2).collect();
        if deep.len() > 1 {
            self.losses.report(&ORG_UNITS, line.place);
        }
        let org = VCardOrganizationalOrg {
            company: fields.get(0),
            division: fields.get(1),
            department: (!deep.is_empty()).then(|| deep.join(", ")),
            ..VCardOrganizationalOrg::default()
        };
        self.organizational.org = (org != VCardOrganizationalOrg::default()).then_some(org);
    }
}
