//! Who asks what, and what comes back: a case is a dialogue with the server, step by step.
//!
//! A step is a line: who asks (`admin`, somebody of the roster, or `nobody`), verb, path, body; after ` => ` the pointers into
//! the answer to show (`.` is all of it). A line that begins with a space goes on with the one before. `$ada` is her uid, and so with
//! every login of the roster; `$d` is the domain. Steps without a verb look behind the scenes: `told` shows whom mail would have reached since
//! the last time, `acl CONTAINER`, `folders UID`, `containers UID` and `keys CONTAINER` what is kept; `wait SECONDS` moves the clock.

#[path = "support/mod.rs"]
mod support;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use serde_json::Value;
use support::Server;
use viaduc_bluemind_testserver::{Clock, Options, Seat, SeatKind};
use viaduc_fidelity::{LossCode, Losses};
use viaduc_fixture_runner::{Fixture, Outcome, Runner};

/// A server loses nothing it would report.
const CODES: &[&LossCode] = &[];

fn main() -> ExitCode {
    Runner::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/dialogues")).codes(CODES).run(case)
}

struct Talk {
    server: Server,
    clock: Clock,
    names: BTreeMap<String, String>,
    keys: BTreeMap<String, String>,
    told: Cell<usize>,
}

fn case(fixture: &Fixture) -> Outcome {
    let mut talk = Talk::new();
    let mut steps: Vec<String> = Vec::new();
    for line in fixture.input.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
        match steps.last_mut().filter(|_| line.starts_with(' ')) {
            Some(step) => step.push_str(line),
            None => steps.push(line.to_owned()),
        }
    }
    let mut out = String::new();
    for step in steps {
        let shown = talk.names_for(&talk.step(&talk.uids_for(&step)));
        let step = step.split_once(" => ").map_or(step.as_str(), |(asked, _)| asked);
        let brief: String = step.split(' ').take(3).collect::<Vec<_>>().join(" ");
        // Writing to a String cannot fail.
        let _written = writeln!(out, "{brief}: {shown}");
        talk.learn();
    }
    Ok(Losses::new().with(out))
}

impl Talk {
    fn new() -> Self {
        let clock = Clock::fixed(1_780_300_800_000);
        let seats = vec![
            Seat::person("ada", "Ada", "Marchand"),
            Seat::person("bruno", "Bruno", "Lefèvre"),
            Seat::person("carla", "Carla", "Nunes"),
            Seat::thing(SeatKind::Room, "salle", "Salle"),
            Seat::thing(SeatKind::Mailshare, "accueil", "Accueil"),
        ];
        let names = seats.iter().map(|seat| seat.login.clone()).collect::<Vec<_>>();
        let options =
            Options::default().with_imap(None).with_clock(clock.clone()).with_roster(seats);
        let server = Server::start(options);
        let mut names: BTreeMap<String, String> =
            names.into_iter().map(|n| (format!("${n}"), server.running.uid(&n))).collect();
        names.insert("$d".to_owned(), server.running.domain().to_owned());
        let mut keys: BTreeMap<String, String> =
            ["ada", "bruno", "carla"].map(|who| (who.to_owned(), server.user(who))).into();
        keys.insert("admin".to_owned(), server.admin());
        Self { server, clock, names, keys, told: Cell::new(0) }
    }

    fn uids_for(&self, text: &str) -> String {
        // Longer names first: `$d` begins none of them.
        self.names.iter().rev().fold(text.to_owned(), |text, (name, uid)| text.replace(name, uid))
    }

    fn names_for(&self, text: &str) -> String {
        let names = self.names.iter().filter(|(name, _)| *name != "$d");
        names.fold(text.to_owned(), |text, (name, uid)| text.replace(uid, name))
    }

    /// People made on the way may ask too, once they have a password.
    fn learn(&mut self) {
        for login in ["mia", "noor"] {
            if !self.keys.contains_key(login) {
                let path = format!("/auth/login?login={login}@{}", self.server.running.domain());
                let answer = self.server.call("POST", &path, None, "\"viaduc\"").json();
                if let Some(key) = answer["authKey"].as_str() {
                    self.keys.insert(login.to_owned(), key.to_owned());
                }
            }
        }
    }

    fn step(&self, step: &str) -> String {
        let (asked, shown) = step.split_once(" => ").unwrap_or((step, ""));
        let mut words = asked.splitn(4, ' ');
        let (who, verb) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let running = &self.server.running;
        match who {
            "told" => {
                let all = running.notifications();
                let new = all.iter().skip(self.told.replace(all.len()));
                new.map(|n| format!("{:?} {} {}", n.kind, n.to, n.about))
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            "acl" => {
                let acl = running.acl(verb);
                acl.iter().map(|(s, v)| format!("{s} {v}")).collect::<Vec<_>>().join(", ")
            }
            "folders" => running.folders(verb).join(", "),
            "containers" => running.containers(verb, words.next().unwrap_or_default()).join(", "),
            "keys" => running.items(verb).into_keys().collect::<Vec<_>>().join(", "),
            "wait" => {
                self.clock.advance(Duration::from_secs(verb.parse().unwrap_or_default()));
                String::new()
            }
            _ => {
                let path = words.next().unwrap_or_default();
                self.ask(who, verb, path, words.next().unwrap_or_default(), shown)
            }
        }
    }

    fn ask(&self, who: &str, verb: &str, path: &str, body: &str, shown: &str) -> String {
        let key = self.keys.get(who).map(String::as_str);
        let path = path.replace(' ', "%20");
        let answer = self.server.call(verb, &path, key, body.trim());
        let value: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        if answer.status >= 300 {
            let code = value["errorCode"].as_str().or(value["errorType"].as_str());
            return format!("{} {}", answer.status, code.unwrap_or_default());
        }
        let mut out = answer.status.to_string();
        for pointer in shown.split_whitespace() {
            let held = if pointer == "." { Some(&value) } else { value.pointer(pointer) };
            let held = held.unwrap_or(&Value::Null);
            // Writing to a String cannot fail.
            let _written = write!(out, " {held}");
        }
        out
    }
}
