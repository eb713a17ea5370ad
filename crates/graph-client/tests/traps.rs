//! Each trap of the service, with a scripted transport and made-up time.
#![expect(clippy::unwrap_used, reason = "a test helper may panic")]

use std::time::Duration;

use futures::executor::block_on;
use secrecy::SecretString;
use viaduc_graph_client::{
    ClientCredentials, DeltaStep, ErrorKind, GraphClient, Options, contacts, events, mail_folders,
    messages, users,
};
use viaduc_graph_types::DeltaLink;
use viaduc_rest::BaseUrl;
use viaduc_rest::TransportErrorKind;
use viaduc_rest::script::{MadeUpClock, Script};

const TOKEN: &str = r#"{"token_type":"Bearer","expires_in":3600,"access_token":"tok-1"}"#;
const TOKEN_2: &str = r#"{"token_type":"Bearer","expires_in":3600,"access_token":"tok-2"}"#;

fn client(script: &Script) -> (GraphClient<Script, MadeUpClock>, MadeUpClock) {
    let credentials = ClientCredentials::new(
        BaseUrl::parse("https://login.example/tenant/oauth2/v2.0/token").unwrap(),
        "app",
        SecretString::from("s3cret-value"),
    );
    let options = Options::new(BaseUrl::parse("https://graph.example/v1.0").unwrap(), credentials);
    let clock = MadeUpClock::new();
    (GraphClient::new(script.clone(), clock.clone(), options), clock)
}

fn token_of(script: &Script, nth: usize) -> String {
    script.requests()[nth].headers()["authorization"].to_str().unwrap().to_owned()
}

#[test]
fn one_token_serves_many_and_is_renewed_early() {
    let user = r#"{"id":"u1"}"#;
    let script = Script::new()
        .json(200, TOKEN)
        .json(200, user)
        .json(200, user)
        .json(200, TOKEN_2)
        .json(200, user);
    let (client, clock) = client(&script);
    block_on(client.call(&users::Get::new("u1"))).unwrap();
    block_on(client.call(&users::Get::new("u1"))).unwrap();
    clock.advance(Duration::from_secs(3301));
    block_on(client.call(&users::Get::new("u1"))).unwrap();
    assert_eq!(token_of(&script, 2), "Bearer tok-1");
    assert_eq!(token_of(&script, 4), "Bearer tok-2");
    assert_eq!(script.requests()[0].uri().host(), Some("login.example"));
    let body = String::from_utf8_lossy(script.requests()[0].body()).into_owned();
    assert!(body.contains("scope=https%3A%2F%2Fgraph.example%2F.default"), "{body}");
}

#[test]
fn a_refused_token_is_renewed_once() {
    let refused = r#"{"error":{"code":"InvalidAuthenticationToken","message":"expired"}}"#;
    let script = Script::new()
        .json(200, TOKEN)
        .json(401, refused)
        .json(200, TOKEN_2)
        .json(200, r#"{"id":"u1"}"#);
    let (client, _) = client(&script);
    block_on(client.call(&users::Get::new("u1"))).unwrap();
    assert_eq!(token_of(&script, 3), "Bearer tok-2");

    let script =
        Script::new().json(200, TOKEN).json(401, refused).json(200, TOKEN_2).json(401, refused);
    let (client, _) = self::client(&script);
    let error = block_on(client.call(&users::Get::new("u1"))).unwrap_err();
    assert_eq!((error.kind(), script.left()), (ErrorKind::Unauthenticated, 0));
    assert!(!error.to_string().contains("tok-"));
}

#[test]
fn a_wrong_secret_says_so_and_is_not_repeated() {
    let body = r#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.","error_codes":[7000215]}"#;
    let script = Script::new().json(401, body);
    let (client, clock) = client(&script);
    let error = block_on(client.sign_in()).unwrap_err();
    assert_eq!(error.code(), Some("AADSTS7000215"));
    assert!(error.hint().unwrap().contains("secret is wrong"));
    assert!(clock.waits().is_empty() && !format!("{client:?}{error:?}").contains("s3cret"));
}

#[test]
fn pages_are_followed_as_written_and_only_home() {
    let first = r#"{"value":[{"id":"a"}],"@odata.nextLink":"https://graph.example/v1.0/users?$skiptoken=X%2fy"}"#;
    let empty = r#"{"value":[],"@odata.nextLink":"https://graph.example/v1.0/users?$skiptoken=Z"}"#;
    let script = Script::new()
        .json(200, TOKEN)
        .json(200, first)
        .json(200, empty)
        .json(200, r#"{"value":[{"id":"b"},7]}"#);
    let (client, _) = client(&script);
    let all = block_on(client.all(users::List::new())).unwrap();
    assert_eq!((all.items.len(), all.unreadable.len()), (2, 1));
    assert_eq!(script.lines()[2], "GET /v1.0/users?$skiptoken=X%2fy");

    let evil = r#"{"value":[{"id":"a"}],"@odata.nextLink":"https://graph.example.evil.test/v1.0/users?x"}"#;
    let script = Script::new().json(200, TOKEN).json(200, evil);
    let (client, _) = self::client(&script);
    let error = block_on(client.all(users::List::new())).unwrap_err();
    assert_eq!((error.kind(), script.requests().len()), (ErrorKind::ForeignLink, 2));
}

#[test]
fn a_page_without_value_is_asked_for_again() {
    let script = Script::new()
        .json(200, TOKEN)
        .json(200, r#"{"@odata.context":"x"}"#)
        .json(200, r#"{"value":[],"@odata.nextLink":7}"#)
        .json(200, r#"{"value":[{"id":"a"}]}"#);
    let (client, _) = client(&script);
    assert_eq!(block_on(client.all(users::List::new())).unwrap().items.len(), 1);
    assert_eq!(script.left(), 0);
}

#[test]
fn preferences_are_given_again_with_each_page() {
    let next = r#"{"value":[],"@odata.nextLink":"https://graph.example/v1.0/users/u/mailFolders/delta?$skiptoken=1"}"#;
    let last = r#"{"value":[],"@odata.deltaLink":"https://graph.example/v1.0/users/u/mailFolders/delta?$deltatoken=1"}"#;
    let script = Script::new().json(200, TOKEN).json(200, next).json(200, last);
    let (client, _) = client(&script);
    let round = block_on(client.delta(mail_folders::Delta::new("u"), None).collect()).unwrap();
    assert!(round.link.as_str().ends_with("$deltatoken=1"));
    for request in &script.requests()[1..] {
        let preferences: Vec<_> = request.headers().get_all("prefer").iter().collect();
        assert_eq!(preferences, ["odata.maxpagesize=250", "IdType=\"ImmutableId\""]);
    }
}

#[test]
fn a_stale_delta_link_starts_again_and_says_so() {
    let last = r#"{"value":[{"id":"m"}],"@odata.deltaLink":"https://graph.example/d?2"}"#;
    let gone = r#"{"error":{"code":"SyncStateNotFound","message":"generation=149"}}"#;
    let malformed = r#"{"error":{"code":"ErrorInvalidIdMalformed","message":"Id is malformed."}}"#;
    for (status, body) in [(410, gone), (400, malformed), (400, "{}"), (410, "")] {
        let script = Script::new().json(200, TOKEN).json(status, body).json(200, last);
        let (client, _) = client(&script);
        let link = DeltaLink::from("https://graph.example/d?1");
        let mut delta = client.delta(messages::Delta::new("u", "f"), Some(&link));
        assert!(matches!(block_on(delta.next()).unwrap(), DeltaStep::Restart(_)));
        assert!(
            matches!(block_on(delta.next()).unwrap(), DeltaStep::Page(page) if page.items.len() == 1)
        );
        assert!(
            matches!(block_on(delta.next()).unwrap(), DeltaStep::End(link) if link.as_str().ends_with("d?2"))
        );
        assert!(
            script.lines()[2]
                .starts_with("GET /v1.0/users/u/mailFolders/f/messages/delta?$select=")
        );
    }
    let (client, _) = client(&Script::new());
    let foreign = DeltaLink::from("https://evil.test/d?1");
    let mut delta = client.delta(messages::Delta::new("u", "f"), Some(&foreign));
    assert_eq!(block_on(delta.next()).unwrap_err().kind(), ErrorKind::ForeignLink);
}

#[test]
fn a_round_without_a_link_is_no_round() {
    let script = Script::new().json(200, TOKEN).json(200, r#"{"value":[]}"#);
    let (client, _) = client(&script);
    let outcome = block_on(client.delta(contacts::Delta::new("u", "f"), None).collect());
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::UnexpectedReply);
}

#[test]
fn a_throttled_mailbox_waits_as_asked() {
    let throttled = r#"{"error":{"code":"ApplicationThrottled","message":"Application is over its MailboxConcurrency limit."}}"#;
    let script = Script::new()
        .json(200, TOKEN)
        .json(429, throttled)
        .header("retry-after", "10")
        .answer(503, "")
        .fault(TransportErrorKind::Closed)
        .json(504, "<html>")
        .answer(200, "From: a@b.example\r\n\r\n");
    let (client, clock) = client(&script);
    let mime = block_on(client.call(&messages::Value::new("u", "m"))).unwrap();
    assert!(mime.starts_with(b"From:"));
    assert!(clock.waits()[0] >= Duration::from_secs(10));
    assert_eq!(script.left(), 0);
}

#[test]
fn a_mailbox_that_cannot_be_read_is_told_from_one_that_fails() {
    let cases = [
        (404, "MailboxNotEnabledForRESTAPI", ErrorKind::MailboxNotEnabled),
        (403, "ErrorAccessDenied", ErrorKind::MailboxOutOfScope),
        (404, "ErrorInvalidUser", ErrorKind::NoSuchUser),
    ];
    for (status, code, kind) in cases {
        let body = format!(r#"{{"error":{{"code":"{code}","message":"…"}}}}"#);
        let script = Script::new().json(200, TOKEN).json(status, body);
        let (client, _) = client(&script);
        let error = block_on(client.all(events::List::new("u", "c"))).unwrap_err();
        assert_eq!(error.kind(), kind);
        assert!(users::ends_mailbox(&error) && error.hint().is_some());
    }
}

#[test]
fn no_photo_is_no_error_and_no_content_is() {
    let none = r#"{"error":{"code":"ImageNotFound","message":"…"}}"#;
    let script = Script::new().json(200, TOKEN).json(404, none).answer(200, "png");
    let (client, _) = client(&script);
    let photo = contacts::Photo::new("u", "c");
    assert_eq!(block_on(client.call(&photo)).unwrap(), None);
    assert_eq!(block_on(client.call(&photo)).unwrap().as_deref(), Some(&b"png"[..]));
    let script = (0..7).fold(Script::new().json(200, TOKEN), |script, _| script.answer(200, ""));
    let (client, _) = self::client(&script);
    let error = block_on(client.call(&messages::Value::new("u", "m"))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedReply);
}

#[test]
fn ids_are_encoded_and_series_asked_for_whole() {
    let script = Script::new().json(200, TOKEN).json(200, r#"{"id":"A/b+c="}"#);
    let (client, _) = client(&script);
    block_on(client.call(&events::Get::new("a b@x.example", "A/b+c="))).unwrap();
    let line = &script.lines()[1];
    assert!(
        line.starts_with("GET /v1.0/users/a%20b%40x.example/events/A%2Fb%2Bc%3D?$select="),
        "{line}"
    );
    assert!(line.contains(",cancelledOccurrences&$expand=exceptionOccurrences,"), "{line}");
}

#[test]
fn what_it_does_can_move_between_threads() {
    fn movable(_: impl Send) {}
    let (client, _) = client(&Script::new());
    movable(client.call(&users::Get::new("u")));
    movable(client.all(users::List::new()));
    movable(client.delta(mail_folders::Delta::new("u"), None).collect());
    movable(client.sign_in());
}
