#![doc = include_str!("../README.md")]

mod codes;
mod duration;
mod element;
mod error;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
mod options;
mod read;
mod when;
mod write;

/// What iCalendar's values cannot say stands beside them.
const EXACT: viaduc_contentline::Exact = viaduc_contentline::Exact("X-BLUEMIND-EXACT");

pub use codes::CODES;
pub use error::{CalendarError, ItemError};
pub use options::{Directory, Item, Options, Person, Tags, Upload, Value};
pub use read::{calendar_to_series, categories};
pub use write::{item_to_calendar, series_to_calendar, todo_to_calendar};
