//! What a card has many of.

use viaduc_bluemind_types::{
    VCardCommunicationsEmail, VCardCommunicationsImpp, VCardCommunicationsTel,
    VCardDeliveryAddressing, VCardDeliveryAddressingAddress, VCardExplanatoryUrl,
};
use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_wire::List;

use super::out::{Out, some};
use crate::codes::OUT_EXTENSION;

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
        ]
        .map(|(text, key)| {
            let text = some(text).unwrap_or_default();
            self.check(text, &place.key(key));
            text
        });
        if fields.iter().any(|text| !text.is_empty()) {
            let mut property = Property::structured("ADR", fields);
            if let Some(value) = some(value) {
                self.check(value, &place.key("value"));
                property = property.with("X-BM-VALUE", value);
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
                if let Some(ext) = some(ext) {
                    self.check(ext, &place.key("ext"));
                    property = property.with("X-EXT", ext);
                    self.losses.report(&OUT_EXTENSION, &place.key("ext"));
                }
                self.push_with(property, parameters, &place);
            }
            self.unknown(other, &place);
        }
        self.strays(tels, list);
    }

    pub(super) fn emails(&mut self, emails: &'a List<VCardCommunicationsEmail>, list: &Place<'_>) {
        for (at, email) in emails.enumerate() {
            let place = list.index(at);
            let VCardCommunicationsEmail { parameters, value, other } = email;
            if let Some(value) = some(value) {
                let property = self.text("EMAIL", value, &place.key("value"));
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
