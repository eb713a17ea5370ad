//! Certificates are verified, always.
#![expect(clippy::unwrap_used, reason = "a test helper may panic")]

use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use viaduc_rest::{Transport, TransportErrorKind};
use viaduc_rest_reqwest::{Options, ReqwestTransport};

/// A server whose certificate is for `name`; gives its port and the certificate as PEM.
async fn server(name: &str) -> (u16, Vec<u8>) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let Ok(mut socket) = acceptor.accept(socket).await else { continue };
            let mut asked = [0; 4096];
            let _ = socket.read(&mut asked).await;
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok";
            let _ = socket.write_all(answer).await;
            let _ = socket.shutdown().await;
        }
    });
    let pem = pem(cert.der());
    (port, pem)
}

fn pem(der: &[u8]) -> Vec<u8> {
    use std::fmt::Write;
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::from("-----BEGIN CERTIFICATE-----\n");
    for line in der.chunks(48) {
        for group in line.chunks(3) {
            let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
            let bits = bits << (8 * (3 - group.len()));
            for nth in 0..4 {
                let digit = ALPHABET[(bits >> (18 - 6 * nth) & 63) as usize] as char;
                let _ = write!(text, "{}", if nth <= group.len() { digit } else { '=' });
            }
        }
        text.push('\n');
    }
    text.push_str("-----END CERTIFICATE-----\n");
    text.into_bytes()
}

fn get(port: u16) -> Request<Bytes> {
    Request::get(format!("https://localhost:{port}/")).body(Bytes::new()).unwrap()
}

#[tokio::test]
async fn an_unknown_authority_is_refused_and_a_given_one_taken() {
    let (port, ca) = server("localhost").await;
    let transport = ReqwestTransport::new(Options::default()).unwrap();
    let error = transport.send(get(port)).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Tls, "{error}");
    assert!(error.never_sent() && !error.is_retryable());

    let mut options = Options::default();
    options.extra_ca = Some(ca);
    let transport = ReqwestTransport::new(options).unwrap();
    assert_eq!(transport.send(get(port)).await.unwrap().body().as_ref(), b"ok");
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let (port, ca) = server("mail.example").await;
    let mut options = Options::default();
    options.extra_ca = Some(ca);
    let transport = ReqwestTransport::new(options).unwrap();
    let error = transport.send(get(port)).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Tls, "{error}");
}
