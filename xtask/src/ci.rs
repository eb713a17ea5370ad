//! Everything a change has to pass.

use crate::shell::{cargo, command, run as sh, step, target};
use crate::{Failure, features, fuzz, test};

pub(crate) fn run() -> Result<(), Failure> {
    step("fmt", || {
        sh(cargo(&["fmt", "--all", "--check"]))?;
        sh(cargo(&["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]))
    })?;
    step("clippy", || {
        let what = ["clippy", "--workspace", "--all-targets", "--all-features", "--quiet"];
        sh(cargo(&[what.as_slice(), &["--", "-D", "warnings"]].concat()))
    })?;
    step("docs", || {
        let mut docs = cargo(&["doc", "--workspace", "--no-deps", "--all-features", "--quiet"]);
        docs.env("RUSTDOCFLAGS", "-D warnings");
        sh(docs)
    })?;
    step("features", features::powerset)?;
    step("test", test::run)?;
    step("fuzz", fuzz::smoke)?;
    // Each bench once: that it runs, not how fast it is.
    step("benches", || {
        sh(cargo(&[
            "bench",
            "--package",
            "viaduc-benches",
            "--package",
            "viaduc-imap-append",
            "--profile",
            "dev",
            "--quiet",
            "--",
            "--test",
        ]))
    })?;
    step("migrate", || {
        let nothing: [&str; 0] = [];
        sh(command(target().join("release/examples/migrate"), nothing))
    })
}
