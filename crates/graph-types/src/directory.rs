use viaduc_wire::{self as wire, Json, List};

use crate::{DirectoryId, GroupAccessType, OnPremisesExtensionAttributes, Phone, Removed};

wire::object! {
    /// A group. Graph: group.
    pub struct Group {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<DirectoryId> = "id",
        /// Deleted time. An instant: ISO 8601, in UTC.
        deleted_date_time: Option<String> = "deletedDateTime",
        /// Access type.
        access_type: Option<GroupAccessType> = "accessType",
        /// Allow external senders: yes or no.
        allow_external_senders: Option<bool> = "allowExternalSenders",
        /// Assigned labels.
        assigned_labels: List<Json> = "assignedLabels",
        /// Assigned licenses.
        assigned_licenses: List<Json> = "assignedLicenses",
        /// Auto subscribe new members: yes or no.
        auto_subscribe_new_members: Option<bool> = "autoSubscribeNewMembers",
        /// Classification.
        classification: Option<String> = "classification",
        /// When it was made. An instant: ISO 8601, in UTC.
        created_date_time: Option<String> = "createdDateTime",
        /// Description.
        description: Option<String> = "description",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// Expiration time. An instant: ISO 8601, in UTC.
        expiration_date_time: Option<String> = "expirationDateTime",
        /// Group types.
        group_types: List<String> = "groupTypes",
        /// Whether it has members with license errors.
        has_members_with_license_errors: Option<bool> = "hasMembersWithLicenseErrors",
        /// Hide from address lists: yes or no.
        hide_from_address_lists: Option<bool> = "hideFromAddressLists",
        /// Hide from outlook clients: yes or no.
        hide_from_outlook_clients: Option<bool> = "hideFromOutlookClients",
        /// Info catalogs.
        info_catalogs: List<String> = "infoCatalogs",
        /// Whether it is archived.
        is_archived: Option<bool> = "isArchived",
        /// Whether it is assignable to role.
        is_assignable_to_role: Option<bool> = "isAssignableToRole",
        /// Whether it is favorite.
        is_favorite: Option<bool> = "isFavorite",
        /// Whether it is management restricted.
        is_management_restricted: Option<bool> = "isManagementRestricted",
        /// Whether it is subscribed by mail.
        is_subscribed_by_mail: Option<bool> = "isSubscribedByMail",
        /// License processing state.
        license_processing_state: Option<Json> = "licenseProcessingState",
        /// Mail.
        mail: Option<String> = "mail",
        /// Mail enabled: yes or no.
        mail_enabled: Option<bool> = "mailEnabled",
        /// Mail nickname.
        mail_nickname: Option<String> = "mailNickname",
        /// Membership rule.
        membership_rule: Option<String> = "membershipRule",
        /// Membership rule processing state.
        membership_rule_processing_state: Option<String> = "membershipRuleProcessingState",
        /// On premises domain name.
        on_premises_domain_name: Option<String> = "onPremisesDomainName",
        /// On premises extension attributes.
        on_premises_extension_attributes: Option<OnPremisesExtensionAttributes> = "onPremisesExtensionAttributes",
        /// On premises last sync time. An instant: ISO 8601, in UTC.
        on_premises_last_sync_date_time: Option<String> = "onPremisesLastSyncDateTime",
        /// On premises net bios name.
        on_premises_net_bios_name: Option<String> = "onPremisesNetBiosName",
        /// On premises provisioning errors.
        on_premises_provisioning_errors: List<Json> = "onPremisesProvisioningErrors",
        /// On premises sam account name.
        on_premises_sam_account_name: Option<String> = "onPremisesSamAccountName",
        /// On premises security identifier.
        on_premises_security_identifier: Option<String> = "onPremisesSecurityIdentifier",
        /// On premises sync enabled: yes or no.
        on_premises_sync_enabled: Option<bool> = "onPremisesSyncEnabled",
        /// Organization id.
        organization_id: Option<String> = "organizationId",
        /// Preferred data location.
        preferred_data_location: Option<String> = "preferredDataLocation",
        /// Preferred language.
        preferred_language: Option<String> = "preferredLanguage",
        /// All addresses as `SMTP:` (the primary one), `smtp:`, `X500:` and so on.
        proxy_addresses: List<String> = "proxyAddresses",
        /// Renewed time. An instant: ISO 8601, in UTC.
        renewed_date_time: Option<String> = "renewedDateTime",
        /// Resource behavior options.
        resource_behavior_options: List<String> = "resourceBehaviorOptions",
        /// Resource provisioning options.
        resource_provisioning_options: List<String> = "resourceProvisioningOptions",
        /// Security enabled: yes or no.
        security_enabled: Option<bool> = "securityEnabled",
        /// Security identifier.
        security_identifier: Option<String> = "securityIdentifier",
        /// Service provisioning errors.
        service_provisioning_errors: List<Json> = "serviceProvisioningErrors",
        /// Theme.
        theme: Option<String> = "theme",
        /// Unique name.
        unique_name: Option<String> = "uniqueName",
        /// Unseen conversations count.
        unseen_conversations_count: Option<i32> = "unseenConversationsCount",
        /// Unseen count.
        unseen_count: Option<i32> = "unseenCount",
        /// Unseen messages count.
        unseen_messages_count: Option<i32> = "unseenMessagesCount",
        /// Visibility.
        visibility: Option<String> = "visibility",
        /// Welcome message enabled: yes or no.
        welcome_message_enabled: Option<bool> = "welcomeMessageEnabled",
        /// Members.
        members: List<Json> = "members",
        /// Owners.
        owners: List<Json> = "owners",
        /// Photo.
        photo: Option<Json> = "photo",
    }
}

wire::object! {
    /// A contact of the organisation, in its address list. Graph: orgContact.
    pub struct OrgContact {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<DirectoryId> = "id",
        /// Deleted time. An instant: ISO 8601, in UTC.
        deleted_date_time: Option<String> = "deletedDateTime",
        /// Addresses.
        addresses: List<PhysicalOfficeAddress> = "addresses",
        /// Company name.
        company_name: Option<String> = "companyName",
        /// Department.
        department: Option<String> = "department",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// Given name.
        given_name: Option<String> = "givenName",
        /// Job title.
        job_title: Option<String> = "jobTitle",
        /// Mail.
        mail: Option<String> = "mail",
        /// Mail nickname.
        mail_nickname: Option<String> = "mailNickname",
        /// On premises last sync time. An instant: ISO 8601, in UTC.
        on_premises_last_sync_date_time: Option<String> = "onPremisesLastSyncDateTime",
        /// On premises provisioning errors.
        on_premises_provisioning_errors: List<Json> = "onPremisesProvisioningErrors",
        /// On premises sync enabled: yes or no.
        on_premises_sync_enabled: Option<bool> = "onPremisesSyncEnabled",
        /// Phones.
        phones: List<Phone> = "phones",
        /// All addresses as `SMTP:` (the primary one), `smtp:`, `X500:` and so on.
        proxy_addresses: List<String> = "proxyAddresses",
        /// Service provisioning errors.
        service_provisioning_errors: List<Json> = "serviceProvisioningErrors",
        /// Surname.
        surname: Option<String> = "surname",
        /// Manager.
        manager: Option<Json> = "manager",
        /// Photo.
        photo: Option<Json> = "photo",
    }
}

wire::object! {
    /// A postal address at work. Graph: physicalOfficeAddress.
    pub struct PhysicalOfficeAddress {
        /// City.
        city: Option<String> = "city",
        /// Country or region.
        country_or_region: Option<String> = "countryOrRegion",
        /// Office location.
        office_location: Option<String> = "officeLocation",
        /// Postal code.
        postal_code: Option<String> = "postalCode",
        /// State.
        state: Option<String> = "state",
        /// Street.
        street: Option<String> = "street",
    }
}
