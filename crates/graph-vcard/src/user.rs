//! A user of the directory (Graph: user).

use viaduc_contentline::{Component, Property};
use viaduc_fidelity::{Converted, Place};
use viaduc_graph_types::User;
use viaduc_wire::{Json, List};

use crate::card::{Card, holds, is_something, some};
use crate::codes::{DIRECTORY, DIRECTORY_EXTENSION, MANAGER};
use crate::email::{At, Mail};
use crate::name::Name;
use crate::reach::Line;
use crate::{CardError, Context, Options};

/// Turns a user of the directory into a card.
///
/// # Errors
/// [`CardError`], where nothing meaningful can be made of the user.
#[expect(clippy::too_many_lines, reason = "most of it is the list of a user's members")]
pub fn user_to_card<'a>(
    user: &'a User,
    options: &Options,
    context: &Context<'_>,
) -> Result<Converted<Component<'a>>, CardError> {
    let User {
        odata_type: _,
        odata_etag: _,
        odata_context: _,
        removed,
        id,
        deleted_date_time,
        about_me,
        account_enabled,
        age_group,
        assigned_licenses,
        assigned_plans,
        authorization_info,
        birthday,
        business_phones,
        city,
        company_name,
        consent_provided_for_minor,
        country,
        created_date_time,
        creation_type,
        custom_security_attributes,
        department,
        device_enrollment_limit,
        display_name,
        employee_hire_date,
        employee_id,
        employee_leave_date_time,
        employee_org_data,
        employee_type,
        external_user_state,
        external_user_state_change_date_time,
        fax_number,
        given_name,
        hire_date,
        identities,
        identity_parent_id,
        im_addresses,
        interests,
        is_management_restricted,
        is_resource_account,
        job_title,
        last_password_change_date_time,
        legal_age_group_classification,
        license_assignment_states,
        mail,
        mailbox_settings,
        mail_nickname,
        mobile_phone,
        my_site,
        office_location,
        on_premises_distinguished_name,
        on_premises_domain_name,
        on_premises_extension_attributes,
        on_premises_immutable_id,
        on_premises_last_sync_date_time,
        on_premises_provisioning_errors,
        on_premises_sam_account_name,
        on_premises_security_identifier,
        on_premises_sync_enabled,
        on_premises_user_principal_name,
        other_mails,
        password_policies,
        password_profile,
        past_projects,
        postal_code,
        preferred_data_location,
        preferred_language,
        preferred_name,
        print,
        provisioned_plans,
        proxy_addresses,
        responsibilities,
        schools,
        security_identifier,
        service_provisioning_errors,
        show_in_address_list,
        sign_in_activity,
        sign_in_sessions_valid_from_date_time,
        skills,
        state,
        street_address,
        surname,
        usage_location,
        user_principal_name,
        user_type,
        manager,
        photo,
        other,
    } = user;
    if removed.is_some() {
        return Err(CardError::Removed);
    }
    let root = Place::root();
    let mut card = Card::new(options, context);
    card.directory_uid(id.as_ref());
    card.stamps(created_date_time.as_deref(), None);
    card.begin();
    card.name(
        &Name {
            display: some(display_name),
            surname: ("surname", some(surname)),
            given: ("givenName", some(given_name)),
            ..Name::default()
        },
        [some(mail), some(user_principal_name), some(mail_nickname)],
    );
    card.text("NICKNAME", some(preferred_name), "preferredName");
    card.work(some(company_name), some(department), some(job_title));
    card.days("BDAY", "birthday", some(birthday).map(|text| (text, None)));
    card.directory_mail(some(mail), proxy_addresses);
    for (position, address) in other_mails.enumerate() {
        let place = root.key("otherMails");
        card.email(&Mail::of(address), &At::one(&place.index(position)));
    }
    card.strays(other_mails, &root.key("otherMails"));
    card.tels(Line::WORK, business_phones, "businessPhones");
    if let Some(number) = some(mobile_phone) {
        card.tel(Line::MOBILE, number, &root.key("mobilePhone"));
    }
    if let Some(number) = some(fax_number) {
        card.tel(Line::WORK_FAX, number, &root.key("faxNumber"));
    }
    let address = [
        ("", None),
        ("", None),
        ("streetAddress", some(street_address)),
        ("city", some(city)),
        ("state", some(state)),
        ("postalCode", some(postal_code)),
        ("country", some(country)),
    ];
    card.adr(Some("work"), address, some(office_location), &root);
    card.impps(im_addresses);
    if let Some(url) = some(my_site) {
        card.url(None, url, &root.key("mySite"));
    }
    card.language(some(preferred_language));
    card.manager(manager.as_ref());
    card.words(["INTEREST", "X-INTEREST"], interests, "interests");
    card.words(["EXPERTISE", "X-EXPERTISE"], skills, "skills");
    card.words(["X-RESPONSIBILITY"; 2], responsibilities, "responsibilities");
    card.words(["X-SCHOOL"; 2], schools, "schools");
    card.words(["X-PAST-PROJECT"; 2], past_projects, "pastProjects");
    let place = root.key("employeeId");
    card.extension("X-EMPLOYEE-ID", some(employee_id), &place, &DIRECTORY_EXTENSION);
    card.text("NOTE", some(about_me), "aboutMe");
    card.photo(photo);

    let same_name =
        |text: &&str| mail.as_deref().is_none_or(|mail| !mail.eq_ignore_ascii_case(text));
    let texts = [
        ("deletedDateTime", deleted_date_time),
        ("ageGroup", age_group),
        ("consentProvidedForMinor", consent_provided_for_minor),
        ("creationType", creation_type),
        ("employeeHireDate", employee_hire_date),
        ("employeeLeaveDateTime", employee_leave_date_time),
        ("employeeType", employee_type),
        ("externalUserState", external_user_state),
        ("externalUserStateChangeDateTime", external_user_state_change_date_time),
        ("hireDate", hire_date),
        ("identityParentId", identity_parent_id),
        ("lastPasswordChangeDateTime", last_password_change_date_time),
        ("legalAgeGroupClassification", legal_age_group_classification),
        ("mailNickname", mail_nickname),
        ("onPremisesDistinguishedName", on_premises_distinguished_name),
        ("onPremisesDomainName", on_premises_domain_name),
        ("onPremisesImmutableId", on_premises_immutable_id),
        ("onPremisesLastSyncDateTime", on_premises_last_sync_date_time),
        ("onPremisesSamAccountName", on_premises_sam_account_name),
        ("onPremisesSecurityIdentifier", on_premises_security_identifier),
        ("onPremisesUserPrincipalName", on_premises_user_principal_name),
        ("passwordPolicies", password_policies),
        ("preferredDataLocation", preferred_data_location),
        ("securityIdentifier", security_identifier),
        ("signInSessionsValidFromDateTime", sign_in_sessions_valid_from_date_time),
        ("usageLocation", usage_location),
        ("userType", user_type),
    ];
    card.administration(texts.map(|(key, text)| (key, some(text).is_some())));
    card.administration([
        ("userPrincipalName", some(user_principal_name).filter(same_name).is_some()),
        ("accountEnabled", account_enabled.is_some()),
        ("assignedLicenses", holds(assigned_licenses)),
        ("assignedPlans", holds(assigned_plans)),
        ("authorizationInfo", authorization_info.is_some()),
        ("customSecurityAttributes", custom_security_attributes.is_some()),
        ("deviceEnrollmentLimit", device_enrollment_limit.is_some()),
        ("employeeOrgData", employee_org_data.is_some()),
        ("identities", holds(identities)),
        ("isManagementRestricted", is_management_restricted.is_some()),
        ("isResourceAccount", is_resource_account.is_some()),
        ("licenseAssignmentStates", holds(license_assignment_states)),
        ("mailboxSettings", mailbox_settings.is_some()),
        ("onPremisesExtensionAttributes", on_premises_extension_attributes.is_some()),
        ("onPremisesProvisioningErrors", holds(on_premises_provisioning_errors)),
        ("onPremisesSyncEnabled", on_premises_sync_enabled.is_some()),
        ("passwordProfile", password_profile.is_some()),
        ("print", print.is_some()),
        ("provisionedPlans", holds(provisioned_plans)),
        ("serviceProvisioningErrors", holds(service_provisioning_errors)),
        ("showInAddressList", show_in_address_list.is_some()),
        ("signInActivity", sign_in_activity.is_some()),
    ]);
    card.unknown(other, &root);
    card.finish()
}

impl<'a> Card<'a, '_> {
    /// Reports what is about the account.
    pub(crate) fn administration<const N: usize>(&mut self, members: [(&'static str, bool); N]) {
        for (key, _) in members.iter().filter(|(_, present)| *present) {
            self.losses.report(&DIRECTORY, &Place::root().key(key));
        }
    }

    /// The primary address first, then the others among the proxy addresses (`SMTP:`, `smtp:`, `sip:`).
    pub(crate) fn directory_mail(&mut self, mail: Option<&'a str>, proxies: &'a List<String>) {
        let root = Place::root();
        if let Some(address) = mail {
            self.email(&Mail::of(address), &At::one(&root.key("mail")));
        }
        let place = root.key("proxyAddresses");
        for primary in [true, false] {
            for (position, proxy) in proxies.enumerate() {
                let (scheme, address) = proxy.split_once(':').unwrap_or(("smtp", proxy));
                let place = place.index(position);
                if (scheme == "SMTP") != primary {
                    continue;
                }
                if scheme.eq_ignore_ascii_case("smtp") {
                    self.email(&Mail::of(address), &At::one(&place));
                } else if scheme.eq_ignore_ascii_case("sip") {
                    self.impp(proxy, &place);
                } else {
                    self.losses.report(&DIRECTORY, &place);
                }
            }
        }
        self.strays(proxies, &place);
    }

    fn language(&mut self, language: Option<&'a str>) {
        if self.is_v3() {
            let root = Place::root();
            let place = root.key("preferredLanguage");
            self.extension("X-LANG", language, &place, &DIRECTORY_EXTENSION);
        } else {
            self.text("LANG", language, "preferredLanguage");
        }
    }

    pub(crate) fn manager(&mut self, manager: Option<&'a Json>) {
        let name = manager.and_then(|Json(manager)| manager.get("displayName"));
        let root = Place::root();
        let place = root.key("manager");
        match name.and_then(|name| name.as_str()).filter(|name| is_something(name)) {
            Some(name) => self.extension("X-MANAGER", Some(name), &place, &MANAGER),
            None if manager.is_some() => self.losses.report(&DIRECTORY, &place),
            None => {}
        }
        let members =
            manager.and_then(|Json(manager)| manager.as_object()).filter(|_| name.is_some());
        for key in members.into_iter().flat_map(|members| members.keys()) {
            if key != "displayName" && !key.starts_with('@') {
                self.losses.report(&DIRECTORY, &place.key(key));
            }
        }
    }

    /// A list of words, in vCard 4.0 and in 3.0; those that start with `X-` are reported.
    fn words(&mut self, names: [&'static str; 2], list: &'a List<String>, key: &str) {
        let [new, old] = names;
        let name = if self.is_v3() { old } else { new };
        let before = self.component.properties.len();
        self.list(name, list, key);
        if self.component.properties.len() > before && name.starts_with("X-") {
            self.losses.report(&DIRECTORY_EXTENSION, &Place::root().key(key));
        }
    }

    /// The id of an object of the directory is a UUID already.
    pub(crate) fn directory_uid(&mut self, id: Option<&viaduc_graph_types::DirectoryId>) {
        let Some(id) = id.map(|id| id.as_str()).filter(|id| !id.is_empty()) else { return };
        let uid = directory_uuid(id);
        self.push(Property::new("UID", uid));
    }
}

/// `urn:uuid:` with the id, or with what is derived from an id of another shape.
pub(crate) fn directory_uuid(id: &str) -> String {
    let uuid = uuid::Uuid::try_parse(id.trim())
        .unwrap_or_else(|_| uuid::Uuid::new_v5(&crate::contact::NAMESPACE, id.as_bytes()));
    uuid.urn().to_string()
}
