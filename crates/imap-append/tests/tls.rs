//! TLS is verified, always.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use viaduc_imap_append::{Connection, Credentials, ErrorKind, ImapUrl, Options};

/// A server whose certificate for `name` is signed by an authority of its own, which is answered in DER.
async fn server(name: &str) -> (ImapUrl, Vec<u8>) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let mut leaf = CertificateParams::new(vec![name.to_owned()]).unwrap();
    leaf.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth];
    let leaf = leaf.signed_by(&key, &authority).unwrap();
    let der = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], der)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(stream) = acceptor.accept(stream).await else { continue };
            let mut stream = BufReader::new(stream);
            let greeting = b"* PREAUTH [CAPABILITY IMAP4rev1 NAMESPACE] hello\r\n";
            stream.write_all(greeting).await.unwrap();
            stream.flush().await.unwrap();
            let mut line = String::new();
            while stream.read_line(&mut line).await.is_ok_and(|count| count > 0) {
                let tag = line.split(' ').next().unwrap();
                let answer = format!("* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n{tag} OK done\r\n");
                stream.write_all(answer.as_bytes()).await.unwrap();
                stream.flush().await.unwrap();
                line.clear();
            }
        }
    });
    (format!("imaps://localhost:{port}").parse().unwrap(), authority.der().to_vec())
}

#[tokio::test]
async fn only_a_trusted_certificate_for_this_host_is_taken() {
    let credentials = Credentials::new("alice", "secret");
    let (url, authority) = server("localhost").await;
    let mut options = Options::default();
    let error = Connection::connect(&url, &credentials, &options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls, "{error}");
    assert!(error.to_string().contains("check that the certificate"), "{error}");
    options.authorities = vec![authority];
    let connection = Connection::connect(&url, &credentials, &options).await.unwrap();
    assert_eq!(connection.separator(), Some('/'));

    let (url, authority) = server("other.example").await;
    options.authorities = vec![authority];
    let error = Connection::connect(&url, &credentials, &options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls, "{error}");
}

#[tokio::test]
async fn a_server_without_tls_is_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("imaps://localhost:{}", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"* OK no TLS here\r\n").await;
        }
    });
    let credentials = Credentials::new("alice", "secret");
    let url = url.parse().unwrap();
    let error = Connection::connect(&url, &credentials, &Options::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls, "{error}");
}
