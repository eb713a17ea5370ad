//! Contact folders and contacts.

use bytes::Bytes;
use viaduc_graph_client::contacts;
use viaduc_graph_types::{Contact, ContactFolder};
use viaduc_pipeline::{
    Changes, Checkpoint, Container, Owner, Scope, Seen, Source, SourceId, Trouble,
};
use viaduc_rest::ErrorKind;

use super::{Graph, listing};
use crate::trouble::rest;

/// The contacts of a mailbox.
#[derive(Clone, Debug)]
pub struct ContactSource {
    graph: Graph,
}

/// A contact with its photo.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ContactItem {
    /// The contact.
    pub contact: Contact,
    /// The photo's bytes.
    pub photo: Option<Bytes>,
}

/// Folders that the service keeps for itself; what is in them is a copy of something else.
const SYSTEM: [&str; 8] = [
    "recipient cache",
    "companies",
    "organizational contacts",
    "gal contacts",
    "peoplecentricconversation buddies",
    "mycontactsextended",
    "{06967759-274d-40b2-a3eb-d7f9e73727d7}",
    "{a9e2bc46-b3a0-4243-b315-60d991004455}",
];

impl ContactSource {
    /// The contacts that `graph` reads.
    #[must_use]
    pub fn new(graph: Graph) -> Self {
        Self { graph }
    }

    /// The default folder: it is in no listing, only its contacts know it. Without contacts there is nothing to carry.
    async fn default_folder(&self, user: &str) -> Result<Option<Container>, Trouble> {
        let mut pages = self.graph.pages(contacts::List::new(user));
        while let Some(page) = pages.next().await.map_err(|error| rest(error, Scope::Mailbox))? {
            if let Some(id) = page.items.into_iter().find_map(|contact| contact.parent_folder_id) {
                return Ok(Some(Container {
                    id: id.as_str().into(),
                    path: vec!["Contacts".to_owned()],
                    role: Some("default".to_owned()),
                    ..Container::default()
                }));
            }
        }
        Ok(None)
    }
}

impl Source for ContactSource {
    type Handle = Contact;
    type Item = ContactItem;

    async fn containers(&self, owner: &Owner) -> Result<Vec<Container>, Trouble> {
        let user = owner.id.as_str();
        let mut delta = self.graph.delta(contacts::FolderDelta::new(user), None);
        let round = delta.collect().await.map_err(|error| rest(error, Scope::Mailbox))?;
        let mut containers: Vec<Container> = self.default_folder(user).await?.into_iter().collect();
        for folder in round.page.items {
            if let Some(container) = container(folder)
                && containers.iter().all(|known| known.id != container.id)
            {
                containers.push(container);
            }
        }
        Ok(containers)
    }

    async fn changes(
        &self,
        owner: &Owner,
        container: &Container,
        since: Option<&Checkpoint>,
    ) -> Result<Changes<Contact>, Trouble> {
        let call = contacts::Delta::new(owner.id.as_str(), container.id.as_str());
        listing::changes(&self.graph, call, since).await
    }

    async fn look(
        &self,
        owner: &Owner,
        _: &Container,
        id: &SourceId,
    ) -> Result<Option<Seen<Contact>>, Trouble> {
        let call = contacts::Get::new(owner.id.as_str(), id.as_str());
        match self.graph.call(&call).await {
            Ok(contact) => {
                let version = listing::Listed::version(&contact);
                Ok(Some(Seen { id: id.clone(), version, handle: contact }))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(rest(error, Scope::Item)),
        }
    }

    async fn fetch(
        &self,
        owner: &Owner,
        _: &Container,
        seen: &Seen<Contact>,
    ) -> Result<ContactItem, Trouble> {
        let (user, id) = (owner.id.as_str(), seen.id.as_str());
        let item = |error| rest(error, Scope::Item);
        let contact = self.graph.call(&contacts::Get::new(user, id)).await.map_err(item)?;
        let photo = self.graph.call(&contacts::Photo::new(user, id)).await.map_err(item)?;
        Ok(ContactItem { contact, photo })
    }
}

fn container(folder: ContactFolder) -> Option<Container> {
    let id = folder.id.filter(|_| folder.removed.is_none())?;
    let name = folder.display_name.filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| id.as_str().to_owned());
    if SYSTEM.contains(&name.to_lowercase().as_str()) {
        return None;
    }
    Some(Container { id: id.as_str().into(), path: vec![name], ..Container::default() })
}
