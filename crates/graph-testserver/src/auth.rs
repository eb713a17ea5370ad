//! The token endpoint and the check of what it gave out.

use std::collections::HashMap;
use std::time::Duration;

use http::HeaderMap;
use serde_json::json;

use crate::ids;
use crate::options::Options;
use crate::query::Query;
use crate::reply::{Ids, Reply};
use crate::tenant::{Failure, Tenant};

/// Tokens given out, with the moment each ends.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    alive: HashMap<String, Duration>,
    given: u64,
}

/// A refusal of the token endpoint.
struct Refusal {
    status: u16,
    error: &'static str,
    code: u32,
    message: String,
}

impl Tokens {
    /// Answers `POST /{tenant}/oauth2/v2.0/token`.
    pub(crate) fn answer(
        &mut self,
        options: &Options,
        tenant: &Tenant,
        name: &str,
        form: &Query,
        now: Duration,
        ids: &Ids,
    ) -> Reply {
        if let Err(refusal) = check(options, tenant, name, form) {
            return refused(&refusal, ids);
        }
        self.given += 1;
        let parts = ["token", &tenant.id, &options.client_secret, &self.given.to_string()];
        let token = format!("eyJ0eXAiOiJKV1QifQ.{}.{}", ids::letters(&parts, 120), self.given);
        self.alive.retain(|_, end| *end > now);
        self.alive.insert(token.clone(), now + options.token_life);
        let life = options.token_life.as_secs();
        Reply::json(json!({
            "token_type": "Bearer",
            "expires_in": life,
            "ext_expires_in": life,
            "access_token": token
        }))
        .header("cache-control", "no-store, no-cache")
    }

    /// Whether a request carries a token that is alive.
    pub(crate) fn check(&self, headers: &HeaderMap, now: Duration) -> Result<(), Failure> {
        let header = headers.get("authorization").and_then(|value| value.to_str().ok());
        let bad = |message: &str| Failure::new(401, "InvalidAuthenticationToken", message);
        let Some(text) = header.filter(|text| !text.is_empty()) else {
            return Err(bad("Access token is empty."));
        };
        let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(bad("Access token is empty."));
        }
        match self.alive.get(token.trim()) {
            Some(end) if *end > now => Ok(()),
            Some(_) => Err(bad("Lifetime validation failed, the token is expired.")),
            None => Err(bad("IDX14100: JWT is not well formed, or was not issued here.")),
        }
    }

    /// Ends every token now.
    pub(crate) fn revoke(&mut self) {
        for end in self.alive.values_mut() {
            *end = Duration::ZERO;
        }
    }
}

fn check(options: &Options, tenant: &Tenant, name: &str, form: &Query) -> Result<(), Refusal> {
    let refuse =
        |status, error, code, message: String| Err(Refusal { status, error, code, message });
    if !name.eq_ignore_ascii_case(&tenant.id) && !name.eq_ignore_ascii_case(&tenant.domain) {
        let message = format!(
            "Tenant '{name}' not found. Check to make sure you have the correct tenant ID."
        );
        return refuse(400, "invalid_request", 90002, message);
    }
    for needed in ["grant_type", "client_id", "scope"] {
        if form.get(needed).is_none_or(str::is_empty) {
            let message =
                format!("The request body must contain the following parameter: '{needed}'.");
            return refuse(400, "invalid_request", 900_144, message);
        }
    }
    if form.get("grant_type") != Some("client_credentials") {
        let message = "The app requested an unsupported grant type.".to_owned();
        return refuse(400, "unsupported_grant_type", 70003, message);
    }
    let client = form.get("client_id").unwrap_or_default();
    if client != options.client_id {
        let message = format!(
            "Application with identifier '{client}' was not found in the directory '{name}'."
        );
        return refuse(400, "unauthorized_client", 700_016, message);
    }
    match form.get("client_secret") {
        None | Some("") => {
            let message = "The request body must contain the following parameter: \
                           'client_assertion' or 'client_secret'.";
            return refuse(401, "invalid_client", 7_000_218, message.to_owned());
        }
        Some(secret) if secret != options.client_secret => {
            let message = format!(
                "Invalid client secret provided for app '{client}'. Ensure the secret being sent in \
                                   the request is the client secret value, not the client secret ID."
            );
            return refuse(401, "invalid_client", 7_000_215, message);
        }
        Some(_) => {}
    }
    let scope = form.get("scope").unwrap_or_default();
    if !scope.ends_with("/.default") {
        let message = format!(
            "The provided value for scope {scope} is not valid. Client credential flows must \
                               have a scope value with /.default suffixed to the resource identifier."
        );
        return refuse(400, "invalid_scope", 1_002_012, message);
    }
    Ok(())
}

fn refused(refusal: &Refusal, ids: &Ids) -> Reply {
    let code = format!("AADSTS{}", refusal.code);
    Reply::json(json!({
        "error": refusal.error,
        "error_description": format!(
            "{code}: {} Trace ID: {} Correlation ID: {} Timestamp: {}Z",
            refusal.message, ids.request, ids.client, ids.date.replace('T', " ")
        ),
        "error_codes": [refusal.code],
        "timestamp": format!("{}Z", ids.date.replace('T', " ")),
        "trace_id": ids.request,
        "correlation_id": ids.client,
        "error_uri": format!("https://login.microsoftonline.com/error?code={}", refusal.code)
    }))
    .status(refusal.status)
}
