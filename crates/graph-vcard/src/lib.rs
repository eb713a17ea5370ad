#![doc = include_str!("../README.md")]

mod card;
mod codes;
mod contact;
mod dates;
mod email;
mod entry_id;
mod error;
mod extended;
mod group;
#[cfg(feature = "vcard_parser")]
mod interop;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
mod item;
mod list;
mod list_members;
mod mails;
mod name;
mod options;
mod org_contact;
mod parts;
mod photo;
mod reach;
mod user;

pub use codes::CODES;
pub use contact::contact_to_card;
pub use error::CardError;
pub use group::group_to_card;
#[cfg(feature = "vcard_parser")]
pub use interop::to_vcard;
pub use item::Item;
pub use list::distribution_list_to_card;
pub use options::{Context, Options, Version};
pub use org_contact::org_contact_to_card;
pub use user::user_to_card;
