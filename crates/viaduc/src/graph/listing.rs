//! A round of changes as the pipeline takes it: one page a call, the links kept as checkpoints.

use viaduc_graph_client::{DeltaStep, GraphCall};
use viaduc_graph_types::{ChangeKey, Contact, DeltaLink, Event, Message, Removed};
use viaduc_pipeline::{Change, Changes, Checkpoint, Next, Scope, Seen, SourceId, Trouble, Version};
use viaduc_rest::{ApiError, Page, Paged};

use super::Graph;
use crate::trouble::rest;

/// What any item of a listing tells of itself.
pub(crate) trait Listed {
    /// Its id; an item without one cannot be carried.
    fn id(&self) -> Option<SourceId>;
    /// Which state of it this is.
    fn version(&self) -> Version;
    /// Set if the item is not there any more.
    fn removed(&self) -> Option<&Removed>;
}

macro_rules! listed {
    ($($item:ty),+) => {$(
        impl Listed for $item {
            fn id(&self) -> Option<SourceId> {
                self.id.as_ref().map(|id| SourceId::from(id.as_str()))
            }

            fn version(&self) -> Version {
                version(
                    self.change_key.as_ref(),
                    self.odata_etag.as_deref(),
                    self.last_modified_date_time.as_deref(),
                )
            }

            fn removed(&self) -> Option<&Removed> {
                self.removed.as_ref()
            }
        }
    )+};
}

listed!(Message, Event, Contact);

/// The change key, or the best that stands for it.
fn version(key: Option<&ChangeKey>, etag: Option<&str>, modified: Option<&str>) -> Version {
    let text = key.map(ChangeKey::as_str).or(etag).or(modified);
    text.unwrap_or_default().into()
}

/// One page of the changes of `call` since `since`.
pub(crate) async fn changes<C>(
    graph: &Graph,
    call: C,
    since: Option<&Checkpoint>,
) -> Result<Changes<C::Item>, Trouble>
where
    C: GraphCall + Paged + Clone,
    C::Item: Listed,
{
    try_changes(graph, call, since).await.map_err(|error| rest(error, Scope::Container))
}

/// The same, with the service's own error.
pub(crate) async fn try_changes<C>(
    graph: &Graph,
    call: C,
    since: Option<&Checkpoint>,
) -> Result<Changes<C::Item>, ApiError>
where
    C: GraphCall + Paged + Clone,
    C::Item: Listed,
{
    let link = since.map(|since| DeltaLink::from(since.as_str()));
    let mut delta = graph.delta(call, link.as_ref());
    match delta.next().await? {
        DeltaStep::Page(page) => {
            let next = match (&page.next, &page.delta) {
                (Some(next), _) => Next::Page(next.as_str().into()),
                (None, Some(link)) => Next::Done(link.as_str().into()),
                // The service gives no link: the next round is a full one.
                (None, None) => Next::Done(Checkpoint::default()),
            };
            Ok(entries(page, next))
        }
        DeltaStep::Restart(_) => {
            Ok(Changes { entries: Vec::new(), unreadable: Vec::new(), next: Next::Restart })
        }
        DeltaStep::End(link) => {
            Ok(entries(Page::new(Vec::new()), Next::Done(link.as_str().into())))
        }
    }
}

/// The items of a page as the pipeline's entries.
fn entries<I: Listed>(page: Page<I>, next: Next) -> Changes<I> {
    let mut unreadable: Vec<String> = page
        .unreadable
        .iter()
        .map(|item| format!("item {} of a listing: {}", item.index, item.reason))
        .collect();
    let mut entries = Vec::with_capacity(page.items.len());
    for (index, item) in page.items.into_iter().enumerate() {
        match item.id() {
            None => unreadable.push(format!("item {index} of a listing has no id")),
            Some(id) if item.removed().is_some() => entries.push(Change::Gone(id)),
            Some(id) => {
                let version = item.version();
                entries.push(Change::Present(Seen { id, version, handle: item }));
            }
        }
    }
    Changes { entries, unreadable, next }
}
