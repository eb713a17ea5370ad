use std::collections::HashSet;
use std::future::Future;

use crate::{
    Container, Fingerprint, Intent, LossCounts, Mark, Owner, TargetContainer, TargetUid, Trouble,
    Version,
};

/// Where items go.
///
/// Writing the same thing twice must leave it there once. A sink that names its items itself (REST) writes under the
/// derived uid; one that cannot (IMAP) says with [`mark`](Self::mark) where a container stands before a batch and with
/// [`arrived`](Self::arrived) what of the batch came in.
///
/// Implemented by [`MemorySink`](crate::MemorySink) and by the BlueMind sinks of the `viaduc` crate.
pub trait Sink: Send + Sync {
    /// An item as it is written.
    type Item: Send + Sync;

    /// Makes sure that the container exists, and names it. Doing so again changes nothing. `known` is its name from an
    /// earlier run: a container that was renamed on the source is renamed, not made a second time.
    fn ensure(
        &self,
        owner: &Owner,
        container: &Container,
        known: Option<&TargetContainer>,
    ) -> impl Future<Output = Result<TargetContainer, Trouble>> + Send;

    /// What the item is: equal fingerprints need no write. Never the empty one, which stands for "not known".
    fn fingerprint(&self, item: &Self::Item) -> Fingerprint;

    /// Whether what is found on the target is what was written: equality, unless the target rewrites parts of what it
    /// stores and the sink's fingerprints tell those apart.
    fn agrees(&self, written: &Fingerprint, found: &Fingerprint) -> bool {
        written == found
    }

    /// How large the item is, in bytes.
    fn size(&self, item: &Self::Item) -> usize;

    /// How much one [`write`](Self::write) takes.
    fn capacity(&self) -> Capacity;

    /// Where the container stands now. It is stored before the batch is written.
    fn mark(
        &self,
        owner: &Owner,
        target: &TargetContainer,
    ) -> impl Future<Output = Result<Mark, Trouble>> + Send;

    /// Writes a batch; one result for each item, in order. The item's earlier state, if it stands elsewhere or under
    /// another uid than the answered one, is removed by the engine.
    fn write(
        &self,
        owner: &Owner,
        target: &TargetContainer,
        batch: &[Write<Self::Item>],
    ) -> impl Future<Output = Vec<Result<Written, Trouble>>> + Send;

    /// What became of the intended writes since `mark`, in order. What stands under a `claimed` uid is the arrival of
    /// some other item, however equal, and no uid is given out twice.
    fn arrived(
        &self,
        owner: &Owner,
        target: &TargetContainer,
        mark: &Mark,
        intents: &[Intent],
        claimed: &HashSet<TargetUid>,
    ) -> impl Future<Output = Result<Vec<Arrival>, Trouble>> + Send;

    /// Removes an item; one that is not there any more counts as removed.
    fn remove(
        &self,
        owner: &Owner,
        placed: &Placed,
    ) -> impl Future<Output = Result<(), Trouble>> + Send;

    /// Everything that is in the container now, for verification: read from the target, not remembered.
    fn present(
        &self,
        owner: &Owner,
        target: &TargetContainer,
    ) -> impl Future<Output = Result<Vec<Present>, Trouble>> + Send;
}

/// The largest batch a sink takes in one go. A larger single item still goes, alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// Items.
    pub items: usize,
    /// Bytes, all items together.
    pub bytes: usize,
}

/// One item to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write<I> {
    /// The derived uid, for targets whose uids the writer chooses.
    pub uid: TargetUid,
    /// Where an earlier state of the item stands, and what it was.
    pub previous: Option<Placed>,
    /// The item.
    pub item: I,
}

/// An item on the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its container.
    pub container: TargetContainer,
    /// Its name there.
    pub uid: TargetUid,
    /// What was written.
    pub fingerprint: Fingerprint,
}

/// What became of a write that got no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Arrival {
    /// It arrived.
    Arrived(Written),
    /// It did not.
    Absent,
    /// The sink does not look: it writes under the derived uid, so that writing again does no harm.
    Unknown,
}

/// What a write answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The item's name on the target.
    pub uid: TargetUid,
    /// The target's version of it, if it tells one.
    pub version: Option<Version>,
    /// What the target did not take of it, by code, besides what was lost before.
    pub losses: LossCounts,
}

/// One item found on the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// Its name there.
    pub uid: TargetUid,
    /// What makes it the same as another: two with one key are the same item twice.
    pub key: String,
    /// What it is now, for [`Sink::agrees`]; `None` if the target does not tell.
    pub fingerprint: Option<Fingerprint>,
}
