use std::collections::BTreeSet;
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use viaduc_fidelity::{Converted, LossCode};

use crate::fixture::files;
use crate::{Fixture, check};

/// What a converter makes of a case: its text with the losses, or an error whose message the case can ask for.
pub type Outcome = Result<Converted<String>, Box<dyn std::error::Error>>;

/// Runs every case of a folder.
#[derive(Clone, Debug)]
pub struct Runner {
    folder: PathBuf,
    codes: Option<&'static [&'static LossCode]>,
    readme: Option<&'static str>,
}

type Cases = Arc<Vec<Fixture>>;

impl Runner {
    /// A runner over the `.toml` files in a folder and the folders inside.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), codes: None, readme: None }
    }

    /// The codes that the cases together must report, no more and no fewer.
    #[must_use]
    pub fn codes(mut self, codes: &'static [&'static LossCode]) -> Self {
        self.codes = Some(codes);
        self
    }

    /// A text that must name each of the codes between backticks.
    #[must_use]
    pub fn readme(mut self, text: &'static str) -> Self {
        self.readme = Some(text);
        self
    }

    /// Runs the cases as a test program: reads the arguments of `cargo test`, prints, and answers the exit status.
    pub fn run(&self, convert: fn(&Fixture) -> Outcome) -> ExitCode {
        let arguments = Arguments::from_args();
        libtest_mimic::run(&arguments, self.trials(convert, updating())).exit_code()
    }

    /// The tests, for a program that has others beside.
    #[must_use]
    pub fn trials(&self, convert: fn(&Fixture) -> Outcome, update: bool) -> Vec<Trial> {
        let mut trials = Vec::new();
        let mut cases = Vec::new();
        for path in files(&self.folder) {
            match Fixture::read(&self.folder, &path) {
                Ok(fixture) => cases.push(fixture),
                Err(error) => {
                    let name = path.display().to_string();
                    trials.push(Trial::test(name, move || Err(Failed::from(error))));
                }
            }
        }
        if cases.is_empty() {
            let folder = self.folder.display().to_string();
            trials.push(Trial::test("fixtures", move || {
                Err(Failed::from(format!("no case in {folder}")))
            }));
        }
        let cases: Cases = Arc::new(cases);
        for (position, fixture) in cases.iter().enumerate() {
            let cases = Arc::clone(&cases);
            let test = move || match cases.get(position) {
                Some(fixture) => check::case(fixture, convert, update).map_err(Failed::from),
                None => Ok(()),
            };
            trials.push(Trial::test(fixture.name.clone(), test));
        }
        trials.extend(self.whole(&cases, convert));
        trials
    }

    fn whole(&self, cases: &Cases, convert: fn(&Fixture) -> Outcome) -> Vec<Trial> {
        let Some(codes) = self.codes else { return Vec::new() };
        let declared: BTreeSet<&'static str> = codes.iter().map(|code| code.name).collect();
        let mut trials = Vec::new();
        if let Some(readme) = self.readme {
            let declared = declared.clone();
            trials.push(Trial::test("codes::documented", move || documented(&declared, readme)));
        }
        let cases = Arc::clone(cases);
        trials.push(Trial::test("codes::shown", move || {
            let converted = cases.iter().filter_map(|fixture| convert(fixture).ok());
            let shown: BTreeSet<&'static str> = converted
                .flat_map(|converted| converted.into_parts().1)
                .map(|loss| loss.code.name)
                .collect();
            same(&declared, &shown)
        }));
        trials
    }
}

fn same(declared: &BTreeSet<&str>, shown: &BTreeSet<&str>) -> Result<(), Failed> {
    let list = |set: Vec<&&str>| set.iter().map(|code| format!("\n    {code}")).collect::<String>();
    let unshown = list(declared.difference(shown).collect());
    let undeclared = list(shown.difference(declared).collect());
    if unshown.is_empty() && undeclared.is_empty() {
        return Ok(());
    }
    Err(Failed::from(format!(
        "declared codes that no case shows:{unshown}\nreported codes that are not declared:{undeclared}"
    )))
}

fn documented(declared: &BTreeSet<&str>, readme: &str) -> Result<(), Failed> {
    let missing: Vec<_> =
        declared.iter().filter(|code| !readme.contains(&format!("`{code}`"))).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failed::from(format!("codes that the text does not name: {missing:?}")))
}

/// Whether the environment asks for the cases to be rewritten.
#[expect(clippy::disallowed_methods, reason = "a test program has no other place for this switch")]
fn updating() -> bool {
    env::var_os("UPDATE_FIXTURES").is_some_and(|value| !value.is_empty() && value != "0")
}
