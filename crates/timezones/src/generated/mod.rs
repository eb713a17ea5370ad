//! The tables that `cargo xtask zones` writes.

pub(crate) mod aliases;
pub(crate) mod windows;
