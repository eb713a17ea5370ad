use viaduc_contentline::Component;
use viaduc_fidelity::Converted;
use viaduc_graph_types::{Event, TodoTask};
use viaduc_wire::ReadError;

use crate::{Context, EventError, TaskError, event_to_calendar, task_to_calendar};

/// An item of a calendar or a task list, told apart by its members.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Item {
    /// An event.
    Event(Box<Event>),
    /// A task.
    Task(Box<TodoTask>),
}

/// Why nothing meaningful can be made of an item.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ItemError {
    /// Of an event.
    #[error(transparent)]
    Event(#[from] EventError),
    /// Of a task.
    #[error(transparent)]
    Task(#[from] TaskError),
}

impl Item {
    /// Reads one JSON object: a task if `@odata.type` says so, or if it has a task's members and no `start`; else an
    /// event.
    ///
    /// # Errors
    /// [`ReadError`], if it is no JSON object.
    pub fn read(json: &[u8]) -> Result<Self, ReadError> {
        let event: Event = viaduc_wire::read(json)?;
        let named = event.odata_type.as_deref().is_some_and(|kind| kind.ends_with(".todoTask"));
        let members = ["title", "dueDateTime", "status", "checklistItems", "startDateTime"];
        let like_task = event.start.is_none()
            && event.subject.is_none()
            && members.iter().any(|member| event.other.get(member).is_some());
        if named || like_task {
            return viaduc_wire::read(json).map(Box::new).map(Self::Task);
        }
        Ok(Self::Event(Box::new(event)))
    }

    /// One VCALENDAR of the item: [`event_to_calendar`] or [`task_to_calendar`].
    ///
    /// # Errors
    /// Theirs.
    pub fn to_calendar(
        &self,
        context: &Context<'_>,
    ) -> Result<Converted<Component<'_>>, ItemError> {
        Ok(match self {
            Self::Event(event) => event_to_calendar(event, context)?,
            Self::Task(task) => task_to_calendar(task, context)?,
        })
    }
}
