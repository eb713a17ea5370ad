//! Where requests go, and which links may be followed with a token.

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Uri, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use url::{Host, Url};

use crate::{ApiError, ErrorKind};

/// Everything but RFC 3986 §2.3 `unreserved` is encoded in a path segment. `+` becomes `%2B` and `/`
/// `%2F`: servers that decode a segment like a form would otherwise read a space, or two segments.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// In a query value the delimiters of OData stay readable; `&`, `#`, `+`, `%` and blanks do not.
const QUERY: &AsciiSet = &SEGMENT
    .remove(b'$')
    .remove(b',')
    .remove(b'(')
    .remove(b')')
    .remove(b'\'')
    .remove(b':')
    .remove(b'/')
    .remove(b'@')
    .remove(b'=');

/// The root that requests are made under, for example `https://graph.microsoft.com/v1.0`.
///
/// A base URL is `https`, or plain `http` to the loopback interface: nothing else may see a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    text: String,
    url: Url,
}

/// Why a text cannot be a [`BaseUrl`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidBaseUrl {
    /// Not an absolute URL.
    #[error("not an absolute URL: {0}")]
    Syntax(#[from] url::ParseError),
    /// The scheme is neither `https` nor `http`.
    #[error("a base URL begins with https://, not {0}:")]
    Scheme(String),
    /// Plain HTTP to another machine: whoever is on the way could read the token.
    #[error("plain http is allowed to the loopback interface only, not to {0}; use https")]
    PlainHttp(String),
    /// A user name or a password stands in the URL.
    #[error("a base URL holds no user name and no password")]
    Credentials,
    /// A query or a fragment stands in the URL.
    #[error("a base URL holds no query and no fragment")]
    Query,
}

impl BaseUrl {
    /// Reads a base URL; a slash at its end does not matter.
    ///
    /// # Errors
    /// [`InvalidBaseUrl`], each variant with what to write instead.
    pub fn parse(text: &str) -> Result<Self, InvalidBaseUrl> {
        let url = Url::parse(text.trim())?;
        let host = url.host_str().unwrap_or_default().to_owned();
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            "http" => return Err(InvalidBaseUrl::PlainHttp(host)),
            other => return Err(InvalidBaseUrl::Scheme(other.to_owned())),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidBaseUrl::Credentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(InvalidBaseUrl::Query);
        }
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { text, url })
    }

    /// The URL without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port without the path: `https://graph.microsoft.com`.
    #[must_use]
    pub fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// The host, lower-case, as in the URL (IPv6 in brackets).
    #[must_use]
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// Whether the host is this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// The base URL itself as a target, for servers with one endpoint (a token endpoint).
    pub fn target(&self) -> Target {
        Target { text: self.text.clone(), queried: false, invalid: None }
    }

    /// A target below this URL; `path` is fixed text, what varies is added by [`Target::segment`].
    pub fn at(&self, path: &'static str) -> Target {
        self.target().path(path)
    }

    /// Takes a link that the server wrote (`@odata.nextLink`), if it leads to this server.
    ///
    /// Scheme, host and port must be those of the base URL, under two independent URL parsers, and no
    /// user name may stand in the link. The text is kept exactly as the server wrote it.
    ///
    /// # Errors
    /// [`ErrorKind::ForeignLink`] otherwise, naming the host and nothing else of the link.
    pub fn link(&self, operation: &'static str, text: &str) -> Result<Link, ApiError> {
        let foreign = |host: &str| {
            ApiError::new(
                ErrorKind::ForeignLink,
                operation,
                format!("the server's link leads to {host:?} instead of {}", self.host()),
            )
            .with_hint("no token was sent there; check that the base URL is the service's own root")
        };
        let url = Url::parse(text).map_err(|_| foreign("no absolute URL"))?;
        let host = url.host_str().unwrap_or_default();
        let credentials = !url.username().is_empty() || url.password().is_some();
        if url.origin() != self.url.origin() || credentials {
            return Err(foreign(host));
        }
        // The text is sent as it came where `http` can read it and reads the same host.
        let exact = text.parse::<Uri>().ok().filter(|uri| self.owns(uri));
        let uri = match exact {
            Some(uri) => uri,
            None => url.as_str().parse::<Uri>().map_err(|_| foreign(host))?,
        };
        if !self.owns(&uri) {
            return Err(foreign(host));
        }
        Ok(Link { text: text.to_owned(), uri })
    }

    /// Whether an address leads to this server: the only one a token for it may be sent to.
    #[must_use]
    pub fn owns(&self, uri: &Uri) -> bool {
        let default = if self.url.scheme() == "https" { 443 } else { 80 };
        uri.scheme_str().is_some_and(|scheme| scheme.eq_ignore_ascii_case(self.url.scheme()))
            && uri.host().is_some_and(|host| host.eq_ignore_ascii_case(self.host()))
            && uri.port_u16().unwrap_or(default) == self.url.port().unwrap_or(default)
            && !uri.authority().is_some_and(|authority| authority.as_str().contains('@'))
    }
}

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::str::FromStr for BaseUrl {
    type Err = InvalidBaseUrl;

    fn from_str(text: &str) -> Result<Self, InvalidBaseUrl> {
        Self::parse(text)
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// A link of the server that leads back to the server. Followed, never built: see [`BaseUrl::link`].
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    text: String,
    uri: Uri,
}

impl Link {
    /// The link exactly as the server wrote it, for keeping (a delta link in a ledger).
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// A GET of the link.
    ///
    /// # Errors
    /// Does not fail in practice: the address was read before.
    pub fn get(&self, operation: &'static str) -> Result<Request<Bytes>, ApiError> {
        build(operation, Method::GET, self.uri.clone(), Bytes::new())
    }
}

/// Links hold tokens of paging and delta, which are state and no secret; still they are long and of no
/// use in a log.
impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Link({}…)", self.text.split('?').next().unwrap_or_default())
    }
}

/// An address below a [`BaseUrl`], built piece by piece: fixed text by [`path`](Self::path), data by
/// [`segment`](Self::segment) and [`query`](Self::query), which encode.
#[derive(Clone, Debug)]
#[must_use]
pub struct Target {
    text: String,
    queried: bool,
    invalid: Option<&'static str>,
}

impl Target {
    /// Adds fixed text, one or several segments, as it is.
    pub fn path(mut self, path: &'static str) -> Self {
        self.text.push('/');
        self.text.push_str(path.trim_matches('/'));
        self
    }

    /// Adds one segment of data, percent-encoded.
    ///
    /// An empty segment, `.` and `..` cannot stand in a path, encoded or not (WHATWG URL reads `%2e%2e`
    /// as `..`): the request is then refused, since it would address another resource.
    pub fn segment(mut self, data: &str) -> Self {
        if matches!(data, "" | "." | "..") {
            self.invalid = Some("an id in the path is empty or consists of dots");
        }
        self.text.push('/');
        self.text.extend(utf8_percent_encode(data, SEGMENT));
        self
    }

    /// Adds a query parameter, its value percent-encoded.
    pub fn query(mut self, name: &'static str, value: &str) -> Self {
        self.text.push(if self.queried { '&' } else { '?' });
        self.queried = true;
        self.text.push_str(name);
        self.text.push('=');
        self.text.extend(utf8_percent_encode(value, QUERY));
        self
    }

    /// Adds a query parameter if there is a value.
    pub fn query_opt(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// A request without a body.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] where an id cannot stand in an address (see
    /// [`segment`](Self::segment)), or the address is longer than 64 kB.
    pub fn request(
        self,
        operation: &'static str,
        method: Method,
    ) -> Result<Request<Bytes>, ApiError> {
        self.body(operation, method, Bytes::new())
    }

    /// A GET.
    ///
    /// # Errors
    /// As [`request`](Self::request).
    pub fn get(self, operation: &'static str) -> Result<Request<Bytes>, ApiError> {
        self.request(operation, Method::GET)
    }

    /// A request with raw bytes as its body.
    ///
    /// # Errors
    /// As [`request`](Self::request).
    pub fn body(
        self,
        operation: &'static str,
        method: Method,
        body: Bytes,
    ) -> Result<Request<Bytes>, ApiError> {
        if let Some(why) = self.invalid {
            return Err(ApiError::new(ErrorKind::InvalidRequest, operation, why));
        }
        let uri = self.text.parse::<Uri>().map_err(|error| {
            ApiError::new(ErrorKind::InvalidRequest, operation, "the address cannot be written")
                .with_source(error)
        })?;
        build(operation, method, uri, body)
    }

    /// A request with a JSON body.
    ///
    /// # Errors
    /// As [`request`](Self::request), and where `value` cannot be written as JSON.
    pub fn json<T: Serialize + ?Sized>(
        self,
        operation: &'static str,
        method: Method,
        value: &T,
    ) -> Result<Request<Bytes>, ApiError> {
        let body = serde_json::to_vec(value).map_err(|error| {
            ApiError::new(
                ErrorKind::InvalidRequest,
                operation,
                "the value cannot be written as JSON",
            )
            .with_source(error)
        })?;
        let mut request = self.body(operation, method, body.into())?;
        request
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Ok(request)
    }
}

fn build(
    operation: &'static str,
    method: Method,
    uri: Uri,
    body: Bytes,
) -> Result<Request<Bytes>, ApiError> {
    Request::builder().method(method).uri(uri).body(body).map_err(|error| {
        ApiError::new(ErrorKind::InvalidRequest, operation, "the request cannot be built")
            .with_source(error)
    })
}

#[cfg(test)]
mod tests;
