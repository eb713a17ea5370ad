//! Mail folders, by the uid of their tree (see [`uids::subtree`](crate::uids::subtree)).
//! BlueMind: `IMailboxFoldersByContainer`.

use viaduc_bluemind_types::{ContainerUid, ItemIdentifier, ItemValue, MailboxFolder};

use crate::reply;

call! {
    /// All folders of a mailbox. BlueMind: `IMailboxFolders.all`.
    pub struct All ("mailFolders.all") <'a> {
        /// The tree.
        tree: &'a ContainerUid,
    }
    GET |this, base| base.at("mail_folders_container").segment(this.tree.as_str()).path("_all");
    reply Vec<ItemValue<MailboxFolder>> => reply::list;
}

call! {
    /// The folder with a full name (`Projects/2026`), or nothing. BlueMind: `IMailboxFolders.byName`.
    pub struct ByName ("mailFolders.byName") <'a> {
        /// The tree.
        tree: &'a ContainerUid,
        /// The full name; its `/` is encoded.
        name: &'a str,
    }
    GET |this, base| base.at("mail_folders_container")
        .segment(this.tree.as_str())
        .path("byName")
        .segment(this.name);
    reply Option<ItemValue<MailboxFolder>> => reply::maybe;
}

call! {
    /// Creates a folder by its full name, or by its name and its parent's uid; one that is there is answered as it
    /// is. Parents come first. BlueMind: `IMailboxFolders.createBasic`.
    ///
    /// A `^` in a name becomes `.`, `"` and control characters are refused, and an ASCII name is decoded as modified
    /// UTF-7. In a shared mailbox everything is below its own name.
    pub struct CreateBasic ("mailFolders.createBasic") <'a> {
        /// The tree.
        tree: &'a ContainerUid,
        /// The folder.
        folder: &'a MailboxFolder,
    }
    PUT |this, base| base.at("mail_folders_container").segment(this.tree.as_str());
    body |this| this.folder;
    idempotence Yes;
    reply ItemIdentifier => |name, response| {
        reply::whole(name, response, |id: &ItemIdentifier| id.uid.is_some() || id.id.is_some())
    };
}
