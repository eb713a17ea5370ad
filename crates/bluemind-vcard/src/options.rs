use std::collections::BTreeMap;

use viaduc_bluemind_types::{TagRef, VCardOrganizationalMember};
use viaduc_contentline::Dialect;
use viaduc_identities::Identities;

/// What a conversion to BlueMind knows beside the card. All of it is optional.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "plain values, built with `..Options::default()`")]
pub struct Options<'a> {
    /// The tags that categories become, by label.
    pub tags: Option<&'a BTreeMap<String, TagRef>>,
    /// The cards that members of lists name, by [uid](crate::uid).
    pub members: Option<&'a BTreeMap<String, VCardOrganizationalMember>>,
    /// Whom X.500 names stand for.
    pub identities: Option<&'a Identities>,
}

/// Which vCard is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Version {
    /// vCard 3.0 (RFC 2426), as BlueMind itself writes it.
    V3,
    /// vCard 4.0 (RFC 6350).
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
