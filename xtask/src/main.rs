//! The chores of the workspace.
use std::process::ExitCode;

mod zones;

fn main() -> ExitCode {
    let task = std::env::args().nth(1);
    let done = match task.as_deref() {
        Some("zones") => zones::run(),
        _ => Err("usage: cargo xtask zones".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
