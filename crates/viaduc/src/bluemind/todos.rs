//! Task lists.

use viaduc_bluemind_client::{Batch, TodoLists, containers, todo_lists, uids};
use viaduc_bluemind_types::{
    AttachedFile, ContainerDescriptor, ContainerUid, ItemUid, TagRef, VTodo,
};
use viaduc_pipeline::{Container, Trouble};
use viaduc_rest::ApiError;

use super::Place;
use super::collection::{CHUNK, Collection, rows, seed};
use super::events::{date, line, rule};
use super::files::names;

/// The family of task lists.
#[derive(Debug)]
#[non_exhaustive]
pub struct Todos;

impl Collection for Todos {
    type Value = VTodo;
    type Family = TodoLists;

    fn uid(place: &Place, container: &Container) -> (ContainerUid, bool) {
        match container.role.as_deref() {
            Some("default") => (uids::default_todo_list(&place.owner), true),
            _ => (uids::user_todo_list(&seed(place, container)), false),
        }
    }

    async fn create(
        place: &Place,
        uid: &ContainerUid,
        container: &Container,
    ) -> Result<(), Trouble> {
        let descriptor = ContainerDescriptor {
            uid: Some(uid.clone()),
            name: Some(container.name().to_owned()),
            kind: Some("todolist".to_owned()),
            domain_uid: Some(place.domain.clone()),
            owner: Some(place.owner_uid()),
            default_container: Some(false),
            ..ContainerDescriptor::default()
        };
        let call = containers::CreateTodoList::new(uid, &descriptor);
        let created = place.client.call(&call).await;
        place.show(uid, None, created).await
    }

    fn add(
        batch: Batch<TodoLists>,
        uid: &ItemUid,
        task: &VTodo,
    ) -> Result<Batch<TodoLists>, ApiError> {
        batch.put(uid, task)
    }

    async fn list(
        place: &Place,
        container: &ContainerUid,
    ) -> Result<Vec<(ItemUid, VTodo)>, ApiError> {
        let uids = place.client.call(&todo_lists::All::new(container)).await?;
        let mut list = Vec::new();
        for chunk in uids.chunks(CHUNK) {
            let call = todo_lists::MultipleGet::new(container, chunk);
            list.extend(rows(place.client.call(&call).await?));
        }
        Ok(list)
    }

    fn essence(task: &VTodo) -> String {
        let mut text = String::new();
        line(&mut text, &[task.summary.as_deref()]);
        line(&mut text, &[date(task.dtstart.as_ref()), date(task.due.as_ref())]);
        line(&mut text, &[task.rrule.as_ref().map(rule).as_deref()]);
        line(&mut text, &[Some(&names(&task.attachments))]);
        text
    }

    fn tags(task: &VTodo) -> Vec<&TagRef> {
        task.categories.iter().collect()
    }

    fn attach(task: &mut VTodo, _: Option<usize>, file: AttachedFile) {
        task.attachments.push(file);
    }

    fn key(uid: &ItemUid, _: &VTodo) -> String {
        uid.as_str().to_owned()
    }
}
