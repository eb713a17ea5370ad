//! The client: a token, a gate for each mailbox, and the loop around each call.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_lock::Mutex;
use bytes::Bytes;
use http::{HeaderValue, Request, header};
use viaduc_graph_types::DeltaLink;
use viaduc_rest::{
    ApiError, BaseUrl, Clock, ErrorKind, Exchange, Page, Paged, Pages, Retry, RetryPolicy,
    Transport, drive, exchange,
};

use crate::GraphCall;
use crate::auth::{ClientCredentials, GetToken, Token};
use crate::delta::Delta;
use crate::gate::{Gated, Gates};

/// Where, as whom, and how patiently.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The API's root with its version: `https://graph.microsoft.com/v1.0`, or another cloud's.
    pub base_url: BaseUrl,
    /// As whom.
    pub credentials: ClientCredentials,
    /// When a failed request is sent again.
    pub retry: RetryPolicy,
    /// Requests at once in one mailbox. The service takes four from one application.
    pub per_mailbox: usize,
    /// Spreads the waits of several processes; each gives another number.
    pub seed: u64,
}

impl Options {
    /// The usual: four requests at once in a mailbox, the default patience.
    #[must_use]
    pub fn new(base_url: BaseUrl, credentials: ClientCredentials) -> Self {
        Self { base_url, credentials, retry: RetryPolicy::default(), per_mailbox: 4, seed: 0 }
    }
}

/// Reads a tenant. Cloning shares the token and the limits.
pub struct GraphClient<T, K>(Arc<Inner<T, K>>);

impl<T, K> Clone for GraphClient<T, K> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

struct Inner<T, K> {
    transport: T,
    clock: K,
    options: Options,
    gates: Gates,
    token: Mutex<Option<(Token, Duration)>>,
    calls: AtomicU64,
}

impl<T, K> std::fmt::Debug for GraphClient<T, K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GraphClient").field("options", &self.0.options).finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
impl GraphClient<viaduc_rest_reqwest::ReqwestTransport, viaduc_rest_reqwest::TokioClock> {
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

impl<T: Transport, K: Clock> GraphClient<T, K> {
    /// A client over any transport and clock.
    #[must_use]
    pub fn new(transport: T, clock: K, options: Options) -> Self {
        let gates = Gates::new(options.per_mailbox, options.retry.longest_asked);
        let (token, calls) = (Mutex::new(None), AtomicU64::new(0));
        Self(Arc::new(Inner { transport, clock, options, gates, token, calls }))
    }

    /// The API's root.
    #[must_use]
    pub fn base_url(&self) -> &BaseUrl {
        &self.0.options.base_url
    }

    /// Fetches a token, to learn early whether the credentials are good.
    ///
    /// # Errors
    /// What the token endpoint refuses, with the remedy.
    pub async fn sign_in(&self) -> Result<(), ApiError> {
        self.token().await.map(drop)
    }

    /// Carries a call out, with its repetitions.
    ///
    /// # Errors
    /// [`ApiError`]; [`ErrorKind`] names the mailbox's own troubles.
    pub async fn call<C: GraphCall>(&self, call: &C) -> Result<C::Reply, ApiError> {
        let request = call.request(self.base_url())?;
        self.send(call, request).await
    }

    /// The pages of a collection, one after the other.
    #[must_use]
    pub fn pages<C: GraphCall + Paged>(&self, call: C) -> Pager<T, K, C> {
        Pager { client: self.clone(), pages: Pages::new(call) }
    }

    /// All items of a collection as one page, for collections that fit into memory.
    ///
    /// # Errors
    /// Those of any of its pages.
    pub async fn all<C: GraphCall + Paged>(&self, call: C) -> Result<Page<C::Item>, ApiError> {
        let mut pager = self.pages(call);
        let mut all = Page::new(Vec::new());
        while let Some(page) = pager.next().await? {
            all.items.extend(page.items);
            all.unreadable.extend(page.unreadable);
        }
        Ok(all)
    }

    /// The changes of a collection since `link`, or all of it where there is none.
    #[must_use]
    pub fn delta<C: GraphCall + Paged + Clone>(
        &self,
        call: C,
        link: Option<&DeltaLink>,
    ) -> Delta<T, K, C> {
        Delta::new(self.clone(), call, link)
    }

    /// Sends one request of a call, with token and repetitions.
    pub(crate) async fn send<C: GraphCall>(
        &self,
        call: &C,
        request: Request<Bytes>,
    ) -> Result<C::Reply, ApiError> {
        let token = self.token().await?;
        match self.once(call, &request, &token).await {
            Err(error) if error.kind() == ErrorKind::Unauthenticated => {
                self.forget(&token).await;
                self.once(call, &request, &self.token().await?).await
            }
            answer => answer,
        }
    }

    async fn once<C: GraphCall>(
        &self,
        call: &C,
        request: &Request<Bytes>,
        token: &Token,
    ) -> Result<C::Reply, ApiError> {
        // Only this service's own root is given the token, whatever a call made.
        if !self.base_url().owns(request.uri()) {
            return Err(ApiError::new(
                ErrorKind::ForeignLink,
                C::NAME,
                "the request leads to another host than the token was issued for",
            ));
        }
        let mut request = request.clone();
        let headers = request.headers_mut();
        headers.insert(header::AUTHORIZATION, token.header.clone());
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json, */*;q=0.1"));
        if call.mailbox().is_some() {
            // Ids that stay when an item moves; asked for each time, since mixing gives two ids to an item.
            headers.append("prefer", HeaderValue::from_static("IdType=\"ImmutableId\""));
        }
        let gate = self.0.gates.of(call.mailbox());
        let gated = Gated { gate: &gate, transport: &self.0.transport, clock: &self.0.clock };
        let repeatable = call.idempotence().holds(request.method());
        let how = Exchange { operation: C::NAME, repeatable, retry: self.retry() };
        exchange(&gated, &self.0.clock, how, request, |answer| call.reply(answer)).await
    }

    /// The token, fetched or renewed by the first who finds it old; the others wait.
    async fn token(&self) -> Result<Token, ApiError> {
        let mut kept = self.0.token.lock().await;
        let now = self.0.clock.now();
        if let Some((token, _)) = kept.as_ref().filter(|(_, until)| now < *until) {
            return Ok(token.clone());
        }
        let credentials = &self.0.options.credentials;
        let scope = match &credentials.scope {
            Some(scope) => scope.clone(),
            None => format!("{}/.default", self.base_url().origin()),
        };
        let call = GetToken { credentials, scope };
        let (transport, clock) = (&self.0.transport, &self.0.clock);
        let token = drive(transport, clock, self.retry(), &credentials.token_url, &call).await?;
        let until = self.0.clock.now().saturating_add(token.useful());
        *kept = Some((token.clone(), until));
        Ok(token)
    }

    /// Drops a token that was refused, unless somebody renewed it meanwhile.
    async fn forget(&self, refused: &Token) {
        let mut kept = self.0.token.lock().await;
        if kept.as_ref().is_some_and(|(token, _)| token.header == refused.header) {
            *kept = None;
        }
    }

    fn retry(&self) -> Retry {
        let nth = self.0.calls.fetch_add(1, Ordering::Relaxed);
        let seed = self.0.options.seed.wrapping_add(nth.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        Retry::new(self.0.options.retry.clone(), seed)
    }
}

/// The pages of one collection.
#[derive(Debug)]
pub struct Pager<T, K, C> {
    pub(crate) client: GraphClient<T, K>,
    pub(crate) pages: Pages<C>,
}

impl<T: Transport, K: Clock, C: GraphCall + Paged> Pager<T, K, C> {
    /// The next page, or nothing after the last. After an error the same page may be asked for again.
    ///
    /// # Errors
    /// Those of the call, and those of [`Pages`]' guards.
    pub async fn next(&mut self) -> Result<Option<Page<C::Item>>, ApiError> {
        let Some(request) = self.pages.request(self.client.base_url())? else { return Ok(None) };
        let page = self.client.send(self.pages.call(), request).await?;
        self.pages.advance(self.client.base_url(), page).map(Some)
    }
}
