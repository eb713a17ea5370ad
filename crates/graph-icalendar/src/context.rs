use std::collections::BTreeSet;

use viaduc_identities::Identities;

/// What a conversion needs to know beside the item. The default knows nothing and writes strict iCalendar.
///
/// ```
/// use viaduc_graph_icalendar::Context;
/// let mut context = Context::default();
/// context.mailbox_zone = Some("Europe/Paris");
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Context<'a> {
    /// The zone of the mailbox (Windows or IANA name), for items whose own zone says nothing.
    pub mailbox_zone: Option<&'a str>,
    /// The country of the mailbox (ISO 3166, two letters): chooses among the cities of a Windows zone.
    pub territory: Option<&'a str>,
    /// Who X.500 names and other addresses stand for.
    pub identities: Option<&'a Identities>,
    /// Whose calendar it is: to whom `responseStatus` belongs.
    pub owner: Option<Owner<'a>>,
    /// The addresses of known rooms, in lower case: they are written `CUTYPE=ROOM`.
    pub rooms: BTreeSet<&'a str>,
    /// The addresses of known groups and lists, in lower case: they are written `CUTYPE=GROUP`.
    pub groups: BTreeSet<&'a str>,
    /// For whom it is written.
    pub profile: Profile,
    /// Where an HTML body goes.
    pub bodies: Bodies,
}

/// The owner of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "an address and a name, nothing more to come")]
pub struct Owner<'a> {
    /// The SMTP address.
    pub address: &'a str,
    /// The name to show, or nothing.
    pub name: &'a str,
}

/// For whom a calendar is written. Profiles differ only where a reader is known to refuse or lose something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// Any reader of RFC 5545.
    #[default]
    Strict,
    /// BlueMind, which refuses negative `BYMONTHDAY` and an event without a title, and takes a task that is due when it starts.
    BlueMind,
}

/// Where an HTML body goes, beside the plain text in `DESCRIPTION`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Bodies {
    /// `X-ALT-DESC;FMTTYPE=text/html`, which Outlook and BlueMind read.
    #[default]
    AltDesc,
    /// `STYLED-DESCRIPTION` (RFC 9073 §6.5).
    Styled,
    /// Nowhere: the plain text alone.
    Plain,
}
