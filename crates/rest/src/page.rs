//! A collection that comes in pages, as a value.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use bytes::Bytes;
use http::{Request, Response};

use crate::{ApiError, BaseUrl, Call, ErrorKind, Link};

/// One page as it came, its links still text.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of this page; a page may be empty and still not be the last.
    pub items: Vec<T>,
    /// Items that are not of the collection's shape: where, and why.
    pub unreadable: Vec<Unreadable>,
    /// Where the next page is. Only its absence ends the collection.
    pub next: Option<String>,
    /// Where changes since now will be, on the last page of a delta.
    pub delta: Option<String>,
}

impl<T> Page<T> {
    /// A page of these items, the last one.
    #[must_use]
    pub fn new(items: Vec<T>) -> Self {
        Self { items, unreadable: Vec::new(), next: None, delta: None }
    }
}

/// An item that could not be read. It holds nothing of the item.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unreadable {
    /// The item's place in its page.
    pub index: usize,
    /// Why it could not be read.
    pub reason: String,
}

impl Unreadable {
    /// An item that could not be read.
    #[must_use]
    pub fn new(index: usize, reason: impl Into<String>) -> Self {
        Self { index, reason: reason.into() }
    }
}

/// A call that answers a page.
pub trait Paged: Call<Reply = Page<Self::Item>> {
    /// What the collection holds.
    type Item;

    /// The request for a following page; headers are not part of a link and are given again here.
    ///
    /// # Errors
    /// As [`Call::request`].
    fn follow(&self, link: &Link) -> Result<Request<Bytes>, ApiError> {
        link.get(Self::NAME)
    }
}

/// When paging is called endless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageLimits {
    /// Pages in all.
    pub pages: u64,
    /// Empty pages in a row.
    pub empty_in_a_row: u64,
}

impl PageLimits {
    /// These limits.
    #[must_use]
    pub fn new(pages: u64, empty_in_a_row: u64) -> Self {
        Self { pages, empty_in_a_row }
    }
}

impl Default for PageLimits {
    /// A million pages, of which a thousand in a row may be empty.
    fn default() -> Self {
        Self { pages: 1_000_000, empty_in_a_row: 1_000 }
    }
}

/// The walk over the pages of one collection: it gives the next request and takes its answer.
///
/// It refuses links to another host, and a link that was followed before (a service once answered `skip=0`
/// for ever): an endless collection is an error, since ending it silently could lose items.
#[derive(Debug)]
pub struct Pages<C> {
    call: C,
    limits: PageLimits,
    next: Next,
    delta: Option<Link>,
    seen: HashSet<u64>,
    pages: u64,
    empty: u64,
}

#[derive(Debug)]
enum Next {
    First,
    Link(Link),
    Over,
}

impl<C: Paged> Pages<C> {
    /// The walk from the call's first page.
    #[must_use]
    pub fn new(call: C) -> Self {
        Self {
            call,
            limits: PageLimits::default(),
            next: Next::First,
            delta: None,
            seen: HashSet::new(),
            pages: 0,
            empty: 0,
        }
    }

    /// The walk from a kept link: a delta link, or a next link after an interruption.
    ///
    /// # Errors
    /// [`ErrorKind::ForeignLink`] where the link leads to another host.
    pub fn from_link(call: C, base: &BaseUrl, link: &str) -> Result<Self, ApiError> {
        let link = base.link(C::NAME, link)?;
        let mut pages = Self::new(call);
        pages.seen.insert(hash(link.as_str()));
        pages.next = Next::Link(link);
        Ok(pages)
    }

    /// Sets the limits.
    #[must_use]
    pub fn with_limits(mut self, limits: PageLimits) -> Self {
        self.limits = limits;
        self
    }

    /// The call whose pages these are.
    #[must_use]
    pub fn call(&self) -> &C {
        &self.call
    }

    /// The next request, or nothing when the last page was taken. It may be asked for again (a repetition).
    ///
    /// # Errors
    /// As [`Call::request`].
    pub fn request(&self, base: &BaseUrl) -> Result<Option<Request<Bytes>>, ApiError> {
        match &self.next {
            Next::First => self.call.request(base).map(Some),
            Next::Link(link) => self.call.follow(link).map(Some),
            Next::Over => Ok(None),
        }
    }

    /// Takes the answer to the last request. On an error the walk stands where it stood.
    ///
    /// # Errors
    /// Those of the call, and those of the guards: [`ErrorKind::ForeignLink`], [`ErrorKind::EndlessPages`].
    pub fn accept(
        &mut self,
        base: &BaseUrl,
        response: Response<Bytes>,
    ) -> Result<Page<C::Item>, ApiError> {
        let page = self.call.reply(response)?;
        self.advance(base, page)
    }

    /// Takes a page that was read already; see [`accept`](Self::accept).
    ///
    /// # Errors
    /// Those of the guards.
    pub fn advance(
        &mut self,
        base: &BaseUrl,
        page: Page<C::Item>,
    ) -> Result<Page<C::Item>, ApiError> {
        let endless = |why: &str| Err(ApiError::new(ErrorKind::EndlessPages, C::NAME, why));
        let delta = page.delta.as_deref().map(|text| base.link(C::NAME, text)).transpose()?;
        let next = match page.next.as_deref() {
            None => Next::Over,
            Some(text) => {
                let link = base.link(C::NAME, text)?;
                let empty = if page.items.is_empty() { self.empty + 1 } else { 0 };
                if empty > self.limits.empty_in_a_row {
                    return endless("too many empty pages in a row");
                }
                if self.pages + 1 >= self.limits.pages {
                    return endless("too many pages");
                }
                if !self.seen.insert(hash(text)) {
                    return endless("the server repeats a link to a page that was read already");
                }
                self.empty = empty;
                Next::Link(link)
            }
        };
        self.pages += 1;
        self.next = next;
        self.delta = delta.or(self.delta.take());
        Ok(page)
    }

    /// Whether the last page was taken.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.next, Next::Over)
    }

    /// The link of the page that comes next, to go on from after an interruption.
    #[must_use]
    pub fn next_link(&self) -> Option<&Link> {
        match &self.next {
            Next::Link(link) => Some(link),
            Next::First | Next::Over => None,
        }
    }

    /// The delta link of the last page, to be kept with what was read.
    #[must_use]
    pub fn delta_link(&self) -> Option<&Link> {
        self.delta.as_ref()
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests;
