use std::collections::BTreeMap;
use std::sync::Mutex;

use super::locked;
use crate::{
    Change, Changes, Checkpoint, Container, Next, Owner, Seen, Source, SourceId, Trouble, Version,
};

/// The item of the in-memory source and sink: a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// What it says.
    pub text: String,
}

/// A source whose containers are lists of [`Note`]s, with a log that it lists changes from.
#[derive(Debug, Default)]
pub struct MemorySource {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    containers: Vec<Container>,
    notes: BTreeMap<SourceId, (SourceId, u64, Note)>,
    log: Vec<(SourceId, SourceId)>,
    oldest: usize,
    page: usize,
}

impl MemorySource {
    /// An empty source that lists `page` changes at a time.
    #[must_use]
    pub fn new(page: usize) -> Self {
        Self { state: Mutex::new(State { page: page.max(1), ..State::default() }) }
    }

    /// Adds a container, or gives one another path.
    pub fn container(&self, id: &str, path: &[&str]) {
        let mut state = locked(&self.state);
        let path = path.iter().map(|&name| name.to_owned()).collect();
        state.containers.retain(|container| container.id.as_str() != id);
        state.containers.push(Container { id: id.into(), path, ..Container::default() });
    }

    /// Puts a note into a container: a new one, an edited one, or one moved there.
    pub fn put(&self, container: &str, id: &str, text: &str) {
        let mut state = locked(&self.state);
        let container = SourceId::from(container);
        let old = state.notes.get(&id.into()).cloned();
        // Never the same twice, even for a note that was deleted and came back.
        let version = state.log.len() as u64;
        if let Some((was, _, _)) = old.filter(|(was, _, _)| *was != container) {
            state.log.push((was, id.into()));
        }
        state.log.push((container.clone(), id.into()));
        state.notes.insert(id.into(), (container, version, Note { text: text.to_owned() }));
    }

    /// Deletes a note.
    pub fn delete(&self, id: &str) {
        let mut state = locked(&self.state);
        if let Some((container, _, _)) = state.notes.remove(&id.into()) {
            state.log.push((container, id.into()));
        }
    }

    /// Forgets every checkpoint given out so far, as a service does now and then.
    pub fn forget(&self) {
        let mut state = locked(&self.state);
        state.oldest = state.log.len() + 1;
        state.log.push(Default::default());
    }

    /// The texts of a container, sorted.
    #[must_use]
    pub fn texts(&self, container: &str) -> Vec<String> {
        let state = locked(&self.state);
        let here = state.notes.values().filter(|(at, _, _)| at.as_str() == container);
        let mut texts: Vec<String> = here.map(|(_, _, note)| note.text.clone()).collect();
        texts.sort();
        texts
    }
}

impl State {
    fn seen(&self, container: &SourceId, id: &SourceId) -> Option<Seen<()>> {
        let (at, version, _) = self.notes.get(id)?;
        let version = Version::from(version.to_string());
        (at == container).then(|| Seen { id: id.clone(), version, handle: () })
    }

    /// `full:N` goes on with a full listing after N notes, `log:N` with the log from N.
    fn changes(&self, container: &SourceId, since: Option<&Checkpoint>) -> Option<Changes<()>> {
        let (word, at) = since.map_or("full:0", Checkpoint::as_str).split_once(':')?;
        let at: usize = at.parse().ok()?;
        if word == "full" {
            let ids = self.notes.keys().filter(|id| self.seen(container, id).is_some());
            let page: Vec<_> = ids.skip(at).take(self.page).collect();
            let next = if page.len() < self.page {
                Next::Done(format!("log:{}", self.log.len()).into())
            } else {
                Next::Page(format!("full:{}", at + page.len()).into())
            };
            let present = page.into_iter().filter_map(|id| self.seen(container, id));
            let entries = present.map(Change::Present).collect();
            return Some(Changes { entries, unreadable: Vec::new(), next });
        }
        if at < self.oldest {
            return None;
        }
        let end = self.log.len().min(at + self.page);
        let mine = self.log.get(at..end)?.iter().filter(|(at, _)| at == container);
        let entries = mine.map(|(_, id)| match self.seen(container, id) {
            Some(seen) => Change::Present(seen),
            None => Change::Gone(id.clone()),
        });
        let entries = entries.collect();
        let next = Checkpoint::from(format!("log:{end}"));
        let next = if end == self.log.len() { Next::Done(next) } else { Next::Page(next) };
        Some(Changes { entries, unreadable: Vec::new(), next })
    }
}

impl Source for MemorySource {
    type Handle = ();
    type Item = Note;

    async fn containers(&self, _: &Owner) -> Result<Vec<Container>, Trouble> {
        Ok(locked(&self.state).containers.clone())
    }

    async fn changes(
        &self,
        _: &Owner,
        container: &Container,
        since: Option<&Checkpoint>,
    ) -> Result<Changes<()>, Trouble> {
        let restart =
            || Changes { entries: Vec::new(), unreadable: Vec::new(), next: Next::Restart };
        Ok(locked(&self.state).changes(&container.id, since).unwrap_or_else(restart))
    }

    async fn look(
        &self,
        _: &Owner,
        container: &Container,
        id: &SourceId,
    ) -> Result<Option<Seen<()>>, Trouble> {
        Ok(locked(&self.state).seen(&container.id, id))
    }

    async fn fetch(&self, _: &Owner, _: &Container, seen: &Seen<()>) -> Result<Note, Trouble> {
        let state = locked(&self.state);
        let note = state.notes.get(&seen.id).map(|(_, _, note)| note.clone());
        note.ok_or_else(|| Trouble::item("the note is gone"))
    }
}
