use std::collections::BTreeMap;
use std::sync::Mutex;

use super::locked;
use crate::{Commit, ContainerRow, Intent, Kind, Ledger, Owner, Row, SourceId, Trouble};

/// A ledger that lasts as long as the process: for tests, and for a copy that is never repeated.
#[derive(Debug, Default)]
pub struct MemoryLedger {
    state: Mutex<State>,
}

type Key = (SourceId, Kind, SourceId);

#[derive(Debug, Default)]
struct State {
    containers: BTreeMap<Key, ContainerRow>,
    rows: BTreeMap<Key, Row>,
    intents: BTreeMap<Key, (SourceId, Intent)>,
}

impl MemoryLedger {
    /// An empty ledger.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Ledger for MemoryLedger {
    async fn container(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
    ) -> Result<Option<ContainerRow>, Trouble> {
        let key = (owner.id.clone(), kind, container.clone());
        Ok(locked(&self.state).containers.get(&key).cloned())
    }

    async fn containers(&self, owner: &Owner, kind: Kind) -> Result<Vec<ContainerRow>, Trouble> {
        let state = locked(&self.state);
        let mine = state.containers.iter().filter(|((o, k, _), _)| *o == owner.id && *k == kind);
        Ok(mine.map(|(_, row)| row.clone()).collect())
    }

    async fn rows(
        &self,
        owner: &Owner,
        kind: Kind,
        ids: &[SourceId],
    ) -> Result<Vec<Option<Row>>, Trouble> {
        let state = locked(&self.state);
        let row = |id: &SourceId| state.rows.get(&(owner.id.clone(), kind, id.clone())).cloned();
        Ok(ids.iter().map(row).collect())
    }

    async fn rows_in(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
    ) -> Result<Vec<Row>, Trouble> {
        let state = locked(&self.state);
        let mine = state
            .rows
            .iter()
            .filter(|((o, k, _), row)| *o == owner.id && *k == kind && row.container == *container);
        Ok(mine.map(|(_, row)| row.clone()).collect())
    }

    async fn pending(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
    ) -> Result<Vec<Intent>, Trouble> {
        let state = locked(&self.state);
        let mine = state
            .intents
            .iter()
            .filter(|((o, k, _), (at, _))| *o == owner.id && *k == kind && at == container);
        let mut intents: Vec<Intent> = mine.map(|(_, (_, intent))| intent.clone()).collect();
        intents.sort_by(|a, b| a.mark.cmp(&b.mark));
        Ok(intents)
    }

    async fn intend(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
        intents: &[Intent],
    ) -> Result<(), Trouble> {
        let mut state = locked(&self.state);
        for intent in intents {
            let key = (owner.id.clone(), kind, intent.id.clone());
            state.intents.insert(key, (container.clone(), intent.clone()));
        }
        Ok(())
    }

    async fn commit(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
        commit: Commit,
    ) -> Result<(), Trouble> {
        let mut state = locked(&self.state);
        for row in commit.rows {
            let key = (owner.id.clone(), kind, row.id.clone());
            state.intents.remove(&key);
            state.rows.insert(key, row);
        }
        let key = (owner.id.clone(), kind, container.clone());
        if let Some((container, target)) = commit.placed {
            let checkpoint = state.containers.remove(&key).and_then(|row| row.checkpoint);
            state.containers.insert(key.clone(), ContainerRow { container, target, checkpoint });
        }
        if let (Some(checkpoint), Some(row)) = (commit.checkpoint, state.containers.get_mut(&key)) {
            row.checkpoint = Some(checkpoint);
        }
        Ok(())
    }
}
