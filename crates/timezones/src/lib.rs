#![doc = include_str!("../README.md")]

#[cfg(feature = "chrono-tz")]
mod chrono;
mod definition;
mod display_names;
mod generated;
#[cfg(any(test, feature = "__invariants"))]
#[doc(hidden)]
pub mod invariants;
mod kept;
mod names;
mod odd;
mod resolve;
mod vtimezone;

pub use definition::Definition;
pub use names::{canonical, iana_names, iana_to_windows, windows_names, windows_to_iana, zone};
pub use resolve::{Confidence, Resolved, is_utc, resolve};
pub use vtimezone::{vtimezone, vtimezone_of};

/// The version of Unicode CLDR that the tables of names were written from.
pub const CLDR_VERSION: &str = generated::windows::VERSION;

#[cfg(test)]
mod tests;
