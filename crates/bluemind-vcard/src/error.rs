/// Why nothing meaningful can be made of a vCard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CardError {
    /// The component is no `VCARD`.
    #[error("not a vCard")]
    NotACard,
    /// Nothing in the card could stand for a name, and BlueMind refuses cards without.
    #[error("the card has neither a name, an organisation, an address nor a number")]
    Nameless,
}
