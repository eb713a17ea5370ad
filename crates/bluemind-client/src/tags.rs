//! Tags, which are BlueMind's categories. BlueMind: `ITags`. Create them before the items that use them: an
//! unknown tag is dropped from an item silently.

use viaduc_bluemind_types::{ContainerUid, ItemUid, ItemValue, Tag};

use crate::reply;

call! {
    /// All tags of a container (`tags_<user>`, `tags_<domain>`). BlueMind: `ITags.all`.
    pub struct All ("tags.all") <'a> {
        /// The container.
        container: &'a ContainerUid,
    }
    GET |this, base| base.at("tags").segment(this.container.as_str());
    reply Vec<ItemValue<Tag>> => reply::list;
}

call! {
    /// Creates a tag; one that is there is `Conflict`. Label and colour are needed. BlueMind: `ITags.create`.
    pub struct Create ("tags.create") <'a> {
        /// The container.
        container: &'a ContainerUid,
        /// The tag's uid.
        uid: &'a ItemUid,
        /// The tag.
        tag: &'a Tag,
    }
    PUT |this, base| base.at("tags").segment(this.container.as_str()).segment(this.uid.as_str());
    body |this| this.tag;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// Replaces a tag. BlueMind: `ITags.update`.
    pub struct Update ("tags.update") <'a> {
        /// The container.
        container: &'a ContainerUid,
        /// The tag's uid.
        uid: &'a ItemUid,
        /// The tag.
        tag: &'a Tag,
    }
    POST |this, base| base.at("tags").segment(this.container.as_str()).segment(this.uid.as_str());
    body |this| this.tag;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// One tag, or nothing. BlueMind: `ITags.getComplete`.
    pub struct Get ("tags.getComplete") <'a> {
        /// The container.
        container: &'a ContainerUid,
        /// The tag's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("tags").segment(this.container.as_str()).segment(this.uid.as_str());
    reply Option<ItemValue<Tag>> => reply::maybe;
}

call! {
    /// Deletes a tag; the items that had it lose it, a little later. BlueMind: `ITags.delete`.
    pub struct Delete ("tags.delete") <'a> {
        /// The container.
        container: &'a ContainerUid,
        /// The tag's uid.
        uid: &'a ItemUid,
    }
    DELETE |this, base| base.at("tags").segment(this.container.as_str()).segment(this.uid.as_str());
    reply () => reply::void;
}
