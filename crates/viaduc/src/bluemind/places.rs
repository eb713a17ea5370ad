//! Whose containers a sink writes to.

use viaduc_bluemind_client::{containers, subscriptions};
use viaduc_bluemind_types::{ContainerSubscription, ContainerUid, DomainUid, ItemUid, OwnerUid};
use viaduc_pipeline::{Scope, Trouble};
use viaduc_rest::{ApiError, ErrorKind};

use super::BlueMind;
use crate::trouble::rest;

/// An owner of containers in BlueMind, and the session to write to them with.
#[derive(Clone, Debug)]
pub struct Place {
    pub(crate) client: BlueMind,
    pub(crate) domain: DomainUid,
    pub(crate) owner: ItemUid,
    pub(crate) resource: bool,
}

impl Place {
    /// A user, acted for by `client`.
    #[must_use]
    pub fn user(client: BlueMind, domain: DomainUid, owner: ItemUid) -> Self {
        Self { client, domain, owner, resource: false }
    }

    /// A room or a piece of equipment, written to by an administrator's `client`.
    #[must_use]
    pub fn resource(client: BlueMind, domain: DomainUid, owner: ItemUid) -> Self {
        Self { client, domain, owner, resource: true }
    }

    pub(crate) fn owner_uid(&self) -> OwnerUid {
        OwnerUid::from(self.owner.as_str())
    }

    /// After a container was made: its owner sees it, in its colour. `created` is what making it answered.
    pub(crate) async fn show(
        &self,
        container: &ContainerUid,
        colour: Option<&str>,
        created: Result<(), ApiError>,
    ) -> Result<(), Trouble> {
        match created {
            Err(error) if error.kind() == ErrorKind::Conflict => {}
            answer => answer.map_err(|error| rest(error, Scope::Container))?,
        }
        if let Some(colour) = colour {
            self.paint(container, colour).await?;
        }
        let subscription = ContainerSubscription {
            container_uid: Some(container.clone()),
            offline_sync: Some(true),
            automount: Some(true),
            ..ContainerSubscription::default()
        };
        let (user, these) = (self.owner_uid(), [subscription]);
        let call = subscriptions::Subscribe::new(&self.domain, &user, &these);
        self.client.call(&call).await.map_err(|error| rest(error, Scope::Container))
    }

    async fn paint(&self, container: &ContainerUid, colour: &str) -> Result<(), Trouble> {
        let trouble = |error| rest(error, Scope::Container);
        let call = containers::Settings::new(container);
        let mut settings = self.client.call(&call).await.map_err(trouble)?;
        let colour = Some(colour.to_owned());
        if settings.insert("bm_color".to_owned(), colour.clone()) == Some(colour) {
            return Ok(());
        }
        let call = containers::SetSettings::new(container, &settings);
        self.client.call(&call).await.map_err(trouble)
    }
}
