#![doc = include_str!("../README.md")]

pub mod bluemind;
mod config;
mod convert;
pub mod graph;
mod migration;
mod passage;
mod phase;
mod trouble;

pub use config::{BlueMindConfig, Config, GraphConfig, LedgerConfig, RunConfig};
pub use convert::loss_codes;
pub use migration::{Migration, Run};
pub use phase::Phase;

use base64::Engine as _;

/// Bytes as Graph writes them in JSON.
fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
