use viaduc_wire::{self as wire, List};

use crate::{ContainerUid, ItemUid, TagRef, VCardKind};

wire::object! {
    /// A card: a person, a list, an organisation or a place. BlueMind: `addressbook.api`.
    pub struct VCard {
        /// Person, list, organisation or place.
        kind: Option<VCardKind> = "kind",
        /// Where it came from.
        source: Option<String> = "source",
        /// Who it is.
        identification: Option<VCardIdentification> = "identification",
        /// Postal addresses.
        delivery_addressing: List<VCardDeliveryAddressing> = "deliveryAddressing",
        /// How to reach them.
        communications: Option<VCardCommunications> = "communications",
        /// Where they work, or who is in the list.
        organizational: Option<VCardOrganizational> = "organizational",
        /// Links, categories, notes.
        explanatory: Option<VCardExplanatory> = "explanatory",
        /// Certificates; better left out than empty.
        security: Option<VCardSecurity> = "security",
        /// People around them.
        related: Option<VCardRelated> = "related",
    }
}

wire::object! {
    /// VCard basic attribute. BlueMind: `addressbook.api`.
    pub struct VCardBasicAttribute {
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: List<VCardParameter> = "parameters",
        /// The value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// VCard communications. BlueMind: `addressbook.api`.
    pub struct VCardCommunications {
        /// Telephone numbers.
        tels: List<VCardCommunicationsTel> = "tels",
        /// The addresses.
        emails: List<VCardCommunicationsEmail> = "emails",
        /// Instant messaging addresses.
        impps: List<VCardCommunicationsImpp> = "impps",
        /// Languages.
        langs: List<VCardCommunicationsLang> = "langs",
    }
}

wire::object! {
    /// VCard communications email. BlueMind: `addressbook.api`.
    pub struct VCardCommunicationsEmail {
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: List<VCardParameter> = "parameters",
        /// The value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// VCard communications impp. BlueMind: `addressbook.api`.
    pub struct VCardCommunicationsImpp {
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: List<VCardParameter> = "parameters",
        /// The value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// VCard communications lang. BlueMind: `addressbook.api`.
    pub struct VCardCommunicationsLang {
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: List<VCardParameter> = "parameters",
        /// The value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// VCard communications tel. BlueMind: `addressbook.api`.
    pub struct VCardCommunicationsTel {
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: List<VCardParameter> = "parameters",
        /// The value.
        value: Option<String> = "value",
        /// The extension.
        ext: Option<String> = "ext",
    }
}

wire::object! {
    /// VCard delivery addressing. BlueMind: `addressbook.api`.
    pub struct VCardDeliveryAddressing {
        /// The parts of the address.
        address: Option<VCardDeliveryAddressingAddress> = "address",
    }
}

wire::object! {
    /// VCard delivery addressing address. BlueMind: `addressbook.api`.
    pub struct VCardDeliveryAddressingAddress {
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: List<VCardParameter> = "parameters",
        /// The value.
        value: Option<String> = "value",
        /// Post office box.
        post_office_box: Option<String> = "postOfficeBox",
        /// The extended address (spelt so on the wire).
        extented_address: Option<String> = "extentedAddress",
        /// Street address.
        street_address: Option<String> = "streetAddress",
        /// Locality.
        locality: Option<String> = "locality",
        /// Region.
        region: Option<String> = "region",
        /// Postal code.
        postal_code: Option<String> = "postalCode",
        /// Country name.
        country_name: Option<String> = "countryName",
    }
}

wire::object! {
    /// VCard explanatory. BlueMind: `addressbook.api`.
    pub struct VCardExplanatory {
        /// Urls.
        urls: List<VCardExplanatoryUrl> = "urls",
        /// References to tags that exist already; unknown ones are dropped.
        categories: List<TagRef> = "categories",
        /// The note; may be HTML.
        note: Option<String> = "note",
    }
}

wire::object! {
    /// VCard explanatory url. BlueMind: `addressbook.api`.
    pub struct VCardExplanatoryUrl {
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: List<VCardParameter> = "parameters",
        /// The value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// VCard identification. BlueMind: `addressbook.api`.
    pub struct VCardIdentification {
        /// The name to show (spelt so on the wire).
        formated_name: Option<VCardIdentificationFormatedName> = "formatedName",
        /// The parts of the name.
        name: Option<VCardIdentificationName> = "name",
        /// The nickname.
        nickname: Option<VCardIdentificationNickname> = "nickname",
        /// Whether there is a photo.
        photo: Option<bool> = "photo",
        /// The photo, base64.
        photo_binary: Option<String> = "photoBinary",
        /// Midnight UTC of that day, epoch milliseconds.
        birthday: Option<i64> = "birthday",
        /// Midnight UTC of that day, epoch milliseconds.
        anniversary: Option<i64> = "anniversary",
        /// The gender.
        gender: Option<VCardIdentificationGender> = "gender",
    }
}

wire::object! {
    /// VCard identification formated name. BlueMind: `addressbook.api`.
    pub struct VCardIdentificationFormatedName {
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: List<VCardParameter> = "parameters",
        /// The value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// VCard identification gender. BlueMind: `addressbook.api`.
    pub struct VCardIdentificationGender {
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: List<VCardParameter> = "parameters",
        /// The value.
        value: Option<String> = "value",
        /// Text.
        text: Option<String> = "text",
    }
}

wire::object! {
    /// VCard identification name. BlueMind: `addressbook.api`.
    pub struct VCardIdentificationName {
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: List<VCardParameter> = "parameters",
        /// The value.
        value: Option<String> = "value",
        /// Family names.
        family_names: Option<String> = "familyNames",
        /// Given names.
        given_names: Option<String> = "givenNames",
        /// Further given names.
        additional_names: Option<String> = "additionalNames",
        /// Titles before the name.
        prefixes: Option<String> = "prefixes",
        /// What follows the name.
        suffixes: Option<String> = "suffixes",
    }
}

wire::object! {
    /// VCard identification nickname. BlueMind: `addressbook.api`.
    pub struct VCardIdentificationNickname {
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: List<VCardParameter> = "parameters",
        /// The value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// VCard organizational. BlueMind: `addressbook.api`.
    pub struct VCardOrganizational {
        /// The title.
        title: Option<String> = "title",
        /// What they do.
        role: Option<String> = "role",
        /// Where they work.
        org: Option<VCardOrganizationalOrg> = "org",
        /// Who is in the list.
        member: List<VCardOrganizationalMember> = "member",
    }
}

wire::object! {
    /// VCard organizational member. BlueMind: `addressbook.api`.
    pub struct VCardOrganizationalMember {
        /// The name to show.
        common_name: Option<String> = "commonName",
        /// The address.
        mailto: Option<String> = "mailto",
        /// The book the member is in.
        container_uid: Option<ContainerUid> = "containerUid",
        /// The card of the member.
        item_uid: Option<ItemUid> = "itemUid",
    }
}

wire::object! {
    /// VCard organizational org. BlueMind: `addressbook.api`.
    pub struct VCardOrganizationalOrg {
        /// The company.
        company: Option<String> = "company",
        /// The division.
        division: Option<String> = "division",
        /// The department.
        department: Option<String> = "department",
    }
}

wire::object! {
    /// VCard parameter. BlueMind: `addressbook.api`.
    pub struct VCardParameter {
        /// The name: `TYPE`, `DEFAULT`, …
        label: Option<String> = "label",
        /// The value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// VCard related. BlueMind: `addressbook.api`.
    pub struct VCardRelated {
        /// The spouse.
        spouse: Option<String> = "spouse",
        /// The manager.
        manager: Option<String> = "manager",
        /// The assistant.
        assistant: Option<String> = "assistant",
    }
}

wire::object! {
    /// VCard security. BlueMind: `addressbook.api`.
    pub struct VCardSecurity {
        /// Certificates (since v5).
        keys: List<VCardSecurityKey> = "keys",
    }
}

wire::object! {
    /// VCard security key. BlueMind: `addressbook.api`.
    pub struct VCardSecurityKey {
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: List<VCardParameter> = "parameters",
        /// The value.
        value: Option<String> = "value",
    }
}
