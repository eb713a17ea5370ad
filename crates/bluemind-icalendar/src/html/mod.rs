//! The little HTML that descriptions need: made safe, read as text, written from text.

mod allowed;
mod clean;
mod entity;
mod plain;
mod token;

pub(crate) use clean::clean;
pub(crate) use plain::{from_plain, to_plain};
