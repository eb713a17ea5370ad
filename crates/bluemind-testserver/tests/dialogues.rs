//! Who asks what, and what comes back: a case is a dialogue with the server, step by step.
//!
//! A step is a line: who asks (`admin`, somebody of the roster, the key of a session, or `nobody`), verb, path, body; after ` => ` the pointers into
//! the answer to show (`.` is all of it). A line that begins with a space goes on with the one before. `$ada` is her uid, and so with
//! every login of the roster; `$d` is the domain. `$x=/id` keeps what is there for later steps, `task` is the result of the task that was
//! begun. Steps without a verb look behind the scenes: `told` shows whom mail would have reached since
//! the last time, `acl CONTAINER`, `folders UID`, `containers UID` and `keys CONTAINER` what is kept; `wait SECONDS` moves the clock;
//! `imap WHO COMMAND` is a command of somebody's IMAP connection, with `\\r\\n` before what literals hold, and shows the lines of its answer.

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use serde_json::{Value, json};
use support::{Imap, Server};
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
    told: usize,
    held: BTreeMap<String, String>,
    connections: BTreeMap<String, Imap>,
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
        let asked = talk.uids_for(&step);
        let shown = talk.step(&asked);
        let shown = talk.names_for(&shown);
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
        let options = Options::default().with_clock(clock.clone()).with_roster(seats);
        let server = Server::start(options);
        let mut names: BTreeMap<String, String> =
            names.into_iter().map(|n| (format!("${n}"), server.running.uid(&n))).collect();
        names.insert("$d".to_owned(), server.running.domain().to_owned());
        let mut keys: BTreeMap<String, String> =
            ["ada", "bruno", "carla"].map(|who| (who.to_owned(), server.user(who))).into();
        keys.insert("admin".to_owned(), server.admin());
        Self {
            server,
            clock,
            names,
            keys,
            told: 0,
            held: BTreeMap::new(),
            connections: BTreeMap::new(),
        }
    }

    fn uids_for(&self, text: &str) -> String {
        // A name that begins with another, as `$done` with `$d`, cannot be kept.
        let all = self.held.iter().rev().chain(self.names.iter().rev());
        all.fold(text.to_owned(), |text, (name, uid)| text.replace(name, uid))
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

    fn step(&mut self, step: &str) -> String {
        let (asked, shown) = step.split_once(" => ").unwrap_or((step, ""));
        let mut words = asked.splitn(4, ' ');
        let (who, verb) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        match who {
            "told" => {
                let all = self.server.running.notifications();
                let new: Vec<String> = all[self.told..]
                    .iter()
                    .map(|n| format!("{:?} {} {}", n.kind, n.to, n.about))
                    .collect();
                self.told = all.len();
                new.join(", ")
            }
            "acl" => {
                let acl = self.server.running.acl(verb);
                acl.iter().map(|(s, v)| format!("{s} {v}")).collect::<Vec<_>>().join(", ")
            }
            "folders" => self.server.running.folders(verb).join(", "),
            "containers" => {
                let kind = words.next().unwrap_or_default();
                self.server.running.containers(verb, kind).join(", ")
            }
            "imap" => self.imap(verb, asked.splitn(3, ' ').nth(2).unwrap_or_default()),
            "keys" => self.server.running.items(verb).into_keys().collect::<Vec<_>>().join(", "),
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

    /// The lines of an answer, the tag of the last left out.
    fn imap(&mut self, who: &str, command: &str) -> String {
        let login = format!("{who}@{}", self.server.running.domain());
        let server = &self.server;
        let open = || Imap::login(server, &login, "viaduc");
        let imap = self.connections.entry(who.to_owned()).or_insert_with(open);
        let Some(mut lines) = imap.command(&command.replace("\\r\\n", "\r\n")) else {
            self.connections.remove(who);
            return "closed".to_owned();
        };
        if let Some(last) = lines.last_mut() {
            *last = last.split_once(' ').map_or("", |(_, answer)| answer).to_owned();
        }
        lines.join(" | ")
    }

    /// State, result and last line of the log of a task.
    fn ended(&self, id: &Value, key: Option<&str>) -> Value {
        let status = format!("/tasks/{}", id.as_str().unwrap_or_default());
        let status = self.server.call("GET", &status, key, "").json();
        json!([status["state"], status["result"], status["lastLogEntry"]])
    }

    fn ask(&mut self, who: &str, verb: &str, path: &str, body: &str, shown: &str) -> String {
        let given = (who != "nobody").then(|| who.to_owned());
        let key = self.keys.get(who).cloned().or(given);
        let path = path.replace(' ', "%20");
        // iCalendar and parts of messages are read as they come, everything else as JSON.
        let as_it_comes = path.starts_with("/calendars/vevent/") || path.ends_with("/_part");
        let raw = as_it_comes.then(|| serde_json::from_str(body));
        let raw: Option<String> = raw.and_then(Result::ok);
        let body = raw.as_deref().unwrap_or(body.trim());
        let answer = self.server.call(verb, &path, key.as_deref(), body);
        let text = || (!answer.body.is_empty()).then(|| answer.text()).into();
        let mut value: Value = serde_json::from_slice(&answer.body).unwrap_or_else(|_| text());
        if answer.status >= 300 {
            let code = value["errorCode"].as_str().or(value["errorType"].as_str());
            return format!("{} {}", answer.status, code.unwrap_or_default());
        }
        let mut out = answer.status.to_string();
        for pointer in shown.split_whitespace() {
            let (name, pointer) = pointer.split_once('=').unwrap_or(("", pointer));
            let held = match pointer {
                "." => Some(&value),
                "task" => {
                    value = self.ended(&value["id"], key.as_deref());
                    Some(&value)
                }
                _ => value.pointer(pointer),
            };
            let held = held.unwrap_or(&Value::Null);
            if !name.is_empty() {
                let text = held.as_str().map_or_else(|| held.to_string(), str::to_owned);
                self.held.insert(name.to_owned(), text);
                continue;
            }
            // Writing to a String cannot fail.
            let _written = write!(out, " {held}");
        }
        out
    }
}
