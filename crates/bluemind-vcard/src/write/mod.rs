//! BlueMind → vCard.

mod lines;
mod names;
mod out;

use viaduc_bluemind_types::{
    TagRef, VCard, VCardCommunications, VCardCommunicationsLang, VCardExplanatory, VCardKind,
    VCardOrganizational, VCardOrganizationalMember, VCardOrganizationalOrg, VCardRelated,
    VCardSecurity, VCardSecurityKey,
};
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::{Converted, Place};
use viaduc_html::{has_markup, to_text};

use crate::codes::{OUT_EXTENSION, OUT_KIND, OUT_MEMBER, OUT_NOTE_HTML};
use crate::{Version, uid};
use out::{Out, some, to_last};

/// Turns a BlueMind card into a vCard. `uid` is the item's uid, which the card itself does not hold.
///
/// Paths of losses are JSON pointers into the card.
pub fn vcard_to_card<'a>(
    vcard: &'a VCard,
    uid: Option<&'a str>,
    version: Version,
) -> Converted<Component<'a>> {
    let VCard {
        kind,
        source,
        identification,
        delivery_addressing,
        communications,
        organizational,
        explanatory,
        security,
        related,
        other,
    } = vcard;
    let root = Place::root();
    let mut out = Out::new(version);
    if let Some(uid) = uid.filter(|uid| !uid.is_empty()) {
        out.push(if uid::is_uuid(uid) {
            Property::new("UID", format!("urn:uuid:{uid}"))
        } else if version == Version::V4 {
            Property::text("UID", uid).with("VALUE", "text")
        } else {
            Property::text("UID", uid)
        });
    }
    out.kind(kind.as_ref(), &root.key("kind"));
    if let Some(source) = some(source) {
        let source = out.uri("SOURCE", source, &root.key("source"));
        out.push(source);
    }
    out.identification(identification.as_ref(), &root.key("identification"));
    out.addresses(delivery_addressing, &root.key("deliveryAddressing"));
    if let Some(communications) = communications {
        out.communications(communications, &root.key("communications"));
    }
    if let Some(organizational) = organizational {
        out.organizational(organizational, &root.key("organizational"));
    }
    if let Some(related) = related {
        out.related(related, &root.key("related"));
    }
    if let Some(explanatory) = explanatory {
        out.explanatory(explanatory, &root.key("explanatory"));
    }
    if let Some(security) = security {
        out.security(security, &root.key("security"));
    }
    out.unknown(other, &root);
    out.finish()
}

impl<'a> Out<'a> {
    fn kind(&mut self, kind: Option<&'a VCardKind>, place: &Place<'_>) {
        let Some(kind) = kind else { return };
        if !matches!(
            kind,
            VCardKind::Individual | VCardKind::Group | VCardKind::Org | VCardKind::Location
        ) {
            self.losses.report(&OUT_KIND, place);
        }
        let text = kind.as_str();
        if !self.is_v3() {
            self.push(Property::text("KIND", text));
        } else if *kind != VCardKind::Individual {
            self.push(Property::text("X-ADDRESSBOOKSERVER-KIND", text));
            self.losses.report(&OUT_EXTENSION, place);
        }
    }

    fn communications(&mut self, communications: &'a VCardCommunications, place: &Place<'_>) {
        let VCardCommunications { tels, emails, impps, langs, other } = communications;
        self.tels(tels, &place.key("tels"));
        self.emails(emails, &place.key("emails"));
        self.impps(impps, &place.key("impps"));
        let list = place.key("langs");
        for (at, lang) in langs.enumerate() {
            let place = list.index(at);
            let VCardCommunicationsLang { parameters, value, other } = lang;
            if let Some(value) = some(value) {
                let name = if self.is_v3() { "X-LANG" } else { "LANG" };
                if self.is_v3() {
                    self.losses.report(&OUT_EXTENSION, &place);
                }
                let lang = self.text(name, value, &place.key("value"));
                self.push_with(lang, parameters, &place);
            }
            self.unknown(other, &place);
        }
        self.strays(langs, &list);
        self.unknown(other, place);
    }

    fn organizational(&mut self, organizational: &'a VCardOrganizational, place: &Place<'_>) {
        let VCardOrganizational { title, role, org, member, other } = organizational;
        for (name, value, key) in [("TITLE", title, "title"), ("ROLE", role, "role")] {
            if let Some(value) = some(value) {
                let property = self.text(name, value, &place.key(key));
                self.push(property);
            }
        }
        if let Some(org) = org {
            let VCardOrganizationalOrg { company, division, department, other } = org;
            let place = place.key("org");
            let fields = [(company, "company"), (division, "division"), (department, "department")];
            if let Some(property) = self.structured("ORG", fields, to_last, &place) {
                self.push(property);
            }
            self.unknown(other, &place);
        }
        let list = place.key("member");
        for (at, member) in member.enumerate() {
            self.member(member, &list.index(at));
        }
        self.strays(member, &list);
        self.unknown(other, place);
    }

    fn member(&mut self, member: &'a VCardOrganizationalMember, place: &Place<'_>) {
        let VCardOrganizationalMember { common_name, mailto, container_uid, item_uid, other } =
            member;
        let name = if self.is_v3() { "X-ADDRESSBOOKSERVER-MEMBER" } else { "MEMBER" };
        let item = item_uid.as_ref().map(|uid| uid.as_str()).filter(|uid| !uid.is_empty());
        let mail = some(mailto).filter(|mail| viaduc_identities::is_smtp_address(mail));
        let property = match (mail, item) {
            (Some(mail), None) => Some(Property::new(name, viaduc_identities::mailto(mail))),
            (Some(mail), Some(item)) => {
                Some(Property::new(name, viaduc_identities::mailto(mail)).with("X-BM-ITEM", item))
            }
            (None, Some(item)) if uid::is_uuid(item) => {
                Some(Property::new(name, format!("urn:uuid:{item}")))
            }
            (None, Some(item)) => Some(Property::text(name, item).with("VALUE", "text")),
            (None, None) => None,
        };
        let Some(mut property) = property else {
            self.losses.report(&OUT_MEMBER, place);
            return;
        };
        if mail.is_none() && some(mailto).is_some() {
            self.losses.report(&OUT_MEMBER, &place.key("mailto"));
        }
        if let Some(common_name) = some(common_name) {
            property = self.with(property, "CN", common_name, &place.key("commonName"));
        }
        if let Some(container) = container_uid.as_ref().filter(|uid| !uid.as_str().is_empty()) {
            property = property.with("X-BM-CONTAINER", container.as_str());
        }
        self.push(property);
        self.unknown(other, place);
    }

    fn related(&mut self, related: &'a VCardRelated, place: &Place<'_>) {
        let VCardRelated { spouse, manager, assistant, other } = related;
        for (kind, extension, value, key) in [
            (Some("spouse"), "X-SPOUSE", spouse, "spouse"),
            (None, "X-MANAGER", manager, "manager"),
            (Some("agent"), "X-ASSISTANT", assistant, "assistant"),
        ] {
            let Some(value) = some(value) else { continue };
            let place = place.key(key);
            match kind.filter(|_| !self.is_v3()) {
                Some(kind) => {
                    let related = self.text("RELATED", value, &place);
                    self.push(related.with("TYPE", kind).with("VALUE", "text"));
                }
                None => {
                    let property = self.text(extension, value, &place);
                    self.push(property);
                    self.losses.report(&OUT_EXTENSION, &place);
                }
            }
        }
        self.unknown(other, place);
    }

    fn explanatory(&mut self, explanatory: &'a VCardExplanatory, place: &Place<'_>) {
        let VCardExplanatory { urls, categories, note, other } = explanatory;
        let list = place.key("categories");
        for (at, tag) in categories.enumerate() {
            let place = list.index(at);
            let TagRef { container_uid, item_uid, label, color, other } = tag;
            if let Some(label) = some(label) {
                let mut property = self.text("CATEGORIES", label, &place.key("label"));
                let uids = [
                    ("X-BM-ITEM", item_uid.as_ref().map(|uid| uid.as_str())),
                    ("X-BM-CONTAINER", container_uid.as_ref().map(|uid| uid.as_str())),
                    ("X-BM-COLOR", color.as_deref()),
                ];
                for (name, value) in uids {
                    if let Some(value) = value.filter(|value| !value.is_empty()) {
                        property = property.with(name, value);
                    }
                }
                self.push(property);
            }
            self.unknown(other, &place);
        }
        self.strays(categories, &list);
        if let Some(note) = some(note) {
            let place = place.key("note");
            if has_markup(note) {
                let plain = Property::text("NOTE", to_text(note));
                self.push(plain);
                let html = self.text("X-NOTE-HTML", note, &place);
                self.push(html);
                self.losses.report(&OUT_NOTE_HTML, &place);
            } else {
                let note = self.text("NOTE", note, &place);
                self.push(note);
            }
        }
        self.urls(urls, &place.key("urls"));
        self.unknown(other, place);
    }

    fn security(&mut self, security: &'a VCardSecurity, place: &Place<'_>) {
        let VCardSecurity { keys, other } = security;
        let list = place.key("keys");
        for (at, key) in keys.enumerate() {
            let place = list.index(at);
            let VCardSecurityKey { parameters, value, other } = key;
            if let Some(value) = some(value) {
                let key = self.text("KEY", value, &place.key("value")).with("VALUE", "text");
                self.push_with(key, parameters, &place);
            }
            self.unknown(other, &place);
        }
        self.strays(keys, &list);
        self.unknown(other, place);
    }
}
