use viaduc_wire::{self as wire, List};

use crate::{ContainerUid, ItemUid, TagRef, VCardKind};

wire::object! {
    /// A card: a person, a list, an organisation or a place. BlueMind: `addressbook.api`.
    pub struct VCard {
        /// Kind.
        kind: Option<VCardKind> = "kind",
        /// Source.
        source: Option<String> = "source",
        /// Identification.
        identification: Option<VCardIdentification> = "identification",
        /// Delivery addressing.
        delivery_addressing: List<VCardDeliveryAddressing> = "deliveryAddressing",
        /// Communications.
        communications: Option<VCardCommunications> = "communications",
        /// Organizational.
        organizational: Option<VCardOrganizational> = "organizational",
        /// Explanatory.
        explanatory: Option<VCardExplanatory> = "explanatory",
        /// Security.
        security: Option<VCardSecurity> = "security",
        /// Related.
        related: Option<VCardRelated> = "related",
    }
}

wire::object! {
    /// Vcard basic attribute. BlueMind: `addressbook.api`.
    pub struct VCardBasicAttribute {
        /// Parameters.
        parameters: List<VCardParameter> = "parameters",
        /// Value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// Vcard communications. BlueMind: `addressbook.api`.
    pub struct VCardCommunications {
        /// Tels.
        tels: List<VCardCommunicationsTel> = "tels",
        /// Emails.
        emails: List<VCardCommunicationsEmail> = "emails",
        /// Impps.
        impps: List<VCardCommunicationsImpp> = "impps",
        /// Langs.
        langs: List<VCardCommunicationsLang> = "langs",
    }
}

wire::object! {
    /// Vcard communications email. BlueMind: `addressbook.api`.
    pub struct VCardCommunicationsEmail {
        /// Parameters.
        parameters: List<VCardParameter> = "parameters",
        /// Value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// Vcard communications impp. BlueMind: `addressbook.api`.
    pub struct VCardCommunicationsImpp {
        /// Parameters.
        parameters: List<VCardParameter> = "parameters",
        /// Value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// Vcard communications lang. BlueMind: `addressbook.api`.
    pub struct VCardCommunicationsLang {
        /// Parameters.
        parameters: List<VCardParameter> = "parameters",
        /// Value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// Vcard communications tel. BlueMind: `addressbook.api`.
    pub struct VCardCommunicationsTel {
        /// Parameters.
        parameters: List<VCardParameter> = "parameters",
        /// Value.
        value: Option<String> = "value",
        /// Ext.
        ext: Option<String> = "ext",
    }
}

wire::object! {
    /// Vcard delivery addressing. BlueMind: `addressbook.api`.
    pub struct VCardDeliveryAddressing {
        /// Address.
        address: Option<VCardDeliveryAddressingAddress> = "address",
    }
}

wire::object! {
    /// Vcard delivery addressing address. BlueMind: `addressbook.api`.
    pub struct VCardDeliveryAddressingAddress {
        /// Parameters.
        parameters: List<VCardParameter> = "parameters",
        /// Value.
        value: Option<String> = "value",
        /// Post office box.
        post_office_box: Option<String> = "postOfficeBox",
        /// Extented address.
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
    /// Vcard explanatory. BlueMind: `addressbook.api`.
    pub struct VCardExplanatory {
        /// Urls.
        urls: List<VCardExplanatoryUrl> = "urls",
        /// References to tags that exist already; unknown ones are dropped.
        categories: List<TagRef> = "categories",
        /// Note.
        note: Option<String> = "note",
    }
}

wire::object! {
    /// Vcard explanatory url. BlueMind: `addressbook.api`.
    pub struct VCardExplanatoryUrl {
        /// Parameters.
        parameters: List<VCardParameter> = "parameters",
        /// Value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// Vcard identification. BlueMind: `addressbook.api`.
    pub struct VCardIdentification {
        /// Formated name.
        formated_name: Option<VCardIdentificationFormatedName> = "formatedName",
        /// Name.
        name: Option<VCardIdentificationName> = "name",
        /// Nickname.
        nickname: Option<VCardIdentificationNickname> = "nickname",
        /// Photo: yes or no.
        photo: Option<bool> = "photo",
        /// Photo binary. Base64.
        photo_binary: Option<String> = "photoBinary",
        /// Midnight UTC of that day, epoch milliseconds.
        birthday: Option<i64> = "birthday",
        /// Midnight UTC of that day, epoch milliseconds.
        anniversary: Option<i64> = "anniversary",
        /// Gender.
        gender: Option<VCardIdentificationGender> = "gender",
    }
}

wire::object! {
    /// Vcard identification formated name. BlueMind: `addressbook.api`.
    pub struct VCardIdentificationFormatedName {
        /// Parameters.
        parameters: List<VCardParameter> = "parameters",
        /// Value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// Vcard identification gender. BlueMind: `addressbook.api`.
    pub struct VCardIdentificationGender {
        /// Parameters.
        parameters: List<VCardParameter> = "parameters",
        /// Value.
        value: Option<String> = "value",
        /// Text.
        text: Option<String> = "text",
    }
}

wire::object! {
    /// Vcard identification name. BlueMind: `addressbook.api`.
    pub struct VCardIdentificationName {
        /// Parameters.
        parameters: List<VCardParameter> = "parameters",
        /// Value.
        value: Option<String> = "value",
        /// Family names.
        family_names: Option<String> = "familyNames",
        /// Given names.
        given_names: Option<String> = "givenNames",
        /// Additional names.
        additional_names: Option<String> = "additionalNames",
        /// Prefixes.
        prefixes: Option<String> = "prefixes",
        /// Suffixes.
        suffixes: Option<String> = "suffixes",
    }
}

wire::object! {
    /// Vcard identification nickname. BlueMind: `addressbook.api`.
    pub struct VCardIdentificationNickname {
        /// Parameters.
        parameters: List<VCardParameter> = "parameters",
        /// Value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// Vcard organizational. BlueMind: `addressbook.api`.
    pub struct VCardOrganizational {
        /// Title.
        title: Option<String> = "title",
        /// Role.
        role: Option<String> = "role",
        /// Org.
        org: Option<VCardOrganizationalOrg> = "org",
        /// Member.
        member: List<VCardOrganizationalMember> = "member",
    }
}

wire::object! {
    /// Vcard organizational member. BlueMind: `addressbook.api`.
    pub struct VCardOrganizationalMember {
        /// Common name.
        common_name: Option<String> = "commonName",
        /// Mailto.
        mailto: Option<String> = "mailto",
        /// Container uid.
        container_uid: Option<ContainerUid> = "containerUid",
        /// Item uid.
        item_uid: Option<ItemUid> = "itemUid",
    }
}

wire::object! {
    /// Vcard organizational org. BlueMind: `addressbook.api`.
    pub struct VCardOrganizationalOrg {
        /// Company.
        company: Option<String> = "company",
        /// Division.
        division: Option<String> = "division",
        /// Department.
        department: Option<String> = "department",
    }
}

wire::object! {
    /// Vcard parameter. BlueMind: `addressbook.api`.
    pub struct VCardParameter {
        /// Label.
        label: Option<String> = "label",
        /// Value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// Vcard related. BlueMind: `addressbook.api`.
    pub struct VCardRelated {
        /// Spouse.
        spouse: Option<String> = "spouse",
        /// Manager.
        manager: Option<String> = "manager",
        /// Assistant.
        assistant: Option<String> = "assistant",
    }
}

wire::object! {
    /// Vcard security. BlueMind: `addressbook.api`.
    pub struct VCardSecurity {
        /// Keys.
        keys: List<VCardSecurityKey> = "keys",
    }
}

wire::object! {
    /// Vcard security key. BlueMind: `addressbook.api`.
    pub struct VCardSecurityKey {
        /// Parameters.
        parameters: List<VCardParameter> = "parameters",
        /// Value.
        value: Option<String> = "value",
    }
}
