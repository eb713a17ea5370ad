//! Many changes of one container in few requests, and what became of each.
//!
//! BlueMind: `_mupdates` of calendars, address books and todo lists.

use std::collections::HashSet;
use std::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, header};
use serde::Serialize;
use viaduc_bluemind_types::{ContainerUid, ContainerUpdatesResult, ErrorCode, ItemUid};
use viaduc_rest::{ApiError, BaseUrl, Call, Clock, ErrorKind, Target, Transport};

use crate::call::BODY_LIMIT;
use crate::{BlueMindClient, fault, reply};

/// What the server's own importers use; larger batches are applied in part when one item trips the server.
const ENTRIES: usize = 50;
/// What stands around the entries.
const FRAME: usize = 64;

/// A kind of container that takes batches.
pub trait Family {
    /// The operation's name.
    const NAME: &'static str;
    /// Whether a deletion says that nobody is to be told of it.
    const TELLS: bool;
    /// The address of a container's items.
    fn target(base: &BaseUrl, container: &ContainerUid) -> Target;
}

/// Calendars.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Calendars;
/// Address books.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Books;
/// Todo lists.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct TodoLists;

impl Family for Calendars {
    const NAME: &'static str = "calendars.updates";
    const TELLS: bool = true;

    fn target(base: &BaseUrl, container: &ContainerUid) -> Target {
        base.at("calendars").segment(container.as_str())
    }
}

impl Family for Books {
    const NAME: &'static str = "addressBooks.updates";
    const TELLS: bool = false;

    fn target(base: &BaseUrl, container: &ContainerUid) -> Target {
        base.at("addressbooks").segment(container.as_str())
    }
}

impl Family for TodoLists {
    const NAME: &'static str = "todoLists.updates";
    const TELLS: bool = true;

    fn target(base: &BaseUrl, container: &ContainerUid) -> Target {
        base.at("todolist").segment(container.as_str())
    }
}

/// Changes of one container: items written, whether they are there or not, and items deleted.
///
/// Deletes come after all writes within a request: do not write and delete the same item in one batch.
#[derive(Debug)]
#[must_use]
pub struct Batch<F> {
    container: ContainerUid,
    entries: Vec<Entry>,
    family: PhantomData<F>,
}

/// `VEventChanges.ItemDelete`, `VTodoChanges.ItemDelete`, `VCardChanges.ItemDelete`.
#[derive(Serialize)]
struct Deletion<'a> {
    uid: &'a ItemUid,
    #[serde(rename = "sendNotification", skip_serializing_if = "Option::is_none")]
    send_notification: Option<bool>,
}

#[derive(Debug)]
pub(crate) struct Entry {
    uid: ItemUid,
    json: Vec<u8>,
    deletes: bool,
}

/// What became of a batch, item by item.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct BatchResult {
    /// Items that were not there.
    pub added: Vec<ItemUid>,
    /// Items that were there.
    pub updated: Vec<ItemUid>,
    /// Items that are gone, whether they were there or not.
    pub removed: Vec<ItemUid>,
    /// Items that the server chose not to touch.
    pub unhandled: Vec<ItemUid>,
    /// Items that the server refused, or that were not sent for their size.
    pub refused: Vec<Refused>,
    /// The container's version after the last request.
    pub version: Option<i64>,
}

/// One refused item.
#[derive(Debug)]
#[non_exhaustive]
pub struct Refused {
    /// The item.
    pub uid: ItemUid,
    /// Why.
    pub error: ApiError,
}

impl<F: Family> Batch<F> {
    /// An empty batch for a container.
    pub fn new(container: ContainerUid) -> Self {
        Self { container, entries: Vec::new(), family: PhantomData }
    }

    /// How many changes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Deletes an item; one that is not there counts as removed.
    ///
    /// # Errors
    /// None in practice.
    pub fn delete(self, uid: &ItemUid) -> Result<Self, ApiError> {
        let deletion = Deletion { uid, send_notification: F::TELLS.then_some(false) };
        self.push(uid, true, &deletion)
    }

    pub(crate) fn push(
        mut self,
        uid: &ItemUid,
        deletes: bool,
        entry: &impl Serialize,
    ) -> Result<Self, ApiError> {
        let json = serde_json::to_vec(entry).map_err(|error| {
            ApiError::new(ErrorKind::InvalidRequest, F::NAME, "the item cannot be written as JSON")
                .with_source(error)
        })?;
        self.entries.push(Entry { uid: uid.clone(), json, deletes });
        Ok(self)
    }
}

impl<T: Transport, K: Clock> BlueMindClient<T, K> {
    /// Carries a batch out, in requests of at most 50 items and 10 MB.
    ///
    /// One item that trips the server fails the whole request after some of it was applied: since writing twice
    /// is writing once, such a request is halved until the item stands alone. An item that the answer does not
    /// name is counted as refused.
    ///
    /// # Errors
    /// What concerns the container or the server as a whole. The same batch may be sent again.
    pub async fn batch<F: Family + Send + Sync>(
        &self,
        batch: &Batch<F>,
    ) -> Result<BatchResult, ApiError> {
        let mut result = BatchResult::default();
        let mut todo: Vec<&[Entry]> = split(&batch.entries);
        todo.reverse();
        while let Some(entries) = todo.pop() {
            if let [entry] = entries
                && entry.json.len() + FRAME > BODY_LIMIT
            {
                let error = ApiError::new(ErrorKind::TooLarge, F::NAME, "an item above 10 MB");
                result.refused.push(Refused { uid: entry.uid.clone(), error });
                continue;
            }
            let call = Updates::<F>::new(&batch.container, entries);
            match self.call(&call).await {
                Ok(answer) => result.take(F::NAME, entries, answer),
                Err(error) if !concerns_items(&error) => return Err(error),
                Err(error) => match entries {
                    [] => return Err(error),
                    [entry] => result.refused.push(Refused { uid: entry.uid.clone(), error }),
                    _ => {
                        let (first, second) = entries.split_at(entries.len() / 2);
                        todo.extend([second, first]);
                    }
                },
            }
        }
        Ok(result)
    }
}

/// Whether fewer items may fare better.
fn concerns_items(error: &ApiError) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Server | ErrorKind::Rejected | ErrorKind::TooLarge | ErrorKind::Conflict
    )
}

/// Requests of the allowed size, in order.
fn split(entries: &[Entry]) -> Vec<&[Entry]> {
    let mut chunks = Vec::new();
    let mut rest = entries;
    while !rest.is_empty() {
        let mut size = FRAME;
        let fits = rest.iter().take(ENTRIES).take_while(|entry| {
            size += entry.json.len() + 1;
            size <= BODY_LIMIT
        });
        let (chunk, after) = rest.split_at(fits.count().max(1));
        chunks.push(chunk);
        rest = after;
    }
    chunks
}

impl BatchResult {
    fn take(&mut self, operation: &'static str, entries: &[Entry], answer: ContainerUpdatesResult) {
        let asked: HashSet<&str> = entries.iter().map(|entry| entry.uid.as_str()).collect();
        let mut named: HashSet<String> = HashSet::new();
        let ContainerUpdatesResult { added, updated, removed, unhandled, errors, version, .. } =
            answer;
        for (from, to) in [
            (added, &mut self.added),
            (updated, &mut self.updated),
            (removed, &mut self.removed),
            (unhandled, &mut self.unhandled),
        ] {
            let uids = from.into_vec().into_iter().filter(|uid| asked.contains(uid.as_str()));
            for uid in uids {
                named.insert(uid.as_str().to_owned());
                to.push(uid);
            }
        }
        let mut whole = None;
        for error in errors.into_vec() {
            let code = error.error_code.unwrap_or(ErrorCode::Unknown);
            let why = ApiError::new(
                fault::kind_of(&code),
                operation,
                error.message.as_deref().unwrap_or_default(),
            )
            .with_code(code.as_str());
            match error.uid {
                Some(uid) => {
                    named.insert(uid.as_str().to_owned());
                    self.refused.push(Refused { uid, error: why });
                }
                // The batch as a whole: a book that would hold too many cards.
                None => whole = Some(why),
            }
        }
        for entry in entries.iter().filter(|entry| !named.contains(entry.uid.as_str())) {
            let error = whole.clone().unwrap_or_else(|| {
                ApiError::new(
                    ErrorKind::UnexpectedReply,
                    operation,
                    "the answer does not name the item",
                )
            });
            self.refused.push(Refused { uid: entry.uid.clone(), error });
        }
        self.version = version.or(self.version);
    }
}

pub(crate) struct Updates<'a, F> {
    container: &'a ContainerUid,
    entries: &'a [Entry],
    family: PhantomData<F>,
}

impl<'a, F> Updates<'a, F> {
    pub(crate) fn new(container: &'a ContainerUid, entries: &'a [Entry]) -> Self {
        Self { container, entries, family: PhantomData }
    }
}

impl<F: Family> Call for Updates<'_, F> {
    type Reply = ContainerUpdatesResult;
    const NAME: &'static str = F::NAME;

    fn request(&self, base: &BaseUrl) -> Result<Request<Bytes>, ApiError> {
        let mut body = Vec::with_capacity(BODY_LIMIT.min(1 << 16));
        // `modify` stays empty: what is added is updated where it exists.
        for (open, deletes) in
            [(&b"{\"add\":["[..], false), (b"],\"modify\":[],\"delete\":[", true)]
        {
            body.extend_from_slice(open);
            let entries = self.entries.iter().filter(|entry| entry.deletes == deletes);
            for (nth, entry) in entries.enumerate() {
                if nth > 0 {
                    body.push(b',');
                }
                body.extend_from_slice(&entry.json);
            }
        }
        body.extend_from_slice(b"]}");
        let target = F::target(base, self.container).path("_mupdates");
        let mut request = target.body(Self::NAME, Method::PUT, body.into())?;
        let kind = HeaderValue::from_static("application/json");
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        Ok(request)
    }

    fn reply(&self, response: Response<Bytes>) -> Result<ContainerUpdatesResult, ApiError> {
        reply::whole(Self::NAME, &response, |answer: &ContainerUpdatesResult| {
            let lists = [&answer.added, &answer.updated, &answer.removed];
            answer.version.is_some()
                || answer.errors.is_present()
                || lists.iter().any(|l| l.is_present())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(size: usize) -> Entry {
        Entry { uid: ItemUid::from("u"), json: vec![b' '; size], deletes: false }
    }

    #[test]
    fn requests_stay_small() {
        let many: Vec<Entry> = (0..120).map(|_| entry(10)).collect();
        assert_eq!(split(&many).iter().map(|chunk| chunk.len()).collect::<Vec<_>>(), [50, 50, 20]);
        let large: Vec<Entry> = (0..4).map(|_| entry(4_000_000)).collect();
        assert_eq!(split(&large).iter().map(|chunk| chunk.len()).collect::<Vec<_>>(), [2, 2]);
        let huge = [entry(1), entry(20_000_000), entry(1)];
        assert_eq!(split(&huge).iter().map(|chunk| chunk.len()).collect::<Vec<_>>(), [1, 1, 1]);
        assert!(split(&[]).is_empty());
    }
}
