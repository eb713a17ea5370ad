//! The demo town on both sides: who is in the source's directory has a place in the target's.

use viaduc_bluemind_testserver::{Seat, SeatKind};
use viaduc_graph_testserver::demo::{Entry, Kind, ROSTER};

/// The places of the town's people and rooms in BlueMind. Shared mailboxes are accounts there, so that mail can be put into
/// them; groups have no mailbox.
#[must_use]
pub fn seats() -> Vec<Seat> {
    ROSTER.iter().filter_map(seat).collect()
}

fn seat(entry: &Entry) -> Option<Seat> {
    let login = entry.address.split('@').next().unwrap_or_default();
    match entry.kind {
        Kind::Person | Kind::Shared => {
            let (given, family) = entry.name.split_once(' ').unwrap_or(("", entry.name));
            Some(Seat::person(login, given, family))
        }
        Kind::Room => Some(Seat::thing(SeatKind::Room, login, entry.name)),
        Kind::Equipment => Some(Seat::thing(SeatKind::Equipment, login, entry.name)),
        Kind::Group | _ => None,
    }
}
