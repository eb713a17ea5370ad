//! Task lists and tasks.

use viaduc_graph_client::todo;
use viaduc_graph_types::{Removed, TodoTask, TodoTaskList, WellknownListName};
use viaduc_pipeline::{
    Changes, Checkpoint, Container, Owner, Scope, Seen, Source, SourceId, Trouble, Version,
};

use super::Graph;
use super::listing::{self, Listed};
use crate::trouble::rest;

/// The tasks of a mailbox. The list of flagged messages mirrors the mail and is not carried twice.
#[derive(Clone, Debug)]
pub struct TaskSource {
    graph: Graph,
}

impl TaskSource {
    /// The tasks that `graph` reads.
    #[must_use]
    pub fn new(graph: Graph) -> Self {
        Self { graph }
    }
}

impl Listed for TodoTask {
    fn id(&self) -> Option<SourceId> {
        self.id.as_ref().map(|id| SourceId::from(id.as_str()))
    }

    fn version(&self) -> Version {
        // Tasks have no change key.
        let text = self.odata_etag.as_deref().or(self.last_modified_date_time.as_deref());
        text.unwrap_or_default().into()
    }

    fn removed(&self) -> Option<&Removed> {
        self.removed.as_ref()
    }
}

impl Source for TaskSource {
    type Handle = TodoTask;
    type Item = TodoTask;

    async fn containers(&self, owner: &Owner) -> Result<Vec<Container>, Trouble> {
        let call = todo::Lists::new(owner.id.as_str());
        let lists = self.graph.all(call).await.map_err(|error| rest(error, Scope::Mailbox))?;
        Ok(lists.items.into_iter().filter_map(container).collect())
    }

    async fn changes(
        &self,
        owner: &Owner,
        container: &Container,
        since: Option<&Checkpoint>,
    ) -> Result<Changes<TodoTask>, Trouble> {
        let call = todo::Tasks::new(owner.id.as_str(), container.id.as_str());
        listing::changes(&self.graph, call, since).await
    }

    async fn look(
        &self,
        owner: &Owner,
        container: &Container,
        id: &SourceId,
    ) -> Result<Option<Seen<TodoTask>>, Trouble> {
        let call = todo::Tasks::new(owner.id.as_str(), container.id.as_str());
        let mut pages = self.graph.pages(call);
        while let Some(page) = pages.next().await.map_err(|error| rest(error, Scope::Item))? {
            let found = page.items.into_iter().find(|task| Listed::id(task).as_ref() == Some(id));
            if let Some(task) = found {
                let version = task.version();
                return Ok(Some(Seen { id: id.clone(), version, handle: task }));
            }
        }
        Ok(None)
    }

    async fn fetch(
        &self,
        _: &Owner,
        _: &Container,
        seen: &Seen<TodoTask>,
    ) -> Result<TodoTask, Trouble> {
        Ok(seen.handle.clone())
    }
}

fn container(list: TodoTaskList) -> Option<Container> {
    let mirror = list.wellknown_list_name == Some(WellknownListName::FlaggedEmails);
    if mirror || list.is_owner == Some(false) {
        return None;
    }
    let id = list.id?;
    let name = list.display_name.filter(|name| !name.is_empty());
    let default = list.wellknown_list_name == Some(WellknownListName::DefaultList);
    Some(Container {
        path: vec![name.unwrap_or_else(|| id.as_str().to_owned())],
        id: id.as_str().into(),
        role: default.then(|| "default".to_owned()),
        ..Container::default()
    })
}
