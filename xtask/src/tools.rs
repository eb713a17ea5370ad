//! What tests need beside Rust: Debian packages, Python packages, npm packages.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Failure;
use crate::shell::{command, in_ci, output, root, run, scratch};

/// What this machine lacks, and what therefore was not tested.
#[derive(Debug, Default)]
pub(crate) struct Skips(Vec<String>);

impl Skips {
    /// Records that something was skipped; with `CI=true` that is a failure.
    pub(crate) fn add(&mut self, what: &str, why: &str) -> Result<(), Failure> {
        if in_ci() {
            return Err(format!("{what} cannot be skipped here: {why}").into());
        }
        println!("skipped: {what} ({why})");
        self.0.push(format!("{what} ({why})"));
        Ok(())
    }

    /// Says at the end what was skipped.
    pub(crate) fn report(&self) {
        for skip in &self.0 {
            println!("not tested on this machine: {skip}");
        }
    }
}

/// Whether a program can be started.
pub(crate) fn has(program: &str) -> bool {
    let mut look = Command::new("sh");
    look.args(["-c", "command -v \"$0\"", program]).stdout(Stdio::null()).stderr(Stdio::null());
    look.status().is_ok_and(|status| status.success())
}

/// Makes sure that a Debian package's program is there; installs it where that is allowed.
pub(crate) fn debian(package: &str, program: &str) -> Result<bool, Failure> {
    if !has(program) {
        install(package)?;
    }
    Ok(has(program))
}

/// Makes sure that a file of a Debian package is there, likewise.
pub(crate) fn debian_library(package: &str, file: &Path) -> Result<bool, Failure> {
    if !file.is_file() {
        install(package)?;
    }
    Ok(file.is_file())
}

/// Installs a Debian package where that is allowed: as root, where skips are failures.
fn install(package: &str) -> Result<(), Failure> {
    let root_user = output(command("id", ["-u"])).is_ok_and(|id| id.trim() == "0");
    if !in_ci() || !root_user || !has("apt-get") {
        return Ok(());
    }
    println!("installing {package}");
    run(quiet("apt-get", &["update", "--quiet=2"]))?;
    let mut install =
        quiet("apt-get", &["install", "--yes", "--quiet=2", "--no-install-recommends", package]);
    install.env("DEBIAN_FRONTEND", "noninteractive");
    run(install)
}

/// The class path of ez-vcard and of what it needs, if it and Java are here; installs them where that is allowed.
pub(crate) fn ez_vcard() -> Result<Option<String>, Failure> {
    const JARS: &str = "/usr/share/java";
    let is_here =
        || ["ez-vcard.jar", "vinnie.jar"].iter().all(|jar| Path::new(JARS).join(jar).is_file());
    // One file of source needs the compiler, which the package of the run-time alone has not.
    if !debian("default-jdk-headless", "javac")? {
        return Ok(None);
    }
    for (package, jar) in [("libez-vcard-java", "ez-vcard.jar"), ("libvinnie-java", "vinnie.jar")] {
        debian_library(package, &Path::new(JARS).join(jar))?;
    }
    Ok(is_here().then(|| format!("{JARS}/*")))
}

fn quiet(program: &str, arguments: &[&str]) -> Command {
    let mut quiet = command(program, arguments);
    quiet.stdout(Stdio::null()).stdin(Stdio::null());
    quiet
}

/// A Python with the packages of `xtask/python/requirements.txt`, in a virtual environment; `None` if it cannot be had.
pub(crate) fn python() -> Result<Option<PathBuf>, Failure> {
    let requirements = root().join("xtask/python/requirements.txt");
    let wanted = std::fs::read_to_string(&requirements)?;
    let venv = scratch("python")?;
    let (python, stamp) = (venv.join("bin/python"), venv.join("requirements.txt"));
    if std::fs::read_to_string(&stamp).is_ok_and(|had| had == wanted) {
        return Ok(Some(python));
    }
    if !has("python3") && !debian("python3-venv", "python3")? {
        return Ok(None);
    }
    let venv = venv.display().to_string();
    if run(command("python3", ["-m", "venv", &venv])).is_err() {
        return Ok(None);
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    let mut install = command(&python, pip);
    install.arg(&requirements);
    if let Err(error) = run(install) {
        println!("{error}");
        return Ok(None);
    }
    std::fs::write(stamp, wanted)?;
    Ok(Some(python))
}

/// A folder with the npm packages of `xtask/node/package.json`; `None` if it cannot be had.
pub(crate) fn node() -> Result<Option<PathBuf>, Failure> {
    let package = root().join("xtask/node/package.json");
    let wanted = std::fs::read_to_string(&package)?;
    let folder = scratch("node")?;
    let stamp = folder.join("installed.json");
    if std::fs::read_to_string(&stamp).is_ok_and(|had| had == wanted) {
        return Ok(Some(folder));
    }
    if !debian("nodejs", "node")? || !debian("npm", "npm")? {
        return Ok(None);
    }
    std::fs::copy(&package, folder.join("package.json"))?;
    let mut install = command("npm", ["install", "--silent", "--no-audit", "--no-fund"]);
    install.current_dir(&folder);
    if let Err(error) = run(install) {
        println!("{error}");
        return Ok(None);
    }
    std::fs::write(stamp, wanted)?;
    Ok(Some(folder))
}
