//! The loop around a call, with a scripted transport and made-up time.
#![expect(clippy::unwrap_used, reason = "a test helper may panic")]

use std::time::Duration;

use bytes::Bytes;
use futures::executor::block_on;
use http::{Method, Request, Response};
use viaduc_rest::script::{MadeUpClock, Script};
use viaduc_rest::{
    ApiError, BaseUrl, Call, ErrorKind, Idempotence, Retry, RetryPolicy, TransportErrorKind, drive,
};

struct Put {
    method: Method,
    idempotence: Idempotence,
}

impl Call for Put {
    type Reply = String;
    const NAME: &'static str = "things.put";

    fn request(&self, base: &BaseUrl) -> Result<Request<Bytes>, ApiError> {
        base.at("things").request(Self::NAME, self.method.clone())
    }

    fn reply(&self, response: Response<Bytes>) -> Result<String, ApiError> {
        if !response.status().is_success() {
            return Err(ApiError::from_status(Self::NAME, &response));
        }
        Ok(String::from_utf8_lossy(response.body()).into_owned())
    }

    fn idempotence(&self) -> Idempotence {
        self.idempotence
    }
}

fn run(script: &Script, clock: &MadeUpClock, call: &Put) -> Result<String, ApiError> {
    let base = BaseUrl::parse("https://t.example").unwrap();
    block_on(drive(script, clock, Retry::new(RetryPolicy::default(), 1), &base, call))
}

fn get() -> Put {
    Put { method: Method::GET, idempotence: Idempotence::ByMethod }
}

fn post() -> Put {
    Put { method: Method::POST, idempotence: Idempotence::ByMethod }
}

#[test]
fn waits_as_asked_and_repeats() {
    let clock = MadeUpClock::new();
    let script = Script::new()
        .answer(429, "")
        .header("retry-after", "20")
        .fault(TransportErrorKind::Closed)
        .answer(503, "")
        .answer(200, "done");
    assert_eq!(run(&script, &clock, &get()).unwrap(), "done");
    assert_eq!(script.requests().len(), 4);
    assert!(clock.waits()[0] >= Duration::from_secs(20));
}

#[test]
fn what_may_have_been_done_is_not_done_again() {
    let clock = MadeUpClock::new();
    for (script, sent) in [
        (Script::new().fault(TransportErrorKind::Closed).answer(200, "x"), 1),
        (Script::new().answer(503, "").answer(200, "x"), 1),
        (Script::new().fault(TransportErrorKind::Refused).answer(200, "x"), 2),
        (Script::new().answer(429, "").answer(200, "x"), 2),
    ] {
        let outcome = run(&script, &clock, &post());
        assert_eq!((script.requests().len(), outcome.is_ok()), (sent, sent == 2));
    }
}

#[test]
fn a_refusal_is_not_repeated_and_says_what_to_do() {
    let clock = MadeUpClock::new();
    let script = Script::new().answer(403, "");
    assert_eq!(run(&script, &clock, &get()).unwrap_err().kind(), ErrorKind::Forbidden);
    assert!(clock.waits().is_empty());
    let script = (0..6).fold(Script::new(), |script, _| script.fault(TransportErrorKind::Dns));
    let error = run(&script, &clock, &get()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "things.put: no answer: no address found for script.test; check the host name and this machine's name servers"
    );
    assert_eq!(clock.waits().len(), 5);
}

#[test]
fn the_last_error_stands() {
    let clock = MadeUpClock::new();
    let script = (0..9).fold(Script::new(), |script, _| script.answer(504, ""));
    let error = run(&script, &clock, &get()).unwrap_err();
    assert_eq!((error.kind(), script.requests().len()), (ErrorKind::Unavailable, 6));
}
