//! A contact of the directory (Graph: orgContact).

use viaduc_contentline::Component;
use viaduc_fidelity::{Converted, Place};
use viaduc_graph_types::{OrgContact, PhysicalOfficeAddress};
use viaduc_wire::List;

use crate::card::{Card, holds, some};
use crate::name::Name;
use crate::{CardError, Context, Options};

/// Turns a contact of the directory into a card.
///
/// # Errors
/// [`CardError`], where nothing meaningful can be made of the contact.
pub fn org_contact_to_card<'a>(
    contact: &'a OrgContact,
    options: &Options,
    context: &Context<'_>,
) -> Result<Converted<Component<'a>>, CardError> {
    let OrgContact {
        odata_type: _,
        odata_etag: _,
        odata_context: _,
        removed,
        id,
        deleted_date_time,
        addresses,
        company_name,
        department,
        display_name,
        given_name,
        job_title,
        mail,
        mail_nickname,
        on_premises_last_sync_date_time,
        on_premises_provisioning_errors,
        on_premises_sync_enabled,
        phones,
        proxy_addresses,
        service_provisioning_errors,
        surname,
        manager,
        photo,
        other,
    } = contact;
    if removed.is_some() {
        return Err(CardError::Removed);
    }
    let mut card = Card::new(options, context);
    card.directory_uid(id.as_ref());
    card.begin();
    card.name(
        &Name {
            display: some(display_name),
            surname: ("surname", some(surname)),
            given: ("givenName", some(given_name)),
            ..Name::default()
        },
        [some(company_name), some(mail), some(mail_nickname)],
    );
    card.work(some(company_name), some(department), some(job_title));
    card.directory_mail(some(mail), proxy_addresses);
    card.phones(phones);
    card.offices(addresses);
    card.manager(manager.as_ref());
    card.photo(photo);
    card.administration([
        ("deletedDateTime", some(deleted_date_time).is_some()),
        ("mailNickname", some(mail_nickname).is_some()),
        ("onPremisesLastSyncDateTime", some(on_premises_last_sync_date_time).is_some()),
        ("onPremisesProvisioningErrors", holds(on_premises_provisioning_errors)),
        ("onPremisesSyncEnabled", on_premises_sync_enabled.is_some()),
        ("serviceProvisioningErrors", holds(service_provisioning_errors)),
    ]);
    card.unknown(other, &Place::root());
    card.finish()
}

impl<'a> Card<'a, '_> {
    fn offices(&mut self, list: &'a List<PhysicalOfficeAddress>) {
        let root = Place::root();
        let root = root.key("addresses");
        for (position, address) in list.enumerate() {
            let place = root.index(position);
            let PhysicalOfficeAddress {
                city,
                country_or_region,
                office_location,
                postal_code,
                state,
                street,
                other,
            } = address;
            let parts = [
                ("", None),
                ("officeLocation", some(office_location)),
                ("street", some(street)),
                ("city", some(city)),
                ("state", some(state)),
                ("postalCode", some(postal_code)),
                ("countryOrRegion", some(country_or_region)),
            ];
            if some(office_location).is_some() {
                self.losses.report(&crate::codes::OFFICE, &place.key("officeLocation"));
            }
            self.adr(Some("work"), parts, None, &place);
            self.unknown(other, &place);
        }
        self.strays(list, &root);
    }
}
