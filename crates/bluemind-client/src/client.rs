//! The client: a session that signs in again, and the loop around each call.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_lock::Mutex;
use bytes::Bytes;
use http::{HeaderValue, Request, header};
use secrecy::{ExposeSecret, SecretString};
use viaduc_rest::{
    ApiError, BaseUrl, Call, Clock, ErrorKind, Exchange, Retry, RetryPolicy, Transport, drive,
    exchange,
};

use crate::auth::{Login, Session, Sudo};

/// How to sign in.
#[derive(Clone)]
#[non_exhaustive]
pub enum Credentials {
    /// `localpart@domain`, or a super administrator's name without a domain, and the password.
    Password {
        /// The login.
        login: String,
        /// The password, or the key of a session.
        password: SecretString,
    },
    /// An API key's `sid`. It holds without signing in, and cannot be renewed.
    ApiKey(SecretString),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Password { login, .. } => write!(f, "Password({login})"),
            Self::ApiKey(_) => f.write_str("ApiKey"),
        }
    }
}

/// Where, as whom, and how patiently.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The root with its last segment: `https://mail.example/api`.
    pub base_url: BaseUrl,
    /// As whom.
    pub credentials: Credentials,
    /// Under this name the server lists the session.
    pub origin: String,
    /// When a failed request is sent again.
    pub retry: RetryPolicy,
    /// Spreads the waits of several processes; each gives another number.
    pub seed: u64,
}

impl Options {
    /// The usual.
    #[must_use]
    pub fn new(base_url: BaseUrl, credentials: Credentials) -> Self {
        let (origin, retry) = ("viaduc".to_owned(), RetryPolicy::default());
        Self { base_url, credentials, origin, retry, seed: 0 }
    }
}

/// Speaks to a server as one person. Cloning shares the session; [`acting_as`](Self::acting_as) makes one of
/// somebody else's.
pub struct BlueMindClient<T, K> {
    shared: Arc<Shared<T, K>>,
    person: Arc<Person>,
}

struct Shared<T, K> {
    transport: T,
    clock: K,
    options: Options,
    calls: AtomicU64,
}

/// Who a session is for, and the session if there is one.
struct Person {
    who: Who,
    session: Mutex<Option<Session>>,
}

enum Who {
    Own,
    Other { login: String, by: Arc<Person> },
}

impl<T, K> Clone for BlueMindClient<T, K> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), person: Arc::clone(&self.person) }
    }
}

impl<T, K> fmt::Debug for BlueMindClient<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = match &self.person.who {
            Who::Own => None,
            Who::Other { login, .. } => Some(login),
        };
        f.debug_struct("BlueMindClient")
            .field("options", &self.shared.options)
            .field("acting_as", &who)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
impl BlueMindClient<viaduc_rest_reqwest::ReqwestTransport, viaduc_rest_reqwest::TokioClock> {
    /// A client over the network.
    ///
    /// # Errors
    /// [`SetupError`](viaduc_rest_reqwest::SetupError) where the network options cannot be used.
    pub fn connect(
        options: Options,
        network: viaduc_rest_reqwest::Options,
    ) -> Result<Self, viaduc_rest_reqwest::SetupError> {
        let transport = viaduc_rest_reqwest::ReqwestTransport::new(network)?;
        Ok(Self::new(transport, viaduc_rest_reqwest::TokioClock::new(), options))
    }
}

impl<T: Transport, K: Clock> BlueMindClient<T, K> {
    /// A client over any transport and clock.
    #[must_use]
    pub fn new(transport: T, clock: K, options: Options) -> Self {
        let person = Arc::new(Person { who: Who::Own, session: Mutex::new(None) });
        let shared = Shared { transport, clock, options, calls: AtomicU64::new(0) };
        Self { shared: Arc::new(shared), person }
    }

    /// The same server as somebody else (`login@domain`), by `_su` of this person, who needs the role. Every
    /// such client has a session of its own: parts uploaded in one are not seen in another.
    #[must_use]
    pub fn acting_as(&self, login: impl Into<String>) -> Self {
        let who = Who::Other { login: login.into(), by: Arc::clone(&self.person) };
        let person = Arc::new(Person { who, session: Mutex::new(None) });
        Self { shared: Arc::clone(&self.shared), person }
    }

    /// The server's root.
    #[must_use]
    pub fn base_url(&self) -> &BaseUrl {
        &self.shared.options.base_url
    }

    pub(crate) fn clock(&self) -> &K {
        &self.shared.clock
    }

    /// The session, signed in if it is not yet. Its key serves as the password of an IMAP login.
    ///
    /// # Errors
    /// [`ErrorKind::Unauthenticated`] where the server refuses; [`ErrorKind::NoSuchUser`] where nobody can be
    /// acted for under the login; [`ErrorKind::Forbidden`] where the role is missing.
    pub async fn session(&self) -> Result<Session, ApiError> {
        self.shared.session_of(&self.person).await
    }

    /// Carries a call out, with its repetitions. Where the session has ended it signs in again, once.
    ///
    /// # Errors
    /// [`ApiError`], its kind from the server's `errorCode`.
    pub async fn call<C: Call>(&self, call: &C) -> Result<C::Reply, ApiError> {
        let session = self.session().await?;
        match self.once(call, &session).await {
            Err(error) if error.kind() == ErrorKind::Unauthenticated && self.can_renew() => {
                self.shared.forget(&self.person, &session).await;
                let session = self.session().await?;
                self.once(call, &session).await
            }
            answer => answer,
        }
    }

    async fn once<C: Call>(&self, call: &C, session: &Session) -> Result<C::Reply, ApiError> {
        let request = keyed(C::NAME, self.base_url(), call.request(self.base_url())?, session)?;
        self.shared.send(call, request).await.map_err(|e| e.without(session.key.expose_secret()))
    }

    fn can_renew(&self) -> bool {
        let own = matches!(self.person.who, Who::Own);
        !(own && matches!(self.shared.options.credentials, Credentials::ApiKey(_)))
    }
}

impl<T: Transport, K: Clock> Shared<T, K> {
    /// Whoever comes first signs in; the others wait for it.
    async fn session_of(&self, person: &Person) -> Result<Session, ApiError> {
        let mut kept = person.session.lock().await;
        if let Some(session) = kept.as_ref() {
            return Ok(session.clone());
        }
        let session = match &person.who {
            Who::Own => self.sign_in().await?,
            Who::Other { login, by } => self.sudo(login, by).await?,
        };
        *kept = Some(session.clone());
        Ok(session)
    }

    async fn sign_in(&self) -> Result<Session, ApiError> {
        let options = &self.options;
        match &options.credentials {
            Credentials::ApiKey(key) => Ok(Session { key: key.clone(), latd: None, user: None }),
            Credentials::Password { login, password } => {
                let call = Login { login, password, origin: &options.origin };
                drive(&self.transport, &self.clock, self.retry(), &options.base_url, &call).await
            }
        }
    }

    async fn sudo(&self, login: &str, by: &Person) -> Result<Session, ApiError> {
        let call = Sudo { login };
        let base = &self.options.base_url;
        for attempt in 0..2 {
            let session = Box::pin(self.session_of(by)).await?;
            let request = keyed(Sudo::NAME, base, call.request(base)?, &session)?;
            match self.send(&call, request).await {
                Err(error) if attempt == 0 && error.kind() == ErrorKind::Unauthenticated => {
                    self.forget(by, &session).await;
                }
                answer => return answer,
            }
        }
        Err(ApiError::new(ErrorKind::Unauthenticated, Sudo::NAME, "the session ends at once"))
    }

    async fn send<C: Call>(&self, call: &C, request: Request<Bytes>) -> Result<C::Reply, ApiError> {
        let repeatable = call.idempotence().holds(request.method());
        let how = Exchange { operation: C::NAME, repeatable, retry: self.retry() };
        exchange(&self.transport, &self.clock, how, request, |answer| call.reply(answer)).await
    }

    /// Drops a session, unless somebody signed in again meanwhile.
    async fn forget(&self, person: &Person, old: &Session) {
        let mut kept = person.session.lock().await;
        let is_old = |kept: &Session| kept.key.expose_secret() == old.key.expose_secret();
        if kept.as_ref().is_some_and(is_old) {
            *kept = None;
        }
    }

    fn retry(&self) -> Retry {
        let nth = self.calls.fetch_add(1, Ordering::Relaxed);
        let seed = self.options.seed.wrapping_add(nth.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        Retry::new(self.options.retry.clone(), seed)
    }
}

/// Adds the key, for the session's own server only.
fn keyed(
    operation: &'static str,
    base: &BaseUrl,
    mut request: Request<Bytes>,
    session: &Session,
) -> Result<Request<Bytes>, ApiError> {
    if !base.owns(request.uri()) {
        let why = "the request leads to another host than the key was issued for";
        return Err(ApiError::new(ErrorKind::ForeignLink, operation, why));
    }
    let key = HeaderValue::try_from(session.key.expose_secret());
    let mut key = key.map_err(|_| {
        ApiError::new(ErrorKind::Unauthenticated, operation, "the key cannot stand in a header")
    })?;
    key.set_sensitive(true);
    request.headers_mut().insert("x-bm-apikey", key);
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    Ok(request)
}
