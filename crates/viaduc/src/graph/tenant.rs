//! Who has a mailbox, and who stands behind which name.

use std::collections::BTreeSet;

use viaduc_graph_client::{settings, users};
use viaduc_graph_types::{MailboxSettings, User, UserPurpose};
use viaduc_identities::Identities;
use viaduc_pipeline::{Owner, OwnerKind, Scope, Trouble};

use super::Graph;
use crate::trouble::rest;

/// The mailboxes of a tenant, and its names.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Tenant {
    /// Everyone who may have a mailbox, in the order of their addresses.
    pub people: Vec<Person>,
    /// From every name that Exchange writes for somebody to the SMTP address.
    pub identities: Identities,
}

/// Somebody of the directory.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Person {
    /// The owner of the mailbox.
    pub owner: Owner,
    /// Every SMTP address, in lower case.
    pub addresses: BTreeSet<String>,
    /// The country (ISO 3166), for zones that have several cities.
    pub territory: Option<String>,
}

/// A mailbox as its converters need it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Mailbox {
    /// Whose it is.
    pub owner: Owner,
    /// Every SMTP address of the owner, in lower case.
    pub addresses: BTreeSet<String>,
    /// The zone (Windows or IANA name) of the mailbox's settings.
    pub zone: Option<String>,
    /// The country of the owner.
    pub territory: Option<String>,
    /// The settings, as far as they could be read.
    pub settings: MailboxSettings,
}

impl Tenant {
    /// Reads the directory.
    ///
    /// # Errors
    /// [`Trouble`] of scope run: the directory cannot be read.
    pub async fn read(graph: &Graph) -> Result<Self, Trouble> {
        let page = graph.all(users::List::new()).await.map_err(|error| rest(error, Scope::Run))?;
        let mut tenant = Self::default();
        for user in &page.items {
            tenant.add(user);
        }
        tenant.people.sort_by(|a, b| a.owner.address.cmp(&b.owner.address));
        Ok(tenant)
    }

    fn add(&mut self, user: &User) {
        let address = user.mail.as_deref().or(user.user_principal_name.as_deref());
        let (Some(id), Some(address)) = (&user.id, address) else { return };
        let address = address.to_lowercase();
        let mut addresses = BTreeSet::from([address.clone()]);
        self.identities.insert(id.as_str(), address.as_str());
        for name in user.user_principal_name.iter().chain(&user.mail_nickname) {
            self.identities.insert(name, address.as_str());
        }
        for proxy in &user.proxy_addresses {
            let Some((kind, name)) = proxy.split_once(':') else { continue };
            match kind.to_ascii_lowercase().as_str() {
                "smtp" => {
                    addresses.insert(name.to_lowercase());
                    self.identities.insert(name, address.as_str());
                }
                "x500" => self.identities.insert(name, address.as_str()),
                _ => {}
            }
        }
        // A guest has an address here and a mailbox elsewhere.
        if user.user_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("guest")) {
            return;
        }
        if user.mail.is_none() && user.proxy_addresses.is_empty() {
            return;
        }
        let name = user.display_name.clone().unwrap_or_default();
        let owner = Owner { id: id.as_str().into(), address, name, ..Owner::default() };
        self.people.push(Person { owner, addresses, territory: user.usage_location.clone() });
    }
}

impl Mailbox {
    /// Reads the settings of a mailbox. Without the right to them the mailbox is a person's, in no known zone.
    ///
    /// # Errors
    /// [`Trouble`] of scope mailbox: there is no mailbox, or it may not be read.
    pub async fn read(graph: &Graph, person: &Person) -> Result<Self, Trouble> {
        let user = person.owner.id.as_str();
        let settings = match graph.call(&settings::Get::new(user)).await {
            Ok(settings) => settings,
            Err(error) if users::ends_mailbox(&error) => return Err(rest(error, Scope::Mailbox)),
            Err(error) if error.kind() == viaduc_rest::ErrorKind::Forbidden => {
                MailboxSettings::default()
            }
            Err(error) => return Err(rest(error, Scope::Mailbox)),
        };
        let mut owner = person.owner.clone();
        owner.kind = match settings.user_purpose {
            Some(UserPurpose::Shared) => OwnerKind::Shared,
            Some(UserPurpose::Room) => OwnerKind::Room,
            Some(UserPurpose::Equipment) => OwnerKind::Equipment,
            _ => OwnerKind::Person,
        };
        Ok(Self {
            owner,
            addresses: person.addresses.clone(),
            zone: settings.time_zone.clone().filter(|zone| !zone.is_empty()),
            territory: person.territory.clone(),
            settings,
        })
    }
}
