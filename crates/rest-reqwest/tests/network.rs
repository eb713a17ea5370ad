//! The transport against sockets on the loopback interface.
#![expect(clippy::unwrap_used, reason = "a test helper may panic")]

use bytes::Bytes;
use http::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use viaduc_rest::{SizeLimit, Transport, TransportErrorKind as Kind};
use viaduc_rest_reqwest::{Options, ReqwestTransport};

fn transport() -> ReqwestTransport {
    ReqwestTransport::new(Options::default()).unwrap()
}

fn get(url: &str) -> Request<Bytes> {
    Request::get(url).body(Bytes::new()).unwrap()
}

/// Answers each connection with the next text, then closes it. Gives back `host:port`.
async fn server(answers: Vec<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        for answer in answers {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut asked = [0; 4096];
            let _ = socket.read(&mut asked).await;
            let _ = socket.write_all(answer.as_bytes()).await;
        }
    });
    address
}

#[tokio::test]
async fn an_answer_of_any_status_is_an_answer() {
    let text = "HTTP/1.1 418 No\r\ncontent-length: 3\r\nx-a: b\r\nconnection: close\r\n\r\ntea";
    let address = server(vec![text.to_owned()]).await;
    let response = transport().send(get(&format!("http://{address}/x"))).await.unwrap();
    assert_eq!((response.status().as_u16(), response.body().as_ref()), (418, &b"tea"[..]));
    assert_eq!(response.headers()["x-a"], "b");
}

#[tokio::test]
async fn plain_http_goes_nowhere_else() {
    let error = transport().send(get("http://mail.example/api")).await.unwrap_err();
    assert_eq!(error.kind(), Kind::PlainHttp);
    assert_eq!(error.to_string(), "plain http refused to mail.example");
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error =
        transport().send(get(&format!("http://{address}/?token=secret"))).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Refused, "{error}");
    assert!(error.never_sent() && error.to_string().contains(&address.to_string()));
    assert!(!error.to_string().contains("secret"));
}

#[tokio::test]
async fn a_name_without_address() {
    let error = transport().send(get("https://nowhere.invalid/")).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Dns, "{error}");
    assert!(error.never_sent());
}

#[tokio::test]
async fn no_tls_where_tls_is_awaited() {
    let address = server(vec!["HTTP/1.1 400 Plain\r\n\r\n".to_owned(); 2]).await;
    let error = transport().send(get(&format!("https://{address}/"))).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Tls, "{error}");
}

#[tokio::test]
async fn an_answer_cut_off_is_none() {
    let text = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"value\"";
    let address = server(vec![text.to_owned()]).await;
    let error = transport().send(get(&format!("http://{address}/"))).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Closed, "{error}");
    assert!(!error.never_sent() && error.is_retryable());
}

#[tokio::test]
async fn a_large_answer_is_not_read() {
    let text = format!("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}", "x".repeat(100));
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n14\r\nxxxxxxxxxxxxxxxxxxxx\r\n0\r\n\r\n";
    let address = server(vec![text, chunked.to_owned()]).await;
    for _ in 0..2 {
        let mut request = get(&format!("http://{address}/"));
        request.extensions_mut().insert(SizeLimit(10));
        assert_eq!(transport().send(request).await.unwrap_err().kind(), Kind::TooLarge);
    }
}

#[tokio::test]
async fn redirects_stay_on_the_host() {
    let close = "content-length: 0\r\nconnection: close\r\n\r\n";
    let address = server(vec![
        format!("HTTP/1.1 302 Found\r\nlocation: /there\r\n{close}"),
        format!("HTTP/1.1 200 OK\r\n{close}"),
        format!("HTTP/1.1 307 Away\r\nlocation: https://evil.example/\r\n{close}"),
        format!("HTTP/1.1 302 Found\r\nlocation: /login\r\n{close}"),
    ])
    .await;
    let url = format!("http://{address}/here");
    assert_eq!(transport().send(get(&url)).await.unwrap().status().as_u16(), 200);
    let error = transport().send(get(&url)).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Redirect);
    assert!(error.to_string().contains("evil.example"));
    let post = Request::post(&url).body(Bytes::from("x")).unwrap();
    assert_eq!(transport().send(post).await.unwrap().status().as_u16(), 302);
}
