//! Tokens by client credentials.
//!
//! OAuth 2.0 (RFC 6749 §4.4); Graph: concepts/auth-v2-service; Entra: AADSTS error codes.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, header};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::form_urlencoded::Serializer;
use viaduc_graph_types::TokenErrorBody;
use viaduc_rest::{ApiError, BaseUrl, Call, ErrorKind, Idempotence, json};

/// An application's name and password in a tenant.
#[derive(Clone)]
#[non_exhaustive]
pub struct ClientCredentials {
    /// The token endpoint, `https://login.microsoftonline.com/TENANT/oauth2/v2.0/token`.
    pub token_url: BaseUrl,
    /// The application's (client's) id.
    pub client_id: String,
    /// The secret's value (not its id).
    pub client_secret: SecretString,
    /// What is asked for; `None`: `/.default` of the API's root, as client credentials demand.
    pub scope: Option<String>,
}

impl ClientCredentials {
    /// An application with a secret.
    #[must_use]
    pub fn new(
        token_url: BaseUrl,
        client_id: impl Into<String>,
        client_secret: SecretString,
    ) -> Self {
        Self { token_url, client_id: client_id.into(), client_secret, scope: None }
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("token_url", &self.token_url)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// A token, ready as a header, and when it is to be renewed.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) header: HeaderValue,
    pub(crate) lifetime: Duration,
}

impl Token {
    /// The part of its life that it is used for: renewed five minutes early, or at its half.
    pub(crate) fn useful(&self) -> Duration {
        self.lifetime.saturating_sub(Duration::from_secs(300).min(self.lifetime / 2))
    }
}

/// The answer of the token endpoint. Strict: half a token is none.
#[derive(Deserialize)]
struct TokenBody {
    token_type: Option<String>,
    expires_in: Option<Seconds>,
    access_token: Option<String>,
}

/// A number, or its text, as older endpoints write it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Seconds {
    Number(u64),
    Text(String),
}

/// Asks for a token. The base URL is the token endpoint.
pub(crate) struct GetToken<'a> {
    pub(crate) credentials: &'a ClientCredentials,
    pub(crate) scope: String,
}

impl Call for GetToken<'_> {
    type Reply = Token;
    const NAME: &'static str = "auth.token";

    fn request(&self, base: &BaseUrl) -> Result<Request<Bytes>, ApiError> {
        let form = Serializer::new(String::new())
            .append_pair("client_id", &self.credentials.client_id)
            .append_pair("client_secret", self.credentials.client_secret.expose_secret())
            .append_pair("scope", &self.scope)
            .append_pair("grant_type", "client_credentials")
            .finish();
        let mut request = base.target().body(Self::NAME, Method::POST, form.into())?;
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        Ok(request)
    }

    fn reply(&self, response: Response<Bytes>) -> Result<Token, ApiError> {
        let secret = self.credentials.client_secret.expose_secret();
        if response.status().as_u16() != 200 {
            return Err(refusal(Self::NAME, &response).without(secret));
        }
        let broken = |what: &str| {
            ApiError::new(ErrorKind::UnexpectedReply, Self::NAME, what)
                .with_response(&response)
                .with_hint("check the token URL")
        };
        let body: TokenBody = json::read(Self::NAME, &response)?;
        if !body.token_type.as_deref().unwrap_or("Bearer").eq_ignore_ascii_case("bearer") {
            return Err(broken("a token that is no bearer token"));
        }
        let token = body.access_token.filter(|token| !token.is_empty());
        let token = token.ok_or_else(|| broken("no access_token"))?;
        let mut header = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|_| broken("an access_token that cannot stand in a header"))?;
        header.set_sensitive(true);
        let seconds = match body.expires_in {
            Some(Seconds::Number(seconds)) => seconds,
            Some(Seconds::Text(text)) => text.parse().unwrap_or(3600),
            None => 3600,
        };
        Ok(Token { header, lifetime: Duration::from_secs(seconds) })
    }

    /// A second token does no harm.
    fn idempotence(&self) -> Idempotence {
        Idempotence::Yes
    }
}

/// What Entra says, and what to do.
const CODES: &[(i64, ErrorKind, &str)] = &[
    (
        7_000_215,
        ErrorKind::Unauthenticated,
        "the client secret is wrong: give the secret's value, not its id",
    ),
    (
        7_000_222,
        ErrorKind::Unauthenticated,
        "the client secret has expired: make a new one in the app registration",
    ),
    (7_000_216, ErrorKind::Unauthenticated, "the application must send a secret or a certificate"),
    (7_000_218, ErrorKind::Unauthenticated, "the application must send a secret or a certificate"),
    (
        7_000_112,
        ErrorKind::Unauthenticated,
        "the application is disabled in this tenant: enable it",
    ),
    (
        700_016,
        ErrorKind::Unauthenticated,
        "the application is unknown in this tenant: check the client id and the tenant, and consent as administrator",
    ),
    (
        700_027,
        ErrorKind::Unauthenticated,
        "the certificate is unknown or its signature is wrong: upload it to the app registration",
    ),
    (
        700_024,
        ErrorKind::Unauthenticated,
        "the assertion is outside its time: check this machine's clock",
    ),
    (
        90_002,
        ErrorKind::Unauthenticated,
        "the tenant is unknown: check the tenant in the token URL",
    ),
    (
        900_023,
        ErrorKind::Unauthenticated,
        "the tenant is no id and no verified domain: check the token URL",
    ),
    (90_013, ErrorKind::Unauthenticated, "the request is malformed: check the token URL"),
    (65_001, ErrorKind::Forbidden, "nobody consented to the application: consent as administrator"),
    (
        53_003,
        ErrorKind::Forbidden,
        "conditional access blocks the application: exclude it or its address",
    ),
    (70_011, ErrorKind::Rejected, "the scope is wrong: it is the API's root and /.default"),
    (
        500_011,
        ErrorKind::Rejected,
        "the API is unknown in this tenant: check the base URL and the cloud",
    ),
];

fn refusal(operation: &'static str, response: &Response<Bytes>) -> ApiError {
    let error = ApiError::from_status(operation, response);
    let Ok(body) = viaduc_wire::read::<TokenErrorBody>(response.body()) else {
        return error.with_hint("check the token URL");
    };
    let description = body.error_description.as_deref().unwrap_or_default();
    // The first line says what is wrong; the following ones repeat ids and the time.
    let line = description.lines().next().unwrap_or_default();
    let number = body.error_codes.as_slice().first().copied().or_else(|| number_in(line));
    let code = number.map(|number| format!("AADSTS{number}")).or(body.error);
    let error = error
        .with_message(line)
        .with_code(code.unwrap_or_default())
        .with_request_id(body.trace_id.unwrap_or_default());
    match CODES.iter().find(|(code, ..)| Some(*code) == number) {
        Some((_, kind, hint)) => error.with_kind(*kind).with_retryable(false).with_hint(hint),
        None if error.kind() == ErrorKind::Rejected => error.with_kind(ErrorKind::Unauthenticated),
        None => error,
    }
}

fn number_in(description: &str) -> Option<i64> {
    let (_, after) = description.split_once("AADSTS")?;
    let digits = after.find(|c: char| !c.is_ascii_digit()).map_or(after, |end| &after[..end]);
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials() -> ClientCredentials {
        let url = BaseUrl::parse("https://login.example/t/oauth2/v2.0/token").unwrap();
        ClientCredentials::new(url, "app-1", SecretString::from("s3cr&t~value"))
    }

    fn reply(status: u16, body: &str) -> Result<Token, ApiError> {
        let mut response = Response::new(Bytes::copy_from_slice(body.as_bytes()));
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        GetToken { credentials: &credentials(), scope: "s".to_owned() }.reply(response)
    }

    #[test]
    fn the_form_is_encoded_and_the_secret_not_shown() {
        let credentials = credentials();
        let call =
            GetToken { credentials: &credentials, scope: "https://g.example/.default".to_owned() };
        let request = call.request(&credentials.token_url).unwrap();
        assert_eq!(
            request.body().as_ref(),
            b"client_id=app-1&client_secret=s3cr%26t%7Evalue&scope=https%3A%2F%2Fg.example%2F.default&grant_type=client_credentials"
        );
        assert!(!format!("{credentials:?}").contains("s3cr"));
    }

    #[test]
    fn each_refusal_says_what_to_do() {
        for (number, kind, hint) in CODES {
            let body = format!(
                r#"{{"error":"invalid_client","error_description":"AADSTS{number}: Words.\r\nTrace ID: x","error_codes":[{number}],"trace_id":"x"}}"#
            );
            let error = reply(401, &body).err().unwrap();
            assert_eq!((error.kind(), error.hint()), (*kind, Some(*hint)));
            assert_eq!(error.message(), format!("AADSTS{number}: Words."));
        }
        let error = reply(
            400,
            r#"{"error":"invalid_client","error_description":"AADSTS7000222: Old s3cr&t~value"}"#,
        );
        let error = error.err().unwrap();
        assert!(error.hint().unwrap().contains("expired") && !error.to_string().contains("s3cr"));
    }

    #[test]
    fn a_token_is_whole_or_an_error() {
        let token = reply(200, r#"{"token_type":"Bearer","expires_in":3599,"access_token":"abc"}"#)
            .unwrap();
        assert_eq!(token.useful(), Duration::from_secs(3299));
        for body in [
            "",
            "<html>",
            "{}",
            r#"{"access_token":""}"#,
            r#"{"access_token":"a\nb"}"#,
            r#"{"access_token":1}"#,
        ] {
            let error = reply(200, body).err().unwrap();
            assert_eq!(error.kind(), ErrorKind::UnexpectedReply, "{body}");
        }
    }
}
