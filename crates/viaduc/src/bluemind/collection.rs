//! Calendars, address books and task lists are written in one way.

use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use serde::Serialize;
use sha1::{Digest, Sha1};
use viaduc_bluemind_client::{Batch, BatchResult, Family};
use viaduc_bluemind_icalendar::Upload;
use viaduc_bluemind_types::{AttachedFile, ContainerUid, ItemUid, ItemValue, TagRef};
use viaduc_pipeline::{
    Arrival, Capacity, Container, Fingerprint, Intent, Mark, Owner, Placed, Present, Scope, Sink,
    TargetContainer, TargetUid, Trouble, Write, Written,
};
use viaduc_rest::ApiError;

use super::files::{Attached, Files, attached};
use super::{Place, TagBook};
use crate::trouble::rest;

/// One family of containers: calendars, address books, task lists.
pub trait Collection: Send + Sync {
    /// What its items are.
    type Value: Serialize + Clone + Send + Sync;
    /// Where BlueMind takes changes of many of them.
    type Family: Family + Send + Sync;

    /// The uid of the container that `container` becomes, and whether the server has made it already.
    fn uid(place: &Place, container: &Container) -> (ContainerUid, bool);

    /// Makes the container, and shows it to its owner.
    fn create(
        place: &Place,
        uid: &ContainerUid,
        container: &Container,
    ) -> impl Future<Output = Result<(), Trouble>> + Send;

    /// The batch with an item more to write, whether it is there or not.
    ///
    /// # Errors
    /// If the item cannot be written as JSON.
    fn add(
        batch: Batch<Self::Family>,
        uid: &ItemUid,
        value: &Self::Value,
    ) -> Result<Batch<Self::Family>, ApiError>;

    /// Every item of the container.
    fn list(
        place: &Place,
        container: &ContainerUid,
    ) -> impl Future<Output = Result<Vec<(ItemUid, Self::Value)>, ApiError>> + Send;

    /// What of an item comes back from the server as it was sent, whatever it rewrites.
    fn essence(value: &Self::Value) -> String;

    /// The tags that an item refers to.
    fn tags(value: &Self::Value) -> Vec<&TagRef>;

    /// Attaches a file to the item, or to one of its occurrences by its place; an item that can have none stays as it is.
    fn attach(value: &mut Self::Value, occurrence: Option<usize>, file: AttachedFile);

    /// What makes two items the same one twice.
    fn key(uid: &ItemUid, value: &Self::Value) -> String;
}

/// An item to write.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Entry<V> {
    /// What is written.
    pub value: V,
    /// The files to upload before it is written.
    pub uploads: Vec<Upload>,
    /// Its JSON: what the fingerprint is taken of.
    json: String,
}

impl<V: Serialize> Entry<V> {
    /// An entry of this value, without files.
    ///
    /// # Errors
    /// [`Trouble`] of scope item: the value cannot be written as JSON.
    pub fn new(value: V) -> Result<Self, Trouble> {
        let json = serde_json::to_string(&value)
            .map_err(|error| Trouble::item("the item cannot be written as JSON").because(error))?;
        Ok(Self { value, uploads: Vec::new(), json })
    }

    /// The entry with files to upload.
    #[must_use]
    pub fn with_uploads(self, uploads: Vec<Upload>) -> Self {
        Self { uploads, ..self }
    }
}

/// Writes the items of one owner.
#[derive(Debug)]
pub struct CollectionSink<C> {
    place: Place,
    tags: Option<Arc<TagBook>>,
    collection: std::marker::PhantomData<fn() -> C>,
}

impl<C: Collection> CollectionSink<C> {
    /// A sink for the containers of `place`, whose items refer to `tags`.
    #[must_use]
    pub fn new(place: Place, tags: Option<Arc<TagBook>>) -> Self {
        Self { place, tags, collection: std::marker::PhantomData }
    }
}

impl<C: Collection> CollectionSink<C> {
    /// Tags before the items that use them: the server drops references to others.
    async fn put(
        &self,
        container: &ContainerUid,
        items: &[(ItemUid, &C::Value)],
    ) -> Result<BatchResult, ApiError> {
        if let Some(tags) = &self.tags {
            tags.make(items.iter().flat_map(|(_, value)| C::tags(value)).collect()).await?;
        }
        let mut batch = Batch::<C::Family>::new(container.clone());
        for (uid, value) in items {
            batch = C::add(batch, uid, value)?;
        }
        self.place.client.batch(&batch).await
    }

    /// Writes items, and answers those that the server refused.
    async fn refused(
        &self,
        container: &ContainerUid,
        items: &[(ItemUid, &C::Value)],
    ) -> Result<HashMap<ItemUid, Trouble>, ApiError> {
        if items.is_empty() {
            return Ok(HashMap::new());
        }
        let refused = self.put(container, items).await?.refused.into_iter();
        Ok(refused.map(|r| (r.uid, rest(r.error, Scope::Item))).collect())
    }

    /// Deletes an item; one that is not there counts as deleted.
    async fn delete(&self, container: ContainerUid, uid: &ItemUid) -> Result<(), ApiError> {
        let batch = Batch::<C::Family>::new(container).delete(uid)?;
        let refused = self.place.client.batch(&batch).await?.refused.into_iter().next();
        refused.map_or(Ok(()), |refused| Err(refused.error))
    }
}

fn hash(text: &str) -> String {
    HEXLOWER.encode(&Sha1::digest(text))
}

fn container_uid(target: &TargetContainer) -> ContainerUid {
    ContainerUid::from(target.as_str())
}

impl<C: Collection> Sink for CollectionSink<C> {
    type Item = Entry<C::Value>;

    async fn ensure(
        &self,
        _: &Owner,
        container: &Container,
        known: Option<&TargetContainer>,
    ) -> Result<TargetContainer, Trouble> {
        let (uid, ready) = C::uid(&self.place, container);
        let target = TargetContainer::from(uid.as_str());
        if !ready && known != Some(&target) {
            C::create(&self.place, &uid, container).await?;
        }
        Ok(target)
    }

    /// The whole, and what of it the server leaves alone.
    fn fingerprint(&self, item: &Self::Item) -> Fingerprint {
        let mut whole = Sha1::new_with_prefix(&item.json);
        let mut value = item.value.clone();
        for upload in &item.uploads {
            // The address is not known yet, and not part of the essence.
            C::attach(&mut value, upload.occurrence, attached(upload, None));
            for part in [upload.name.as_bytes(), &upload.bytes] {
                whole.update(part.len().to_be_bytes());
                whole.update(part);
            }
        }
        format!("{} {}", HEXLOWER.encode(&whole.finalize()), hash(&C::essence(&value))).into()
    }

    fn agrees(&self, written: &Fingerprint, found: &Fingerprint) -> bool {
        written.as_str().split_once(' ').is_some_and(|(_, essence)| essence == found.as_str())
    }

    fn size(&self, item: &Self::Item) -> usize {
        item.json.len() + item.uploads.iter().map(|upload| upload.bytes.len()).sum::<usize>()
    }

    fn capacity(&self) -> Capacity {
        Capacity { items: 50, bytes: 8_000_000 }
    }

    async fn mark(&self, _: &Owner, _: &TargetContainer) -> Result<Mark, Trouble> {
        Ok(Mark::default())
    }

    async fn write(
        &self,
        _: &Owner,
        target: &TargetContainer,
        batch: &[Write<Self::Item>],
    ) -> Vec<Result<Written, Trouble>> {
        let mut files = Files::new(&self.place);
        let mut values = Vec::with_capacity(batch.len());
        for write in batch {
            values.push(files.attach::<C>(&write.item).await);
        }
        let whole = batch.iter().zip(&values).filter_map(|(write, value)| {
            let attached = value.as_ref().ok()?;
            Some((ItemUid::from(write.uid.as_str()), attached.value.as_ref()))
        });
        let items: Vec<(ItemUid, &C::Value)> = whole.collect();
        let mut refused = self.refused(&container_uid(target), &items).await;
        let outcome = |(write, value): (&Write<Self::Item>, Result<_, Trouble>)| {
            let Attached { value: _, losses, missing } = value?;
            match &mut refused {
                Err(error) => Err(rest(error.clone(), Scope::Item)),
                Ok(refused) => {
                    match refused.remove(&ItemUid::from(write.uid.as_str())).or(missing) {
                        Some(trouble) => Err(trouble),
                        None => Ok(Written { uid: write.uid.clone(), version: None, losses }),
                    }
                }
            }
        };
        batch.iter().zip(values).map(outcome).collect()
    }

    async fn arrived(
        &self,
        _: &Owner,
        _: &TargetContainer,
        _: &Mark,
        intents: &[Intent],
        _: &HashSet<TargetUid>,
    ) -> Result<Vec<Arrival>, Trouble> {
        Ok(vec![Arrival::Unknown; intents.len()])
    }

    async fn remove(&self, _: &Owner, placed: &Placed) -> Result<(), Trouble> {
        let uid = ItemUid::from(placed.uid.as_str());
        let done = self.delete(container_uid(&placed.container), &uid).await;
        done.map_err(|error| rest(error, Scope::Item))
    }

    async fn present(&self, _: &Owner, target: &TargetContainer) -> Result<Vec<Present>, Trouble> {
        let list = C::list(&self.place, &container_uid(target)).await;
        let items = list.map_err(|error| rest(error, Scope::Container))?;
        let present = items.into_iter().map(|(uid, value)| Present {
            uid: uid.as_str().into(),
            key: C::key(&uid, &value),
            fingerprint: Some(hash(&C::essence(&value)).into()),
        });
        Ok(present.collect())
    }
}

/// How many items are read back in one request.
pub(crate) const CHUNK: usize = 50;

/// What makes the uid of a container of its own: the same on every run.
pub(crate) fn seed(place: &Place, container: &Container) -> String {
    hash(&format!("{} {}", place.owner.as_str(), container.id))
}

/// The items of an answer with their uids; what has none cannot be compared.
pub(crate) fn rows<V>(items: Vec<ItemValue<V>>) -> Vec<(ItemUid, V)> {
    items.into_iter().filter_map(|item| Some((item.uid?, item.value?))).collect()
}
