#![doc = include_str!("../README.md")]

mod rows;
mod schema;
mod sqlite;

pub use sqlite::SqliteLedger;
