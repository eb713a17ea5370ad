//! The demo tenant: a small town hall.

mod roster;

pub use roster::{DOMAIN, Entry, Kind, ROSTER};
