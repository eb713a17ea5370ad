#![doc = include_str!("../README.md")]

mod allowed;
mod clean;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
mod linked;
mod pieces;
mod references;
mod text;

pub use clean::clean;
pub use linked::from_text;
pub use pieces::{Piece, Pieces, Tag, pieces};
pub use references::{decode, encode};
pub use text::{has_markup, shows_something, to_text};
