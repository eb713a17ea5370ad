//! Signing in. BlueMind: `IAuthentication`.

use std::fmt;

use bytes::Bytes;
use http::{Method, Request, Response};
use secrecy::{ExposeSecret, SecretString};
use viaduc_bluemind_types::{AuthUser, LoginResponse, LoginResponseStatus};
use viaduc_rest::{ApiError, BaseUrl, Call, ErrorKind, Idempotence};

use crate::reply;

/// A session of the server.
#[derive(Clone)]
#[non_exhaustive]
pub struct Session {
    /// The key, for `X-BM-ApiKey`, and as the password of an IMAP login.
    pub key: SecretString,
    /// `login@domainUid`, the name for an IMAP login.
    pub latd: Option<String>,
    /// Who it is.
    pub user: Option<Box<AuthUser>>,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("latd", &self.latd).finish_non_exhaustive()
    }
}

/// `login`: a failure is HTTP 200 with a status, never 401. The answer of a password that has expired carries
/// a key that can do nothing but change it: it is an error here.
#[derive(Clone, Copy)]
pub(crate) struct Login<'a> {
    pub(crate) login: &'a str,
    pub(crate) password: &'a SecretString,
    pub(crate) origin: &'a str,
}

impl Call for Login<'_> {
    type Reply = Session;
    const NAME: &'static str = "auth.login";

    fn request(&self, base: &BaseUrl) -> Result<Request<Bytes>, ApiError> {
        base.at("auth/login").query("login", self.login).query("origin", self.origin).json(
            Self::NAME,
            Method::POST,
            self.password.expose_secret(),
        )
    }

    fn reply(&self, response: Response<Bytes>) -> Result<Session, ApiError> {
        let hint =
            "check the login (localpart@domain) and the password; an archived user cannot sign in";
        session(Self::NAME, &response, hint)
            .map_err(|error| error.without(self.password.expose_secret()))
    }

    /// A second session does no harm.
    fn idempotence(&self) -> Idempotence {
        Idempotence::Yes
    }
}

/// `_su`: a session of somebody else, for whoever has the role. Aliases are not resolved: the local part is
/// the login. An unknown user is HTTP 200 with status `Bad`.
#[derive(Clone, Copy)]
pub(crate) struct Sudo<'a> {
    pub(crate) login: &'a str,
}

impl Call for Sudo<'_> {
    type Reply = Session;
    const NAME: &'static str = "auth.su";

    fn request(&self, base: &BaseUrl) -> Result<Request<Bytes>, ApiError> {
        base.at("auth/_su").query("login", self.login).request(Self::NAME, Method::POST)
    }

    fn reply(&self, response: Response<Bytes>) -> Result<Session, ApiError> {
        let hint = "no active user has this login@domain (the login, not an alias)";
        session(Self::NAME, &response, hint).map_err(|error| {
            // With 200 it is the other person that is refused, with 401 the caller's own session.
            let other = error.status().is_some_and(|status| status.as_u16() == 200);
            if other && error.kind() == ErrorKind::Unauthenticated {
                return error.with_kind(ErrorKind::NoSuchUser);
            }
            error
        })
    }

    fn idempotence(&self) -> Idempotence {
        Idempotence::Yes
    }
}

fn session(
    operation: &'static str,
    response: &Response<Bytes>,
    hint: &'static str,
) -> Result<Session, ApiError> {
    let answer: LoginResponse =
        reply::whole(operation, response, |answer: &LoginResponse| answer.status.is_some())?;
    let refused = |hint| {
        ApiError::new(
            ErrorKind::Unauthenticated,
            operation,
            answer.message.clone().unwrap_or_default(),
        )
        .with_response(response)
        .with_hint(hint)
    };
    if answer.status == Some(LoginResponseStatus::Expired) {
        return Err(refused("the password has expired: change it").with_code("Expired"));
    }
    if answer.status != Some(LoginResponseStatus::Ok) {
        return Err(refused(hint).with_code("Bad"));
    }
    let key = answer.auth_key.filter(|key| is_header(key.reveal()));
    let key =
        key.ok_or_else(|| reply::unexpected(operation, response, "a session without a key"))?;
    Ok(Session {
        key: SecretString::from(key.reveal()),
        latd: answer.latd,
        user: answer.auth_user.map(Box::new),
    })
}

fn is_header(key: &str) -> bool {
    !key.is_empty() && http::HeaderValue::try_from(key).is_ok()
}

call! {
    /// Whether the key still holds; it also keeps the session awake. BlueMind: `IAuthentication.ping`.
    pub struct Ping ("auth.ping") {}
    GET |_this, base| base.at("auth/ping");
    reply () => reply::void;
}

call! {
    /// Who the key belongs to; refused to anonymous callers. BlueMind: `IAuthentication.getCurrentUser`.
    pub struct CurrentUser ("auth.currentUser") {}
    GET |_this, base| base.at("auth");
    reply AuthUser => |name, response| reply::whole(name, response, |user: &AuthUser| user.uid.is_some());
}

call! {
    /// Ends the session. BlueMind: `IAuthentication.logout`.
    pub struct Logout ("auth.logout") {}
    POST |_this, base| base.at("auth/logout");
    idempotence Yes;
    reply () => reply::void;
}
