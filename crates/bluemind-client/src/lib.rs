#![doc = include_str!("../README.md")]

#[macro_use]
mod call;
pub mod address_books;
pub mod auth;
mod batch;
pub mod calendars;
mod client;
pub mod containers;
pub mod directory;
pub mod domains;
mod fault;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
pub mod mail_folders;
pub mod mail_items;
pub mod mailboxes;
mod reply;
pub mod resources;
pub mod subscriptions;
pub mod tags;
pub mod tasks;
pub mod todo_lists;
pub mod uids;
pub mod users;

pub use batch::{Batch, BatchResult, Books, Calendars, Family, Refused, TodoLists};
pub use client::{BlueMindClient, Credentials, Options};
pub use viaduc_rest::{ApiError, ErrorKind};
