//! Reading answers. An operation without a result answers 200 with an empty body; a missing one answers 204; a
//! JSON `null` is the same. Anything else that is not the result is an error.
//!
//! BlueMind: `DefaultResponseCodecs`.

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use viaduc_bluemind_types::{ContainerChangeset, ItemUid, ItemValue, TaskRef};
use viaduc_rest::{ApiError, ErrorKind, json};
use viaduc_wire::List;

use crate::fault::{body_fault, fault, from_fault};

/// What a result must have to be one, since objects are read tolerantly.
pub(crate) trait Whole {
    /// Whether it is all there.
    fn is_whole(&self) -> bool;
}

impl<T> Whole for ItemValue<T> {
    fn is_whole(&self) -> bool {
        self.uid.is_some() && self.value.is_some()
    }
}

impl Whole for ItemUid {
    fn is_whole(&self) -> bool {
        !self.as_str().is_empty()
    }
}

impl Whole for String {
    fn is_whole(&self) -> bool {
        true
    }
}

/// No result: an empty body, `null`, or JSON that is no fault (an older or newer version may answer something).
pub(crate) fn void(operation: &'static str, response: &Response<Bytes>) -> Result<(), ApiError> {
    if succeeded(operation, response)? != Answer::Body {
        return Ok(());
    }
    refuse_fault(operation, response)?;
    json::read::<viaduc_wire::Json>(operation, response).map(drop)
}

/// A result that may be missing: nothing of that name exists.
pub(crate) fn maybe<T: DeserializeOwned + Whole>(
    operation: &'static str,
    response: &Response<Bytes>,
) -> Result<Option<T>, ApiError> {
    match succeeded(operation, response)? {
        Answer::Nothing if response.status().as_u16() == 204 => Ok(None),
        Answer::Null => Ok(None),
        Answer::Nothing | Answer::Body => whole(operation, response, T::is_whole).map(Some),
    }
}

/// A result that `is_whole`.
pub(crate) fn whole<T: DeserializeOwned>(
    operation: &'static str,
    response: &Response<Bytes>,
    is_whole: impl Fn(&T) -> bool,
) -> Result<T, ApiError> {
    succeeded(operation, response)?;
    let value = json::read(operation, response);
    if value.as_ref().is_ok_and(is_whole) {
        return value;
    }
    refuse_fault(operation, response)?;
    value.and_then(|_| Err(unexpected(operation, response, "an object that is not the result")))
}

/// A result of a type that is read strictly (a number, a map of texts).
pub(crate) fn value<T: DeserializeOwned>(
    operation: &'static str,
    response: &Response<Bytes>,
) -> Result<T, ApiError> {
    succeeded(operation, response)?;
    // A fault is a map of texts, too.
    refuse_fault(operation, response)?;
    json::read(operation, response)
}

/// A list, every element of it whole.
pub(crate) fn list<T: Whole>(
    operation: &'static str,
    response: &Response<Bytes>,
) -> Result<Vec<T>, ApiError>
where
    List<T>: DeserializeOwned,
{
    if succeeded(operation, response)? != Answer::Body {
        return Err(unexpected(operation, response, "nothing instead of a list"));
    }
    refuse_fault(operation, response)?;
    let list: List<T> = json::read(operation, response)?;
    elements(operation, response, list)
}

/// The elements of a list, if all of them could be read.
pub(crate) fn elements<T: Whole>(
    operation: &'static str,
    response: &Response<Bytes>,
    list: List<T>,
) -> Result<Vec<T>, ApiError> {
    if let Some(stray) = list.strays().first() {
        let what = format!("a list whose element {} is of another type", stray.index);
        return Err(unexpected(operation, response, &what));
    }
    if let Some(index) = list.iter().position(|element| !element.is_whole()) {
        let what = format!("a list whose element {index} lacks what makes it one");
        return Err(unexpected(operation, response, &what));
    }
    Ok(list.into_vec())
}

/// Raw bytes, at least one, and no web page.
pub(crate) fn content(
    operation: &'static str,
    response: &Response<Bytes>,
) -> Result<Bytes, ApiError> {
    match succeeded(operation, response)? {
        Answer::Nothing => Err(unexpected(operation, response, "no content")),
        Answer::Null | Answer::Body if json::looks_like_html(response) => {
            Err(unexpected(operation, response, "a web page instead of the content"))
        }
        Answer::Null | Answer::Body => Ok(response.body().clone()),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Nothing,
    Null,
    Body,
}

fn succeeded(operation: &'static str, response: &Response<Bytes>) -> Result<Answer, ApiError> {
    match response.status().as_u16() {
        200 | 204 => Ok(match response.body().trim_ascii() {
            b"" => Answer::Nothing,
            b"null" => Answer::Null,
            _ => Answer::Body,
        }),
        _ => Err(fault(operation, response)),
    }
}

fn refuse_fault(operation: &'static str, response: &Response<Bytes>) -> Result<(), ApiError> {
    body_fault(response).map_or(Ok(()), |fault| Err(from_fault(operation, response, fault)))
}

pub(crate) fn unexpected(
    operation: &'static str,
    response: &Response<Bytes>,
    what: &str,
) -> ApiError {
    ApiError::new(ErrorKind::UnexpectedReply, operation, what).with_response(response)
}

/// A changeset.
pub(crate) fn changeset(
    operation: &'static str,
    response: &Response<Bytes>,
) -> Result<ContainerChangeset<ItemUid>, ApiError> {
    whole(operation, response, |set: &ContainerChangeset<ItemUid>| set.version.is_some())
}

/// A task to wait for.
pub(crate) fn task(
    operation: &'static str,
    response: &Response<Bytes>,
) -> Result<TaskRef, ApiError> {
    whole(operation, response, |task: &TaskRef| task.id.is_some())
}
