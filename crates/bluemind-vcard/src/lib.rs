#![doc = include_str!("../README.md")]

mod address;
mod binary;
mod codes;
mod dates;
mod error;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
mod options;
mod read;
mod uid;
mod write;

/// What a vCard's values cannot say stands beside them.
const EXACT: viaduc_contentline::Exact = viaduc_contentline::Exact("X-BM-EXACT");

pub use codes::CODES;
pub use error::CardError;
pub use options::{Options, Version};
pub use read::card_to_vcard;
pub use uid::uid;
pub use write::vcard_to_card;
