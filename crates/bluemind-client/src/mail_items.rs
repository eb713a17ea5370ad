//! Messages of a folder, by the folder's uid. For verification; in bulk they are written over IMAP, which keeps
//! bytes and dates. BlueMind: `IMailboxItems`.

use std::time::Duration;

use bytes::Bytes;
use viaduc_bluemind_types::{
    ContainerChangeset, Count, FlagUpdate, ImapItemIdentifier, ItemFlagFilter, ItemUid, ItemValue,
    MailboxItem, PartId,
};

use crate::reply;

/// The most ids that [`MultipleGetById`] takes.
pub const IDS_LIMIT: usize = 500;

const LONG: Duration = Duration::from_secs(900);

call! {
    /// What changed since a version, by id; since 0 everything. BlueMind: `IMailboxItems.changesetById`.
    pub struct ChangesetById ("mailItems.changesetById") <'a> {
        /// The folder.
        folder: &'a ItemUid,
        /// The version of the last changeset, or 0.
        since: i64,
    }
    GET |this, base| base.at("mail_items")
        .segment(this.folder.as_str())
        .path("_changesetById")
        .query("since", &this.since.to_string());
    reply ContainerChangeset<i64> => |name, response| {
        reply::whole(name, response, |set: &ContainerChangeset<i64>| set.version.is_some())
    };
}

call! {
    /// Several messages; unknown ids are left out, more than 500 are refused.
    /// BlueMind: `IMailboxItems.multipleGetById`.
    pub struct MultipleGetById ("mailItems.multipleGetById") <'a> {
        /// The folder.
        folder: &'a ItemUid,
        /// The ids, [`IDS_LIMIT`] at most.
        ids: &'a [i64],
    }
    POST |this, base| base.at("mail_items").segment(this.folder.as_str()).path("_mgetById");
    body |this| this.ids;
    idempotence Yes;
    reply Vec<ItemValue<MailboxItem>> => reply::list;
}

call! {
    /// How many messages there are. BlueMind: `IMailboxItems.count`.
    pub struct CountItems ("mailItems.count") <'a> {
        /// The folder.
        folder: &'a ItemUid,
        /// Which ones.
        filter: &'a ItemFlagFilter,
    }
    POST |this, base| base.at("mail_items").segment(this.folder.as_str()).path("_count");
    body |this| this.filter;
    idempotence Yes;
    reply i64 => |name, response| {
        let count = reply::whole(name, response, |count: &Count| count.total.is_some())?;
        Ok(count.total.unwrap_or_default())
    };
}

call! {
    /// A message as it is stored. BlueMind: `IMailboxItems.fetchComplete`.
    pub struct FetchComplete ("mailItems.fetchComplete") <'a> {
        /// The folder.
        folder: &'a ItemUid,
        /// Its uid in IMAP.
        imap_uid: i64,
    }
    GET |this, base| base.at("mail_items")
        .segment(this.folder.as_str())
        .path("eml")
        .segment(&this.imap_uid.to_string());
    patience LONG;
    reply Bytes => reply::content;
}

call! {
    /// Uploads a message as a part of this session, to be used by [`Create`] in the same session and removed
    /// afterwards. BlueMind: `IMailboxItems.uploadPart`.
    pub struct UploadPart ("mailItems.uploadPart") <'a> {
        /// The folder.
        folder: &'a ItemUid,
        /// The bytes.
        content: &'a Bytes,
    }
    PUT |this, base| base.at("mail_items").segment(this.folder.as_str()).path("_part");
    raw |this| this.content.clone();
    patience LONG;
    reply PartId => |name, response| {
        reply::whole(name, response, |id: &String| !id.is_empty()).map(PartId::from)
    };
}

call! {
    /// Creates a message of uploaded parts. Not idempotent: asked twice there are two.
    /// BlueMind: `IMailboxItems.create`.
    ///
    /// `body.date` overwrites the Date header and sets the internal date; without it the internal date is now. The
    /// two cannot differ: use IMAP where they must.
    pub struct Create ("mailItems.create") <'a> {
        /// The folder.
        folder: &'a ItemUid,
        /// The message.
        item: &'a MailboxItem,
    }
    PUT |this, base| base.at("mail_items").segment(this.folder.as_str());
    body |this| this.item;
    idempotence No;
    reply ImapItemIdentifier => |name, response| {
        reply::whole(name, response, |id: &ImapItemIdentifier| id.id.is_some())
    };
}

call! {
    /// Adds a flag to messages; `\Deleted` expunges them. BlueMind: `IMailboxItems.addFlag`.
    pub struct AddFlag ("mailItems.addFlag") <'a> {
        /// The folder.
        folder: &'a ItemUid,
        /// Which flag, on which messages.
        update: &'a FlagUpdate,
    }
    PUT |this, base| base.at("mail_items").segment(this.folder.as_str()).path("_addFlag");
    body |this| this.update;
    reply () => reply::void;
}

call! {
    /// Takes a flag from messages. BlueMind: `IMailboxItems.deleteFlag`.
    pub struct DeleteFlag ("mailItems.deleteFlag") <'a> {
        /// The folder.
        folder: &'a ItemUid,
        /// Which flag, from which messages.
        update: &'a FlagUpdate,
    }
    POST |this, base| base.at("mail_items").segment(this.folder.as_str()).path("_deleteFlag");
    body |this| this.update;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// Deletes a message: outside the trash it goes there, in it for good. BlueMind: `IMailboxItems.deleteById`.
    pub struct DeleteById ("mailItems.deleteById") <'a> {
        /// The folder.
        folder: &'a ItemUid,
        /// Its id.
        id: i64,
    }
    DELETE |this, base| base.at("mail_items")
        .segment(this.folder.as_str())
        .path("id")
        .segment(&this.id.to_string());
    reply () => reply::void;
}
