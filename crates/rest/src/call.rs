//! One exchange as a value.

use bytes::Bytes;
use http::{Method, Request, Response};

use crate::{ApiError, BaseUrl};

/// One exchange with a server, without the server: how to ask, and how to read the answer.
pub trait Call {
    /// What the answer means.
    type Reply;
    /// The operation's name, `resource.operation`: in errors, logs and metrics.
    const NAME: &'static str;

    /// The request, without credentials: the client adds them.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) where an argument cannot stand in a
    /// request.
    fn request(&self, base: &BaseUrl) -> Result<Request<Bytes>, ApiError>;

    /// Reads the answer, whatever its status.
    ///
    /// # Errors
    /// The server's refusal, or an answer that is none: typed, and naming [`NAME`](Self::NAME).
    fn reply(&self, response: Response<Bytes>) -> Result<Self::Reply, ApiError>;

    /// Whether the exchange may be repeated when nobody knows if the server carried it out.
    fn idempotence(&self) -> Idempotence {
        Idempotence::ByMethod
    }
}

impl<C: Call> Call for &C {
    type Reply = C::Reply;
    const NAME: &'static str = C::NAME;

    fn request(&self, base: &BaseUrl) -> Result<Request<Bytes>, ApiError> {
        C::request(self, base)
    }

    fn reply(&self, response: Response<Bytes>) -> Result<Self::Reply, ApiError> {
        C::reply(self, response)
    }

    fn idempotence(&self) -> Idempotence {
        C::idempotence(self)
    }
}

/// Whether carrying an operation out twice equals carrying it out once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Idempotence {
    /// As RFC 9110 §9.2.2 says of the method: GET, HEAD, PUT and DELETE are idempotent, POST is not.
    ByMethod,
    /// Idempotent whatever the method (a search by POST).
    Yes,
    /// Not idempotent whatever the method (a PUT that refuses what exists).
    No,
}

impl Idempotence {
    /// The answer for a request of this method.
    #[must_use]
    pub fn holds(self, method: &Method) -> bool {
        match self {
            Self::ByMethod => method.is_idempotent(),
            Self::Yes => true,
            Self::No => false,
        }
    }
}
