#![doc = include_str!("../README.md")]

mod check;
mod coverage;
mod fixture;
mod runner;
mod schema;
mod search;

pub use coverage::silent_leaves;
pub use fixture::{Fixture, UnreadableFixture};
pub use runner::{Outcome, Runner};
pub use schema::{Document, Leaf, Schema, UnreadableSchema};
pub use search::search;
