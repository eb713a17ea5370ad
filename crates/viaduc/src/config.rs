//! The configuration of a migration: TOML, without secrets.

use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Deserialize;
use viaduc_pipeline::Trouble;

/// A migration's configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// The source.
    pub graph: GraphConfig,
    /// The target.
    pub bluemind: BlueMindConfig,
    /// What was done.
    #[serde(default)]
    pub ledger: LedgerConfig,
    /// What is to be done.
    #[serde(default)]
    pub run: RunConfig,
}

/// `[graph]`: the source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GraphConfig {
    /// The API's root with its version. Default: the worldwide cloud's.
    #[serde(default = "graph_base_url")]
    pub base_url: String,
    /// Where tokens come from: the cloud's authority with the tenant in the path.
    pub token_url: String,
    /// The application's id.
    pub client_id: String,
    /// The environment variable that holds the application's secret.
    pub client_secret_env: Option<String>,
    /// The file that holds the application's secret.
    pub client_secret_file: Option<PathBuf>,
    /// A certificate instead of a secret. Not supported yet: it is refused with a message, not passed over.
    pub client_certificate: Option<PathBuf>,
}

/// `[bluemind]`: the target.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BlueMindConfig {
    /// The root of the REST interface: `https://HOST/api`.
    pub base_url: String,
    /// Who logs in: an administrator who may act as the users. Default: the platform's administrator.
    #[serde(default = "bluemind_login")]
    pub login: String,
    /// The environment variable that holds the password.
    pub password_env: Option<String>,
    /// The file that holds the password.
    pub password_file: Option<PathBuf>,
    /// The environment variable that holds an API key of the administrator, instead of a password.
    pub api_key_env: Option<String>,
    /// The file that holds the API key.
    pub api_key_file: Option<PathBuf>,
    /// The uid of the domain.
    pub domain: String,
    /// The IMAP server: `imaps://HOST[:PORT]`, or `imap://` for a loopback address. Needed for mail.
    pub imap: Option<String>,
    /// The largest message the server takes, in bytes. Default: 20,000,000, BlueMind's own.
    #[serde(default = "message_limit")]
    pub message_limit: u64,
    /// Certificates (PEM) of authorities to trust beside those of the system.
    pub authorities: Option<PathBuf>,
}

/// `[ledger]`: what was done.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LedgerConfig {
    /// `sqlite://FILE`. Default: `viaduc.db` in the current folder.
    #[serde(default = "ledger_url")]
    pub url: String,
}

/// `[run]`: what is to be done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RunConfig {
    /// The addresses of the mailboxes. Absent: everyone the application may read.
    pub users: Option<Vec<String>>,
    /// `mail`, `calendar`, `contacts`, `tasks`, `settings`, `shares`, `resources`. Absent: all of them.
    pub kinds: Option<Vec<String>>,
    /// Mailboxes at once. Default: 8.
    pub concurrency: Option<usize>,
}

fn graph_base_url() -> String {
    "https://graph.microsoft.com/v1.0".to_owned()
}

fn bluemind_login() -> String {
    "admin0@global.virt".to_owned()
}

fn message_limit() -> u64 {
    20_000_000
}

fn ledger_url() -> String {
    "sqlite://viaduc.db".to_owned()
}

impl Default for LedgerConfig {
    fn default() -> Self {
        Self { url: ledger_url() }
    }
}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    /// [`Trouble`] of scope run, which names the line and the key.
    pub fn parse(toml: &str) -> Result<Self, Trouble> {
        toml::from_str(toml).map_err(|error: toml::de::Error| {
            let line = error.span().map_or(1, |span| {
                toml.get(..span.start).unwrap_or_default().matches('\n').count() + 1
            });
            Trouble::run(format!("line {line} of the configuration: {}", error.message()))
        })
    }

    /// Reads a configuration file.
    ///
    /// # Errors
    /// [`Trouble`] of scope run.
    pub fn read(file: &Path) -> Result<Self, Trouble> {
        let text = std::fs::read_to_string(file).map_err(|error| {
            Trouble::run(format!("the configuration {} cannot be read", file.display()))
                .because(error)
        })?;
        Self::parse(&text)
    }
}

impl GraphConfig {
    /// The application's secret.
    ///
    /// # Errors
    /// [`Trouble`] of scope run: no place is named, or there is nothing in it.
    pub fn secret(&self) -> Result<SecretString, Trouble> {
        if self.client_certificate.is_some() {
            return Err(Trouble::run("graph.client_certificate is not supported by this version")
                .remedy("use client_secret_env or client_secret_file"));
        }
        secret(
            "graph.client_secret",
            self.client_secret_env.as_deref(),
            self.client_secret_file.as_deref(),
        )
    }
}

/// The secret from whichever place is named.
pub(crate) fn secret(
    key: &str,
    env: Option<&str>,
    file: Option<&Path>,
) -> Result<SecretString, Trouble> {
    match (env, file) {
        (Some(name), None) => variable(name).map(SecretString::from).ok_or_else(|| {
            Trouble::run(format!("the environment variable {name} ({key}_env) is not set"))
                .remedy(format!("export {name} before the run, or use {key}_file"))
        }),
        (None, Some(path)) => match std::fs::read_to_string(path) {
            Ok(text) => Ok(SecretString::from(text.trim_end_matches(['\r', '\n']).to_owned())),
            Err(error) => {
                let message = format!("the file {} ({key}_file) cannot be read", path.display());
                Err(Trouble::run(message).because(error))
            }
        },
        (None, None) => Err(Trouble::run(format!("the configuration names no place for {key}"))
            .remedy(format!("set {key}_env or {key}_file"))),
        (Some(_), Some(_)) => {
            Err(Trouble::run(format!("the configuration names two places for {key}"))
                .remedy(format!("keep one of {key}_env and {key}_file")))
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "secrets come from the environment, by contract")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
