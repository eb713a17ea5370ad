use std::collections::BTreeMap;
use std::future::Future;

use crate::{
    Checkpoint, Container, Fingerprint, Kind, Mark, Owner, Placed, SourceId, TargetContainer,
    TargetUid, Trouble, Version,
};

/// What was seen, intended and written, so that a run can be killed at any moment.
///
/// The order is the law: an intent is stored before its write starts; what was written is stored, with the container's
/// checkpoint in the same transaction, before it counts as done. A ledger answers only once that is on stable storage.
///
/// Implemented by [`MemoryLedger`](crate::MemoryLedger) and by the `viaduc-ledger` crate.
pub trait Ledger: Send + Sync {
    /// The container as it was last stored.
    fn container(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
    ) -> impl Future<Output = Result<Option<ContainerRow>, Trouble>> + Send;

    /// Every container of the owner.
    fn containers(
        &self,
        owner: &Owner,
        kind: Kind,
    ) -> impl Future<Output = Result<Vec<ContainerRow>, Trouble>> + Send;

    /// The rows of `ids`, in order.
    fn rows(
        &self,
        owner: &Owner,
        kind: Kind,
        ids: &[SourceId],
    ) -> impl Future<Output = Result<Vec<Option<Row>>, Trouble>> + Send;

    /// Every row whose item stood in the container when it was last seen.
    fn rows_in(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
    ) -> impl Future<Output = Result<Vec<Row>, Trouble>> + Send;

    /// The intents of the container that no row has settled.
    fn pending(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
    ) -> impl Future<Output = Result<Vec<Intent>, Trouble>> + Send;

    /// Stores intents; one of the same item replaces an earlier one.
    fn intend(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
        intents: &[Intent],
    ) -> impl Future<Output = Result<(), Trouble>> + Send;

    /// Stores what happened, in one transaction.
    fn commit(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
        commit: Commit,
    ) -> impl Future<Output = Result<(), Trouble>> + Send;
}

/// What one transaction stores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commit {
    /// Rows, new or in place of earlier ones; each settles the intent of its item.
    pub rows: Vec<Row>,
    /// How far the container has been read, if the round is over.
    pub checkpoint: Option<Checkpoint>,
    /// The container as it is now on either side, if that changed.
    pub placed: Option<(Container, TargetContainer)>,
}

/// A container, as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerRow {
    /// The container on the source.
    pub container: Container,
    /// Its name on the target.
    pub target: TargetContainer,
    /// How far it has been read.
    pub checkpoint: Option<Checkpoint>,
}

/// A write that is about to start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// The item.
    pub id: SourceId,
    /// Its state.
    pub version: Version,
    /// What will be written.
    pub fingerprint: Fingerprint,
    /// Under which derived uid.
    pub uid: TargetUid,
    /// Where the target container stood before.
    pub mark: Mark,
    /// Which earlier write it replaces.
    pub previous: Option<Placed>,
    /// What the conversion lost: code and count.
    pub losses: BTreeMap<String, u64>,
}

/// An item, as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The item.
    pub id: SourceId,
    /// The container it was last seen in.
    pub container: SourceId,
    /// The state that was read.
    pub version: Version,
    /// What became of it.
    pub state: RowState,
    /// What the conversion lost: code and count.
    pub losses: BTreeMap<String, u64>,
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowState {
    /// It stands on the target.
    Written(Placed),
    /// It could not be carried, or it is not known whether it was: the next run tries again. An earlier state of it may
    /// still stand on the target.
    Failed {
        /// Why.
        reason: String,
        /// The earlier state.
        previous: Option<Placed>,
    },
    /// It was deleted on the source, and then on the target.
    Gone,
}

/// Why a row is failed whose write or removal an earlier run did not see the end of.
pub(crate) const INTERRUPTED: &str = "interrupted";

impl Row {
    /// Where the item stands on the target, in this or an earlier state.
    #[must_use]
    pub fn placed(&self) -> Option<&Placed> {
        match &self.state {
            RowState::Written(placed) => Some(placed),
            RowState::Failed { previous, .. } => previous.as_ref(),
            RowState::Gone => None,
        }
    }

    /// The row while something is done to its item whose end is not known yet: it counts as failed, and no fingerprint
    /// says that nothing needs to be done.
    pub(crate) fn unsettled(mut self) -> Self {
        let previous = self.placed().cloned();
        let previous =
            previous.map(|placed| Placed { fingerprint: Fingerprint::default(), ..placed });
        self.state = RowState::Failed { reason: INTERRUPTED.to_owned(), previous };
        self
    }

    /// [`placed`](Self::placed), to change it.
    pub(crate) fn placed_mut(&mut self) -> Option<&mut Placed> {
        match &mut self.state {
            RowState::Written(placed) => Some(placed),
            RowState::Failed { previous, .. } => previous.as_mut(),
            RowState::Gone => None,
        }
    }

    /// Whether the item could not be carried.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        matches!(self.state, RowState::Failed { .. })
    }
}
