//! Rooms. Graph: `place`. Equipment is no place: it is a user whose settings say so.

use viaduc_graph_types::Place;

pages! {
    /// The rooms of the tenant; a fresh one can take a day to appear. Graph: place: list.
    pub struct Rooms ("places.rooms") of Place {}
    mailbox |_this| None;
    target |_this, base| base.at("places/microsoft.graph.room").query("$top", "100");
    about Directory;
}

pages! {
    /// The room lists. Graph: place: list.
    pub struct RoomLists ("places.roomLists") of Place {}
    mailbox |_this| None;
    target |_this, base| base.at("places/microsoft.graph.roomList").query("$top", "100");
    about Directory;
}
