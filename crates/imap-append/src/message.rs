use std::fmt;
use std::num::NonZeroU32;

use bytes::Bytes;
use jiff::Timestamp;
use sha1::{Digest, Sha1};

use crate::{Flags, Keyword};

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(NonZeroU32);

        impl $name {
            /// The number, which is never 0; `None` for 0.
            #[must_use]
            pub fn new(number: u32) -> Option<Self> {
                NonZeroU32::new(number).map(Self)
            }

            /// The number.
            #[must_use]
            pub fn get(self) -> u32 {
                self.0.get()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number! {
    /// The number of a message in its folder (RFC 3501 §2.3.1.1). It means that message as long as the folder's
    /// [`UidValidity`] stays.
    Uid
}

number! {
    /// The generation of a folder's numbers.
    UidValidity
}

/// A message to append.
#[derive(Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "APPEND takes exactly these (RFC 3501 §6.3.11)")]
pub struct Message {
    /// The message, as it is to be stored: lines end in CR LF, no NUL (`viaduc-mime-normalise` makes it so).
    pub bytes: Bytes,
    /// Its system flags.
    pub flags: Flags,
    /// Its keywords.
    pub keywords: Vec<Keyword>,
    /// When it was received; `None` lets the server take the present time. Whole seconds are kept.
    pub internal_date: Option<Timestamp>,
}

impl Message {
    /// A message without flags and date.
    #[must_use]
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            bytes: bytes.into(),
            flags: Flags::default(),
            keywords: Vec::new(),
            internal_date: None,
        }
    }

    /// The message without its bytes.
    #[must_use]
    pub fn attributes(&self) -> Attributes {
        Attributes {
            flags: self.flags,
            keywords: self.keywords.clone(),
            internal_date: self.internal_date,
        }
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("bytes", &self.bytes.len())
            .field("flags", &self.flags)
            .field("keywords", &self.keywords)
            .field("internal_date", &self.internal_date)
            .finish()
    }
}

/// What is stored beside a message's bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "APPEND takes exactly these (RFC 3501 §6.3.11)")]
pub struct Attributes {
    /// Its system flags.
    pub flags: Flags,
    /// Its keywords.
    pub keywords: Vec<Keyword>,
    /// When it was received; `None` lets the server take the present time.
    pub internal_date: Option<Timestamp>,
}

/// Where a message was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "APPENDUID has these two (RFC 4315 §3)")]
pub struct Appended {
    /// The generation of the folder's numbers.
    pub uid_validity: UidValidity,
    /// The message's number in it.
    pub uid: Uid,
}

/// A folder's counters (RFC 3501 §6.3.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FolderStatus {
    /// The generation of the folder's numbers.
    pub uid_validity: UidValidity,
    /// No message appended from now on has a lower number.
    pub uid_next: Uid,
    /// How many messages it holds.
    pub messages: u32,
}

/// What a message is recognised by, when nobody knows whether it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "callers keep these three in their own ledger")]
pub struct Probe {
    /// The value of its Message-ID field, as written, if it has one.
    pub message_id: Option<String>,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-1 of its bytes.
    pub sha1: [u8; 20],
}

impl Probe {
    /// The probe of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            message_id: message_id(bytes),
            size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            sha1: Sha1::digest(bytes).into(),
        }
    }
}

/// The value of the first Message-ID field in a header block, unfolded and trimmed.
pub(crate) fn message_id(header: &[u8]) -> Option<String> {
    let mut value: Option<Vec<u8>> = None;
    for line in header.split(|&b| b == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        match &mut value {
            Some(value) if matches!(line.first(), Some(b' ' | b'\t')) => {
                value.extend_from_slice(line);
            }
            Some(_) => break,
            None => {
                let Some(colon) = line.iter().position(|&b| b == b':') else { continue };
                let (name, rest) = line.split_at(colon);
                if name.trim_ascii_end().eq_ignore_ascii_case(b"message-id") {
                    value = rest.get(1..).map(<[u8]>::to_vec);
                }
            }
        }
    }
    let text = String::from_utf8_lossy(&value?).split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// A message as a listing of its folder tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed {
    /// Its number.
    pub uid: Uid,
    /// Its size in bytes.
    pub size: u64,
    /// Its system flags.
    pub flags: Flags,
    /// Its keywords.
    pub keywords: Vec<Keyword>,
    /// When it was received.
    pub internal_date: Option<Timestamp>,
}

/// A message read back.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fetched {
    /// What the folder tells of it.
    pub listed: Listed,
    /// Its bytes.
    pub bytes: Bytes,
}

impl fmt::Debug for Fetched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetched")
            .field("listed", &self.listed)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::message_id;

    #[test]
    fn message_ids() {
        for (header, id) in [
            ("Message-ID: <a@b.example>\r\n\r\n", Some("<a@b.example>")),
            ("Subject: x\r\nmessage-id:\r\n <a@b.example>\r\nX: y", Some("<a@b.example>")),
            ("Subject: x\r\n\r\nMessage-ID: <a@b.example>\r\n", None),
            ("Message-ID:\r\n\r\n", None),
            ("\r\n", None),
            ("", None),
        ] {
            assert_eq!(message_id(header.as_bytes()).as_deref(), id, "{header:?}");
        }
    }
}
