//! The protocol without a connection: bytes in, responses out ([`Decoder`]); commands in, bytes out.
//!
//! Every limit is in [`Limits`]: no server can make the decoder hold more than that, recurse, or panic. What it cannot
//! read inside its limits is a [`Response::Unknown`], not an error: servers say many things, few of which matter here.

mod command;
mod decoder;
mod response;
mod value;

pub(crate) use command::{Chunk, Command, Literals, quoted, uid_set};
pub use decoder::{DecodeError, Decoder, Limits};
pub(crate) use response::capabilities;
pub use response::{Code, Condition, Data, Fetch, Response, Status};
pub use value::Value;
