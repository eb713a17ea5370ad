use viaduc_wire::{self as wire, Json, List};

use crate::{DirectoryId, MailboxSettings, Removed};

wire::object! {
    /// A user: a person, or a shared, room or equipment mailbox. Graph: user.
    pub struct User {
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
        /// About me.
        about_me: Option<String> = "aboutMe",
        /// Account enabled: yes or no.
        account_enabled: Option<bool> = "accountEnabled",
        /// Age group.
        age_group: Option<String> = "ageGroup",
        /// Assigned licenses.
        assigned_licenses: List<Json> = "assignedLicenses",
        /// Assigned plans.
        assigned_plans: List<Json> = "assignedPlans",
        /// Authorization info.
        authorization_info: Option<Json> = "authorizationInfo",
        /// Birthday. An instant: ISO 8601, in UTC.
        birthday: Option<String> = "birthday",
        /// Business phones.
        business_phones: List<String> = "businessPhones",
        /// City.
        city: Option<String> = "city",
        /// Company name.
        company_name: Option<String> = "companyName",
        /// Consent provided for minor.
        consent_provided_for_minor: Option<String> = "consentProvidedForMinor",
        /// Country.
        country: Option<String> = "country",
        /// When it was made. An instant: ISO 8601, in UTC.
        created_date_time: Option<String> = "createdDateTime",
        /// Creation type.
        creation_type: Option<String> = "creationType",
        /// Custom security attributes.
        custom_security_attributes: Option<Json> = "customSecurityAttributes",
        /// Department.
        department: Option<String> = "department",
        /// Device enrollment limit.
        device_enrollment_limit: Option<i32> = "deviceEnrollmentLimit",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// Employee hire date. An instant: ISO 8601, in UTC.
        employee_hire_date: Option<String> = "employeeHireDate",
        /// Employee id.
        employee_id: Option<String> = "employeeId",
        /// Employee leave time. An instant: ISO 8601, in UTC.
        employee_leave_date_time: Option<String> = "employeeLeaveDateTime",
        /// Employee org data.
        employee_org_data: Option<Json> = "employeeOrgData",
        /// Employee type.
        employee_type: Option<String> = "employeeType",
        /// External user state.
        external_user_state: Option<String> = "externalUserState",
        /// External user state change time. An instant: ISO 8601, in UTC.
        external_user_state_change_date_time: Option<String> = "externalUserStateChangeDateTime",
        /// Fax number.
        fax_number: Option<String> = "faxNumber",
        /// Given name.
        given_name: Option<String> = "givenName",
        /// Hire date. An instant: ISO 8601, in UTC.
        hire_date: Option<String> = "hireDate",
        /// Identities.
        identities: List<Json> = "identities",
        /// Identity parent id.
        identity_parent_id: Option<String> = "identityParentId",
        /// Im addresses.
        im_addresses: List<String> = "imAddresses",
        /// Interests.
        interests: List<String> = "interests",
        /// Whether it is management restricted.
        is_management_restricted: Option<bool> = "isManagementRestricted",
        /// Whether it is resource account.
        is_resource_account: Option<bool> = "isResourceAccount",
        /// Job title.
        job_title: Option<String> = "jobTitle",
        /// Last password change time. An instant: ISO 8601, in UTC.
        last_password_change_date_time: Option<String> = "lastPasswordChangeDateTime",
        /// Legal age group classification.
        legal_age_group_classification: Option<String> = "legalAgeGroupClassification",
        /// License assignment states.
        license_assignment_states: List<Json> = "licenseAssignmentStates",
        /// The primary SMTP address.
        mail: Option<String> = "mail",
        /// The settings of the mailbox; only if selected.
        mailbox_settings: Option<MailboxSettings> = "mailboxSettings",
        /// Mail nickname.
        mail_nickname: Option<String> = "mailNickname",
        /// Mobile phone.
        mobile_phone: Option<String> = "mobilePhone",
        /// My site.
        my_site: Option<String> = "mySite",
        /// Office location.
        office_location: Option<String> = "officeLocation",
        /// On premises distinguished name.
        on_premises_distinguished_name: Option<String> = "onPremisesDistinguishedName",
        /// On premises domain name.
        on_premises_domain_name: Option<String> = "onPremisesDomainName",
        /// On premises extension attributes.
        on_premises_extension_attributes: Option<OnPremisesExtensionAttributes> = "onPremisesExtensionAttributes",
        /// On premises immutable id.
        on_premises_immutable_id: Option<String> = "onPremisesImmutableId",
        /// On premises last sync time. An instant: ISO 8601, in UTC.
        on_premises_last_sync_date_time: Option<String> = "onPremisesLastSyncDateTime",
        /// On premises provisioning errors.
        on_premises_provisioning_errors: List<Json> = "onPremisesProvisioningErrors",
        /// On premises sam account name.
        on_premises_sam_account_name: Option<String> = "onPremisesSamAccountName",
        /// On premises security identifier.
        on_premises_security_identifier: Option<String> = "onPremisesSecurityIdentifier",
        /// On premises sync enabled: yes or no.
        on_premises_sync_enabled: Option<bool> = "onPremisesSyncEnabled",
        /// On premises user principal name.
        on_premises_user_principal_name: Option<String> = "onPremisesUserPrincipalName",
        /// Other mails.
        other_mails: List<String> = "otherMails",
        /// Password policies.
        password_policies: Option<String> = "passwordPolicies",
        /// Password profile.
        password_profile: Option<Json> = "passwordProfile",
        /// Past projects.
        past_projects: List<String> = "pastProjects",
        /// Postal code.
        postal_code: Option<String> = "postalCode",
        /// Preferred data location.
        preferred_data_location: Option<String> = "preferredDataLocation",
        /// Preferred language.
        preferred_language: Option<String> = "preferredLanguage",
        /// Preferred name.
        preferred_name: Option<String> = "preferredName",
        /// Print.
        print: Option<Json> = "print",
        /// Provisioned plans.
        provisioned_plans: List<Json> = "provisionedPlans",
        /// All addresses as `SMTP:` (the primary one), `smtp:`, `X500:` and so on.
        proxy_addresses: List<String> = "proxyAddresses",
        /// Responsibilities.
        responsibilities: List<String> = "responsibilities",
        /// Schools.
        schools: List<String> = "schools",
        /// Security identifier.
        security_identifier: Option<String> = "securityIdentifier",
        /// Service provisioning errors.
        service_provisioning_errors: List<Json> = "serviceProvisioningErrors",
        /// Show in address list: yes or no.
        show_in_address_list: Option<bool> = "showInAddressList",
        /// Sign in activity.
        sign_in_activity: Option<Json> = "signInActivity",
        /// Sign in sessions valid from time. An instant: ISO 8601, in UTC.
        sign_in_sessions_valid_from_date_time: Option<String> = "signInSessionsValidFromDateTime",
        /// Skills.
        skills: List<String> = "skills",
        /// State.
        state: Option<String> = "state",
        /// Street address.
        street_address: Option<String> = "streetAddress",
        /// Surname.
        surname: Option<String> = "surname",
        /// Usage location.
        usage_location: Option<String> = "usageLocation",
        /// The name to sign in with, shaped like an address; not always one.
        user_principal_name: Option<String> = "userPrincipalName",
        /// User type.
        user_type: Option<String> = "userType",
        /// Manager.
        manager: Option<Json> = "manager",
        /// The photo: its properties, or its bytes in base64 where whoever read the user put them in.
        photo: Option<Json> = "photo",
    }
}

wire::object! {
    /// Fifteen free attributes. Graph: onPremisesExtensionAttributes.
    pub struct OnPremisesExtensionAttributes {
        /// Extension attribute1.
        extension_attribute1: Option<String> = "extensionAttribute1",
        /// Extension attribute10.
        extension_attribute10: Option<String> = "extensionAttribute10",
        /// Extension attribute11.
        extension_attribute11: Option<String> = "extensionAttribute11",
        /// Extension attribute12.
        extension_attribute12: Option<String> = "extensionAttribute12",
        /// Extension attribute13.
        extension_attribute13: Option<String> = "extensionAttribute13",
        /// Extension attribute14.
        extension_attribute14: Option<String> = "extensionAttribute14",
        /// Extension attribute15.
        extension_attribute15: Option<String> = "extensionAttribute15",
        /// Extension attribute2.
        extension_attribute2: Option<String> = "extensionAttribute2",
        /// Extension attribute3.
        extension_attribute3: Option<String> = "extensionAttribute3",
        /// Extension attribute4.
        extension_attribute4: Option<String> = "extensionAttribute4",
        /// Extension attribute5.
        extension_attribute5: Option<String> = "extensionAttribute5",
        /// Extension attribute6.
        extension_attribute6: Option<String> = "extensionAttribute6",
        /// Extension attribute7.
        extension_attribute7: Option<String> = "extensionAttribute7",
        /// Extension attribute8.
        extension_attribute8: Option<String> = "extensionAttribute8",
        /// Extension attribute9.
        extension_attribute9: Option<String> = "extensionAttribute9",
    }
}
