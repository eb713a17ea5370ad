#![doc = include_str!("../README.md")]

mod appender;
pub mod codec;
mod connection;
mod date;
mod error;
mod flags;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
mod message;
mod name;
mod options;
mod tls;
mod url;
pub mod utf7;
mod wire;

pub use appender::{Appender, Connect, Server};
pub use connection::Connection;
pub use error::{Error, ErrorKind};
pub use flags::{Flags, InvalidKeyword, Keyword};
pub use message::{
    Appended, Attributes, Fetched, FolderStatus, Listed, Message, Probe, Uid, UidValidity,
};
pub use name::FolderName;
pub use options::{Credentials, Mechanism, Options};
pub use url::{ImapUrl, InvalidImapUrl};
