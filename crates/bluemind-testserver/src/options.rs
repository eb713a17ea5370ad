//! What a server is started with.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use crate::clock::Clock;
use crate::faults::Faults;

/// Everything a test can choose. The default listens on two free loopback ports and seeds a town hall of twenty.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// Where REST listens; port 0 is any free one.
    pub rest: SocketAddr,
    /// Where IMAP listens; `None` leaves it out.
    pub imap: Option<SocketAddr>,
    /// The domain seeded: its name, which is its uid.
    pub domain: String,
    /// Further names of the domain.
    pub aliases: Vec<String>,
    /// Who and what the domain has at the start.
    pub roster: Vec<Seat>,
    /// The password of everybody in the roster.
    pub password: String,
    /// The password of the administrator `admin0@global.virt`.
    pub admin_password: String,
    /// The clock items, sessions and mail go by.
    pub clock: Clock,
    /// What is to go wrong.
    pub faults: Faults,
    /// Octets a message may have over IMAP before the server closes the connection.
    pub message_size_limit: u64,
    /// Whether a body appended again within ten minutes keeps its first INTERNALDATE, as BlueMind does.
    pub date_cache: bool,
    /// A folder with the state [`Running::save`](crate::Running::save) left there, to go on from; the roster is only
    /// seeded when there is none.
    pub state: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self {
            rest: loopback,
            imap: Some(loopback),
            domain: "valmont.example".to_owned(),
            aliases: Vec::new(),
            roster: town_hall(),
            password: "viaduc".to_owned(),
            admin_password: "admin".to_owned(),
            clock: Clock::system(),
            faults: Faults::default(),
            message_size_limit: 20_000_000,
            date_cache: true,
            state: None,
        }
    }
}

impl Options {
    /// The same with another domain.
    pub fn with_domain(mut self, domain: impl Into<String>) -> Self {
        self.domain = domain.into();
        self
    }

    /// The same with another roster.
    pub fn with_roster(mut self, roster: Vec<Seat>) -> Self {
        self.roster = roster;
        self
    }

    /// The same with REST listening at `addr`.
    pub fn with_rest(mut self, addr: SocketAddr) -> Self {
        self.rest = addr;
        self
    }

    /// The same with IMAP listening at `addr`, or not at all.
    pub fn with_imap(mut self, addr: Option<SocketAddr>) -> Self {
        self.imap = addr;
        self
    }

    /// The same with a fault script.
    pub fn with_faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// The same with a clock the test holds the other end of.
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The same with another limit for IMAP literals, in octets.
    pub fn with_message_size_limit(mut self, octets: u64) -> Self {
        self.message_size_limit = octets;
        self
    }

    /// The same, going on from a saved state.
    pub fn with_state(mut self, folder: impl Into<PathBuf>) -> Self {
        self.state = Some(folder.into());
        self
    }

    /// The same with or without the cache of INTERNALDATEs by body.
    pub fn with_date_cache(mut self, on: bool) -> Self {
        self.date_cache = on;
        self
    }
}

/// What kind of directory entry a seat is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SeatKind {
    /// A user with mailbox, calendar, books and task list.
    Person,
    /// A room: a resource that accepts when free.
    Room,
    /// Equipment: likewise.
    Equipment,
    /// A shared mailbox.
    Mailshare,
}

/// One entry of the roster. Its uid is [`uid_of`] the domain and the login.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Seat {
    /// Person, room, equipment or shared mailbox.
    pub kind: SeatKind,
    /// The local part of the address, and the login of a person.
    pub login: String,
    /// The given name; empty for anything but a person.
    pub given: String,
    /// The family name, or the name of the thing.
    pub family: String,
}

impl Seat {
    /// A person.
    pub fn person(login: &str, given: &str, family: &str) -> Self {
        Self::new(SeatKind::Person, login, given, family)
    }

    /// A room, equipment or shared mailbox.
    pub fn thing(kind: SeatKind, login: &str, name: &str) -> Self {
        Self::new(kind, login, "", name)
    }

    fn new(kind: SeatKind, login: &str, given: &str, family: &str) -> Self {
        Self { kind, login: login.into(), given: given.into(), family: family.into() }
    }
}

/// The uid an entry of the roster has: a name-based UUID of `login@domain`, the same in every run.
///
/// ```
/// use viaduc_bluemind_testserver::uid_of;
/// assert_eq!(uid_of("valmont.example", "ada"), uid_of("valmont.example", "ada"));
/// ```
pub fn uid_of(domain: &str, login: &str) -> String {
    uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_DNS, format!("{login}@{domain}").as_bytes())
        .to_string()
        .to_uppercase()
}

/// Twenty people and things, for who has no roster of their own.
fn town_hall() -> Vec<Seat> {
    let people = [
        ("ada", "Ada", "Marchand"),
        ("bruno", "Bruno", "Lefèvre"),
        ("chloe", "Chloé", "Garnier"),
        ("denis", "Denis", "Roussel"),
        ("elise", "Élise", "Fontaine"),
        ("farid", "Farid", "Benali"),
        ("gaelle", "Gaëlle", "Le Goff"),
        ("hugo", "Hugo", "Perrin"),
        ("ines", "Inès", "Moreau"),
        ("jules", "Jules", "Aubert"),
        ("karim", "Karim", "Haddad"),
        ("lea", "Léa", "Vidal"),
        ("marc", "Marc", "Dupuis"),
        ("nora", "Nora", "Schmitt"),
        ("oscar", "Oscar", "Renaud"),
        ("paula", "Paula", "Costa"),
    ];
    let mut roster: Vec<Seat> =
        people.iter().map(|(login, given, family)| Seat::person(login, given, family)).collect();
    roster.push(Seat::thing(SeatKind::Room, "salle-conseil", "Salle du conseil"));
    roster.push(Seat::thing(SeatKind::Room, "salle-mariages", "Salle des mariages"));
    roster.push(Seat::thing(SeatKind::Equipment, "projecteur", "Projecteur"));
    roster.push(Seat::thing(SeatKind::Mailshare, "accueil", "Accueil"));
    roster
}
