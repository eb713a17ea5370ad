//! Mail folders. Graph: `mailFolder`.

use viaduc_graph_types::{MailFolder, MailFolderId};

use crate::reply;
use crate::users::user;

const SELECT: &str =
    "id,displayName,parentFolderId,childFolderCount,totalItemCount,unreadItemCount,isHidden";

pages! {
    /// All folders of a mailbox, of all levels, flat, with their parents. Graph: mailFolder: delta.
    ///
    /// The listing `mailFolders` gives direct children only, ten of them by default.
    pub struct Delta ("mailFolders.delta") of MailFolder {
        /// The mailbox: a user's object id.
        user: String,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user).path("mailFolders/delta").query("$select", SELECT);
    page_size 250;
    about Delta;
}

pages! {
    /// The folders directly below the visible root, hidden ones included. Graph: user: list mailFolders.
    pub struct List ("mailFolders.list") of MailFolder {
        /// The mailbox: a user's object id.
        user: String,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("mailFolders")
        .query("includeHiddenFolders", "true")
        .query("$select", SELECT)
        .query("$top", "250");
    about Mailbox;
}

pages! {
    /// The folders directly below another. Graph: mailFolder: list childFolders.
    pub struct Children ("mailFolders.children") of MailFolder {
        /// The mailbox: a user's object id.
        user: String,
        /// The parent.
        folder: MailFolderId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("mailFolders")
        .segment(this.folder.as_str())
        .path("childFolders")
        .query("includeHiddenFolders", "true")
        .query("$select", SELECT)
        .query("$top", "250");
    about Mailbox;
}

one! {
    /// One folder, by its id or by a well-known name (`inbox`, `sentitems`, `drafts`, `deleteditems`,
    /// `junkemail`, `archive`, `outbox`, …): the only way to learn which folder is which, whatever its language.
    /// A well-known folder that does not exist is `NotFound`. Graph: mailFolder: get.
    pub struct Get ("mailFolders.get") {
        /// The mailbox: a user's object id.
        user: String,
        /// The id or the well-known name.
        folder: MailFolderId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("mailFolders")
        .segment(this.folder.as_str())
        .query("$select", SELECT);
    reply MailFolder => |name, about, response| {
        reply::item(name, about, &response, |folder: &MailFolder| folder.id.is_some())
    };
}
