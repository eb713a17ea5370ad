use std::collections::{BTreeMap, HashSet};
use std::sync::Mutex;

use super::{Note, locked};
use crate::{
    Arrival, Capacity, Container, Fingerprint, Intent, LossCounts, Mark, Owner, Placed, Present,
    Sink, TargetContainer, TargetUid, Trouble, Write, Written,
};

/// A sink that keeps [`Note`]s, in either of the two ways targets have.
#[derive(Debug)]
pub struct MemorySink {
    appending: bool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    next: u64,
    containers: BTreeMap<TargetContainer, BTreeMap<TargetUid, Note>>,
    writes: u64,
}

impl MemorySink {
    /// A sink that stores under the derived uid, like a REST service: writing again replaces.
    #[must_use]
    pub fn upserting() -> Self {
        Self { appending: false, state: Mutex::default() }
    }

    /// A sink that numbers what arrives, like IMAP: writing again doubles.
    #[must_use]
    pub fn appending() -> Self {
        Self { appending: true, state: Mutex::default() }
    }

    /// The texts of a container, sorted.
    #[must_use]
    pub fn texts(&self, container: &str) -> Vec<String> {
        let state = locked(&self.state);
        let notes = state.containers.get(&container.into());
        let mut texts: Vec<String> =
            notes.into_iter().flat_map(BTreeMap::values).map(|note| note.text.clone()).collect();
        texts.sort();
        texts
    }

    /// How many notes were written since the beginning.
    #[must_use]
    pub fn writes(&self) -> u64 {
        locked(&self.state).writes
    }
}

impl State {
    fn store(&mut self, appending: bool, target: &TargetContainer, write: &Write<Note>) -> Written {
        self.next += 1;
        self.writes += 1;
        let uid = if appending { format!("{:08}", self.next).into() } else { write.uid.clone() };
        let notes = self.containers.entry(target.clone()).or_default();
        notes.insert(uid.clone(), write.item.clone());
        Written { uid, version: None, losses: LossCounts::new() }
    }
}

impl Sink for MemorySink {
    type Item = Note;

    async fn ensure(
        &self,
        _: &Owner,
        container: &Container,
        known: Option<&TargetContainer>,
    ) -> Result<TargetContainer, Trouble> {
        let mut state = locked(&self.state);
        let target = TargetContainer::from(container.display_path());
        let moved = known.filter(|known| **known != target);
        let notes = moved.and_then(|known| state.containers.remove(known)).unwrap_or_default();
        state.containers.entry(target.clone()).or_default().extend(notes);
        Ok(target)
    }

    fn fingerprint(&self, item: &Note) -> Fingerprint {
        item.text.as_str().into()
    }

    fn size(&self, item: &Note) -> usize {
        item.text.len()
    }

    fn capacity(&self) -> Capacity {
        Capacity { items: 3, bytes: 1 << 20 }
    }

    async fn mark(&self, _: &Owner, _: &TargetContainer) -> Result<Mark, Trouble> {
        Ok(format!("{:08}", locked(&self.state).next).into())
    }

    async fn write(
        &self,
        _: &Owner,
        target: &TargetContainer,
        batch: &[Write<Note>],
    ) -> Vec<Result<Written, Trouble>> {
        let mut state = locked(&self.state);
        batch.iter().map(|write| Ok(state.store(self.appending, target, write))).collect()
    }

    async fn arrived(
        &self,
        _: &Owner,
        target: &TargetContainer,
        mark: &Mark,
        intents: &[Intent],
        claimed: &HashSet<TargetUid>,
    ) -> Result<Vec<Arrival>, Trouble> {
        if !self.appending {
            return Ok(vec![Arrival::Unknown; intents.len()]);
        }
        let state = locked(&self.state);
        let notes = state.containers.get(target).cloned().unwrap_or_default();
        // Two equal notes of one batch are two arrivals: each is given out once.
        let mut new: Vec<_> = notes
            .into_iter()
            .filter(|(uid, _)| uid.as_str() > mark.as_str() && !claimed.contains(uid))
            .collect();
        let mut take = |intent: &Intent| match new
            .iter()
            .position(|(_, note)| note.text == intent.fingerprint.as_str())
        {
            Some(at) => Arrival::Arrived(Written {
                uid: new.remove(at).0,
                version: None,
                losses: LossCounts::new(),
            }),
            None => Arrival::Absent,
        };
        Ok(intents.iter().map(&mut take).collect())
    }

    async fn remove(&self, _: &Owner, placed: &Placed) -> Result<(), Trouble> {
        if let Some(notes) = locked(&self.state).containers.get_mut(&placed.container) {
            notes.remove(&placed.uid);
        }
        Ok(())
    }

    async fn present(&self, _: &Owner, target: &TargetContainer) -> Result<Vec<Present>, Trouble> {
        let state = locked(&self.state);
        let notes = state.containers.get(target).into_iter().flatten();
        let present = notes.map(|(uid, note)| Present {
            uid: uid.clone(),
            key: note.text.clone(),
            fingerprint: Some(note.text.as_str().into()),
        });
        Ok(present.collect())
    }
}
