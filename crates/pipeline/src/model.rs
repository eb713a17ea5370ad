//! The nouns: owners, containers, and the opaque words that stand for them on either side.

use std::fmt;

use uuid::Uuid;

macro_rules! opaque {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The word as it is stored.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<T: Into<String>> From<T> for $name {
            fn from(word: T) -> Self {
                Self(word.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

opaque! {
    /// An item's or a container's id on the source, compared with case.
    SourceId;
    /// Which state of an item the source showed (a change key, an etag).
    Version;
    /// What an item is once transformed: equal fingerprints need no write.
    Fingerprint;
    /// How far a container was read (a delta link); only its source reads it.
    Checkpoint;
    /// Where a target container stood before a batch was written; only its sink reads it.
    Mark;
    /// An item's name on the target (a uid, a UIDVALIDITY and a UID).
    TargetUid;
    /// A container's name on the target (a container uid, a folder path).
    TargetContainer;
}

impl TargetUid {
    /// The uid that an item gets on a target whose uids the writer chooses: a UUID version 5 (RFC 9562 5.5) of owner,
    /// kind and source id, so that writing twice writes once.
    #[must_use]
    pub fn derived(owner: &Owner, kind: Kind, id: &SourceId) -> Self {
        // Lengths keep ("ab", "c") and ("a", "bc") apart.
        let name =
            format!("{}:{}/{}/{}", owner.id.as_str().len(), owner.id, kind.as_str(), id.as_str());
        Self(Uuid::new_v5(&NAMESPACE, name.as_bytes()).to_string())
    }
}

/// The namespace of every uid that Viaduc derives. It never changes: uids written before would be written again.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f0c_8d52_9a7e_5b1f_8c3d_2f4e_7a61_90b4);

/// What an item is, in the words of reports and ledgers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A mailbox itself: its owner was found on the target.
    Mailbox,
    /// A mail folder.
    Folder,
    /// A message.
    Message,
    /// A calendar.
    Calendar,
    /// An event or a series.
    Event,
    /// An address book.
    Book,
    /// A contact or a personal list.
    Contact,
    /// A task list.
    TaskList,
    /// A task.
    Task,
    /// A right given to somebody on a container.
    Share,
    /// A setting of a mailbox.
    Setting,
    /// A mail rule.
    Rule,
    /// A room or a piece of equipment.
    Resource,
}

impl Kind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 13] = [
        Self::Mailbox,
        Self::Folder,
        Self::Message,
        Self::Calendar,
        Self::Event,
        Self::Book,
        Self::Contact,
        Self::TaskList,
        Self::Task,
        Self::Share,
        Self::Setting,
        Self::Rule,
        Self::Resource,
    ];

    /// The kind's word in reports, ledgers and configurations.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mailbox => "mailbox",
            Self::Folder => "folder",
            Self::Message => "message",
            Self::Calendar => "calendar",
            Self::Event => "event",
            Self::Book => "book",
            Self::Contact => "contact",
            Self::TaskList => "tasklist",
            Self::Task => "task",
            Self::Share => "share",
            Self::Setting => "setting",
            Self::Rule => "rule",
            Self::Resource => "resource",
        }
    }

    /// The kind of a word, as [`as_str`](Self::as_str) writes it.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// What the containers of such items are called.
    #[must_use]
    pub const fn container(self) -> Self {
        match self {
            Self::Message => Self::Folder,
            Self::Event => Self::Calendar,
            Self::Contact => Self::Book,
            Self::Task => Self::TaskList,
            Self::Mailbox
            | Self::Folder
            | Self::Calendar
            | Self::Book
            | Self::TaskList
            | Self::Share
            | Self::Setting
            | Self::Rule
            | Self::Resource => self,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What kind of owner a mailbox has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum OwnerKind {
    /// A person.
    #[default]
    Person,
    /// A mailbox that several people share.
    Shared,
    /// A room.
    Room,
    /// A piece of equipment.
    Equipment,
    /// A group.
    Group,
}

/// Who owns containers: a person, a shared mailbox, a room, a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Owner {
    /// The owner's id on the source.
    pub id: SourceId,
    /// The primary SMTP address: how people name the owner, in reports and errors.
    pub address: String,
    /// The name that is shown.
    pub name: String,
    /// Person, shared mailbox, room, equipment or group.
    pub kind: OwnerKind,
    /// The owner's uid on the target, once it was found there.
    pub target: Option<TargetUid>,
}

/// A folder, a calendar, an address book or a task list of an owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Container {
    /// The container's id on the source.
    pub id: SourceId,
    /// Its path from the owner's root, one name a level.
    pub path: Vec<String>,
    /// What it is to its owner (`inbox`, `sentitems`, `default`), if it is not just one more.
    pub role: Option<String>,
    /// What the outermost container of its path is to the owner, if it stands below one with a role.
    pub root_role: Option<String>,
    /// Its colour as `#rrggbb`, if it has one.
    pub colour: Option<String>,
}

impl Container {
    /// The last name of the path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// The whole path with `/` between the names, for people to read.
    #[must_use]
    pub fn display_path(&self) -> String {
        self.path.join("/")
    }
}
