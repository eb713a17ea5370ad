#![doc = include_str!("../README.md")]

mod attribute;
mod codepage;
mod codes;
mod contents;
mod cursor;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
mod limits;
mod macbinary;
mod property;
mod read;
mod rtf;

pub use codes::CODES;
pub use contents::{Attachment, Contents, Data, Kind, Person, Recipient, Role};
pub use limits::Limits;
pub use property::{Name, Property, Value};
pub use read::{Error, is_tnef, read};
pub use rtf::{Origin, Rtf, RtfError, decompress, open};
