//! Reading answers: what is missing is an error, never a success with holes.

use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use serde::de::DeserializeOwned;
use viaduc_graph_types as graph;
use viaduc_rest::{ApiError, ErrorKind, Page, Unreadable, json};
use viaduc_wire::FromJson;

use crate::fault::{About, fault};

/// Asks for pages of this size. It is asked again with each page: links keep the query, not the headers.
pub(crate) fn paged_by(mut request: Request<Bytes>, size: u32) -> Request<Bytes> {
    if let Ok(value) = HeaderValue::try_from(format!("odata.maxpagesize={size}")) {
        request.headers_mut().append("prefer", value);
    }
    request
}

/// A page. One without `value` was seen where the service was in trouble: it is no empty page.
pub(crate) fn page<T: FromJson>(
    operation: &'static str,
    about: About,
    response: &Response<Bytes>,
) -> Result<Page<T>, ApiError>
where
    graph::Page<T>: DeserializeOwned,
{
    succeeded(operation, about, response)?;
    let page: graph::Page<T> = json::read(operation, response)?;
    let broken = |what: &str| {
        ApiError::new(ErrorKind::UnexpectedReply, operation, what)
            .with_response(response)
            .with_retryable(true)
    };
    if !page.value.is_present() {
        return Err(broken("a page without a `value` list"));
    }
    // A link of a wrong type is not the absence of a link: the collection would end too early.
    if ["@odata.nextLink", "@odata.deltaLink"].iter().any(|link| page.other.get(link).is_some()) {
        return Err(broken("a page whose link is no text"));
    }
    let unreadable = page.value.strays().iter();
    let unreadable =
        unreadable.map(|stray| Unreadable::new(stray.index, "not a JSON object")).collect();
    let mut answer = Page::new(page.value.into_vec());
    answer.unreadable = unreadable;
    answer.next = page.next_link.map(graph::NextLink::into_string);
    answer.delta = page.delta_link.map(graph::DeltaLink::into_string);
    Ok(answer)
}

/// One item, which `whole` recognises.
pub(crate) fn item<T: DeserializeOwned>(
    operation: &'static str,
    about: About,
    response: &Response<Bytes>,
    whole: impl Fn(&T) -> bool,
) -> Result<T, ApiError> {
    succeeded(operation, about, response)?;
    let item: T = json::read(operation, response)?;
    if whole(&item) {
        return Ok(item);
    }
    Err(ApiError::new(
        ErrorKind::UnexpectedReply,
        operation,
        "an object that is not the item asked for",
    )
    .with_response(response))
}

/// Bytes, at least one.
pub(crate) fn content(
    operation: &'static str,
    about: About,
    response: Response<Bytes>,
) -> Result<Bytes, ApiError> {
    succeeded(operation, about, &response)?;
    if response.body().is_empty() {
        return Err(ApiError::new(ErrorKind::UnexpectedReply, operation, "no content")
            .with_response(&response)
            .with_retryable(true));
    }
    Ok(response.into_body())
}

/// Bytes, or nothing where there are none (a photo that was never set).
pub(crate) fn content_if_any(
    operation: &'static str,
    about: About,
    response: Response<Bytes>,
) -> Result<Option<Bytes>, ApiError> {
    match content(operation, about, response) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == ErrorKind::NotFound && error.code().is_some() => Ok(None),
        Err(error) => Err(error),
    }
}

fn succeeded(
    operation: &'static str,
    about: About,
    response: &Response<Bytes>,
) -> Result<(), ApiError> {
    match response.status().as_u16() {
        200 => Ok(()),
        _ => Err(fault(operation, about, response)),
    }
}
