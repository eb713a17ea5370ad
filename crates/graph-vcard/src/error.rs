/// Why nothing meaningful can be made of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CardError {
    /// The item is a tombstone of a delta answer.
    #[error("the item was removed (`@removed`): there is nothing to convert")]
    Removed,
    /// A raw item of the mailbox that is no personal list: what else a mailbox holds is read from its own resources.
    #[error("the mailbox item is of another class than `IPM.DistList`: it is no personal list")]
    NotAList,
    /// The item holds no name, no address, no number, and nothing else that a card could show.
    #[error("the item holds nothing that a card could show")]
    Empty,
}
