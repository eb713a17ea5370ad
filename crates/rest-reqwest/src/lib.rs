#![doc = include_str!("../README.md")]

mod clock;
mod options;
mod tls;
mod transport;
mod why;

pub use clock::TokioClock;
pub use options::{Options, Proxying, SetupError};
pub use transport::ReqwestTransport;
