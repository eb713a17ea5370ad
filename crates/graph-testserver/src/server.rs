//! HTTP: connections in, answers out, faults on the way.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use bytes::Bytes;
use futures::stream;
use http::HeaderMap;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::faults::{Action, Fault, Script};
use crate::log::Logged;
use crate::options::Options;
use crate::reply::{Content, Ids, Reply};
use crate::state::{Incoming, Shared, lock};
use crate::tenant::{Failure, Tenant};

/// Largest request body taken.
const BODY: usize = 64 << 20;

/// The stand-in for Microsoft Graph; [`GraphServer::start`] makes one run.
#[derive(Debug)]
#[non_exhaustive]
pub struct GraphServer;

/// Why a server could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address cannot be listened on.
    #[error("cannot listen on {addr}")]
    Listen {
        /// The address asked for.
        addr: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
}

/// A running server. Dropping it stops it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    /// Root of the API: `http://ADDR/v1.0`.
    pub base_url: String,
    /// The application's id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// The tenant's id.
    pub tenant_id: String,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<()>>,
}

impl GraphServer {
    /// Starts serving a tenant on the current tokio runtime.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub async fn start(tenant: Tenant, options: Options) -> Result<Running, StartError> {
        let wanted = options.listen;
        let refused = |source| StartError::Listen { addr: wanted, source };
        let listener = TcpListener::bind(wanted).await.map_err(refused)?;
        let addr = listener.local_addr().map_err(refused)?;
        let root = format!("http://{addr}");
        let (client_id, client_secret) = (options.client_id.clone(), options.client_secret.clone());
        let tenant_id = tenant.id.clone();
        let shared = Arc::new(Shared::new(tenant, options, root.clone()));
        let (stop, stopped) = oneshot::channel::<()>();
        let app = Router::new().fallback(serve).with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            let until = async move {
                let _ = stopped.await;
            };
            let _ = axum::serve(listener, app).with_graceful_shutdown(until).await;
        });
        Ok(Running {
            addr,
            base_url: format!("{root}/v1.0"),
            client_id,
            client_secret,
            tenant_id,
            shared,
            stop: Some(stop),
            task: Some(task),
        })
    }
}

impl Running {
    /// Where tokens come from.
    pub fn token_url(&self) -> String {
        format!("{}/{}/oauth2/v2.0/token", self.shared.root, self.tenant_id)
    }

    /// Looks at the tenant, or changes it: see [`Tenant::add_item`] and its neighbours.
    pub fn tenant<R>(&self, work: impl FnOnce(&mut Tenant) -> R) -> R {
        work(&mut self.shared.store().tenant)
    }

    /// The requests so far, oldest first.
    pub fn requests(&self) -> Vec<Logged> {
        lock(&self.shared.log).all()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        lock(&self.shared.log).clear();
    }

    /// Adds a fault after those that are there.
    pub fn fault(&self, fault: Fault) {
        self.shared.store().faults.faults.push(fault);
    }

    /// Replaces all faults.
    pub fn set_faults(&self, script: Script) {
        self.shared.store().faults = script;
    }

    /// Ends every token: the next request with one gets 401.
    pub fn expire_tokens(&self) {
        self.shared.store().tokens.revoke();
    }

    /// Makes every delta token stale: its next use gets 410 `SyncStateNotFound`.
    pub fn expire_delta_tokens(&self) {
        self.shared.store().generation += 1;
    }

    /// Pushes the server's clock forward: tokens and windows age.
    pub fn advance(&self, by: Duration) {
        self.shared.clock.advance(by);
    }

    /// Stops, and waits until the last answer is out.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        if let Some(task) = self.task.take() {
            let _ = task.await;
        }
    }
}

async fn serve(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
    let ids = shared.ids(&parts.headers);
    let Ok(body) = axum::body::to_bytes(body, BODY).await else {
        return plain(Reply::empty(413), &ids);
    };
    let incoming = Incoming { method: parts.method, target, headers: parts.headers, body };
    let admin = incoming.target.starts_with("/_admin");
    let struck = if admin {
        None
    } else {
        shared.store().faults.strike(incoming.method.as_str(), &incoming.target)
    };
    let reply = answer(&shared, &incoming, &ids, struck.as_ref()).await;
    if !admin {
        lock(&shared.log).push(entry(&incoming, reply.status, struck.is_some()));
    }
    finish(reply, struck.as_ref(), &ids)
}

async fn answer(shared: &Shared, incoming: &Incoming, ids: &Ids, struck: Option<&Action>) -> Reply {
    let seat = mailbox(&incoming.target).map(|mailbox| shared.enter(&mailbox)).transpose();
    let _seat = match seat {
        Ok(seat) => seat,
        Err(failure) => {
            let reply = Reply::failure(&failure, ids);
            return match shared.options.limits.retry_after {
                Some(seconds) => reply.header("retry-after", seconds.to_string()),
                None => reply,
            };
        }
    };
    if let Some(Action::Slow { millis }) = struck {
        tokio::time::sleep(Duration::from_millis(*millis)).await;
    }
    let scripted = struck.and_then(|action| scripted(action, ids));
    scripted.unwrap_or_else(|| shared.answer(incoming, ids))
}

/// The mailbox a path is about.
fn mailbox(target: &str) -> Option<String> {
    let mut segments = target.split('?').next()?.split('/').filter(|part| !part.is_empty()).skip(1);
    match segments.next()? {
        "users" => segments.next().map(str::to_owned),
        _ => None,
    }
}

/// The answer of a fault that has one of its own.
pub(crate) fn scripted(action: &Action, ids: &Ids) -> Option<Reply> {
    let late = |reply: Reply, retry: &Option<String>| match retry {
        Some(value) => reply.header("retry-after", value.clone()),
        None => reply,
    };
    match action {
        Action::Status { status, code, message, retry_after } => {
            let code = code.clone().unwrap_or_else(|| usual_code(*status).to_owned());
            let message = message.clone().unwrap_or_else(|| "Scripted fault.".to_owned());
            let failure = Failure::new(*status, code, message);
            Some(late(Reply::failure(&failure, ids), retry_after))
        }
        Action::Throttle { retry_after } => {
            let message = "Application is over its MailboxConcurrency limit.";
            let failure = Failure::new(429, "ApplicationThrottled", message);
            Some(late(Reply::failure(&failure, ids), retry_after))
        }
        Action::Empty { status } => Some(Reply::empty(*status)),
        Action::Body { content_type, body } => {
            Some(Reply::bytes(content_type, Bytes::from(body.clone())))
        }
        Action::Drop { .. } | Action::Slow { .. } | Action::Truncate { .. } => None,
    }
}

const fn usual_code(status: u16) -> &'static str {
    match status {
        401 => "InvalidAuthenticationToken",
        403 => "ErrorAccessDenied",
        404 => "ErrorItemNotFound",
        410 => "SyncStateNotFound",
        423 => "resourceLocked",
        429 => "ApplicationThrottled",
        500 => "ErrorInternalServerError",
        503 => "ErrorServerBusy",
        504 => "UnknownError",
        507 => "ErrorQuotaExceeded",
        _ => "BadRequest",
    }
}

fn entry(incoming: &Incoming, status: u16, fault: bool) -> Logged {
    let (path, query) = incoming.target.split_once('?').unwrap_or((&incoming.target, ""));
    let header = |name: &str| {
        let all = incoming.headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        all.collect::<Vec<_>>().join(", ")
    };
    Logged {
        method: incoming.method.to_string(),
        path: path.to_owned(),
        query: query.to_owned(),
        host: header("host"),
        status,
        prefer: header("prefer"),
        client_request_id: header("client-request-id"),
        authorized: incoming.headers.contains_key("authorization"),
        fault,
    }
}

/// Turns an answer into HTTP; cutting and dropping happen here.
fn finish(reply: Reply, struck: Option<&Action>, ids: &Ids) -> Response {
    match struck {
        Some(Action::Truncate { bytes }) => {
            let (kind, all) = body(&reply.content);
            let kept = all.slice(..all.len().min(*bytes));
            plain(Reply { content: Content::Bytes { kind, bytes: kept }, ..reply }, ids)
        }
        Some(Action::Drop { bytes }) => {
            let (kind, all) = body(&reply.content);
            let sent = all.slice(..all.len().min(*bytes));
            let length = all.len().max(sent.len() + 1);
            let mut response = plain(Reply { content: Content::Empty, ..reply }, ids);
            set_header(response.headers_mut(), "content-type", &kind);
            set_header(response.headers_mut(), "content-length", &length.to_string());
            *response.body_mut() = dropped(sent);
            response
        }
        _ => plain(reply, ids),
    }
}

/// A body that sends some bytes, lets them out, and breaks.
fn dropped(sent: Bytes) -> Body {
    Body::from_stream(stream::unfold((0_u32, sent), |(step, sent)| async move {
        match step {
            0 if !sent.is_empty() => Some((Ok(sent.clone()), (1, sent))),
            0..=8 => {
                tokio::task::yield_now().await;
                Some((Ok(Bytes::new()), (step + 1, sent)))
            }
            9 => Some((Err(std::io::Error::other("scripted drop")), (10, sent))),
            _ => None,
        }
    }))
}

fn body(content: &Content) -> (String, Bytes) {
    match content {
        Content::Empty => (String::new(), Bytes::new()),
        Content::Bytes { kind, bytes } => (kind.clone(), bytes.clone()),
        Content::Json(value) => {
            let kind = "application/json;odata.metadata=minimal;odata.streaming=true;\
                        IEEE754Compatible=false;charset=utf-8";
            (kind.to_owned(), Bytes::from(serde_json::to_vec(value).unwrap_or_default()))
        }
    }
}

fn plain(reply: Reply, ids: &Ids) -> Response {
    let (kind, bytes) = body(&reply.content);
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() =
        http::StatusCode::from_u16(reply.status).unwrap_or(http::StatusCode::OK);
    let headers = response.headers_mut();
    if !kind.is_empty() {
        set_header(headers, "content-type", &kind);
    }
    set_header(headers, "request-id", &ids.request);
    set_header(headers, "client-request-id", &ids.client);
    set_header(headers, "x-ms-ags-diagnostic", r#"{"ServerInfo":{"DataCenter":"Loopback"}}"#);
    for (name, value) in &reply.headers {
        set_header(headers, name, value);
    }
    response
}

fn set_header(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = http::HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
