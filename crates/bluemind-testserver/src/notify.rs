//! What a real server would have sent to people. A migration must leave this empty.

/// Why somebody would have got mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotificationKind {
    /// An invitation, an update or a cancellation of a meeting (`sendNotifications=true`).
    Invitation,
    /// An answer to an organizer, such as the one of a resource that decides by itself.
    Reply,
    /// "Your rights on … changed": every ACL write sends one to each user concerned.
    AclChanged,
    /// The welcome mail of a new account.
    Welcome,
}

/// One mail that would have gone out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notification {
    /// Why.
    pub kind: NotificationKind,
    /// To whom: an address, or the uid of a user.
    pub to: String,
    /// What it is about: the uid of the item or container.
    pub about: String,
}

impl Notification {
    pub(crate) fn new(
        kind: NotificationKind,
        to: impl Into<String>,
        about: impl Into<String>,
    ) -> Self {
        Self { kind, to: to.into(), about: about.into() }
    }
}
