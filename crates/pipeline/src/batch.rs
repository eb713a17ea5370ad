//! One batch from intent to commit, whatever happens in between.

use std::collections::HashSet;

use viaduc_fidelity::{Converted, Loss};

use crate::ledger::INTERRUPTED;
use crate::{
    Arrival, Commit, Container, Fingerprint, Intent, Kind, Ledger, LossCounts, Mark, Observer,
    Outcome, Owner, Pace, Placed, Progress, Row, RowState, Scope, Sink, SourceId, TargetContainer,
    TargetUid, Trouble, Version, Write, Written,
};

/// An item that was read and transformed.
pub(crate) struct Ready<I> {
    id: SourceId,
    version: Version,
    previous: Option<Placed>,
    losses: LossCounts,
    pub(crate) item: I,
}

impl<I> Ready<I> {
    pub(crate) fn new(
        id: SourceId,
        version: Version,
        previous: Option<Placed>,
        converted: Converted<I>,
    ) -> Self {
        let (item, losses) = converted.into_parts();
        Self { id, version, previous, losses: counted(&losses), item }
    }
}

fn counted(losses: &[Loss]) -> LossCounts {
    let mut counts = LossCounts::new();
    for loss in losses {
        *counts.entry(loss.code.name.to_owned()).or_default() += 1;
    }
    counts
}

/// Where the items of `rows` stand.
fn claimed(rows: &[Row]) -> HashSet<TargetUid> {
    rows.iter().filter_map(Row::placed).map(|placed| placed.uid.clone()).collect()
}

/// Writes of one batch that got no answer.
struct Unanswered<I> {
    writes: Vec<Write<I>>,
    intents: Vec<Intent>,
    troubles: Vec<Trouble>,
}

/// Writes to one container of one owner.
pub(crate) struct Writer<'a, K, L> {
    pub(crate) kind: Kind,
    pub(crate) sink: &'a K,
    pub(crate) ledger: &'a L,
    pub(crate) pace: Pace,
    pub(crate) owner: &'a Owner,
    pub(crate) container: &'a Container,
    pub(crate) target: &'a TargetContainer,
    pub(crate) observer: &'a Observer<'a>,
    pub(crate) outcome: &'a mut Outcome,
}

impl<K: Sink, L: Ledger> Writer<'_, K, L> {
    /// Writes what has changed of `batch`, and stores what became of each item.
    pub(crate) async fn write(&mut self, batch: Vec<Ready<K::Item>>) -> Result<(), Trouble> {
        let mut commit = Commit::default();
        let (mut writes, mut facts) = (Vec::new(), Vec::new());
        for ready in batch {
            let fingerprint = self.sink.fingerprint(&ready.item);
            let there = ready.previous.as_ref().filter(|placed| {
                placed.fingerprint == fingerprint && placed.container == *self.target
            });
            if let Some(placed) = there.cloned() {
                self.outcome.tally(self.owner, self.kind).unchanged += 1;
                commit.rows.push(self.row(ready.id, ready.version, placed, ready.losses));
                continue;
            }
            facts.push((ready.id.clone(), ready.version, fingerprint, ready.losses));
            let uid = TargetUid::derived(self.owner, self.kind, &ready.id);
            writes.push(Write { uid, previous: ready.previous, item: ready.item });
        }
        let settled = commit.rows.len() + writes.len();
        if !writes.is_empty() {
            let intents = self.intend(&writes, facts).await?;
            let ended = self.attempts(writes, intents, &mut commit).await;
            if ended.is_err() {
                self.commit(commit).await?;
                return ended;
            }
        }
        (self.observer)(Progress::Items(self.owner, self.kind, settled as u64));
        self.commit(commit).await
    }

    async fn commit(&self, commit: Commit) -> Result<(), Trouble> {
        if commit == Commit::default() {
            return Ok(());
        }
        self.ledger.commit(self.owner, self.kind, &self.container.id, commit).await
    }

    async fn intend(
        &mut self,
        writes: &[Write<K::Item>],
        facts: Vec<(SourceId, Version, Fingerprint, LossCounts)>,
    ) -> Result<Vec<Intent>, Trouble> {
        let mark = self.mark().await?;
        let intents: Vec<Intent> = writes
            .iter()
            .zip(facts)
            .map(|(write, (id, version, fingerprint, losses))| Intent {
                id,
                version,
                fingerprint,
                uid: write.uid.clone(),
                mark: mark.clone(),
                previous: write.previous.clone(),
                losses,
            })
            .collect();
        self.ledger.intend(self.owner, self.kind, &self.container.id, &intents).await?;
        Ok(intents)
    }

    /// Asks where the container stands, as patiently as it is written to.
    async fn mark(&mut self) -> Result<Mark, Trouble> {
        let (sink, owner, target) = (self.sink, self.owner, self.target);
        self.patiently(|| sink.mark(owner, target)).await
    }

    /// Writes until everything has an answer. What got none may have arrived: the sink is asked before it is repeated.
    ///
    /// Afterwards either every intent has its row, or the trouble stops the mailbox: an item with an open intent must not
    /// be met in another container.
    async fn attempts(
        &mut self,
        mut writes: Vec<Write<K::Item>>,
        mut intents: Vec<Intent>,
        commit: &mut Commit,
    ) -> Result<(), Trouble> {
        let attempts = self.pace.attempts.max(1);
        for attempt in 0..attempts {
            let open = self.attempt(writes, intents, commit).await?;
            let last = attempt + 1 == attempts;
            match open.troubles.first() {
                None => return Ok(()),
                Some(trouble) if !last => self.wait(attempt, trouble).await,
                Some(_) => {}
            }
            let claimed = claimed(&commit.rows);
            let arrived = self.arrived(&open.intents, &claimed).await?;
            (writes, intents) = (Vec::new(), Vec::new());
            let asked = open.writes.into_iter().zip(open.intents).zip(open.troubles);
            for (((write, intent), trouble), found) in asked.zip(arrived) {
                if let Arrival::Arrived(written) = found {
                    commit.rows.push(self.settle(intent, written).await?);
                } else if last {
                    self.fail(&intent.id, &trouble);
                    commit.rows.push(self.ended(intent, found, &trouble.chain()).await?);
                } else {
                    writes.push(write);
                    intents.push(intent);
                }
            }
            if writes.is_empty() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Writes once, and answers what got no answer.
    async fn attempt(
        &mut self,
        writes: Vec<Write<K::Item>>,
        intents: Vec<Intent>,
        commit: &mut Commit,
    ) -> Result<Unanswered<K::Item>, Trouble> {
        let mut answers = self.sink.write(self.owner, self.target, &writes).await.into_iter();
        let mut open = Unanswered { writes: Vec::new(), intents: Vec::new(), troubles: Vec::new() };
        for (write, intent) in writes.into_iter().zip(intents) {
            let silent = || Err(Trouble::item("the target gave no answer").retry(None));
            match answers.next().unwrap_or_else(silent) {
                Ok(written) => commit.rows.push(self.settle(intent, written).await?),
                Err(trouble) if trouble.is_retryable() => {
                    open.writes.push(write);
                    open.intents.push(intent);
                    open.troubles.push(trouble);
                }
                Err(trouble) if trouble.scope() >= Scope::Mailbox => return Err(trouble),
                Err(trouble) => {
                    self.fail(&intent.id, &trouble);
                    let previous = intent.previous.clone();
                    commit.rows.push(self.failed(intent, previous, &trouble.chain()));
                }
            }
        }
        Ok(open)
    }

    /// What became of the intents, all of one mark.
    async fn arrived(
        &mut self,
        intents: &[Intent],
        claimed: &HashSet<TargetUid>,
    ) -> Result<Vec<Arrival>, Trouble> {
        let Some(first) = intents.first() else { return Ok(Vec::new()) };
        let (sink, owner, target) = (self.sink, self.owner, self.target);
        self.patiently(|| sink.arrived(owner, target, &first.mark, intents, claimed)).await
    }

    async fn remove_one(&mut self, placed: &Placed) -> Result<(), Trouble> {
        let (sink, owner) = (self.sink, self.owner);
        self.patiently(|| sink.remove(owner, placed)).await
    }

    /// Asks until there is an answer, or the pace's attempts are used up: then nothing more can be said of this mailbox.
    async fn patiently<R, F>(&mut self, ask: impl Fn() -> F) -> Result<R, Trouble>
    where
        F: Future<Output = Result<R, Trouble>>,
    {
        let mut attempt = 0;
        loop {
            match ask().await {
                Err(trouble) if trouble.is_retryable() && attempt + 1 < self.pace.attempts => {
                    self.wait(attempt, &trouble).await;
                    attempt += 1;
                }
                other => return other.map_err(Trouble::at_least_mailbox),
            }
        }
    }

    async fn wait(&mut self, attempt: u32, trouble: &Trouble) {
        (self.observer)(Progress::Waiting(self.owner, &trouble.chain()));
        let doubled = self.pace.pause.saturating_mul(1 << attempt.min(16));
        tokio::time::sleep(trouble.retry_after().unwrap_or(doubled)).await;
    }

    /// An item's new state stands on the target: its earlier state goes, if that was another place.
    async fn settle(&mut self, intent: Intent, written: Written) -> Result<Row, Trouble> {
        if let Some(old) = &intent.previous
            && (old.uid != written.uid || old.container != *self.target)
        {
            self.remove_one(old).await?;
        }
        Ok(self.done(intent, written))
    }

    /// Settles what an earlier run intended and did not live to commit. Each intent ends as a row: what did not arrive is
    /// a failed one, which is tried again like any other.
    pub(crate) async fn settle_pending(&mut self) -> Result<(), Trouble> {
        let pending = self.ledger.pending(self.owner, self.kind, &self.container.id).await?;
        if pending.is_empty() {
            return Ok(());
        }
        let known = self.ledger.rows_in(self.owner, self.kind, &self.container.id).await?;
        let known = claimed(&known);
        let mut commit = Commit::default();
        let mut rest = pending.as_slice();
        while let Some(first) = rest.first() {
            let len = rest.iter().take_while(|intent| intent.mark == first.mark).count();
            let (batch, after) = rest.split_at(len);
            rest = after;
            let claimed = claimed(&commit.rows).union(&known).cloned().collect();
            for (intent, found) in batch.iter().zip(self.arrived(batch, &claimed).await?) {
                commit.rows.push(self.ended(intent.clone(), found, INTERRUPTED).await?);
            }
        }
        self.commit(commit).await
    }

    /// The row of an intent that is given up for now, for `reason`.
    async fn ended(
        &mut self,
        intent: Intent,
        found: Arrival,
        reason: &str,
    ) -> Result<Row, Trouble> {
        match found {
            Arrival::Arrived(written) => self.settle(intent, written).await,
            Arrival::Absent => {
                let previous = intent.previous.clone();
                Ok(self.failed(intent, previous, reason))
            }
            Arrival::Unknown => {
                let new = Placed {
                    container: self.target.clone(),
                    uid: intent.uid.clone(),
                    fingerprint: Fingerprint::default(),
                };
                let old = intent.previous.clone();
                if old
                    .as_ref()
                    .is_some_and(|old| old.container == new.container && old.uid == new.uid)
                {
                    return Ok(self.failed(intent, Some(new), reason));
                }
                // With nothing at the new place, whatever stands at an earlier one is the whole truth again.
                self.remove_one(&new).await?;
                Ok(self.failed(intent, old, reason))
            }
        }
    }

    /// The row of an item that stands on the target as `previous`, or not at all.
    fn failed(&self, intent: Intent, previous: Option<Placed>, reason: &str) -> Row {
        Row {
            id: intent.id,
            container: self.container.id.clone(),
            version: intent.version,
            state: RowState::Failed { reason: reason.to_owned(), previous },
            losses: intent.losses,
        }
    }

    /// Removes items from the target, and stores that they are gone.
    pub(crate) async fn remove(&mut self, rows: Vec<Row>) -> Result<(), Trouble> {
        let unsettled = rows.iter().cloned().map(Row::unsettled).collect();
        self.commit(Commit { rows: unsettled, ..Commit::default() }).await?;
        let mut commit = Commit::default();
        for row in rows {
            if let Some(placed) = row.placed() {
                self.remove_one(placed).await?;
                self.outcome.tally(self.owner, self.kind).removed += 1;
            }
            commit.rows.push(Row { state: RowState::Gone, losses: LossCounts::new(), ..row });
        }
        self.commit(commit).await
    }

    fn done(&mut self, intent: Intent, written: Written) -> Row {
        self.outcome.tally(self.owner, self.kind).written += 1;
        let placed = Placed {
            container: self.target.clone(),
            uid: written.uid,
            fingerprint: intent.fingerprint,
        };
        let mut losses = intent.losses;
        for (code, count) in written.losses {
            *losses.entry(code).or_default() += count;
        }
        self.row(intent.id, intent.version, placed, losses)
    }

    fn row(&self, id: SourceId, version: Version, placed: Placed, losses: LossCounts) -> Row {
        let container = self.container.id.clone();
        Row { id, container, version, state: RowState::Written(placed), losses }
    }

    fn fail(&mut self, id: &SourceId, trouble: &Trouble) {
        let path = self.container.display_path();
        self.outcome.fail(self.owner, self.kind, Some(&path), Some(id), trouble);
    }
}
