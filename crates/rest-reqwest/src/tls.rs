//! TLS: rustls with the ring provider, the machine's trusted roots, and nobody's word for it.
//!
//! The provider is given to the configuration itself instead of being installed for the process: a program
//! with another default keeps it, a second transport cannot clash, and nothing panics for lack of one.

use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;

use crate::SetupError;

/// A TLS configuration, and whether this machine trusts anybody at all.
pub(crate) struct Tls {
    pub(crate) config: ClientConfig,
    pub(crate) without_roots: bool,
}

pub(crate) fn configure(extra_ca: Option<&[u8]>) -> Result<Tls, SetupError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let extra = extra_ca.map(certificates).transpose()?.unwrap_or_default();
    for certificate in &extra {
        // The platform verifier's roots are read leniently; a broken one given on purpose is an error.
        RootCertStore::empty()
            .add(certificate.clone())
            .map_err(|error| SetupError::ExtraCa(error.to_string()))?;
    }
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()?;
    let (mut config, without_roots) = match Verifier::new_with_extra_roots(extra, provider) {
        Ok(verifier) => {
            let verifier: Arc<dyn ServerCertVerifier> = Arc::new(verifier);
            let builder = builder.dangerous().with_custom_certificate_verifier(verifier);
            (builder.with_no_client_auth(), false)
        }
        // A machine without a single root (a bare container) can still talk to its own loopback: every
        // certificate is refused, and the refusal says why.
        Err(_) => {
            let builder = builder.with_root_certificates(RootCertStore::empty());
            (builder.with_no_client_auth(), true)
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Tls { config, without_roots })
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, SetupError> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let found = found.map_err(|error| SetupError::ExtraCa(error.to_string()))?;
    if found.is_empty() {
        return Err(SetupError::ExtraCa("no certificate in it".to_owned()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extra_authority_is_read_or_refused() {
        assert!(configure(None).is_ok());
        for bad in [
            &b""[..],
            b"nothing",
            b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            assert!(matches!(configure(Some(bad)), Err(SetupError::ExtraCa(_))));
        }
    }
}
