//! What the programs share: their common arguments, their inputs, their outputs, and the loop between them.
//!
//! All conversion is in the libraries. A program here says which bytes are one item ([`Framing`]), what to make of one
//! ([`convert_all`]'s closure) and which options it adds to the common ones ([`Common`]).

mod arguments;
mod components;
mod convert;
pub mod demo;
mod input;
mod output;
mod progress;
pub mod serve;

pub use arguments::{Common, Stop, identities};
pub use convert::{Item, Made, SIDE_BY_SIDE, WAITING_BYTES, convert_all};
pub use input::{Framing, InputFile, Inputs};
pub use output::{Outputs, Records};
pub use progress::Display;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
