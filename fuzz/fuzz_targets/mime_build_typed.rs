//! Any typed message is built by every law.
#![no_main]

use viaduc_graph_types::Message;
use viaduc_mime_normalise::invariants::check_built;

libfuzzer_sys::fuzz_target!(|message: Message| check_built(&message));
