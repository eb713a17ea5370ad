//! Tasks. BlueMind: `ITodoList`.

use viaduc_bluemind_types::{
    ContainerChangeset, ContainerUid, ItemUid, ItemValue, VTodo, VTodoChangesItemAdd,
};
use viaduc_rest::ApiError;

use crate::batch::{Batch, TodoLists};
use crate::reply;

call! {
    /// Creates a task under a uid of the caller's choice. BlueMind: `ITodoList.create`.
    ///
    /// A task whose iCalendar `uid` is in the list already is **silently not created**: read it back, or derive
    /// both uids from the same thing. Status `Completed` must be said; any other clears the date of completion.
    pub struct Create ("todoLists.create") <'a> {
        /// The list.
        list: &'a ContainerUid,
        /// The task's uid in the list.
        uid: &'a ItemUid,
        /// The task.
        task: &'a VTodo,
    }
    PUT |this, base| base.at("todolist").segment(this.list.as_str()).segment(this.uid.as_str());
    body |this| this.task;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// Replaces a task; absent attendees keep the stored ones. BlueMind: `ITodoList.update`.
    pub struct Update ("todoLists.update") <'a> {
        /// The list.
        list: &'a ContainerUid,
        /// The task's uid in the list.
        uid: &'a ItemUid,
        /// The task.
        task: &'a VTodo,
    }
    POST |this, base| base.at("todolist").segment(this.list.as_str()).segment(this.uid.as_str());
    body |this| this.task;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// Deletes a task. BlueMind: `ITodoList.delete`.
    pub struct Delete ("todoLists.delete") <'a> {
        /// The list.
        list: &'a ContainerUid,
        /// The task's uid in the list.
        uid: &'a ItemUid,
    }
    DELETE |this, base| base.at("todolist").segment(this.list.as_str()).segment(this.uid.as_str());
    reply () => reply::void;
}

call! {
    /// One task, or nothing (HTTP 204). BlueMind: `ITodoList.getComplete`.
    pub struct GetComplete ("todoLists.getComplete") <'a> {
        /// The list.
        list: &'a ContainerUid,
        /// The task's uid in the list.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("todolist")
        .segment(this.list.as_str())
        .segment(this.uid.as_str())
        .path("complete");
    reply Option<ItemValue<VTodo>> => reply::maybe;
}

call! {
    /// Several tasks; those that are not there are left out, silently. BlueMind: `ITodoList.multipleGet`.
    pub struct MultipleGet ("todoLists.multipleGet") <'a> {
        /// The list.
        list: &'a ContainerUid,
        /// The tasks' uids.
        uids: &'a [ItemUid],
    }
    POST |this, base| base.at("todolist").segment(this.list.as_str()).path("_mget");
    body |this| this.uids;
    idempotence Yes;
    reply Vec<ItemValue<VTodo>> => reply::list;
}

call! {
    /// The uids of all tasks. BlueMind: `ITodoList.allUids`.
    pub struct All ("todoLists.allUids") <'a> {
        /// The list.
        list: &'a ContainerUid,
    }
    GET |this, base| base.at("todolist").segment(this.list.as_str()).path("_all");
    reply Vec<ItemUid> => reply::list;
}

call! {
    /// What changed since a version; since 0 everything. BlueMind: `ITodoList.changeset`.
    pub struct Changeset ("todoLists.changeset") <'a> {
        /// The list.
        list: &'a ContainerUid,
        /// The version of the last changeset, or 0.
        since: i64,
    }
    GET |this, base| base.at("todolist")
        .segment(this.list.as_str())
        .path("_changeset")
        .query("since", &this.since.to_string());
    reply ContainerChangeset<ItemUid> => reply::changeset;
}

impl Batch<TodoLists> {
    /// Writes a task, whether it is there or not. See [`Create`] for the silent case, which a batch reports as
    /// added.
    ///
    /// # Errors
    /// Where the task cannot be written as JSON.
    pub fn put(self, uid: &ItemUid, task: &VTodo) -> Result<Self, ApiError> {
        let entry = VTodoChangesItemAdd {
            uid: Some(uid.clone()),
            value: Some(task.clone()),
            send_notification: Some(false),
            ..VTodoChangesItemAdd::default()
        };
        self.push(uid, false, &entry)
    }
}
