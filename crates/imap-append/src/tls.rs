use std::sync::Arc;

use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};

use rustls_platform_verifier::Verifier;

use crate::{Error, ErrorKind};

const OPERATION: &str = "connect";

/// TLS over `stream`, with the host system's authorities and `authorities`.
pub(crate) async fn wrap(
    stream: TcpStream,
    host: &str,
    authorities: &[Vec<u8>],
) -> Result<TlsStream<TcpStream>, Error> {
    let tls = |detail: String| Error::new(ErrorKind::Tls, OPERATION, detail);
    let provider = Arc::new(ring::default_provider());
    let extra: Vec<_> = authorities.iter().map(|der| CertificateDer::from(der.clone())).collect();
    let verifier = Verifier::new_with_extra_roots(extra, Arc::clone(&provider))
        .map_err(|e| tls("the given authorities cannot be used".into()).because(e))?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| tls("TLS cannot be set up".into()).because(e))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned())
        .map_err(|e| tls(format!("{host} is no host name a certificate could have")).because(e))?;
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
        .map_err(|e| tls(format!("no TLS with {host}: {e}")))
}
