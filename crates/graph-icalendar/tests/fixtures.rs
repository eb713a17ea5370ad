//! Every case under `fixtures/`: a JSON item, the calendar it becomes, and what is lost on the way.

use std::process::ExitCode;

use viaduc_contentline::Dialect;
use viaduc_fixture_runner::{Fixture, Outcome, Runner};
use viaduc_graph_icalendar::{
    Bodies, CODES, Context, Owner, Profile, event_to_calendar, task_to_calendar,
};
use viaduc_graph_types::{Event, TodoTask};
use viaduc_identities::Identities;

fn main() -> ExitCode {
    Runner::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"))
        .codes(CODES)
        .readme(include_str!("../README.md"))
        .run(convert)
}

/// Options of a case: `task`, `zone`, `territory`, `owner`, `resolve`, `room`, `group`, `profile`, `bodies`.
fn convert(fixture: &Fixture) -> Outcome {
    let identities: Identities = fixture.pairs("resolve").into_iter().collect();
    let mut context = Context::default();
    context.mailbox_zone = fixture.option("zone");
    context.territory = fixture.option("territory");
    context.identities = Some(&identities);
    context.owner = fixture.option("owner").map(|address| Owner { address, name: "" });
    context.rooms.extend(fixture.option("room"));
    context.groups.extend(fixture.option("group"));
    if fixture.option("profile") == Some("bluemind") {
        context.profile = Profile::BlueMind;
    }
    match fixture.option("bodies") {
        Some("styled") => context.bodies = Bodies::Styled,
        Some("plain") => context.bodies = Bodies::Plain,
        _ => {}
    }
    if fixture.flag("task") {
        let task: TodoTask = viaduc_wire::read(&fixture.bytes)?;
        return Ok(
            task_to_calendar(&task, &context)?.map(|calendar| calendar.to_text(Dialect::ICalendar))
        );
    }
    let event: Event = viaduc_wire::read(&fixture.bytes)?;
    Ok(event_to_calendar(&event, &context)?.map(|calendar| calendar.to_text(Dialect::ICalendar)))
}
