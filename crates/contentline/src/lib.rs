#![doc = include_str!("../README.md")]

mod bytes;
mod exact;
mod fault;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
mod line;
mod octets;
mod parse;
mod property;
mod quoted_printable;
mod text;
mod tree;
mod values;
mod write;

pub use bytes::parse_bytes;
pub use exact::Exact;
pub use fault::{Fault, FaultKind};
pub use parse::{MAX_DEPTH, MAX_FAULTS, Parsed, parse};
pub use property::{Parameter, Property};
pub use text::{escape_text, unescape_text};
pub use tree::Component;
pub use values::Values;
pub use write::Dialect;
