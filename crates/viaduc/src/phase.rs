//! The parts of a migration, and their names.

use std::fmt;

use viaduc_pipeline::{Kind, Trouble};

/// A part of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// Folders and messages.
    Mail,
    /// Calendars and events.
    Calendar,
    /// Address books and contacts.
    Contacts,
    /// Task lists and tasks.
    Tasks,
    /// Settings of mailboxes. Not carried by this version: the report says so.
    Settings,
    /// Rights on calendars and mailboxes. Not carried by this version: the report says so.
    Shares,
    /// The calendars of rooms and equipment.
    Resources,
    /// Both sides read again and compared.
    Verify,
}

impl Phase {
    /// Every phase, in the order they run.
    pub const ALL: [Self; 8] = [
        Self::Mail,
        Self::Calendar,
        Self::Contacts,
        Self::Tasks,
        Self::Settings,
        Self::Shares,
        Self::Resources,
        Self::Verify,
    ];

    /// The name in configurations and arguments.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Calendar => "calendar",
            Self::Contacts => "contacts",
            Self::Tasks => "tasks",
            Self::Settings => "settings",
            Self::Shares => "shares",
            Self::Resources => "resources",
            Self::Verify => "verify",
        }
    }

    /// The phase of a name.
    ///
    /// # Errors
    /// [`Trouble`] of scope run, which lists the names there are.
    pub fn from_name(name: &str) -> Result<Self, Trouble> {
        Self::ALL.into_iter().find(|phase| phase.as_str() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::as_str).join(", ");
            Trouble::run(format!("there is no phase or kind {name:?}"))
                .remedy(format!("there are {names}"))
        })
    }

    /// Whether this version carries it.
    #[must_use]
    pub fn is_carried(self) -> bool {
        !matches!(self, Self::Settings | Self::Shares)
    }

    /// The kind of item that a phase of one mailbox carries.
    pub(crate) fn kind(self) -> Option<Kind> {
        match self {
            Self::Mail => Some(Kind::Message),
            Self::Calendar => Some(Kind::Event),
            Self::Contacts => Some(Kind::Contact),
            Self::Tasks => Some(Kind::Task),
            Self::Settings | Self::Shares | Self::Resources | Self::Verify => None,
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
