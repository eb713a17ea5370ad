use std::future::Future;

use viaduc_fidelity::Converted;

use crate::{Checkpoint, Container, Owner, SourceId, Trouble, Version};

/// Where items come from: an owner's containers, and what changed in one since it was last read.
///
/// Implemented by [`MemorySource`](crate::MemorySource) and by the Graph sources of the `viaduc` crate.
pub trait Source: Send + Sync {
    /// What the listing already knows of an item: enough to [`fetch`](Self::fetch) it.
    type Handle: Send + Sync;
    /// An item as it is read.
    type Item: Send;

    /// The owner's containers, parents before children.
    fn containers(
        &self,
        owner: &Owner,
    ) -> impl Future<Output = Result<Vec<Container>, Trouble>> + Send;

    /// One page of what changed in `container` since `since`; everything, if `since` is `None`.
    fn changes(
        &self,
        owner: &Owner,
        container: &Container,
        since: Option<&Checkpoint>,
    ) -> impl Future<Output = Result<Changes<Self::Handle>, Trouble>> + Send;

    /// Looks one item up again by its id; `None` if it is gone.
    fn look(
        &self,
        owner: &Owner,
        container: &Container,
        id: &SourceId,
    ) -> impl Future<Output = Result<Option<Seen<Self::Handle>>, Trouble>> + Send;

    /// Reads one item whole.
    fn fetch(
        &self,
        owner: &Owner,
        container: &Container,
        seen: &Seen<Self::Handle>,
    ) -> impl Future<Output = Result<Self::Item, Trouble>> + Send;
}

/// An item as a listing shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen<H> {
    /// Its id.
    pub id: SourceId,
    /// Its state: equal versions need no reading.
    pub version: Version,
    /// What the source needs to fetch it.
    pub handle: H,
}

/// One entry of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change<H> {
    /// The item is there, new or in some other state than before.
    Present(Seen<H>),
    /// The item is not in this container any more.
    Gone(SourceId),
}

/// Where a listing goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next {
    /// With another page of the same round.
    Page(Checkpoint),
    /// The round is over; the next one starts here. An empty checkpoint says that the source keeps none: the next round
    /// is a full one again.
    Done(Checkpoint),
    /// The checkpoint was refused as too old: start a full round, and compare sets.
    Restart,
}

/// One page of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes<H> {
    /// The entries, in any order; the last one of an id counts.
    pub entries: Vec<Change<H>>,
    /// What the listing showed but nobody could read, a line each: it is reported, and the rest goes on.
    pub unreadable: Vec<String>,
    /// Where it goes on.
    pub next: Next,
}

/// Makes an item of one side into an item of the other: a function of its arguments.
///
/// Implemented by every closure of that shape.
pub trait Transform<In, Out>: Send + Sync {
    /// Transforms one item.
    ///
    /// # Errors
    /// [`Trouble`] of scope item, if nothing meaningful can be made of it.
    fn transform(&self, owner: &Owner, item: In) -> Result<Converted<Out>, Trouble>;
}

impl<In, Out, F> Transform<In, Out> for F
where
    F: Fn(&Owner, In) -> Result<Converted<Out>, Trouble> + Send + Sync,
{
    fn transform(&self, owner: &Owner, item: In) -> Result<Converted<Out>, Trouble> {
        self(owner, item)
    }
}
