//! Each fuzz target from its seeds, for some seconds.

use std::path::Path;

use crate::Failure;
use crate::shell::{cargo, command, root, run, scratch, target};

/// How long each target runs. The seed of its search is fixed: a smoke test that fails now and then tells nobody anything.
const SECONDS: &str = "4";

/// The flags that cargo-fuzz gives a target without a sanitizer, so that smoke needs no further tool.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=4";

/// Builds the targets as a fuzzer sees them and lets each one search.
pub(crate) fn smoke() -> Result<(), Failure> {
    let folder = target().join("fuzz");
    let mut build = cargo(&["build", "--release", "--quiet", "--manifest-path", "fuzz/Cargo.toml"]);
    // The triple keeps build scripts, which are no fuzz targets, free of the flags.
    let triple = host()?;
    build.arg("--target").arg(&triple).env("RUSTFLAGS", COVERAGE).env("CARGO_TARGET_DIR", &folder);
    run(build)?;
    for name in targets()? {
        let corpus = scratch(&format!("corpus/{name}"))?;
        let seeds = root().join("fuzz/seeds").join(&name);
        if !seeds.is_dir() {
            return Err(format!("{name} has no seeds in fuzz/seeds/{name}").into());
        }
        let program = folder.join(&triple).join("release").join(&name);
        let artifacts = format!("-artifact_prefix={}/", scratch("crashes")?.display());
        let time = format!("-max_total_time={SECONDS}");
        let mut search = command(
            program,
            [
                time.as_str(),
                "-timeout=10",
                "-rss_limit_mb=2048",
                "-seed=1",
                "-verbosity=0",
                "-print_final_stats=1",
                &artifacts,
            ],
        );
        search.arg(&corpus).arg(&seeds);
        println!("{name}");
        run(search)?;
    }
    Ok(())
}

fn host() -> Result<String, Failure> {
    let version = crate::shell::output(command("rustc", ["-vV"]))?;
    let line = version.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| "rustc names no host".into())
}

fn targets() -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root().join("fuzz/fuzz_targets"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            names.extend(path.file_stem().map(Path::new).map(|name| name.display().to_string()));
        }
    }
    names.sort();
    Ok(names)
}
