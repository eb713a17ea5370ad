//! `/_admin`: not Graph's, for tests from other processes. It asks for no token.

use http::Method;
use serde_json::{Value, json};

use crate::faults::Script;
use crate::reply::Reply;
use crate::state::{Incoming, Shared, lock};
use crate::tenant::{Access, set};

/// Answers a request below `/_admin`.
pub(crate) fn answer(shared: &Shared, request: &Incoming, path: &[&str]) -> Reply {
    match (&request.method, path) {
        (&Method::GET, ["requests"]) => {
            let all = lock(&shared.log).all();
            Reply::json(serde_json::to_value(all).unwrap_or_default())
        }
        (&Method::DELETE, ["requests"]) => {
            lock(&shared.log).clear();
            Reply::empty(204)
        }
        (&Method::PUT, ["faults"]) => {
            match Script::parse(&String::from_utf8_lossy(&request.body)) {
                Ok(script) => {
                    shared.store().faults = script;
                    Reply::empty(204)
                }
                Err(error) => Reply::json(json!({ "error": error.to_string() })).status(400),
            }
        }
        (&Method::DELETE, ["faults"]) => {
            shared.store().faults = Script::default();
            Reply::empty(204)
        }
        (&Method::POST, ["expire-tokens"]) => {
            shared.store().tokens.revoke();
            Reply::empty(204)
        }
        (&Method::POST, ["expire-delta"]) => {
            shared.store().generation += 1;
            Reply::empty(204)
        }
        (&Method::PUT, ["access", user]) => access(shared, user, &request.body),
        (&Method::GET, []) => Reply::json(json!({ "server": "viaduc-graph-testserver" })),
        _ => Reply::empty(404),
    }
}

/// `"granted"`, `"outOfScope"`, `"noMailbox"`, `"suspended"` for one user.
fn access(shared: &Shared, user: &str, body: &[u8]) -> Reply {
    let wanted = match serde_json::from_slice::<Value>(body).ok().as_ref().and_then(Value::as_str) {
        Some("granted") => Access::Granted,
        Some("outOfScope") => Access::OutOfScope,
        Some("noMailbox") => Access::NoMailbox,
        Some("suspended") => Access::Suspended,
        _ => return Reply::empty(400),
    };
    match shared.store().tenant.user_mut(user) {
        Some(found) => {
            found.access = wanted;
            set(&mut found.json, "accountEnabled", wanted != Access::Suspended);
            Reply::empty(204)
        }
        None => Reply::empty(404),
    }
}
