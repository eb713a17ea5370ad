//! The laws, against random input.

mod values;

use arbitrary::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use values::{U, list, maybe, parameters, text};
use viaduc_bluemind_types::{
    ContainerUid, ItemUid, TagRef, VCard, VCardCommunications, VCardCommunicationsEmail,
    VCardCommunicationsImpp, VCardCommunicationsLang, VCardCommunicationsTel,
    VCardDeliveryAddressing, VCardDeliveryAddressingAddress, VCardExplanatory, VCardExplanatoryUrl,
    VCardIdentification, VCardIdentificationFormatedName, VCardIdentificationGender,
    VCardIdentificationName, VCardIdentificationNickname, VCardKind, VCardOrganizational,
    VCardOrganizationalMember, VCardOrganizationalOrg, VCardRelated, VCardSecurity,
    VCardSecurityKey,
};
use viaduc_bluemind_vcard::invariants;
use viaduc_fixture_runner::search;

fn some<T: Default + PartialEq>(value: T) -> Option<T> {
    (value != T::default()).then_some(value)
}

/// A card as the server hands it out.
fn stored(u: U<'_, '_>) -> Result<VCard> {
    let kinds = [VCardKind::Individual, VCardKind::Group, VCardKind::Org, VCardKind::Location];
    Ok(VCard {
        kind: Some(u.choose(&kinds)?.clone()),
        source: maybe(u, text)?,
        identification: Some(identification(u)?),
        delivery_addressing: list(u, address)?,
        communications: some(communications(u)?),
        organizational: some(organizational(u)?),
        explanatory: some(explanatory(u)?),
        security: some(security(u)?),
        related: some(VCardRelated {
            spouse: maybe(u, text)?,
            manager: maybe(u, text)?,
            assistant: maybe(u, text)?,
            ..VCardRelated::default()
        }),
        ..VCard::default()
    })
}

/// An image of a kind by its first bytes, or of none, as long as it likes.
fn image(u: U<'_, '_>) -> Result<String> {
    const KINDS: [&[u8]; 6] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"<svg"];
    let kind = u.choose(&KINDS)?.to_vec();
    let rest = (0..u.int_in_range(0..=200)?).map(|_| u.arbitrary());
    Ok(STANDARD.encode([kind, rest.collect::<Result<_>>()?].concat()))
}

fn date(u: U<'_, '_>) -> Result<i64> {
    const DAY: i64 = 86_400_000;
    let day = u.int_in_range(-140_000..=84_000)? * DAY;
    Ok(if u.ratio(1, 4)? { day + u.int_in_range(0..=DAY - 1)? } else { day })
}

fn identification(u: U<'_, '_>) -> Result<VCardIdentification> {
    let name = VCardIdentificationName {
        parameters: parameters(u)?,
        family_names: Some(text(u)?),
        given_names: maybe(u, text)?,
        additional_names: maybe(u, text)?,
        prefixes: maybe(u, text)?,
        suffixes: maybe(u, text)?,
        ..VCardIdentificationName::default()
    };
    Ok(VCardIdentification {
        formated_name: Some(VCardIdentificationFormatedName {
            parameters: parameters(u)?,
            value: Some(text(u)?),
            ..VCardIdentificationFormatedName::default()
        }),
        // vCard 3.0 has an N always.
        name: Some(name),
        nickname: maybe(u, |u| {
            Ok(VCardIdentificationNickname {
                parameters: parameters(u)?,
                value: Some(text(u)?),
                ..VCardIdentificationNickname::default()
            })
        })?,
        photo_binary: maybe(u, image)?,
        birthday: maybe(u, date)?,
        anniversary: maybe(u, date)?,
        gender: maybe(u, |u| {
            Ok(VCardIdentificationGender {
                parameters: parameters(u)?,
                value: Some((*u.choose(&["M", "F", "O"])?).into()),
                text: maybe(u, text)?,
                ..VCardIdentificationGender::default()
            })
        })?,
        ..VCardIdentification::default()
    })
}

fn address(u: U<'_, '_>) -> Result<VCardDeliveryAddressing> {
    let address = VCardDeliveryAddressingAddress {
        parameters: parameters(u)?,
        post_office_box: maybe(u, text)?,
        extented_address: maybe(u, text)?,
        street_address: Some(text(u)?),
        locality: maybe(u, text)?,
        region: maybe(u, text)?,
        postal_code: maybe(u, text)?,
        country_name: maybe(u, text)?,
        ..VCardDeliveryAddressingAddress::default()
    };
    Ok(VCardDeliveryAddressing { address: Some(address), ..VCardDeliveryAddressing::default() })
}

fn email(u: U<'_, '_>) -> Result<String> {
    let known = ["ada@valmont.example", "a+b'c&d@sub.valmont.example", "a%b?c#d@valmont.example"];
    Ok((*u.choose(&known)?).into())
}

fn communications(u: U<'_, '_>) -> Result<VCardCommunications> {
    Ok(VCardCommunications {
        tels: list(u, |u| {
            Ok(VCardCommunicationsTel {
                parameters: parameters(u)?,
                value: Some(if u.ratio(1, 5)? { "tel:+33;ext=1".into() } else { text(u)? }),
                ext: maybe(u, |u| Ok((*u.choose(&["12", "x,y"])?).into()))?,
                ..VCardCommunicationsTel::default()
            })
        })?,
        emails: list(u, |u| {
            Ok(VCardCommunicationsEmail {
                parameters: parameters(u)?,
                value: Some(email(u)?),
                ..VCardCommunicationsEmail::default()
            })
        })?,
        impps: list(u, |u| {
            Ok(VCardCommunicationsImpp {
                parameters: parameters(u)?,
                value: Some(text(u)?),
                ..VCardCommunicationsImpp::default()
            })
        })?,
        langs: list(u, |u| {
            Ok(VCardCommunicationsLang {
                parameters: parameters(u)?,
                value: Some(text(u)?),
                ..VCardCommunicationsLang::default()
            })
        })?,
        ..VCardCommunications::default()
    })
}

fn organizational(u: U<'_, '_>) -> Result<VCardOrganizational> {
    Ok(VCardOrganizational {
        title: maybe(u, text)?,
        role: maybe(u, text)?,
        org: maybe(u, |u| {
            Ok(VCardOrganizationalOrg {
                company: maybe(u, text)?,
                division: Some(text(u)?),
                department: maybe(u, text)?,
                ..VCardOrganizationalOrg::default()
            })
        })?,
        member: list(u, |u| {
            let uids = ["u1", "6fa459ea-ee8a-3ca4-894e-db77e160355e", "a:b", "mailto"];
            let card = |u: U<'_, '_>| Ok(ItemUid::from((*u.choose(&uids)?).to_owned()));
            let mailto = maybe(u, email)?;
            Ok(VCardOrganizationalMember {
                common_name: maybe(u, |u| Ok((*u.choose(&["Ada", "Ada, M.", "É: x"])?).into()))?,
                item_uid: if mailto.is_none() { Some(card(u)?) } else { maybe(u, card)? },
                mailto,
                container_uid: maybe(u, |_| Ok(ContainerUid::from("book:Contacts_u1".to_owned())))?,
                ..VCardOrganizationalMember::default()
            })
        })?,
        ..VCardOrganizational::default()
    })
}

fn explanatory(u: U<'_, '_>) -> Result<VCardExplanatory> {
    Ok(VCardExplanatory {
        urls: list(u, |u| {
            Ok(VCardExplanatoryUrl {
                parameters: parameters(u)?,
                value: Some(if u.ratio(1, 2)? {
                    "https://a.example/b,c;d?e=f".into()
                } else {
                    text(u)?
                }),
                ..VCardExplanatoryUrl::default()
            })
        })?,
        categories: list(u, |u| {
            Ok(TagRef {
                container_uid: maybe(u, |_| Ok(ContainerUid::from("tags_u1".to_owned())))?,
                item_uid: Some(ItemUid::from("t1".to_owned())),
                label: Some(text(u)?),
                color: maybe(u, |_| Ok("3d98ff".into()))?,
                ..TagRef::default()
            })
        })?,
        note: maybe(u, text)?,
        ..VCardExplanatory::default()
    })
}

fn security(u: U<'_, '_>) -> Result<VCardSecurity> {
    const PEM: &str = "-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----";
    Ok(VCardSecurity {
        keys: list(u, |u| {
            Ok(VCardSecurityKey {
                parameters: parameters(u)?,
                value: Some(PEM.into()),
                ..VCardSecurityKey::default()
            })
        })?,
        ..VCardSecurity::default()
    })
}

#[test]
fn what_the_server_stores_comes_back() {
    search(200, |u| {
        invariants::stored_round_trips(&stored(u)?);
        Ok(())
    });
}

#[test]
fn any_card_settles() {
    search(200, |u| {
        invariants::any_card_settles(&u.arbitrary::<VCard>()?);
        Ok(())
    });
}

const NAMES: [&str; 40] = [
    "FN",
    "N",
    "NICKNAME",
    "PHOTO",
    "BDAY",
    "ANNIVERSARY",
    "GENDER",
    "ADR",
    "TEL",
    "EMAIL",
    "IMPP",
    "LANG",
    "URL",
    "TITLE",
    "ROLE",
    "ORG",
    "MEMBER",
    "RELATED",
    "CATEGORIES",
    "NOTE",
    "X-NOTE-HTML",
    "KEY",
    "KIND",
    "SOURCE",
    "UID",
    "X-ABLABEL",
    "item1.X-ABLABEL",
    "item1.TEL",
    "X-SKYPE",
    "X-SPOUSE",
    "X-MANAGER",
    "X-ASSISTANT",
    "AGENT",
    "REV",
    "X-GENDER",
    "LABEL",
    "GEO",
    "X-ADDRESSBOOKSERVER-KIND",
    "BEGIN",
    "END",
];
const PARTS: [&str; 24] = [
    ";TYPE=home",
    ";PREF=1",
    ";VALUE=uri",
    ";VALUE=text",
    ";ENCODING=b",
    ";HOME",
    ";TYPE=\"home,work\"",
    ";X-BM-ITEM=a",
    ";X-EXT=1",
    ";DEFAULT=true",
    ":",
    "a@b.example",
    "mailto:",
    "urn:uuid:",
    "data:image/png;base64,AAEC",
    "--0415",
    "19850102",
    "T101010Z",
    ",",
    ";",
    "\\n",
    "<b>",
    "Ada",
    "%zz",
];

#[test]
fn any_text_converts() {
    search(200, |u| {
        let mut text = String::from("BEGIN:VCARD\r\nVERSION:4.0\r\n");
        for _ in 0..u.int_in_range(0..=12)? {
            text.push_str(u.choose(&NAMES)?);
            for _ in 0..u.int_in_range(0..=5)? {
                text.push_str(u.choose(&PARTS)?);
            }
            if u.ratio(1, 10)? {
                text.push_str(u.arbitrary()?);
            }
            text.push_str("\r\n");
        }
        text.push_str("END:VCARD\r\n");
        invariants::any_text_converts(&text);
        Ok(())
    });
}
