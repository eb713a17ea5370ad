use serde::de::MapAccess;
use viaduc_wire::{self as wire, FromJson, Reading};

/// A flag or keyword of a message: `\Seen`, `$Forwarded`, a tag.
///
/// The server writes a string and takes a string or `{"flag": "…"}`; both are read, the string is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct MailboxItemFlag(String);

wire::object! {
    /// The flag as an object.
    struct FlagObject {
        /// Its name.
        flag: Option<String> = "flag",
        /// Ignored by the server.
        value: Option<i64> = "value",
    }
}

impl MailboxItemFlag {
    /// `\Seen`
    pub const SEEN: &'static str = "\\Seen";
    /// `\Answered`
    pub const ANSWERED: &'static str = "\\Answered";
    /// `\Flagged`
    pub const FLAGGED: &'static str = "\\Flagged";
    /// `\Draft`
    pub const DRAFT: &'static str = "\\Draft";
    /// `\Deleted`
    pub const DELETED: &'static str = "\\Deleted";

    /// The flag as IMAP writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for MailboxItemFlag {
    fn from(flag: &str) -> Self {
        Self(flag.to_owned())
    }
}

impl From<String> for MailboxItemFlag {
    fn from(flag: String) -> Self {
        Self(flag)
    }
}

impl FromJson for MailboxItemFlag {
    const SHAPE: &'static str = "a flag";

    fn from_string(value: String) -> Reading<Self> {
        Reading::Right(Self(value))
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Reading<Self>, A::Error> {
        Ok(match FlagObject::from_map(map)? {
            Reading::Right(FlagObject { flag: Some(flag), .. }) => Reading::Right(Self(flag)),
            Reading::Right(object) => {
                Reading::Wrong(serde_json::to_value(object).unwrap_or_default())
            }
            Reading::Null => Reading::Null,
            Reading::Wrong(value) => Reading::Wrong(value),
        })
    }
}

impl serde::Serialize for MailboxItemFlag {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
