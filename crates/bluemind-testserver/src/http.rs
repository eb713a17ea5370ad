//! REST over loopback HTTP: reading a call, answering it, and going wrong where the script says so.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use http_body_util::BodyExt as _;
use hyper::body::{Frame, Incoming, SizeHint};
use serde_json::Value;

use crate::api;
use crate::call::{Call, Reply, decode_body};
use crate::core::Session;
use crate::fault::Fault;
use crate::faults::{Point, Trouble};
use crate::model::Model;
use crate::route::{Route, Routes, query};
use crate::shared::{Logged, Shared};

/// Octets a body that is no stream may have.
const BODY_LIMIT: u64 = 10_000_000;
/// Octets a stream may have: the server has to hold it.
const STREAM_LIMIT: usize = 1 << 30;

/// The connection goes down instead of an answer.
#[derive(Debug, thiserror::Error)]
#[error("connection dropped by the fault script")]
pub(crate) struct Dropped;

/// A body that may break off in the middle.
#[derive(Debug)]
pub(crate) struct Out {
    data: Option<Bytes>,
    total: u64,
    cut: Cut,
}

/// Whether a body breaks off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    Never,
    /// After what there is has been sent: the connection gets one turn to send it.
    Soon,
    Now,
}

impl Out {
    fn new(data: Bytes) -> Self {
        Self { total: data.len() as u64, data: Some(data), cut: Cut::Never }
    }
}

impl hyper::body::Body for Out {
    type Data = Bytes;
    type Error = Dropped;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Dropped>>> {
        match (self.data.take(), self.cut) {
            (Some(data), _) if !data.is_empty() => Poll::Ready(Some(Ok(Frame::data(data)))),
            (_, Cut::Never) => Poll::Ready(None),
            (_, Cut::Soon) => {
                self.cut = Cut::Now;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            (_, Cut::Now) => Poll::Ready(Some(Err(Dropped))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.cut == Cut::Never && self.data.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.total)
    }
}

/// One exchange.
pub(crate) async fn answer(
    shared: Arc<Shared>,
    request: Request<Incoming>,
) -> Result<Response<Out>, Dropped> {
    let (head, body) = request.into_parts();
    let (path, query_text) = (head.uri.path(), head.uri.query().unwrap_or_default());
    let found =
        path.strip_prefix("/api").and_then(|rest| Routes::get().find(head.method.as_str(), rest));
    let operation = found.as_ref().map_or_else(
        || "unknown.route".to_owned(),
        |(route, _)| format!("{}.{}", route.interface, route.method),
    );
    let bytes = read_body(body, found.as_ref().map(|(route, _)| *route), &head.headers).await?;
    let key = key_of(&head.headers, query_text);
    let before = strike(&shared, &operation, Point::Before, key.as_deref()).await?;
    let mut response = match before {
        Some(response) => response,
        None => {
            let call = found
                .ok_or_else(unknown_route)
                .and_then(|(route, params)| Ok((route, params, bytes?)));
            exchange(&shared, &head.headers, query_text, key.as_deref(), call)
        }
    };
    let client = text(&head.headers, "x-bm-clientversion");
    if client.is_some_and(|version| version != api::VERSION) {
        let warning = HeaderValue::from_static("client and server are of different versions");
        response.headers_mut().insert("x-bm-warnmessage", warning);
    }
    if let Some(other) = strike(&shared, &operation, Point::After, key.as_deref()).await? {
        response = other;
    }
    let cut = strike(&shared, &operation, Point::Reply, key.as_deref()).await.is_err();
    if cut {
        let body = response.body_mut();
        body.data = body.data.take().map(|data| data.slice(..data.len() / 2));
        body.cut = Cut::Soon;
    }
    shared.log(Logged {
        operation,
        verb: head.method.to_string(),
        path: path.to_owned(),
        status: response.status().as_u16(),
    });
    Ok(response)
}

fn exchange(
    shared: &Shared,
    headers: &HeaderMap,
    query_text: &str,
    key: Option<&str>,
    call: Result<(&'static Route, Vec<String>, Bytes), Fault>,
) -> Response<Out> {
    let mut core = shared.core();
    api::tick(&mut core);
    let session = match key.filter(|key| !key.is_empty()) {
        None => None,
        Some(key) => match core.session_of_key(key) {
            Some(session) => Some(session),
            None => return unauthorised(),
        },
    };
    let answered = call.and_then(|(route, params, bytes)| {
        let content_type = text(headers, header::CONTENT_TYPE.as_str());
        let body = decode_body(route.body, content_type, bytes)?;
        let call = Call { route, params, query: query(query_text), body, session };
        guard(&call)?;
        api::handle(&mut core, &call).map(|reply| (route, reply))
    });
    drop(core);
    match answered {
        Ok((route, reply)) => encode(route, reply, text(headers, "accept")),
        Err(fault) => refuse(&fault),
    }
}

/// Anonymous may log in, and ask who is there.
fn guard(call: &Call) -> Result<(), Fault> {
    let open = matches!(
        (call.route.interface, call.route.method),
        ("IAuthentication", "login" | "loginWithParams" | "validate" | "ping" | "logout")
            | ("IInstallation", _)
            | ("IPublishCalendar", "publish")
    );
    if open { Ok(()) } else { call.me().map(|_: &Session| ()) }
}

/// Reads the body whole; a refusal that the codec makes is kept for the answer.
async fn read_body(
    body: Incoming,
    route: Option<&'static Route>,
    headers: &HeaderMap,
) -> Result<Result<Bytes, Fault>, Dropped> {
    let stream = route.is_some_and(|route| route.body == "Stream");
    let length = text(headers, "content-length").and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
    let refusal = if stream {
        None
    } else if text(headers, "transfer-encoding").is_some_and(|t| t.contains("chunked")) {
        Some(Fault::unknown("this endpoint does not support chunked encoding"))
    } else if length > BODY_LIMIT {
        Some(Fault::unknown(format!("body of {length} octets exceeds maximum size {BODY_LIMIT}")))
    } else {
        None
    };
    let (mut body, mut out) = (body, BytesMut::new());
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return Err(Dropped) };
        let Some(data) = frame.data_ref() else { continue };
        if refusal.is_none() {
            out.extend_from_slice(data);
        }
        if out.len() > STREAM_LIMIT {
            return Err(Dropped);
        }
    }
    Ok(refusal.map_or_else(|| Ok(out.freeze()), Err))
}

/// Lets the faults of a point strike; a reply ends the exchange there.
async fn strike(
    shared: &Shared,
    operation: &str,
    point: Point,
    key: Option<&str>,
) -> Result<Option<Response<Out>>, Dropped> {
    let mut reply = None;
    for fault in shared.strikes(operation, point) {
        match fault.trouble {
            Trouble::Slow => tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await,
            Trouble::Drop => return Err(Dropped),
            Trouble::ExpireKey => {
                if let Some(key) = key {
                    shared.core().forget_session(key);
                }
            }
            Trouble::OverQuota => {
                reply = Some(refuse(&Fault::new("ENTITY_TOO_LARGE", "over quota")));
            }
            Trouble::Html => {
                let page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
                let mut out = Response::new(Out::new(Bytes::from_static(page.as_bytes())));
                set(&mut out, header::CONTENT_TYPE, "text/html");
                reply = Some(out);
            }
            Trouble::Status => {
                let code = fault.code.as_deref().unwrap_or("UNKNOWN");
                let status = StatusCode::from_u16(fault.status.unwrap_or(500))
                    .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let body = serde_json::json!({
                    "errorCode": code, "errorType": "ServerFault", "message": "scripted fault"});
                let mut out = json_response(status, &body);
                if matches!(status.as_u16(), 429 | 503) {
                    set(&mut out, header::RETRY_AFTER, "1");
                }
                reply = Some(out);
            }
        }
    }
    Ok(reply)
}

/// Puts a reply on the wire the way the declared result wants it.
fn encode(route: &Route, reply: Reply, accept: Option<&str>) -> Response<Out> {
    match reply {
        Reply::Void => json_body(StatusCode::OK, Bytes::new()),
        Reply::Json(Value::Null) => json_body(StatusCode::NO_CONTENT, Bytes::new()),
        Reply::Stream(kind, bytes) => {
            let mut out = Response::new(Out::new(bytes));
            set(&mut out, header::CONTENT_TYPE, kind);
            out
        }
        Reply::Json(Value::String(text)) if route.result == "String" && accept.is_none() => {
            let mut out = Response::new(Out::new(text.into()));
            set(&mut out, header::CONTENT_TYPE, "text/plain");
            out
        }
        Reply::Json(Value::String(text)) if route.result == "bytes" && accept.is_none() => {
            use base64::Engine as _;
            let raw = base64::engine::general_purpose::STANDARD.decode(text).unwrap_or_default();
            let mut out = Response::new(Out::new(raw.into()));
            set(&mut out, header::CONTENT_TYPE, "application/octet-stream");
            out
        }
        Reply::Json(value) => {
            json_response(StatusCode::OK, &Model::get().write(route.result, value))
        }
    }
}

fn refuse(fault: &Fault) -> Response<Out> {
    json_response(fault.status(), &fault.body())
}

fn unknown_route() -> Fault {
    Fault::not_found("no such route").with_status(StatusCode::INTERNAL_SERVER_ERROR)
}

fn unauthorised() -> Response<Out> {
    let body = Fault::new("AUTHENTICATION_FAIL", "session expired or unknown").body();
    let mut out = json_response(StatusCode::UNAUTHORIZED, &body);
    set(&mut out, header::WWW_AUTHENTICATE, "Bearer");
    set(&mut out, header::SET_COOKIE, "BMSID=delete; Path=/; Max-Age=0");
    out
}

fn json_response(status: StatusCode, body: &Value) -> Response<Out> {
    json_body(status, body.to_string().into())
}

fn json_body(status: StatusCode, bytes: Bytes) -> Response<Out> {
    let mut out = Response::new(Out::new(bytes));
    *out.status_mut() = status;
    set(&mut out, header::CONTENT_TYPE, "application/json");
    set(&mut out, header::CACHE_CONTROL, "no-cache, no-store, must-revalidate");
    set(&mut out, header::PRAGMA, "no-cache");
    out
}

fn set(response: &mut Response<Out>, name: header::HeaderName, value: &'static str) {
    response.headers_mut().insert(name, HeaderValue::from_static(value));
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn key_of(headers: &HeaderMap, query_text: &str) -> Option<String> {
    text(headers, "x-bm-apikey").map(str::to_owned).or_else(|| query(query_text).remove("apikey"))
}
