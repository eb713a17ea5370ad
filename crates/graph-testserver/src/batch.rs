//! `$batch`: up to twenty requests in one.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::{Map, Value, json};

use crate::ask::Ask;
use crate::faults::Action;
use crate::reply::{Answer, Content, Reply, method_not_allowed};
use crate::state::Shared;
use crate::tenant::{Failure, text};

/// Most requests in a batch.
const LIMIT: usize = 20;

/// Answers a batch. The answers come in the opposite order: clients must go by id.
pub(crate) fn answer(shared: &Shared, ask: &Ask, outer: &HeaderMap) -> Answer {
    if ask.method != Method::POST {
        return Err(method_not_allowed());
    }
    let bad = |message: String| Failure::new(400, "BadRequest", message);
    let body: Value = serde_json::from_slice(&ask.body)
        .map_err(|_| bad("Unable to read JSON request payload.".to_owned()))?;
    let requests = body
        .get("requests")
        .and_then(Value::as_array)
        .ok_or_else(|| bad("Invalid batch payload format.".to_owned()))?;
    if requests.len() > LIMIT {
        return Err(bad(format!(
            "Number of batch request steps exceeds the maximum value of {LIMIT}."
        )));
    }
    let mut done: HashMap<String, u16> = HashMap::new();
    let mut responses = Vec::new();
    for request in requests {
        let id = text(request, "id").to_owned();
        if id.is_empty() || done.contains_key(&id) {
            return Err(bad(format!("Invalid or duplicate request id '{id}'.")));
        }
        let waits = request.get("dependsOn").and_then(Value::as_array);
        let failed = waits
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .any(|before| done.get(before).is_none_or(|status| *status >= 400));
        let reply = if failed {
            let message = "The dependency of the request failed.";
            Err(Failure::new(424, "FailedDependency", message))
        } else {
            one(shared, ask, outer, request)
        };
        let ids = shared.ids(outer);
        let reply = reply.unwrap_or_else(|failure| Reply::failure(&failure, &ids));
        done.insert(id.clone(), reply.status);
        responses.push(part(&id, reply));
    }
    responses.reverse();
    Ok(Reply::json(json!({ "responses": responses })))
}

fn one(shared: &Shared, ask: &Ask, outer: &HeaderMap, request: &Value) -> Answer {
    let url = text(request, "url");
    let url = if url.starts_with('/') { url.to_owned() } else { format!("/{url}") };
    let method = Method::from_bytes(text(request, "method").as_bytes()).unwrap_or(Method::GET);
    if url.to_ascii_lowercase().starts_with("/$batch") {
        return Err(Failure::new(400, "BadRequest", "Batches cannot be nested."));
    }
    let mut headers = HeaderMap::new();
    for (name, value) in request.get("headers").and_then(Value::as_object).into_iter().flatten() {
        let name = HeaderName::from_bytes(name.to_ascii_lowercase().as_bytes());
        let value = HeaderValue::from_str(value.as_str().unwrap_or_default());
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    let body = match request.get("body") {
        None | Some(Value::Null) => Bytes::new(),
        Some(Value::String(text)) => Bytes::from(text.clone()),
        Some(other) => Bytes::from(other.to_string()),
    };
    let target = format!("/{}{url}", ask.version);
    let struck = shared.store().faults.strike(method.as_str(), &target);
    if let Some(reply) = struck.and_then(|action| fault(shared, outer, &action)) {
        return Ok(reply);
    }
    shared.dispatch(&Ask::new(method, &ask.version, &url, &headers, body))
}

/// Faults that make sense inside a batch.
fn fault(shared: &Shared, outer: &HeaderMap, action: &Action) -> Option<Reply> {
    crate::server::scripted(action, &shared.ids(outer))
}

fn part(id: &str, reply: Reply) -> Value {
    let mut headers: Map<String, Value> =
        reply.headers.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    let body = match reply.content {
        Content::Empty => Value::Null,
        Content::Json(value) => {
            headers.insert("Content-Type".to_owned(), "application/json".into());
            value
        }
        Content::Bytes { kind, bytes } => {
            headers.insert("Content-Type".to_owned(), kind.into());
            STANDARD.encode(bytes).into()
        }
    };
    json!({ "id": id, "status": reply.status, "headers": headers, "body": body })
}
