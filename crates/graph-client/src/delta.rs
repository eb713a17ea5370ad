//! What changed since last time, and starting again when the service has forgotten.
//!
//! Graph: concepts/delta-query-overview.

use viaduc_graph_types::DeltaLink;
use viaduc_rest::{ApiError, Clock, ErrorKind, Page, Paged, Pages, Transport};

use crate::client::Pager;
use crate::{GraphCall, GraphClient};

/// Restarts within one round. A service that forgets what it just gave is out of order.
const RESTARTS: u32 = 2;

/// One round of changes. Items may come twice and in any order, and removed ones (`@removed`) even in the
/// first round: merge by id, the last one wins.
#[derive(Debug)]
pub struct Delta<T, K, C> {
    pager: Pager<T, K, C>,
    call: C,
    resume: Option<DeltaLink>,
    /// Whether the next request is the first from a kept link.
    resuming: bool,
    restarts: u32,
}

/// What comes next in a round of changes.
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "each step must be handled")]
pub enum DeltaStep<I> {
    /// Some changes, perhaps none.
    Page(Page<I>),
    /// The service does not know the link any more (410 `SyncStateNotFound` and its other forms). What this
    /// round gave so far is void; from here everything comes, and what does not come is gone. The
    /// error says what the service said.
    Restart(ApiError),
    /// The round is over. Keep the link together with what the round gave.
    End(DeltaLink),
}

impl<T: Transport, K: Clock, C: GraphCall + Paged + Clone> Delta<T, K, C> {
    pub(crate) fn new(client: GraphClient<T, K>, call: C, link: Option<&DeltaLink>) -> Self {
        let pages = Pages::new(call.clone());
        Self {
            pager: Pager { client, pages },
            call,
            resume: link.cloned(),
            resuming: false,
            restarts: 0,
        }
    }

    /// The next step.
    ///
    /// # Errors
    /// Those of the call; a link to another host; a round that ends without a delta link.
    pub async fn next(&mut self) -> Result<DeltaStep<C::Item>, ApiError> {
        if let Some(link) = self.resume.take() {
            let base = self.pager.client.base_url();
            self.pager.pages = Pages::from_link(self.call.clone(), base, link.as_str())?;
            self.resuming = true;
        }
        match self.pager.next().await {
            Ok(Some(page)) => {
                self.resuming = false;
                Ok(DeltaStep::Page(page))
            }
            Ok(None) => match self.pager.pages.delta_link() {
                Some(link) => Ok(DeltaStep::End(DeltaLink::from(link.as_str()))),
                None => Err(ApiError::new(
                    ErrorKind::UnexpectedReply,
                    C::NAME,
                    "the last page has no delta link",
                )),
            },
            Err(error) if self.is_stale(&error) && self.restarts < RESTARTS => {
                self.restarts += 1;
                self.resuming = false;
                self.pager.pages = Pages::new(self.call.clone());
                Ok(DeltaStep::Restart(error))
            }
            Err(error) => Err(error),
        }
    }

    /// A kept link is also refused with a plain 400, under various codes.
    fn is_stale(&self, error: &ApiError) -> bool {
        let bad_request = error.status().is_some_and(|status| status.as_u16() == 400);
        error.kind() == ErrorKind::Gone || self.resuming && bad_request
    }

    /// The whole round at once, for collections that fit into memory.
    ///
    /// # Errors
    /// As [`next`](Self::next).
    pub async fn collect(&mut self) -> Result<Round<C::Item>, ApiError> {
        let mut page = Page::new(Vec::new());
        let mut restarted = None;
        loop {
            match self.next().await? {
                DeltaStep::Page(next) => {
                    page.items.extend(next.items);
                    page.unreadable.extend(next.unreadable);
                }
                DeltaStep::Restart(why) => {
                    page = Page::new(Vec::new());
                    restarted = Some(why);
                }
                DeltaStep::End(link) => return Ok(Round { page, restarted, link }),
            }
        }
    }
}

/// A whole round of changes.
#[derive(Debug)]
#[non_exhaustive]
pub struct Round<I> {
    /// The changes; everything, where the round started from nothing or again.
    pub page: Page<I>,
    /// Why everything came although a link was given.
    pub restarted: Option<ApiError>,
    /// Where the next round starts.
    pub link: DeltaLink,
}
