//! One kind of one owner, from source to sink.

use std::collections::HashSet;
use std::time::Duration;

use crate::passage::Passage;
use crate::{
    Kind, Ledger, Observer, Outcome, Owner, Progress, Scope, Sink, Source, Transform, Trouble,
};

/// How hard a run tries, and how wide it reads.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Pace {
    /// Items of one container that are read at once.
    pub fetches: usize,
    /// How often a batch is written before what still fails is given up.
    pub attempts: u32,
    /// The wait before the second attempt; it doubles with each further one. The other side's own wish goes before it.
    pub pause: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { fetches: 4, attempts: 6, pause: Duration::from_millis(500) }
    }
}

/// What connects one kind of item's source to its sink.
#[derive(Debug)]
pub struct Route<'a, S, T, K, L> {
    /// What the items are.
    pub kind: Kind,
    /// Where they come from.
    pub source: &'a S,
    /// What is made of them.
    pub transform: &'a T,
    /// Where they go.
    pub sink: &'a K,
    /// What was done.
    pub ledger: &'a L,
    /// How hard to try.
    pub pace: Pace,
}

/// Carries every container of the owner: what is new, edited, moved or deleted since the ledger last heard of it.
///
/// # Errors
/// [`Trouble`] of scope mailbox or run. Items and containers that fail are in the [`Outcome`]; the rest goes on.
pub async fn carry<S, T, K, L>(
    route: &Route<'_, S, T, K, L>,
    owner: &Owner,
    observer: &Observer<'_>,
) -> Result<Outcome, Trouble>
where
    S: Source,
    K: Sink,
    T: Transform<S::Item, K::Item>,
    L: Ledger,
{
    let mut outcome = Outcome::default();
    // All of them before anything else: an item may have moved to another container since.
    for row in route.ledger.containers(owner, route.kind).await? {
        let mut passage = Passage::new(route, owner, &row.container, observer, &mut outcome);
        passage.writer(&row.target).settle_pending().await.map_err(Trouble::at_least_mailbox)?;
    }
    let containers = route.source.containers(owner).await?;
    for container in &containers {
        let name = container.display_path();
        observer(Progress::Container(owner, route.kind, &name));
        if let Err(trouble) =
            Passage::new(route, owner, container, observer, &mut outcome).run().await
        {
            if trouble.scope() >= Scope::Mailbox {
                return Err(trouble);
            }
            outcome.fail(owner, route.kind.container(), Some(&name), None, &trouble);
        }
    }
    for row in route.ledger.containers(owner, route.kind).await? {
        if containers.iter().all(|container| container.id != row.container.id) {
            let mut passage = Passage::new(route, owner, &row.container, observer, &mut outcome);
            passage.vanished(&row.target, &HashSet::new()).await?;
        }
    }
    Ok(outcome)
}
