//! The macro that writes a call.

use bytes::Bytes;
use http::{Method, Request};
use serde::Serialize;
use viaduc_rest::{ApiError, ErrorKind, Target};

/// The server refuses JSON bodies above this, with a fault that does not say it clearly.
pub(crate) const BODY_LIMIT: usize = 10_000_000;

/// A request with a JSON body, refused here where the server would refuse it.
pub(crate) fn json<T: Serialize + ?Sized>(
    target: Target,
    operation: &'static str,
    method: Method,
    value: &T,
) -> Result<Request<Bytes>, ApiError> {
    let request = target.json(operation, method, value)?;
    within_limit(operation, request)
}

pub(crate) fn within_limit(
    operation: &'static str,
    request: Request<Bytes>,
) -> Result<Request<Bytes>, ApiError> {
    if request.body().len() <= BODY_LIMIT {
        return Ok(request);
    }
    let size = request.body().len();
    Err(ApiError::new(ErrorKind::TooLarge, operation, format!("a JSON body of {size} bytes"))
        .with_hint("the server takes 10,000,000 bytes at most"))
}

/// A struct that borrows its arguments, its constructor, and the exchange.
///
/// `method` is one of GET, PUT, POST, DELETE; `body` is JSON; `raw` is bytes as they are.
macro_rules! call {
    (
        $(#[$meta:meta])*
        pub struct $name:ident ($op:literal) $( <$life:lifetime> )? {
            $( $(#[$field_meta:meta])* $field:ident : $ty:ty ),* $(,)?
        }
        $method:ident |$this:ident, $base:ident| $target:expr;
        $(body |$b:ident| $body:expr;)?
        $(raw |$r:ident| $raw:expr;)?
        $(patience $patience:expr;)?
        $(idempotence $idempotence:ident;)?
        reply $reply:ty => $read:expr;
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        pub struct $name $(<$life>)? { $( $(#[$field_meta])* pub $field: $ty, )* }

        impl $(<$life>)? $name $(<$life>)? {
            /// The call with these arguments.
            #[must_use]
            #[allow(clippy::new_without_default, reason = "some calls have no argument")]
            pub fn new($($field: $ty),*) -> Self {
                Self { $($field,)* }
            }
        }

        impl $(<$life>)? viaduc_rest::Call for $name $(<$life>)? {
            type Reply = $reply;
            const NAME: &'static str = $op;

            fn request(
                &self,
                $base: &viaduc_rest::BaseUrl,
            ) -> Result<http::Request<bytes::Bytes>, viaduc_rest::ApiError> {
                let $this = self;
                let target = $target;
                let method = http::Method::$method;
                call!(@build self, target, method
                    $(, body |$b| $body)? $(, raw |$r| $raw)? $(, patience $patience)?)
            }

            fn reply(
                &self,
                response: http::Response<bytes::Bytes>,
            ) -> Result<$reply, viaduc_rest::ApiError> {
                $read(Self::NAME, &response)
            }

            $(
                fn idempotence(&self) -> viaduc_rest::Idempotence {
                    viaduc_rest::Idempotence::$idempotence
                }
            )?
        }
    };
    (@build $self:ident, $target:ident, $method:ident) => {
        $target.request(Self::NAME, $method)
    };
    (@build $self:ident, $target:ident, $method:ident, patience $patience:expr) => {{
        let mut request = $target.request(Self::NAME, $method)?;
        request.extensions_mut().insert(viaduc_rest::Patience($patience));
        Ok(request)
    }};
    (@build $self:ident, $target:ident, $method:ident, body |$b:ident| $body:expr) => {{
        let $b = $self;
        $crate::call::json($target, Self::NAME, $method, $body)
    }};
    (@build $self:ident, $target:ident, $method:ident, raw |$r:ident| $raw:expr, patience $patience:expr) => {{
        let $r = $self;
        let mut request = $target.body(Self::NAME, $method, $raw)?;
        let kind = http::HeaderValue::from_static("application/octet-stream");
        request.headers_mut().insert(http::header::CONTENT_TYPE, kind);
        request.extensions_mut().insert(viaduc_rest::Patience($patience));
        Ok(request)
    }};
}
