//! Every entry of the directory, of whatever kind. BlueMind: `IDirectory`.

use viaduc_bluemind_types::{DirEntry, DirEntryQuery, DomainUid, ItemValue, ListResult};

use crate::reply;

call! {
    /// Entries of any kind. BlueMind: `IDirectory.search`.
    pub struct Search ("directory.search") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// What is looked for.
        query: &'a DirEntryQuery,
    }
    POST |this, base| base.at("directory").segment(this.domain.as_str()).path("_search");
    body |this| this.query;
    idempotence Yes;
    reply Vec<ItemValue<DirEntry>> => |name, response| {
        let list: ListResult<ItemValue<DirEntry>> =
            reply::whole(name, response, |list: &ListResult<_>| list.values.is_present())?;
        reply::elements(name, response, list.values)
    };
}
