#![doc = include_str!("../README.md")]

mod batch;
mod carry;
#[cfg(feature = "conformance")]
pub mod conformance;
mod ledger;
mod memory;
mod model;
mod outcome;
mod passage;
mod progress;
mod sink;
mod source;
mod trouble;
mod verify;

pub use carry::{Pace, Route, carry};
pub use ledger::{Commit, ContainerRow, Intent, Ledger, Row, RowState};
pub use memory::{MemoryLedger, MemorySink, MemorySource, Note};
pub use model::{
    Checkpoint, Container, Fingerprint, Kind, Mark, Owner, OwnerKind, SourceId, TargetContainer,
    TargetUid, Version,
};
pub use outcome::{Failure, LossCounts, Outcome, Tally};
pub use progress::{Observer, Progress};
pub use sink::{Arrival, Capacity, Placed, Present, Sink, Write, Written};
pub use source::{Change, Changes, Next, Seen, Source, Transform};
pub use trouble::{Scope, Trouble};
pub use verify::{Verification, verify};
