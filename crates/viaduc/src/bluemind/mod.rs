//! Sinks: what is written to BlueMind, and read back from it, in the pipeline's words.

mod cards;
mod collection;
mod directory;
mod events;
mod files;
mod folders;
mod mail;
mod places;
mod tags;
mod todos;

pub use cards::Cards;
pub use collection::{Collection, CollectionSink, Entry};
pub use directory::{Directory, Seat, SeatKind};
pub use events::Events;
pub(crate) use files::CODES as LOSSES;
pub use mail::{MailSink, StoredMail};
pub use places::Place;
pub use tags::TagBook;
pub use todos::Todos;

use viaduc_bluemind_client::BlueMindClient;
use viaduc_rest_reqwest::{ReqwestTransport, TokioClock};

/// BlueMind over the network.
pub type BlueMind = BlueMindClient<ReqwestTransport, TokioClock>;
