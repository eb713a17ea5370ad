//! No more than four requests at once in a mailbox, and one wait for all of them.
#![expect(clippy::unwrap_used, reason = "a test helper may panic")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures::executor::block_on;
use futures::future::join_all;
use http::{Request, Response};
use secrecy::SecretString;
use viaduc_graph_client::{ClientCredentials, GraphClient, Options, messages};
use viaduc_rest::script::{MadeUpClock, Script};
use viaduc_rest::{BaseUrl, Transport, TransportError};

/// Answers everything, each after a few turns of the others, and counts what is on the way.
#[derive(Clone, Default)]
struct Counting {
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl Transport for Counting {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        for _ in 0..5 {
            turn().await;
        }
        self.now.fetch_sub(1, Ordering::SeqCst);
        let token = r#"{"token_type":"Bearer","expires_in":3600,"access_token":"t"}"#;
        let body = if request.uri().path().ends_with("token") { token } else { "From: x\r\n\r\n" };
        Ok(Response::new(Bytes::from_static(body.as_bytes())))
    }
}

/// Lets the others go first, once.
async fn turn() {
    let mut first = true;
    std::future::poll_fn(|cx| {
        if !std::mem::take(&mut first) {
            return std::task::Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

fn options() -> Options {
    let token = BaseUrl::parse("https://login.example/t/oauth2/v2.0/token").unwrap();
    let credentials = ClientCredentials::new(token, "app", SecretString::from("s3cret"));
    Options::new(BaseUrl::parse("https://graph.example/v1.0").unwrap(), credentials)
}

#[test]
fn four_at_once_in_one_mailbox_and_more_in_several() {
    for (mailboxes, most) in [(1, 4), (3, 12)] {
        let transport = Counting::default();
        let client = GraphClient::new(transport.clone(), MadeUpClock::new(), options());
        let calls: Vec<_> = (0..30)
            .map(|n| messages::Value::new(format!("u{}", n % mailboxes), format!("m{n}").as_str()))
            .collect();
        let answers = block_on(join_all(calls.iter().map(|call| client.call(call))));
        assert!(answers.iter().all(Result::is_ok));
        assert_eq!(transport.most.load(Ordering::SeqCst), most);
    }
}

#[test]
fn a_wait_asked_for_holds_for_the_whole_mailbox() {
    let token = r#"{"token_type":"Bearer","expires_in":9000,"access_token":"t"}"#;
    let script = Script::new()
        .json(200, token)
        .answer(429, "")
        .header("retry-after", "3600")
        .answer(429, "")
        .header("retry-after", "60")
        .answer(200, "From: a\r\n\r\n")
        .answer(200, "From: b\r\n\r\n");
    let clock = MadeUpClock::new();
    let client = GraphClient::new(script, clock.clone(), options());
    let value = messages::Value::new("u", "m");
    // An hour is more than a caller waits; nobody else is held up by it.
    let error = block_on(client.call(&value)).unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    let both = async { futures::join!(client.call(&value), client.call(&value)) };
    let (first, second) = block_on(both);
    assert!(first.is_ok() && second.is_ok());
    assert!(clock.waits().iter().sum::<Duration>() >= Duration::from_secs(60));
}
