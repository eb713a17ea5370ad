//! What every call of Graph has, and two macros that write it.

use viaduc_rest::Call;

/// A call of Graph.
pub trait GraphCall: Call {
    /// The user in whose mailbox it reads: requests are limited for each mailbox, and refused for each.
    fn mailbox(&self) -> Option<&str> {
        None
    }
}

impl<C: GraphCall> GraphCall for &C {
    fn mailbox(&self) -> Option<&str> {
        C::mailbox(self)
    }
}

/// A struct of public fields with a constructor that takes each of them.
macro_rules! call_struct {
    (
        $(#[$meta:meta])*
        pub struct $name:ident { $( $(#[$field_meta:meta])* $field:ident : $ty:ty ),* $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $name { $( $(#[$field_meta])* pub $field: $ty, )* }

        impl $name {
            /// The call with these arguments.
            #[must_use]
            #[allow(clippy::new_without_default, reason = "some calls have no argument")]
            pub fn new($($field: impl Into<$ty>),*) -> Self {
                Self { $($field: $field.into(),)* }
            }
        }
    };
}

/// A call that reads one thing.
macro_rules! one {
    (
        $(#[$meta:meta])*
        pub struct $name:ident ($op:literal) { $($fields:tt)* }
        mailbox |$m:ident| $mailbox:expr;
        target |$this:ident, $base:ident| $target:expr;
        $(patience $patience:expr;)?
        reply $reply:ty => $read:expr;
    ) => {
        call_struct! { $(#[$meta])* pub struct $name { $($fields)* } }

        impl $crate::GraphCall for $name {
            fn mailbox(&self) -> Option<&str> {
                let $m = self;
                $mailbox
            }
        }

        impl viaduc_rest::Call for $name {
            type Reply = $reply;
            const NAME: &'static str = $op;

            fn request(
                &self,
                $base: &viaduc_rest::BaseUrl,
            ) -> Result<http::Request<bytes::Bytes>, viaduc_rest::ApiError> {
                let $this = self;
                #[allow(unused_mut, reason = "only some calls ask for patience")]
                let mut request = $target.get(Self::NAME)?;
                $( request.extensions_mut().insert(viaduc_rest::Patience($patience)); )?
                Ok(request)
            }

            fn reply(
                &self,
                response: http::Response<bytes::Bytes>,
            ) -> Result<$reply, viaduc_rest::ApiError> {
                let about = $crate::fault::About::of($crate::GraphCall::mailbox(self));
                $read(Self::NAME, about, response)
            }
        }
    };
}

/// A call that reads a collection in pages; `page_size` items are asked for in each, where it is given.
macro_rules! pages {
    (
        $(#[$meta:meta])*
        pub struct $name:ident ($op:literal) of $item:ty { $($fields:tt)* }
        mailbox |$m:ident| $mailbox:expr;
        target |$this:ident, $base:ident| $target:expr;
        $(page_size $size:literal;)?
        about $about:ident;
    ) => {
        call_struct! { $(#[$meta])* pub struct $name { $($fields)* } }

        impl $crate::GraphCall for $name {
            fn mailbox(&self) -> Option<&str> {
                let $m = self;
                $mailbox
            }
        }

        impl viaduc_rest::Call for $name {
            type Reply = viaduc_rest::Page<$item>;
            const NAME: &'static str = $op;

            fn request(
                &self,
                $base: &viaduc_rest::BaseUrl,
            ) -> Result<http::Request<bytes::Bytes>, viaduc_rest::ApiError> {
                let $this = self;
                let request = $target.get(Self::NAME)?;
                $( let request = $crate::reply::paged_by(request, $size); )?
                Ok(request)
            }

            fn reply(
                &self,
                response: http::Response<bytes::Bytes>,
            ) -> Result<viaduc_rest::Page<$item>, viaduc_rest::ApiError> {
                $crate::reply::page(Self::NAME, $crate::fault::About::$about, &response)
            }
        }

        impl viaduc_rest::Paged for $name {
            type Item = $item;

            fn follow(
                &self,
                link: &viaduc_rest::Link,
            ) -> Result<http::Request<bytes::Bytes>, viaduc_rest::ApiError> {
                let request = link.get(<Self as viaduc_rest::Call>::NAME)?;
                $( let request = $crate::reply::paged_by(request, $size); )?
                Ok(request)
            }
        }
    };
}
