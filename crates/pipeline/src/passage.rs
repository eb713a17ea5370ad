//! One container, from source to sink.

use std::collections::{HashMap, HashSet};

use futures::{StreamExt, stream};
use viaduc_fidelity::Converted;

use crate::batch::{Ready, Writer};
use crate::{
    Change, Checkpoint, Commit, Container, Ledger, Next, Observer, Outcome, Owner, Progress, Route,
    Row, RowState, Scope, Seen, Sink, Source, SourceId, TargetContainer, Transform, Trouble,
};

/// One container on its way.
pub(crate) struct Passage<'a, S, T, K, L> {
    route: &'a Route<'a, S, T, K, L>,
    owner: &'a Owner,
    container: &'a Container,
    observer: &'a Observer<'a>,
    outcome: &'a mut Outcome,
    /// What was counted already.
    counted: HashSet<SourceId>,
}

impl<'a, S, T, K, L> Passage<'a, S, T, K, L>
where
    S: Source,
    K: Sink,
    T: Transform<S::Item, K::Item>,
    L: Ledger,
{
    pub(crate) fn new(
        route: &'a Route<'a, S, T, K, L>,
        owner: &'a Owner,
        container: &'a Container,
        observer: &'a Observer<'a>,
        outcome: &'a mut Outcome,
    ) -> Self {
        Self { route, owner, container, observer, outcome, counted: HashSet::new() }
    }

    pub(crate) async fn run(&mut self) -> Result<(), Trouble> {
        let target = self.place().await?;
        self.again(&target).await?;
        let Route { kind, ledger, .. } = *self.route;
        let known = ledger.container(self.owner, kind, &self.container.id).await?;
        let since = known.and_then(|row| row.checkpoint);
        self.round(&target, since).await?;
        self.count_the_rest().await
    }

    pub(crate) fn writer<'w>(&'w mut self, target: &'w TargetContainer) -> Writer<'w, K, L> {
        Writer {
            kind: self.route.kind,
            sink: self.route.sink,
            ledger: self.route.ledger,
            pace: self.route.pace,
            owner: self.owner,
            container: self.container,
            target,
            observer: self.observer,
            outcome: self.outcome,
        }
    }

    /// Makes sure the container is on the target, and counts it.
    async fn place(&mut self) -> Result<TargetContainer, Trouble> {
        let Route { kind, ledger, sink, .. } = *self.route;
        let known = ledger.container(self.owner, kind, &self.container.id).await?;
        let target =
            sink.ensure(self.owner, self.container, known.as_ref().map(|row| &row.target)).await?;
        let tally = self.outcome.tally(self.owner, kind.container());
        tally.seen += 1;
        let same = known
            .as_ref()
            .is_some_and(|row| row.container == *self.container && row.target == target);
        if same {
            tally.unchanged += 1;
            return Ok(target);
        }
        tally.written += 1;
        let rows = match known {
            Some(row) if row.target != target => self.renamed(&row.target, &target).await?,
            _ => Vec::new(),
        };
        let placed = Some((self.container.clone(), target.clone()));
        let commit = Commit { rows, placed, ..Commit::default() };
        ledger.commit(self.owner, kind, &self.container.id, commit).await?;
        Ok(target)
    }

    /// The rows of a container whose target got another name.
    async fn renamed(
        &self,
        from: &TargetContainer,
        to: &TargetContainer,
    ) -> Result<Vec<Row>, Trouble> {
        let Route { kind, ledger, .. } = *self.route;
        let mut rows = ledger.rows_in(self.owner, kind, &self.container.id).await?;
        for row in &mut rows {
            if let Some(placed) = row.placed_mut()
                && placed.container == *from
            {
                placed.container = to.clone();
            }
        }
        Ok(rows)
    }

    /// Tries again what failed before: the source's listing does not show it a second time.
    async fn again(&mut self, target: &TargetContainer) -> Result<(), Trouble> {
        let Route { kind, ledger, source, .. } = *self.route;
        let rows = ledger.rows_in(self.owner, kind, &self.container.id).await?;
        let mut found = Vec::new();
        for row in rows.into_iter().filter(Row::is_failed) {
            self.count(&row.id);
            match source.look(self.owner, self.container, &row.id).await {
                Ok(Some(seen)) => found.push((seen, Some(row))),
                Ok(None) => self.gone(target, vec![row.id]).await?,
                Err(trouble) if trouble.scope() == Scope::Item => self.failed(&row.id, &trouble),
                Err(trouble) => return Err(trouble),
            }
        }
        self.write(target, found).await
    }

    /// Reads the container from `since` to the end of the round.
    async fn round(
        &mut self,
        target: &TargetContainer,
        since: Option<Checkpoint>,
    ) -> Result<(), Trouble> {
        let Route { kind, ledger, source, .. } = *self.route;
        let mut full = since.is_none();
        let mut from = since;
        let mut listed = HashSet::new();
        loop {
            let page = source.changes(self.owner, self.container, from.as_ref()).await?;
            if page.next == Next::Restart && full && from.is_none() {
                return Err(Trouble::container("the source refuses even a fresh listing"));
            }
            if let Next::Restart = page.next {
                (full, from) = (true, None);
                listed.clear();
                continue;
            }
            let path = self.container.display_path();
            for line in page.unreadable {
                self.outcome.fail(self.owner, kind, Some(&path), None, &Trouble::item(line));
            }
            self.page(target, page.entries, full.then_some(&mut listed)).await?;
            match page.next {
                Next::Page(next) => from = Some(next),
                Next::Done(checkpoint) => {
                    if full {
                        self.vanished(target, &listed).await?;
                    }
                    let checkpoint = Some(checkpoint).filter(|c| !c.as_str().is_empty());
                    let commit = Commit { checkpoint, ..Commit::default() };
                    return ledger.commit(self.owner, kind, &self.container.id, commit).await;
                }
                Next::Restart => {}
            }
        }
    }

    async fn page(
        &mut self,
        target: &TargetContainer,
        entries: Vec<Change<S::Handle>>,
        listed: Option<&mut HashSet<SourceId>>,
    ) -> Result<(), Trouble> {
        let (present, gone) = latest(entries);
        if let Some(listed) = listed {
            listed.extend(present.iter().map(|seen| seen.id.clone()));
        }
        let ids: Vec<SourceId> = present.iter().map(|seen| seen.id.clone()).collect();
        let Route { kind, ledger, .. } = *self.route;
        let rows = ledger.rows(self.owner, kind, &ids).await?;
        let mut wanted = Vec::new();
        let mut unchanged = 0;
        for (seen, row) in present.into_iter().zip(rows) {
            let known = row.as_ref().filter(|row| {
                row.version == seen.version
                    && row.container == self.container.id
                    && row.state != RowState::Gone
            });
            match known {
                // It has had its second chance in `again`.
                Some(row) if row.is_failed() => {}
                Some(_) => unchanged += u64::from(self.count(&seen.id)),
                None => {
                    self.count(&seen.id);
                    wanted.push((seen, row));
                }
            }
        }
        self.outcome.tally(self.owner, kind).unchanged += unchanged;
        (self.observer)(Progress::Items(self.owner, kind, unchanged));
        self.write(target, wanted).await?;
        self.gone(target, gone).await
    }

    /// Fetches, transforms and writes, a batch at a time.
    async fn write(
        &mut self,
        target: &TargetContainer,
        wanted: Vec<(Seen<S::Handle>, Option<Row>)>,
    ) -> Result<(), Trouble> {
        let Route { source, transform, pace, sink, .. } = *self.route;
        let (owner, container) = (self.owner, self.container);
        let mut read = stream::iter(wanted)
            .map(|(seen, row)| async move {
                let item = source.fetch(owner, container, &seen).await;
                (seen, row, item.and_then(|item| transform.transform(owner, item)))
            })
            .buffered(pace.fetches.max(1));
        let capacity = sink.capacity();
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while let Some((seen, row, made)) = read.next().await {
            let Some(ready) = self.ready(seen, row, made).await? else { continue };
            let size = sink.size(&ready.item);
            let full = batch.len() >= capacity.items || bytes + size > capacity.bytes;
            if full && !batch.is_empty() {
                self.writer(target).write(std::mem::take(&mut batch)).await?;
                bytes = 0;
            }
            bytes += size;
            batch.push(ready);
        }
        drop(read);
        self.writer(target).write(batch).await
    }

    /// What is made of one item; a failed one goes into the ledger and the report, and the rest goes on.
    async fn ready(
        &mut self,
        seen: Seen<S::Handle>,
        row: Option<Row>,
        made: Result<Converted<K::Item>, Trouble>,
    ) -> Result<Option<Ready<K::Item>>, Trouble> {
        let previous = row.as_ref().and_then(Row::placed).cloned();
        match made {
            Ok(converted) => Ok(Some(Ready::new(seen.id, seen.version, previous, converted))),
            Err(trouble) if trouble.scope() == Scope::Item => {
                self.failed(&seen.id, &trouble);
                let row = Row {
                    id: seen.id,
                    container: self.container.id.clone(),
                    version: seen.version,
                    state: RowState::Failed { reason: trouble.chain(), previous },
                    losses: row.map(|row| row.losses).unwrap_or_default(),
                };
                let commit = Commit { rows: vec![row], ..Commit::default() };
                let Route { kind, ledger, .. } = *self.route;
                ledger.commit(self.owner, kind, &self.container.id, commit).await?;
                Ok(None)
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// Counts an item as seen, once.
    fn count(&mut self, id: &SourceId) -> bool {
        let new = self.counted.insert(id.clone());
        self.outcome.tally(self.owner, self.route.kind).seen += u64::from(new);
        new
    }

    /// Counts what the source did not list because nothing happened to it, and sums up the losses.
    async fn count_the_rest(&mut self) -> Result<(), Trouble> {
        let Route { kind, ledger, .. } = *self.route;
        for row in ledger.rows_in(self.owner, kind, &self.container.id).await? {
            if let RowState::Gone | RowState::Failed { .. } = row.state {
                continue;
            }
            let untouched = self.count(&row.id);
            let tally = self.outcome.tally(self.owner, kind);
            tally.unchanged += u64::from(untouched);
            for (code, count) in row.losses {
                *tally.losses.entry(code).or_default() += count;
            }
        }
        Ok(())
    }

    fn failed(&mut self, id: &SourceId, trouble: &Trouble) {
        let path = self.container.display_path();
        self.outcome.fail(self.owner, self.route.kind, Some(&path), Some(id), trouble);
        (self.observer)(Progress::Items(self.owner, self.route.kind, 1));
    }

    /// After a full listing: what the ledger knows and the listing does not show was deleted or moved away.
    pub(crate) async fn vanished(
        &mut self,
        target: &TargetContainer,
        listed: &HashSet<SourceId>,
    ) -> Result<(), Trouble> {
        let Route { kind, ledger, .. } = *self.route;
        let rows = ledger.rows_in(self.owner, kind, &self.container.id).await?;
        let lost = rows.into_iter().filter(|row| row.state != RowState::Gone).map(|row| row.id);
        let lost = lost.filter(|id| !listed.contains(id)).collect();
        self.gone(target, lost).await
    }

    /// Removes from the target what left this container, unless it has since been seen in another.
    async fn gone(&mut self, target: &TargetContainer, ids: Vec<SourceId>) -> Result<(), Trouble> {
        if ids.is_empty() {
            return Ok(());
        }
        let Route { kind, ledger, .. } = *self.route;
        let rows = ledger.rows(self.owner, kind, &ids).await?;
        let here = rows
            .into_iter()
            .flatten()
            .filter(|row| row.container == self.container.id && row.state != RowState::Gone);
        let here = here.collect();
        self.writer(target).remove(here).await
    }
}

/// The last entry of each id, in the order of first sight.
fn latest<H>(entries: Vec<Change<H>>) -> (Vec<Seen<H>>, Vec<SourceId>) {
    let mut place: HashMap<SourceId, usize> = HashMap::new();
    let mut last: Vec<Option<Change<H>>> = Vec::new();
    for entry in entries {
        let id = match &entry {
            Change::Present(seen) => seen.id.clone(),
            Change::Gone(id) => id.clone(),
        };
        match place.get(&id).and_then(|&at| last.get_mut(at)) {
            Some(slot) => *slot = Some(entry),
            None => {
                place.insert(id, last.len());
                last.push(Some(entry));
            }
        }
    }
    let (mut present, mut gone) = (Vec::new(), Vec::new());
    for change in last.into_iter().flatten() {
        match change {
            Change::Present(seen) => present.push(seen),
            Change::Gone(id) => gone.push(id),
        }
    }
    (present, gone)
}
