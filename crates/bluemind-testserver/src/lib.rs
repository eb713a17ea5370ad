#![doc = include_str!("../README.md")]
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a JSON value or argument of any other kind is always treated alike"
)]

mod access;
mod api;
mod call;
mod clock;
mod container;
mod core;
mod fault;
mod faults;
mod http;
mod imap;
mod mail;
mod mime;
mod model;
mod notify;
mod options;
mod route;
mod running;
mod seed;
mod shared;
mod state;

pub use clock::Clock;
pub use faults::{Fault, Faults, FaultsError, Point, Trouble};
pub use notify::{Notification, NotificationKind};
pub use options::{Options, Seat, SeatKind, uid_of};
pub use running::{BlueMind, Running, StartError, StoredMessage};
pub use shared::Logged;
