//! Every set of features of the crates that have no input and output, each crate alone so that features do not unify.

use cargo_metadata::{MetadataCommand, Package};

use crate::Failure;
use crate::shell::{cargo, root, run};

/// The crates of levels 0 to 2, as ARCHITECTURE.md draws them.
const PURE: [&str; 15] = [
    "viaduc-fidelity",
    "viaduc-contentline",
    "viaduc-html",
    "viaduc-identities",
    "viaduc-timezones",
    "viaduc-wire",
    "viaduc-graph-types",
    "viaduc-bluemind-types",
    "viaduc-graph-icalendar",
    "viaduc-graph-vcard",
    "viaduc-bluemind-icalendar",
    "viaduc-bluemind-vcard",
    "viaduc-mime-normalise",
    "viaduc-rest",
    "viaduc-pipeline",
];

/// Checks each crate with each set of its features.
pub(crate) fn powerset() -> Result<(), Failure> {
    let mut metadata = MetadataCommand::new();
    let metadata = metadata.manifest_path(root().join("Cargo.toml")).no_deps().exec()?;
    for package in metadata.packages.iter().filter(|p| PURE.contains(&p.name.as_str())) {
        for set in sets(package) {
            println!("{} [{set}]", package.name);
            run(cargo(&[
                "check",
                "--quiet",
                "--package",
                &package.name,
                "--no-default-features",
                "--features",
                &set,
            ]))?;
        }
    }
    Ok(())
}

/// The sets, comma-separated; the feature `default` is the caller's business.
fn sets(package: &Package) -> Vec<String> {
    let features: Vec<&str> =
        package.features.keys().map(String::as_str).filter(|name| *name != "default").collect();
    let mut sets = vec![String::new()];
    for feature in features {
        let with: Vec<String> = sets.iter().map(|set| format!("{set},{feature}")).collect();
        sets.extend(with);
    }
    sets.iter().map(|set| set.trim_start_matches(',').to_owned()).collect()
}
