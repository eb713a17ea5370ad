use crate::{Kind, Owner};

/// What a run tells while it works.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Progress<'a> {
    /// A mailbox is begun.
    Mailbox(&'a Owner),
    /// A container is begun: the source's own count of its items, if it tells one, is not known here.
    Container(&'a Owner, Kind, &'a str),
    /// So many more items of a kind were dealt with: written, found unchanged, or failed.
    Items(&'a Owner, Kind, u64),
    /// So many more items were verified.
    Verified(&'a Owner, Kind, u64),
    /// A mailbox is done.
    MailboxDone(&'a Owner),
    /// The other side asked to wait, or did not answer; the run goes on by itself.
    Waiting(&'a Owner, &'a str),
}

/// Whoever wants to know how a run goes on.
pub type Observer<'a> = dyn Fn(Progress<'_>) + Send + Sync + 'a;
