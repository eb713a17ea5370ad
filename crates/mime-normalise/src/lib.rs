#![doc = include_str!("../README.md")]

mod address;
mod build;
mod charset;
mod code;
mod codec;
mod date;
mod dkim;
mod extract;
mod fingerprint;
mod flags;
#[cfg(feature = "mail-parser")]
mod interop;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
mod normalise;
mod options;
mod outcome;
mod parameter;
mod parts;
mod plan;
mod prefix;
mod rules;
mod scan;
mod tnef;
mod wire;

pub use address::Person;
pub use build::{BUILD_CODES, BuildError, build_message};
pub use code::{Class, Code};
pub use date::parse_date;
pub use extract::{message_date, message_id, people, subject};
pub use fingerprint::{Fingerprint, fingerprint};
pub use flags::{Flags, Keyword, Properties, imap_flags, keyword};
pub use normalise::normalise;
pub use options::Options;
pub use outcome::{Digest, Edit, Frozen, Normalised};
pub use parts::{CalendarPart, Part, calendar_parts, parts};
