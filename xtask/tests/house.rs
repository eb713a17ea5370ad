//! The house rules that the compiler does not know: levels, licences, lints, and the size of files.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, where a failure is a failure"
)]
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// The level of each crate (ARCHITECTURE.md). A crate uses only its own level and lower ones.
const LEVELS: [(&str, u8); 26] = [
    ("fidelity", 0),
    ("contentline", 0),
    ("html", 0),
    ("identities", 0),
    ("timezones", 0),
    ("wire", 0),
    ("graph-types", 1),
    ("bluemind-types", 1),
    ("graph-icalendar", 2),
    ("graph-vcard", 2),
    ("bluemind-icalendar", 2),
    ("bluemind-vcard", 2),
    ("mime-normalise", 2),
    ("tnef", 2),
    ("rest", 3),
    ("rest-reqwest", 4),
    ("graph-client", 4),
    ("bluemind-client", 4),
    ("imap-append", 4),
    ("pipeline", 5),
    ("ledger", 5),
    ("report", 5),
    ("viaduc", 5),
    ("graph-testserver", 6),
    ("bluemind-testserver", 6),
    ("fixture-runner", 6),
];

/// What no crate below level 4 reaches, and no client without its default features.
const EDGE: [&str; 5] = ["tokio", "reqwest", "hyper", "rusqlite", "rustls"];

/// What the test servers must not share a mistake with.
const OURS: [&str; 9] = [
    "viaduc-rest",
    "viaduc-rest-reqwest",
    "viaduc-graph-client",
    "viaduc-bluemind-client",
    "viaduc-imap-append",
    "viaduc-graph-icalendar",
    "viaduc-graph-vcard",
    "viaduc-bluemind-icalendar",
    "viaduc-bluemind-vcard",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path(root().join("Cargo.toml")).exec().unwrap()
}

/// The crates of the workspace, without `viaduc-`.
fn crates(metadata: &Metadata) -> Vec<(&Package, String)> {
    let ours = metadata.workspace_packages().into_iter();
    ours.filter(|package| package.manifest_path.as_str().contains("/crates/"))
        .map(|package| (package, package.name.trim_start_matches("viaduc-").to_owned()))
        .collect()
}

fn level(name: &str) -> u8 {
    let found = LEVELS.iter().find(|(known, _)| *known == name.trim_start_matches("viaduc-"));
    found.unwrap_or_else(|| panic!("{name} has no level: add it here and to ARCHITECTURE.md")).1
}

/// The normal and build dependencies.
fn uses(package: &Package) -> impl Iterator<Item = &cargo_metadata::Dependency> {
    package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development)
}

#[test]
fn a_crate_uses_only_its_own_level_and_lower_ones() {
    let metadata = metadata();
    for (package, name) in crates(&metadata) {
        for dependency in uses(package).filter(|d| d.name.starts_with("viaduc")) {
            assert!(level(&dependency.name) <= level(&name), "{name} uses {}", dependency.name);
        }
    }
}

#[test]
fn only_the_edge_reaches_the_world() {
    let metadata = metadata();
    for (package, name) in crates(&metadata) {
        let direct: BTreeSet<&str> =
            uses(package).filter(|d| !d.optional).map(|d| d.name.as_str()).collect();
        if level(&name) < 4 {
            let reached = EDGE.iter().find(|edge| direct.contains(**edge));
            assert_eq!(reached, None, "{name} of level {} uses it", level(&name));
        }
    }
}

#[test]
fn the_test_servers_share_no_mistake_with_the_clients() {
    let metadata = metadata();
    for (package, name) in crates(&metadata).iter().filter(|(_, name)| name.ends_with("testserver"))
    {
        let ours: Vec<&str> =
            uses(package).map(|d| d.name.as_str()).filter(|name| OURS.contains(name)).collect();
        assert!(ours.is_empty(), "{name} uses {ours:?}");
    }
}

#[test]
fn every_crate_inherits_lints_licence_and_version() {
    let metadata = metadata();
    for package in metadata.workspace_packages() {
        let manifest = std::fs::read_to_string(&package.manifest_path).unwrap();
        for line in
            ["[lints]\nworkspace = true", "license.workspace = true", "version.workspace = true"]
        {
            assert!(manifest.contains(line), "{} lacks {line:?}", package.manifest_path);
        }
        assert!(package.description.is_some(), "{} has no description", package.name);
    }
}

#[test]
fn every_crate_has_a_readme_that_is_its_documentation() {
    let metadata = metadata();
    for (package, name) in crates(&metadata) {
        let folder = package.manifest_path.parent().unwrap();
        let library = std::fs::read_to_string(folder.join("src/lib.rs")).unwrap();
        assert!(library.contains("#![doc = include_str!(\"../README.md\")]"), "{name}");
        let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
        assert!(readme.lines().count() > 15, "{name}: its README says too little");
    }
}

#[test]
fn every_licence_is_permissive() {
    let policy = std::fs::read_to_string(root().join("deny.toml")).unwrap();
    let policy: toml::Table = policy.parse().unwrap();
    let allowed: BTreeSet<&str> = policy["licenses"]["allow"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l.as_str().unwrap())
        .collect();
    for package in metadata().packages {
        let licence = package.license.clone().unwrap_or_default().replace('/', " OR ");
        // Any alternative will do, if each of its parts does.
        let fine = licence.replace(['(', ')'], "").split(" OR ").any(|alternative| {
            alternative.split(" AND ").all(|part| allowed.contains(part.trim()))
        });
        assert!(fine, "{} {}: {licence:?}", package.name, package.version);
    }
}

#[test]
fn files_are_short_enough_to_be_read() {
    let mut long = BTreeMap::new();
    let mut waiting = vec![root().join("crates"), root().join("examples"), root().join("xtask")];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == "rs")
            && !path.components().any(|part| part.as_os_str() == "generated")
        {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            if lines > 400 {
                long.insert(path, lines);
            }
        }
    }
    assert!(long.is_empty(), "over 400 lines: {long:#?}");
}
