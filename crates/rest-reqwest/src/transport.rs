//! The transport: reqwest, told what not to do.

use bytes::{Bytes, BytesMut};
use http::{Method, Request, Response, StatusCode, Uri, header};
use url::{Host, Url};
use viaduc_rest::{Patience, SizeLimit, Transport, TransportError, TransportErrorKind};

use crate::why::explain;
use crate::{Options, Proxying, SetupError, tls};

/// Redirects followed in a row, all on one host.
const REDIRECTS: usize = 5;

/// A [`Transport`] over the network. Cloning shares its connections.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    outside: reqwest::Client,
    loopback: reqwest::Client,
    options: Options,
    without_roots: bool,
}

impl ReqwestTransport {
    /// A transport with these options. It opens nothing yet.
    ///
    /// # Errors
    /// [`SetupError`] where the CA file cannot be read or a library refuses the settings.
    pub fn new(options: Options) -> Result<Self, SetupError> {
        let tls = tls::configure(options.extra_ca.as_deref())?;
        let builder = || {
            reqwest::Client::builder()
                .tls_backend_preconfigured(tls.config.clone())
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .connect_timeout(options.connect_timeout)
                .read_timeout(options.read_timeout)
                .user_agent(options.user_agent.clone())
                .referer(false)
        };
        let outside = match &options.proxy {
            Proxying::Environment => builder(),
            Proxying::Direct => builder().no_proxy(),
            Proxying::Through(url) => {
                let proxy = reqwest::Proxy::all(url.as_str()).map_err(SetupError::Http)?;
                builder().no_proxy().proxy(proxy)
            }
        };
        Ok(Self {
            outside: outside.build().map_err(SetupError::Http)?,
            loopback: builder().no_proxy().build().map_err(SetupError::Http)?,
            without_roots: tls.without_roots,
            options,
        })
    }

    async fn once(&self, request: &Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let uri = request.uri();
        let host = uri.authority().map_or_else(String::new, |a| host_and_port(a.as_str()));
        let url = Url::parse(&uri.to_string()).map_err(|error| {
            TransportError::new(TransportErrorKind::Other, host.clone())
                .with_detail(error.to_string())
        })?;
        let client = match (url.scheme(), is_loopback(&url)) {
            (_, true) => &self.loopback,
            ("https", false) => &self.outside,
            _ => return Err(TransportError::new(TransportErrorKind::PlainHttp, host)),
        };
        let patience = request.extensions().get::<Patience>().map_or(self.options.timeout, |p| p.0);
        let limit =
            request.extensions().get::<SizeLimit>().map_or(self.options.size_limit, |l| l.0);
        let sent = client
            .request(request.method().clone(), url)
            .headers(request.headers().clone())
            .timeout(patience)
            .body(request.body().clone())
            .send()
            .await;
        match sent {
            Ok(response) => self.read(&host, limit, response).await,
            Err(error) => Err(explain(&host, self.without_roots, &error)),
        }
    }

    /// Reads the whole answer, or refuses it as soon as it is known to be too large.
    async fn read(
        &self,
        host: &str,
        limit: u64,
        mut response: reqwest::Response,
    ) -> Result<Response<Bytes>, TransportError> {
        let too_large = || {
            TransportError::new(TransportErrorKind::TooLarge, host)
                .with_detail(format!("more than {limit} bytes"))
        };
        let announced = response.content_length().unwrap_or(0);
        if announced > limit {
            return Err(too_large());
        }
        // What a server announces is believed up to a megabyte.
        let mut body =
            BytesMut::with_capacity(usize::try_from(announced.min(1 << 20)).unwrap_or(0));
        let broken = |error: reqwest::Error| explain(host, self.without_roots, &error);
        while let Some(chunk) = response.chunk().await.map_err(broken)? {
            if body.len() as u64 + chunk.len() as u64 > limit {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        let mut whole = Response::new(body.freeze());
        *whole.status_mut() = response.status();
        *whole.version_mut() = response.version();
        *whole.headers_mut() = std::mem::take(response.headers_mut());
        Ok(whole)
    }
}

impl Transport for ReqwestTransport {
    async fn send(&self, mut request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        for _ in 0..REDIRECTS {
            let response = self.once(&request).await?;
            match redirect(&request, &response) {
                Redirect::None => return Ok(response),
                Redirect::Here(uri) => *request.uri_mut() = uri,
                Redirect::Elsewhere(host) => {
                    let own = request.uri().authority().map_or("", |a| a.as_str());
                    return Err(TransportError::new(
                        TransportErrorKind::Redirect,
                        host_and_port(own),
                    )
                    .with_detail(format!("to {host}")));
                }
            }
        }
        let own = request.uri().authority().map_or("", |a| a.as_str());
        Err(TransportError::new(TransportErrorKind::Redirect, host_and_port(own))
            .with_detail("the server redirects in a circle"))
    }
}

enum Redirect {
    None,
    Here(Uri),
    Elsewhere(String),
}

/// Only a GET or HEAD is redirected, and only on its own host: a body or a token goes nowhere else.
fn redirect(request: &Request<Bytes>, response: &Response<Bytes>) -> Redirect {
    let moved = matches!(
        response.status(),
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    );
    let location = response.headers().get(header::LOCATION).and_then(|text| text.to_str().ok());
    let (true, Some(location)) = (moved, location) else { return Redirect::None };
    let Some(from) = Url::parse(&request.uri().to_string()).ok() else { return Redirect::None };
    let Ok(to) = from.join(location) else { return Redirect::None };
    let credentials = !to.username().is_empty() || to.password().is_some();
    if to.origin() != from.origin() || credentials {
        return Redirect::Elsewhere(to.host_str().unwrap_or("no host").to_owned());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Redirect::None;
    }
    to.as_str().parse().map_or(Redirect::None, Redirect::Here)
}

fn host_and_port(authority: &str) -> String {
    authority.rsplit('@').next().unwrap_or_default().to_owned()
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
