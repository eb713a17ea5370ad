//! A sink and a ledger that stop at the n-th call, before or after it took effect: a kill, or a lost connection.
use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};

use viaduc_pipeline::{
    Arrival, Capacity, Commit, Container, ContainerRow, Fingerprint, Intent, Kind, Ledger, Mark,
    MemoryLedger, MemorySink, Note, Owner, Placed, Present, Row, Sink, SourceId, TargetContainer,
    TargetUid, Trouble, Write, Written,
};

/// When to stop, and how.
#[derive(Debug, Default)]
pub(crate) struct Fuse {
    calls: AtomicU64,
    at: u64,
    /// The effect takes place before the answer is lost.
    after: bool,
    /// A lost connection, which the engine tries to get over, instead of a kill.
    connection: bool,
}

impl Fuse {
    pub(crate) fn kill(at: u64, after: bool) -> Self {
        Self { at, after, ..Self::default() }
    }

    pub(crate) fn drop(at: u64, after: bool) -> Self {
        Self { at, after, connection: true, ..Self::default() }
    }

    fn trouble(&self) -> Trouble {
        if self.connection {
            Trouble::item("connection lost").retry(None)
        } else {
            Trouble::run("killed")
        }
    }

    /// `Some(after)` when this is the call that stops.
    fn burns(&self) -> Option<bool> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        // After a kill nothing answers any more.
        let burns = call == self.at || (!self.connection && self.at != 0 && call > self.at);
        burns.then_some(self.after && call == self.at)
    }

    async fn guard<T>(
        &self,
        effect: impl Future<Output = Result<T, Trouble>>,
    ) -> Result<T, Trouble> {
        match self.burns() {
            None => effect.await,
            Some(after) => {
                if after {
                    let _ = effect.await;
                }
                Err(self.trouble())
            }
        }
    }
}

pub(crate) struct Faulty<'a, T> {
    pub(crate) inner: &'a T,
    pub(crate) fuse: &'a Fuse,
}

impl Sink for Faulty<'_, MemorySink> {
    type Item = Note;

    async fn ensure(
        &self,
        owner: &Owner,
        container: &Container,
        known: Option<&TargetContainer>,
    ) -> Result<TargetContainer, Trouble> {
        self.inner.ensure(owner, container, known).await
    }

    fn fingerprint(&self, item: &Note) -> Fingerprint {
        self.inner.fingerprint(item)
    }

    fn size(&self, item: &Note) -> usize {
        self.inner.size(item)
    }

    fn capacity(&self) -> Capacity {
        self.inner.capacity()
    }

    async fn mark(&self, owner: &Owner, target: &TargetContainer) -> Result<Mark, Trouble> {
        self.fuse.guard(self.inner.mark(owner, target)).await
    }

    async fn write(
        &self,
        owner: &Owner,
        target: &TargetContainer,
        batch: &[Write<Note>],
    ) -> Vec<Result<Written, Trouble>> {
        // Each item of a batch can be the last one that gets through.
        let mut results = Vec::new();
        for write in batch {
            let one = async {
                let mut one = self.inner.write(owner, target, std::slice::from_ref(write)).await;
                one.pop().unwrap_or_else(|| Err(Trouble::run("no answer")))
            };
            results.push(self.fuse.guard(one).await);
        }
        results
    }

    async fn arrived(
        &self,
        owner: &Owner,
        target: &TargetContainer,
        mark: &Mark,
        intents: &[Intent],
        claimed: &HashSet<TargetUid>,
    ) -> Result<Vec<Arrival>, Trouble> {
        self.fuse.guard(self.inner.arrived(owner, target, mark, intents, claimed)).await
    }

    async fn remove(&self, owner: &Owner, placed: &Placed) -> Result<(), Trouble> {
        self.fuse.guard(self.inner.remove(owner, placed)).await
    }

    async fn present(
        &self,
        owner: &Owner,
        target: &TargetContainer,
    ) -> Result<Vec<Present>, Trouble> {
        self.inner.present(owner, target).await
    }
}

impl Ledger for Faulty<'_, MemoryLedger> {
    async fn container(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
    ) -> Result<Option<ContainerRow>, Trouble> {
        self.inner.container(owner, kind, container).await
    }

    async fn containers(&self, owner: &Owner, kind: Kind) -> Result<Vec<ContainerRow>, Trouble> {
        self.inner.containers(owner, kind).await
    }

    async fn rows(
        &self,
        owner: &Owner,
        kind: Kind,
        ids: &[SourceId],
    ) -> Result<Vec<Option<Row>>, Trouble> {
        self.inner.rows(owner, kind, ids).await
    }

    async fn rows_in(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
    ) -> Result<Vec<Row>, Trouble> {
        self.inner.rows_in(owner, kind, container).await
    }

    async fn pending(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
    ) -> Result<Vec<Intent>, Trouble> {
        self.inner.pending(owner, kind, container).await
    }

    async fn intend(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
        intents: &[Intent],
    ) -> Result<(), Trouble> {
        // A ledger that loses its connection ends the run; only a kill applies here.
        if self.fuse.connection {
            return self.inner.intend(owner, kind, container, intents).await;
        }
        self.fuse.guard(self.inner.intend(owner, kind, container, intents)).await
    }

    async fn commit(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
        commit: Commit,
    ) -> Result<(), Trouble> {
        if self.fuse.connection {
            return self.inner.commit(owner, kind, container, commit).await;
        }
        self.fuse.guard(self.inner.commit(owner, kind, container, commit)).await
    }
}
