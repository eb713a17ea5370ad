//! Address books.

use viaduc_bluemind_client::{Batch, Books, address_books, containers, uids};
use viaduc_bluemind_types::{
    AddressBookDescriptor, AttachedFile, ContainerUid, ItemUid, TagRef, VCard,
    VCardIdentificationName,
};
use viaduc_pipeline::{Container, Trouble};
use viaduc_rest::ApiError;

use super::Place;
use super::collection::{CHUNK, Collection, rows, seed};
use super::events::line;

/// The family of address books.
#[derive(Debug)]
#[non_exhaustive]
pub struct Cards;

impl Collection for Cards {
    type Value = VCard;
    type Family = Books;

    fn uid(place: &Place, container: &Container) -> (ContainerUid, bool) {
        match container.role.as_deref() {
            Some("default") => (uids::default_book(&place.owner), true),
            _ => (uids::user_book(&seed(place, container)), false),
        }
    }

    async fn create(
        place: &Place,
        uid: &ContainerUid,
        container: &Container,
    ) -> Result<(), Trouble> {
        let descriptor = AddressBookDescriptor {
            name: Some(container.name().to_owned()),
            domain_uid: Some(place.domain.clone()),
            owner: Some(place.owner_uid()),
            ..AddressBookDescriptor::default()
        };
        let call = containers::CreateBook::new(uid, &descriptor);
        let created = place.client.call(&call).await;
        place.show(uid, None, created).await
    }

    /// The server takes the photo beside the card, and keeps only a mark inside.
    fn add(batch: Batch<Books>, uid: &ItemUid, card: &VCard) -> Result<Batch<Books>, ApiError> {
        let mut card = card.clone();
        let photo = card.identification.as_mut().and_then(|i| i.photo_binary.take());
        batch.put(uid, &card, photo.as_deref())
    }

    async fn list(
        place: &Place,
        container: &ContainerUid,
    ) -> Result<Vec<(ItemUid, VCard)>, ApiError> {
        let uids = place.client.call(&address_books::All::new(container)).await?;
        let mut list = Vec::new();
        for chunk in uids.chunks(CHUNK) {
            let call = address_books::MultipleGet::new(container, chunk);
            list.extend(rows(place.client.call(&call).await?));
        }
        Ok(list)
    }

    /// Name, addresses and telephones; the name to show is composed anew by the server.
    fn essence(card: &VCard) -> String {
        let mut text = String::new();
        // A name that is not there comes back as an empty one.
        let name = card.identification.as_ref().and_then(|i| i.name.as_ref());
        let part = |part: fn(&VCardIdentificationName) -> &Option<String>| {
            name.and_then(|name| part(name).as_deref())
        };
        line(&mut text, &[part(|name| &name.family_names), part(|name| &name.given_names)]);
        if let Some(communications) = &card.communications {
            let emails = communications.emails.iter().filter_map(|email| email.value.as_deref());
            let mut values: Vec<String> = emails.map(str::to_lowercase).collect();
            let tels = communications.tels.iter().filter_map(|tel| tel.value.as_deref());
            values.extend(tels.map(str::to_owned));
            values.sort_unstable();
            values.iter().for_each(|value| line(&mut text, &[Some(value)]));
        }
        text
    }

    fn tags(card: &VCard) -> Vec<&TagRef> {
        card.explanatory.iter().flat_map(|explanatory| &explanatory.categories).collect()
    }

    /// A card has its photo and no files.
    fn attach(_: &mut VCard, _: Option<usize>, _: AttachedFile) {}

    fn key(uid: &ItemUid, _: &VCard) -> String {
        uid.as_str().to_owned()
    }
}
