//! What can be chosen.

use std::time::Duration;

use url::Url;

/// How connections are made. Any combination is valid; what cannot be read is refused by
/// [`ReqwestTransport::new`](crate::ReqwestTransport::new).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// How long making a connection may take, TLS included.
    pub connect_timeout: Duration,
    /// How long the server may say nothing while an answer is awaited or read.
    pub read_timeout: Duration,
    /// How long a whole exchange may take, unless its request says otherwise
    /// ([`Patience`](viaduc_rest::Patience)).
    pub timeout: Duration,
    /// The largest answer taken into memory, in bytes, unless its request says otherwise
    /// ([`SizeLimit`](viaduc_rest::SizeLimit)).
    pub size_limit: u64,
    /// Certificates of further authorities, PEM, trusted beside those of the machine.
    pub extra_ca: Option<Vec<u8>>,
    /// Whether a proxy stands between. The loopback interface is always reached without one.
    pub proxy: Proxying,
    /// The `User-Agent`.
    pub user_agent: String,
}

/// Whether a proxy stands between.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proxying {
    /// As `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say.
    Environment,
    /// None.
    Direct,
    /// This one.
    Through(Url),
}

impl Default for Options {
    /// 20 s to connect, 120 s of silence, 300 s in all, 256 MB, the proxy of the environment.
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(20),
            read_timeout: Duration::from_secs(120),
            timeout: Duration::from_secs(300),
            size_limit: 256 << 20,
            extra_ca: None,
            proxy: Proxying::Environment,
            user_agent: concat!("viaduc/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// Why no transport can be made of the options.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// The extra CA file holds no certificate, or a broken one.
    #[error("the extra CA file is not a PEM file with at least one certificate: {0}")]
    ExtraCa(String),
    /// The TLS library refuses the settings.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] rustls::Error),
    /// The HTTP library refuses the settings.
    #[error("the HTTP client cannot be set up")]
    Http(#[source] reqwest::Error),
}
