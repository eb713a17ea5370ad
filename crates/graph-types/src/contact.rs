use viaduc_wire::{self as wire, Json, List};

use crate::{
    ChangeKey, ContactFolderId, ContactId, EmailAddress, FollowupFlag, MultiValueProperty, Phone,
    PhysicalAddress, Removed, SingleValueProperty, WebsiteType,
};

wire::object! {
    /// A personal contact. Graph: contact.
    pub struct Contact {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<ContactId> = "id",
        /// Names of the categories, as in the master list of the mailbox.
        categories: List<String> = "categories",
        /// Changes with every change of the item.
        change_key: Option<ChangeKey> = "changeKey",
        /// When it was made. An instant: ISO 8601, in UTC.
        created_date_time: Option<String> = "createdDateTime",
        /// When it was last changed. An instant: ISO 8601, in UTC.
        last_modified_date_time: Option<String> = "lastModifiedDateTime",
        /// Assistant name.
        assistant_name: Option<String> = "assistantName",
        /// The birthday, as an instant: midnight or another hour of that day, in UTC or not.
        birthday: Option<String> = "birthday",
        /// Business address.
        business_address: Option<PhysicalAddress> = "businessAddress",
        /// Business home page.
        business_home_page: Option<String> = "businessHomePage",
        /// Business phones.
        business_phones: List<String> = "businessPhones",
        /// Children.
        children: List<String> = "children",
        /// Company name.
        company_name: Option<String> = "companyName",
        /// Department.
        department: Option<String> = "department",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// The e-mail addresses, three at most.
        email_addresses: List<EmailAddress> = "emailAddresses",
        /// The name the contact is filed under.
        file_as: Option<String> = "fileAs",
        /// Suffix to the name: Jr., III.
        generation: Option<String> = "generation",
        /// Given name.
        given_name: Option<String> = "givenName",
        /// Home address.
        home_address: Option<PhysicalAddress> = "homeAddress",
        /// Home phones.
        home_phones: List<String> = "homePhones",
        /// Im addresses.
        im_addresses: List<String> = "imAddresses",
        /// Initials.
        initials: Option<String> = "initials",
        /// Job title.
        job_title: Option<String> = "jobTitle",
        /// Manager.
        manager: Option<String> = "manager",
        /// Middle name.
        middle_name: Option<String> = "middleName",
        /// Mobile phone.
        mobile_phone: Option<String> = "mobilePhone",
        /// Nick name.
        nick_name: Option<String> = "nickName",
        /// Office location.
        office_location: Option<String> = "officeLocation",
        /// Other address.
        other_address: Option<PhysicalAddress> = "otherAddress",
        /// The folder it lies in.
        parent_folder_id: Option<ContactFolderId> = "parentFolderId",
        /// Notes, plain text.
        personal_notes: Option<String> = "personalNotes",
        /// Primary email address.
        primary_email_address: Option<EmailAddress> = "primaryEmailAddress",
        /// Profession.
        profession: Option<String> = "profession",
        /// Secondary email address.
        secondary_email_address: Option<EmailAddress> = "secondaryEmailAddress",
        /// Spouse name.
        spouse_name: Option<String> = "spouseName",
        /// Surname.
        surname: Option<String> = "surname",
        /// Tertiary email address.
        tertiary_email_address: Option<EmailAddress> = "tertiaryEmailAddress",
        /// Title before the name: Dr.
        title: Option<String> = "title",
        /// Yomi company name.
        yomi_company_name: Option<String> = "yomiCompanyName",
        /// Yomi given name.
        yomi_given_name: Option<String> = "yomiGivenName",
        /// Yomi surname.
        yomi_surname: Option<String> = "yomiSurname",
        /// Open extensions, as they came.
        extensions: List<Json> = "extensions",
        /// MAPI properties with several values, as far as `$expand` asked for them.
        multi_value_extended_properties: List<MultiValueProperty> = "multiValueExtendedProperties",
        /// The photo: its properties, or its bytes in base64 where whoever read the contact put them in.
        photo: Option<Json> = "photo",
        /// MAPI properties with one value, as far as `$expand` asked for them.
        single_value_extended_properties: List<SingleValueProperty> = "singleValueExtendedProperties",
        /// Flag.
        flag: Option<FollowupFlag> = "flag",
        /// Gender.
        gender: Option<String> = "gender",
        /// Whether it is favorite.
        is_favorite: Option<bool> = "isFavorite",
        /// Phones.
        phones: List<Phone> = "phones",
        /// Postal addresses.
        postal_addresses: List<PhysicalAddress> = "postalAddresses",
        /// Websites.
        websites: List<Website> = "websites",
        /// Wedding anniversary. A day: `yyyy-MM-dd`.
        wedding_anniversary: Option<String> = "weddingAnniversary",
    }
}

wire::object! {
    /// A web site. Graph: website.
    pub struct Website {
        /// Address.
        address: Option<String> = "address",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// Type.
        kind: Option<WebsiteType> = "type",
    }
}

wire::object! {
    /// A folder of contacts. Graph: contactFolder.
    pub struct ContactFolder {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<ContactFolderId> = "id",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// Parent folder id.
        parent_folder_id: Option<ContactFolderId> = "parentFolderId",
        /// Child folders.
        child_folders: List<ContactFolder> = "childFolders",
        /// MAPI properties with several values, as far as `$expand` asked for them.
        multi_value_extended_properties: List<MultiValueProperty> = "multiValueExtendedProperties",
        /// MAPI properties with one value, as far as `$expand` asked for them.
        single_value_extended_properties: List<SingleValueProperty> = "singleValueExtendedProperties",
        /// Well known name.
        well_known_name: Option<String> = "wellKnownName",
    }
}
