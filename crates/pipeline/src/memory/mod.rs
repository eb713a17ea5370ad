//! The traits in memory: examples of how they are meant, and what tests run on.

mod ledger;
mod sink;
mod source;

pub use ledger::MemoryLedger;
pub use sink::MemorySink;
pub use source::{MemorySource, Note};

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A lock that a panicking test thread cannot poison for the others.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
