//! People and other mailboxes. Graph: `user`.

use bytes::Bytes;
use viaduc_graph_types::User;
use viaduc_rest::{ApiError, Target};

use crate::reply;

/// What is asked of a user. By default the service answers eleven fields, without the addresses.
pub const SELECT: &str = "id,accountEnabled,businessPhones,city,companyName,country,createdDateTime,\
department,displayName,employeeId,employeeType,externalUserState,faxNumber,givenName,imAddresses,jobTitle,\
mail,mailNickname,mobilePhone,officeLocation,onPremisesExtensionAttributes,onPremisesImmutableId,\
onPremisesSamAccountName,onPremisesSyncEnabled,otherMails,postalCode,preferredLanguage,proxyAddresses,\
showInAddressList,state,streetAddress,surname,usageLocation,userPrincipalName,userType";

pages! {
    /// All users: people, guests, and shared, room and equipment mailboxes. Graph: user: list.
    pub struct List ("users.list") of User {}
    mailbox |_this| None;
    target |_this, base| base.at("users").query("$select", SELECT).query("$top", "999");
    about Directory;
}

one! {
    /// One user. Graph: user: get.
    pub struct Get ("users.get") {
        /// The object id, or the user principal name.
        user: String,
    }
    mailbox |_this| None;
    target |this, base| base.at("users").segment(&this.user).query("$select", SELECT);
    reply User => |name, about, response| reply::item(name, about, &response, |user: &User| user.id.is_some());
}

one! {
    /// A user's photo in its largest size, or nothing where there is none. Graph: profilePhoto: get.
    pub struct Photo ("users.photo") {
        /// The object id, or the user principal name.
        user: String,
    }
    mailbox |this| Some(&this.user);
    target |this, base| base.at("users").segment(&this.user).path("photo/$value");
    reply Option<Bytes> => reply::content_if_any;
}

/// A target below a user.
pub(crate) fn user(base: &viaduc_rest::BaseUrl, user: &str) -> Target {
    base.at("users").segment(user)
}

/// Whether an answer means that the mailbox as a whole cannot be read, now or ever: report it and go on with
/// the next one.
#[must_use]
pub fn ends_mailbox(error: &ApiError) -> bool {
    use crate::ErrorKind::{MailboxNotEnabled, MailboxOutOfScope, NoSuchUser};
    matches!(error.kind(), MailboxNotEnabled | MailboxOutOfScope | NoSuchUser)
}
