//! The chores of the workspace: `cargo xtask ci`, `test`, `clients`, `fixtures`, `memory`, `zones`.
#![expect(
    clippy::disallowed_methods,
    reason = "a program that runs others reads their environment and the clock"
)]

mod cards;
mod ci;
mod clients;
mod features;
mod fuzz;
mod kills;
mod mail;
mod memory;
mod series;
mod servers;
mod shell;
mod test;
mod tools;
mod zones;

use std::process::ExitCode;

/// Why a chore stopped.
type Failure = Box<dyn std::error::Error>;

const USAGE: &str = "usage: cargo xtask COMMAND
  ci        everything a change has to pass
  test      the tests, and the real clients and servers that this machine has
  clients   the second half of test alone: programs, real clients, kills
  fixtures  writes the expected outputs of the fixtures anew; read the diff
  memory    a million events and a million contacts through the programs: flat, or not
  zones     generates the table of Windows time zones anew";

fn main() -> ExitCode {
    let task = std::env::args().nth(1);
    let done = match task.as_deref() {
        Some("ci") => ci::run(),
        Some("test") => test::run(),
        Some("clients") => test::clients(),
        Some("fixtures") => test::fixtures(),
        Some("memory") => memory::run(),
        Some("zones") => zones::run(),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
