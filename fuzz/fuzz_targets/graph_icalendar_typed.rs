//! Any typed event or task is refused, or converts by every law.
#![no_main]

use viaduc_graph_icalendar::invariants::{check_event, check_task};
use viaduc_graph_types::{Event, TodoTask};

libfuzzer_sys::fuzz_target!(|items: (Event, TodoTask)| {
    check_event(&items.0);
    check_task(&items.1);
});
