//! The tests, and the real clients and servers.

use crate::shell::{cargo, run as sh, step};
use crate::tools::{Skips, debian};
use crate::{Failure, clients, kills};

/// Runs every test that this machine can run, and names those it cannot.
pub(crate) fn run() -> Result<(), Failure> {
    let mut skips = Skips::default();
    if !debian("dovecot-imapd", "dovecot")? {
        skips.add("Dovecot", "no program dovecot; Debian has it in dovecot-imapd")?;
    }
    let tools =
        [("gpg", "gpg"), ("isync", "mbsync"), ("openssl", "openssl"), ("python3", "python3")];
    for (package, program) in tools {
        if !debian(package, program)? {
            skips.add(package, &format!("no program {program}; Debian has it in {package}"))?;
        }
    }
    step("cargo test", || sh(cargo(&["test", "--workspace", "--all-features", "--quiet"])))?;
    programs(&mut skips)?;
    skips.report();
    Ok(())
}

/// The programs against real clients alone.
pub(crate) fn clients() -> Result<(), Failure> {
    let mut skips = Skips::default();
    programs(&mut skips)?;
    skips.report();
    Ok(())
}

fn programs(skips: &mut Skips) -> Result<(), Failure> {
    step("programs", || {
        sh(cargo(&["build", "--release", "--quiet", "--package", "viaduc-examples", "--examples"]))
    })?;
    step("real clients", || clients::run(skips))?;
    step("killed twice", kills::run)
}

/// Writes the expected outputs of the fixtures anew.
pub(crate) fn fixtures() -> Result<(), Failure> {
    let mut tests =
        cargo(&["test", "--workspace", "--all-features", "--quiet", "--test", "fixtures"]);
    tests.env("UPDATE_FIXTURES", "1");
    sh(tests)?;
    println!("now read the diff: git diff");
    Ok(())
}
