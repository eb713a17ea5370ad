//! What a card has once.

use viaduc_bluemind_types::{
    VCardIdentificationFormatedName, VCardIdentificationGender, VCardIdentificationName,
    VCardIdentificationNickname, VCardKind, VCardOrganizationalOrg,
};
use viaduc_contentline::Property;

use super::{Line, Reader};
use crate::codes::{
    DATE_TIME, DATE_UNUSABLE, KIND, NAME_PARTS, ORG_UNITS, PHOTO_LINK, PHOTO_UNUSABLE, REPEATED,
    YEARLESS,
};
use crate::{binary, dates};

/// A field of a structured value.
pub(super) fn field(fields: &[std::borrow::Cow<'_, str>], at: usize) -> Option<String> {
    fields.get(at).map(|text| text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A parameter's value, unless it is blank.
pub(super) fn said(property: &Property<'_>, name: &str) -> Option<String> {
    let text = property.parameter(name)?.trim();
    (!text.is_empty()).then(|| text.to_owned())
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
        let value = line.property.as_text().trim().to_owned();
        if !value.is_empty() {
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
        let fields = line.property.as_structured();
        if fields.iter().skip(5).any(|text| !text.trim().is_empty()) {
            self.losses.report(&NAME_PARTS, line.place);
        }
        self.identification.name = Some(VCardIdentificationName {
            parameters: self.parameters(line),
            value: said(line.property, "X-BM-VALUE"),
            family_names: field(&fields, 0),
            given_names: field(&fields, 1),
            additional_names: field(&fields, 2),
            prefixes: field(&fields, 3),
            suffixes: field(&fields, 4),
            ..VCardIdentificationName::default()
        });
    }

    pub(super) fn nickname(&mut self, line: &Line<'_>) {
        if self.identification.nickname.is_some() {
            self.losses.report(&REPEATED, line.place);
            return;
        }
        self.identification.nickname = Some(VCardIdentificationNickname {
            parameters: self.parameters(line),
            value: Some(line.property.as_text().trim().to_owned()),
            ..VCardIdentificationNickname::default()
        });
    }

    pub(super) fn gender(&mut self, line: &Line<'_>) {
        if self.identification.gender.is_some() {
            self.losses.report(&REPEATED, line.place);
            return;
        }
        let fields = line.property.as_structured();
        let (value, text) = match field(&fields, 0) {
            // Before 4.0 it is a word.
            Some(word) if word.eq_ignore_ascii_case("female") => (Some("F".to_owned()), None),
            Some(word) if word.eq_ignore_ascii_case("male") => (Some("M".to_owned()), None),
            value => (value, field(&fields, 1)),
        };
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
        let fields = line.property.as_structured();
        let deep: Vec<&str> =
            fields.iter().skip(2).map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        if deep.len() > 1 {
            self.losses.report(&ORG_UNITS, line.place);
        }
        self.organizational.org = Some(VCardOrganizationalOrg {
            company: field(&fields, 0),
            division: field(&fields, 1),
            department: (!deep.is_empty()).then(|| deep.join(", ")),
            ..VCardOrganizationalOrg::default()
        });
    }
}
