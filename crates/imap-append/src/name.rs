use std::borrow::Cow;
use std::fmt;

use crate::utf7;

/// The full name of a folder on one server, as the server spells it: with its separator and its namespace's prefix.
///
/// Made by [`Connection::ensure_folder`](crate::Connection::ensure_folder) and
/// [`Connection::folders`](crate::Connection::folders), or from text with [`FolderName::new`]. `INBOX` is one folder in
/// whatever case it is written (RFC 3501 §5.1).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FolderName {
    wire: Box<str>,
}

impl FolderName {
    /// The folder that `name` (ordinary text, levels divided by the server's separator) names.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self::from_wire(&utf7::encode(name))
    }

    /// The folder whose name the server spelled so.
    pub(crate) fn from_wire(wire: &str) -> Self {
        match wire.get(..5) {
            Some(inbox)
                if inbox.eq_ignore_ascii_case("INBOX")
                    && wire.get(5..).is_some_and(|rest| {
                        !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
                    }) =>
            {
                Self { wire: format!("INBOX{}", wire.get(5..).unwrap_or_default()).into() }
            }
            _ => Self { wire: wire.into() },
        }
    }

    /// The name in modified UTF-7.
    #[must_use]
    pub fn as_wire(&self) -> &str {
        &self.wire
    }

    /// The name as people read it. A spelling that is no modified UTF-7 is answered as it stands.
    #[must_use]
    pub fn to_text(&self) -> Cow<'_, str> {
        match utf7::decode(&self.wire) {
            Some(text) => Cow::Owned(text),
            None => Cow::Borrowed(&self.wire),
        }
    }
}

impl fmt::Display for FolderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl fmt::Debug for FolderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FolderName({:?})", self.to_text())
    }
}
