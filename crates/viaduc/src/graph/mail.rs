//! Mail folders and messages.

use std::collections::{HashMap, HashSet};

use bytes::Bytes;
use viaduc_graph_client::{mail_folders, messages};
use viaduc_graph_types::{Attachment, MailFolder, MailFolderId, Message};
use viaduc_pipeline::{
    Changes, Checkpoint, Container, Owner, Scope, Seen, Source, SourceId, Trouble,
};
use viaduc_rest::{ApiError, ErrorKind};

use super::{Graph, listing};
use crate::trouble::rest;

/// The folders whose role is asked for, whatever their language.
const ROLES: [&str; 7] =
    ["inbox", "sentitems", "drafts", "deleteditems", "junkemail", "outbox", "archive"];

/// The mail of a mailbox.
#[derive(Clone, Debug)]
pub struct MailSource {
    graph: Graph,
}

/// A message with what Graph tells beside its bytes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MailItem {
    /// Flags, times, categories.
    pub message: Message,
    /// The role of its folder.
    pub role: Option<String>,
    /// The message itself.
    pub content: MessageContent,
}

/// A message as it could be had.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum MessageContent {
    /// Its bytes.
    Mime(Bytes),
    /// Its parts: the service fails for good to make its bytes.
    Parts(Vec<Attachment>),
}

impl MailSource {
    /// The mail that `graph` reads.
    #[must_use]
    pub fn new(graph: Graph) -> Self {
        Self { graph }
    }

    /// Every folder, flat. The delta may leave hidden ones out: they are asked for level by level.
    async fn folders(&self, user: &str) -> Result<Vec<MailFolder>, ApiError> {
        let mut folders =
            self.graph.delta(mail_folders::Delta::new(user), None).collect().await?.page.items;
        let mut known: HashSet<MailFolderId> =
            folders.iter().filter_map(|f| f.id.clone()).collect();
        let mut waiting = self.graph.all(mail_folders::List::new(user)).await?.items;
        while let Some(folder) = waiting.pop() {
            let Some(id) = folder.id.clone().filter(|id| known.insert(id.clone())) else {
                continue;
            };
            if folder.child_folder_count.unwrap_or_default() > 0 {
                let children = mail_folders::Children::new(user, id);
                waiting.extend(self.graph.all(children).await?.items);
            }
            folders.push(folder);
        }
        Ok(folders)
    }

    /// Everything that a message is rebuilt from, with the contents of what is attached.
    async fn parts(&self, owner: &Owner, message: Message) -> Result<MessageContent, Trouble> {
        let user = owner.id.as_str();
        let id = message.id.clone().unwrap_or_default();
        let call = messages::Attachments::new(user, id.clone());
        let listed = self.graph.all(call).await.map_err(|error| rest(error, Scope::Item))?;
        let mut attachments = Vec::new();
        for mut attachment in listed.items {
            if let Some(part) = attachment.id.clone() {
                let call = messages::AttachmentValue::new(user, id.clone(), part);
                match self.graph.call(&call).await {
                    Ok(bytes) => attachment.content_bytes = Some(crate::base64(&bytes)),
                    // A reference has no content, and a broken one none to be had: the builder says so.
                    Err(error) if !error.is_retryable() => {}
                    Err(error) => return Err(rest(error, Scope::Item)),
                }
            }
            attachments.push(attachment);
        }
        Ok(MessageContent::Parts(attachments))
    }
}

impl Source for MailSource {
    type Handle = Message;
    type Item = MailItem;

    async fn containers(&self, owner: &Owner) -> Result<Vec<Container>, Trouble> {
        let user = owner.id.as_str();
        let folders = self.folders(user).await.map_err(|error| rest(error, Scope::Mailbox))?;
        let mut roles = HashMap::new();
        for role in ROLES {
            match self.graph.call(&mail_folders::Get::new(user, role)).await {
                Ok(folder) => {
                    roles.extend(folder.id.map(|id| (id.as_str().to_owned(), role)));
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(rest(error, Scope::Mailbox)),
            }
        }
        Ok(tree(folders, &roles))
    }

    async fn changes(
        &self,
        owner: &Owner,
        container: &Container,
        since: Option<&Checkpoint>,
    ) -> Result<Changes<Message>, Trouble> {
        let call = messages::Delta::new(owner.id.as_str(), container.id.as_str());
        listing::changes(&self.graph, call, since).await
    }

    async fn look(
        &self,
        owner: &Owner,
        container: &Container,
        id: &SourceId,
    ) -> Result<Option<Seen<Message>>, Trouble> {
        let call = messages::Get::new(owner.id.as_str(), id.as_str());
        match self.graph.call(&call).await {
            Ok(message) => {
                let here = message
                    .parent_folder_id
                    .as_ref()
                    .is_none_or(|at| at.as_str() == container.id.as_str());
                let version = listing::Listed::version(&message);
                Ok(here.then(|| Seen { id: id.clone(), version, handle: message }))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(rest(error, Scope::Item)),
        }
    }

    async fn fetch(
        &self,
        owner: &Owner,
        container: &Container,
        seen: &Seen<Message>,
    ) -> Result<MailItem, Trouble> {
        let (user, id) = (owner.id.as_str(), seen.id.as_str());
        let mut message = seen.handle.clone();
        // A later round tells only what changed.
        let whole = || async {
            let call = messages::Get::new(user, id);
            self.graph.call(&call).await.map_err(|error| rest(error, Scope::Item))
        };
        if message.is_read.is_none() || message.received_date_time.is_none() {
            message = whole().await?;
        }
        let content = match self.graph.call(&messages::Value::new(user, id)).await {
            Ok(bytes) => MessageContent::Mime(bytes),
            Err(error) if for_good(error.kind()) => {
                message = whole().await?;
                self.parts(owner, message.clone()).await?
            }
            Err(error) => return Err(rest(error, Scope::Item)),
        };
        Ok(MailItem { message, role: container.role.clone(), content })
    }
}

/// Whether the service will not make this message's bytes, however often it is asked.
fn for_good(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Server
            | ErrorKind::Rejected
            | ErrorKind::Conflict
            | ErrorKind::TooLarge
            | ErrorKind::UnexpectedReply
    )
}

/// The folders with their paths, parents first. Search folders only show what stands elsewhere.
fn tree(folders: Vec<MailFolder>, roles: &HashMap<String, &str>) -> Vec<Container> {
    let real = |folder: &MailFolder| {
        folder.removed.is_none()
            && folder.odata_type.as_deref() != Some("#microsoft.graph.mailSearchFolder")
    };
    let mut known: HashMap<String, (String, Option<String>)> = HashMap::new();
    let mut order = Vec::new();
    for folder in folders.into_iter().filter(real) {
        let Some(id) = folder.id.map(|id| id.as_str().to_owned()) else { continue };
        let parent = folder.parent_folder_id.map(|id| id.as_str().to_owned());
        let name = folder.display_name.filter(|name| !name.is_empty());
        if known.insert(id.clone(), (name.unwrap_or_else(|| id.clone()), parent)).is_none() {
            order.push(id);
        }
    }
    let mut containers: Vec<Container> = order
        .iter()
        .map(|id| {
            let (root, path) = path(id, &known);
            let role = |id: &str| roles.get(id).map(|&role| role.to_owned());
            let (role, root_role) = (role(id), role(root).filter(|_| root != id));
            Container { id: id.as_str().into(), path, role, root_role, colour: None }
        })
        .collect();
    containers.sort_by(|a, b| (a.path.len(), &a.path).cmp(&(b.path.len(), &b.path)));
    containers
}

/// The outermost folder above `id`, and the names from there.
fn path<'a>(
    id: &'a str,
    known: &'a HashMap<String, (String, Option<String>)>,
) -> (&'a str, Vec<String>) {
    let (mut root, mut path) = (id, Vec::new());
    let mut here = Some(id);
    while let Some((at, (name, parent))) = here.and_then(|id| Some((id, known.get(id)?))) {
        root = at;
        path.push(name.clone());
        // A tree that bites its tail is cut where it would start again.
        if path.len() > known.len() {
            break;
        }
        here = parent.as_deref();
    }
    path.reverse();
    (root, path)
}
