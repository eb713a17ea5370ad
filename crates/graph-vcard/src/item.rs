use viaduc_contentline::Component;
use viaduc_fidelity::Converted;
use viaduc_graph_types::{Contact, Group, OrgContact, User};
use viaduc_wire::{ReadError, read};

use crate::{CardError, Context, Options};
use crate::{contact_to_card, group_to_card, org_contact_to_card, user_to_card};

/// Anything a card can be made of, told apart by its `@odata.type` or else by its members.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Item {
    /// A personal contact.
    Contact(Box<Contact>),
    /// A user.
    User(Box<User>),
    /// A group.
    Group(Box<Group>),
    /// A contact of the directory.
    OrgContact(Box<OrgContact>),
}

impl Item {
    /// Reads one JSON object. What nothing speaks against is a personal contact.
    ///
    /// # Errors
    /// The bytes are no JSON object.
    pub fn read(json: &[u8]) -> Result<Self, ReadError> {
        let contact: Contact = read(json)?;
        let has = |name: &str| contact.other.get(name).is_some();
        let kind =
            contact.odata_type.as_deref().map(|kind| kind.rsplit('.').next().unwrap_or(kind));
        Ok(match kind {
            Some("contact") => Self::Contact(Box::new(contact)),
            Some("user") => Self::User(Box::new(read(json)?)),
            Some("group") => Self::Group(Box::new(read(json)?)),
            Some("orgContact") => Self::OrgContact(Box::new(read(json)?)),
            _ if has("userPrincipalName") || has("userType") || has("accountEnabled") => {
                Self::User(Box::new(read(json)?))
            }
            _ if has("groupTypes")
                || has("securityEnabled")
                || has("mailEnabled")
                || has("members") =>
            {
                Self::Group(Box::new(read(json)?))
            }
            _ if has("addresses") || has("proxyAddresses") || has("mailNickname") => {
                Self::OrgContact(Box::new(read(json)?))
            }
            _ if has("mail") => Self::User(Box::new(read(json)?)),
            _ => Self::Contact(Box::new(contact)),
        })
    }

    /// Turns it into a card.
    ///
    /// # Errors
    /// [`CardError`], where nothing meaningful can be made of it.
    pub fn to_card(
        &self,
        options: &Options,
        context: &Context<'_>,
    ) -> Result<Converted<Component<'_>>, CardError> {
        match self {
            Self::Contact(contact) => contact_to_card(contact, options, context),
            Self::User(user) => user_to_card(user, options, context),
            Self::Group(group) => group_to_card(group, options, context),
            Self::OrgContact(contact) => org_contact_to_card(contact, options, context),
        }
    }
}
