use std::fmt;
use std::path::{Path, PathBuf};

use lexopt::{Arg, Parser};
use viaduc_identities::Identities;

/// The arguments that every converting program takes.
#[derive(Debug, Default)]
pub struct Common {
    /// `INPUT…`: files, folders, or `-`.
    pub inputs: Vec<PathBuf>,
    /// `--out DIR`: one file an item, instead of standard output.
    pub out: Option<PathBuf>,
    /// `--losses FILE`: one JSON object a loss.
    pub losses: Option<PathBuf>,
}

/// Why a program ends before it has begun: unusable arguments, or `--help`.
#[derive(Debug)]
#[non_exhaustive]
pub enum Stop {
    /// `--help`: the text goes to standard output, and the exit status is 0.
    Help(&'static str),
    /// The arguments cannot be used: one line on standard error, and exit status 2.
    Unusable(String),
}

impl Stop {
    /// Says it, and answers the exit status.
    #[must_use]
    pub fn exit(self) -> std::process::ExitCode {
        match self {
            Self::Help(text) => {
                println!("{text}");
                std::process::ExitCode::SUCCESS
            }
            Self::Unusable(reason) => {
                eprintln!("{reason}");
                std::process::ExitCode::from(2)
            }
        }
    }
}

impl<E: fmt::Display> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Unusable(format!("unusable arguments: {error}"))
    }
}

impl Common {
    /// Reads the command line. `own` is asked for each option that is not common and answers whether it knew it.
    ///
    /// # Errors
    /// [`Stop`], for unusable arguments or `--help`.
    pub fn parse(
        usage: &'static str,
        mut own: impl FnMut(&str, &mut Parser) -> Result<bool, lexopt::Error>,
    ) -> Result<Self, Stop> {
        let mut common = Self::default();
        let mut parser = Parser::from_env();
        while let Some(arg) = parser.next()? {
            match arg {
                Arg::Long("help") | Arg::Short('h') => return Err(Stop::Help(usage)),
                Arg::Long("out") => common.out = Some(parser.value()?.into()),
                Arg::Long("losses") => common.losses = Some(parser.value()?.into()),
                Arg::Value(input) => common.inputs.push(input.into()),
                Arg::Long(name) => {
                    let name = name.to_owned();
                    if !own(&name, &mut parser)? {
                        return Err(Stop::Unusable(format!(
                            "unusable arguments: no option --{name}; --help lists them"
                        )));
                    }
                }
                Arg::Short(_) => return Err(arg.unexpected().into()),
            }
        }
        if common.inputs.is_empty() {
            return Err(Stop::Unusable(
                "unusable arguments: no INPUT given; name a file, a folder, or - for standard input"
                    .to_owned(),
            ));
        }
        Ok(common)
    }
}

/// Reads `--resolve FILE`: a JSON object from X.500 names or aliases to SMTP addresses.
///
/// # Errors
/// [`Stop`], if the file cannot be read or is no such object.
pub fn identities(file: &Path) -> Result<Identities, Stop> {
    let unusable = |what: &dyn fmt::Display| Stop::Unusable(format!("{}: {what}", file.display()));
    let text = std::fs::read(file).map_err(|error| unusable(&error))?;
    let names: std::collections::BTreeMap<String, String> = serde_json::from_slice(&text)
        .map_err(|error| unusable(&format_args!("not a JSON object of addresses: {error}")))?;
    Ok(names.into_iter().collect())
}
