use viaduc_contentline::Component;
use viaduc_fidelity::Converted;
use viaduc_graph_types::{Contact, Group, MailboxItem, OrgContact, User};
use viaduc_wire::{ReadError, read};

use crate::extended::{Key, key};
use crate::list::is_list_class;
use crate::{CardError, Context, Options};
use crate::{
    contact_to_card, distribution_list_to_card, group_to_card, org_contact_to_card, user_to_card,
};

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
    /// A raw item of a mailbox: a personal list, or of another class.
    MailboxItem(Box<MailboxItem>),
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
            Some("mailboxItem") => Self::MailboxItem(Box::new(read(json)?)),
            _ if is_list(&contact) => Self::MailboxItem(Box::new(read(json)?)),
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
            Self::MailboxItem(item) => distribution_list_to_card(item, options, context),
        }
    }
}

/// Whether what was read as a contact is a raw item of the mailbox: it has a message class, or the members of a list.
fn is_list(contact: &Contact) -> bool {
    let class = contact.other.get("type").and_then(|class| class.as_str());
    let is_class = |text: Option<&str>| text.is_some_and(|text| is_list_class(text.trim()));
    class
        .is_some_and(|class| class.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("IPM.")))
        || contact.single_value_extended_properties.iter().any(|property| {
            match property.id.as_deref().and_then(key) {
                Some(Key::Tag(0x001A)) => is_class(property.value.as_deref()),
                Some(Key::Address(0x8064)) => true,
                _ => false,
            }
        })
        || contact.multi_value_extended_properties.iter().any(|property| {
            matches!(property.id.as_deref().and_then(key), Some(Key::Address(0x8054 | 0x8055)))
        })
}
