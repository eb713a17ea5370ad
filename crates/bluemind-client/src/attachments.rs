//! Files that events and tasks point to. BlueMind: `IAttachment`.

use std::time::Duration;

use bytes::Bytes;
use viaduc_bluemind_types::{AttachedFile, DomainUid};

use crate::reply::{self, Whole};

const LONG: Duration = Duration::from_secs(900);

impl Whole for AttachedFile {
    fn is_whole(&self) -> bool {
        self.public_url.is_some() && self.name.is_some()
    }
}

call! {
    /// Uploads a file, and answers the address an event or a task can point to. BlueMind: `IAttachment.share`.
    ///
    /// The file belongs to the caller: act as the owner of the event. Whoever has the address can read the file.
    /// Asked twice there are two. The server forgets it after a time of its own; the event stores name and address,
    /// not that time.
    pub struct Share ("attachments.share") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The name of the file.
        name: &'a str,
        /// The bytes.
        content: &'a Bytes,
    }
    PUT |this, base| base.at("attachment")
        .segment(this.domain.as_str())
        .segment(this.name)
        .path("share");
    raw |this| this.content.clone();
    patience LONG;
    idempotence No;
    reply AttachedFile => |name, response| reply::whole(name, response, <AttachedFile as Whole>::is_whole);
}

call! {
    /// Uploads a file under a name made of its content: the same bytes twice are one file. BlueMind:
    /// `IAttachment.shareDedup`.
    pub struct ShareDedup ("attachments.shareDedup") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The ending of its name, without the dot.
        extension: &'a str,
        /// The bytes.
        content: &'a Bytes,
    }
    PUT |this, base| base.at("attachment")
        .segment(this.domain.as_str())
        .segment(this.extension)
        .path("share_dedup");
    raw |this| this.content.clone();
    patience LONG;
    reply AttachedFile => |name, response| reply::whole(name, response, <AttachedFile as Whole>::is_whole);
}

call! {
    /// Takes a file back: events that point to it point to nothing. BlueMind: `IAttachment.unShare`.
    pub struct UnShare ("attachments.unShare") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// Its address, as it was answered.
        url: &'a str,
    }
    DELETE |this, base| base.at("attachment")
        .segment(this.domain.as_str())
        .segment(this.url)
        .path("unshare");
    reply () => reply::void;
}
