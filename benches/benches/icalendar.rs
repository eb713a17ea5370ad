//! Graph event to iCalendar, beside reading the same JSON into its typed struct and dropping it, and beside io-msgraph.
#![expect(clippy::unwrap_used, reason = "a benchmark of wrong results is worth nothing")]

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use io_msgraph::v1::rest::users::events::MsgraphEvent;
use viaduc_benches::EVENTS;
use viaduc_contentline::Dialect;
use viaduc_graph_icalendar::{Context, event_to_calendar};
use viaduc_graph_types::Event;

fn main() {
    divan::main();
}

/// What any converter pays before it begins.
#[divan::bench(args = EVENTS)]
fn typed_parse(bencher: Bencher<'_, '_>, kind: &str) {
    let json = viaduc_benches::event(kind);
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench(|| drop(viaduc_wire::read::<Event>(black_box(json.as_bytes())).unwrap()));
}

#[divan::bench(args = EVENTS)]
fn to_text_with_losses(bencher: Bencher<'_, '_>, kind: &str) {
    let json = viaduc_benches::event(kind);
    bencher.counter(ItemsCount::new(1_usize)).bench(|| {
        let event: Event = viaduc_wire::read(black_box(json.as_bytes())).unwrap();
        let calendar = event_to_calendar(&event, &Context::default()).unwrap();
        let text = calendar.value().to_text(Dialect::ICalendar);
        assert!(text.contains("ATTENDEE;"));
        (text, calendar.losses().len())
    });
}

#[divan::bench(args = EVENTS)]
fn io_msgraph(bencher: Bencher<'_, '_>, kind: &str) {
    let json = viaduc_benches::event(kind);
    bencher.counter(ItemsCount::new(1_usize)).bench(|| {
        let event: MsgraphEvent = serde_json::from_slice(black_box(json.as_bytes())).unwrap();
        let text = event.to_ical();
        assert!(text.contains("ATTENDEE;"));
        text
    });
}
