#![doc = include_str!("../README.md")]

#[macro_use]
mod call;
pub mod address_books;
pub mod attachments;
pub mod auth;
mod batch;
pub mod calendar_settings;
pub mod calendars;
mod client;
pub mod containers;
pub mod directory;
pub mod domains;
pub mod external_users;
mod fault;
pub mod groups;
pub mod identities;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
pub mod mail_filters;
pub mod mail_folders;
pub mod mail_items;
pub mod mailboxes;
pub mod mailshares;
mod reply;
pub mod resources;
pub mod rights;
pub mod subscriptions;
pub mod tags;
pub mod tasks;
pub mod todo_lists;
pub mod uids;
pub mod users;

pub use batch::{Batch, BatchResult, Books, Calendars, Family, Refused, TodoLists};
pub use client::{BlueMindClient, Credentials, Options};
pub use viaduc_rest::{ApiError, ErrorKind};
