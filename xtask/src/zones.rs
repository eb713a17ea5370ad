//! `cargo xtask zones`: writes the tables of `crates/timezones` anew from the newest CLDR.
//!
//! CLDR's JSON packages come through the npm client, into a temporary folder. What CLDR lacks stands, with the reason
//! beside it, in `crates/timezones/data/additions.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;
use sha2::{Digest, Sha256};

/// Fetches CLDR and writes `crates/timezones/src/generated`.
///
/// # Errors
/// If npm or tar cannot be run, the packages hold something else than expected, or the files cannot be written.
pub(crate) fn run() -> Result<(), Box<dyn Error>> {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/timezones");
    let temp = tempfile::tempdir()?;
    let core = Package::fetch("cldr-core", temp.path())?;
    let bcp47 = Package::fetch("cldr-bcp47", temp.path())?;
    let additions = fs::read_to_string(crate_dir.join("data/additions.tsv"))?;

    let windows = windows_rows(&core.json("supplemental/windowsZones.json")?, &additions)?;
    let aliases = alias_rows(&bcp47.json("bcp47/timezone.json")?, &windows)?;
    let out = crate_dir.join("src/generated");
    fs::create_dir_all(&out)?;
    fs::write(out.join("windows.rs"), windows_file(&windows, &core.version()?))?;
    fs::write(out.join("aliases.rs"), aliases_file(&aliases, &bcp47.version()?))?;
    println!("{} Windows rows, {} IANA names", windows.len(), aliases.len());
    Ok(())
}

struct Package {
    root: PathBuf,
}

impl Package {
    fn fetch(name: &str, temp: &Path) -> Result<Self, Box<dyn Error>> {
        let packed =
            output(Command::new("npm").args(["pack", "--silent", name]).current_dir(temp))?;
        let file = packed.lines().last().unwrap_or_default().trim().to_owned();
        let root = temp.join(name);
        fs::create_dir_all(&root)?;
        output(Command::new("tar").arg("-xzf").arg(temp.join(file)).arg("-C").arg(&root))?;
        Ok(Self { root: root.join("package") })
    }

    fn json(&self, path: &str) -> Result<Value, Box<dyn Error>> {
        Ok(serde_json::from_slice(&fs::read(self.root.join(path))?)?)
    }

    fn version(&self) -> Result<String, Box<dyn Error>> {
        let manifest = self.json("package.json")?;
        Ok(manifest["version"].as_str().ok_or("a package without a version")?.to_owned())
    }
}

fn output(command: &mut Command) -> Result<String, Box<dyn Error>> {
    let done = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if !done.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&done.stderr)).into());
    }
    Ok(String::from_utf8(done.stdout)?)
}

/// (Windows name, territory) to IANA names, in the order in which the table is searched: by the name without case.
type Windows = BTreeMap<(String, String), Row>;

struct Row {
    name: String,
    zones: String,
}

fn windows_rows(cldr: &Value, additions: &str) -> Result<Windows, Box<dyn Error>> {
    let mut rows = Windows::new();
    let mut insert = |name: &str, territory: &str, zones: &str| {
        let zones = zones.split_whitespace().collect::<Vec<_>>().join(" ");
        rows.entry((name.to_ascii_lowercase(), territory.to_owned()))
            .or_insert_with(|| Row { name: name.to_owned(), zones });
    };
    let list = cldr["supplemental"]["windowsZones"]["mapTimezones"]
        .as_array()
        .ok_or("windowsZones.json holds no mapTimezones")?;
    for entry in list {
        let zone = &entry["mapZone"];
        let field = |key: &str| zone[key].as_str().ok_or("a mapZone without its fields");
        insert(field("_other")?, field("_territory")?, field("_type")?);
    }
    for line in additions.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let mut fields = line.split('\t');
        let mut next = || fields.next().ok_or_else(|| format!("additions.tsv: {line}"));
        insert(next()?, next()?, next()?);
    }
    Ok(rows)
}

/// Every IANA name to the one that today's tzdb prefers, sorted by the name without case.
fn alias_rows(
    cldr: &Value,
    windows: &Windows,
) -> Result<BTreeMap<String, (String, String)>, Box<dyn Error>> {
    let zones =
        cldr["keyword"]["u"]["tz"].as_object().ok_or("timezone.json holds no keyword/u/tz")?;
    let mut rows = BTreeMap::new();
    for (key, zone) in zones {
        let Some(names) = zone["_alias"].as_str().filter(|_| !key.starts_with('_')) else {
            continue;
        };
        if key == "unk" || zone["_deprecated"].as_str() == Some("true") {
            continue;
        }
        let first = names.split(' ').next().unwrap_or_default();
        let canonical = zone["_iana"].as_str().unwrap_or(first);
        for name in names.split(' ') {
            rows.insert(name.to_ascii_lowercase(), (name.to_owned(), canonical.to_owned()));
        }
    }
    let used: BTreeSet<&str> = windows.values().flat_map(|row| row.zones.split(' ')).collect();
    match used.iter().find(|zone| !rows.contains_key(&zone.to_ascii_lowercase())) {
        Some(zone) => Err(format!("{zone} has a Windows name and is no IANA name of CLDR").into()),
        None => Ok(rows),
    }
}

fn windows_file(rows: &Windows, version: &str) -> String {
    let mut table = String::new();
    for ((_, territory), row) in rows {
        let _ = writeln!(table, "    ({:?}, {territory:?}, {:?}),", row.name, row.zones);
    }
    let digest = digest(
        rows.iter()
            .map(|((_, territory), row)| format!("{}\t{territory}\t{}\n", row.name, row.zones)),
    );
    let what = "Windows name, territory, IANA names: by the name without case, then the territory";
    file(version, &digest, "WINDOWS", "(&str, &str, &str)", what, &table)
}

fn aliases_file(rows: &BTreeMap<String, (String, String)>, version: &str) -> String {
    let mut table = String::new();
    for (name, canonical) in rows.values() {
        let _ = writeln!(table, "    ({name:?}, {canonical:?}),");
    }
    let digest = digest(rows.values().map(|(name, canonical)| format!("{name}\t{canonical}\n")));
    let what = "IANA name, and the name it is an alias of (or itself): by the name without case";
    file(version, &digest, "ALIASES", "(&str, &str)", what, &table)
}

fn file(version: &str, digest: &str, name: &str, row: &str, what: &str, table: &str) -> String {
    // The crate shows the version of one table; its tests compare both.
    let only_tests = if name == "WINDOWS" { "" } else { "#[cfg(test)]\n" };
    format!(
        "// Written by `cargo xtask zones` from Unicode CLDR {version} (Unicode License V3). Do not edit.\n\n\
         /// The version of CLDR this was written from.\n\
         {only_tests}pub(crate) const VERSION: &str = {version:?};\n\n\
         /// SHA-256 of the rows, fields parted by tabs, a line each.\n\
         #[cfg(test)]\n\
         pub(crate) const DIGEST: &str = {digest:?};\n\n\
         /// {what}.\n\
         #[rustfmt::skip]\n\
         pub(crate) static {name}: &[{row}] = &[\n{table}];\n"
    )
}

fn digest(lines: impl Iterator<Item = String>) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line);
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
