//! What both protocols and the test share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::core::Core;
use crate::faults::{Fault, Point, Script};

/// One exchange as the request log keeps it; neither bodies nor keys.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Logged {
    /// `ICalendar.updates`, `imap.APPEND`, `unknown.route`.
    pub operation: String,
    /// The HTTP verb, or `IMAP`.
    pub verb: String,
    /// The path as it came, still encoded; over IMAP the folder or nothing.
    pub path: String,
    /// The HTTP status; over IMAP 200 for OK, 400 for BAD, 500 for NO.
    pub status: u16,
}

/// The server's state behind its locks.
#[derive(Debug)]
pub(crate) struct Shared {
    core: Mutex<Core>,
    script: Mutex<Script>,
    log: Mutex<Vec<Logged>>,
}

impl Shared {
    pub(crate) fn new(core: Core, script: Script) -> Self {
        Self { core: Mutex::new(core), script: Mutex::new(script), log: Mutex::default() }
    }

    pub(crate) fn core(&self) -> MutexGuard<'_, Core> {
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn strikes(&self, operation: &str, point: Point) -> Vec<Fault> {
        self.script().strikes(operation, point)
    }

    pub(crate) fn log(&self, line: Logged) {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    pub(crate) fn logged(&self) -> Vec<Logged> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn clear_log(&self) {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
