//! Graph event to iCalendar, beside reading the same JSON into its typed struct and dropping it.
#![expect(clippy::unwrap_used, reason = "a benchmark of wrong results is worth nothing")]

use divan::{Bencher, black_box};
use viaduc_contentline::Dialect;
use viaduc_graph_icalendar::{Context, event_to_calendar};
use viaduc_graph_types::Event;

fn main() {
    divan::main();
}

#[divan::bench(name = "event/weekly/typed-parse")]
fn typed_parse(bencher: Bencher<'_, '_>) {
    let json = viaduc_benches::event();
    bencher.bench(|| viaduc_wire::read::<Event>(black_box(json.as_bytes())).unwrap());
}

#[divan::bench(name = "event/weekly/to-text-with-losses")]
fn to_text(bencher: Bencher<'_, '_>) {
    let json = viaduc_benches::event();
    bencher.bench(|| {
        let event: Event = viaduc_wire::read(black_box(json.as_bytes())).unwrap();
        let calendar = event_to_calendar(&event, &Context::default()).unwrap();
        let text = calendar.value().to_text(Dialect::ICalendar);
        assert!(text.contains("RRULE:FREQ=WEEKLY"));
        (text, calendar.losses().len())
    });
}
