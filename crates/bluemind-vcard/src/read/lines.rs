//! What a card has many of, each with its parameters.

use std::borrow::Cow;

use viaduc_bluemind_types::{
    VCardCommunicationsEmail, VCardCommunicationsImpp, VCardCommunicationsLang,
    VCardCommunicationsTel, VCardDeliveryAddressing, VCardDeliveryAddressingAddress,
    VCardExplanatoryUrl, VCardParameter,
};
use viaduc_contentline::Property;
use viaduc_identities::percent_decoded;

use super::single::{Fields, said, text};
use super::{Line, Reader};
use crate::address;
use crate::codes::{EMAIL_FORM, EMAIL_INVALID, LINK_ACTIVE};

/// A value that is a URI, but may be escaped as text is.
fn uri<'a>(property: &'a Property<'a>) -> Cow<'a, str> {
    let is_text = property.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("text"));
    if is_text || property.value.contains('\\') {
        Cow::Owned(text(property))
    } else {
        Cow::Borrowed(property.value.trim())
    }
}

/// Whether a number is written as a URI (RFC 3966).
pub(crate) fn is_tel(text: &str) -> bool {
    text.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("tel:"))
}

impl Reader<'_> {
    pub(super) fn address(&mut self, line: &Line<'_>) {
        let fields = Fields::of(line);
        let address = VCardDeliveryAddressingAddress {
            value: said(line.property, "X-BM-VALUE"),
            post_office_box: fields.get(0),
            extented_address: fields.get(1),
            street_address: fields.get(2),
            locality: fields.get(3),
            region: fields.get(4),
            postal_code: fields.get(5),
            country_name: fields.get(6),
            ..VCardDeliveryAddressingAddress::default()
        };
        if address == VCardDeliveryAddressingAddress::default() {
            return;
        }
        let parameters = self.parameters(line);
        self.addresses.push(VCardDeliveryAddressing {
            address: Some(VCardDeliveryAddressingAddress { parameters, ..address }),
            ..VCardDeliveryAddressing::default()
        });
    }

    pub(super) fn tel(&mut self, line: &Line<'_>) {
        let text = text(line.property);
        let text = text.as_str();
        let mut ext = said(line.property, "X-EXT");
        let is_uri = is_tel(text) && said(line.property, "VALUE").as_deref() != Some("text");
        let number = if is_uri { text.get(4..).unwrap_or_default() } else { text };
        let value = match number.split_once(";ext=") {
            Some((number, extension))
                if is_uri && !extension.is_empty() && !extension.contains(';') =>
            {
                ext = ext.or_else(|| Some(extension.to_owned()));
                percent_decoded(number).into_owned()
            }
            _ => number.to_owned(),
        };
        let parameters = self.parameters(line);
        self.communications.tels.push(VCardCommunicationsTel {
            parameters,
            value: Some(value),
            ext,
            ..VCardCommunicationsTel::default()
        });
    }

    pub(super) fn email(&mut self, line: &Line<'_>) {
        let text = line.property.as_text();
        let Some(found) = address::find(&text, self.options.identities) else {
            self.losses.report(&EMAIL_INVALID, line.place);
            self.remark("E-mail", &text);
            return;
        };
        if found.repaired {
            self.losses.report(&EMAIL_FORM, line.place);
        }
        let mut parameters = self.parameters(line);
        let is_first = self.communications.emails.is_empty();
        let marked = parameters.iter().any(|p| p.label.as_deref() == Some("DEFAULT"));
        let preferred = line.property.has_type("pref")
            || line.property.parameter("PREF").is_some_and(|rank| rank.trim() == "1");
        let preferred =
            preferred && said(line.property, "X-BM-DEFAULT").as_deref() != Some("false");
        // BlueMind takes the first for the default, unless one is marked.
        if preferred && !is_first && !marked {
            parameters.push(VCardParameter {
                label: Some("DEFAULT".to_owned()),
                value: Some("true".to_owned()),
                ..VCardParameter::default()
            });
        }
        self.communications.emails.push(VCardCommunicationsEmail {
            parameters,
            value: Some(found.address),
            ..VCardCommunicationsEmail::default()
        });
    }

    /// `IMPP`, and what programs wrote before there was one; `false` for any other property.
    pub(super) fn impp(&mut self, name: &str, line: &Line<'_>) -> bool {
        let scheme = match name {
            "IMPP" => None,
            "X-AIM" => Some("aim"),
            "X-GADUGADU" => Some("gg"),
            "X-GROUPWISE" => Some("groupwise"),
            "X-GOOGLE-TALK" | "X-GTALK" | "X-JABBER" => Some("xmpp"),
            "X-ICQ" => Some("icq"),
            "X-MSN" => Some("msnim"),
            "X-MS-IMADDRESS" | "X-SIP" => Some("sip"),
            "X-SKYPE" | "X-SKYPE-USERNAME" => Some("skype"),
            "X-YAHOO" => Some("ymsgr"),
            _ => return false,
        };
        let value = uri(line.property);
        let value = match scheme {
            Some(scheme) if !value.contains(':') => format!("{scheme}:{value}"),
            _ => value.into_owned(),
        };
        if self.is_active(&value, line) {
            return true;
        }
        let parameters = self.parameters(line);
        self.communications.impps.push(VCardCommunicationsImpp {
            parameters,
            value: Some(value),
            ..VCardCommunicationsImpp::default()
        });
        true
    }

    pub(super) fn lang(&mut self, line: &Line<'_>) {
        let parameters = self.parameters(line);
        self.communications.langs.push(VCardCommunicationsLang {
            parameters,
            value: Some(text(line.property)),
            ..VCardCommunicationsLang::default()
        });
    }

    pub(super) fn url(&mut self, line: &Line<'_>) {
        let value = uri(line.property).into_owned();
        if self.is_active(&value, line) {
            return;
        }
        let parameters = self.parameters(line);
        self.explanatory.urls.push(VCardExplanatoryUrl {
            parameters,
            value: Some(value),
            ..VCardExplanatoryUrl::default()
        });
    }

    /// Whether a link runs something instead of leading somewhere; then it goes to the note.
    fn is_active(&mut self, uri: &str, line: &Line<'_>) -> bool {
        // Browsers pass over blanks and controls in a scheme.
        let visible = uri.chars().filter(|c| !c.is_whitespace() && !c.is_control());
        let start: String = visible.take(11).collect::<String>().to_ascii_lowercase();
        let active = ["javascript:", "vbscript:", "data:"].iter().any(|s| start.starts_with(s));
        if active {
            self.losses.report(&LINK_ACTIVE, line.place);
            self.remark("Link", uri);
        }
        active
    }
}
