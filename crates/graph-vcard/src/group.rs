//! A group of the directory (Graph: group), as a card of kind `group` (RFC 6350 §6.1.4, §6.6.5).

use std::collections::HashSet;

use viaduc_contentline::{Component, Property};
use viaduc_fidelity::{Converted, Place};
use viaduc_graph_types::Group;
use viaduc_identities::{is_smtp_address, mailto};
use viaduc_wire::{Json, List};

use crate::card::{Card, holds, is_something, some};
use crate::codes::{EMAIL_REPEATED, MEMBER_NAME, MEMBER_NAMELESS, MEMBER_UNKNOWN, OWNERS};
use crate::name::Name;
use crate::user::directory_uuid;
use crate::{CardError, Context, Options};

/// Turns a group of the directory, with its members where they stand inside, into a card of kind `group`.
///
/// # Errors
/// [`CardError`], where nothing meaningful can be made of the group.
#[expect(clippy::too_many_lines, reason = "most of it is the list of a group's members")]
pub fn group_to_card<'a>(
    group: &'a Group,
    options: &Options,
    context: &Context<'_>,
) -> Result<Converted<Component<'a>>, CardError> {
    let Group {
        odata_type: _,
        odata_etag: _,
        odata_context: _,
        removed,
        id,
        deleted_date_time,
        access_type,
        allow_external_senders,
        assigned_labels,
        assigned_licenses,
        auto_subscribe_new_members,
        classification,
        created_date_time,
        description,
        display_name,
        expiration_date_time,
        group_types,
        has_members_with_license_errors,
        hide_from_address_lists,
        hide_from_outlook_clients,
        info_catalogs,
        is_archived,
        is_assignable_to_role,
        is_favorite,
        is_management_restricted,
        is_subscribed_by_mail,
        license_processing_state,
        mail,
        mail_enabled,
        mail_nickname,
        membership_rule,
        membership_rule_processing_state,
        on_premises_domain_name,
        on_premises_extension_attributes,
        on_premises_last_sync_date_time,
        on_premises_net_bios_name,
        on_premises_provisioning_errors,
        on_premises_sam_account_name,
        on_premises_security_identifier,
        on_premises_sync_enabled,
        organization_id,
        preferred_data_location,
        preferred_language,
        proxy_addresses,
        renewed_date_time,
        resource_behavior_options,
        resource_provisioning_options,
        security_enabled,
        security_identifier,
        service_provisioning_errors,
        theme,
        unique_name,
        unseen_conversations_count,
        unseen_count,
        unseen_messages_count,
        visibility,
        welcome_message_enabled,
        members,
        owners,
        photo,
        other,
    } = group;
    if removed.is_some() {
        return Err(CardError::Removed);
    }
    let root = Place::root();
    let mut card = Card::new(options, context);
    card.directory_uid(id.as_ref());
    card.stamps(created_date_time.as_deref(), None);
    card.kind_group();
    card.begin();
    let name = Name { display: some(display_name), ..Name::default() };
    card.name(&name, [some(mail), some(mail_nickname), some(unique_name)]);
    card.directory_mail(some(mail), proxy_addresses);
    card.text("NOTE", some(description), "description");
    card.members(members);
    for (position, _) in owners.enumerate() {
        card.losses.report(&OWNERS, &root.key("owners").index(position));
    }
    card.strays(owners, &root.key("owners"));
    card.photo(photo);

    let texts = [
        ("deletedDateTime", deleted_date_time),
        ("classification", classification),
        ("expirationDateTime", expiration_date_time),
        ("mailNickname", mail_nickname),
        ("membershipRule", membership_rule),
        ("membershipRuleProcessingState", membership_rule_processing_state),
        ("onPremisesDomainName", on_premises_domain_name),
        ("onPremisesLastSyncDateTime", on_premises_last_sync_date_time),
        ("onPremisesNetBiosName", on_premises_net_bios_name),
        ("onPremisesSamAccountName", on_premises_sam_account_name),
        ("onPremisesSecurityIdentifier", on_premises_security_identifier),
        ("organizationId", organization_id),
        ("preferredDataLocation", preferred_data_location),
        ("preferredLanguage", preferred_language),
        ("renewedDateTime", renewed_date_time),
        ("securityIdentifier", security_identifier),
        ("theme", theme),
        ("uniqueName", unique_name),
        ("visibility", visibility),
    ];
    card.administration(texts.map(|(key, text)| (key, some(text).is_some())));
    card.administration([
        ("accessType", access_type.is_some()),
        ("allowExternalSenders", allow_external_senders.is_some()),
        ("assignedLabels", holds(assigned_labels)),
        ("assignedLicenses", holds(assigned_licenses)),
        ("autoSubscribeNewMembers", auto_subscribe_new_members.is_some()),
        ("groupTypes", holds(group_types)),
        ("hasMembersWithLicenseErrors", has_members_with_license_errors.is_some()),
        ("hideFromAddressLists", hide_from_address_lists.is_some()),
        ("hideFromOutlookClients", hide_from_outlook_clients.is_some()),
        ("infoCatalogs", holds(info_catalogs)),
        ("isArchived", is_archived.is_some()),
        ("isAssignableToRole", is_assignable_to_role.is_some()),
        ("isFavorite", is_favorite.is_some()),
        ("isManagementRestricted", is_management_restricted.is_some()),
        ("isSubscribedByMail", is_subscribed_by_mail.is_some()),
        ("licenseProcessingState", license_processing_state.is_some()),
        ("mailEnabled", mail_enabled.is_some()),
        ("onPremisesExtensionAttributes", on_premises_extension_attributes.is_some()),
        ("onPremisesProvisioningErrors", holds(on_premises_provisioning_errors)),
        ("onPremisesSyncEnabled", on_premises_sync_enabled.is_some()),
        ("resourceBehaviorOptions", holds(resource_behavior_options)),
        ("resourceProvisioningOptions", holds(resource_provisioning_options)),
        ("securityEnabled", security_enabled.is_some()),
        ("serviceProvisioningErrors", holds(service_provisioning_errors)),
        ("unseenConversationsCount", unseen_conversations_count.is_some()),
        ("unseenCount", unseen_count.is_some()),
        ("unseenMessagesCount", unseen_messages_count.is_some()),
        ("welcomeMessageEnabled", welcome_message_enabled.is_some()),
    ]);
    card.unknown(other, &root);
    card.finish()
}

impl<'a> Card<'a, '_> {
    /// Each member by its address, or by the UID of its own card. What else identifies it is reported.
    fn members(&mut self, members: &'a List<Json>) {
        let name = self.member_name();
        let root = Place::root();
        let root = root.key("members");
        let mut written = HashSet::new();
        for (position, Json(member)) in members.enumerate() {
            let place = root.index(position);
            if member.get("@removed").is_some_and(|removed| !removed.is_null()) {
                self.losses.note(&MEMBER_UNKNOWN, &place, "@removed");
                continue;
            }
            let text = |key: &str| {
                member.get(key).and_then(|value| value.as_str()).filter(|text| is_something(text))
            };
            let address =
                ["mail", "userPrincipalName"].into_iter().find_map(|key| Some((key, text(key)?)));
            let address = address.filter(|(_, address)| is_smtp_address(address));
            let (uri, used) = match (address, text("id")) {
                (Some((key, address)), _) => (mailto(address), [key, address]),
                (None, Some(id)) => (directory_uuid(id), ["id", id]),
                (None, None) => {
                    self.losses.report(&MEMBER_NAMELESS, &place);
                    continue;
                }
            };
            if !written.insert(uri.to_lowercase()) {
                self.losses.note(&EMAIL_REPEATED, &place, used[1]);
                continue;
            }
            for (key, value) in member.as_object().into_iter().flatten() {
                let repeats = value.as_str().is_some_and(|text| text.eq_ignore_ascii_case(used[1]));
                let read = key == used[0]
                    || key == "displayName" && value.is_string()
                    || key == "userPrincipalName" && repeats;
                if !read && !key.contains("@odata.") && !value.is_null() {
                    self.losses.report(&MEMBER_UNKNOWN, &place.key(key));
                }
            }
            let mut property = Property::new(name, uri);
            if let Some(shown) = text("displayName") {
                let shown = self.parameter(shown, &place.key("displayName"));
                property = property.with("X-CN", shown);
                self.losses.report(&MEMBER_NAME, &place.key("displayName"));
            }
            self.push(property);
        }
        self.strays(members, &root);
    }
}
