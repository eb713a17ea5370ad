//! Categories: in BlueMind an item refers to tags, which must be there before it.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, PoisonError};

use viaduc_bluemind_client::{tags, uids};
use viaduc_bluemind_icalendar::Tags;
use viaduc_bluemind_types::{ContainerUid, ItemUid, Tag, TagRef};
use viaduc_graph_types::{CategoryColor, OutlookCategory};
use viaduc_pipeline::{Scope, Trouble};
use viaduc_rest::{ApiError, ErrorKind};

use super::BlueMind;
use crate::trouble::rest;

/// The tags of one user: those that are there, and those that items will need.
#[derive(Debug)]
pub struct TagBook {
    container: ContainerUid,
    client: BlueMind,
    tags: Tags,
    there: Mutex<HashSet<ItemUid>>,
}

impl TagBook {
    /// The tags of `user`, with the source's `categories` among them. A category whose label is there already keeps the
    /// user's own colour.
    ///
    /// # Errors
    /// [`Trouble`] of scope mailbox: the tags cannot be read or written.
    pub async fn open(
        client: BlueMind,
        user: &ItemUid,
        categories: &[OutlookCategory],
    ) -> Result<Self, Trouble> {
        let trouble = |error| rest(error, Scope::Mailbox);
        let container = uids::tags(user);
        let mut book = Self {
            tags: Tags::in_container(container.clone()),
            container,
            client,
            there: Mutex::default(),
        };
        let mut labels = HashSet::new();
        for item in book.client.call(&tags::All::new(&book.container)).await.map_err(trouble)? {
            let (Some(uid), Some(tag)) = (item.uid, item.value) else { continue };
            labels.extend(tag.label.clone());
            book.list(uid, tag);
        }
        for category in categories {
            let Some(label) = category.display_name.clone().filter(|label| !label.is_empty())
            else {
                continue;
            };
            if labels.insert(label.clone()) {
                let color = category.color.as_ref().and_then(hex).unwrap_or(Tags::COLOR).to_owned();
                let tag = Tag { label: Some(label.clone()), color: Some(color), ..Tag::default() };
                let uid = Tags::uid(&label);
                book.create(&uid, &tag).await.map_err(trouble)?;
                book.list(uid, tag);
            }
        }
        Ok(book)
    }

    fn list(&mut self, uid: ItemUid, tag: Tag) {
        self.there.get_mut().unwrap_or_else(PoisonError::into_inner).insert(uid.clone());
        self.tags.insert(TagRef {
            container_uid: Some(self.container.clone()),
            item_uid: Some(uid),
            label: tag.label,
            color: tag.color,
            ..TagRef::default()
        });
    }

    async fn create(&self, uid: &ItemUid, tag: &Tag) -> Result<(), ApiError> {
        match self.client.call(&tags::Create::new(&self.container, uid, tag)).await {
            Err(error) if error.kind() == ErrorKind::Conflict => Ok(()),
            answer => answer,
        }
    }

    /// The tags for the converter of calendars: a label that is not listed gets a reference to a tag that is made
    /// before the item is written.
    pub(crate) fn tags(&self) -> &Tags {
        &self.tags
    }

    /// The same for the converter of cards, for these labels.
    pub(crate) fn of_labels(&self, labels: &[String]) -> BTreeMap<String, TagRef> {
        let found = labels.iter().filter_map(|label| Some((label.clone(), self.tags.get(label)?)));
        found.collect()
    }

    /// Makes the tags that items refer to and that are not there yet.
    pub(crate) async fn make(&self, wanted: Vec<&TagRef>) -> Result<(), ApiError> {
        for reference in wanted {
            let (Some(uid), Some(label)) = (&reference.item_uid, &reference.label) else {
                continue;
            };
            let known =
                |uid| self.there.lock().unwrap_or_else(PoisonError::into_inner).contains(uid);
            if reference.container_uid.as_ref() != Some(&self.container) || known(uid) {
                continue;
            }
            let color = reference.color.clone().unwrap_or_else(|| Tags::COLOR.to_owned());
            let tag = Tag { label: Some(label.clone()), color: Some(color), ..Tag::default() };
            self.create(uid, &tag).await?;
            self.there.lock().unwrap_or_else(PoisonError::into_inner).insert(uid.clone());
        }
        Ok(())
    }
}

/// What clients show for the preset colours (they differ a little between versions of Outlook).
fn hex(colour: &CategoryColor) -> Option<&'static str> {
    const PRESETS: [&str; 25] = [
        "ff1a36", "ff8c00", "f4b10b", "fff100", "009e48", "00b294", "89933f", "00bcf2", "8e69df",
        "f30092", "6c7e9a", "425066", "969696", "525552", "282828", "a00023", "c45502", "af7000",
        "b59b02", "176002", "00725c", "5c6022", "036393", "422f8e", "960269",
    ];
    let number: usize = colour.as_str().strip_prefix("preset")?.parse().ok()?;
    PRESETS.get(number).copied()
}
