//! Sources: what Graph lists and fetches, in the pipeline's words.

mod calendars;
mod contacts;
mod listing;
mod mail;
mod tasks;
mod tenant;

pub use calendars::CalendarSource;
pub use contacts::{ContactItem, ContactSource};
pub use mail::{MailItem, MailSource, MessageContent};
pub use tasks::TaskSource;
pub use tenant::{Mailbox, Person, Tenant};

use viaduc_graph_client::GraphClient;
use viaduc_rest_reqwest::{ReqwestTransport, TokioClock};

/// Graph over the network.
pub type Graph = GraphClient<ReqwestTransport, TokioClock>;
