use viaduc_contentline::Dialect;
use viaduc_identities::Identities;

/// Which vCard is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Version {
    /// vCard 3.0 (RFC 2426), as Outlook, Apple and BlueMind read it.
    V3,
    /// vCard 4.0 (RFC 6350), with RFC 6474, 6715 and 9554.
    #[default]
    V4,
}

impl Version {
    /// How the component is turned into text.
    #[must_use]
    pub const fn dialect(self) -> Dialect {
        match self {
            Self::V3 => Dialect::VCard3,
            Self::V4 => Dialect::VCard4,
        }
    }
}

/// What the caller wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Which vCard is written.
    pub version: Version,
    /// How large a photo may be, in octets, decoded; a larger one is left out and reported. 4 MiB by default, Graph's own limit.
    pub photo_limit: usize,
}

impl Options {
    /// The defaults, in this version.
    #[must_use]
    pub fn new(version: Version) -> Self {
        Self { version, ..Self::default() }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { version: Version::default(), photo_limit: 4 << 20 }
    }
}

/// What a conversion needs to know beside the item. The default knows nothing.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Context<'a> {
    /// The zone of the mailbox (Windows or IANA name): tells the day of a birthday that was written as local midnight.
    pub mailbox_zone: Option<&'a str>,
    /// The country of the mailbox (ISO 3166, two letters): chooses among the cities of a Windows zone.
    pub territory: Option<&'a str>,
    /// Who X.500 names stand for.
    pub identities: Option<&'a Identities>,
}
