#![doc = include_str!("../README.md")]

mod check;
mod fixture;
mod runner;

pub use fixture::{Fixture, UnreadableFixture};
pub use runner::{Outcome, Runner};
