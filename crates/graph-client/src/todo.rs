//! Tasks. Graph: `todoTaskList`, `todoTask`.

use viaduc_graph_types::{TaskListId, TodoTask, TodoTaskList};

use crate::users::user;

pages! {
    /// The task lists of a mailbox. Those not its own, and `flaggedEmails`, which mirrors flagged messages, are
    /// among them. Graph: todo: list lists.
    pub struct Lists ("todo.lists") of TodoTaskList {
        /// The mailbox: a user's object id.
        user: String,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user).path("todo/lists");
    page_size 100;
    about Mailbox;
}

pages! {
    /// The tasks of a list. Dates are days: no zone is asked for, and their date part is taken as it stands.
    /// Graph: todoTaskList: list tasks.
    pub struct Tasks ("todo.tasks") of TodoTask {
        /// The mailbox: a user's object id.
        user: String,
        /// The list.
        list: TaskListId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("todo/lists")
        .segment(this.list.as_str())
        .path("tasks")
        .query("$expand", "checklistItems,linkedResources");
    page_size 100;
    about Mailbox;
}
