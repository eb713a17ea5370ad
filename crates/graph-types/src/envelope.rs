use viaduc_wire::{self as wire, List};

use crate::{DeltaLink, NextLink};

wire::object! {
    /// One page of a collection. A page can be shorter than asked for, or empty, and still have a next one.
    pub struct Page<T> {
        /// Describes the answer.
        odata_context: Option<String> = "@odata.context",
        /// How many items there are in all, if asked for.
        count: Option<i64> = "@odata.count",
        /// The items; absent in some broken answers.
        value: List<T> = "value",
        /// Where the next page is; absent on the last.
        next_link: Option<NextLink> = "@odata.nextLink",
        /// On the last page of a delta answer: where the next round is.
        delta_link: Option<DeltaLink> = "@odata.deltaLink",
    }
}

wire::object! {
    /// Why an item of a delta answer is gone.
    pub struct Removed {
        /// `deleted`, or `changed` where it left the range that was asked for.
        reason: Option<String> = "reason",
    }
}

wire::object! {
    /// The body of an answer that failed.
    pub struct ErrorBody {
        /// What went wrong.
        error: Option<ErrorDetail> = "error",
    }
}

wire::object! {
    /// What went wrong. Graph: the error resource.
    pub struct ErrorDetail {
        /// A word for programs, for instance `ErrorItemNotFound`.
        code: Option<String> = "code",
        /// A sentence for developers.
        message: Option<String> = "message",
        /// What it is about.
        target: Option<String> = "target",
        /// Several errors behind this one.
        details: List<ErrorDetail> = "details",
        /// More, from deeper inside.
        inner_error: Option<Box<InnerError>> = "innerError",
    }
}

wire::object! {
    /// More about an error: what support asks for. May nest.
    pub struct InnerError {
        /// A more specific word.
        code: Option<String> = "code",
        /// The service's id of the request.
        request_id: Option<String> = "request-id",
        /// The client's id of the request.
        client_request_id: Option<String> = "client-request-id",
        /// When.
        date: Option<String> = "date",
        /// Still more.
        inner_error: Option<Box<InnerError>> = "innerError",
    }
}

wire::object! {
    /// The error of the token endpoint. OAuth 2.0 (RFC 6749 section 5.2), with Microsoft's additions.
    pub struct TokenErrorBody {
        /// For instance `invalid_client`.
        error: Option<String> = "error",
        /// A sentence that starts with the `AADSTS` code.
        error_description: Option<String> = "error_description",
        /// The numbers after `AADSTS`.
        error_codes: List<i64> = "error_codes",
        /// When.
        timestamp: Option<String> = "timestamp",
        /// Identifies the request at the service.
        trace_id: Option<String> = "trace_id",
        /// Identifies the request at the service, across services.
        correlation_id: Option<String> = "correlation_id",
        /// A page about the error.
        error_uri: Option<String> = "error_uri",
    }
}
