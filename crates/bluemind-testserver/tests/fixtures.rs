//! What the sanitizers rewrite and the validators refuse: a case is an item sent over REST, and what is read back of it.

#[path = "support/mod.rs"]
mod support;

use std::process::ExitCode;

use serde_json::Value;
use support::Server;
use viaduc_bluemind_testserver::{Clock, Options, Seat, SeatKind};
use viaduc_fidelity::{LossCode, Losses};
use viaduc_fixture_runner::{Fixture, Outcome, Runner};

/// A server loses nothing it would report.
const CODES: &[&LossCode] = &[];

fn main() -> ExitCode {
    Runner::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures")).codes(CODES).run(case)
}

/// Creates the item (and updates it to `update`, where the case has one), with `query` behind the address, and shows the members named in `show`. `$ada`
/// stands for her uid. An error is its errorCode.
fn case(fixture: &Fixture) -> Outcome {
    // 1 June 2026: the current year decides which zones keep the same time.
    let seats = vec![
        Seat::person("ada", "Ada", "Marchand"),
        Seat::person("bruno", "Bruno", "Lefèvre"),
        Seat::thing(SeatKind::Room, "salle-conseil", "Salle du conseil"),
    ];
    let options = Options::default()
        .with_imap(None)
        .with_clock(Clock::fixed(1_780_300_800_000))
        .with_roster(seats);
    let server = Server::start(options);
    let key = server.user("ada");
    let uid = server.running.uid("ada");
    let room = server.running.uid("salle-conseil");
    let fill = |text: &str| text.replace("$ada", &uid).replace("$room", &room);
    let base = match fixture.name.split('/').next().unwrap_or_default() {
        "events" => format!("/calendars/calendar:Default:{uid}"),
        "cards" => format!("/addressbooks/book:Contacts_{uid}"),
        _ => format!("/todolist/todolist:default_{uid}"),
    };
    let tag = r#"{"label": "Work", "color": "3d98ff"}"#;
    server.call("PUT", &format!("/tags/tags_{uid}/t1"), Some(&key), tag);
    if let Some(other) = fixture.option("before") {
        server.call("PUT", &format!("{base}/other"), Some(&key), &fill(other));
    }
    let mut steps = vec![("PUT", fixture.input.as_str())];
    steps.extend(fixture.option("update").map(|text| ("POST", text)));
    for (verb, body) in steps {
        let query = fixture.option("query").map(|query| format!("?{query}")).unwrap_or_default();
        let answer = server.call(verb, &format!("{base}/item{query}"), Some(&key), &fill(body));
        if answer.status != 200 {
            let fault = answer.json();
            let code = fault["errorCode"].as_str().or(fault["errorType"].as_str());
            return Err(code.unwrap_or_default().into());
        }
    }
    let read = server.call("GET", &format!("{base}/item/complete"), Some(&key), "");
    let value = if read.status == 204 { Value::Null } else { read.json()["value"].clone() };
    let shown: Vec<String> = fixture
        .option("show")
        .unwrap_or_default()
        .split_whitespace()
        .map(|pointer| format!("{pointer} {}", value.pointer(pointer).unwrap_or(&Value::Null)))
        .collect();
    let text = shown.join("\n").replace(&uid, "$ada").replace(&room, "$room");
    Ok(Losses::new().with(text))
}
