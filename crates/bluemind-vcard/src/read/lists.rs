//! Tags, members, relatives and keys.

use viaduc_bluemind_types::{
    ContainerUid, ItemUid, TagRef, VCardOrganizationalMember, VCardSecurityKey,
};

use viaduc_identities::mailto_address;

use super::single::{said, text};
use super::{Line, Reader};
use crate::codes::{CATEGORY, KEY, MEMBER_UNKNOWN, NOTED, RELATED};
use crate::{address, binary, uid};

impl Reader<'_> {
    pub(super) fn categories(&mut self, line: &Line<'_>) {
        let own = |name| said(line.property, name);
        if let Some(item) = own("X-BM-ITEM") {
            self.explanatory.categories.push(TagRef {
                container_uid: own("X-BM-CONTAINER").map(ContainerUid::from),
                item_uid: Some(ItemUid::from(item)),
                label: Some(text(line.property)),
                color: own("X-BM-COLOR"),
                ..TagRef::default()
            });
            return;
        }
        for label in line.property.as_text_list() {
            let label = label.trim();
            if label.is_empty() {
                continue;
            }
            let tag = self.options.tags.and_then(|tags| tags.get(label)).cloned();
            match tag {
                Some(tag) => self.explanatory.categories.push(tag),
                // The server ends a whole batch at a reference that does not say where its tag lies.
                None => {
                    self.losses.note(&CATEGORY, line.place, label);
                    self.remark("Category", label);
                }
            }
        }
    }

    pub(super) fn member(&mut self, line: &Line<'_>) {
        let own = |name| said(line.property, name);
        let value = line.property.as_text();
        let value = value.trim();
        let name = own("CN").or_else(|| own("X-CN"));
        let container_uid = own("X-BM-CONTAINER").map(ContainerUid::from);
        let item_uid = own("X-BM-ITEM").map(ItemUid::from);
        let member = if let Some(mail) = mailto_address(value) {
            let found = address::find(&mail, self.options.identities);
            let mailto = found.map_or_else(|| mail.trim().to_owned(), |found| found.address);
            VCardOrganizationalMember {
                common_name: name,
                mailto: Some(mailto),
                container_uid,
                item_uid,
                ..VCardOrganizationalMember::default()
            }
        } else {
            let card = uid::bare(value);
            let known = self.options.members.and_then(|members| members.get(card)).cloned();
            if known.is_none() && item_uid.is_none() && container_uid.is_none() {
                self.losses.report(&MEMBER_UNKNOWN, line.place);
            }
            known.unwrap_or_else(|| VCardOrganizationalMember {
                common_name: name,
                mailto: None,
                container_uid,
                item_uid: Some(item_uid.unwrap_or_else(|| ItemUid::from(card.to_owned()))),
                ..VCardOrganizationalMember::default()
            })
        };
        self.organizational.member.push(member);
    }

    pub(super) fn related(&mut self, line: &Line<'_>) {
        let is = |kind: &str| line.property.has_type(kind);
        if is("spouse") {
            self.text(line, |reader| &mut reader.related.spouse);
        } else if is("agent") || is("assistant") {
            self.text(line, |reader| &mut reader.related.assistant);
        } else if is("manager") {
            self.text(line, |reader| &mut reader.related.manager);
        } else {
            let kind = line.property.parameter("TYPE").map(str::trim).unwrap_or_default();
            let mut letters = kind.chars();
            let word = match letters.next() {
                Some(first) => format!("{}{}", first.to_uppercase(), letters.as_str()),
                None => "Related".to_owned(),
            };
            self.losses.note(&RELATED, line.place, kind);
            self.remark(&word, &line.property.as_text());
        }
    }

    /// Apple's relatives, whose kind is the label of their group.
    pub(super) fn labelled_relative(&mut self, line: &Line<'_>) {
        let label = line.label.unwrap_or("Related");
        match label.to_ascii_lowercase().as_str() {
            "spouse" => self.text(line, |reader| &mut reader.related.spouse),
            "assistant" => self.text(line, |reader| &mut reader.related.assistant),
            "manager" => self.text(line, |reader| &mut reader.related.manager),
            _ => {
                self.losses.note(&RELATED, line.place, label);
                self.remark(label, &line.property.as_text());
            }
        }
    }

    /// Apple's dates, likewise.
    pub(super) fn labelled_date(&mut self, line: &Line<'_>) {
        let label = line.label.unwrap_or("Date");
        if label.eq_ignore_ascii_case("anniversary") {
            self.date(line, |reader| &mut reader.identification.anniversary);
        } else {
            self.losses.report(&NOTED, line.place);
            self.remark(label, &line.property.as_text());
        }
    }

    pub(super) fn key(&mut self, line: &Line<'_>) {
        let value = text(line.property);
        let value = value.as_str();
        let certificate = if binary::is_pem(value) {
            Some(value.to_owned())
        } else {
            let bytes = match binary::data_uri(value) {
                Some((_, bytes)) => Some(bytes),
                None => binary::decode(value),
            };
            bytes.and_then(|bytes| match std::str::from_utf8(&bytes) {
                Ok(text) if binary::is_pem(text) => Some(text.trim().to_owned()),
                _ => binary::pem(&bytes),
            })
        };
        match certificate {
            Some(value) => {
                let parameters = self.parameters(line);
                self.security.keys.push(VCardSecurityKey {
                    parameters,
                    value: Some(value),
                    ..VCardSecurityKey::default()
                });
            }
            None => self.losses.report(&KEY, line.place),
        }
    }
}
