#![doc = include_str!("../README.md")]

mod auth;
#[macro_use]
mod call;
pub mod calendars;
mod client;
pub mod contacts;
mod delta;
pub mod events;
mod fault;
mod gate;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
pub mod mail_folders;
pub mod messages;
pub mod places;
mod reply;
pub mod settings;
pub mod todo;
pub mod users;

pub use auth::ClientCredentials;
pub use call::GraphCall;
pub use client::{GraphClient, Options, Pager};
pub use delta::{Delta, DeltaStep, Round};
pub use viaduc_rest::{ApiError, ErrorKind, Page, Unreadable};
