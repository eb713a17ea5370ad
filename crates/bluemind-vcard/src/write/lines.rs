//! What a card has many of.

use viaduc_bluemind_types::{
    VCardCommunicationsEmail, VCardCommunicationsImpp, VCardCommunicationsTel,
    VCardDeliveryAddressing, VCardDeliveryAddressingAddress, VCardExplanatoryUrl, VCardParameter,
};
use viaduc_fidelity::Place;
use viaduc_wire::List;

use super::out::{Out, all, some};
use crate::codes::OUT_EXTENSION;
use crate::read::is_tel;

impl<'a> Out<'a> {
    pub(super) fn addresses(
        &mut self,
        addresses: &'a List<VCardDeliveryAddressing>,
        list: &Place<'_>,
    ) {
        for (at, address) in addresses.enumerate() {
            let place = list.index(at);
            let VCardDeliveryAddressing { address, other } = address;
            if let Some(address) = address {
                self.address(address, &place.key("address"));
            }
            self.unknown(other, &place);
        }
        self.strays(addresses, list);
    }

    fn address(&mut self, address: &'a VCardDeliveryAddressingAddress, place: &Place<'_>) {
        let VCardDeliveryAddressingAddress {
            parameters,
            value,
            post_office_box,
            extented_address,
            street_address,
            locality,
            region,
            postal_code,
            country_name,
            other,
        } = address;
        let fields = [
            (post_office_box, "postOfficeBox"),
            (extented_address, "extentedAddress"),
            (street_address, "streetAddress"),
            (locality, "locality"),
            (region, "region"),
            (postal_code, "postalCode"),
            (country_name, "countryName"),
        ];
        let must = some(value).is_some();
        let used = |fields: &[&str]| if must { fields.len() } else { all(fields) };
        if let Some(mut property) = self.structured("ADR", fields, used, place) {
            if let Some(value) = some(value) {
                property = self.with(property, "X-BM-VALUE", value, &place.key("value"));
            }
            self.push_with(property, parameters, place);
        }
        self.unknown(other, place);
    }

    pub(super) fn tels(&mut self, tels: &'a List<VCardCommunicationsTel>, list: &Place<'_>) {
        for (at, tel) in tels.enumerate() {
            let place = list.index(at);
            let VCardCommunicationsTel { parameters, value, ext, other } = tel;
            if let Some(value) = some(value) {
                let mut property = self.text("TEL", value, &place.key("value"));
                if is_tel(value.trim()) {
                    // As BlueMind has it, not a URI to be taken apart.
                    property = property.with("VALUE", "text");
                }
                if let Some(ext) = some(ext) {
                    property = self.with(property, "X-EXT", ext, &place.key("ext"));
                    self.losses.report(&OUT_EXTENSION, &place.key("ext"));
                }
                self.push_with(property, parameters, &place);
            }
            self.unknown(other, &place);
        }
        self.strays(tels, list);
    }

    pub(super) fn emails(&mut self, emails: &'a List<VCardCommunicationsEmail>, list: &Place<'_>) {
        let mut is_first = true;
        for (at, email) in emails.enumerate() {
            let place = list.index(at);
            let VCardCommunicationsEmail { parameters, value, other } = email;
            if let Some(value) = some(value) {
                let mut property = self.text("EMAIL", value, &place.key("value"));
                if !is_first && is_preferred_in_name(parameters) {
                    // To BlueMind only its own mark makes another than the first the default.
                    property = property.with("X-BM-DEFAULT", "false");
                }
                is_first = false;
                self.push_with(property, parameters, &place);
            }
            self.unknown(other, &place);
        }
        self.strays(emails, list);
    }

    pub(super) fn impps(&mut self, impps: &'a List<VCardCommunicationsImpp>, list: &Place<'_>) {
        for (at, impp) in impps.enumerate() {
            let place = list.index(at);
            let VCardCommunicationsImpp { parameters, value, other } = impp;
            if let Some(value) = some(value) {
                let property = self.uri("IMPP", value, &place.key("value"));
                self.push_with(property, parameters, &place);
            }
            self.unknown(other, &place);
        }
        self.strays(impps, list);
    }

    pub(super) fn urls(&mut self, urls: &'a List<VCardExplanatoryUrl>, list: &Place<'_>) {
        for (at, url) in urls.enumerate() {
            let place = list.index(at);
            let VCardExplanatoryUrl { parameters, value, other } = url;
            if let Some(value) = some(value) {
                let property = self.uri("URL", value, &place.key("value"));
                self.push_with(property, parameters, &place);
            }
            self.unknown(other, &place);
        }
        self.strays(urls, list);
    }
}

/// Whether a vCard's mark of preference stands there, and BlueMind's does not.
fn is_preferred_in_name(parameters: &List<VCardParameter>) -> bool {
    let has = |label: &str, value: &str| {
        parameters.iter().any(|parameter| {
            let is = |text: &Option<String>, known: &str| {
                text.as_deref().is_some_and(|text| text.trim().eq_ignore_ascii_case(known))
            };
            is(&parameter.label, label) && is(&parameter.value, value)
        })
    };
    (has("TYPE", "pref") || has("PREF", "1"))
        && !parameters.iter().any(|parameter| parameter.label.as_deref() == Some("DEFAULT"))
}
