//! Who the card is of.

use viaduc_bluemind_types::{
    VCardIdentification, VCardIdentificationFormatedName, VCardIdentificationGender,
    VCardIdentificationName, VCardIdentificationNickname,
};
use viaduc_contentline::Property;
use viaduc_fidelity::Place;

use super::out::{Out, all, some, to_last};
use crate::codes::{OUT_DATE, OUT_EXTENSION, OUT_PHOTO, OUT_PHOTO_ABSENT};
use crate::{Version, binary, dates};

impl<'a> Out<'a> {
    pub(super) fn identification(
        &mut self,
        identification: Option<&'a VCardIdentification>,
        place: &Place<'_>,
    ) {
        let Some(identification) = identification else {
            // FN must be there (RFC 6350 §6.2.1), and N too in 3.0.
            self.push(Property::new("FN", ""));
            return;
        };
        let VCardIdentification {
            formated_name,
            name,
            nickname,
            photo,
            photo_binary,
            birthday,
            anniversary,
            gender,
            other,
        } = identification;
        self.formatted_name(formated_name.as_ref(), &place.key("formatedName"));
        self.name(name.as_ref(), &place.key("name"));
        if let Some(nickname) = nickname {
            let VCardIdentificationNickname { parameters, value, other } = nickname;
            let place = place.key("nickname");
            if let Some(value) = some(value) {
                let nickname = self.text("NICKNAME", value, &place.key("value"));
                self.push_with(nickname, parameters, &place);
            }
            self.unknown(other, &place);
        }
        match some(photo_binary) {
            Some(photo) => self.photo(photo, &place.key("photoBinary")),
            None if *photo == Some(true) => {
                self.losses.report(&OUT_PHOTO_ABSENT, &place.key("photo"));
            }
            None => {}
        }
        self.date("BDAY", *birthday, &place.key("birthday"));
        let anniversary_name = if self.is_v3() { "X-ANNIVERSARY" } else { "ANNIVERSARY" };
        self.date(anniversary_name, *anniversary, &place.key("anniversary"));
        if let Some(gender) = gender {
            self.gender(gender, &place.key("gender"));
        }
        self.unknown(other, place);
    }

    fn formatted_name(
        &mut self,
        name: Option<&'a VCardIdentificationFormatedName>,
        place: &Place<'_>,
    ) {
        let Some(name) = name else {
            self.push(Property::new("FN", ""));
            return;
        };
        let VCardIdentificationFormatedName { parameters, value, other } = name;
        let value = some(value).unwrap_or_default();
        let property = self.text("FN", value, &place.key("value"));
        self.push_with(property, parameters, place);
        self.unknown(other, place);
    }

    fn name(&mut self, name: Option<&'a VCardIdentificationName>, place: &Place<'_>) {
        let Some(name) = name else {
            if self.is_v3() {
                self.push(Property::new("N", ";;;;"));
            }
            return;
        };
        let VCardIdentificationName {
            parameters,
            value,
            family_names,
            given_names,
            additional_names,
            prefixes,
            suffixes,
            other,
        } = name;
        let fields = [
            (family_names, "familyNames"),
            (given_names, "givenNames"),
            (additional_names, "additionalNames"),
            (prefixes, "prefixes"),
            (suffixes, "suffixes"),
        ];
        let must = self.is_v3() || some(value).is_some();
        let used = |fields: &[&str]| if must { fields.len() } else { all(fields) };
        if let Some(mut property) = self.structured("N", fields, used, place) {
            if let Some(value) = some(value) {
                property = self.with(property, "X-BM-VALUE", value, &place.key("value"));
            }
            self.push_with(property, parameters, place);
        }
        self.unknown(other, place);
    }

    fn photo(&mut self, photo: &'a str, place: &Place<'_>) {
        let Some(bytes) = binary::decode(photo) else {
            self.losses.report(&OUT_PHOTO, place);
            return;
        };
        let (kind, old) = binary::photo_type(&bytes);
        let base64 = binary::encode(&bytes);
        self.push(if self.is_v3() {
            Property::new("PHOTO", base64).with("ENCODING", "b").with("TYPE", old)
        } else {
            Property::new("PHOTO", format!("data:{kind};base64,{base64}"))
        });
    }

    fn date(&mut self, name: &'static str, millis: Option<i64>, place: &Place<'_>) {
        let Some(millis) = millis else { return };
        let Some((text, yearless)) = dates::write(millis, self.version) else {
            self.losses.report(&OUT_DATE, place);
            return;
        };
        let mut property = Property::new(name, text);
        if yearless && self.version == Version::V3 {
            property = property.with("X-APPLE-OMIT-YEAR", dates::NO_YEAR.to_string());
        }
        self.push(property);
        if name.starts_with("X-") {
            self.losses.report(&OUT_EXTENSION, place);
        }
    }

    fn gender(&mut self, gender: &'a VCardIdentificationGender, place: &Place<'_>) {
        let VCardIdentificationGender { parameters, value, text, other } = gender;
        let name = if self.is_v3() { "X-GENDER" } else { "GENDER" };
        let fields = [(value, "value"), (text, "text")];
        if let Some(property) = self.structured(name, fields, to_last, place) {
            if self.is_v3() {
                self.losses.report(&OUT_EXTENSION, place);
            }
            self.push_with(property, parameters, place);
        }
        self.unknown(other, place);
    }
}
