#![doc = include_str!("../README.md")]

#[cfg(feature = "arbitrary")]
mod arbitrary;
mod base64;
mod dict;
mod document;
mod list;
mod member;
mod object;
mod other;
mod plain;
mod read;
mod repair;
mod secret;
mod text;

pub use base64::from_base64;
pub use dict::Dict;
pub use document::Document;
pub use list::{List, Stray};
pub use member::{FromJson, Member, Reading};
pub use other::{Json, Other};
pub use plain::is_plain;
pub use read::{ReadError, ReadErrorKind, from_value, read, read_str};
pub use repair::repair;
pub use secret::Secret;

#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "arbitrary")]
    pub use crate::arbitrary::choose_text;
    pub use crate::member::{NextKey, deserialize, fill, next_key, wrong_map};
    pub use serde::de::MapAccess;
    pub use serde::ser::SerializeMap;
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
}
