#![doc = include_str!("../README.md")]

mod address;
mod alarm;
mod attach;
mod body;
mod codes;
mod context;
mod cx;
mod error;
mod event;
mod exceptions;
mod extras;
mod fields;
mod instances;
#[cfg(feature = "icalendar")]
mod interop;
#[cfg(feature = "__invariants")]
#[doc(hidden)]
pub mod invariants;
mod item;
mod kinds;
mod mapi;
mod meeting;
mod pattern;
mod people;
mod place;
mod preview;
mod recurrence_blob;
mod rrule;
mod series;
mod stored;
mod stored_exceptions;
mod task;
mod task_dates;
mod telephone;
mod times;
mod uid;
mod uri;
mod when;
mod zones;

pub use codes::CODES;
pub use context::{Bodies, Context, Owner, Profile};
pub use error::{EventError, TaskError};
pub use event::event_to_calendar;
#[cfg(feature = "icalendar")]
pub use interop::{NotACalendar, to_icalendar};
pub use item::{Item, ItemError};
pub use task::task_to_calendar;
