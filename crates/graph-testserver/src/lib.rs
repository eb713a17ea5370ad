#![doc = include_str!("../README.md")]

mod admin;
mod ask;
mod auth;
mod batch;
mod calendars;
mod clock;
mod cx;
mod delta;
pub mod demo;
mod directory;
mod disk;
mod edit;
mod eml;
mod extended;
pub mod faults;
mod filter;
mod ids;
mod log;
mod mail;
mod mailbox;
mod options;
mod page;
mod people;
mod query;
mod recur;
mod reply;
mod route;
mod schema;
mod server;
mod settings;
mod state;
mod tasks;
mod tenant;
mod view;
mod writes;
mod zones;

pub use disk::Loaded;
pub use edit::EditError;
pub use log::Logged;
pub use options::{Limits, Options, Quirks};
pub use server::{GraphServer, Running, StartError};
pub use tenant::{
    Access, Attachment, Container, Failure, Group, Item, Kind, Listing, Tenant, User,
};
