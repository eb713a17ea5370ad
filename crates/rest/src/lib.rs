#![doc = include_str!("../README.md")]

mod base;
mod call;
mod drive;
mod error;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
pub mod json;
mod page;
mod retry;
pub mod script;
mod transport;
mod words;

pub use base::{BaseUrl, InvalidBaseUrl, Link, Target};
pub use call::{Call, Idempotence};
pub use drive::{Clock, Exchange, drive, exchange};
pub use error::{ApiError, ErrorKind};
pub use page::{Page, PageLimits, Paged, Pages, Unreadable};
pub use retry::{Outcome, Retry, RetryPolicy, Step};
pub use transport::{Patience, SizeLimit, Transport, TransportError, TransportErrorKind};
pub use words::{clean_message, retry_after};
